"""Rules on data as the compiled world holds them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kartei.platform.kit.expression import Expression, compile_text
from kartei.platform.meta.fields import by_language
from kartei.platform.meta.models import DataRule

KINDS = ("check", "set")


@dataclass(frozen=True, slots=True)
class RuleSpec:
    """One rule: when it holds, what it sets or says. message: in the active language."""

    kind: str
    condition: Expression | None
    field: str
    value: Expression | None
    message: Any


def rules_in_use() -> dict[str, list[RuleSpec]]:
    """The rules of each object, in their order."""
    found: dict[str, list[RuleSpec]] = {}
    rows = DataRule.objects.filter(active=True, deleted=False).order_by("position", "created_at")
    for row in rows:
        found.setdefault(row.object, []).append(
            RuleSpec(
                row.kind,
                compile_text(row.condition) if row.condition else None,
                row.field,
                compile_text(row.value) if row.value else None,
                by_language(row, "message"),
            )
        )
    return found
