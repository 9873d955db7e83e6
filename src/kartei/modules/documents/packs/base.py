"""What a country pack is made of. A pack is data: law changes by a new dated line, not by code."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kartei.modules.documents.render.totals import VatMode, VatRounding

#: «Without VAT» stands beside the rates and is not 0 %.
NO_VAT = "none"

Check = Callable[[str, Mapping[str, str]], bool]


@dataclass(frozen=True, slots=True)
class VatRate:
    """A rate in percent as text ("22"), valid from a day to a day (both included; None: open)."""

    value: str
    since: date
    until: date | None = None
    standard: bool = False

    def holds(self, on: date) -> bool:
        """Whether the rate is law on a day."""
        return self.since <= on and (self.until is None or on <= self.until)


def four(number: str) -> str:
    """An IBAN in groups of four (ISO 13616), as people read it."""
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4))


@dataclass(frozen=True, slots=True)
class Requisite:
    """A number of the own firm: field of `documents.firm`, printed label, block of the foot.

    check(value, all values of the firm) tells whether the number can be right. compact numbers
    are kept without blanks; four are printed in groups of four (IBAN).
    """

    field: str
    label: str
    block: str
    check: Check | None = None
    compact: bool = True
    four: bool = False

    def printed(self, value: str) -> str:
        """The number behind its label."""
        if self.four:
            value = four(value)
        return f"{self.label} {value}" if self.label else value


def wrong_ones(parts: Iterable[Requisite], values: Mapping[str, str]) -> list[Requisite]:
    """Those requisites whose numbers cannot be right; values by field, empty ones left out."""
    return [
        part
        for part in parts
        if part.check and values.get(part.field) and not part.check(values[part.field], values)
    ]


@dataclass(frozen=True, slots=True)
class Needed:
    """What the own firm must have before it charges: one of some fields, named in words."""

    fields: tuple[str, ...]
    named: Any


@dataclass(frozen=True, slots=True)
class Pack:
    """A country: currency, VAT by date, where VAT is rounded, requisites with their checks.

    valid_days, pay_days: how long offers hold, and within how many days invoices are paid, where
    the own firm says nothing else. counter_invoices: an issued invoice is taken back by a numbered
    counter-invoice, not by crossing it out. code: the payment code of its banks (epc, st00012).
    words: invoices tell the sum in words. supply: they tell when was supplied, or that it was on
    their own day.
    """

    id: str
    currency: str
    vat_mode: VatMode
    rounding: VatRounding
    rates: tuple[VatRate, ...]
    requisites: tuple[Requisite, ...]
    valid_days: int = 14
    pay_days: int = 14
    counter_invoices: bool = True
    code: str = "epc"
    words: bool = False
    supply: bool = False
    needed: tuple[Needed, ...] = ()

    def rates_on(self, on: date) -> tuple[str, ...]:
        """Rates that hold on a day, the standard one first."""
        held = sorted((r for r in self.rates if r.holds(on)), key=lambda r: not r.standard)
        return tuple(r.value for r in held)

    def standard_rate(self, on: date) -> str:
        """The standard rate of a day; «without VAT» where the pack names none."""
        return next((r.value for r in self.rates if r.standard and r.holds(on)), NO_VAT)

    def faults(self, values: Mapping[str, str]) -> list[Requisite]:
        """Requisites whose numbers cannot be right; values by field, empty ones left out."""
        return wrong_ones(self.requisites, values)
