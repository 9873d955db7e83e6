"""A change in the making: what rules see and complete before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from kartei.platform.access.actor import Actor
from kartei.platform.meta.errors import FieldFault
from kartei.platform.meta.world import Obj


@dataclass(slots=True)
class Draft:
    """One record being created or changed.

    new holds parsed values of the fields that are set, old those in the database ({} on creation).
    Rules read with ``get``, complete with ``put`` and refuse with ``fault``. verb is what the
    journal will say; data goes into the journal row beside the changes.
    """

    actor: Actor
    obj: Obj
    id: UUID
    verb: str
    new: dict[str, Any] = field(default_factory=dict)
    old: dict[str, Any] = field(default_factory=dict)
    faults: list[FieldFault] = field(default_factory=list)
    data: dict[str, Any] = field(default_factory=dict)
    version: int = 0
    row: int | None = None

    @property
    def creating(self) -> bool:
        """Whether the record is new."""
        return self.verb == "create"

    def get(self, name: str) -> Any:
        """The value as it will be."""
        return self.new[name] if name in self.new else self.old.get(name)

    def put(self, name: str, value: Any) -> None:
        """Set a value by rule; computed fields are set only this way."""
        if not self.creating and name not in self.new and self.old.get(name) == value:
            return
        self.new[name] = value

    def changes(self, *names: str) -> bool:
        """Whether one of the fields gets another value than it had."""
        return any(n in self.new and self.new[n] != self.old.get(n) for n in names)

    def fault(self, name: str, code: str, text: Any, /, **params: object) -> None:
        """Refuse a field; the words are in the asker's language."""
        words = str(text) % params if params else str(text)
        self.faults.append(FieldFault(name, code, words, f"/{name}", self.row))

    def changed(self) -> dict[str, tuple[Any, Any]]:
        """(old, new) of every field that really changes."""
        if not self.old:
            return {n: (None, v) for n, v in self.new.items() if not blank(v)}
        return {
            name: (self.old.get(name), value)
            for name, value in self.new.items()
            if self.old.get(name) != value
            and not (self.old.get(name) is None and value in ("", []))
        }


def blank(value: Any) -> bool:
    """Whether a value is none; asked by its kind, for comparing ids with texts is slow."""
    return value is None or (isinstance(value, str | list) and not value)
