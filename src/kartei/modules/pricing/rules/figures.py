"""What a document grants: its highest typed discount, its margin, and a mark of its content."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from kartei.platform.kit.decimals import SCALE

Values = dict[str, Any]
WHOLE = 100 * SCALE
#: What of a document and of its lines a consent is about.
HEAD = ("company", "person", "currency", "vat_mode", "discount")
LINE = ("product", "name", "quantity", "price", "discount", "cost", "optional")


@dataclass(frozen=True, slots=True)
class Figures:
    """Millionths of a per cent; margin None where it is not known."""

    discount: int
    margin: int | None

    def within(self, highest: int | None, lowest: int | None) -> bool:
        """Whether both bounds are kept; None is none."""
        return (highest is None or self.discount <= highest) and (
            lowest is None or self.margin is None or self.margin >= lowest
        )


def figures_of(paper: Values) -> Figures:
    """The figures of a saved document; what rules of the firm give is no grant of its author."""
    whole = own(paper)
    lines = [together(own(line), whole) for line in paper["lines"]]
    return Figures(max(lines, default=whole), paper.get("margin"))


def own(values: Values) -> int:
    """The discount that a person typed."""
    return 0 if values.get("discount_from") else values.get("discount") or 0


def together(line: int, whole: int) -> int:
    """Two discounts one after the other: 10 % and 10 % are 19 %."""
    return WHOLE - (WHOLE - line) * (WHOLE - whole) // WHOLE


def mark_of(paper: Values) -> str:
    """sha256 of what a consent is about."""
    lines = [[plain(line.get(name)) for name in LINE] for line in paper["lines"]]
    text = json.dumps([[plain(paper.get(name)) for name in HEAD], lines])
    return sha256(text.encode()).hexdigest()


def plain(value: Any) -> Any:
    """Ids and sums as texts."""
    return value if value is None or isinstance(value, bool | int | str) else str(value)
