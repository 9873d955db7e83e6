"""Reads the labelled statements that were written by hand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from kartei.modules.finance.matching.facts import Incoming, OpenInvoice

YEAR = 2026
_PAYMENT = re.compile(r"> (\S+) (\S+)(?: ([^|]*?))? ?\| ?(.*) ([=?])> (.*)")
_INVOICE = re.compile(r"= (\S+) (\S+) (\S+)(?: \| (.*))?")
_WEIGHTS = (2, 4, 10, 3, 5, 9, 4, 6, 8)
Parts = frozenset[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Label:
    """The right answer for a payment. asked: whether it must be found for certain."""

    parts: Parts
    asked: bool
    title: str
    line: int


@dataclass(slots=True)
class World:
    """A statement with the invoices that it is held against."""

    payments: list[Incoming] = field(default_factory=list)
    invoices: list[OpenInvoice] = field(default_factory=list)
    labels: dict[str, Label] = field(default_factory=dict)
    own: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Client:
    name: str
    marks: dict[str, str]
    number: int

    @property
    def id(self) -> str:
        return self.marks.get("inn") or tax_number(self.number)

    @property
    def account(self) -> str:
        return f"DE{self.number % 89 + 10}50010517{self.number:010d}"


def tax_number(number: int) -> str:
    """A made-up ИНН of ten figures whose last one is right."""
    digits = f"77{number:07d}"
    total = sum(int(one) * weight for one, weight in zip(digits, _WEIGHTS, strict=True))
    return f"{digits}{total % 11 % 10}"


@lru_cache(maxsize=4)
def statement(language: str) -> World:
    """The statement of a language, `ru` or `de`, each line with its answer."""
    text = Path(__file__).with_name(f"{language}.txt").read_text(encoding="utf-8")
    return _Reader("RUB" if language == "ru" else "EUR", language == "ru").read(text)


class _Reader:
    """Goes through the lines; numbers of answers are those of the block they stand in."""

    def __init__(self, currency: str, by_id: bool) -> None:
        self.currency, self.by_id = currency, by_id
        self.world = World(own=frozenset({"7701000018", "de02120300000000202051"}))
        self.clients: dict[str, _Client] = {}
        self.client: _Client | None = None
        self.block: dict[str, OpenInvoice] = {}
        self.title = ""

    def read(self, text: str) -> World:
        """The whole file; a line that says nothing is refused with its place."""
        for at, line in enumerate(text.splitlines(), 1):
            if line.startswith("# "):
                self.title, self.block, self.client = line[2:], {}, None
            elif line.startswith("@ "):
                self._client(line[2:])
            elif line.startswith("= "):
                self._invoice(line, at)
            elif line.startswith("> "):
                self._payment(line, at)
            elif line.strip():
                raise ValueError(f"line {at}: {line}")
        return self.world

    def _client(self, text: str) -> None:
        name, _bar, marks = text.partition(" | ")
        if name not in self.clients:
            self.clients[name] = _Client(name, _pairs(marks), len(self.clients) + 1001)
        self.client = self.clients[name]

    def _invoice(self, line: str, at: int) -> None:
        found = _INVOICE.fullmatch(line)
        if not found or not self.client:
            raise ValueError(f"line {at}: {line}")
        more, known = _pairs(found[4] or ""), self.client
        bare = "anon" in known.marks
        alias = known.marks.get("alias")
        invoice = OpenInvoice(
            key=f"i{at}",
            number=found[1].replace("_", " "),
            day=_day(found[2]),
            open=_minor(found[3]) if more.get("state", "open") == "open" else 0,
            currency=more.get("cur", self.currency),
            client=str(known.number),
            names=(known.name, *((alias,) if alias else ())),
            ids=(known.id,) if self.by_id and not bare and "noid" not in known.marks else (),
            accounts=(known.account,) if "iban" in known.marks else (),
            reference=more.get("ref", ""),
            orders=tuple(filter(None, [more.get("order", "")])),
            contracts=tuple(filter(None, [more.get("contract", "")])),
            state=more.get("state", "open"),
            discount=_minor(more["discount"]) if "discount" in more else 0,
            discount_until=_day(more["until"]) if "until" in more else None,
        )
        self.world.invoices.append(invoice)
        self.block[more.get("key", found[1])] = invoice

    def _payment(self, line: str, at: int) -> None:
        found = _PAYMENT.fullmatch(line)
        if not found or not self.client:
            raise ValueError(f"line {at}: {line}")
        more = _pairs(found[3] or "")
        payer = self.clients.get(more.get("by", ""), self.client)
        if "by" in more and payer.name != more["by"]:
            payer = _Client(more["by"], {}, 900_000 + at)
        self.world.payments.append(
            Incoming(
                key=f"p{at:04d}",
                day=_day(found[1]),
                minor=_minor(found[2]),
                currency=more.get("cur", self.currency),
                purpose=found[4],
                party=more.get("party", payer.name),
                party_id=more.get("id", payer.id if self.by_id else ""),
                account=more.get("account", payer.account),
                reference=more.get("ref", ""),
            )
        )
        self.world.labels[f"p{at:04d}"] = Label(
            self._answer(found[6]), found[5] == "=" and found[6] != "-", self.title, at
        )

    def _answer(self, text: str) -> Parts:
        if text == "-":
            return frozenset()
        parts = set()
        for one in text.split(" + "):
            number, _colon, part = one.partition(":")
            invoice = self.block[number]
            parts.add((invoice.key, _minor(part) if part else invoice.open))
        return frozenset(parts)


def _pairs(text: str) -> dict[str, str]:
    pairs = (one.strip().partition("=") for one in text.split(";") if one.strip())
    return {name: value or "yes" for name, _sign, value in pairs}


def _day(text: str) -> date:
    day, month, *year = (int(one) for one in text.split("."))
    return date(year[0] if year else YEAR, month, day)


def _minor(text: str) -> int:
    whole, _comma, cents = text.partition(",")
    return int(whole.replace(" ", "")) * 100 + int((cents or "0").ljust(2, "0"))
