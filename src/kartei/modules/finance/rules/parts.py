"""What a payment does, read out of its values: to accounts, to invoices, to bills."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from kartei.modules.finance import words

Values = Mapping[str, Any]


def moves(values: Values) -> list[tuple[UUID, date, int]]:
    """(account, day, minor units) of each account whose balance a payment changes."""
    amount, day = values.get("amount"), values.get("date")
    if values.get("deleted") or amount is None or day is None or not values.get("account"):
        return []
    account, kind = values["account"], values.get("kind")
    if kind == "in":
        return [(account, day, amount.minor)]
    if kind == "out":
        return [(account, day, -amount.minor)]
    arrives = values.get("to_amount") or amount
    return [(account, day, -amount.minor), (values["to_account"], day, arrives.minor)]


def on_invoices(values: Values) -> dict[UUID, int]:
    """What a payment settles of invoices, minor units; negative where money is given back."""
    return on(values, "invoice", -1 if values.get("kind") == "out" else 1)


def on_bills(values: Values) -> dict[UUID, int]:
    """What a payment settles of suppliers' bills, minor units; negative where money comes back."""
    return on(values, "bill", -1 if values.get("kind") == "in" else 1)


def on(values: Values, target: str, sign: int) -> dict[UUID, int]:
    """The sums of the lines by what they settle."""
    found: dict[UUID, int] = {}
    if values.get("deleted"):
        return found
    for line in values.get("lines") or []:
        if line.get(target) and line.get("amount"):
            key = line[target]
            found[key] = found.get(key, 0) + sign * line["amount"].minor
    return found


def assigned(values: Values) -> int:
    """How much of a payment's money its lines use, minor units."""
    return sum(
        line["amount"].minor
        for line in values.get("lines") or []
        if line.get("amount") and line.get("kind") not in words.WITHOUT_MONEY
    )
