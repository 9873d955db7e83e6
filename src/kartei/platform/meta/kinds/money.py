"""Money: minor units, currency, and the amount in the firm's currency for sums."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models

from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.money import Amount, currency_digits, major, parse_amount
from kartei.platform.kit.money import show as show_amount
from kartei.platform.meta.kinds.base import Kind, ParseContext, wrong_type
from kartei.platform.meta.kinds.number import LIMIT


class Money(Kind):
    """``{"amount": "1000.00", "currency": "RUB"}`` outside, integers inside."""

    name = "money"
    suffixes = ("", "_cur", "_base")
    compare_suffix = "_base"

    def fields(self, spec: Any) -> dict[str, models.Field[Any, Any]]:
        return {
            "": models.BigIntegerField(null=True),
            "_cur": models.CharField(max_length=3, null=True),
            "_base": models.BigIntegerField(null=True),
        }

    def output(self, spec: Any) -> models.Field[Any, Any]:
        return models.BigIntegerField()

    def read(self, spec: Any) -> tuple[str, ...]:
        return ("", "_cur")

    def parse(self, raw: Any, spec: Any, ctx: ParseContext) -> Amount | None:
        if raw is None or raw == "":
            return None
        currency = spec.currency or ctx.currency
        if isinstance(raw, dict):
            if set(raw) - {"amount", "currency"}:
                raise wrong_type()
            currency = raw.get("currency") or currency
            raw = raw.get("amount")
            if raw is None or raw == "":
                return None
        if isinstance(raw, bool) or not isinstance(raw, str | int):
            raise wrong_type()
        if not isinstance(currency, str):
            raise wrong_type()
        currency_digits(currency)
        if len(str(raw)) > 40:
            raise ValueFault("number.range")
        amount = parse_amount(str(raw), currency)
        if not -LIMIT < amount.minor < LIMIT:
            raise ValueFault("number.range")
        return amount

    def dump(self, value: Amount | None, spec: Any) -> dict[str, str] | None:
        return None if value is None else {"amount": major(value), "currency": value.currency}

    def store(self, value: Amount | None, spec: Any, ctx: ParseContext) -> dict[str, Any]:
        if value is None:
            return {"": None, "_cur": None if spec.runtime else "", "_base": None}
        base = value.minor if value.currency == ctx.currency else ctx.to_base(value)
        return {"": value.minor, "_cur": value.currency, "_base": base}

    def load(self, row: Sequence[Any], spec: Any) -> Amount | None:
        return None if row[0] is None or not row[1] else Amount(row[0], row[1])

    def operand(self, op: str, raw: Any, spec: Any, ctx: ParseContext) -> int:
        value = self.parse(raw, spec, ctx)
        if value is None:
            raise wrong_type()
        return value.minor if value.currency == ctx.currency else int(ctx.to_base(value))

    def show(self, value: Amount | None, spec: Any, locale: str) -> str:
        return "" if value is None else show_amount(value, locale)

    def search(self, value: Any, spec: Any) -> list[str]:
        return []

    def schema(self, spec: Any, *, write: bool) -> dict[str, Any]:
        return {
            "type": ["object", "null"],
            "properties": {
                "amount": {"type": "string", "pattern": r"^-?\d{1,12}(\.\d{1,4})?$"},
                "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
            },
            "required": ["amount", "currency"] if not write else ["amount"],
            "additionalProperties": False,
        }
