"""From drafts to rows: base table, side table, values, lines, search text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor
from kartei.platform.kit.text import fold, search_text
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.spec import FieldSpec
from kartei.platform.meta.world import LinesObj, Obj
from kartei.platform.records import rows
from kartei.platform.records.draft import Draft
from kartei.platform.records.models import SearchEntry, Value
from kartei.platform.records.shape import In, Shape, Slot, kept, padded
from kartei.platform.records.wire import as_key

BATCH = 500


def load(actor: Actor, obj: Obj, ids: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """All values of some records as Python values, lines included; the write path's view."""
    from kartei.platform.records.question import ID

    wanted = list(dict.fromkeys(ids))
    if not wanted:  # PostgreSQL knows no empty list
        return {}
    specs = [s for s in obj.fields.values() if s.lines is None]
    paths = list(dict.fromkeys(s.column(x) for s in specs for x in s.kind.read(s)))
    at = {path: i for i, path in enumerate(paths)}
    size = len(padded(wanted))

    def make() -> Shape:
        slots = [Slot(n, ID) for n in range(size)]
        return Shape(obj.twin.objects.order_by().filter(In("id", slots)).values_list(*paths))

    rows = kept(actor.world.shapes, ("load", obj.name, size), make).rows(padded(wanted))
    found: dict[UUID, dict[str, Any]] = {}
    for row in rows:
        key = as_key(row[at["id"]])
        if key is None:
            continue
        found[key] = {
            s.name: s.kind.load([row[at[s.column(x)]] for x in s.kind.read(s)], s) for s in specs
        }
    for name, lines in obj.lines.items():
        for key, children in load_lines(lines, found).items():
            found[key][name] = children
    return found


def load_lines(lines: LinesObj, keys: Iterable[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    """Child rows by parent, in their order."""
    specs = list(lines.fields.values())
    paths = list(dict.fromkeys(s.column(x) for s in specs for x in s.kind.read(s)))
    by = f"{lines.declared.by}_id"
    found: dict[UUID, list[dict[str, Any]]] = {k: [] for k in keys}
    rows = lines.twin.objects.filter(**{f"{by}__in": list(found)}).order_by(by, "position")
    for parent, line_id, *row in rows.values_list(by, "id", *paths):
        at = dict(zip(paths, row, strict=True))
        values = {s.name: s.kind.load([at[s.column(x)] for x in s.kind.read(s)], s) for s in specs}
        found[parent].append({"id": line_id, **values})
    return found


def column_values(draft: Draft, names: Iterable[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """(base columns, side columns) for some fields of a draft."""
    base: dict[str, Any] = {}
    side: dict[str, Any] = {}
    for name in names:
        spec = draft.obj.fields[name]
        if spec.lines is not None:
            continue
        into = side if spec.path.startswith("x__") else base
        for suffix, value in spec.kind.store(draft.new[name], spec, draft.actor.ctx).items():
            into[spec.name + suffix] = value
    return base, side


def insert(drafts: list[Draft], now: datetime) -> None:
    """Write new records."""
    obj = drafts[0].obj
    kept_tables = drafts[0].actor.world.derived
    table = rows.table_of(kept_tables, obj.twin)
    fresh, sides = [], []
    for draft in drafts:
        base, side = column_values(draft, draft.new)
        base.update(id=draft.id, created_at=now, changed_at=now, version=1)
        fresh.append(table.from_dict(base))
        if side and obj.side is not None:
            sides.append({"base_id": draft.id, **side})
    rows.insert(table, fresh)
    if sides:
        beside = rows.table_of(kept_tables, obj.side)
        rows.insert(beside, [beside.from_dict(side) for side in sides])
    save_values(drafts)
    save_lines(drafts)
    save_search(drafts)


def update(drafts: list[Draft], now: datetime) -> None:
    """Write changes; a record changed meanwhile is a 412 for one, a refusal for many."""
    obj = drafts[0].obj
    updates = rows.Updates(drafts[0].actor.world.derived, obj.twin, "version = version + 1")
    for draft in drafts:
        names = [n for n in draft.changed() if n not in ("version", "changed_at")]
        base, side = column_values(draft, names)
        updates.add({**base, "changed_at": now}, {"id": draft.id, "version": draft.version})
        if side:
            write_side(draft, side)
    if updates.run() != len(drafts):
        raise stale()
    save_values([d for d in drafts if any(d.obj.fields[n].kind.many for n in d.new)])
    save_lines(drafts)
    save_search(drafts)


def update_computed(drafts: Sequence[Draft]) -> None:
    """Write computed values; the version of the records stays."""
    write_columns(drafts)
    save_lines(list(drafts))
    save_search(list(drafts))


def write_columns(drafts: Sequence[Draft]) -> None:
    """Write the columns of changed values, and nothing else."""
    obj = drafts[0].obj
    updates = rows.Updates(drafts[0].actor.world.derived, obj.twin)
    sides: dict[tuple[str, ...], list[Any]] = {}
    for draft in drafts:
        base, side = column_values(draft, draft.changed())
        if base:
            updates.add(base, {"id": draft.id})
        if side:
            sides.setdefault(tuple(side), []).append(obj.side(base_id=draft.id, **side))
    updates.run()
    for names, beside in sides.items():
        write_sides(obj, names, beside)


def write_side(draft: Draft, side: dict[str, Any]) -> None:
    """Runtime columns of one record, whether or not its side row is there."""
    write_sides(draft.obj, tuple(side), [draft.obj.side(base_id=draft.id, **side)])


def write_sides(obj: Obj, names: Sequence[str], beside: list[Any]) -> None:
    """The same columns of some side rows, whether or not the rows are there."""
    upsert_sides(obj.side, names, beside)


def upsert_sides(side: Any, names: Sequence[str], beside: list[Any]) -> None:
    """Columns of some rows of a side table, whether or not the rows are there."""
    known = {f.attname: f.name for f in side._meta.local_fields}  # a link's column ends in _id
    side.objects.bulk_create(
        beside,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["base"],
        update_fields=[known[column] for column in names],
    )


def stale() -> Refusal:
    """Somebody else changed the record first."""
    return Refusal(
        "records.stale", _("This record was changed by someone else meanwhile"), status=412
    )


VALUE = ("object", "record", "field", "tag", "norm")


def save_values(drafts: list[Draft]) -> None:
    """The normal forms of many-valued fields."""
    fresh = []
    old: dict[tuple[str, ...], list[UUID]] = {}
    for draft in drafts:
        names = [n for n in draft.new if draft.obj.fields[n].kind.many]
        if not names:
            continue
        if not draft.creating:
            old.setdefault(tuple(names), []).append(draft.id)
        for name in names:
            spec = draft.obj.fields[name]
            pairs = dict.fromkeys(spec.kind.index(draft.new[name] or [], spec))
            fresh += [(draft.obj.name, draft.id, name, tag, norm[:500]) for tag, norm in pairs]
    for fields, ids in old.items():
        Value.objects.filter(record__in=ids, field__in=fields).delete()
    if fresh:
        table = rows.table_of(rows.OWN, Value, VALUE)
        rows.insert(table, [table.row(values) for values in fresh])


def save_lines(drafts: list[Draft]) -> None:
    """Child rows: those no longer named go, the rest are written in their order."""
    for draft in drafts:
        for name, lines in draft.obj.lines.items():
            if name in draft.new and draft.new[name] != draft.old.get(name):
                write_lines(draft, lines, draft.new[name] or [])


def write_lines(draft: Draft, lines: LinesObj, values: list[dict[str, Any]]) -> None:
    """The child rows of one record; a row that stays keeps what its retired fields hold."""
    by = f"{lines.declared.by}_id"
    mine = lines.twin.objects.filter(**{by: draft.id})
    left = {line["id"] for line in values}
    gone = [key for key in mine.values_list("id", flat=True) if key not in left]
    for at in range(0, len(gone), BATCH):
        mine.filter(id__in=gone[at : at + BATCH]).delete()
    there = set(mine.values_list("id", flat=True))
    fresh: list[Any] = []
    changed: list[Any] = []
    beside: list[Any] = []
    for position, line in enumerate(values):
        base, side = line_columns(draft, lines, line)
        child = lines.twin(id=line["id"], position=position, **{by: draft.id}, **base)
        (changed if line["id"] in there else fresh).append(child)
        if side:
            beside.append(lines.side(base_id=line["id"], **side))
    lines.twin.objects.bulk_create(fresh, batch_size=BATCH)
    if changed:
        columns = [f.name for f in lines.twin._meta.local_fields if not f.primary_key]
        lines.twin.objects.bulk_create(
            changed,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=columns,
        )
    if beside:
        upsert_sides(lines.side, tuple(side), beside)


def line_columns(
    draft: Draft, lines: LinesObj, line: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """(base columns, side columns) of one child row."""
    base: dict[str, Any] = {}
    side: dict[str, Any] = {}
    for name, spec in lines.fields.items():
        if name in line or spec.runtime:
            stored = spec.kind.store(line.get(name), spec, draft.actor.ctx)
            (side if spec.runtime else base).update({name + x: v for x, v in stored.items()})
    return base, side


def searched(obj: Obj) -> list[FieldSpec]:
    """The fields of the search text; guarded ones never are."""
    names = obj.entity.search if obj.entity else ()
    texts = [s.name for s in obj.fields.values() if s.runtime and s.kind.name in SEARCHED_KINDS]
    chosen = [obj.title_field, *(n for n in names if n != obj.title_field), *texts]
    return [obj.fields[n] for n in chosen if n in obj.fields and not obj.fields[n].guarded]


SEARCHED_KINDS = ("text", "fullname", "phones", "emails", "sites", "messengers")


def words_of_record(specs: Iterable[FieldSpec], values: dict[str, Any]) -> str:
    """The search text out of some fields."""
    return search_text(*(w for s in specs for w in s.kind.search(values.get(s.name), s)))


def save_search(drafts: list[Draft]) -> None:
    """The search entries of records whose searched fields, owner or title change."""
    if not drafts:
        return
    obj = drafts[0].obj
    specs = searched(obj)
    names = {s.name for s in specs} | {"owner", "unit", "deleted"}
    names.add(obj.entity.note_field if obj.entity and obj.entity.note_field else "")
    due = [d for d in drafts if d.creating or names & set(d.new)]
    if due:
        write_search([search_row(d, specs) for d in due], fresh=due[0].creating)


def search_row(draft: Draft, specs: list[FieldSpec]) -> dict[str, Any]:
    """The columns of one search entry."""
    values = {**draft.old, **draft.new}
    title = str(values.get(draft.obj.title_field) or "")[:300]
    entity = draft.obj.entity
    note = values.get(entity.note_field) if entity and entity.note_field else None
    owned = draft.obj.owned  # an owner-less object may use these names for fields of its own
    return {
        "object": draft.obj.name,
        "record": draft.id,
        "owner": values.get("owner") if owned else None,
        "unit": values.get("unit") if owned else None,
        "title": title,
        "title_key": fold(title),
        "note": str(note or "")[:300],
        "text": words_of_record(specs, values),
        "deleted": bool(values.get("deleted")),
    }


def write_search(entries: list[dict[str, Any]], *, fresh: bool) -> None:
    """Insert or replace search entries and, on SQLite, their full-text rows."""
    known: dict[UUID, int] = {}
    if not fresh:
        ids = [e["record"] for e in entries]
        known = dict(SearchEntry.objects.filter(record__in=ids).values_list("record", "id"))
    there = [e for e in entries if e["record"] in known]
    if there:
        updates = rows.Updates(rows.OWN, SearchEntry)
        for entry in there:
            updates.add(entry, {"id": known[entry["record"]]})
        updates.run()
        index_text([(known[e["record"]], e["text"]) for e in there], replace=True)
    new = [e for e in entries if e["record"] not in known]
    if new:
        table = rows.table_of(rows.OWN, SearchEntry, tuple(new[0]))
        made = [table.row(entry.values()) for entry in new]
        if connection.vendor == "postgresql":
            rows.insert(table, made)
            return
        numbers = rows.insert_numbered(SearchEntry, table, made)
        index_text([(n, e["text"]) for n, e in zip(numbers, new, strict=True)], replace=False)


def index_text(texts: list[tuple[int, str]], *, replace: bool) -> None:
    """The trigram index of SQLite; PostgreSQL indexes the column itself."""
    if connection.vendor != "sqlite" or not texts:
        return
    with connection.cursor() as cursor:
        if replace:
            cursor.executemany(
                "DELETE FROM records_fts WHERE rowid = %s", [(n,) for n, _text in texts]
            )
        cursor.executemany("INSERT INTO records_fts(rowid, text) VALUES (%s, %s)", texts)
