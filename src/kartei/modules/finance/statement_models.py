"""Table of statements: what came out of a bank's file, for one account."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kartei.modules.finance.models import link
from kartei.platform.access.guard import GuardedManager
from kartei.platform.meta import columns
from kartei.platform.meta.base import OwnedRecord


class Statement(OwnedRecord):
    """A statement of one account. part: which of the statements in its file, from 0.

    bank_account, bank_code: as the file says; account: ours that it is, empty for a foreign one.
    entries: bookings in the file, of which fresh are not booked yet; booked: payments that this
    statement made. findings: what is wrong with it, one line each. sha256: of the file's bytes.
    """

    name = columns.Text(_("Name"), max_length=200, blank=True, default="")
    name_key = columns.SortKey()
    status = columns.Choice(pgettext_lazy("of a statement", "State"), default="new")
    account = link("finance.Account", pgettext_lazy("of money", "Account"))
    file = models.ForeignKey(
        "records.StoredFile", models.SET_NULL, verbose_name=_("File of the bank"), null=True,
        blank=True, related_name="+",
    )  # fmt: skip
    part = models.IntegerField(_("Part of the file"), null=True, blank=True)
    form = columns.Choice(_("Format"))
    bank_account = columns.Text(_("Account in the file"), max_length=40, blank=True, default="")
    bank_code = columns.Text(_("Bank code"), max_length=40, blank=True, default="")
    currency = columns.Text(_("Currency"), max_length=3, blank=True, default="")
    since = models.DateField(pgettext_lazy("first day", "From"), null=True, blank=True)
    until = models.DateField(_("Up to and including"), null=True, blank=True)
    closing = columns.Money(_("Closing balance"), null=True, blank=True)
    closing_cur = columns.Companion(max_length=3, blank=True, default="")
    closing_base = columns.BaseAmount(null=True)
    opening = columns.Money(_("Opening balance"), null=True, blank=True)
    opening_cur = columns.Companion(max_length=3, blank=True, default="")
    opening_base = columns.BaseAmount(null=True)
    entries = models.IntegerField(_("Bookings"), null=True, blank=True)
    fresh = models.IntegerField(_("Not booked yet"), null=True, blank=True)
    booked = models.IntegerField(_("Payments made"), null=True, blank=True)
    findings = columns.LongText(_("Findings"), blank=True, default="")
    sha256 = columns.Text(_("Checksum"), max_length=64, blank=True, default="")

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "finance_statement"
        indexes = (
            models.Index(fields=["-until", "-id"], name="finance_statement_until"),
            models.Index(fields=["owner", "-until", "-id"], name="finance_statement_owner"),
            models.Index(fields=["unit", "-until", "-id"], name="finance_statement_unit"),
            models.Index(fields=["sha256"], name="finance_statement_sha256"),
        )

    def __str__(self) -> str:
        return str(self.name)
