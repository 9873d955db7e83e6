"""Invoices that come again and again: when the next is due, and making those that are.

An invoice and the plan's step to the next day are one transaction, under a lock of the plan, and no
plan has two invoices for one day: whoever runs it twice or dies meanwhile, each day is invoiced
once. Days that nobody worked on are made up for.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kartei.modules.billing.models import Plan
from kartei.modules.documents.contract import day_words
from kartei.platform.access.actor import Actor
from kartei.platform.kit.expression import Clock
from kartei.platform.kit.insertion import InsertionFault, compile_insertion, fill
from kartei.platform.meta.errors import Refusal, words_of
from kartei.platform.records import store, write
from kartei.platform.records.commands import run
from kartei.platform.records.draft import Draft

PLAN, BILL = "billing.plan", "billing.invoice"
#: The journal's verb of a step to the next day.
STEP = "step"
#: What the text of a plan may insert: the first and the last day of what is invoiced.
PERIOD = ("since", "until")
MOST_MONTHS = 120


def on_day(year: int, month: int, day: int) -> date:
    """That day of the month, or its last one; month may go beyond 12."""
    years, rest = divmod(month - 1, 12)
    year, month = year + years, rest + 1
    return date(year, month, min(day, monthrange(year, month)[1]))


def next_day(start: date, months: int, day: int, after: date | None) -> date:
    """The first day of the plan from ``start`` on that lies after a day."""
    first = 0 if on_day(start.year, start.month, day) >= start else 1
    if after is None:
        return on_day(start.year, start.month + first, day)
    passed = (after.year - start.year) * 12 + after.month - start.month - first
    step = max(passed // months, 0)
    while True:
        found = on_day(start.year, start.month + first + step * months, day)
        if found > after:
            return found
        step += 1


def check(draft: Draft) -> None:
    """Days and months there are, a text that can be filled; the next day follows.

    Faults: `billing.months`, `billing.day`, `billing.until`, those of `kit.insertion`.
    """
    if not 1 <= (draft.get("months") or 0) <= MOST_MONTHS:
        text = _("From 1 to %(most)s months")
        draft.fault("months", "billing.months", text, most=MOST_MONTHS)
    if not 1 <= (draft.get("day") or 0) <= 31:
        draft.fault("day", "billing.day", _("A day from 1 to 31"))
    start, until = draft.get("start"), draft.get("until")
    if start and until and until < start:
        draft.fault("until", "billing.until", _("This day is before the first one"))
    try:
        compile_insertion(draft.get("text") or "", PERIOD)
    except InsertionFault as fault:
        draft.fault("text", fault.code, "%(words)s", words=words_of(fault))
    moved = draft.creating or draft.changes("start", "months", "day", "until", "active")
    if start and moved and not draft.faults:
        following = next_day(start, draft.get("months"), draft.get("day"), draft.get("last_on"))
        draft.put("next_on", within(draft.get("until"), following))


def within(until: date | None, on: date) -> date | None:
    """The day, unless the plan has ended by then."""
    return on if until is None or on <= until else None


def make_due(actor: Actor, key: UUID) -> list[UUID]:
    """The invoices of a plan that are due by today, each in a transaction of its own."""
    made = []
    while (found := make_next(actor, key)) is not None:
        made.append(found)
    return made


@transaction.atomic
def make_next(actor: Actor, key: UUID) -> UUID | None:
    """The next invoice of a plan with the step to the following day; None where none is due.

    An invoice that cannot be issued stays a draft, and the plan says why.
    """
    rows = Plan.objects.unguarded("one at a time runs a plan").select_for_update()
    list(rows.filter(pk=key).values_list("pk", flat=True))
    plan = store.load(actor, actor.world.objects[PLAN], [key])[key]
    on = plan["next_on"]
    if plan["deleted"] or not plan["active"] or on is None or on > actor.ctx.today:
        return None
    following = next_day(plan["start"], plan["months"], plan["day"], on)
    values: dict[str, Any] = {"repeats": str(plan["source"]), "plan": str(key)}
    values["planned_for"] = values["supplied_on"] = on.isoformat()
    values["supplied_until"] = (following - timedelta(days=1)).isoformat()
    if plan["text"]:
        values["intro"] = text_of(actor, plan, on, following)
    made = write.create(actor, BILL, values)
    trouble = issued(actor, made) if plan["issue"] else ""
    put = {"next_on": within(plan["until"], following), "last_on": on, "trouble": trouble}
    write.change_many(actor, PLAN, {key: {}}, verb=STEP, put=put)
    return made


def issued(actor: Actor, key: UUID) -> str:
    """Issue an invoice; why that is not possible, in words."""
    try:
        with transaction.atomic():
            run(actor, BILL, key, "issue", {})
    except Refusal as refusal:
        return "; ".join(fault.detail for fault in refusal.faults) or refusal.detail
    return ""


def text_of(actor: Actor, plan: dict[str, Any], on: date, following: date) -> str:
    """The plan's text for one invoice, with the days of its period in the invoice's language."""
    source = store.load(actor, actor.world.objects[BILL], [plan["source"]])[plan["source"]]
    days = {"since": on, "until": following - timedelta(days=1)}
    values = {name: day_words(day, source["language"]) for name, day in days.items()}
    clock = Clock(actor.ctx.today, actor.ctx.now)
    return fill(compile_insertion(plan["text"], PERIOD), values, clock, str)
