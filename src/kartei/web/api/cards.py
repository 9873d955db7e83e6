"""One record with everything its card shows, in one answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor
from kartei.platform.meta.errors import Refusal, bad_question
from kartei.platform.meta.spec import PRIVILEGES
from kartei.platform.records import marks
from kartei.platform.records.ask import Ask
from kartei.platform.records.commands import possible
from kartei.platform.records.facts import Facts, facts_of
from kartei.platform.records.query import page, readable_record, readable_records
from kartei.platform.records.related import related_of
from kartei.platform.records.wire import as_key
from kartei.web.api.base import whole_number

WISHES = ("links", "timeline", "related", "files", "stages", "shares")


def card(actor: Actor, name: str, key: UUID, wishes: str = "") -> dict[str, Any]:
    """The record, what the asker may do with it, and what else was wished for."""
    obj = actor.obj(name)
    facts, record = readable_record(actor, name, key)
    record["deleted"] = facts.deleted
    marks.shown(actor, name, [record])
    can = {
        p: actor.reaches(name, p, facts.owner, facts.unit, key) for p in PRIVILEGES if p != "create"
    }
    if obj.denied is not None:
        closed = obj.denied(actor, record)
        can = {p: right and p not in closed for p, right in can.items()}
    record["can"] = can
    record["commands"] = possible(actor, obj, record, can)
    wanted = parse_wishes(wishes)
    if wanted:
        record["with"] = {
            w: grant(actor, (name, key), facts, record, w, n) for w, n in wanted.items()
        }
    return record


def after_change(actor: Actor, name: str, key: UUID) -> dict[str, Any]:
    """The record after the asker's own change of it.

    By handing it over he may lose sight of it: then the answer is ``{"id", "version", "gone"}``,
    for the change itself was good.
    """
    try:
        return card(actor, name, key)
    except Refusal as refusal:
        if refusal.status != 404:
            raise
        version = facts_of(actor, name, [key])[key].version
        return {"id": str(key), "version": version, "gone": True}


def parse_wishes(text: str) -> dict[str, int]:
    """``links,timeline:20`` as {"links": 0, "timeline": 20}."""
    found: dict[str, int] = {}
    for part in filter(None, (p.strip() for p in text.split(","))):
        word, _colon, number = part.partition(":")
        if word not in WISHES:
            raise bad_question(
                _("“with” does not know “%(name)s”"), "http.parameter", name=word[:40]
            )
        found[word] = whole_number(number, "with", 1, 200) if number else 20
    return found


def grant(
    actor: Actor,
    place: tuple[str, UUID],
    facts: Facts,
    record: dict[str, Any],
    wish: str,
    limit: int,
) -> Any:
    """One wish."""
    name, key = place
    if wish == "links":
        return links(actor, name, record)
    if wish == "related":
        return related(actor, name, key, limit)
    if wish == "timeline":
        from kartei.platform.records.timeline import timeline

        return timeline(actor, name, key, limit=limit, facts=facts)
    if wish == "files":
        from kartei.platform.records.files import files_of

        return files_of(actor, name, key)
    if wish == "shares":
        from kartei.platform.records.shares import shares_of

        return shares_of(actor, name, key)
    return stages(actor, name, key)


def stages(actor: Actor, name: str, key: UUID) -> list[dict[str, Any]]:
    """The stages a record went through, where its object has a funnel."""
    if actor.obj(name).board is None:
        return []
    from kartei.modules.sales.contract import stage_history

    return stage_history(actor, key, name)


def links(actor: Actor, name: str, record: dict[str, Any]) -> dict[str, Any]:
    """The records that single links lead to, as far as the asker may see them."""
    found: dict[str, Any] = {}
    wanted: dict[str, dict[str, UUID]] = {}
    for spec in actor.fields(actor.obj(name)).values():
        target = (
            as_key((record.get(spec.name) or {}).get("id")) if spec.kind.name == "link" else None
        )
        if target is not None and spec.target and not spec.small_target:
            wanted.setdefault(spec.target, {})[spec.name] = target
    for target_name, by_field in wanted.items():
        records = readable_records(actor, target_name, by_field.values())
        found.update({f: records[k][1] for f, k in by_field.items() if k in records})
    return found


def related(actor: Actor, name: str, key: UUID, limit: int) -> dict[str, Any]:
    """The first records of each object that points here."""
    found: dict[str, Any] = {}
    for pointing in related_of(actor, actor.obj(name)):
        spec = actor.world.objects[pointing.object].fields[pointing.field]
        value = f"{name}:{key}" if spec.kind.name == "record" else str(key)
        op = "has" if spec.kind.many else "="
        ask = Ask(
            filter=[pointing.field, op, value], sort="-created_at", limit=limit, count="capped",
            known=(key,),
        )  # fmt: skip
        found[f"{pointing.object}.{pointing.field}"] = page(actor, pointing.object, ask)
    return found
