"""Declared commands and those every object has, carried out on records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor
from kartei.platform.kit.ids import uuid7
from kartei.platform.meta.errors import Refusal, bad_question, forbidden, not_found
from kartei.platform.meta.spec import Command
from kartei.platform.meta.world import Obj
from kartei.platform.records import merge, shares, write
from kartei.platform.records.conditions import matches
from kartei.platform.records.draft import Draft
from kartei.platform.records.facts import facts_of
from kartei.platform.records.models import Journal
from kartei.platform.records.query import select

#: Acts that stand in the journal and cannot be taken back.
FINAL = ("set_password", "set_token")


def declared(obj: Obj, name: str) -> Command | None:
    """A command that the object's module declares."""
    for command in obj.entity.commands if obj.entity else ():
        if command.name == name:
            return command
    return None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command may return besides words: a record of the same object to go to, one of another
    object that it made (object, id), and the job that does the rest.
    """

    message: Any = None
    record: UUID | None = None
    job: UUID | None = None
    made: tuple[str, UUID] | None = None


def run(
    actor: Actor,
    name: str,
    key: UUID,
    command: str,
    data: Mapping[str, Any],
    *,
    version: int | None = None,
    dry_run: bool = False,
) -> dict[str, Any]:
    """Carry out a command on one record: {"message", "change", "record"?, "job"?, "made"?}, or
    {"possible"}.

    404 for an invisible record or unknown command, 403 without the right, 409 when the record's
    state does not allow it.
    """
    obj = actor.obj(name)
    facts = facts_of(actor, name, [key]).get(key)
    if facts is None or not actor.reaches(name, "read", facts.owner, facts.unit, key):
        raise not_found()
    actor.change = actor.change or uuid7()
    with transaction.atomic():
        now = held(obj, key)
        if version is not None and now != version:
            raise write.stale_with(actor, Draft(actor, obj, key, "change"))
        done = carry_out(actor, obj, key, command, dict(data))
        message = None if done.message is None else str(done.message)
        if dry_run:
            transaction.set_rollback(True)
            return {"possible": True, "message": message}
    # what left no trace in the journal (a new password) cannot be undone
    told = Journal.objects.filter(change=actor.change).exclude(verb__in=FINAL).exists()
    change = str(actor.change) if told or done.job else None
    found: dict[str, Any] = {"message": message, "change": change}
    if done.record is not None:
        found["record"] = done.record
    if done.job is not None:
        found["job"] = str(done.job)
    if done.made is not None:
        found["made"] = {"object": done.made[0], "id": str(done.made[1])}
    return found


def held(obj: Obj, key: UUID) -> int:
    """Hold a record still until the command is through; its version at this moment.

    Without that two commands at once would both find it as they need it.
    """
    rows = obj.twin.objects.select_for_update().filter(pk=key)
    version: int = rows.values_list("version", flat=True)[0]
    return version


def carry_out(actor: Actor, obj: Obj, key: UUID, command: str, data: dict[str, Any]) -> Outcome:
    """One of the commands of every object, else a declared one."""
    if command == "restore":
        refuse_unknown(data)
        write.bin_many(actor, obj.name, [key], back=True)
        return Outcome()
    if command == "assign":
        refuse_unknown(data, "owner")
        actor.must(obj.name, "assign")
        write.change(actor, obj.name, key, {"owner": data.get("owner")})
        return Outcome()
    if command in ("share", "unshare"):
        return outcome(getattr(shares, command)(actor, obj, key, data))
    if command == "merge":
        return outcome(merge.run(actor, obj, key, data))
    found = declared(obj, command)
    if found is None:
        raise Refusal("records.no_command", _("There is no such command"), status=404)
    check(actor, obj, key, found)
    refuse_unknown(data, *(str(part["name"]) for part in found.input), *free_fields(obj, found))
    return outcome(found.run(actor, obj, [key], data))


def free_fields(obj: Obj, command: Command) -> tuple[str, ...]:
    """A command whose input holds "*" takes any field of the object besides its own."""
    return tuple(obj.fields) if any(p["name"] == "*" for p in command.input) else ()


def outcome(returned: Any) -> Outcome:
    """What a command returned: an outcome, words, or nothing."""
    return returned if isinstance(returned, Outcome) else Outcome(returned)


def refuse_unknown(data: Mapping[str, Any], *known: str) -> None:
    """Commands take only what they know."""
    for name in data:
        if name not in known:
            raise bad_question(
                _("The command does not know “%(name)s”"), "http.unknown_parameter", name=name[:80]
            )


def check(actor: Actor, obj: Obj, key: UUID, command: Command) -> None:
    """Right and state."""
    facts = facts_of(actor, obj.name, [key])[key]
    if not actor.reaches(obj.name, command.needs, facts.owner, facts.unit, key):
        actor.must(obj.name, command.needs)
        raise forbidden(_("You may see this record, but not change it"))
    if facts.deleted:
        raise Refusal("records.in_bin", _("This record is in the bin"), status=409)
    if command.when is not None and not matches(state(actor, obj, key), command.when):
        raise Refusal(
            "records.not_now", _("This is not possible in the record's present state"), status=409
        )


def state(actor: Actor, obj: Obj, key: UUID) -> dict[str, Any]:
    """The record as conditions see it."""
    return select(actor, obj.name, [key])[key]


def possible(actor: Actor, obj: Obj, record: dict[str, Any], can: Mapping[str, bool]) -> list[str]:
    """Names of the declared commands that the asker can carry out now."""
    if record.get("deleted"):
        return ["restore"] if can.get("delete") else []
    return [
        c.name
        for c in (obj.entity.commands if obj.entity else ())
        if can.get(c.needs, False) and matches(record, c.when)
    ]
