"""The journal's values as words in the asker's language, under his rights to fields and links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import ngettext

from kartei.platform.access import role_words
from kartei.platform.access.actor import Actor
from kartei.platform.kit.faults import ValueFault
from kartei.platform.meta.spec import FieldSpec
from kartei.platform.records.models import StoredFile
from kartei.platform.records.wire import titles_of

#: Fields whose change says nothing to people.
SILENT = ("deleted", "version", "created_at", "changed_at", "id")
#: Kinds whose change is told cell by cell.
RIGHTS = ("grants", "field_rights")
LONGEST = 500
Titles = dict[tuple[str, str], str]


def told_fields(
    actor: Actor, name: str, changes: Mapping[str, Any], at: datetime | None = None
) -> list[tuple[FieldSpec, Any, Any]]:
    """(field, old, new) of what the asker may know of a journal row's changes, in JSON form.

    at: when it was written; a field whose kind was changed since is told as it was then.
    """
    obj = actor.world.objects.get(name)
    if obj is None:
        return []
    known = actor.fields(obj)
    found = []
    for field, pair in changes.items():
        spec = known.get(field)
        if spec is None or spec.hidden or field in SILENT:
            continue
        old, new = pair
        if spec.lines is not None:
            old, new = seen_lines(spec, old), seen_lines(spec, new)
            if old == new:
                continue
        found.append((spec.as_of(at), old, new))
    return found


def seen_lines(spec: FieldSpec, lines: Any) -> list[dict[str, Any]]:
    """Child rows without columns that the asker may not read: their change must not be told."""
    kept = ("id", *spec.lines)
    return [{n: v for n, v in line.items() if n in kept} for line in lines or []]


def targets(fields: Iterable[tuple[FieldSpec, Any, Any]]) -> set[tuple[str, str]]:
    """(object, id) of every record that the values lead to; files under ``records.file``."""
    found: set[tuple[str, str]] = set()
    for spec, *pair in fields:
        for value in pair:
            if not value:
                continue
            if spec.kind.name == "link":
                found.add((spec.target or "", value))
            elif spec.kind.name == "links":
                found.update((spec.target or "", v) for v in value)
            elif spec.kind.name == "file":
                found.add(("records.file", value))
            elif spec.kind.name == "record":
                found.add((value["object"], value["id"]))
    return found


def titles(actor: Actor, wanted: set[tuple[str, str]]) -> Titles:
    """Titles of the readable ones; one question per object, none for small ones."""
    by_object: dict[str, set[UUID]] = {}
    for name, key in wanted:
        by_object.setdefault(name, set()).add(UUID(key))
    found: Titles = {}
    for name, ids in by_object.items():
        if name == "records.file":
            rows = StoredFile.objects.filter(pk__in=ids).values_list("pk", "name")
            found.update({(name, str(k)): title for k, title in rows})
        else:
            known = titles_of(actor, name, ids)
            found.update({(name, str(k)): known[k][0] for k in ids if k in known})
    return found


def told(
    actor: Actor, fields: list[tuple[FieldSpec, Any, Any]], known: Titles
) -> list[dict[str, Any]]:
    """``[{"field","label","old","new"}]`` in words; an empty value is an empty text.

    A move between two targets that the asker may not see is no change for him.
    """
    found = []
    for spec, old, new in fields:
        if spec.kind.name in RIGHTS:
            found += told_rights(actor, spec, old, new)
            continue
        before, after = words(actor, spec, old, known), words(actor, spec, new, known)
        if before or after:
            found.append(
                {"field": spec.name, "label": str(spec.label), "old": before, "new": after}
            )
    return found


def told_rights(actor: Actor, spec: FieldSpec, old: Any, new: Any) -> list[dict[str, Any]]:
    """Each right of a role that changed, as a change of its own: "Contacts: write, own → unit"."""
    cells = role_words.told(actor.world.objects, spec.kind.name, old, new)
    return [
        {"field": f"{spec.name}.{place}", "label": label, "old": before, "new": after}
        for place, label, before, after in cells
    ]


def words(actor: Actor, spec: FieldSpec, value: Any, known: Titles) -> str:
    """One value of the journal as people read it; an unreadable target shows no title."""
    if value is None or value == "" or value == []:
        return ""
    kind = spec.kind.name
    if kind == "link":
        return known.get((spec.target or "", value), "")
    if kind == "links":
        return ", ".join(filter(None, (known.get((spec.target or "", v)) for v in value)))
    if kind == "file":
        return known.get(("records.file", value), "")
    if kind == "record":
        return known.get((value["object"], value["id"]), "")
    if spec.lines is not None:
        return ngettext("%(count)s line", "%(count)s lines", len(value)) % {"count": len(value)}
    text = plain(actor, spec, value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def plain(actor: Actor, spec: FieldSpec, value: Any) -> str:
    """The words of a value that leads nowhere."""
    try:
        parsed = value if spec.kind.many else spec.kind.parse(value, spec, actor.ctx)
    except ValueFault:
        # the field has changed since (a choice retired, a limit lowered); tell what was stored
        return str(value)
    if isinstance(parsed, datetime):
        parsed = parsed.astimezone(actor.ctx.zone)
    return str(spec.kind.show(parsed, spec, actor.language))
