"""What a report says about itself, and the reports that there are.

A module declares its reports in its room ``reports``; the figures themselves come from a function
that gets a question and answers with groups. No models here: who declares a report needs none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from django.utils.module_loading import autodiscover_modules

Kind = Literal["count", "money", "number", "percent"]
#: The figures of a group by the names of their measures; None where there is none.
Figures = Mapping[str, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """Something that figures are grouped by.

    field: as the API groups by it ("owner", "deal.source", "date:month"), of the report's object or
    of another (its name, or "<object>.lines"). listed: a list of the report's object can be
    filtered by it, so that a figure leads there. target: whose records the field ``id`` means.
    """

    name: str
    title: Any
    field: str
    object: str = ""
    listed: bool = True
    target: str = ""

    @property
    def step(self) -> str:
        """The step of a date; empty for all else."""
        return self.field.partition(":")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A figure. Money is in minor units of the firm's currency, numbers and per cent in millionths.

    needs: fields of the report's object without which it is not there for the asker. whole: objects
    of which he must read every record. field: the
    field that it sums up, where it does. of: how it follows from the other figures. adds: the parts
    come to the whole, so that each has a share of it.
    """

    name: str
    title: Any
    kind: Kind
    needs: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    field: str = ""
    of: Callable[[Figures], int | None] | None = None
    adds: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Param:
    """Something to be chosen beside period and filter: (value, label) pairs, the first is usual."""

    name: str
    title: Any
    options: tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One line of figures: the raw values of its dimensions."""

    keys: tuple[Any, ...]
    figures: dict[str, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report. object: whose records it counts and whose right to read it needs.

    day: the date by which a record falls into a period. filter: what is counted at all, in the
    API's form. rows(actor, question): the groups. usual: the dimensions it begins with. closer: the
    dimension that shows a figure's parts where no list can. told(question, figures of the whole):
    remarks, such as how much is not known. traced(question): whether lists hold what is counted.
    adds_up(question): whether each record is in one group alone, so that the whole is their sum.
    """

    name: str
    title: Any
    about: Any
    object: str
    day: str
    dimensions: tuple[Dimension, ...]
    measures: tuple[Measure, ...]
    rows: Callable[[Any, Question], list[Group]]
    filter: Sequence[Any] = ()
    params: tuple[Param, ...] = ()
    usual: tuple[str, ...] = ()
    closer: str = ""
    told: Callable[[Question, Figures], list[str]] | None = None
    traced: Callable[[Question], bool] | None = None
    adds_up: Callable[[Question], bool] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of a report: days (both included), groups, narrowing values, choices."""

    report: Report
    since: date
    until: date
    by: tuple[Dimension, ...] = ()
    where: tuple[tuple[Dimension, Any], ...] = ()
    chosen: Mapping[str, str] = field(default_factory=dict)
    measures: tuple[Measure, ...] = ()


_reports: dict[str, Report] = {}
_found = False


def register(report: Report) -> Report:
    """Make a report known under its name, once."""
    if _reports.setdefault(report.name, report) is not report:
        raise ValueError(f"report {report.name} is there twice")
    return report


def known() -> dict[str, Report]:
    """All reports by name, those of every module's room."""
    global _found
    if not _found:
        autodiscover_modules("reports")
        _found = True
    return _reports
