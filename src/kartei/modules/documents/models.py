"""The own firms of an installation."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.guard import GuardedManager
from kartei.platform.meta import columns
from kartei.platform.meta.base import Record


class Firm(Record):
    """An own legal firm: who hands out offers and, on paper, how.

    The names of the requisites are those of `people.company`; what they are called on paper
    (ИНН, USt-IdNr.) is the country pack's. vat empty: the country's standard rate of the day.
    """

    name = columns.Text(_("Name"), max_length=200)
    name_key = columns.SortKey()
    legal_name = columns.Text(_("Legal name"), max_length=300, blank=True, default="")
    country = columns.Choice(_("Country"))
    language = columns.Choice(_("Language of documents"))
    currency = columns.Text(_("Currency"), max_length=3, blank=True, default="")
    logo = models.ForeignKey(
        "records.StoredFile",
        models.SET_NULL,
        verbose_name=_("Logo"),
        null=True,
        blank=True,
        related_name="+",
    )
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
