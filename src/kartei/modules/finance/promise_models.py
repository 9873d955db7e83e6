"""What clients who owe have promised."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kartei.platform.access.guard import GuardedManager
from kartei.platform.meta import columns
from kartei.platform.meta.base import OwnedRecord


class Promise(OwnedRecord):
    """That a client said by which day he pays, and how much (empty: all that is due).

    The newest one of a client holds. name: his, unless somebody writes another.
    """

    name = columns.Text(_("Name"), max_length=200, blank=True, default="")
    name_key = columns.SortKey()
    company = models.ForeignKey(
        "people.Company", models.PROTECT, verbose_name=_("Company"), null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    person = models.ForeignKey(
        "people.Person", models.PROTECT, verbose_name=pgettext_lazy("person", "Contact"),
        null=True, blank=True, related_name="+",
    )  # fmt: skip
    day = models.DateField(_("Promised for"))
    amount = columns.Money(_("Promised sum"), null=True, blank=True)
    amount_cur = columns.Companion(max_length=3, blank=True, default="")
    amount_base = columns.BaseAmount(null=True)
    note = columns.LongText(_("Note"), blank=True, default="")

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "finance_promise"
        indexes = (
            models.Index(fields=["owner", "-created_at", "-id"], name="finance_promise_owner"),
            models.Index(fields=["unit", "-created_at", "-id"], name="finance_promise_unit"),
            models.Index(fields=["-created_at", "-id"], name="finance_promise_created"),
        )

    def __str__(self) -> str:
        return str(self.name)
