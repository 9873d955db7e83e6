"""Changes of a field's kind: what the field was, what it becomes, and its columns for each.

docs/decisions/0015-change-of-kind.md tells why a change of kind is a second set of columns.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from kartei.platform.meta.fields import LANGUAGES, runtime_field
from kartei.platform.meta.models import Reshape, RuntimeField, RuntimeOption
from kartei.platform.meta.spec import FieldSpec

#: The journal's verb of the change, and of the values that it could not keep.
CONVERT = "convert"
#: What a change of kind sets anew.
SETTINGS = (
    "kind", "target", "currency", "default", "low", "high", "length", "pattern", "depends", "stem",
)  # fmt: skip
CHOICE = ("value", *(f"label_{code}" for code in LANGUAGES), "color", "retired", "under")


def settings_of(row: RuntimeField) -> dict[str, Any]:
    """What a field says about its kind now, its choices included; JSON."""
    rows = sorted(row.choices.all(), key=lambda one: one.position)
    chosen = [{"id": str(o.pk), **{n: getattr(o, n) for n in CHOICE}} for o in rows]
    return {**{name: getattr(row, name) for name in SETTINGS}, "choices": chosen}


def as_set(row: RuntimeField, settings: Mapping[str, Any]) -> RuntimeField:
    """The field with other settings, for looking at; it is not to be saved."""
    found = copy.copy(row)
    for name in SETTINGS:
        setattr(found, name, settings[name])
    options = found.choices.none()
    options._result_cache = [
        RuntimeOption(position=n, **{name: one[name] for name in CHOICE})
        for n, one in enumerate(settings["choices"])
    ]
    found._prefetched_objects_cache = {"choices": options}  # type: ignore[attr-defined]
    return found


def plain(**settings: Any) -> dict[str, Any]:
    """Settings in which everything is empty but what is named."""
    return {**dict.fromkeys(SETTINGS, ""), "length": None, "choices": [], **settings}


def former_kinds() -> dict[UUID, list[tuple[datetime, Mapping[str, Any]]]]:
    """(until when, its settings) of each field whose kind has been changed, the oldest first."""
    found: dict[UUID, list[tuple[datetime, Mapping[str, Any]]]] = {}
    rows = Reshape.objects.filter(switched_at__isnull=False).order_by("switched_at")
    for field, until, before in rows.values_list("field_id", "switched_at", "before"):
        if until is not None:
            found.setdefault(field, []).append((until, before))
    return found


def as_it_was(
    row: RuntimeField, prefix: str, past: Iterable[tuple[datetime, Mapping[str, Any]]]
) -> FieldSpec:
    """The field of the world, with what it was before its kind was changed."""
    former = tuple((until, runtime_field(as_set(row, before), prefix)) for until, before in past)
    return runtime_field(row, prefix, former)


def pending(field: UUID) -> Reshape | None:
    """The change of kind that is under way."""
    return Reshape.objects.filter(field=field, switched_at__isnull=True).first()


def last(field: UUID) -> Reshape | None:
    """The change of kind that can be taken back: the last one, while its columns are there."""
    rows = Reshape.objects.filter(field=field, switched_at__isnull=False)
    found = rows.order_by("-switched_at").first()
    return found if found is not None and not found.cleared else None


def fresh_stem(row: RuntimeField) -> str:
    """How the columns of the next kind begin; no name of another column begins so."""
    return f"{row.api_name}v{Reshape.objects.filter(field=row.pk).count() + 2}"
