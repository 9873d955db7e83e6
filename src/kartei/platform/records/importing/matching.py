"""Duplicates of rows: in the base, as far as the importer may write it, and earlier in the file.

Equal are a phone in whatever notation, a mail address, a number such as the tax id, and a name:
a person's together with the company, anything else's alone. A shared phone does not make two people
one when their names have nothing in common: colleagues share the number of their office.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Any
from uuid import UUID

from kartei.platform.access.actor import Actor
from kartei.platform.kit.text import fold
from kartei.platform.meta.spec import FieldSpec
from kartei.platform.meta.world import Obj
from kartei.platform.records.facts import reachable
from kartei.platform.records.importing.compose import Row, title_of
from kartei.platform.records.importing.names import Names, bare, number_in
from kartei.platform.records.models import Value
from kartei.platform.records.shape import found_among
from kartei.platform.records.wire import as_key

#: (field, normal form); names of persons carry their company behind a NUL.
Key = tuple[str, str]
#: Identifiers asked for at once.
BATCH = 1000


@dataclass(slots=True)
class Seen:
    """A row of the file that will be, or was, written; failed when writing refused it."""

    number: int
    id: UUID
    title: str
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Base:
    """What the base holds for a batch: records by key, and titles of those that may be written."""

    hits: dict[Key, list[UUID]]
    titles: dict[UUID, str]


class Matcher:
    """Finds duplicates of one object; ``company``: the field whose value belongs to the name."""

    def __init__(self, actor: Actor, obj: Obj, company: str = "") -> None:
        known = actor.fields(obj)
        names = obj.entity.duplicates if obj.entity else ()
        specs = [known[n] for n in names if n in known]
        self.actor = actor
        self._obj = obj
        self._company = company
        self._many = [s for s in specs if s.kind.many]
        self._single = [s for s in specs if s.kind.name == "text" and s.name != obj.title_field]
        self._by_name = obj.title_field in names
        self._persons = "last_name" in known and obj.title.read_only
        self._number = self._single[0].name if self._single else ""
        self._names: Names | None = None
        if self._by_name and not self._persons:
            self._names = Names(actor, obj, "write", self._number)
        self._by_id: dict[UUID, Seen] = {}
        self._seen: dict[Key, Seen] = {}

    def keys(self, values: dict[str, Any], company: str = "") -> list[Key]:
        """What a record's values have in common with those of its duplicates, the surest first."""
        found: list[Key] = []
        for spec in self._single:
            value = number_in(values, spec.name)
            found += [(spec.name, value)] if value else []
        for spec in self._many:
            key = getattr(spec.kind, "key", None)
            if key is not None:
                found += [(spec.name, key(item["value"])) for item in values.get(spec.name) or ()]
        title = fold(title_of(values))
        reached = any(name in ("phones", "emails") for name, _norm in found)
        if self._by_name and self._persons and title and (company or not reached):
            found.append(("name", f"{_sorted(title)}\0{company}"))
        return found

    def match(self, rows: Sequence[Row], companies: dict[int, str]) -> None:
        """Set ``twin`` (earlier in the file), ``target`` (in the base), or for a new row ``seen``.

        companies: row number -> id of the row's company, also of one that is still to be made.
        """
        asked = {row.number: self.keys(row.values, companies.get(row.number, "")) for row in rows}
        named = {row.number: self._named(row) for row in rows}
        hits = self._hits([key for keys in asked.values() for key in keys])
        base = self._writable(hits, [key for key in named.values() if key])
        for row in rows:
            keys = asked[row.number]
            row.twin = self._file_match(row, keys)
            row.target = None if row.twin else self._base_match(row, keys, base)
            self._match_name(row, base)
            if row.twin is None and row.target is None:
                row.seen = self._remember(row, keys)
            else:
                self._join(row, keys)

    def _named(self, row: Row) -> UUID | None:
        """The record of this name, of objects that are known by their name alone."""
        if self._names is None:
            return None
        return self._names.find(row.title, number_in(row.values, self._number))

    def _match_name(self, row: Row, base: Base) -> None:
        """By name alone; asked anew, for a row of the same batch may have brought the name."""
        key = None if row.target or row.twin else self._named(row)
        while key is not None and (seen := self._by_id.get(key)) is not None:
            if not seen.failed:
                row.twin = seen
                return
            self._forget(key, seen.title)
            key = self._named(row)
        if key in base.titles:
            row.target = key

    def _forget(self, key: UUID, title: str) -> None:
        if self._names is not None:
            self._names.forget(key, title)

    def _join(self, row: Row, keys: list[Key]) -> None:
        """What a row adds to a known record also finds that record for later rows."""
        seen = row.twin or Seen(row.number, row.target or row.id, row.title)
        for key in keys:
            self._seen.setdefault(key, seen)

    def _remember(self, row: Row, keys: list[Key]) -> Seen:
        """Let later rows know of this one, which will be written as a new record."""
        seen = self._by_id[row.id] = Seen(row.number, row.id, row.title)
        for key in keys:
            known = self._seen.get(key)
            if known is None or known.failed:
                self._seen[key] = seen
        if self._names is not None:
            self._names.add(row.id, row.title, number_in(row.values, self._number))
        return seen

    def _base_match(self, row: Row, keys: list[Key], base: Base) -> UUID | None:
        for key in keys:
            for record in base.hits.get(key, ()):
                title = base.titles.get(record)
                if title is not None and not self._differ(key, row.title, title):
                    return record
        return None

    def _file_match(self, row: Row, keys: list[Key]) -> Seen | None:
        for key in keys:
            seen = self._seen.get(key)
            if seen and not seen.failed and not self._differ(key, row.title, seen.title):
                return seen
        return None

    def _differ(self, key: Key, title: str, other: str) -> bool:
        """Whether a shared phone or address still belongs to two."""
        return key[0] in ("phones", "emails") and strangers(title, other)

    def _hits(self, keys: Iterable[Key]) -> dict[Key, list[UUID]]:
        """Records of the base that share a key, whoever may see them."""
        wanted: dict[str, set[str]] = {}
        for name, norm in keys:
            wanted.setdefault(name, set()).add(norm)
        hits: list[tuple[Key, UUID]] = []
        for spec in self._many:
            hits += self._by_value(spec, wanted.get(spec.name, set()))
        for spec in self._single:
            hits += self._by_column(spec, wanted.get(spec.name, set()))
        if self._persons:
            hits += self._by_person(wanted.get("name", set()))
        found: dict[Key, list[UUID]] = {}
        for key, record in hits:
            found.setdefault(key, []).append(record)
        return found

    def _writable(self, hits: dict[Key, list[UUID]], more: list[UUID]) -> Base:
        """Only what the importer may write; of anything else he must not learn."""
        ids = list(dict.fromkeys([*(r for records in hits.values() for r in records), *more]))
        titles: dict[UUID, str] = {}
        for at in range(0, len(ids), BATCH):
            part = ids[at : at + BATCH]
            found = reachable(self.actor, self._obj.name, part, "read")
            found = reachable(self.actor, self._obj.name, found, "write")
            titles.update({k: f.title for k, f in found.items() if not f.deleted})
        return Base(hits, titles)

    def _by_value(self, spec: FieldSpec, norms: set[str]) -> list[tuple[Key, UUID]]:
        def rows() -> Any:
            known = Value.objects.filter(object=self._obj.name, field=spec.name)
            return known.values_list("norm", "record")

        key = ("value", self._obj.name, spec.name)
        return [
            ((spec.name, norm), record) for norm, record in self._among(key, rows, "norm", norms)
        ]

    def _by_column(self, spec: FieldSpec, values: set[str]) -> list[tuple[Key, UUID]]:
        def rows() -> Any:
            return self._obj.twin.objects.order_by("id").values_list(spec.path, "id")

        key = ("column", self._obj.name, spec.name)
        found = self._among(key, rows, spec.path, values)
        return [((spec.name, value), record) for value, record in found]

    def _by_person(self, norms: set[str]) -> list[tuple[Key, UUID]]:
        """Persons by name, in whatever order its words are stored, and company."""
        asked: dict[str, set[Key]] = {}
        for norm in norms:
            for order in _orders(norm.partition("\0")[0]):
                asked.setdefault(order, set()).add(("name", norm))
        title = self._obj.title.column("_key")
        paths = [title, "id", *([f"{self._company}_id"] if self._company else [])]

        def rows() -> Any:
            return self._obj.twin.objects.order_by("id").values_list(*paths)

        hits = []
        for name, record, *rest in self._among(("person", self._obj.name), rows, title, asked):
            company = str(as_key(rest[0])) if rest and rest[0] else ""
            hits += [(key, record) for key in asked[name] if key[1].partition("\0")[2] == company]
        return hits

    def _among(
        self, key: tuple[str, ...], rows: Callable[[], Any], path: str, texts: Iterable[str]
    ) -> Iterator[tuple[Any, ...]]:
        """Rows whose column is one of some texts; the id, in second place, as one."""
        shapes = self.actor.world.shapes
        for part in _parts(texts):
            for text, record, *rest in found_among(shapes, ("import", *key), rows, path, part):
                yield text, as_key(record), *rest


def _parts(values: Iterable[str]) -> Iterable[list[str]]:
    items = sorted(values)
    for at in range(0, len(items), BATCH):
        yield items[at : at + BATCH]


def _sorted(title: str) -> str:
    return " ".join(sorted(title.split()))


def _orders(words: str) -> set[str]:
    """The orders in which the words of a name are stored: any, for up to three words."""
    parts = words.split()
    if len(parts) > 3:
        return {words}
    return {" ".join(order) for order in permutations(parts)}


def strangers(one: str, other: str) -> bool:
    """Whether two names, written in the same letters, share no word and no initial."""
    mine, theirs = bare(fold(one)).split(), bare(fold(other)).split()
    if not mine or not theirs or _is_number(one) or _is_number(other):
        return False
    if _cyrillic(mine) != _cyrillic(theirs):
        return False
    return not any(a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for a in mine for b in theirs)


def _is_number(title: str) -> bool:
    """Whether somebody is named by his phone or mail address only."""
    return "@" in title or title.lstrip("+").replace(";ext=", "").isdecimal()


def _cyrillic(words: list[str]) -> bool:
    return any("а" <= char <= "я" for word in words for char in word)
