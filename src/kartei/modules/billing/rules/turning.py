"""Lines the other way round: what takes an invoice back, or a part of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kartei.platform.kit.ids import uuid7
from kartei.platform.kit.money import Amount


def turned(lines: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Lines that charge the same with the other sign, as new lines.

    Net and VAT are turned too, for lines that settle another invoice are not computed.
    """
    return [
        {
            **line,
            "id": uuid7(),
            "quantity": -line["quantity"],
            "net": minus(line["net"]),
            "vat": minus(line["vat"]),
        }
        for line in lines
    ]


def minus(amount: Amount) -> Amount:
    """The amount with the other sign."""
    return Amount(-amount.minor, amount.currency)
