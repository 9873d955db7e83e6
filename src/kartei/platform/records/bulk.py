"""One edit or command on many records, under one change, so that it can be taken back as a whole.

Rights are those of each row; rows that fail are listed and do not stop the others. Up to NOW
records are done at once; more are handed back for a job, with the ids found when it was ordered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor, actor_for
from kartei.platform.kit.ids import uuid7
from kartei.platform.meta.errors import Refusal, bad_question, invalid
from kartei.platform.meta.world import Obj
from kartei.platform.records import commands, write
from kartei.platform.records.draft import Draft
from kartei.platform.records.facts import Facts, facts_of
from kartei.platform.records.parsing import parse_values
from kartei.platform.records.selection import selected
from kartei.platform.records.turns import BATCH, turn

#: Records done within the request.
NOW = 200
#: So many failed rows are listed.
LISTED = 200
KEYS = ("ids", "filter", "search", "set", "command", "input")


@dataclass(frozen=True, slots=True)
class Act:
    """What is to be done: values to set, or a command with its input."""

    values: Mapping[str, Any] | None = None
    command: str = ""
    input: Mapping[str, Any] = field(default_factory=dict)

    def wire(self) -> dict[str, Any]:
        """The JSON form, for a job's arguments."""
        return {"set": self.values, "command": self.command, "input": dict(self.input)}


@dataclass(slots=True)
class Outcome:
    """How many were done, how many were so already, and why others were not."""

    done: int = 0
    unchanged: int = 0
    failed: list[dict[str, Any]] = field(default_factory=list)

    def fail(self, key: UUID, title: str, why: str) -> None:
        """Note a record that stays as it is."""
        self.failed.append({"id": str(key), "title": title, "detail": why})

    def count(self, draft: Draft) -> None:
        """Note a record that was written, or needed no writing."""
        if draft.changed():
            self.done += 1
        else:
            self.unchanged += 1


def bulk(
    actor: Actor, name: str, body: Mapping[str, Any], *, dry_run: bool = False
) -> dict[str, Any]:
    """``{"ids"|"filter"+"search", "set"|"command"+"input"}`` (docs/api.md).

    dry_run: ``{"count", "refused"}``. Few records: ``{"change", "done", "unchanged", "failed"}``,
    the change None when nothing was done. Many: ``{"large": wish, "count"}``, the wish being for
    ``run`` in a job.
    """
    obj = actor.obj(name)
    act = parse_act(actor, obj, body)
    ids = selected(actor, name, body, deleted=act.command == "restore")
    if dry_run:
        return {"count": len(ids), "refused": refused(actor, obj, ids, act)}
    actor.change = actor.change or uuid7()
    if len(ids) > NOW:
        wish = {"ids": [str(k) for k in ids], "change": str(actor.change), "act": act.wire()}
        return {"large": wish, "count": len(ids)}
    outcome = Outcome()
    apply(actor, obj, ids, act, outcome)
    return {
        "change": str(actor.change) if outcome.done else None,
        "done": outcome.done,
        "unchanged": outcome.unchanged,
        "failed": outcome.failed[:LISTED],
    }


def parse_act(actor: Actor, obj: Obj, body: Mapping[str, Any]) -> Act:
    """What is to be done; wrong values are refused before any record is looked at."""
    for name in body:
        if name not in KEYS:
            raise bad_question(
                _("There is no parameter “%(name)s”"), "http.unknown_parameter", name=name[:80]
            )
    values, command, given = body.get("set"), body.get("command"), body.get("input") or {}
    if (values is None) == (command is None):
        raise bad_question(_("Say either “set” or “command”"), "bulk.act")
    if not isinstance(given, dict) or not isinstance(values or {}, dict):
        raise bad_question(_("“set” and “input” are objects"), "bulk.act")
    if values is not None:
        check_values(actor, obj, values)
        return Act(values=values)
    if not isinstance(command, str) or not known_command(obj, command):
        raise Refusal("records.no_command", _("There is no such command"), status=404)
    if command == "assign":
        if not given.get("owner"):
            raise bad_question(_("Say who the new owner is"), "bulk.act")
        values = {"owner": given["owner"]}
        check_values(actor, obj, values)
        return Act(values=values)
    return Act(command=command, input=given)


def known_command(obj: Obj, name: str) -> bool:
    """Whether a command can be carried out on many records."""
    if name in ("delete", "restore"):
        return obj.has_bin
    return (name == "assign" and obj.owned) or commands.declared(obj, name) is not None


def check_values(actor: Actor, obj: Obj, values: Mapping[str, Any]) -> None:
    """Refuse fields that are unknown or closed to the asker; wrong values fail row by row."""
    if not values:
        raise bad_question(_("Say which fields to set"), "bulk.act")
    draft = Draft(actor, obj, uuid7(), "change")
    parse_values(draft, values)
    closed = [f for f in draft.faults if f.code in ("field.unknown", "field.read_only")]
    if closed:
        raise invalid(closed)


def privilege_of(obj: Obj, act: Act) -> str:
    """What the act asks of each row."""
    if act.command in ("delete", "restore"):
        return "delete"
    declared = commands.declared(obj, act.command) if act.command else None
    return declared.needs if declared else "write"


def refused(actor: Actor, obj: Obj, ids: Sequence[UUID], act: Act) -> int:
    """How many of the records the asker may not do this to."""
    count = 0
    for batch in parts(ids):
        facts = facts_of(actor, obj.name, batch)
        count += sum(bool(hindrance(actor, obj, act, key, facts.get(key))) for key in batch)
    return count


def hindrance(actor: Actor, obj: Obj, act: Act, key: UUID, facts: Facts | None) -> str:
    """Why a record stays as it is, in the asker's language; empty when nothing hinders."""
    if facts is None or not actor.reaches(obj.name, "read", facts.owner, facts.unit, key):
        return str(_("There is no such record"))
    wanted = [privilege_of(obj, act)]
    if act.values and "owner" in act.values:
        wanted.append("assign")
    if not all(actor.reaches(obj.name, p, facts.owner, facts.unit, key) for p in wanted):
        return str(_("You may see this record, but not change it"))
    if facts.deleted and act.command != "restore":
        return str(_("This record is in the bin"))
    return ""


def parts(ids: Sequence[UUID], size: int = BATCH) -> Iterable[Sequence[UUID]]:
    """The ids in batches."""
    for at in range(0, len(ids), size):
        yield ids[at : at + size]


def apply(actor: Actor, obj: Obj, ids: Sequence[UUID], act: Act, outcome: Outcome) -> None:
    """Do it to some records, in one transaction."""
    facts = facts_of(actor, obj.name, ids)
    free = []
    for key in ids:
        why = hindrance(actor, obj, act, key, facts.get(key))
        if not why:
            free.append(key)
        else:
            seen = facts.get(key) if why != str(_("There is no such record")) else None
            outcome.fail(key, seen.title if seen else "", why)
    titles = {key: facts[key].title for key in free}
    with transaction.atomic():
        if act.command and act.command not in ("delete", "restore"):
            one_by_one(actor, obj, free, act, titles, outcome)
            return
        try:
            with transaction.atomic():
                together(actor, obj, free, act, titles, outcome)
        except Refusal:
            # one of them refuses as a whole (a rule, a change meanwhile): find out which
            one_by_one(actor, obj, free, act, titles, outcome)


def together(
    actor: Actor, obj: Obj, ids: Sequence[UUID], act: Act, titles: Mapping[UUID, str], told: Outcome
) -> None:
    """The quick way: all in one."""
    if not ids:
        return
    if act.values is None:
        drafts = write.bin_many(actor, obj.name, ids, back=act.command == "restore")
    else:
        items = dict.fromkeys(ids, act.values)
        drafts = write.change_many(actor, obj.name, items, skip_faulty=True)
    for draft in drafts:
        if draft.faults:
            told.fail(draft.id, titles[draft.id], draft.faults[0].detail)
        else:
            told.count(draft)


def one_by_one(
    actor: Actor, obj: Obj, ids: Sequence[UUID], act: Act, titles: Mapping[UUID, str], told: Outcome
) -> None:
    """The sure way: each record for itself."""
    for key in ids:
        try:
            with transaction.atomic():
                draft = single(actor, obj, key, act)
            if draft is None:
                told.done += 1
            else:
                told.count(draft)
        except Refusal as refusal:
            fault = refusal.faults[0].detail if refusal.faults else refusal.detail
            told.fail(key, titles[key], fault)


def single(actor: Actor, obj: Obj, key: UUID, act: Act) -> Draft | None:
    """The act on one record; what it wrote, unless a declared command did."""
    if act.values is not None:
        return write.change(actor, obj.name, key, act.values)
    if act.command in ("delete", "restore"):
        return write.bin_many(actor, obj.name, [key], back=act.command == "restore")[0]
    commands.run(actor, obj.name, key, act.command, act.input)
    return None


def renewed(actor: Actor) -> Actor:
    """The same person under the rights of this moment; a Refusal when he is out by now."""
    found = actor_for(
        actor.user, via=actor.via, language=actor.language, bounds=actor.standing.bounds
    )
    found.change, found.clock = actor.change, actor.clock
    return found


#: (records done, all) and the result so far, inside the transaction of each batch.
Step = Callable[[int, int, dict[str, Any]], None]


def run(
    actor: Actor,
    name: str,
    wish: Mapping[str, Any],
    step: Step | None = None,
    *,
    done: int = 0,
    result: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The job of a large edit: ``{"change", "done", "unchanged", "failed", "failed_count"}``.

    done, result: how far an earlier attempt came, and what it had achieved. step is called inside
    the transaction of each batch, so that what it notes and what is written stand or fall together.
    """
    obj = actor.obj(name)
    raw = wish["act"]
    act = Act(raw["set"], raw["command"], raw["input"])
    ids = [UUID(key) for key in wish["ids"]]
    actor.change = UUID(wish["change"])
    told: dict[str, Any] = dict(result or {}) or {
        "change": wish["change"], "done": 0, "unchanged": 0, "failed": [], "failed_count": 0,
    }  # fmt: skip
    for batch in parts(ids[done:]):
        actor = renewed(actor)
        outcome = Outcome()
        with turn():
            apply(actor, obj, batch, act, outcome)
            done += len(batch)
            told = {
                **told,
                "done": told["done"] + outcome.done,
                "unchanged": told.get("unchanged", 0) + outcome.unchanged,
                "failed": [*told["failed"], *outcome.failed][:LISTED],
                "failed_count": told["failed_count"] + len(outcome.failed),
            }
            if step:
                step(done, len(ids), told)
    return told
