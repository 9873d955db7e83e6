"""The firm's own fields of lines on paper: as columns, or under the name of a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.utils.translation import override

from kartei.modules.documents.papers.kind import Kind
from kartei.modules.documents.papers.material import Values
from kartei.modules.documents.render.model import Language, OwnColumn
from kartei.platform.access.actor import Actor
from kartei.platform.meta.spec import FieldSpec
from kartei.platform.records.wire import titles_of

#: More columns leave no room for the name of a line; further ones stand under it.
MAX_COLUMNS = 3
RIGHT = ("integer", "number", "money", "percent", "duration")


@dataclass(frozen=True, slots=True)
class Extras:
    """What is printed of own fields: those in columns, those under the name, titles of links."""

    actor: Actor
    language: Language
    in_columns: tuple[FieldSpec, ...]
    under: tuple[FieldSpec, ...]
    titles: dict[UUID, str]

    @classmethod
    def of(cls, kind: Kind, actor: Actor, paper: Values) -> Extras:
        """The fields that the asker reads, that are printed, and that say something here."""
        known = actor.fields(actor.world.objects[kind.object])["lines"].lines
        said = [
            s
            for s in known.values()
            if s.printed and any(line.get(s.name) not in (None, "", []) for line in paper["lines"])
        ]
        columns = tuple([s for s in said if s.printed == "column"][:MAX_COLUMNS])
        under = tuple(s for s in said if s not in columns)
        language = cast(Language, paper["language"])
        return cls(actor, language, columns, under, linked(actor, said, paper["lines"]))

    @property
    def columns(self) -> tuple[OwnColumn, ...]:
        """The heads of the columns."""
        with override(self.language):
            return tuple(OwnColumn(str(s.label), s.kind.name in RIGHT) for s in self.in_columns)

    def cells(self, line: Values) -> tuple[str, ...]:
        """What a line says in these columns."""
        return tuple(self.words(spec, line.get(spec.name)) for spec in self.in_columns)

    def facts(self, line: Values) -> tuple[tuple[str, str], ...]:
        """(name of the field, its words) of what stands under the name of a line."""
        with override(self.language):
            told = [(str(s.label), self.words(s, line.get(s.name))) for s in self.under]
        return tuple(fact for fact in told if fact[1])

    def words(self, spec: FieldSpec, value: Any) -> str:
        """A value in the language of the paper; empty for a link that the asker may not follow."""
        if value in (None, "", []):
            return ""
        if spec.kind.name == "link":
            return self.titles.get(value, "")
        if isinstance(value, datetime):
            value = value.astimezone(self.actor.world.zone)
        with override(self.language):
            return str(spec.kind.show(value, spec, self.language))


def linked(actor: Actor, specs: Sequence[FieldSpec], lines: list[Values]) -> dict[UUID, str]:
    """Titles of the readable records that lines lead to by some fields."""
    found: dict[UUID, str] = {}
    for spec in specs:
        if spec.kind.name == "link":
            keys = {line[spec.name] for line in lines if line.get(spec.name)}
            known = titles_of(actor, spec.target or "", keys)
            found.update({key: known[key][0] for key in keys if key in known})
    return found
