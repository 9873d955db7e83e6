"""Balances of accounts: now, and at the end of any day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max, Sum
from django.utils.translation import gettext_lazy as _

from kartei.modules.finance.models import Account, Posting
from kartei.platform.access.actor import Actor
from kartei.platform.kit.money import Amount
from kartei.platform.records import store
from kartei.platform.records.draft import Draft
from kartei.platform.records.recompute import recompute

ACCOUNT = "finance.account"


def postings() -> Any:
    """All postings; who may read an account may read its balance."""
    return Posting.objects.unguarded("a balance counts every payment, whoever may see it")


def moved(account: UUID, day: date | None = None) -> int:
    """The sum of an account's postings in minor units, up to and including a day."""
    rows = postings().filter(account=account)
    rows = rows if day is None else rows.filter(date__lte=day)
    return rows.aggregate(sum=Sum("minor"))["sum"] or 0


def balance(account: UUID, day: date | None = None) -> Amount:
    """What is on an account at the end of a day; without one after all that is booked."""
    row = Account.objects.unguarded("the balance of a known account").get(pk=account)
    return Amount((row.opening or 0) + moved(account, day), row.currency)


def shift(actor: Actor, changes: dict[UUID, int]) -> None:
    """Carry balances on by these minor units; the accounts are held until the transaction ends."""
    keys = sorted(key for key, minor in changes.items() if minor)
    rows = Account.objects.unguarded("held while its balance changes").select_for_update()
    list(rows.filter(pk__in=keys).order_by("pk").values_list("pk", flat=True))
    found = store.load(actor, actor.world.objects[ACCOUNT], keys)
    values = {}
    for key, row in found.items():
        before = row["balance"].minor if row["balance"] else 0
        values[key] = {"balance": Amount(before + changes[key], row["currency"])}
    recompute(actor, ACCOUNT, values)


def prepare(drafts: list[Draft]) -> None:
    """Complete accounts: currency, first day, balance.

    Faults: `finance.currency`, `finance.used` (the currency of an account that has payments).
    """
    for draft in drafts:
        today = draft.actor.ctx.today
        opening = draft.get("opening")
        own = opening.currency if opening else draft.actor.ctx.currency
        draft.put("currency", (draft.get("currency") or own).upper())
        draft.put("opened_on", draft.get("opened_on") or today)
        if opening and opening.currency != draft.get("currency"):
            text = _("The account is kept in %(currency)s")
            draft.fault("opening", "finance.currency", text, currency=draft.get("currency"))
        if not draft.creating:
            check_used(draft)
        minor = (opening.minor if opening else 0) + (0 if draft.creating else moved(draft.id))
        draft.put("balance", Amount(minor, draft.get("currency")))


def check_used(draft: Draft) -> None:
    """What payments rest upon stays: the currency, and that the account was there."""
    if draft.changes("currency") and postings().filter(account=draft.id).exists():
        text = _("There are payments in %(currency)s on this account")
        draft.fault("currency", "finance.used", text, currency=draft.old["currency"])
    if draft.changes("opened_on"):
        first = postings().filter(account=draft.id).order_by("date").first()
        if first is not None and first.date < draft.get("opened_on"):
            text = _("There are payments before this day")
            draft.fault("opened_on", "finance.used", text)


def check_bin(draft: Draft) -> None:
    """An account with payments is not deleted. Fault: `finance.used`."""
    if draft.verb == "delete" and postings().filter(account=draft.id).exists():
        text = _("There are payments on this account; take it out of use instead")
        draft.fault("active", "finance.used", text)


def last_days(accounts: Iterable[UUID]) -> dict[UUID, date]:
    """The day of the last posting of each account that has one."""
    rows = postings().filter(account__in=list(accounts)).values_list("account")
    return dict(rows.annotate(last=Max("date")))
