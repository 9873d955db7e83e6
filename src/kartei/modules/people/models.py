"""Tables of persons, companies and client groups."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.guard import GuardedManager
from kartei.platform.meta import columns
from kartei.platform.meta.base import OwnedRecord, Record


class Group(Record):
    """A client group, shown as a coloured marker."""

    name = columns.Text(_("Name"), max_length=80)
    name_key = columns.SortKey()
    color = columns.Choice(_("Colour"), default="neutral")

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "people_group"

    def __str__(self) -> str:
        return str(self.name)


class Client(OwnedRecord):
    """What persons and companies have in common.

    offers_made to last_purchase sum up papers of modules above (``figures.py``); a purchase is an
    order that was invoiced, or an invoice without one.
    Their indexes hold ``deleted``, so that a list is counted without touching its rows.
    """

    name = columns.Text(_("Name"), max_length=300, blank=True)
    name_key = columns.SortKey()
    groups = columns.Many(_("Groups"), many="links", target="people.group")
    phones = columns.Many(_("Phones"), many="phones")
    emails = columns.Many(_("E-mails"), many="emails")
    sites = columns.Many(_("Sites"), many="sites")
    messengers = columns.Many(_("Messengers"), many="messengers")
    addresses = columns.Many(_("Addresses"), many="addresses")
    city = columns.Text(_("City"), max_length=120, blank=True, default="")
    city_key = columns.SortKey()
    source = columns.Choice(_("Source"))
    channel = columns.Choice(_("Preferred channel"))
    call_time = columns.Choice(_("Best time to call"))
    interests = columns.Many(_("Interests"), many="choices")
    wishes = columns.LongText(_("Wishes"), blank=True, default="")
    notes = columns.LongText(_("Notes"), blank=True, default="")
    consent = columns.Choice(_("Consent to contact"))
    consent_on = models.DateField(_("Consent given on"), null=True, blank=True)
    next_step = columns.Text(_("Next step"), max_length=200, blank=True, default="")
    next_step_at = models.DateTimeField(_("Next step due"), null=True, blank=True)
    last_talk_at = models.DateTimeField(_("Last contact"), null=True, blank=True)
    offers_made = models.IntegerField(_("Number of offers"), default=0)
    orders_placed = models.IntegerField(_("Number of orders"), default=0)
    invoices_issued = models.IntegerField(_("Number of invoices"), default=0)
    purchases = models.IntegerField(_("Number of purchases"), default=0)
    turnover = columns.Money(_("Turnover without VAT"), null=True, blank=True)
    turnover_cur = columns.Companion(max_length=3, blank=True, default="")
    turnover_base = columns.BaseAmount(null=True)
    average_purchase = columns.Money(_("Average purchase"), null=True, blank=True)
    average_purchase_cur = columns.Companion(max_length=3, blank=True, default="")
    average_purchase_base = columns.BaseAmount(null=True)
    first_purchase = models.DateField(_("First purchase"), null=True, blank=True)
    last_purchase = models.DateField(_("Last purchase"), null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.name)


class Company(Client):
    """A firm, with its requisites."""

    legal_name = columns.Text(_("Legal name"), max_length=300, blank=True, default="")
    tax_id = columns.Text(_("Tax number"), max_length=30, blank=True, default="")
    reg_code = columns.Text(_("Registration code"), max_length=30, blank=True, default="")
    reg_number = columns.Text(_("Register number"), max_length=40, blank=True, default="")
    vat_id = columns.Text(_("VAT number"), max_length=30, blank=True, default="")
    bank_account = columns.Text(_("Bank account"), max_length=40, blank=True, default="")
    bank_code = columns.Text(_("Bank code"), max_length=20, blank=True, default="")
    bank_name = columns.Text(_("Bank"), max_length=200, blank=True, default="")
    corr_account = columns.Text(_("Correspondent account"), max_length=40, blank=True, default="")
    country = columns.Choice(_("Country of the requisites"))

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "people_company"
        indexes = (
            models.Index(
                fields=["owner", "name_key", "id", "deleted"], name="people_company_owner"
            ),
            models.Index(fields=["unit", "name_key", "id", "deleted"], name="people_company_unit"),
            models.Index(fields=["name_key", "id", "deleted"], name="people_company_name"),
            models.Index(fields=["tax_id"], name="people_company_tax"),
        )


class Payer(OwnedRecord):
    """Who pays for a client: the client by other requisites or another bank, or somebody else.

    kind: own (the client itself) or other. payer: the company that pays, where it is on file; what
    is left empty is taken from it when it is chosen. usual: named on papers unless another is.
    """

    name = columns.Text(_("Name"), max_length=300, blank=True, default="")
    name_key = columns.SortKey()
    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("Company"), null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey(
        "people.Person", models.PROTECT, verbose_name=_("Contact"), null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    kind = columns.Choice(_("Who pays"), default="other")
    payer = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("Company that pays"), null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    legal_name = columns.Text(_("Legal name"), max_length=300, blank=True, default="")
    country = columns.Choice(_("Country of the requisites"))
    tax_id = columns.Text(_("Tax number"), max_length=30, blank=True, default="")
    reg_code = columns.Text(_("Registration code"), max_length=30, blank=True, default="")
    reg_number = columns.Text(_("Register number"), max_length=40, blank=True, default="")
    vat_id = columns.Text(_("VAT number"), max_length=30, blank=True, default="")
    address = columns.LongText(_("Address"), blank=True, default="")
    bank_account = columns.Text(_("Bank account"), max_length=40, blank=True, default="")
    bank_code = columns.Text(_("Bank code"), max_length=20, blank=True, default="")
    bank_name = columns.Text(_("Bank"), max_length=200, blank=True, default="")
    corr_account = columns.Text(_("Correspondent account"), max_length=40, blank=True, default="")
    usual = models.BooleanField(_("Usual payer"), default=False)

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "people_payer"
        indexes = (
            models.Index(fields=["owner", "name_key", "id"], name="people_payer_owner"),
            models.Index(fields=["unit", "name_key", "id"], name="people_payer_unit"),
            models.Index(fields=["tax_id"], name="people_payer_tax"),
        )

    def __str__(self) -> str:
        return str(self.name)


class Person(Client):
    """A person, perhaps the contact of a company."""

    last_name = columns.Text(_("Last name"), max_length=100, blank=True, default="")
    first_name = columns.Text(_("First name"), max_length=100, blank=True, default="")
    middle_name = columns.Text(_("Middle name"), max_length=100, blank=True, default="")
    salutation = columns.Choice(_("Salutation"))
    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("Company"), null=True, blank=True, related_name="+"
    )
    position = columns.Text(_("Function"), max_length=150, blank=True, default="")
    birthday = models.DateField(_("Birthday"), null=True, blank=True)
    photo = models.ForeignKey(
        "records.StoredFile",
        models.SET_NULL,
        verbose_name=_("Photo"),
        null=True,
        blank=True,
        related_name="+",
    )

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "people_person"
        indexes = (
            models.Index(fields=["owner", "name_key", "id", "deleted"], name="people_person_owner"),
            models.Index(fields=["unit", "name_key", "id", "deleted"], name="people_person_unit"),
            models.Index(fields=["name_key", "id", "deleted"], name="people_person_name"),
        )
