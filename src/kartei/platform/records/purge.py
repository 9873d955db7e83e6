"""Deleting for good: the record, what belongs to it, and what the journal says of it.

docs/decisions/0011-purge.md tells what stays and why.
"""

from __future__ import annotations

from uuid import UUID

from django.db import connection, transaction
from django.db.models import Model, ProtectedError, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartei.platform.access.actor import Actor
from kartei.platform.access.models import Notice, Share
from kartei.platform.meta.errors import Refusal, forbidden
from kartei.platform.meta.world import Obj
from kartei.platform.records.facts import Facts
from kartei.platform.records.home import readable, tell
from kartei.platform.records.models import (
    Apart,
    Entry,
    Journal,
    Opened,
    SearchEntry,
    StoredFile,
    Timeline,
    Value,
)
from kartei.platform.records.pointers import holders, pointers_to

PURGE = "purge"


def may(actor: Actor, obj: Obj) -> bool:
    """Whether the asker deletes such records for good: an administrator, not people or shapes."""
    settled = obj.name.startswith("access.") or (obj.entity is not None and obj.entity.schema)
    return actor.administrator and obj.has_bin and not settled


def purge(actor: Actor, name: str, key: UUID) -> None:
    """Delete one record in the bin with all that belongs to it; it cannot be brought back.

    403 without the right, 409 when it is not in the bin or something leads to it still.
    """
    facts = readable(actor, name, key)
    obj = actor.obj(name)
    if not may(actor, obj):
        raise forbidden(gettext_lazy("Only an administrator deletes records for good"))
    if not facts.deleted:
        raise Refusal("records.not_in_bin", _("Only what is in the bin is deleted for good"))
    held = holding(actor, name, key)
    if held:
        detail = _("Other records lead to it: %(held)s") % {"held": ", ".join(held)}
        raise Refusal("records.held", detail, status=409)
    with transaction.atomic():
        forget(obj, key)
        remove(obj, key)
        tell(actor, (name, key), Facts(None, None, facts.version, True, ""), PURGE, {})


def holding(actor: Actor, name: str, key: UUID) -> list[str]:
    """What leads to a record, counted per object; records that cannot be seen are counted too."""
    found: dict[str, set[UUID]] = {}
    for pointer in pointers_to(actor, name):
        keys = {holder for holder in holders(pointer, name, key) if holder != key}
        if keys:
            found.setdefault(pointer.obj.name, set()).update(keys)
    return [
        f"{actor.world.objects[other].words['title']} ({len(keys)})"
        for other, keys in found.items()
    ]


def forget(obj: Obj, key: UUID) -> None:
    """What other tables keep of the record; the journal keeps that something was done, and no more.

    The bytes of its files go with the nightly sweep.
    """
    entries = list(Entry.objects.filter(object=obj.name, record=key).values_list("pk", flat=True))
    for model in (Value, Share, Notice, Opened):
        model.objects.filter(object=obj.name, record=key).delete()
    Apart.objects.filter(Q(one=key) | Q(other=key)).delete()
    numbers = list(SearchEntry.objects.filter(record=key).values_list("pk", flat=True))
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM records_fts WHERE rowid = %s", [(n,) for n in numbers])
    SearchEntry.objects.filter(pk__in=numbers).delete()
    Timeline.objects.filter(Q(record=key) | Q(home=key) | Q(entry__in=entries)).delete()
    StoredFile.objects.filter(Q(record=key) | Q(entry__in=entries)).delete()
    Entry.objects.filter(pk__in=entries).delete()
    Journal.objects.filter(object=obj.name, record=key).update(changes={}, data={})


def remove(obj: Obj, key: UUID) -> None:
    """The rows themselves; what depends on them by a table of its module goes with them."""
    if obj.side is not None:
        obj.side.objects.filter(base_id=key).delete()
    for lines in obj.lines.values():
        lines.twin.objects.filter(**{f"{lines.declared.by}_id": key}).delete()
    model: type[Model] = obj.entity.model if obj.entity is not None else obj.twin
    try:
        model._base_manager.filter(pk=key).delete()
    except ProtectedError as err:
        raise Refusal(
            "records.held", _("Documents lead to it, which have to stay"), status=409
        ) from err
