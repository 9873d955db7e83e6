"""A question to a report in its outer form, under the asker's rights, and the answer to it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import orjson
from django.utils.translation import gettext_lazy as _

from kartei.modules.reports.rules import periods
from kartei.modules.reports.rules.fields import filter_of
from kartei.modules.reports.rules.frame import (
    Dimension,
    Figures,
    Group,
    Measure,
    Question,
    Report,
    known,
)
from kartei.modules.reports.rules.periods import Period
from kartei.platform.access.actor import Actor
from kartei.platform.kit.money import SCALE, from_scaled, round_half_up
from kartei.platform.meta.errors import Refusal, bad_question, forbidden, not_found
from kartei.platform.meta.kinds import KINDS
from kartei.platform.meta.spec import FieldSpec
from kartei.platform.meta.world import Obj
from kartei.platform.records.groups import faces
from kartei.platform.records.question import Question as Fields
from kartei.platform.records.totals import Group as Key
from kartei.platform.records.totals import group_by
from kartei.platform.records.wire import money

MAX_BY = 2
MAX_WHERE = 10
#: Lines that a page shows; files hold them all.
SHOWN = 500
#: A year, a month or a day, as groups of dates are named.
DATED = re.compile(r"\d{4}(-\d{2}){0,2}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A question as an address holds it.

    period: a name of ``periods``, or "own" with since and until (ISO days). by: up to two
    dimensions with a comma. where: JSON ``{"dimension": value}``, null for none. chosen:
    ``basis:paid`` with commas. compare: "", before or year. sort: a measure, "-" for the greatest
    first, or empty for the usual order.
    """

    period: str = ""
    since: str = ""
    until: str = ""
    by: str | None = None
    where: str = ""
    chosen: str = ""
    compare: str = ""
    sort: str = ""


@dataclass(slots=True)
class Line:
    """A line of an answer: values and titles of its dimensions, figures, and those compared with.

    ranks: the order of its values, where the figures do not tell it.
    """

    values: tuple[Any, ...]
    titles: tuple[str, ...]
    figures: Figures
    before: Figures | None = None
    ranks: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a report says; main: the measure whose shares are shown."""

    question: Question
    period: Period
    against: Period | None
    dimensions: tuple[Dimension, ...]
    lines: list[Line]
    total: Line
    main: Measure
    notes: list[str]


def may(actor: Actor, report: Report) -> bool:
    """Whether a report is there for somebody: its object is in use, and he reads some of it with
    the fields that say what is counted.
    """
    name = report.object
    if name not in actor.world.objects or not actor.in_use(name):
        return False
    fields = {report.day, *named_in(report.filter)}
    reads = fields <= actor.fields(actor.world.objects[name]).keys()
    return reads and not actor.scope(name, "read").empty


def named_in(part: Any) -> set[str]:
    """The fields of a filter."""
    if not part:
        return set()
    if part[0] in ("and", "or", "not"):
        return set().union(*(named_in(one) for one in part[1:]))
    return {str(part[0])}


def all_for(actor: Actor) -> list[Report]:
    """The reports that somebody may read, by title."""
    found = [report for report in known().values() if may(actor, report)]
    return sorted(found, key=lambda report: str(report.title).casefold())


def report_for(actor: Actor, name: str) -> Report:
    """A report by name; 404 where there is none, 403 without the right to read its object."""
    report = known().get(name)
    if report is None or report.object not in actor.world.objects:
        raise not_found()
    if not may(actor, report):
        actor.must(report.object, "read")
        raise forbidden()
    return report


def place_of(actor: Actor, report: Report, dimension: Dimension) -> Obj | None:
    """The object whose field a dimension is, or the lines of one."""
    name = dimension.object or report.object
    return actor.world.objects.get(name) or actor.world.parts.get(name)


def key_of(actor: Actor, report: Report, dimension: Dimension) -> Key | None:
    """What a dimension groups by; None where the asker does not read it."""
    obj = place_of(actor, report, dimension)
    if obj is None:
        return None
    if dimension.target:
        return Key(itself(dimension), "id")
    try:
        return group_by(Fields(actor, obj), dimension.field)
    except Refusal:
        return None


def itself(dimension: Dimension) -> FieldSpec:
    """The id of a record as a link to it, so that it has a title."""
    kind, title = KINDS["link"], dimension.title
    return FieldSpec(name="id", kind=kind, label=title, path="id", target=dimension.target)


def dimensions_for(actor: Actor, report: Report) -> tuple[Dimension, ...]:
    """The dimensions that exist for the asker."""
    return tuple(d for d in report.dimensions if key_of(actor, report, d) is not None)


def measures_for(actor: Actor, report: Report) -> tuple[Measure, ...]:
    """The measures that exist for the asker: he reads every field that they need."""
    obj = actor.world.objects[report.object]

    def reads(name: str) -> bool:
        head, _dot, part = name.partition(".")
        spec = actor.fields(obj).get(head)
        return spec is not None and (not part or part in (spec.lines or {}))

    def counts(measure: Measure) -> bool:
        all_of = (actor.scope(name, "read").kind == "all" for name in measure.whole)
        return all(reads(name) for name in measure.needs) and all(all_of)

    return tuple(measure for measure in report.measures if counts(measure))


def parsed(actor: Actor, report: Report, wish: Wish) -> tuple[Question, Period]:
    """The question behind a wish; 400 for what is none, whether unknown or unreadable."""
    there = {d.name: d for d in dimensions_for(actor, report)}
    period = periods.asked(wish.period or periods.USUAL, wish.since, wish.until, actor.ctx.today)
    words = report.usual if wish.by is None else tuple(filter(None, wish.by.split(",")))
    by = tuple(there[w] for w in words if w in there)
    unknown = [w for w in words if w not in there] if wish.by is not None else []
    if unknown or len(by) > MAX_BY or len(set(by)) < len(by):
        raise bad_question(_("Group by one or two of what this report knows"), "reports.by")
    question = Question(
        report=report, since=period.since, until=period.until, by=by,
        where=narrowing(wish.where, there), chosen=choices(report, wish.chosen),
        measures=measures_for(actor, report),
    )  # fmt: skip
    return question, period


def narrowing(text: str, there: dict[str, Dimension]) -> tuple[tuple[Dimension, Any], ...]:
    """``{"owner": "…"}`` as pairs; 400 for dimensions and values that are none."""
    wrong = bad_question(_("The report cannot be narrowed like this"), "reports.where")
    try:
        raw = orjson.loads(text) if text else {}
    except orjson.JSONDecodeError as error:
        raise wrong from error
    if not isinstance(raw, dict) or len(raw) > MAX_WHERE:
        raise wrong
    for name, value in raw.items():
        if name not in there or not (value is None or isinstance(value, (str, bool, int))):
            raise wrong
        if there[name].step and not (value is None or dated(value)):
            raise wrong
    return tuple((there[name], value) for name, value in raw.items())


def dated(value: Any) -> bool:
    """Whether a value names a year, a month or a day that there is."""
    if not isinstance(value, str) or not DATED.fullmatch(value):
        return False
    try:
        periods.day_of((value + "-01-01")[:10])
    except Refusal:
        return False
    return True


def choices(report: Report, text: str) -> dict[str, str]:
    """The chosen option of each parameter, the first one where nothing is said."""
    said = dict(part.partition(":")[::2] for part in text.split(",") if part)
    found = {}
    for param in report.params:
        allowed = [value for value, _label in param.options]
        found[param.name] = said.pop(param.name, allowed[0])
        if found[param.name] not in allowed:
            said[param.name] = ""
    if said:
        raise bad_question(_("This cannot be chosen here"), "reports.choice")
    return found


def answered(actor: Actor, report: Report, wish: Wish) -> Answer:
    """The answer to a wish, sorted, with what it is compared with."""
    question, period = parsed(actor, report, wish)
    if wish.compare not in periods.COMPARED:
        raise bad_question(_("This cannot be chosen here"), "reports.choice")
    lines, total = figures_of(actor, question)
    against = None
    if wish.compare:
        against = period.before() if wish.compare == "before" else period.year_before()
        earlier = replace(question, since=against.since, until=against.until)
        compare(actor, earlier, lines, total)
    main = main_of(question, wish.sort)
    ordered(question, lines, wish.sort, main)
    notes = report.told(question, total.figures) if report.told else []
    there = dimensions_for(actor, report)
    return Answer(question, period, against, there, lines, total, main, notes)


def figures_of(actor: Actor, question: Question) -> tuple[list[Line], Line]:
    """The lines and the whole; that is asked apart only where the lines do not come to it."""
    groups = question.report.rows(actor, question) if question.by else []
    lines = lines_of(actor, question, groups)
    adds_up = question.report.adds_up
    if question.by and adds_up is not None and adds_up(question):
        return lines, Line((), (), complete(question, together(groups)))
    return lines, whole(actor, question)


def together(groups: Iterable[Group]) -> Figures:
    """The sums of the groups' figures."""
    found: dict[str, int | None] = {}
    for group in groups:
        for name, value in group.figures.items():
            found[name] = (found.get(name) or 0) + (value or 0)
    return found


def lines_of(actor: Actor, question: Question, groups: list[Group]) -> list[Line]:
    """The groups with their titles; unreadable targets are one group with those without any."""
    keys = [key_of(actor, question.report, dimension) for dimension in question.by]
    columns = list(zip(*(group.keys for group in groups), strict=True)) or [()] * len(keys)
    known = [
        faces(actor, key, dict.fromkeys(column))
        for key, column in zip(keys, columns, strict=True)
        if key is not None
    ]
    lines = []
    for group in groups:
        looks = [known[n][value] for n, value in enumerate(group.keys)]
        ranks, values, titles = zip(*looks, strict=True)
        figures = complete(question, group.figures)
        lines.append(Line(values, titles, figures, ranks=ranks))
    return lines


def whole(actor: Actor, question: Question) -> Line:
    """All that the question counts, as one line."""
    found = question.report.rows(actor, replace(question, by=()))
    figures = found[0].figures if found else {}
    return Line((), (), complete(question, figures))


def complete(question: Question, figures: Figures) -> Figures:
    """The figures with those that follow from them, in the order of the measures."""
    found: dict[str, int | None] = dict(figures)
    for measure in question.measures:
        if measure.of is not None:
            found[measure.name] = measure.of(found)
    return {measure.name: found.get(measure.name) for measure in question.measures}


def compare(actor: Actor, earlier: Question, lines: Iterable[Line], total: Line) -> None:
    """Put the figures of the earlier period beside; lines by days have none, the total has."""
    if any(dimension.step for dimension in earlier.by):
        total.before = whole(actor, earlier).figures
        return
    before, sums = figures_of(actor, earlier)
    total.before = sums.figures
    known = {line.values: line.figures for line in before}
    empty = complete(earlier, {})
    for line in lines:
        line.before = known.get(line.values, empty)


def main_of(question: Question, sort: str) -> Measure:
    """The measure that is sorted by, else the first sum of money, else the first one."""
    chosen = next((m for m in question.measures if m.name == sort.lstrip("-")), None)
    first = [m for m in question.measures if m.kind == "money"] or list(question.measures)
    found = chosen or next(iter(first), None)
    if found is None:
        raise bad_question(_("You may not read any figure of this report"), "reports.figures")
    return found


def ordered(question: Question, lines: list[Line], sort: str, main: Measure) -> None:
    """As asked; else days in their order, and all else with the greatest figure first."""
    if sort and main.name != sort.lstrip("-"):
        raise bad_question(_("This cannot be sorted by"), "reports.sort")
    lines.sort(key=lambda line: line.ranks)
    if sort or not (question.by and question.by[0].step):
        down = -1 if not sort or sort.startswith("-") else 1

        def place(line: Line) -> tuple[bool, int]:
            figure = line.figures[main.name]
            return figure is None, down * (figure or 0)

        lines.sort(key=place)


def answer(actor: Actor, name: str, wish: Wish) -> dict[str, Any]:
    """The answer in JSON form (docs/api.md)."""
    found = answered(actor, report_for(actor, name), wish)
    question, report = found.question, found.question.report
    return {
        "name": report.name,
        "title": str(report.title),
        "about": str(report.about),
        "period": days(found.period),
        "against": days(found.against) if found.against else None,
        "dimensions": [named(d) for d in found.dimensions],
        "measures": [measure_words(m) for m in question.measures],
        "params": [param_words(p, question.chosen) for p in report.params],
        "by": [d.name for d in question.by],
        "where": narrowed_words(actor, question),
        "main": found.main.name,
        "rows": [shown(actor, found, line) for line in found.lines[:SHOWN]],
        "more": max(len(found.lines) - SHOWN, 0),
        "total": shown(actor, found, found.total),
        "closer": report.closer,
        "notes": found.notes,
    }


def days(period: Period) -> dict[str, str]:
    """A period in JSON form."""
    return {"since": period.since.isoformat(), "until": period.until.isoformat()}


def named(part: Dimension) -> dict[str, Any]:
    """A dimension in JSON form."""
    return {"name": part.name, "title": str(part.title), "dated": bool(part.step)}


def measure_words(part: Measure) -> dict[str, Any]:
    """A measure in JSON form."""
    return {"name": part.name, "title": str(part.title), "kind": part.kind, "adds": part.adds}


def param_words(part: Any, chosen: Any) -> dict[str, Any]:
    """A parameter with its options and the chosen one."""
    options = [{"value": value, "label": str(label)} for value, label in part.options]
    value = chosen[part.name]
    return {"name": part.name, "title": str(part.title), "value": value, "options": options}


def narrowed_words(actor: Actor, question: Question) -> list[dict[str, Any]]:
    """What the question is narrowed to, in words."""
    found = []
    for dimension, value in question.where:
        key = key_of(actor, question.report, dimension)
        title = ""
        if key is not None and value is not None:
            title = safe_title(actor, key, value)
        found.append({**named(dimension), "value": value, "label": title})
    return found


def safe_title(actor: Actor, key: Key, value: Any) -> str:
    """The title of a value that somebody typed; empty for what names nothing."""
    try:
        return faces(actor, key, [value])[value][2]
    except ValueError:
        return ""


def shown(actor: Actor, found: Answer, line: Line) -> dict[str, Any]:
    """A line in JSON form, with the list of the records it was summed from."""
    measures = found.question.measures
    return {
        "keys": [
            {"value": value, "title": title}
            for value, title in zip(line.values, line.titles, strict=True)
        ],
        "figures": wire(actor, measures, line.figures),
        "before": wire(actor, measures, line.before) if line.before is not None else None,
        "share": share(found, line),
        "list": list_of(found.question, line),
    }


def wire(actor: Actor, measures: tuple[Measure, ...], figures: Figures) -> dict[str, Any]:
    """Figures in JSON form, each as fields of its kind are."""
    return {m.name: figure(actor, m, figures[m.name]) for m in measures}


def figure(actor: Actor, measure: Measure, value: int | None) -> Any:
    """One figure: a sum of nothing is 0, a ratio of nothing is not known."""
    if value is None and not measure.adds and measure.kind != "count":
        return None
    if measure.kind == "money":
        return money(value or 0, actor.world.firm.currency)
    return (value or 0) if measure.kind == "count" else from_scaled(value or 0)


def share(found: Answer, line: Line) -> str | None:
    """How much of the whole the line is, per cent with one decimal; None where it has no share."""
    all_of_it, part = found.total.figures[found.main.name], line.figures[found.main.name]
    if not found.main.adds or not all_of_it or part is None or all_of_it < 0:
        return None
    return from_scaled(round_half_up(part * 1000, all_of_it) * SCALE // 10)


def list_of(question: Question, line: Line) -> dict[str, Any] | None:
    """Where the records are listed that a line counts; None where no filter says which."""
    if question.report.traced is not None and not question.report.traced(question):
        return None
    more = tuple(zip(question.by, line.values, strict=True)) if line.values else ()
    if not all(dimension.listed for dimension, _value in (*question.where, *more)):
        return None
    return {"object": question.report.object, "filter": filter_of(question, more)}
