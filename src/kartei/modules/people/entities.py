"""How persons, companies and groups appear."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kartei.modules.people.contract import SOURCES
from kartei.modules.people.figures import SECTION, figures
from kartei.modules.people.models import Company, Group, Payer, Person
from kartei.modules.people.rules import clients, payers, requisites
from kartei.platform.meta import words
from kartei.platform.meta.spec import Entity, Field, Option, Related, Section

CHANNELS = (
    Option("phone", _("phone")),
    Option("email", _("e-mail")),
    Option("messenger", _("messenger")),
    Option("visit", _("in person")),
)
CALL_TIMES = (
    Option("morning", _("morning")),
    Option("day", _("daytime")),
    Option("evening", _("evening")),
    Option("weekend", _("weekend")),
)
INTERESTS = (
    Option("windows", _("windows"), "info"),
    Option("doors", _("doors"), "alt"),
    Option("balcony", _("balconies"), "accent"),
    Option("facade", _("façades"), "warn"),
    Option("service", _("service"), "pos"),
)
CONSENTS = (
    Option("given", _("given"), "pos"),
    Option("refused", _("refused"), "neg"),
    Option("withdrawn", _("withdrawn"), "warn"),
)
COUNTRIES = (
    Option("ru", _("Russia")),
    Option("de", _("Germany")),
    Option("other", _("another country")),
)
PAYS = (
    Option("own", pgettext_lazy("who pays", "the client, by other requisites")),
    Option("other", pgettext_lazy("who pays", "somebody else")),
)
SALUTATIONS = (Option("mr", _("Mr")), Option("ms", _("Ms")))

SHARED = (
    Field(name="phones", options=words.PHONE_KINDS),
    Field(name="emails", options=words.EMAIL_KINDS),
    Field(name="sites", options=words.SITE_KINDS),
    Field(name="messengers", options=words.MESSENGER_KINDS),
    Field(name="addresses", options=words.ADDRESS_KINDS),
    Field(name="source", options=SOURCES, open=True),
    Field(name="channel", options=CHANNELS, open=True),
    Field(name="call_time", options=CALL_TIMES, open=True),
    Field(name="interests", options=INTERESTS, open=True),
    Field(name="consent", options=CONSENTS),
    Field(name="last_talk_at", read_only=True),
)
PREFERENCES = Section(
    "preferences",
    _("Preferences"),
    ("channel", "call_time", "interests", "wishes", "consent", "consent_on"),
    True,
)
REACH = ("phones", "emails", "messengers", "sites", "addresses", "city")

group = Entity(
    model=Group,
    name="people.group",
    one=_("client group"),
    many=_("client groups"),
    title=_("Client groups"),
    icon="tag",
    fields=(Field(name="color", options=words.COLORS),),
    columns=("name", "color"),
    form=(Section("main", _("Main"), ("name", "color")),),
    quick=("name", "color"),
    features=("bin",),
    owned=False,
    small=True,
    open_to_all=True,
    runtime_fields=False,
    setup=("name",),
)

company = Entity(
    model=Company,
    name="people.company",
    one=_("company"),
    many=_("companies"),
    title=_("Companies"),
    icon="company",
    note_field="city",
    fields=(
        *SHARED,
        *figures("company"),
        Field(name="name", required=True),
        Field(
            name="country",
            options=COUNTRIES,
            help=_("By its rules the numbers are checked and printed"),
        ),
        Field(name="tax_id", help=_("ИНН, Steuernummer")),
        Field(name="reg_code", help=_("КПП")),
        Field(name="reg_number", help=_("ОГРН, Handelsregister")),
        Field(name="vat_id", help=_("USt-IdNr.")),
        Field(name="bank_account", help=_("Account number or IBAN")),
        Field(name="bank_code", help=_("БИК or BIC")),
    ),
    columns=(
        "name", "groups", "phones", "city", "owner", "last_talk_at", "next_step", "next_step_at",
    ),
    form=(
        Section("main", _("Main"), ("name", "groups", "owner", "source")),
        Section("next", _("Next step"), ("next_step", "next_step_at", "last_talk_at")),
        Section("reach", _("Contact"), REACH),
        SECTION,
        PREFERENCES,
        Section(
            "requisites",
            _("Requisites"),
            (
                "legal_name", "country", "tax_id", "reg_code", "reg_number", "vat_id",
                "bank_account", "bank_code", "bank_name", "corr_account",
            ),
            True,
        ),
        Section("notes", _("Notes"), ("notes",)),
    ),
    quick=("name", "phones", "emails", "groups", "next_step", "next_step_at"),
    related=(
        Related("people.person", "company", _("Contact persons")),
        Related("people.payer", "company", _("Payers")),
        Related("sales.deal", "company", _("Deals")),
        Related("offers.offer", "company", _("Offers")),
        Related("billing.order", "company", _("Orders")),
        Related("billing.invoice", "company", _("Invoices")),
        Related("billing.delivery", "company", _("Delivery documents")),
        Related("einvoice.bill", "supplier", _("Bills")),
        Related("einvoice.recipient", "company", _("E-invoice settings")),
        Related("tasks.task", "about", _("Tasks")),
    ),
    search=("legal_name", "tax_id", "phones", "emails", "sites", "city"),
    duplicates=("phones", "emails", "tax_id", "name"),
    features=("timeline", "files", "bin", "import", "export", "owner", "next_step"),
    before=requisites.check_requisites,
    after=payers.follow_client,
)  # fmt: skip

payer = Entity(
    model=Payer,
    name="people.payer",
    one=_("payer"),
    many=_("payers"),
    title=_("Payers"),
    icon="money",
    note_field="tax_id",
    fields=(
        Field(name="name", help=_("Empty: as the payer is called")),
        Field(name="company", help=_("The client for whom is paid")),
        Field(name="kind", options=PAYS, required=True, default="other"),
        Field(name="payer", help=_("What is left empty below is taken from it")),
        Field(
            name="country",
            options=COUNTRIES,
            help=_("By its rules the numbers are checked and printed"),
        ),
        Field(name="tax_id", help=_("ИНН, Steuernummer")),
        Field(name="reg_code", help=_("КПП")),
        Field(name="reg_number", help=_("ОГРН, Handelsregister")),
        Field(name="vat_id", help=_("USt-IdNr.")),
        Field(name="bank_account", help=_("Account number or IBAN")),
        Field(name="bank_code", help=_("БИК or BIC")),
        Field(name="usual", help=_("Put into the client's orders and invoices by itself")),
    ),
    columns=("name", "company", "person", "kind", "tax_id", "usual"),
    form=(
        Section("main", _("Main"), ("name", "company", "person", "kind", "payer", "usual")),
        Section(
            "requisites",
            _("Requisites"),
            (
                "legal_name", "country", "tax_id", "reg_code", "reg_number", "vat_id", "address",
                "bank_account", "bank_code", "bank_name", "corr_account",
            ),
        ),
    ),
    quick=("company", "kind", "payer", "legal_name", "country", "tax_id", "address", "usual"),
    search=("legal_name", "tax_id"),
    features=("bin", "export", "owner"),
    runtime_fields=False,
    before=payers.check_payer,
    after=payers.follow_payer,
)  # fmt: skip

person = Entity(
    model=Person,
    name="people.person",
    one=_("contact"),
    many=_("contacts"),
    title=_("Contacts"),
    icon="person",
    note_field="position",
    fields=(
        *SHARED,
        *figures("person"),
        Field(name="name", read_only=True, label=_("Full name")),
        Field(name="salutation", options=SALUTATIONS),
    ),
    columns=(
        "name", "company", "groups", "phones", "emails", "city", "owner", "last_talk_at",
        "next_step", "next_step_at",
    ),
    form=(
        Section(
            "main",
            _("Main"),
            (
                "photo", "last_name", "first_name", "middle_name", "salutation", "company",
                "position", "groups", "owner", "source", "birthday",
            ),
        ),
        Section("next", _("Next step"), ("next_step", "next_step_at", "last_talk_at")),
        Section("reach", _("Contact"), REACH),
        SECTION,
        PREFERENCES,
        Section("notes", _("Notes"), ("notes",)),
    ),
    quick=(
        "last_name", "first_name", "phones", "emails", "company", "groups", "next_step",
        "next_step_at",
    ),
    related=(
        Related("people.payer", "person", _("Payers")),
        Related("sales.deal", "person", _("Deals")),
        Related("offers.offer", "person", _("Offers")),
        Related("billing.order", "person", _("Orders")),
        Related("billing.invoice", "person", _("Invoices")),
        Related("billing.delivery", "person", _("Delivery documents")),
        Related("tasks.task", "about", _("Tasks")),
    ),
    search=("phones", "emails", "position", "city"),
    duplicates=("phones", "emails", "name"),
    features=("timeline", "files", "bin", "import", "export", "owner", "next_step"),
    timeline=("company",),
    before=clients.check_person,
    after=payers.follow_client,
)  # fmt: skip
