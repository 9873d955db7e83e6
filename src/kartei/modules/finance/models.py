"""Tables of money: accounts, categories, payments and their lines, postings, closed periods."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kartei.modules.finance.rule_models import Rule
from kartei.platform.access.guard import GuardedManager
from kartei.platform.kit.ids import uuid7
from kartei.platform.meta import columns
from kartei.platform.meta.base import OwnedRecord, Record

__all__ = ["Account", "Category", "Lock", "Payment", "PaymentLine", "Posting", "Rule"]


def link(target: str, label: Any) -> Any:
    """A link that may be empty; what it leads to is not deleted for good."""
    return models.ForeignKey(
        target, models.PROTECT, verbose_name=label, null=True, blank=True, related_name="+"
    )


class Account(OwnedRecord):
    """A cash desk, a bank account, or the account at a provider of online payments.

    bank: the further account of the own firm that it is; empty: the one in the firm's requisites.
    opening, opened_on: what was there at the beginning of that day. balance: what is there now.
    folder: where a bank's program puts its files (`rules/folders.py`).
    """

    name = columns.Text(_("Name"), max_length=120)
    name_key = columns.SortKey()
    kind = columns.Choice(_("Kind"), default="bank")
    currency = columns.Text(_("Currency"), max_length=3, blank=True, default="")
    firm = link("documents.Firm", _("Own firm"))
    bank = link("documents.Account", _("Bank account"))
    opening = columns.Money(_("Opening balance"), null=True, blank=True)
    opening_cur = columns.Companion(max_length=3, blank=True, default="")
    opening_base = columns.BaseAmount(null=True)
    opened_on = models.DateField(pgettext_lazy("first day", "From"), null=True, blank=True)
    balance = columns.Money(_("Balance"), null=True, blank=True)
    balance_cur = columns.Companion(max_length=3, blank=True, default="")
    balance_base = columns.BaseAmount(null=True)
    active = models.BooleanField(_("In use"), default=True)
    folder = columns.Text(_("Watched folder"), max_length=40, blank=True, default="")

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "finance_account"

    def __str__(self) -> str:
        return str(self.name)


class Category(Record):
    """What money came for or went for. role: what that means for profit and forecast."""

    name = columns.Text(_("Name"), max_length=120)
    name_key = columns.SortKey()
    way = columns.Choice(pgettext_lazy("of money", "Direction"), default="out")
    role = columns.Choice(pgettext_lazy("of a category", "Means"), default="other")

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "finance_category"

    def __str__(self) -> str:
        return str(self.name)


class Payment(OwnedRecord):
    """Money that came in, went out or moved between accounts; or an invoice's rest written off.

    amount: in the account's currency, always positive; to_amount: what arrives on the other account
    of a transfer. party, party_id (tax number), party_account, bank_number, reference (end to end):
    as the bank says. order: of which order it is a direct cost. bank_key: tells entries of
    statements apart, unique on the account; other_key does so on the account that a transfer goes
    to. statement: what it was made of. rest: what is not assigned to invoices or bills.
    """

    number = columns.Text(_("Number"), max_length=40, blank=True, null=True, unique=True)
    number_key = columns.SortKey()
    kind = columns.Choice(_("Kind"), default="in")
    account = link("finance.Account", pgettext_lazy("of money", "Account"))
    to_account = link("finance.Account", _("To account"))
    date = models.DateField(_("Date"), null=True, blank=True)
    amount = columns.Money(_("Sum"), null=True, blank=True)
    amount_cur = columns.Companion(max_length=3, blank=True, default="")
    amount_base = columns.BaseAmount(null=True)
    to_amount = columns.Money(_("Sum that arrives"), null=True, blank=True)
    to_amount_cur = columns.Companion(max_length=3, blank=True, default="")
    to_amount_base = columns.BaseAmount(null=True)
    person = link("people.Person", pgettext_lazy("person", "Contact"))
    company = link("people.Company", _("Company"))
    category = link("finance.Category", _("Category"))
    order = link("billing.Order", pgettext_lazy("sale", "Order"))
    purpose = columns.LongText(_("Purpose of payment"), blank=True, default="")
    party = columns.Text(_("Payer or payee"), max_length=300, blank=True, default="")
    party_key = columns.SortKey()
    party_id = columns.Text(_("Tax number"), max_length=40, blank=True, default="")
    party_account = columns.Text(_("His account"), max_length=40, blank=True, default="")
    reference = columns.Text(_("Reference"), max_length=140, blank=True, default="")
    bank_number = columns.Text(_("Number at the bank"), max_length=60, blank=True, default="")
    bank_key = columns.Text(_("Mark at the bank"), max_length=64, blank=True, default="")
    other_key = columns.Text(_("Mark at the other bank"), max_length=64, blank=True, default="")
    statement = link("finance.Statement", _("Bank statement"))
    rest = columns.Money(_("Not assigned"), null=True, blank=True)
    rest_cur = columns.Companion(max_length=3, blank=True, default="")
    rest_base = columns.BaseAmount(null=True)
    state = columns.Choice(_("State"), default="open")
    matched_by = columns.Choice(_("Assigned"))

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "finance_payment"
        constraints = (
            models.UniqueConstraint(
                fields=["account", "bank_key"],
                condition=~models.Q(bank_key=""),
                name="finance_payment_bank",
            ),
            models.UniqueConstraint(
                fields=["to_account", "other_key"],
                condition=~models.Q(other_key=""),
                name="finance_payment_other",
            ),
        )
        indexes = (
            models.Index(fields=["-date", "-id"], name="finance_payment_date"),
            models.Index(fields=["account", "-date", "-id"], name="finance_payment_account"),
            models.Index(fields=["state", "-date", "-id"], name="finance_payment_state"),
            models.Index(fields=["owner", "-date", "-id"], name="finance_payment_owner"),
            models.Index(fields=["unit", "-date", "-id"], name="finance_payment_unit"),
        )

    def __str__(self) -> str:
        return str(self.number or "")


class PaymentLine(models.Model):
    """What a part of a payment is for: an invoice to a client, or a supplier's bill.

    amount: positive, in the currency of the payment. kind: money, or what settles without money
    (`words.WITHOUT_MONEY`).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    payment = models.ForeignKey(Payment, models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    invoice = link("billing.Invoice", _("Invoice"))
    bill = link("einvoice.Bill", _("Bill"))
    kind = columns.Choice(_("Kind"), default="pay")
    amount = columns.Money(_("Amount"), null=True, blank=True)
    amount_cur = columns.Companion(max_length=3, blank=True, default="")
    amount_base = columns.BaseAmount(null=True)
    note = columns.Text(_("Note"), max_length=200, blank=True, default="")

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "finance_payment_line"
        indexes = (models.Index(fields=["payment", "position"], name="finance_line_position"),)

    def __str__(self) -> str:
        return str(self.note)


class Posting(models.Model):
    """What a payment does to an account: minor units of its currency, negative when money goes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    payment = models.ForeignKey(Payment, models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", db_index=False)
    date = models.DateField()
    minor = models.BigIntegerField()

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "finance_posting"
        indexes = (
            # the sum up to a day is read from the index alone
            models.Index(fields=["account", "date", "minor"], name="finance_posting_balance"),
        )


class Lock(Record):
    """A closed period: payments up to a day stay as they are. account empty: of all accounts.

    expected: what the books say was there at the end of that day; counted: what was found;
    difference: what is missing (negative) or too much. reopened: with the reason.
    """

    name = columns.Text(_("Name"), max_length=160, blank=True, default="")
    name_key = columns.SortKey()
    account = link("finance.Account", pgettext_lazy("of money", "Account"))
    until = models.DateField(_("Up to and including"))
    expected = columns.Money(_("By the books"), null=True, blank=True)
    expected_cur = columns.Companion(max_length=3, blank=True, default="")
    expected_base = columns.BaseAmount(null=True)
    counted = columns.Money(_("Counted"), null=True, blank=True)
    counted_cur = columns.Companion(max_length=3, blank=True, default="")
    counted_base = columns.BaseAmount(null=True)
    difference = columns.Money(_("Difference"), null=True, blank=True)
    difference_cur = columns.Companion(max_length=3, blank=True, default="")
    difference_base = columns.BaseAmount(null=True)
    reopened = models.BooleanField(_("Reopened"), default=False)
    reason = columns.Text(_("Reason"), max_length=300, blank=True, default="")

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "finance_lock"
        indexes = (models.Index(fields=["-until"], name="finance_lock_until"),)

    def __str__(self) -> str:
        return str(self.name)
