"""What people said of probable duplicates: these records are not the same, do not ask again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from kartei.platform.access.actor import Actor
from kartei.platform.kit.faults import ValueFault
from kartei.platform.meta.errors import field_fault, invalid
from kartei.platform.meta.kinds.link import as_uuid
from kartei.platform.records import write
from kartei.platform.records.models import Apart

#: A group on the page has no more.
MOST = 10
Pair = tuple[UUID, UUID]


def set_apart(actor: Actor, name: str, data: Mapping[str, Any]) -> None:
    """Remember that no two of some records are the same, or forget it.

    data: ``{"ids": 2 to 10 records that the asker may change, "apart": true or false}``. Errors:
    Refusal (403, 404, 422).
    """
    obj = actor.obj(name)
    actor.must(name, "write")
    keys, apart = understood(data)
    pairs = list(combinations(sorted(keys), 2))
    with transaction.atomic():
        write.load_drafts(actor, obj, keys, "apart", "write")
        if apart:
            told: dict[str, Any] = {"object": name, "by": actor.user, "at": timezone.now()}
            rows = [Apart(one=one, other=other, **told) for one, other in pairs]
            Apart.objects.bulk_create(rows, ignore_conflicts=True)
        else:
            Apart.objects.filter(object=name, one__in=keys, other__in=keys).delete()


def understood(data: Mapping[str, Any]) -> tuple[list[UUID], bool]:
    """The ids and the wish that were sent. Errors: Refusal (422)."""
    for name in data:
        if name not in ("ids", "apart"):
            word = str(name)[:80]
            raise invalid([field_fault(word, ValueFault("field.unknown", name=word))])
    ids, apart = data.get("ids"), data.get("apart")
    if not isinstance(apart, bool):
        raise invalid([field_fault("apart", ValueFault("value.type"))])
    try:
        if not isinstance(ids, list):
            raise ValueFault("value.type")
        keys = {as_uuid(one) for one in ids}
        if not 2 <= len(keys) <= MOST:
            raise ValueFault("value.type")
    except ValueFault as fault:
        raise invalid([field_fault("ids", fault)]) from fault
    return list(keys), apart


def pairs_of(name: str) -> set[Pair]:
    """All pairs of an object."""
    return set(Apart.objects.filter(object=name).values_list("one", "other"))


def sorted_out(
    records: Sequence[dict[str, Any]], pairs: Collection[Pair], *, apart: bool
) -> list[dict[str, Any]]:
    """The members of a group that may be the same as another, or those that were set apart."""
    keys = [UUID(one["id"]) for one in records]
    known = [pair for pair in combinations(sorted(keys), 2) if (pair in pairs) == apart]
    left = members(known)
    return [one for one, key in zip(records, keys, strict=True) if key in left]


def members(pairs: Iterable[Pair]) -> set[UUID]:
    """The records that stand in some pairs."""
    return {key for pair in pairs for key in pair}
