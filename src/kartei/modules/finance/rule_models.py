"""The table of what is known about payers."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kartei.platform.access.guard import GuardedManager
from kartei.platform.meta import columns
from kartei.platform.meta.base import Record


def link(target: str, label: Any) -> Any:
    """A link that may be empty; what it leads to is not deleted for good."""
    return models.ForeignKey(
        target, models.PROTECT, verbose_name=label, null=True, blank=True, related_name="+"
    )


class Rule(Record):
    """Whose payments those of a payer are, or what they are; or how a client pays.

    party_id, party_account, word (of the purpose): what must fit, all that is given. habit,
    discount: how the client pays. times: how often it was confirmed.
    """

    name = columns.Text(_("Name"), max_length=200, blank=True, default="")
    name_key = columns.SortKey()
    party_id = columns.Text(_("Tax number of the payer"), max_length=40, blank=True, default="")
    party_account = columns.Text(_("Account of the payer"), max_length=40, blank=True, default="")
    word = columns.Text(_("Words in the purpose"), max_length=120, blank=True, default="")
    person = link("people.Person", pgettext_lazy("person", "Contact"))
    company = link("people.Company", _("Company"))
    category = link("finance.Category", _("Category"))
    habit = columns.Choice(_("How he pays"))
    discount = columns.Percent(_("Takes off, %"), null=True, blank=True)
    active = models.BooleanField(_("In use"), default=True)
    times = models.IntegerField(_("Times confirmed"), default=0)

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "finance_rule"

    def __str__(self) -> str:
        return str(self.name)
