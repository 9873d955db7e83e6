"""Two records that are one: values united, everything that leads to the one leads to the other.

The merged record goes into the bin; undo of the change brings it back with all that was its.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor
from kartei.platform.access.models import Share
from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.ids import uuid7
from kartei.platform.meta.errors import FieldFault, Refusal, bad_question, field_fault, invalid
from kartei.platform.meta.kinds.link import as_uuid
from kartei.platform.meta.spec import FieldSpec
from kartei.platform.meta.versions import bump_access
from kartei.platform.meta.world import Obj
from kartei.platform.records import checks, pointers, store, write
from kartei.platform.records.draft import Draft
from kartei.platform.records.entries import LAST_TALK
from kartei.platform.records.models import Entry, StoredFile, Timeline
from kartei.platform.records.parsing import check_required

#: Tables whose rows hang on a record by (object, record), by the name under which undo lists them.
HANGING = {"entries": Entry, "files": StoredFile, "shares": Share, "timeline": Timeline}


def run(actor: Actor, obj: Obj, key: UUID, data: Mapping[str, Any]) -> str | None:
    """Merge a record into another: ``{"into": id, "prefer": {field: "other"}}``.

    Both must be readable and writable, the merged one deletable. The other keeps its values; gaps
    are filled and many-valued fields united; ``prefer`` names fields that are taken over instead.
    """
    for name in data:
        if name not in ("into", "prefer"):
            raise bad_question(
                _("The command does not know “%(name)s”"),
                "http.unknown_parameter",
                name=str(name)[:80],
            )
    actor.change = actor.change or uuid7()
    with transaction.atomic():
        obj = write.enter(actor, obj.name)
        gone, stays = pair(actor, obj, key, into_of(data))
        unite(actor, gone, stays, preferred(actor, obj, data.get("prefer")))
        check(stays)
        stays.data |= {
            "merged_from": str(gone.id),
            "other": str(gone.get(obj.title_field) or ""),
            "moved": hang_over(actor, gone, stays),
        }
        gone.data |= {
            "merged_into": str(stays.id),
            "other": str(stays.get(obj.title_field) or ""),
        }
        gone.put("deleted", True)
        save_both(gone, stays)
        # last: rules that follow a moved link write both records again
        pointers.repoint(actor, obj.name, gone.id, stays.id)
    return None


def into_of(data: Mapping[str, Any]) -> UUID:
    """The record that stays."""
    try:
        if data.get("into") is None:
            raise ValueFault("value.required")
        return as_uuid(data["into"])
    except ValueFault as fault:
        raise invalid([field_fault("into", fault)]) from fault


def pair(actor: Actor, obj: Obj, key: UUID, into: UUID) -> tuple[Draft, Draft]:
    """Drafts of the merged record and of the one that stays, rights checked."""
    if key == into:
        words = str(_("A record cannot be merged into itself"))
        raise invalid([FieldFault("into", "merge.same", words, "/into")])
    if not obj.has_bin:
        raise Refusal("records.no_bin", _("These records cannot be deleted"), status=409)
    both = write.load_drafts(actor, obj, [key, into], "merge", "write")
    write.load_drafts(actor, obj, [key], "merge", "delete")
    if any(d.old.get("deleted") for d in both):
        raise Refusal("records.in_bin", _("This record is in the bin"), status=409)
    return both[0], both[1]


def preferred(actor: Actor, obj: Obj, raw: Any) -> set[str]:
    """Fields whose value is taken from the merged record."""
    if raw is None:
        return set()
    if not isinstance(raw, dict):
        raise invalid([field_fault("prefer", ValueFault("value.type"))])
    faults = []
    known = actor.fields(obj)
    for name, whose in raw.items():
        word = str(name)[:80]
        spec = known.get(name)
        if spec is None or spec.hidden:
            faults.append(field_fault(word, ValueFault("field.unknown", name=word)))
        elif actor.field_right(obj, spec) != "write" or spec.lines is not None:
            faults.append(field_fault(word, ValueFault("field.read_only")))
        elif whose not in ("other", "mine"):
            faults.append(field_fault(word, ValueFault("value.unknown_option", value=str(whose))))
    if faults:
        raise invalid(faults)
    return {name for name, whose in raw.items() if whose == "other"}


def unite(actor: Actor, gone: Draft, stays: Draft, prefer: set[str]) -> None:
    """The values of the record that stays."""
    for spec in stays.obj.fields.values():
        theirs, mine = gone.old.get(spec.name), stays.old.get(spec.name)
        if spec.name == LAST_TALK:
            talks = [t for t in (theirs, mine) if t is not None]
            stays.put(spec.name, max(talks, default=None))
        elif spec.name in prefer:
            stays.put(spec.name, theirs)
        elif skipped(spec) or not theirs or spec.name in ("owner", "unit"):
            continue
        elif spec.kind.many:
            stays.put(spec.name, united(spec, mine or [], theirs))
        elif mine in (None, "", []):
            stays.put(spec.name, theirs)
    if "owner" in prefer:
        checks.reassign(stays)


def skipped(spec: FieldSpec) -> bool:
    """Computed and unique fields stay: the merged record keeps its own, for undo."""
    return spec.read_only or spec.unique or spec.kind.name in ("id", "bool")


def united(spec: FieldSpec, mine: list[Any], theirs: list[Any]) -> list[Any]:
    """Both lists without what is the same (a phone in another notation is the same)."""
    found = list(mine)
    known = {norm for _tag, norm in spec.kind.index(mine, spec)}
    for item in theirs:
        norms = {norm for _tag, norm in spec.kind.index([item], spec)}
        if not norms & known:
            found.append(item)
            known |= norms
    return found


def check(stays: Draft) -> None:
    """The rules of the object, and fields that must be filled or differ."""
    if stays.obj.before:
        stays.obj.before(stays)
    check_required(stays)
    checks.check_unique([stays])
    checks.accepted([stays], False)


def hang_over(actor: Actor, gone: Draft, stays: Draft) -> dict[str, list[Any]]:
    """Entries, files, shares and timeline of the merged record; returns what moved, for undo.

    Shares move only when the asker may share the record that stays: nobody else widens its circle.
    """
    name = gone.obj.name
    moved: dict[str, list[Any]] = {}
    for word, model in HANGING.items():
        rows: Any = model._base_manager.filter(object=name, record=gone.id)
        owner, unit = stays.old.get("owner"), stays.old.get("unit")
        if word == "shares" and not actor.reaches(name, "share", owner, unit, stays.id):
            continue
        if word == "timeline":
            rows = untold(rows, stays)
        moved[word] = [str(k) for k in rows.values_list("pk", flat=True)]
        in_parts(model, moved[word], record=stays.id)
    homes = Timeline.objects.filter(home_object=name, home=gone.id)
    moved["homes"] = [str(k) for k in homes.values_list("pk", flat=True)]
    in_parts(Timeline, moved["homes"], home=stays.id)
    if moved.get("shares"):
        bump_access()
    return moved


def untold(rows: Any, stays: Draft) -> Any:
    """Rows of the merged record's timeline that the other's does not hold already."""
    theirs = Timeline.objects.filter(object=stays.obj.name, record=stays.id)
    entries = theirs.filter(entry__isnull=False).values("entry")
    journals = theirs.filter(journal__isnull=False).values("journal")
    return rows.exclude(entry__in=entries).exclude(journal__in=journals)


def in_parts(model: Any, keys: list[str], **values: Any) -> None:
    """Update rows by id, as many at a time as every database takes."""
    for at in range(0, len(keys), store.BATCH):
        model._base_manager.filter(pk__in=keys[at : at + store.BATCH]).update(**values)


def save_both(gone: Draft, stays: Draft) -> None:
    """Write both records; the one that stays gets its journal row even when nothing changed."""

    def carry_out(now: Any) -> None:
        store.update([gone, stays], now)

    write.written([gone, stays], carry_out)


def unmerge(actor: Actor, obj: Obj, data: Mapping[str, Any]) -> None:
    """Give the merged record back what moved with it, as the journal lists it."""
    gone = UUID(data["merged_from"])
    for word, keys in data["moved"].items():
        if word == "homes":
            in_parts(Timeline, keys, home=gone)
        else:
            in_parts(HANGING[word], keys, record=gone)
    if data["moved"].get("shares"):
        bump_access()
