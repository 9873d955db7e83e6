"""The own firms of an installation, their bank accounts, the designs of their papers."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kartei.platform.access.guard import GuardedManager
from kartei.platform.meta import columns
from kartei.platform.meta.base import Record


def _picture(label: Any) -> Any:
    """A column that keeps one picture of an own firm."""
    return models.ForeignKey(
        "records.StoredFile",
        models.SET_NULL,
        verbose_name=label,
        null=True,
        blank=True,
        related_name="+",
    )


class Firm(Record):
    """An own legal firm: who hands out offers and, on paper, how.

    The names of the requisites are those of `people.company`; what they are called on paper
    (ИНН, USt-IdNr.) is the country pack's. vat empty: the country's standard rate of the day.
    Its bank columns are its first account; further ones are `Account` (`rules/accounts.py`).
    """

    name = columns.Text(_("Name"), max_length=200)
    name_key = columns.SortKey()
    legal_name = columns.Text(_("Legal name"), max_length=300, blank=True, default="")
    country = columns.Choice(_("Country"))
    language = columns.Choice(_("Language of documents"))
    currency = columns.Text(_("Currency"), max_length=3, blank=True, default="")
    logo = _picture(_("Logo"))
    signature = _picture(_("Signature"))
    stamp = _picture(_("Stamp"))
    accent = columns.Text(_("Main colour"), max_length=7, blank=True, default="")
    second = columns.Text(_("Second colour"), max_length=7, blank=True, default="")
    font = columns.Choice(_("Font"))
    address = columns.LongText(_("Address"), blank=True, default="")
    phone = columns.Text(_("Phone"), max_length=60, blank=True, default="")
    email = columns.Text(_("E-mail"), max_length=254, blank=True, default="")
    site = columns.Text(_("Web site"), max_length=200, blank=True, default="")
    tax_id = columns.Text(_("Tax number"), max_length=30, blank=True, default="")
    reg_code = columns.Text(_("Registration code"), max_length=30, blank=True, default="")
    reg_number = columns.Text(_("Register number"), max_length=60, blank=True, default="")
    vat_id = columns.Text(_("VAT number"), max_length=30, blank=True, default="")
    bank_name = columns.Text(_("Bank"), max_length=200, blank=True, default="")
    bank_account = columns.Text(_("Bank account"), max_length=40, blank=True, default="")
    bank_code = columns.Text(_("Bank code"), max_length=20, blank=True, default="")
    corr_account = columns.Text(_("Correspondent account"), max_length=40, blank=True, default="")
    signatory = columns.Text(_("Signatory"), max_length=200, blank=True, default="")
    signatory_title = columns.Text(
        _("Position of the signatory"), max_length=200, blank=True, default=""
    )
    accountant = columns.Text(_("Accountant"), max_length=200, blank=True, default="")
    vat_mode = columns.Choice(_("VAT in prices"))
    vat = columns.Choice(_("Usual VAT rate"))
    valid_days = models.IntegerField(_("Offers are valid, days"), null=True, blank=True)
    pay_days = models.IntegerField(_("Invoices are paid within, days"), null=True, blank=True)
    intro_ru = columns.LongText(_("Opening text, Russian"), blank=True, default="")
    intro_de = columns.LongText(_("Opening text, German"), blank=True, default="")
    intro_en = columns.LongText(_("Opening text, English"), blank=True, default="")
    outro_ru = columns.LongText(_("Closing text, Russian"), blank=True, default="")
    outro_de = columns.LongText(_("Closing text, German"), blank=True, default="")
    outro_en = columns.LongText(_("Closing text, English"), blank=True, default="")
    usual = models.BooleanField(_("Used unless another is chosen"), default=False)

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "documents_firm"

    def __str__(self) -> str:
        return str(self.name)


class Account(Record):
    """A further bank account of an own firm; its bank columns are named as the firm's.

    currency empty: for documents in any currency. Which one holds: `rules/accounts.py`.
    """

    name = columns.Text(_("Name"), max_length=120)
    name_key = columns.SortKey()
    firm = models.ForeignKey(Firm, models.PROTECT, verbose_name=_("Own firm"), related_name="+")
    bank_name = columns.Text(_("Bank"), max_length=200, blank=True, default="")
    bank_account = columns.Text(_("Bank account"), max_length=40)
    bank_code = columns.Text(_("Bank code"), max_length=20, blank=True, default="")
    corr_account = columns.Text(_("Correspondent account"), max_length=40, blank=True, default="")
    currency = columns.Text(_("Currency"), max_length=3, blank=True, default="")
    usual = models.BooleanField(_("Usual account"), default=False)

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "documents_account"

    def __str__(self) -> str:
        return str(self.name)


class Signatory(Record):
    """Who signs for an own firm besides, or instead of, the head in its own columns.

    role: as whom. prefix: what stands before the name. basis: what an authorised person signs by,
    in the genitive («доверенности № 5 от 01.02.2026»). since, until: the days on which papers may
    name him; empty: without end. papers: kinds of paper that name him unless another is chosen.
    """

    name = columns.Text(pgettext_lazy("of a signatory", "Name"), max_length=200)
    name_key = columns.SortKey()
    firm = models.ForeignKey(Firm, models.PROTECT, verbose_name=_("Own firm"), related_name="+")
    role = columns.Choice(_("Signs as"), default="head")
    title = columns.Text(pgettext_lazy("of a signatory", "Position"), max_length=200, blank=True,
                         default="")  # fmt: skip
    prefix = columns.Text(_("Before the name"), max_length=20, blank=True, default="")
    basis = columns.Text(_("Signs on the basis of"), max_length=200, blank=True, default="")
    signature = _picture(_("Signature"))
    since = models.DateField(_("May sign from"), null=True, blank=True)
    until = models.DateField(_("May sign until"), null=True, blank=True)
    papers = columns.Many(_("Signs unless another is chosen"), many="choices")

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "documents_signatory"

    def __str__(self) -> str:
        return str(self.name)


class Numerator(Record):
    """How papers of a kind are numbered, instead of the usual prefix and year.

    paper: the entity that is numbered; form: one form of it alone. firm and form empty: for all.
    pattern: text with the places of `papers/patterns.py`; anew: when its counter starts again.
    """

    name = columns.Text(_("Name"), max_length=120)
    name_key = columns.SortKey()
    paper = columns.Choice(_("Documents"))
    form = columns.Choice(pgettext_lazy("of a delivery", "Form"))
    firm = models.ForeignKey(
        Firm, models.PROTECT, verbose_name=_("Own firm"), null=True, blank=True, related_name="+"
    )
    pattern = columns.Text(pgettext_lazy("of a number", "Pattern"), max_length=30)
    anew = columns.Choice(_("Starts anew"), default="year")
    active = models.BooleanField(_("In use"), default=True)

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "documents_numerator"

    def __str__(self) -> str:
        return str(self.name)


class Design(Record):
    """How papers of a kind look: what stands in the table, sizes, texts.

    firm and paper empty: for all of them; the closest design holds (`rules/designs.py`). Colours
    and font that are empty are the own firm's.
    """

    name = columns.Text(_("Name"), max_length=120)
    name_key = columns.SortKey()
    firm = models.ForeignKey(
        Firm, models.PROTECT, verbose_name=_("Own firm"), null=True, blank=True, related_name="+"
    )
    paper = columns.Choice(_("Documents"))
    active = models.BooleanField(_("In use"), default=True)
    accent = columns.Text(_("Main colour"), max_length=7, blank=True, default="")
    font = columns.Choice(_("Font"))
    size = columns.Choice(_("Size of the text"), default="normal")
    logo_side = columns.Choice(_("Place of the logo"))
    pictures = columns.Choice(_("Size of the pictures"), default="normal")
    hidden = columns.Many(_("Left out of the table"), many="choices")
    page_numbers = models.BooleanField(_("Page numbers"), default=True)
    fold_marks = models.BooleanField(_("Fold marks"), default=True)
    signed = models.BooleanField(_("With stamp and signature"), default=False)
    title_ru = columns.Text(_("Title, Russian"), max_length=80, blank=True, default="")
    title_de = columns.Text(_("Title, German"), max_length=80, blank=True, default="")
    title_en = columns.Text(_("Title, English"), max_length=80, blank=True, default="")
    intro_ru = columns.LongText(_("Opening text, Russian"), blank=True, default="")
    intro_de = columns.LongText(_("Opening text, German"), blank=True, default="")
    intro_en = columns.LongText(_("Opening text, English"), blank=True, default="")
    outro_ru = columns.LongText(_("Closing text, Russian"), blank=True, default="")
    outro_de = columns.LongText(_("Closing text, German"), blank=True, default="")
    outro_en = columns.LongText(_("Closing text, English"), blank=True, default="")
    foot_ru = columns.Text(_("Foot of each page, Russian"), max_length=300, blank=True, default="")
    foot_de = columns.Text(_("Foot of each page, German"), max_length=300, blank=True, default="")
    foot_en = columns.Text(_("Foot of each page, English"), max_length=300, blank=True, default="")

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "documents_design"

    def __str__(self) -> str:
        return str(self.name)
