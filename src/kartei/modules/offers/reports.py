"""Reports on offers: how long they take."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kartei.modules.reports.contract import (
    Dimension,
    Figures,
    Group,
    Measure,
    Question,
    Report,
    counted,
    filter_of,
    register,
)
from kartei.platform.access.actor import Actor
from kartei.platform.kit.money import SCALE, round_half_up
from kartei.platform.records.ask import Ask, plan
from kartei.platform.records.totals import group_by, totals

SECONDS = "seconds"
FIELD = "prepared_in"
MINUTE, HOUR, DAY = 60, 3600, 86400
#: Within so many seconds: how the times spread, in steps that people speak of.
STEPS = {"quarter": 15 * MINUTE, "hour": HOUR, "working": 8 * HOUR, "day": DAY}


def times(actor: Actor, question: Question) -> list[Group]:
    """Of each group: how many were sent, the sum of their times, how many within each step."""
    found: dict[tuple[Any, ...], dict[str, int | None]] = {}
    for keys, (count, seconds) in counts(actor, question).items():
        found[keys] = {**dict.fromkeys(STEPS, 0), "count": count, SECONDS: seconds}
    for name, limit in STEPS.items():
        for keys, (count, _seconds) in counts(actor, question, limit).items():
            found[keys][name] = count
    return [Group(keys, figures) for keys, figures in found.items()]


def counts(
    actor: Actor, question: Question, limit: int | None = None
) -> dict[tuple[Any, ...], tuple[int, int | None]]:
    """{group: (offers, seconds in all)} of those within a limit; a list's own question."""
    filter = filter_of(question)
    if limit is not None:
        filter = ["and", filter, [FIELD, "<=", limit]]
    made = plan(actor, question.report.object, Ask(filter=filter, fields=()))
    keys = tuple(group_by(made.question, one.field) for one in question.by)
    return totals(made, keys, made.obj.fields[FIELD])


def average(figures: Figures) -> int | None:
    """Minutes of one offer on average, in millionths."""
    seconds, count = figures.get(SECONDS), figures.get("count")
    return round_half_up((seconds or 0) * SCALE, MINUTE * count) if count else None


def within(name: str, title: Any) -> Measure:
    """How many were ready within a step."""
    return Measure(name=name, title=title, kind="count", needs=(FIELD,))


offer_times = register(
    Report(
        name="offers.times",
        title=_("From call to offer"),
        about=_(
            "Offers by the day they were first sent, and how long they took from the client's call "
            "or the new deal"
        ),
        object="offers.offer",
        day="sent_at",
        filter=(FIELD, "filled"),
        dimensions=(
            Dimension(name="manager", title=_("Manager"), field="owner"),
            Dimension(name="month", title=_("Month"), field="sent_at:month"),
            Dimension(name="day", title=_("Day"), field="sent_at:day"),
            Dimension(name="unit", title=pgettext_lazy("of the firm", "Unit"), field="unit"),
            Dimension(name="source", title=_("Source of the deal"), field="deal.source"),
        ),
        measures=(
            counted(_("Offers sent")),
            Measure(
                name="average", title=_("Minutes on average"), kind="number", needs=(FIELD,),
                of=average, adds=False,
            ),
            within("quarter", _("Within 15 minutes")),
            within("hour", _("Within an hour")),
            within("working", _("Within 8 hours")),
            within("day", _("Within a day")),
        ),
        rows=times,
        usual=("manager",),
    )
)  # fmt: skip
