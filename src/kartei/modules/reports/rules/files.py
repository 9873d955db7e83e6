"""A report as a file: a spreadsheet of real numbers, or a page to be read and kept."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kartei.modules.documents.contract import day_words, figures, render_table
from kartei.modules.reports.rules.asking import (
    Answer,
    Line,
    Wish,
    answered,
    narrowed_words,
    report_for,
    share,
)
from kartei.modules.reports.rules.frame import Measure, Report
from kartei.modules.reports.rules.periods import Period
from kartei.platform.access.actor import Actor
from kartei.platform.kit.money import Amount
from kartei.platform.meta.errors import Refusal, bad_question
from kartei.platform.records.writers.columns import Cell, Column, Look
from kartei.platform.records.writers.xlsx import write_xlsx

FORMATS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}
#: Lines that a page to be read can hold; a spreadsheet has them all.
PRINTED = 2000


def made(actor: Actor, name: str, wish: Wish, form: str) -> tuple[bytes, str]:
    """The file (xlsx or pdf) and its name; 403 for who may not export what the report counts."""
    report = report_for(actor, name)
    if form not in FORMATS:
        raise bad_question(_("“format” is xlsx or pdf"), "reports.format")
    may_export(actor, report)
    found = answered(actor, report, wish)
    data = sheet(actor, found) if form == "xlsx" else page(actor, found)
    period = f"{found.period.since} – {found.period.until}"
    return data, f"{report.title} {period}.{form}"


def may_export(actor: Actor, report: Report) -> None:
    """403 unless everything that the asker reads may leave the house by him."""
    reach = actor.scope(report.object, "export")
    if reach.kind != "all" and reach != actor.scope(report.object, "read"):
        text = _("This report counts records that you may not export")
        raise Refusal("reports.export", text, status=403)


def heads(found: Answer) -> list[tuple[str, str]]:
    """(label, kind) of the columns."""
    dimensions = [(str(d.title), "text") for d in found.question.by]
    measures = [(str(m.title), m.kind) for m in found.question.measures]
    extra = [(_("Share"), "percent")] if found.main.adds else []
    if found.against:
        extra.append((_("%(figure)s before") % {"figure": found.main.title}, found.main.kind))
    return [*dimensions, *measures, *extra]


def values_of(found: Answer, line: Line) -> list[int | None]:
    """The figures of a line in the order of the columns."""
    values = [settled(m, line.figures[m.name]) for m in found.question.measures]
    if found.main.adds:
        part = share(found, line)
        values.append(None if part is None else round(float(part) * 10) * 100_000)
    if found.against:
        before = line.before[found.main.name] if line.before else None
        values.append(settled(found.main, before))
    return values


def settled(measure: Measure, value: int | None) -> int | None:
    """A sum of nothing is nothing; a ratio of nothing is not known."""
    return 0 if value is None and (measure.adds or measure.kind == "count") else value


def sheet(actor: Actor, found: Answer) -> bytes:
    """The spreadsheet: a row for each line, the total last."""
    currency = actor.world.firm.currency
    kinds = [kind for _label, kind in heads(found)]
    width = len(found.question.by)

    def row(line: Line, titles: list[str]) -> list[Cell]:
        cells: list[Cell] = [*titles]
        for kind, value in zip(kinds[width:], values_of(found, line), strict=True):
            cells.append(
                Amount(value, currency) if kind == "money" and value is not None else value
            )
        return cells

    names = {"count": "integer"}
    columns = [Column(label, names.get(kind, kind)) for label, kind in heads(found)]
    rows = [row(line, list(line.titles)) for line in found.lines]
    last = [_("Total"), *[""] * (width - 1)] if width else []
    target = io.BytesIO()
    look = Look(actor.language, actor.world.zone, currency)
    title = str(found.question.report.title)
    write_xlsx(target, columns, [*rows, row(found.total, last)], look, title)
    return target.getvalue()


def page(actor: Actor, found: Answer) -> bytes:
    """The same as PDF, with what was asked above it."""
    language = actor.language
    width = len(found.question.by)
    lines = found.lines[:PRINTED]
    rows = [[*line.titles, *words(actor, found, line)] for line in lines]
    last = [_("Total"), *[""] * (width - 1)] if width else []
    notes = list(found.notes)
    if len(found.lines) > PRINTED:
        notes.append(_("Only the first %(count)s lines are printed") % {"count": PRINTED})
    data: dict[str, Any] = {
        "language": language,
        "title": str(found.question.report.title),
        "firm": actor.world.firm.name,
        "asked": asked_words(actor, found),
        "columns": [label for label, _kind in heads(found)],
        "texts": width,
        "rows": [[cell or "–" for cell in row] for row in rows],
        "total": [*last, *words(actor, found, found.total)],
        "notes": notes,
        "day": [actor.ctx.today.year, actor.ctx.today.month, actor.ctx.today.day],
    }
    return render_table(data, actor.ctx.today)


def words(actor: Actor, found: Answer, line: Line) -> list[str]:
    """The figures of a line as text."""
    kinds = [kind for _label, kind in heads(found)][len(found.question.by) :]
    return [
        "" if value is None else figure_words(actor, kind, value)
        for kind, value in zip(kinds, values_of(found, line), strict=True)
    ]


def figure_words(actor: Actor, kind: str, value: int) -> str:
    """One figure as text in the asker's language."""
    if kind == "money":
        return figures.amount(value, actor.world.firm.currency, actor.language)
    if kind == "percent":
        return figures.percent(round_tenth(value), actor.language)
    return figures.quantity(value if kind == "number" else value * 1_000_000, actor.language)


def round_tenth(value: int) -> int:
    """Per cent (millionths) with one decimal."""
    return (value + 50_000) // 100_000 * 100_000


def asked_words(actor: Actor, found: Answer) -> list[str]:
    """Period, what it is compared with, choices and narrowing, one line each."""
    lines = [period_words(found.period, actor.language)]
    if found.against:
        against = period_words(found.against, actor.language)
        lines.append(_("Compared with %(period)s") % {"period": against})
    for param in found.question.report.params:
        label = dict(param.options)[found.question.chosen[param.name]]
        lines.append(f"{param.title}: {label}")
    for one in narrowed_words(actor, found.question):
        lines.append(f"{one['title']}: {one['label'] or '–'}")
    return lines


def period_words(period: Period, language: str) -> str:
    """«1 ноября 2026 г. – 30 ноября 2026 г.»"""

    def day(value: date) -> str:
        return day_words(value, language)

    return f"{day(period.since)} – {day(period.until)}"
