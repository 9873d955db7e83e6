"""Taking a whole directory over: first what would happen, then the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kartei.platform.access.actor import Actor
from kartei.platform.access.models import User
from kartei.platform.directory import groups, people
from kartei.platform.directory.client import Talk, talking
from kartei.platform.directory.entries import Person, person_of, wanted
from kartei.platform.directory.models import Known, Server
from kartei.platform.directory.places import Places
from kartei.platform.directory.store import servers
from kartei.platform.meta.errors import Refusal

#: People of one directory.
MOST = 100_000
#: Seconds that a directory may take for all of them.
PATIENCE, WHOLE = 30, 600.0
#: So many may go in one night without a person's word; beyond, it is half of all.
FEW = 5
#: Lines of each kind in a report.
SHOWN = 50


@dataclass(slots=True)
class Plan:
    """What taking over would do. changed: user -> the fields; refused: name -> why."""

    managed: set[str] = field(default_factory=set)
    roles: dict[str, set[str]] = field(default_factory=dict)
    new: list[Person] = field(default_factory=list)
    changed: list[tuple[Person, Known, dict[str, Any]]] = field(default_factory=list)
    back: list[tuple[Person, Known]] = field(default_factory=list)
    gone: list[Known] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    same: int = 0
    strangers: int = 0


def survey(server: Server, actor: Actor) -> Plan:
    """Compare; nothing is written. Raises Away or Unanswered."""
    mapped = groups.mappings(server)
    plan = Plan(managed=groups.managed(server, mapped))
    with talking(server, patience=PATIENCE, whole=WHOLE) as talk:
        found = everybody(talk)
        roles = groups.loaded(talk, mapped)
        plan.roles = {p.key: roles(p) | groups.always(server) for p in found}
    places = Places(server, actor, make=False)
    rows = Known.objects.filter(server=server.pk).select_related("user")
    known = {row.key: row for row in rows}
    taken = set(User.objects.values_list("login", flat=True))
    present = set()
    for person in found:
        if person.out or not people.admitted(server, plan.roles[person.key]):
            plan.strangers += person.key not in known
            continue
        present.add(person.key)
        sort_in(plan, person, known.get(person.key), places, taken)
    plan.gone = [k for k in known.values() if k.key not in present and k.user.active]
    plan.units = places.missing
    return plan


def everybody(talk: Talk) -> list[Person]:
    """All people of a directory."""
    server = talk.server
    test = groups.people_filter(server)
    entries = talk.find(server.base, test, wanted(server), limit=MOST)
    return [person for entry in entries if (person := person_of(server, entry)) is not None]


def sort_in(
    plan: Plan, person: Person, known: Known | None, places: Places, taken: set[str]
) -> None:
    """Put one person where he belongs in a plan."""
    unit = places.unit_of(person.dn)
    if known is None:
        if person.login in taken:
            plan.refused[person.login] = _("there is a user of this login with his own password")
        else:
            plan.new.append(person)
        return
    if known.user.deleted or not (known.user.active or known.out):
        return
    if not known.user.active:
        plan.back.append((person, known))
        return
    values = people.changes(known.user, person, unit, plan.roles[person.key], plan.managed)
    if values:
        plan.changed.append((person, known, values))
    else:
        plan.same += 1


def too_many(going: int, known: int) -> bool:
    """Whether so many go at once that a mistake is likelier than the truth."""
    return going > FEW and going * 2 > known


def carry_out(
    server: Server, plan: Plan, step: Callable[[int, int], None], *, confirmed: bool
) -> None:
    """Do what a plan says, one person at a time; what is refused is noted in it."""
    actor = people.acting()
    people_first = [*plan.new, *(p for p, _k, _v in plan.changed), *(p for p, _k in plan.back)]
    known = Known.objects.filter(server=server.pk, user__active=True).count()
    if not confirmed and too_many(len(plan.gone), known):
        words = _("%(count)s of %(all)s would be disabled: take over by hand to confirm that")
        plan.refused["…"] = words % {"count": len(plan.gone), "all": known}
        plan.gone = []
    whole = len(people_first) + len(plan.gone)
    for done, person in enumerate(people_first):
        step(done, whole)
        attempt(plan, person.login, lambda p=person: take(server, actor, plan, p))  # type: ignore[misc]
    for done, gone in enumerate(plan.gone, len(people_first)):
        step(done, whole)
        attempt(plan, gone.user.login, lambda k=gone: people.put_out(actor, k))  # type: ignore[misc]
    servers().filter(pk=server.pk).update(synced_at=timezone.now())


def take(server: Server, actor: Actor, plan: Plan, person: Person) -> None:
    """One person, made or brought in step."""
    people.welcome(server, actor, person, plan.roles[person.key], plan.managed)


def attempt(plan: Plan, name: str, work: Callable[[], None]) -> None:
    """Note a refusal and go on."""
    try:
        with transaction.atomic():
            work()
    except Refusal as refusal:
        faults = "; ".join(fault.detail for fault in refusal.faults)
        plan.refused[name] = faults or refusal.detail


def told(plan: Plan, zone: str, *, done: bool) -> str:
    """A plan as a person reads it. zone: in which he lives."""
    heading = _("Taken over on %(moment)s") if done else _("What taking over would do, %(moment)s")
    moment = timezone.localtime(timezone=ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")
    lines = [heading % {"moment": moment}]
    lines += part(_("New: %(count)s"), [f"{p.name} ({p.login})" for p in plan.new])
    words = [f"{k.user.name} ({k.user.login}): {labels(v)}" for _p, k, v in plan.changed]
    lines += part(_("Changed: %(count)s"), words)
    lines += part(_("Let in again: %(count)s"), [f"{p.name} ({p.login})" for p, _k in plan.back])
    gone = [f"{k.user.name} ({k.user.login})" for k in plan.gone]
    lines += part(_("Disabled: %(count)s"), gone)
    lines += part(_("New units: %(count)s"), [f"{v} ({k})" for k, v in plan.units.items()])
    lines += part(_("Not taken over: %(count)s"), [f"{k}: {v}" for k, v in plan.refused.items()])
    lines.append(_("Unchanged: %(count)s") % {"count": plan.same})
    lines.append(_("Not to come in: %(count)s") % {"count": plan.strangers})
    return "\n".join(lines)


def part(heading: str, lines: list[str]) -> list[str]:
    """A heading with its count and the first of its lines; nothing for none."""
    if not lines:
        return []
    more = ["  …"] if len(lines) > SHOWN else []
    return [heading % {"count": len(lines)}, *(f"  {line}" for line in lines[:SHOWN]), *more]


def labels(fields: dict[str, Any]) -> str:
    """Fields of a user as people call them."""
    named = {column.name: column.verbose_name for column in User._meta.fields}
    return ", ".join(str(named[name]) for name in fields)
