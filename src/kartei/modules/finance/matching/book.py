"""The open invoices, found by number, client, sum and payer; and what is left of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from kartei.modules.finance.matching.facts import CANCELLED, OPEN, Incoming, OpenInvoice
from kartei.modules.finance.matching.numbers import Number, number_of, tail
from kartei.platform.kit.legal_forms import without_legal_form
from kartei.platform.kit.text import fold

_NOT_ID = re.compile(r"[^0-9a-z]")
_NOT_NAME = re.compile(r"[^\w]+")
#: More invoices than these with the same figures tell nothing about an unknown payer.
_COMMON = 60


def plain_id(text: str) -> str:
    """An ИНН without its КПП, a VAT number, an IBAN or an account: small letters and figures."""
    return _NOT_ID.sub("", fold(text.partition("/")[0]))


def plain_name(text: str) -> str:
    """A name that compares: no legal form, words in order, umlauts as one letter."""
    bare = without_legal_form(fold(text))
    words = _NOT_NAME.sub(" ", bare.replace("ae", "a").replace("oe", "o").replace("ue", "u"))
    return " ".join(sorted(words.split()))


class Book:
    """What is asked about, with the sums that are left while payments are given out.

    Two questions with the same invoices in another order make the same book.
    """

    def __init__(self, invoices: Iterable[OpenInvoice]) -> None:
        self.all = sorted(invoices, key=lambda one: (one.day, one.number, one.key))
        self.known = {one.key: one for one in self.all}
        self.numbers = {one.key: number_of(one.number) for one in self.all}
        self.left = {one.key: one.open if one.state == OPEN else 0 for one in self.all}
        self.of_client: dict[str, list[OpenInvoice]] = defaultdict(list)
        self.by_id: dict[str, set[str]] = defaultdict(set)
        self.by_account: dict[str, set[str]] = defaultdict(set)
        self.by_name: dict[str, set[str]] = defaultdict(set)
        self.by_reference: dict[str, list[OpenInvoice]] = defaultdict(list)
        self.by_order: dict[str, list[OpenInvoice]] = defaultdict(list)
        self._by_tail: dict[tuple[str, str], list[OpenInvoice]] = defaultdict(list)
        self._by_sum: dict[tuple[str, str, int], dict[str, None]] = defaultdict(dict)
        for one in self.all:
            self._enter(one)

    def _enter(self, one: OpenInvoice) -> None:
        self.of_client[one.client].append(one)
        for text in one.ids:
            self.by_id[plain_id(text)].add(one.client)
        for text in one.accounts:
            self.by_account[plain_id(text)].add(one.client)
        for text in one.names:
            self.by_name[plain_name(text)].add(one.client)
        if one.reference:
            self.by_reference[plain_id(one.reference)].append(one)
        for text in one.orders:
            self.by_order[number_of(text).compact.lstrip("0")].append(one)
        number = self.numbers[one.key]
        for ending in {tail(number, one.day), number.compact, *number.runs[-1:]}:
            self._by_tail["", ending].append(one)
            self._by_tail[one.client, ending].append(one)
        if self.left[one.key] > 0:
            self._by_sum[one.client, one.currency, self.left[one.key]][one.key] = None

    def named(self, said: Number, clients: Sequence[str]) -> list[OpenInvoice]:
        """Invoices whose figures look like these, of these clients, or of any if there is none.

        Too many of them are none: they would say nothing.
        """
        endings = dict.fromkeys((said.compact.lstrip("0"), said.compact, *said.runs))
        found: dict[str, OpenInvoice] = {}
        for client in clients or ("",):
            for ending in endings:
                rows = self._by_tail.get((client, ending), ())
                if len(rows) <= _COMMON or len(said.runs) > 1 or client:
                    found.update((one.key, one) for one in rows[: _COMMON * 20])
        return list(found.values())

    def with_sum(self, clients: Iterable[str], currency: str, minor: int) -> list[OpenInvoice]:
        """Open invoices of these clients of which exactly this much is left, oldest first."""
        keys = [
            key for one in clients for key in self._by_sum.get((one, currency, minor), ())
        ]  # fmt: skip
        return sorted((self.known[key] for key in keys), key=lambda one: (one.day, one.number))

    def open_of(self, clients: Iterable[str], currency: str, most: int = 1000) -> list[OpenInvoice]:
        """Invoices of these clients that are not paid yet, oldest first, at most so many."""
        rows: list[OpenInvoice] = []
        for client in clients:
            for one in self.of_client.get(client, ()):
                if self.left[one.key] > 0 and one.currency == currency:
                    rows.append(one)
                    if len(rows) == most:
                        return rows
        return sorted(rows, key=lambda one: (one.day, one.number, one.key))

    def take(self, key: str, minor: int) -> None:
        """So much of the invoice is given to a payment."""
        one = self.known[key]
        before = (one.client, one.currency, self.left[key])
        self._by_sum[before].pop(key, None)
        self.left[key] -= minor
        if self.left[key] > 0:
            self._by_sum[one.client, one.currency, self.left[key]][key] = None

    def trouble(self, one: OpenInvoice, payment: Incoming) -> str:
        """Why the payment can pay nothing of this invoice; empty if it can."""
        if one.state == CANCELLED:
            return "cancelled"
        if one.currency != payment.currency:
            return "currency"
        return "" if self.left[one.key] > 0 else "paid"
