"""Duplicates: the hint while a client is typed, and the groups that stand in the base.

Only what the asker may read is named. Of a duplicate that he may not read he learns, when
HINT_HIDDEN is on, that the firm has this client and with whom to speak, and nothing else; that
needs a whole phone number, mail address or tax number that he typed himself, the right to create
such records and the right to read that field. Names never give such a hint: they could be guessed
from a list. Switching it off hides even that, at the price of two people serving one client.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor
from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.text import search_terms
from kartei.platform.meta.errors import bad_question
from kartei.platform.meta.spec import FieldSpec
from kartei.platform.meta.world import Obj
from kartei.platform.records.draft import Draft
from kartei.platform.records.duplicates import duplicates
from kartei.platform.records.search import exact_hits, shows_note
from kartei.platform.records.wire import as_key

__all__ = ["duplicates", "similar"]

HINT_HIDDEN = True
#: Values looked at per field, and duplicates shown.
MAX_VALUES = 10
MOST = 10
#: What both questions give: record, field, and what rights and the hint need.
SHOWN = "s.owner, s.unit, s.title, s.note"
MANY = (
    f"SELECT v.record, v.field, {SHOWN} FROM records_value v "  # noqa: S608 - constants
    "JOIN records_search s ON s.record = v.record WHERE v.field = %s AND v.object = %s "
    "AND v.norm IN ({marks}) AND s.deleted = %s"
)
ONE = (
    f"SELECT s.record, %s, {SHOWN} FROM {{table}} t "  # noqa: S608 - names of our own columns
    "JOIN records_search s ON s.record = t.id WHERE t.{column} = %s AND s.deleted = %s"
)


@dataclass(slots=True)
class Hit:
    """A possible duplicate: what rights need, and the fields it shares. seen: known readable."""

    owner: UUID | None
    unit: UUID | None
    title: str
    note: str
    why: list[str] = field(default_factory=list)
    seen: bool = False


def similar(actor: Actor, name: str, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """``[{"record": {"id","title","note"}, "why": [fields]}]`` for the fields typed so far.

    ``id`` among the values leaves the record itself out. At most three questions.
    """
    obj = actor.obj(name)
    actor.must(name, "read")
    fields = watched(actor, obj)
    draft = typed(actor, obj, values)
    hits = by_keys(obj, fields, draft)
    if obj.title_field in {f.name for f in fields}:
        by_name(actor, obj, draft, hits)
    itself = own_id(values)
    if itself is not None:
        hits.pop(itself, None)
    return shown(actor, obj, hits)


def own_id(values: Mapping[str, Any]) -> UUID | None:
    """The record being edited."""
    raw = values.get("id")
    try:
        return UUID(raw) if isinstance(raw, str) else None
    except ValueError as err:
        raise bad_question(_("“id” is no record id"), "query.value") from err


def watched(actor: Actor, obj: Obj) -> list[FieldSpec]:
    """The fields whose equality hints at a duplicate, as far as the asker may read them."""
    names = obj.entity.duplicates if obj.entity else ()
    known = actor.fields(obj)
    return [known[n] for n in names if n in known]


def plain_text(spec: FieldSpec, obj: Obj) -> bool:
    """A number such as the tax id: compared as stored."""
    return spec.kind.name == "text" and spec.name != obj.title_field and not spec.runtime


def typed(actor: Actor, obj: Obj, values: Mapping[str, Any]) -> Draft:
    """What was typed, as a draft: what cannot be understood yet is passed over, names computed."""
    draft = Draft(actor, obj, UUID(int=0), "create")
    known = actor.fields(obj)
    for name, raw in values.items():
        spec = known.get(name)
        if spec is None or spec.lines is not None or spec.name == "id":
            continue
        for part in raw[:MAX_VALUES] if spec.kind.many and isinstance(raw, list) else [raw]:
            take(draft, spec, part)
    if obj.before:
        obj.before(draft)
    return draft


def take(draft: Draft, spec: FieldSpec, raw: Any) -> None:
    """One typed value; half a phone number is no fault here, it only matches nothing."""
    try:
        value = spec.kind.parse([raw] if spec.kind.many else raw, spec, draft.actor.ctx)
    except ValueFault:
        return
    if spec.kind.many:
        value = [*draft.new.get(spec.name, []), *value]
    draft.new[spec.name] = value


def by_keys(obj: Obj, fields: list[FieldSpec], draft: Draft) -> dict[UUID, Hit]:
    """Records with an equal phone, mail address or number, whoever may read them; one question."""
    parts, params = [], []
    for spec in fields:
        value = draft.new.get(spec.name)
        if spec.kind.many:
            norms = list(dict.fromkeys(norm for _tag, norm in spec.kind.index(value or [], spec)))
            if norms:
                parts.append(MANY.format(marks=", ".join(["%s"] * len(norms))))
                params += [spec.name, obj.name, *norms, False]
        elif value and plain_text(spec, obj):
            parts.append(ONE.format(table=obj.table, column=spec.path))
            params += [spec.name, value, False]
    if not parts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts) + " LIMIT 200", params)
        rows = cursor.fetchall()
    found: dict[UUID, Hit] = {}
    for record, name, owner, unit, title, note in rows:
        hit = found.setdefault(UUID(str(record)), Hit(as_key(owner), as_key(unit), title, note))
        if name not in hit.why:
            hit.why.append(name)
    return found


def by_name(actor: Actor, obj: Obj, draft: Draft, hits: dict[UUID, Hit]) -> None:
    """Readable records of the same name, words in any order, legal form and quotes aside.

    Two people of one name in two different companies are two people.
    """
    name = draft.get(obj.title_field)
    words = set(search_terms(name)) if name else set()
    letters = "".join(words)
    if len(letters) < 3 or not any(c.isalpha() for c in letters) or "@" in letters:
        return
    same = [
        (key, title, note)
        for _object, key, title, note in exact_hits(actor, [obj.name], name, False, 200)
        if set(search_terms(title)) == words
    ]
    others = elsewhere(obj, draft, [key for key, _title, _note in same])
    for key, title, note in same:
        if key in hits or key not in others:
            hit = hits.setdefault(key, Hit(None, None, title, note))
            hit.seen = True
            hit.why.append(obj.title_field)


def elsewhere(obj: Obj, draft: Draft, keys: list[UUID]) -> set[UUID]:
    """Those of some records that belong to another company than the one typed."""
    parents = [
        obj.fields[n]
        for n in (obj.entity.timeline if obj.entity else ())
        if obj.fields[n].kind.name == "link" and draft.new.get(n)
    ]
    if not parents or not keys:
        return set()
    paths = [f"{p.path}_id" for p in parents]
    found = set()
    for key, *links in obj.twin.objects.filter(pk__in=keys).values_list("id", *paths):
        mine = [draft.new[p.name] for p in parents]
        if any(a is not None and a != b for a, b in zip(links, mine, strict=True)):
            found.add(key)
    return found


def shown(actor: Actor, obj: Obj, hits: Mapping[UUID, Hit]) -> list[dict[str, Any]]:
    """The hits as the asker may see them, those that share most first."""
    found: list[dict[str, Any]] = []
    hinted = HINT_HIDDEN and actor.may(obj.name, "create")
    noted = shows_note(actor, obj.name)
    for key, hit in sorted(hits.items(), key=lambda item: (-len(item[1].why), item[1].title)):
        if hit.seen or actor.reaches(obj.name, "read", hit.owner, hit.unit, key):
            record = {"id": str(key), "title": hit.title, "note": hit.note if noted else ""}
            found.append({"record": record, "why": hit.why})
        elif hinted:
            owner = actor.roster.user_names.get(hit.owner, "") if hit.owner else ""
            why = [n for n in hit.why if n != obj.title_field]
            found.append({"record": None, "why": why, "owner": owner})
    return found[:MOST]
