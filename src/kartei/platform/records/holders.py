"""Records that hold a value, whoever sees them: for rules that keep what they depend on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kartei.platform.access.actor import Actor


def holding(
    actor: Actor,
    name: str,
    field: str,
    value: Any,
    *,
    names: Sequence[str] = ("id",),
    binned: bool = True,
) -> list[tuple[Any, ...]]:
    """Columns (``names``) of all records of an object whose field holds a value, by id.

    No rights are asked: the answer is for a rule, never for a person. binned: those in the bin too.
    """
    obj = actor.world.objects[name]
    rows = obj.twin.objects.filter(**{field: value})
    if not binned and obj.has_bin:
        rows = rows.filter(deleted=False)
    return list(rows.order_by("id").values_list(*names))


def held(actor: Actor, name: str, field: str, value: Any, *, binned: bool = True) -> bool:
    """Whether any record holds it."""
    obj = actor.world.objects[name]
    rows = obj.twin.objects.filter(**{field: value})
    return bool((rows if binned else rows.filter(deleted=False)).exists())
