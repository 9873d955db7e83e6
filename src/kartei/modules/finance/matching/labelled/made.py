"""Makes labelled statements of any length from a seed: the same seed gives the same lines.

One firm numbers its invoices in a row, as firms do; clients are Russian and German by turns. About
a fifth of the payments is a trap: numbers of contracts, of others, of last year, refunds, payments
that come twice, payers that nobody knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from kartei.modules.finance.matching.facts import CANCELLED, Incoming, OpenInvoice
from kartei.modules.finance.matching.labelled.reader import Label, World, tax_number

_START = date(2026, 1, 12)
_FIRST = re.findall(
    r"\w+",
    "Север Запад Вега Орион Маяк Ладога Онега Байкал Сокол Беркут Гранит Базальт Кедр Рубин Алмаз"
    " Nord Alpen Rhein Spree Linden Eichen Sonnen Stern Adler Falken Hafen Brücken Müller Schäfer",
)
_LAST = re.findall(
    r"\w+",
    "строй торг сервис проект монтаж снаб транс пром лес мебель bau handel technik werk logistik"
    " druck holz metall garten moden",
)
_SUMS = (500_000, 990_000, 1_200_000, 4_760_00, 119_000)
_RU = (
    "Оплата по счету № {n} от {d}. НДС не облагается",
    "Оплата по сч. {n} от {d} в т.ч. НДС 22% {v}",
    "СЧЕТ {n} ОТ {d}", "за услуги по счету {n}", "сч.{n}", "Оплата по счету N{n}, сумма {s}",
    "По счету на оплату №{n} от {d} за материалы. В том числе НДС 22% - {v} рублей",
)  # fmt: skip
_DE = (
    "Rechnung {n}", "{n}", "RgNr. {n} vom {d}", "Re-Nr. {n} KdNr {k}", "Rechnung Nr. {n} v. {d}",
    "SVWZ+{n} DATUM {d}", "RNR {n} inkl. 19% MwSt {v}",
)  # fmt: skip
_SILENT = {True: ("Оплата за услуги", "За товар. НДС не облагается"), False: ("Danke", "Zahlung")}


@dataclass(frozen=True, slots=True)
class _Client:
    key: str
    russian: bool
    name: str
    id: str
    account: str


def made(seed: int, count: int) -> World:
    """A statement of about `count` payments against `count` invoices, with its answers."""
    return _Maker(Random(seed), count).make()  # noqa: S311 - the same lines each time are the point


class _Maker:
    def __init__(self, random: Random, count: int) -> None:
        self.random, self.count = random, count
        self.world = World()
        self.clients = [self._client(number) for number in range(max(2, count // 4))]
        self.paid: set[str] = set()

    def make(self) -> World:
        """Invoices first, then payments of most of them."""
        owners = {one.key: one for one in self.clients}
        for number in range(1, self.count + 1):
            self._invoice(number)
        for invoice in self.world.invoices[:]:
            if len(self.world.payments) < self.count and invoice.key not in self.paid:
                self._pay(invoice, owners[invoice.client])
        self.random.shuffle(self.world.payments)
        return self.world

    def _client(self, number: int) -> _Client:
        russian = number % 2 == 0
        name = f"{self.random.choice(_FIRST)}{self.random.choice(_LAST)}-{number}"
        return _Client(
            f"c{number}",
            russian,
            f"ООО «{name}»" if russian else f"{name} GmbH",
            tax_number(5000 + number) if russian else "",
            f"DE{number % 89 + 10}20041155{number:010d}",
        )

    def _invoice(self, number: int) -> None:
        client = self.random.choice(self.clients)
        day = _START + timedelta(days=300 * number // self.count)
        common = self.random.random() < 0.1
        minor = (
            self.random.choice(_SUMS) if common else self.random.randrange(1000, 50_000_000)
        )  # fmt: skip
        self.world.invoices.append(
            OpenInvoice(
                key=f"i{number}",
                number=f"{number}" if client.russian else f"RE-2026-{number:05d}",
                day=day,
                open=minor,
                currency="RUB" if client.russian else "EUR",
                client=client.key,
                names=(client.name,),
                ids=(client.id,) if client.russian else (),
                accounts=() if client.russian or number % 2 else (client.account,),
                state=CANCELLED if self.random.random() < 0.02 else "open",
            )
        )

    def _pay(self, invoice: OpenInvoice, client: _Client) -> None:
        traps: tuple[Callable[[OpenInvoice, _Client], None], ...] = (
            self._twice, self._contract, self._foreign, self._refund, self._silent, self._part,
            self._two, self._stranger,
        )  # fmt: skip
        chance = self.random.random()
        if invoice.state == CANCELLED:
            self._line(
                invoice, client, self._words(invoice, client), frozenset(), False, "cancelled"
            )
        elif chance < 0.24:
            traps[int(chance / 0.03)](invoice, client)
        else:
            whole = frozenset({(invoice.key, invoice.open)})
            self._line(invoice, client, self._words(invoice, client), whole, True, "plain")

    def _words(self, invoice: OpenInvoice, client: _Client) -> str:
        texts = _RU if client.russian else _DE
        sign = "-" if client.russian else ","
        return self.random.choice(texts).format(
            n=invoice.number,
            d=invoice.day.strftime("%d.%m.%Y"),
            v=f"{invoice.open * 22 // 12200}{sign}{invoice.open % 100:02d}",
            s=f"{invoice.open // 100}{sign}{invoice.open % 100:02d}",
            k=self.random.randrange(1, self.count + 1),
        )

    def _line(
        self,
        invoice: OpenInvoice,
        client: _Client,
        purpose: str,
        parts: frozenset[tuple[str, int]],
        asked: bool,
        title: str,
        minor: int = 0,
        later: int = 0,
    ) -> None:
        key = f"p{len(self.world.payments):06d}"
        self.world.payments.append(
            Incoming(
                key=key,
                day=invoice.day + timedelta(days=self.random.randrange(1, 20) + later),
                minor=minor or invoice.open,
                currency=invoice.currency,
                purpose=purpose,
                party=client.name.upper() if self.random.random() < 0.3 else client.name,
                party_id=client.id,
                account=client.account,
            )
        )
        self.world.labels[key] = Label(parts, asked, title, 0)

    def _twice(self, invoice: OpenInvoice, client: _Client) -> None:
        purpose = self._words(invoice, client)
        whole = frozenset({(invoice.key, invoice.open)})
        self._line(invoice, client, purpose, whole, True, "first of two")
        self._line(invoice, client, purpose, frozenset(), False, "second of two", later=40)

    def _contract(self, invoice: OpenInvoice, client: _Client) -> None:
        text = "Оплата по договору {} от 01.02.2026" if client.russian else "Vertrag {}"
        self._line(
            invoice, client, text.format(invoice.number), frozenset(), False, "contract", 12_345_67
        )

    def _foreign(self, invoice: OpenInvoice, client: _Client) -> None:
        known = self.random.choice(self.world.invoices).client
        other = self.clients[int(known[1:])]
        if other.key != client.key and other.russian == client.russian:
            self._line(
                invoice, other, self._words(invoice, client), frozenset(), False, "of another"
            )

    def _refund(self, invoice: OpenInvoice, client: _Client) -> None:
        text = "Возврат по счету {}" if client.russian else "Rückzahlung zu {}"
        self._line(invoice, client, text.format(invoice.number), frozenset(), False, "refund")

    def _silent(self, invoice: OpenInvoice, client: _Client) -> None:
        text = self.random.choice(_SILENT[client.russian])
        whole = frozenset({(invoice.key, invoice.open)})
        self._line(invoice, client, text, whole, False, "silent")

    def _part(self, invoice: OpenInvoice, client: _Client) -> None:
        half = invoice.open // 2
        text = "Частичная оплата по счету {n} от {d}" if client.russian else "Abschlag {n} vom {d}"
        purpose = text.format(n=invoice.number, d=invoice.day.strftime("%d.%m.%Y"))
        self._line(
            invoice, client, purpose, frozenset({(invoice.key, half)}), True, "part", half
        )  # fmt: skip

    def _two(self, invoice: OpenInvoice, client: _Client) -> None:
        rest = [
            one
            for one in self.world.invoices[int(invoice.key[1:]) :]
            if one.client == client.key and one.state != CANCELLED
        ]
        if not rest:
            return
        other = rest[0]
        self.paid.add(other.key)
        text = "по сч {} и {}" if client.russian else "Rechnungen {} + {}"
        both = frozenset({(invoice.key, invoice.open), (other.key, other.open)})
        days = (other.day - invoice.day).days
        purpose = text.format(invoice.number, other.number)
        self._line(
            invoice, client, purpose, both, True, "two", invoice.open + other.open, later=days
        )

    def _stranger(self, invoice: OpenInvoice, client: _Client) -> None:
        stranger = replace(
            client,
            name="Unbekannt und Söhne",
            id=tax_number(900_000) if client.russian else "",
            account="DE99999999990000000000",
        )
        self._line(
            invoice, stranger, self._words(invoice, client), frozenset(), False, "stranger", 777_77
        )
