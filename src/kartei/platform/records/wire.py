"""From rows of the database to the JSON form of records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from typing import Any
from uuid import UUID

from django.db import connection

from kartei.platform.access.actor import Actor
from kartei.platform.kit.money import currency_digits
from kartei.platform.meta.spec import FieldSpec
from kartei.platform.meta.world import Obj
from kartei.platform.records.question import Question, apply_aliases, link_alias
from kartei.platform.records.shape import In, Shape, kept, padded

Row = Sequence[Any]
#: From the rows of an answer to the values of one field.
Maker = Callable[[Sequence[Row]], list[Any]]
#: How a field of several values looks in the database when it is empty.
EMPTY_LISTS = (None, "[]")


def text_id(value: Any) -> str | None:
    """An id in its dashed form; SQLite holds 32 hexadecimal digits."""
    if value is None:
        return None
    if isinstance(value, str):
        if len(value) == 36:
            return value
        return f"{value[:8]}-{value[8:12]}-{value[12:16]}-{value[16:20]}-{value[20:]}"
    return str(value)


def as_key(value: Any) -> UUID | None:
    """The same as a UUID."""
    if value is None or isinstance(value, UUID):
        return value
    return UUID(value)


def money(minor: int | None, currency: str | None) -> dict[str, str] | None:
    """``{"amount", "currency"}`` from columns, without going through objects."""
    if minor is None or not currency:
        return None
    digits = currency_digits(currency)
    if not digits:
        return {"amount": str(minor), "currency": currency}
    sign = "-" if minor < 0 else ""
    text = str(abs(minor)).rjust(digits + 1, "0")
    return {"amount": f"{sign}{text[:-digits]}.{text[-digits:]}", "currency": currency}


class Reader:
    """The columns that some fields need, and how each field is put together from rows.

    Fields are made one after the other for all rows, not row by row: a list costs one call per
    field then, not one per value.
    """

    def __init__(self, actor: Actor, question: Question, specs: Iterable[FieldSpec]) -> None:
        self.actor = actor
        self.obj = question.obj
        self.paths: list[str] = []
        self.names: list[str] = []
        self.makers: list[Maker] = []
        self.later: list[FieldSpec] = []
        for spec in specs:
            if spec.kind.name == "lines":
                self.later.append(spec)
                continue
            self.names.append(spec.name)
            self.makers.append(self.maker(question, spec))

    def asked_by(self, actor: Actor) -> Reader:
        """The same columns for another question of somebody with the same rights."""
        found = copy(self)
        found.actor = actor
        return found

    def at(self, path: str) -> int:
        """The place of a column in the row; each is selected once."""
        if path in self.paths:
            return self.paths.index(path)
        self.paths.append(path)
        return len(self.paths) - 1

    def maker(self, question: Question, spec: FieldSpec) -> Maker:
        """How one field is read from rows."""
        kind = spec.kind
        if kind.name == "link":
            return self.link(question, spec)
        if kind.name == "money":
            minor, currency = self.at(spec.path), self.at(spec.path + "_cur")
            return lambda rows: [money(row[minor], row[currency]) for row in rows]
        if kind.name in ("file", "record", "links"):
            self.later.append(spec)
        at = [self.at(spec.column(suffix)) for suffix in kind.read(spec)]
        if len(at) == 1:
            return self.column(spec, at[0])
        return lambda rows: [kind.wire([row[i] for i in at], spec) for row in rows]

    def column(self, spec: FieldSpec, i: int) -> Maker:
        """A field of one column; most need no call per value."""
        kind = spec.kind
        if kind.name in ("text", "longtext", "choice"):
            return lambda rows: [row[i] or None for row in rows]
        if kind.name in ("integer", "date", "moment"):
            return lambda rows: [row[i] for row in rows]
        if kind.name in ("file", "id"):
            return lambda rows: [text_id(row[i]) for row in rows]
        if kind.many:
            return lambda rows: [
                [] if row[i] in EMPTY_LISTS else kind.wire((row[i],), spec) for row in rows
            ]
        return lambda rows: [kind.wire((row[i],), spec) for row in rows]

    def link(self, question: Question, spec: FieldSpec) -> Maker:
        """A link as {id, title}: from memory for small targets, by a join else."""
        key = self.at(spec.column("_id"))
        if spec.target is None or spec.target not in self.actor.world.objects:
            return lambda rows: [None for _row in rows]
        if spec.small_target:
            shown = faces(self.actor, spec.target)
            return lambda rows: [shown.get(row[key]) for row in rows]
        alias = link_alias(question, spec)
        target = self.actor.world.objects[spec.target]
        title = self.at(f"{alias}__{target.title.path}")
        named = self.actor.reads_title(target)
        # through a filtered alias an unreadable target has no id; it must show none
        seen = self.at(f"{alias}__id") if alias != spec.path else key
        return lambda rows: [
            None
            if row[seen] is None
            else {"id": text_id(row[seen]), "title": (row[title] or "") if named else ""}
            for row in rows
        ]

    def records(self, rows: Iterable[Row]) -> list[dict[str, Any]]:
        """The rows as dictionaries in JSON form, lists of links and files completed."""
        given = rows if isinstance(rows, list) else list(rows)
        names = self.names
        columns = [make(given) for make in self.makers]
        found = [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]
        if self.later and found:
            complete(self.actor, self.obj, self.later, found)
        return found


def face(key: UUID, title: str, color: str | None) -> dict[str, Any]:
    """A link to a small target in JSON form."""
    shown: dict[str, Any] = {"id": str(key), "title": title}
    if color:
        shown["color"] = color
    return shown


def faces(actor: Actor, name: str) -> dict[Any, dict[str, Any]]:
    """All records of a small object as links show them, by their key in the database's own form.

    Kept under the access version and shared by all answers: nobody may change what he gets. Who may
    not read the whole object gets what he may.
    """
    whole = actor.scope(name, "read").kind == "all"
    known: dict[Any, dict[str, Any]] | None = None
    if whole:
        known = actor.roster.kept.get(("faces", name))
    if known is None:
        titles = small_titles(actor, name)
        hexed = connection.vendor == "sqlite"
        known = {(k.hex if hexed else k): face(k, *shown) for k, shown in titles.items()}
        if whole:
            actor.roster.kept["faces", name] = known
    return known


def linked(value: Any, titles: dict[UUID, tuple[str, str | None]]) -> dict[str, Any] | None:
    """A link to a record whose title is known; an unknown id shows nothing."""
    key = as_key(value)
    known = titles.get(key) if key is not None else None
    return None if key is None or known is None else face(key, *known)


def small_titles(actor: Actor, name: str) -> dict[UUID, tuple[str, str | None]]:
    """Titles (and colours) of the readable records of a small object: all of them, or those shared.

    Few of these objects are closed to anybody (own firms can be), none belongs to people.
    """
    scope = actor.scope(name, "read")
    known = all_titles(actor, name)
    return known if scope.kind == "all" else {k: known[k] for k in scope.shares if k in known}


def all_titles(actor: Actor, name: str) -> dict[UUID, tuple[str, str | None]]:
    """The same whoever asks, kept under the access version."""
    roster = actor.roster
    known = roster.titles.get(name)
    if known is None:
        obj = actor.world.objects[name]
        color = "color" if "color" in obj.fields else None
        paths = ["id", obj.title.path, *([color] if color else [])]
        rows = obj.twin.objects.values_list(*paths)
        known = {r[0]: (r[1], r[2] if color else None) for r in rows}
        roster.titles[name] = known
    return known


def complete(actor: Actor, obj: Obj, specs: list[FieldSpec], records: list[dict[str, Any]]) -> None:
    """Fill in what needs a second question: lists of links, files, links to any object, lines."""
    for spec in specs:
        if spec.kind.name == "links":
            complete_links(actor, spec, records)
        elif spec.kind.name == "file":
            complete_files(spec, records)
        elif spec.kind.name == "record":
            complete_targets(actor, spec, records)
        elif spec.kind.name == "lines":
            complete_lines(actor, obj, spec, records)


def complete_links(actor: Actor, spec: FieldSpec, records: list[dict[str, Any]]) -> None:
    """Ids become {id, title, color}; unreadable and vanished targets are left out."""
    wanted = {UUID(k) for r in records for k in r[spec.name] or []}
    if not wanted:
        return
    titles = titles_of(actor, spec.target or "", wanted)
    for record in records:
        shown = [linked(k, titles) for k in record[spec.name] or []]
        record[spec.name] = [item for item in shown if item]


def titles_of(actor: Actor, name: str, ids: set[UUID]) -> dict[UUID, tuple[str, str | None]]:
    """Titles of the readable ones among some records."""
    from kartei.platform.records.facts import readable_titles

    if not ids or name not in actor.world.objects:
        return {}
    if actor.world.objects[name].small:
        return small_titles(actor, name)
    return {k: (title, None) for k, title in readable_titles(actor, name, ids).items()}


def complete_files(spec: FieldSpec, records: list[dict[str, Any]]) -> None:
    """File ids become what a page needs to show them."""
    from kartei.platform.records.models import StoredFile

    wanted = {r[spec.name] for r in records if r[spec.name]}
    if not wanted:
        return
    found = {str(f.id): file_wire(f) for f in StoredFile.objects.filter(pk__in=wanted)}
    for record in records:
        record[spec.name] = found.get(record[spec.name] or "")


def file_wire(row: Any) -> dict[str, Any]:
    """A stored file in its JSON form."""
    picture = row.width is not None
    return {
        "id": str(row.id),
        "name": row.name,
        "type": row.type,
        "size": row.size,
        "url": f"/api/v1/files/{row.id}",
        "thumb": f"/api/v1/files/{row.id}/thumb" if picture else None,
    }


def complete_targets(actor: Actor, spec: FieldSpec, records: list[dict[str, Any]]) -> None:
    """Links to any object get their titles, one question per object."""
    wanted: dict[str, set[UUID]] = {}
    for record in records:
        value = record[spec.name]
        if value:
            wanted.setdefault(value["object"], set()).add(UUID(value["id"]))
    known = {name: titles_of(actor, name, ids) for name, ids in wanted.items()}
    for record in records:
        value = record[spec.name]
        if value:
            title = known[value["object"]].get(UUID(value["id"]))
            record[spec.name] = {**value, "title": title[0]} if title else None


def complete_lines(actor: Actor, obj: Obj, spec: FieldSpec, records: list[dict[str, Any]]) -> None:
    """Child rows of the records, without the columns that the asker may not read."""
    from django.db.models import UUIDField

    lines = obj.lines[spec.name]
    question = Question(actor, obj)
    reader = Reader(actor, question, spec.lines.values())
    by = f"{lines.declared.by}_id"
    at = {path: reader.at(path) for path in (by, "id", "position")}
    parents = [UUID(r["id"]) for r in records]
    slots = [question.value(k, UUIDField()) for k in padded(parents)]

    def make() -> Shape:
        rows = apply_aliases(question, lines.twin.objects.order_by(by, "position"))
        rows = rows.filter(In(by, [question.slot(n) for n in slots]))
        return Shape(rows.values_list(*reader.paths))

    key = ("lines", obj.name, spec.name, tuple(reader.paths), len(slots), tuple(question.aliases))
    rows = kept(actor.world.shapes, key, make).rows(question.values)
    found: dict[str, list[dict[str, Any]]] = {r["id"]: [] for r in records}
    for row, line in zip(rows, reader.records(rows), strict=True):
        line["id"] = text_id(row[at["id"]])
        line["position"] = row[at["position"]]
        found[text_id(row[at[by]]) or ""].append(line)
    for record in records:
        record[spec.name] = found[record["id"]]
