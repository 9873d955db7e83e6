"""Merging all that is surely the same: the list, the order, and the work in the background.

Which record stays is said beforehand: the oldest one. Each group is judged anew when its turn
comes, under a change of its own, so that each can be taken back by itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartei.platform.access.actor import Actor
from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.ids import uuid7
from kartei.platform.meta.errors import Refusal, field_fault, invalid
from kartei.platform.meta.kinds.link import as_uuid
from kartei.platform.meta.world import Obj
from kartei.platform.records import duplicates, merge
from kartei.platform.records.bulk import LISTED, Step, parts, renewed
from kartei.platform.records.facts import reachable, readable_titles
from kartei.platform.records.sure import Doubt, Sure, case_of, deciding, must_see_all, sorted_out
from kartei.platform.records.turns import turn

#: Groups of one run: its result names each merge, so that each can be taken back.
MOST_GROUPS = 500
#: Groups on one page; contradictions shown at most.
PAGE = 100
MOST_DOUBTS = 100
#: Records that hang together are judged against each other, so not without end.
MOST_TOGETHER = 20
#: Groups of one transaction of the job.
TOGETHER = 10


@dataclass(frozen=True, slots=True)
class Found:
    """What there is, as far as one run merges it.

    shown: id to ``{"id","title","note"}``; refused: records closed to the asker; more: another run
    would find more groups.
    """

    sure: list[Sure]
    doubts: list[Doubt]
    shown: dict[UUID, dict[str, Any]]
    refused: int
    more: bool

    @property
    def seal(self) -> str:
        """A short text that is another one as soon as the list is."""
        words = (f"{one.stays}:{','.join(map(str, one.others))}" for one in self.sure)
        return hashlib.sha256(";".join(words).encode()).hexdigest()[:32]


def page(actor: Actor, name: str, *, after: int = 0) -> dict[str, Any]:
    """What would be merged, 100 groups from ``after`` on, and what contradicts itself.

    ``{"items": [{"stays","others","why"}], "next", "groups", "records", "by", "doubts":
    [{"records","why","fields"}], "doubtful", "refused", "more", "seal"}``: records: how many would
    go into the bin; by: the fields that decide; refused: how many the asker may not merge; more:
    than one run takes. Errors: Refusal (403).
    """
    found = find(actor, name)
    end = after + PAGE
    return {
        "items": [group_wire(found, one) for one in found.sure[after:end]],
        "next": end if end < len(found.sure) else None,
        "groups": len(found.sure),
        "records": sum(len(one.others) for one in found.sure),
        "by": [spec.name for spec in deciding(actor.obj(name))],
        "doubts": [doubt_wire(found, one) for one in found.doubts[:MOST_DOUBTS]],
        "doubtful": len(found.doubts),
        "refused": found.refused,
        "more": found.more,
        "seal": found.seal,
    }


def group_wire(found: Found, one: Sure) -> dict[str, Any]:
    """A group as JSON."""
    others = [found.shown[key] for key in one.others]
    return {"stays": found.shown[one.stays], "others": others, "why": one.why}


def doubt_wire(found: Found, one: Doubt) -> dict[str, Any]:
    """A contradiction as JSON; the values stand on the cards."""
    records = [found.shown[one.one], found.shown[one.other]]
    return {"records": records, "why": one.why, "fields": one.fields}


def find(actor: Actor, name: str) -> Found:
    """All that the asker could merge at once. Errors: Refusal (403)."""
    obj = may_merge(actor, name)
    lists = [one for spec in deciding(obj) for one in duplicates.equal(actor, obj, spec)]
    shown = {UUID(one["id"]): one for records in lists for one in records}
    case = case_of(actor, obj, shown)
    sure: list[Sure] = []
    doubts: list[Doubt] = []
    for cluster in hanging_together([[UUID(one["id"]) for one in records] for records in lists]):
        more, open_ones = sorted_out(case, cluster)
        sure += more
        doubts += open_ones
    allowed, refused = within_rights(actor, name, sure)
    return Found(allowed[:MOST_GROUPS], doubts, shown, refused, len(allowed) > MOST_GROUPS)


def may_merge(actor: Actor, name: str) -> Obj:
    """The object, if the asker may merge its records at all. Errors: Refusal (403, 404)."""
    obj = actor.obj(name)
    for privilege in ("read", "write", "delete"):
        actor.must(name, privilege)
    must_see_all(actor, obj)
    return obj


def hanging_together(lists: Iterable[Sequence[UUID]]) -> list[list[UUID]]:
    """Lists that share a record become one, cut where they are endless."""
    home: dict[UUID, list[UUID]] = {}
    for keys in lists:
        whole: list[UUID] = []
        for key in keys:
            part = home.get(key, [key])
            if part is not whole:
                whole.extend(one for one in part if one not in whole)
        for key in whole:
            home[key] = whole
    distinct = {id(whole): whole for whole in home.values()}
    return [whole[:MOST_TOGETHER] for whole in distinct.values()]


def within_rights(actor: Actor, name: str, sure: Sequence[Sure]) -> tuple[list[Sure], int]:
    """The groups as far as the asker may merge them, pair by pair; how many records he may not."""
    keys = [key for one in sure for key in (one.stays, *one.others)]
    written: set[UUID] = set()
    deleted: set[UUID] = set()
    for batch in parts(keys):
        written |= reachable(actor, name, batch, "write").keys()
        deleted |= reachable(actor, name, batch, "delete").keys()
    found, refused = [], 0
    for one in sure:
        may = tuple(k for k in one.others if k in written & deleted and one.stays in written)
        refused += len(one.others) - len(may)
        if may:
            found.append(Sure(one.stays, may, one.why))
    return found, refused


def order(actor: Actor, name: str, data: Mapping[str, Any]) -> list[list[str]]:
    """What is to be done after the asker saw the list: groups of ids, the one that stays first.

    data: ``{"seal": of the list that was seen, "without": [ids of records that stay, whose groups
    are left out]}``. Errors: Refusal (403; 409 when the list is another one by now; 422).
    """
    seal, without = understood(data)
    found = find(actor, name)
    if found.seal != seal:
        raise Refusal(
            "duplicates.changed",
            gettext_lazy("The list has changed meanwhile; look at it again"),
            status=409,
        )
    groups = [one for one in found.sure if one.stays not in without]
    if not groups:
        raise invalid([field_fault("without", ValueFault("value.required"))])
    return [[str(key) for key in (one.stays, *one.others)] for one in groups]


def understood(data: Mapping[str, Any]) -> tuple[str, set[UUID]]:
    """What was sent. Errors: Refusal (422)."""
    for name in data:
        if name not in ("seal", "without"):
            word = str(name)[:80]
            raise invalid([field_fault(word, ValueFault("field.unknown", name=word))])
    seal, without = data.get("seal"), data.get("without", [])
    if not isinstance(seal, str):
        raise invalid([field_fault("seal", ValueFault("value.type"))])
    try:
        if not isinstance(without, list):
            raise ValueFault("value.type")
        return seal, {as_uuid(one) for one in without}
    except ValueFault as fault:
        raise invalid([field_fault("without", fault)]) from fault


def run(
    actor: Actor,
    name: str,
    groups: Sequence[Sequence[str]],
    step: Step,
    *,
    done: int = 0,
    result: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The job: ``{"object", "done", "groups", "merges": [{"change","id","title","count"}],
    "failed": [{"id","title","detail"}], "failed_count"}``; done: records that went into the bin.

    done, result: how far an earlier attempt came, and what it had achieved. step is called inside
    the transaction of each batch; rights are those of that moment.
    """
    told: dict[str, Any] = dict(result or {}) or {
        "object": name, "done": 0, "groups": 0, "merges": [], "failed": [], "failed_count": 0,
    }  # fmt: skip
    for at in range(done, len(groups), TOGETHER):
        batch = groups[at : at + TOGETHER]
        actor = renewed(actor)
        with turn():
            for keys in batch:
                told = united(actor, name, [UUID(key) for key in keys], told)
            step(at + len(batch), len(groups), told)
    return told


def united(
    actor: Actor, name: str, keys: Sequence[UUID], told: Mapping[str, Any]
) -> dict[str, Any]:
    """One group merged under a change of its own; what was told before with what came of it."""
    actor.change = uuid7()
    stays, *others = keys
    titles = readable_titles(actor, name, keys)
    gone, failed = 0, []
    for key in others:
        try:
            with transaction.atomic():
                must_be_sure(actor, name, stays, key)
                merge.run(actor, actor.obj(name), key, {"into": str(stays)})
            gone += 1
        except Refusal as refusal:
            why = refusal.faults[0].detail if refusal.faults else refusal.detail
            failed.append({"id": str(key), "title": titles.get(key, ""), "detail": str(why)})
    told = {
        **told,
        "done": told["done"] + gone,
        "groups": told["groups"] + bool(gone),
        "failed": [*told["failed"], *failed][:LISTED],
        "failed_count": told["failed_count"] + len(failed),
    }
    if gone:
        title = titles.get(stays, "")
        one = {"change": str(actor.change), "id": str(stays), "title": title, "count": gone}
        told["merges"] = [*told["merges"], one]
    return told


def must_be_sure(actor: Actor, name: str, stays: UUID, key: UUID) -> None:
    """Both rows held still, and judged by what they say at this moment. Errors: Refusal (409)."""
    obj = may_merge(actor, name)
    held = obj.twin.objects.filter(pk__in=(stays, key)).order_by("pk").select_for_update()
    list(held.values_list("pk", flat=True))
    case = case_of(actor, obj, (stays, key))
    if len(case.values) < 2 or case.kept_apart(stays, key) or not case.fits(key, [stays]):
        raise Refusal(
            "duplicates.not_sure",
            _("It was changed meanwhile and is not surely the same any more"),
            status=409,
        )
