"""How own firms appear."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kartei.modules.documents import words
from kartei.modules.documents.models import Account, Design, Firm, Numerator, Signatory
from kartei.modules.documents.papers import numerators
from kartei.modules.documents.rules import accounts, designs, firms, signatories
from kartei.platform.meta.spec import Command, Entity, Field, Related, Section

firm = Entity(
    model=Firm,
    name="documents.firm",
    one=_("own firm"),
    many=_("own firms"),
    title=_("Own firms"),
    icon="company",
    note_field="legal_name",
    fields=(
        Field(name="name", required=True),
        Field(name="country", options=words.COUNTRIES, required=True),
        Field(name="language", options=words.LANGUAGES, required=True),
        Field(name="currency", help=_("Three letters, such as EUR")),
        Field(name="accent", help=_("Title and rules of documents, as #rrggbb")),
        Field(name="second", help=_("Quieter text of documents, as #rrggbb")),
        Field(name="font", options=words.FONTS, default="sans"),
        Field(name="tax_id", help=_("ИНН, Steuernummer")),
        Field(name="reg_code", help=_("КПП")),
        Field(name="reg_number", help=_("ОГРН, Handelsregister")),
        Field(name="vat_id", help=_("USt-IdNr.")),
        Field(
            name="signature",
            help=_("PNG on clear ground; printed where the design says “With stamp and signature”"),
        ),
        Field(name="stamp", help=_("PNG on clear ground, 38 mm wide on paper")),
        Field(
            name="bank_account",
            help=_(
                "Account number or IBAN; holds unless one of the bank accounts is meant for the "
                "document's currency"
            ),
        ),
        Field(name="bank_code", help=_("БИК or BIC")),
        Field(name="vat_mode", options=words.VAT_MODES),
        Field(
            name="vat",
            options=words.VAT,
            help=_("Empty: the standard rate that the country has on the day"),
        ),
    ),
    columns=("name", "legal_name", "country", "language", "currency", "vat_mode", "usual"),
    form=(
        Section("main", _("Main"), ("name", "legal_name", "country", "language", "usual")),
        Section("look", _("Look"), ("logo", "accent", "second", "font", "signature", "stamp")),
        Section("reach", _("Contact"), ("address", "phone", "email", "site")),
        Section(
            "requisites",
            _("Requisites"),
            (
                "tax_id", "reg_code", "reg_number", "vat_id", "bank_name", "bank_account",
                "bank_code", "corr_account", "signatory", "signatory_title",
                "accountant",
            ),
        ),
        Section(
            "money",
            _("Prices and VAT"),
            ("currency", "vat_mode", "vat", "valid_days", "pay_days"),
        ),
        Section(
            "texts",
            _("Texts of offers"),
            ("intro_ru", "outro_ru", "intro_de", "outro_de", "intro_en", "outro_en"),
            True,
        ),
    ),
    quick=("name", "country", "language", "currency", "vat_mode"),
    related=(
        Related("documents.account", "firm", _("Bank accounts")),
        Related("documents.signatory", "firm", _("Signatories")),
    ),
    features=("files", "bin"),
    owned=False,
    small=True,
    runtime_fields=False,
    before=firms.check_firm,
    after=firms.follow_firm,
)  # fmt: skip

account = Entity(
    model=Account,
    name="documents.account",
    one=_("bank account"),
    many=_("bank accounts"),
    title=_("Bank accounts"),
    icon="money",
    note_field="bank_account",
    fields=(
        Field(name="name", required=True, help=_("Such as “Euro account”")),
        Field(name="firm", required=True),
        Field(name="bank_account", required=True, help=_("Account number or IBAN")),
        Field(name="bank_code", help=_("БИК or BIC")),
        Field(name="currency", help=_("Of the documents that name it; empty: any")),
        Field(
            name="usual",
            help=_(
                "Goes before the firm's other accounts for the same currency; without a currency "
                "also before the account in the firm's own fields"
            ),
        ),
    ),
    columns=("name", "firm", "bank_account", "bank_name", "currency", "usual"),
    form=(
        Section("main", _("Main"), ("name", "firm", "currency", "usual")),
        Section(
            "requisites",
            _("Requisites"),
            ("bank_account", "bank_name", "bank_code", "corr_account"),
        ),
    ),
    quick=("name", "firm", "currency", "bank_account", "bank_name", "bank_code", "corr_account"),
    features=("bin",),
    owned=False,
    small=True,
    runtime_fields=False,
    before=accounts.check_account,
    after=accounts.follow_account,
)

signatory = Entity(
    model=Signatory,
    name="documents.signatory",
    one=_("signatory"),
    many=_("signatories"),
    title=_("Signatories"),
    icon="edit",
    note_field="title",
    fields=(
        Field(name="name", required=True, help=_("As it stands below documents")),
        Field(name="firm", required=True),
        Field(name="role", options=words.SIGNERS, required=True, default="head"),
        Field(name="prefix", help="ppa., i. V., i. A., p.p."),
        Field(name="basis", help=_("Such as a power of attorney with its number and date")),
        Field(
            name="signature",
            help=_("PNG on clear ground; printed where the design says “With stamp and signature”"),
            guarded=True,
        ),
        Field(name="papers", options=words.SIGNED),
    ),
    columns=("name", "title", "firm", "role", "papers", "since", "until"),
    form=(
        Section("main", _("Main"), ("name", "title", "firm", "role", "papers")),
        Section("power", _("Signing"), ("basis", "prefix", "since", "until", "signature")),
    ),
    quick=("name", "title", "firm", "role", "papers", "basis", "prefix"),
    features=("bin",),
    owned=False,
    small=True,
    open_to_all=True,
    runtime_fields=False,
    before=signatories.check_signatory,
)

numerator = Entity(
    model=Numerator,
    name="documents.numerator",
    one=_("numerator"),
    many=_("numerators"),
    title=_("Numbers of documents"),
    icon="hash",
    note_field="pattern",
    fields=(
        Field(name="name", required=True),
        Field(name="paper", options=numerators.papers, required=True),
        Field(
            name="form",
            options=numerators.forms,
            help=_("Empty: all forms. What is one series by law counts as one form"),
        ),
        Field(name="firm", help=_("Empty: all own firms")),
        Field(
            name="pattern",
            required=True,
            help=_("{year}, {yy}, {month} and {number}; {number:4} has four digits or more"),
        ),
        Field(name="anew", options=words.RESTARTS, required=True, default="year"),
        Field(name="active", default=True),
    ),
    columns=("name", "paper", "form", "firm", "pattern", "anew", "active"),
    form=(
        Section("main", _("Main"), ("name", "paper", "form", "firm", "pattern", "anew", "active")),
    ),
    quick=("name", "paper", "form", "firm", "pattern", "anew"),
    commands=(
        Command(
            name="preview", label=_("Show the next number"), run=numerators.preview, needs="read"
        ),
        Command(
            name="advance",
            label=_("Go on from a number"),
            run=numerators.advance,
            input=({"name": "number", "kind": "text", "label": _("Next number")},),
        ),
    ),
    sort="name",
    features=("bin",),
    owned=False,
    small=True,
    runtime_fields=False,
    setup=("name",),
    before=numerators.check,
)

TONGUES = ("ru", "de", "en")

design = Entity(
    model=Design,
    name="documents.design",
    one=_("design"),
    many=_("designs"),
    title=_("Design of documents"),
    icon="palette",
    fields=(
        Field(name="name", required=True),
        Field(name="firm", help=_("Empty: all own firms")),
        Field(name="paper", options=words.PAPERS, help=_("Empty: documents of every kind")),
        Field(
            name="active",
            default=True,
            help=_("Of several for the same documents the newest holds"),
        ),
        Field(name="accent", help=_("#rrggbb; empty: the own firm's")),
        Field(name="font", options=words.FONTS, help=_("Empty: the own firm's")),
        Field(name="size", options=words.SIZES, default="normal"),
        Field(name="logo_side", options=words.SIDES, help=_("Empty: as the layout has it")),
        Field(name="pictures", options=words.SIZES, default="normal"),
        Field(name="hidden", options=words.COLUMNS),
        Field(name="page_numbers", default=True, help=_("From the second page on")),
        Field(name="fold_marks", default=True, help=_("On letters with a window address")),
        Field(
            name="signed",
            help=_("The own firm's pictures on Russian invoices and acts, and below letters"),
        ),
        Field(name="title_en", help=_("Instead of the usual word, such as “Estimate”")),
        *(
            Field(name=f"intro_{tongue}", help=_("For new documents, instead of the own firm's"))
            for tongue in TONGUES
        ),
    ),
    columns=("name", "firm", "paper", "active", "size", "hidden"),
    form=(
        Section("main", _("Main"), ("name", "firm", "paper", "active")),
        Section(
            "look",
            _("Look"),
            ("accent", "font", "size", "logo_side", "page_numbers", "fold_marks", "signed"),
        ),
        Section("table", _("Table"), ("hidden", "pictures")),
        *(
            Section(
                f"texts_{tongue}",
                label,
                (f"title_{tongue}", f"intro_{tongue}", f"outro_{tongue}", f"foot_{tongue}"),
                True,
            )
            for tongue, label in zip(
                TONGUES, (_("Texts, Russian"), _("Texts, German"), _("Texts, English")), strict=True
            )
        ),
    ),
    quick=("name", "firm", "paper"),
    features=("bin",),
    owned=False,
    small=True,
    runtime_fields=False,
    before=designs.check_design,
)
