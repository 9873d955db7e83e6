"""Reports: which there are, what they answer, and their files."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpResponse
from ninja import Query, Router
from pydantic import Field

from kartei.modules.reports import contract
from kartei.web.api.base import Strict, answer
from kartei.web.api.exports import attachment

router = Router(tags=["reports"])
Figure = dict[str, str] | str | int | None


class ReportAsked(Strict):
    """period: this_month … last_year, or own with since and until. by: one or two dimensions.

    where: JSON ``{"dimension": value}``. chosen: ``basis:paid``. sort: a measure, "-" for the
    greatest first.
    """

    period: str = Field("", max_length=20)
    since: str = Field("", max_length=10)
    until: str = Field("", max_length=10)
    by: str | None = Field(None, max_length=100)
    where: str = Field("", max_length=2000)
    chosen: str = Field("", max_length=200)
    compare: str = Field("", max_length=10)
    sort: str = Field("", max_length=60)

    def wish(self) -> contract.Wish:
        """The same for the module."""
        return contract.Wish(**self.model_dump())


class AskedFile(ReportAsked):
    """The same as a file."""

    format: Literal["xlsx", "pdf"] = "xlsx"

    def wish(self) -> contract.Wish:
        """The question alone."""
        return contract.Wish(**self.model_dump(exclude={"format"}))


class ReportWords(Strict):
    """A report in the list."""

    name: str
    title: str
    about: str
    object: str


class ReportList(Strict):
    """The reports that the asker may read."""

    items: list[ReportWords]


class ReportDays(Strict):
    """A period, both days included."""

    since: str
    until: str


class DimensionOut(Strict):
    """Something to group by; dated: by time."""

    name: str
    title: str
    dated: bool


class Narrowed(DimensionOut):
    """A value that the report is narrowed to."""

    value: str | bool | int | None
    label: str


class MeasureOut(Strict):
    """A figure; adds: the parts come to the whole."""

    name: str
    title: str
    kind: Literal["count", "money", "number", "percent"]
    adds: bool


class ReportChoice(Strict):
    """One option of a parameter."""

    value: str
    label: str


class ParamOut(Strict):
    """A parameter with the chosen value."""

    name: str
    title: str
    value: str
    options: list[ReportChoice]


class KeyOut(Strict):
    """The value of a dimension in one line."""

    value: str | bool | int | None
    title: str


class ListOut(Strict):
    """Where the records are listed that were summed."""

    object: str
    filter: list[Any]


class LineOut(Strict):
    """A line; before: of the period compared with; share: per cent of the main figure."""

    keys: list[KeyOut]
    figures: dict[str, Figure]
    before: dict[str, Figure] | None
    share: str | None
    list: ListOut | None


class ReportOut(Strict):
    """The answer of a report; more: lines beyond those shown. closer: the dimension that shows the
    parts of a figure where no list does.
    """

    name: str
    title: str
    about: str
    period: ReportDays
    against: ReportDays | None
    dimensions: list[DimensionOut]
    measures: list[MeasureOut]
    params: list[ParamOut]
    by: list[str]
    where: list[Narrowed]
    main: str
    rows: list[LineOut]
    more: int
    total: LineOut
    closer: str
    notes: list[str]


@router.get("/reports", response=ReportList, operation_id="listReports")
def list_reports(request: Any) -> HttpResponse:
    """The reports that the asker may read, by title."""
    found = [
        {"name": r.name, "title": r.title, "about": r.about, "object": r.object}
        for r in contract.all_for(request.actor)
    ]
    return answer({"items": found})


@router.get("/reports/{name}", response=ReportOut, operation_id="askReport")
def ask_report(request: Any, name: str, asked: Query[ReportAsked]) -> HttpResponse:
    """The figures of a report as far as the asker may read what they are summed from."""
    return answer(contract.answer(request.actor, name, asked.wish()))


@router.get("/reports/{name}/file", operation_id="fetchReport")
def fetch_report(request: Any, name: str, asked: Query[AskedFile]) -> HttpResponse:
    """The same as a file, for who may export the records."""
    data, file_name = contract.made(request.actor, name, asked.wish(), asked.format)
    return attachment(data, contract.FORMATS[asked.format], file_name)
