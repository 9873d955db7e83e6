"""Who gains and who loses by a change of roles: each person before and after it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from kartei.platform.access.actor import Actor, admitted
from kartei.platform.access.asker import privilege_words
from kartei.platform.access.depth import within
from kartei.platform.access.excess import touches
from kartei.platform.access.models import Role, Team, User
from kartei.platform.access.role_words import depth_words, field_labels, right_words, title_of
from kartei.platform.access.roster import stand
from kartei.platform.access.rows import SHUT
from kartei.platform.access.standing import FIELD_RIGHTS, held_roles
from kartei.platform.meta.spec import DEPTHS, PRIVILEGES, Way
from kartei.platform.meta.world import Obj

#: So many people are named; the rest is counted.
NAMED = 20
#: Somebody before and after.
Pair = tuple[Actor, Actor]


def by_role(actor: Actor, key: UUID, after: Role | None) -> list[Pair]:
    """Everybody in force whose rights a changed, new or vanished role touches."""
    now = {r.pk: r for r in Role.objects.filter(deleted=False)}
    then = {k: r for k, r in now.items() if k != key} | ({key: after} if after else {})
    teams = list(Team.objects.filter(deleted=False).values_list("members", "roles"))
    pairs = []
    users = User.objects.filter(active=True, deleted=False).order_by("name_key", "pk")
    for user, given in users.values_list("pk", "roles"):
        wanted = set(given).union(*(roles for members, roles in teams if str(user) in members))
        held, will = held_roles(wanted, now.values()), held_roles(wanted, then.values())
        standing = stand(user, actor.roster)
        if standing and key in {r.pk for r in (*held, *will)}:
            person = Actor(standing, actor.world, actor.roster, language=actor.language)
            pairs.append((person.with_roles(held), person.with_roles(will)))
    return pairs


@dataclass(slots=True)
class Effect:
    """What a change means, being added up person by person."""

    asker: Actor
    gain: set[UUID] = field(default_factory=set)
    lose: set[UUID] = field(default_factory=set)
    objects: list[dict[str, Any]] = field(default_factory=list)
    counted: dict[Any, int] = field(default_factory=dict)

    def note(self, user: UUID, before: int, after: int) -> None:
        """Somebody gets more or less than he had."""
        if after != before:
            (self.gain if after > before else self.lose).add(user)

    def rows(self, obj: Obj, one: Actor) -> int:
        """How many records somebody reads, as far as the asker himself may know of them."""
        scope = one.scope(obj.name, "read")
        mark = (obj.name, scope, one.user if scope.kind == "own" else None)
        known = self.counted.get(mark)
        if known is None:
            rows = obj.twin.objects.filter(within(scope, one.user))
            rows = rows.filter(within(self.asker.scope(obj.name, "read"), self.asker.user))
            rows = rows.filter(deleted=False) if obj.has_bin else rows
            known = self.counted[mark] = rows.count()
        return known


def told(actor: Actor, pairs: Iterable[Pair]) -> dict[str, Any]:
    """The effect in numbers and words.

    ``{"people": {"count", "gain", "lose", "named": [{"id", "title", "gains", "loses"}]},
    "objects": [{"object", "title", "icon", "changes", "fields", "rows"}]}``; only what changes.
    Counts of records are exact, and hold what the asker reads himself.
    """
    found = Effect(actor)
    people = list(pairs)
    for name, obj in actor.world.objects.items():
        if actor.in_use(name):
            changed = about(found, obj, people)
            if any(changed[part] for part in ("changes", "fields", "rows")):
                found.objects.append(changed)
    return answer_of(found, people, found.objects)


def answer_of(found: Effect, people: list[Pair], objects: list[dict[str, Any]]) -> dict[str, Any]:
    """The whole effect in its outer form."""
    affected = [a.user for _before, a in people if a.user in found.gain | found.lose]
    return {
        "people": {
            "count": len(affected),
            "gain": len(found.gain),
            "lose": len(found.lose),
            "named": [named(found, user) for user in affected[:NAMED]],
        },
        "objects": objects,
    }


def told_at(actor: Actor, way: Way, draft: Any) -> dict[str, Any]:
    """The effect of other rights at a stage, as ``told``; draft: the stage as it would be written.

    A right is had by everybody or by who holds one of the roles named: here it is told as reaching
    all or nothing.
    """
    changed = {n: (draft.old.get(n), draft.get(n)) for n in way.rights if draft.changes(n)}
    stages = actor.world.objects[way.stage].twin.objects.filter(pk=draft.id)
    obj = actor.world.objects[stages.values_list("funnel__object", flat=True).get()]
    after = {draft.id: {name: values[1] for name, values in changed.items()}}
    people = [(one, weighed(one, way, after)) for one in everybody(actor)]
    near = [(b, a) for b, a in people if touches(b, obj.name)]
    found = Effect(actor)
    part = {
        "object": obj.name,
        "title": title_of(obj),
        "icon": obj.icon,
        "changes": [
            line
            for name, values in changed.items()
            for line in admissions(found, name, way.rights[name] % {"stage": draft.get("name")},
                                   values, near)
        ],
        "fields": [],
        "rows": reading(found, obj, near),
    }  # fmt: skip
    return answer_of(found, near, [part] if part["changes"] or part["rows"] else [])


def everybody(actor: Actor) -> list[Actor]:
    """All people in force, by name."""
    users = User.objects.filter(active=True, deleted=False).order_by("name_key", "pk")
    standings = (stand(key, actor.roster) for key in users.values_list("pk", flat=True))
    return [Actor(s, actor.world, actor.roster, language=actor.language) for s in standings if s]


def weighed(one: Actor, way: Way, changed: Any) -> Actor:
    """Somebody as he would be, did stages say something else."""
    then = replace(one.standing, scopes={}, seen={}, kept={SHUT: way.shut(one, changed)})
    return replace(one, standing=then)


def admissions(
    found: Effect, name: str, label: str, values: tuple[Any, Any], people: list[Pair]
) -> list[dict[str, Any]]:
    """How many a list of roles lets in that did not before, and the other way round."""
    counts: dict[bool, int] = {}
    for one, _after in people:
        was, will = (admitted(one, frozenset(roles or ())) for roles in values)
        if was != will:
            found.note(one.user, was, will)
            counts[will] = counts.get(will, 0) + 1
    return [
        {
            "privilege": name,
            "label": label,
            "before": DEPTHS[0] if will else DEPTHS[-1],
            "after": DEPTHS[-1] if will else DEPTHS[0],
            "before_label": _("no") if will else _("yes"),
            "after_label": _("yes") if will else _("no"),
            "people": count,
        }
        for will, count in sorted(counts.items())
    ]


def named(found: Effect, user: UUID) -> dict[str, Any]:
    """One of those whom the change touches."""
    return {
        "id": str(user),
        "title": found.asker.roster.user_names.get(user, ""),
        "gains": user in found.gain,
        "loses": user in found.lose,
    }


def about(found: Effect, obj: Obj, people: list[Pair]) -> dict[str, Any]:
    """What changes on one object: privileges, fields, and the records that are read."""
    return {
        "object": obj.name,
        "title": title_of(obj),
        "icon": obj.icon,
        "changes": privileges(found, obj, people),
        "fields": fields(found, obj, people),
        "rows": reading(found, obj, people),
    }


def privileges(found: Effect, obj: Obj, people: list[Pair]) -> list[dict[str, Any]]:
    """Each privilege whose depth changes: from what to what, for how many."""
    counts: dict[tuple[str, int, int], int] = {}
    for privilege in PRIVILEGES:
        for before, after in people:
            was, will = before.depth(obj.name, privilege), after.depth(obj.name, privilege)
            if was != will:
                found.note(after.user, was, will)
                place = (privilege, was, will)
                counts[place] = counts.get(place, 0) + 1
    return [
        {
            "privilege": privilege,
            "label": privilege_words(privilege),
            "before": DEPTHS[was],
            "after": DEPTHS[will],
            "before_label": depth_words(DEPTHS[was]),
            "after_label": depth_words(DEPTHS[will]),
            "people": count,
        }
        for (privilege, was, will), count in counts.items()
    ]


def fields(found: Effect, obj: Obj, people: list[Pair]) -> list[dict[str, Any]]:
    """Each field whose right changes for those who come near the object."""
    counts: dict[tuple[str, str, str], int] = {}
    near = [(b, a) for b, a in people if touches(b, obj.name) or touches(a, obj.name)]
    labels = field_labels(obj)
    seen = found.asker.fields(obj)
    for name in labels:
        if name.partition(".")[0] not in seen:
            continue
        for before, after in near:
            was, will = right_on(before, obj, name), right_on(after, obj, name)
            if was != will:
                found.note(after.user, FIELD_RIGHTS.index(was), FIELD_RIGHTS.index(will))
                counts[(name, was, will)] = counts.get((name, was, will), 0) + 1
    return [
        {
            "field": name,
            "label": str(labels[name]),
            "before": was,
            "after": will,
            "before_label": right_words(was),
            "after_label": right_words(will),
            "people": count,
        }
        for (name, was, will), count in counts.items()
    ]


def right_on(one: Actor, obj: Obj, name: str) -> str:
    """The right on a field, or on a column of lines ("lines.cost")."""
    whole, dot, part = name.partition(".")
    spec = obj.fields[whole]
    return one.line_right(obj, spec, spec.lines[part]) if dot else one.field_right(obj, spec)


def reading(found: Effect, obj: Obj, people: list[Pair]) -> list[dict[str, Any]]:
    """How many records those read whose sight changes, before and after."""
    rows: list[dict[str, Any]] = []
    for before, after in people:
        if len(rows) == NAMED:
            break
        if before.scope(obj.name, "read") == after.scope(obj.name, "read"):
            continue
        was, will = found.rows(obj, before), found.rows(obj, after)
        if was != will:
            found.note(after.user, was, will)
            title = after.roster.user_names.get(after.user, "")
            who = {"id": str(after.user), "title": title}
            rows.append({"user": who, "before": was, "after": will})
    return rows
