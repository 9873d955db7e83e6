"""From the cells of a row to what is to be written, as far as the row alone can tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.ids import uuid7
from kartei.platform.kit.names import looks_like_company, split_name
from kartei.platform.kit.text import fold
from kartei.platform.records.importing.cells import converter
from kartei.platform.records.importing.contact_cells import CellFaults, Converter, Habits
from kartei.platform.records.importing.faults import FAULTY, WARNING, RowFault, row_fault
from kartei.platform.records.importing.targets import FULL_NAME, NAME_PARTS, NOTES, Beside, Place
from kartei.platform.records.readers.table import Column

DASHES = ("-", "–", "—")
#: Codes that cost a row one cell, but never the row: phones hand out birthdays without a year.
SOFT = ("date.no_year",)
#: How many values of a column show its habits.
SAMPLED = 200


@dataclass(slots=True)
class Row:
    """One row on its way: values of its own record, of the records beside it, and what is wrong.

    links, many: titles of records that are looked up for the whole batch; missing: (field, object,
    title) of groups to be made; company: its id, perhaps of one that is still to be made. twin: an
    earlier row of the file that is the same record; target: the record in the base; seen: what
    later rows know of this one. firm_only: a company without a person, whose numbers are its own.
    """

    number: int
    cells: Sequence[str]
    id: UUID = field(default_factory=uuid7)
    values: dict[str, Any] = field(default_factory=dict)
    beside: dict[str, dict[str, Any]] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    many: dict[str, list[str]] = field(default_factory=dict)
    missing: list[tuple[str, str, str]] = field(default_factory=list)
    company: UUID | None = None
    notes: list[str] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    faulty_fields: set[str] = field(default_factory=set)
    outcome: str = ""
    target: UUID | None = None
    twin: Any = None
    seen: Any = None
    firm_only: bool = False

    @property
    def broken(self) -> bool:
        """Whether a fault forbids to write the row as a whole."""
        return any(fault.outcome == FAULTY for fault in self.faults)

    @property
    def title(self) -> str:
        """The name as far as the row knows it."""
        return title_of(self.values)


def title_of(values: Mapping[str, Any]) -> str:
    """The name in a record's values: its own, or the parts of a person's."""
    parts = [values.get(name) or "" for name in NAME_PARTS]
    return str(values.get(FULL_NAME) or " ".join(part for part in parts if part))


@dataclass(slots=True)
class Filled:
    """A column with its place and its converter."""

    index: int
    title: str
    place: Place
    kind: str
    convert: Converter


class Composer:
    """Reads rows by a mapping ``{index: (target, kind)}``."""

    def __init__(
        self,
        places: Mapping[str, Place],
        besides: Sequence[Beside],
        columns: Sequence[Column],
        mapping: Mapping[int, tuple[str, str]],
        habits: Habits,
    ) -> None:
        self.places = places
        self.columns: list[Filled] = []
        self.company = next((b for b in besides if not b.contact), None)
        for column in columns:
            target, kind = mapping.get(column.index, ("", ""))
            if place := places.get(target):
                convert = converter(place, kind, habits, column.values[:SAMPLED])
                title = column.title or str(place.label)
                self.columns.append(Filled(column.index, title, place, kind, convert))
        self._several_notes = sum(c.place.name == NOTES for c in self.columns) > 1

    def row(self, number: int, cells: Sequence[str]) -> Row:
        """The row's values; what cannot be understood stands in its faults."""
        row = Row(number, cells)
        for column in self.columns:
            if cell := cells[column.index]:
                self._cell(row, column, cell)
        row.firm_only = self._firm_only(row)
        return row

    def _firm_only(self, row: Row) -> bool:
        """Whether a row among people names a company and nothing that only a person has."""
        if self.company is None or not row.links.get(self.company.link) or row.title:
            return False
        home = self.company.name
        return FULL_NAME in self.places and all(f"{home}.{n}" in self.places for n in row.values)

    def _cell(self, row: Row, column: Filled, cell: str) -> None:
        try:
            value = column.convert(cell)
        except CellFaults as fault:
            row.faults.append(row_fault(row.number, column.title, fault))
            value = fault.good
        except ValueFault as fault:
            outcome = WARNING if fault.code in SOFT else FAULTY
            row.faults.append(row_fault(row.number, column.title, fault, cell, outcome))
            return
        if value is not None and value not in DASHES:
            self._put(row, column, value)

    def _put(self, row: Row, column: Filled, value: Any) -> None:
        place = column.place
        into = row.beside.setdefault(place.home, {}) if place.home else row.values
        if place.name == NOTES and not place.home and column.kind != "field":
            row.notes.append(f"{column.title}: {value}" if self._several_notes else value)
        elif place.spec is None:
            self._name(row, place, into, value)
        elif place.kind == "link" and not place.home:
            row.links.setdefault(place.name, value)
        elif place.kind == "links" and not place.home:
            row.many.setdefault(place.name, []).extend(value)
        elif isinstance(value, list):
            known = into.setdefault(place.name, [])
            known += [item for item in value if item not in known]
        elif place.kind == "longtext" and place.name in into:
            into[place.name] += "\n" + value
        elif isinstance(value, dict) and place.kind == "fullname":
            into[place.name] = {**value, **into.get(place.name, {})}
        else:
            into.setdefault(place.name, value)

    def _name(self, row: Row, place: Place, into: dict[str, Any], value: str) -> None:
        """A full name taken apart; a company in the column of names is taken as the company."""
        if self.company and not place.home and looks_like_company(value):
            row.links.setdefault(self.company.link, value)
            return
        found = split_name(" ".join(value.split()))
        for name, part in zip(NAME_PARTS, (found.last, found.first, found.middle), strict=True):
            if part:
                into.setdefault(name, part)

    def column_of(self, name: str, home: str = "") -> Filled | None:
        """The column that fills a field, for naming it in a fault."""
        fitting = (c for c in self.columns if c.place.home == home)
        found = [c for c in fitting if c.place.name == name]
        if not found and name in NAME_PARTS:
            return self.column_of(FULL_NAME, home)
        return found[0] if found else None

    def fault_of(self, row: Row, name: str, code: str, detail: str, home: str = "") -> RowFault:
        """A fault that writing found, under the title of the column it came from."""
        column = self.column_of(name, home)
        place = self.places.get(f"{home}.{name}" if home else name)
        title = column.title if column else str(place.label if place else name)
        value = row.cells[column.index][:200] if column else ""
        plain = row_fault(row.number, title, ValueFault(code), value)
        return RowFault(plain.row, plain.outcome, title, code, value, detail, plain.cure)

    def titles(self) -> list[str]:
        """Folded titles of the mapped columns."""
        return [fold(column.title) for column in self.columns]
