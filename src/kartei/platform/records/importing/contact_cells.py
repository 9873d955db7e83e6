"""Cells that hold ways to reach somebody: phones, mails, sites, messengers, addresses.

Several values may share a cell, each with a kind of its own; see ``cells`` for the manner of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.mail import split_emails
from kartei.platform.kit.phone_cells import split_phones
from kartei.platform.meta.spec import FieldSpec
from kartei.platform.records.importing.targets import ADDRESS_BOOKS

Converter = Callable[[str], Any]
#: What people write into a cell that has nothing to say.
NOTHING = frozenset({
    "-", "--", "---", "—", "–", ".", "нет", "нету", "нет данных", "не указан", "не указано", "н/д",
    "keine", "kein", "k.a.", "none", "null", "n/a", "na", "no", "unknown", "#n/a",
})  # fmt: skip
SEVERAL = re.compile(r"[,;\n]+")
#: Kinds that address books know and a field of ours may not, by kind of field.
_KINDS = {
    "phones": {"main": "work"},
    "emails": {"home": "private"},
    "addresses": {"work": "main"},
}


class CellFaults(ValueFault):
    """Some values of a cell are wrong, the others are in ``good``."""

    def __init__(self, good: list[dict[str, str]], faults: Sequence[ValueFault]) -> None:
        super().__init__(faults[0].code, **faults[0].params)
        self.good = good


@dataclass(frozen=True, slots=True)
class Habits:
    """How the file writes things: phones' region, order of days, decimal sign, the firm's money."""

    region: str
    currency: str
    language: str
    file_kind: str

    @property
    def book(self) -> bool:
        """Whether several values of a cell stand on lines of their own."""
        return self.file_kind in ADDRESS_BOOKS


def is_nothing(cell: str) -> bool:
    """Whether a cell only says that there is nothing."""
    return len(cell) < 15 and cell.lower() in NOTHING


def _phones(spec: FieldSpec, kind: str, habits: Habits, samples: Sequence[str]) -> Converter:
    fitting = _fitting(spec)

    def convert(cell: str) -> list[dict[str, str]] | None:
        if is_nothing(cell):
            return None
        good, faults = [], []
        for found in split_phones(cell, habits.region):
            if found.phone is None or not found.phone.valid:
                faults.append(ValueFault(found.fault or "phone.invalid", value=found.raw[:100]))
                continue
            value = {
                "kind": fitting(found.kind or kind or "work"),
                "value": found.phone.value,
            }
            good.append({**value, "note": found.note[:100]} if found.note else value)
        return _all_or_faults(good, faults)

    return convert


def _emails(spec: FieldSpec, kind: str, habits: Habits, samples: Sequence[str]) -> Converter:
    fitting = _fitting(spec)

    def convert(cell: str) -> list[dict[str, str]] | None:
        if is_nothing(cell):
            return None
        good, faults = [], []
        for found in split_emails(cell):
            if found.fault:
                faults.append(ValueFault(found.fault, value=found.raw[:100]))
            else:
                good.append({"kind": fitting(kind), "value": found.value})
        return _all_or_faults(good, faults)

    return convert


def _all_or_faults(
    good: list[dict[str, str]], faults: list[ValueFault]
) -> list[dict[str, str]] | None:
    if faults:
        raise CellFaults(good, faults)
    return good or None


def _sites(spec: FieldSpec, kind: str, habits: Habits, samples: Sequence[str]) -> Converter:
    fitting = _fitting(spec)

    def convert(cell: str) -> list[dict[str, str]] | None:
        if is_nothing(cell):
            return None
        return [{"kind": fitting(kind), "value": v} for v in re.split(r"[\s,;]+", cell) if v]

    return convert


def _messengers(spec: FieldSpec, kind: str, habits: Habits, samples: Sequence[str]) -> Converter:
    fitting = _fitting(spec)

    def convert(cell: str) -> list[dict[str, str]] | None:
        if is_nothing(cell):
            return None
        values = [part.strip() for part in SEVERAL.split(cell)]
        return [{"kind": fitting(kind or "other"), "value": v} for v in values if v] or None

    return convert


def _addresses(spec: FieldSpec, kind: str, habits: Habits, samples: Sequence[str]) -> Converter:
    fitting = _fitting(spec)

    def convert(cell: str) -> list[dict[str, str]] | None:
        if is_nothing(cell):
            return None
        parts = cell.split("\n") if habits.book else [cell]
        values = [" ".join(part.split()) for part in parts]
        return [{"kind": fitting(kind), "value": v} for v in values if v] or None

    return convert


def _fitting(spec: FieldSpec) -> Callable[[str], str]:
    """A kind that the field knows; the first one when it does not know this."""
    known = [option.value for option in spec.options]
    others = _KINDS.get(spec.kind.name, {})

    def fit(kind: str) -> str:
        kind = kind if kind in known else others.get(kind, kind)
        return kind if kind in known else (known[0] if known else "")

    return fit


MAKERS: dict[str, Callable[[FieldSpec, str, Habits, Sequence[str]], Converter]] = {
    "phones": _phones,
    "emails": _emails,
    "sites": _sites,
    "messengers": _messengers,
    "addresses": _addresses,
}
