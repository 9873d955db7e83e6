"""Closed periods: payments up to a day stay as they are until somebody reopens it and says why."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from kartei.modules.documents.contract import day_words
from kartei.modules.finance.models import Account, Lock
from kartei.modules.finance.rules.balances import balance
from kartei.platform.access.actor import Actor
from kartei.platform.kit.money import Amount
from kartei.platform.meta.errors import FieldFault, invalid
from kartei.platform.meta.world import Obj
from kartei.platform.records import write
from kartei.platform.records.draft import Draft

#: What of a payment concerns books that are closed; assigning it to invoices does not.
FIXED = ("kind", "account", "to_account", "date", "amount", "to_amount", "category")
REOPEN = "reopen"


def closed(account: UUID | None) -> date | None:
    """The last day that is closed for an account; without one for all accounts."""
    rows = Lock.objects.unguarded("a closed period binds everybody")
    rows = rows.filter(deleted=False, reopened=False)
    days = rows.filter(account=None).values_list("until", flat=True)
    own = rows.filter(account=account).values_list("until", flat=True) if account else []
    return max([*days, *own], default=None)


def check_payment(draft: Draft) -> None:
    """Faults: `finance.locked` for a payment in a closed period, or one that goes there."""
    if not (draft.verb in ("create", "delete", "restore") or draft.changes(*FIXED)):
        return
    for values in (draft.old, {**draft.old, **draft.new}):
        for name in ("account", "to_account"):
            key, day = values.get(name), values.get("date")
            until = closed(key) if key and day else None
            if until is not None and day is not None and day <= until:
                text = _(
                    "The books are closed up to %(day)s; reopen the period or take a later day"
                )
                told = day_words(until, draft.actor.language)
                draft.fault("date", "finance.locked", text, day=told)
                return


def prepare(drafts: list[Draft]) -> None:
    """Close periods: what the books say, what was counted, and the name of it.

    Faults: `finance.fixed`, `finance.future`, `finance.currency`, `finance.account`.
    """
    for draft in drafts:
        if not draft.creating:
            if draft.changes("account", "until", "counted"):
                text = _("A closed period stays as it is; reopen it and close it anew")
                draft.fault("until", "finance.fixed", text)
            continue
        until, key = draft.get("until"), draft.get("account")
        if until is None:
            continue
        if until > draft.actor.ctx.today:
            draft.fault("until", "finance.future", _("This day is not over yet"))
            continue
        account = Account.objects.unguarded("the name of a known account").filter(pk=key).first()
        told = day_words(until, draft.actor.language)
        place = str(account) if account else _now("All accounts")
        draft.put("name", draft.get("name") or f"{place}, {told}"[:160])
        count(draft, key, until)


def count(draft: Draft, key: UUID | None, until: date) -> None:
    """What the books say of an account, and how far from it what was counted is."""
    counted = draft.get("counted")
    if key is None:
        if counted is not None:
            draft.fault("account", "finance.account", _("Say which account was counted"))
        return
    books = balance(key, until)
    draft.put("expected", books)
    if counted is not None and counted.currency != books.currency:
        text = _("The account is kept in %(currency)s")
        draft.fault("counted", "finance.currency", text, currency=books.currency)
    elif counted is not None:
        draft.put("difference", Amount(counted.minor - books.minor, books.currency))


def reopen(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> Any:
    """Payments of the period may be changed again; the reason is kept and told.

    Fault: `value.required` without a reason.
    """
    reason = str(data.get("reason") or "").strip()
    if not reason:
        text = _("Say why the period is reopened")
        raise invalid([FieldFault("reason", "value.required", str(text), "/reason")])
    put = {"reopened": True, "reason": reason[:300]}
    write.change_many(actor, obj.name, {key: {} for key in ids}, verb=REOPEN, put=put)
    return _("Reopened")
