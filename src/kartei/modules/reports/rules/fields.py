"""Reports on the records of an object: what its fields already say, counted and summed.

Rows, fields and links obey the asker's rights as in a list, for it is the list's own question.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from kartei.modules.reports.rules.frame import Dimension, Group, Measure, Question
from kartei.modules.reports.rules.periods import whole
from kartei.platform.access.actor import Actor
from kartei.platform.records.ask import Ask, plan
from kartei.platform.records.totals import group_by, summed_field, totals

COUNT = "count"


def sums(actor: Actor, question: Question) -> list[Group]:
    """The groups of a report on an object: how many records, and the sums of its fields."""
    ask = Ask(filter=filter_of(question), fields=())
    found: dict[tuple[Any, ...], dict[str, int | None]] = {}
    summed: list[Measure | None] = [measure for measure in question.measures if measure.field]
    for measure in summed or [None]:
        made = plan(actor, question.report.object, ask)
        keys = tuple(group_by(made.question, dimension.field) for dimension in question.by)
        spec = summed_field(made.question, measure.field if measure else "")
        for values, (count, total) in totals(made, keys, spec).items():
            figures = found.setdefault(values, {COUNT: count})
            if measure:
                figures[measure.name] = total
    return [Group(values, figures) for values, figures in found.items()]


def counted(title: Any) -> Measure:
    """How many records, for a report by ``sums``."""
    return Measure(name=COUNT, title=title, kind="count")


def filter_of(question: Question, more: tuple[tuple[Dimension, Any], ...] = ()) -> list[Any]:
    """The list of the records that a question, or one of its groups, counts: a filter of the API.

    more: the dimensions of the group with its values in JSON form.
    """
    report = question.report
    parts: list[Any] = [list(report.filter)] if report.filter else []
    since, until = question.since, question.until
    for dimension, value in (*question.where, *more):
        if dimension.step and value is not None:
            first, last = days_of(str(value))
            since, until = max(since, first), min(until, last)
        else:
            parts.append(condition(dimension, value))
    return ["and", *parts, [report.day, ">=", str(since)], [report.day, "<=", str(until)]]


def condition(dimension: Dimension, value: Any) -> list[Any]:
    """The records of one value; of none where it is None."""
    field = dimension.field.partition(":")[0]
    if value is None:
        return [field, "empty"]
    return [field, "=", value]


def days_of(value: str) -> tuple[date, date]:
    """The days of a month, a year or a day as groups name them."""
    parts = [int(part) for part in value.split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31)
    if len(parts) == 2:
        month = whole(date(parts[0], parts[1], 1), 0, 1)
        return month.since, month.until
    day = date(*parts)
    return day, day
