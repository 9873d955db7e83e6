"""Who asks: the user with everything derived from his roles, under the access version."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import timezone

from kartei.platform.access.bounds import Bounds
from kartei.platform.access.clock import SUBSTITUTED, Clock, clock_at
from kartei.platform.access.models import Role, Share, Team, Unit, User
from kartei.platform.kit.expression import Expression
from kartei.platform.meta.errors import Refusal, forbidden
from kartei.platform.meta.formulas import known_uses
from kartei.platform.meta.kinds import ParseContext
from kartei.platform.meta.spec import DEPTHS, FieldSpec, registry
from kartei.platform.meta.versions import present
from kartei.platform.meta.world import Obj, World, options_from, world_at

RANK = {name: rank for rank, name in enumerate(DEPTHS)}
#: Where a standing keeps the stages that are shut to it, by object.
SHUT = "shut"
#: Stands for a stage that the caller does not know: it is looked up where it matters.
UNTOLD: Any = object()


@dataclass(frozen=True, slots=True)
class Shut:
    """Stages whose records somebody does not see: where rows keep their stage, and which they are.

    field: the link to the stage; empty: whether a row may stand nowhere.
    """

    table: str
    field: str
    empty: bool
    stages: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """The rows a privilege reaches: none, own, some units, all, or most: all but those shut off.

    Beside them come shared ids, and the rows of owners who are absent and whom one substitutes.
    shut: whatever the rest says, rows at these stages are not reached (decision 0012).
    """

    kind: str
    units: tuple[UUID, ...] = ()
    shares: tuple[UUID, ...] = ()
    owners: tuple[UUID, ...] = ()
    shut: Shut | None = None

    @property
    def empty(self) -> bool:
        """Nothing at all is reached."""
        return self.kind == "none" and not self.shares and not self.owners


@dataclass(slots=True)
class Standing:
    """What a user's roles add up to; cached per access version."""

    user: UUID
    login: str
    name: str
    unit: UUID
    units_below: tuple[UUID, ...]
    teams: tuple[UUID, ...]
    administrator: bool
    level: int
    grants: dict[str, dict[str, int]]
    fields: dict[str, dict[str, str]]
    language: str
    zone: str
    settings: dict[str, Any]
    #: his roles and those of his teams, by id
    roles: frozenset[str] = frozenset()
    #: what the token by which he asks takes away
    bounds: Bounds | None = None
    scopes: dict[tuple[str, str], Scope] = field(default_factory=dict)
    seen: dict[tuple[str, int], dict[str, FieldSpec]] = field(default_factory=dict)
    #: what follows from these rights alone and is dear to make anew for each question
    kept: dict[Any, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Roster:
    """All units and users of an access version; small, so it is kept in memory.

    Some rights begin and end by the clock alone, so it also holds only from one such moment
    (``clock.since``) to the next (``clock.until``).
    """

    version: int
    clock: Clock
    unit_names: dict[UUID, str]
    below: dict[UUID, tuple[UUID, ...]]
    user_names: dict[UUID, str]
    user_units: dict[UUID, UUID]
    standings: dict[UUID, Standing] = field(default_factory=dict)
    titles: dict[str, dict[UUID, tuple[str, str | None]]] = field(default_factory=dict)
    #: what follows from the records of small objects
    kept: dict[Any, Any] = field(default_factory=dict)

    @property
    def mark(self) -> str:
        """What everything kept under these rights is known by."""
        return f"{self.version}.{self.clock.since:.0f}" if self.clock.since else str(self.version)


_lock = threading.Lock()
_roster: Roster | None = None


def tree_below(parents: dict[UUID, UUID | None]) -> dict[UUID, tuple[UUID, ...]]:
    """Each unit with all units under it; a cycle (refused elsewhere) cannot loop here."""
    children: dict[UUID | None, list[UUID]] = {}
    for unit, parent in parents.items():
        children.setdefault(parent, []).append(unit)
    found: dict[UUID, tuple[UUID, ...]] = {}
    for unit in parents:
        seen: list[UUID] = []
        todo = [unit]
        while todo:
            at = todo.pop()
            if at not in seen:
                seen.append(at)
                todo.extend(children.get(at, ()))
        found[unit] = tuple(seen)
    return found


def roster_at(version: int) -> Roster:
    """Units and users under an access version, at this moment."""
    global _roster
    found = _roster
    now = timezone.now()
    if found is not None and found.version == version and found.clock.holds(now):
        return found
    units = list(Unit.objects.values_list("id", "name", "parent_id"))
    users = list(User.objects.values_list("id", "name", "unit_id"))
    made = Roster(
        version,
        clock_at(now),
        {u[0]: u[1] for u in units},
        tree_below({u[0]: u[2] for u in units}),
        {u[0]: u[1] for u in users},
        {u[0]: u[2] for u in users},
    )
    with _lock:
        if _roster is None or _roster.version <= version:
            _roster = made
    return made


def forget_roster() -> None:
    """Drop what is cached; for tests that roll rights back."""
    global _roster
    _roster = None


def stand(user_id: UUID, roster: Roster) -> Standing | None:
    """The standing of an active user, from his and his teams' roles; None when he is out."""
    known = roster.standings.get(user_id)
    if known is not None:
        return known
    user = User.objects.filter(pk=user_id, active=True, deleted=False).first()
    if user is None:
        return None
    teams = [t for t in Team.objects.filter(deleted=False) if str(user_id) in t.members]
    wanted = set(user.roles) | {role for team in teams for role in team.roles}
    given = Q(pk__in=[UUID(r) for r in wanted]) | Q(everyone=True)
    roles = held_roles(wanted, list(Role.objects.filter(given, deleted=False)))
    made = Standing(
        user=user.id,
        login=user.login,
        name=user.name,
        unit=user.unit_id,
        units_below=roster.below.get(user.unit_id, (user.unit_id,)),
        teams=tuple(t.id for t in teams),
        administrator=any(r.administrator for r in roles),
        level=max((r.level for r in roles), default=0),
        grants=merged_grants(roles),
        fields=merged_fields(roles),
        language=user.language,
        zone=user.timezone,
        settings=user.settings,
        roles=frozenset(str(r.pk) for r in roles),
    )
    roster.standings[user_id] = made
    return made


def bounded(standing: Standing, bounds: Bounds | None, roster: Roster) -> Standing:
    """What is left of a standing within the bounds of a token; kept as long as the roster."""
    if bounds is None:
        return standing
    key = ("bounded", standing.user, bounds)
    found: Standing | None = roster.kept.get(key)
    if found is None:
        found = replace(standing, bounds=bounds, scopes={}, seen={}, kept={})
        roster.kept[key] = found
    return found


def held_roles(given: Iterable[str], roles: Iterable[Role]) -> list[Role]:
    """Those among some roles that a user holds: the given ones, and those of everybody whose level
    his own reach. Who has no role, or only that of a customer, is not everybody (decision 0008).
    """
    known = set(given)
    own = [r for r in roles if str(r.pk) in known]
    level = max((r.level for r in own), default=-1)
    return own + [r for r in roles if r.everyone and str(r.pk) not in known and r.level <= level]


def merged_grants(roles: list[Role]) -> dict[str, dict[str, int]]:
    """The widest depth any role gives, per object and privilege."""
    found: dict[str, dict[str, int]] = {}
    for role in roles:
        for name, grants in role.grants.items():
            mine = found.setdefault(name, {})
            for privilege, depth in grants.items():
                mine[privilege] = max(mine.get(privilege, 0), RANK.get(depth, 0))
    return found


def merged_fields(roles: list[Role]) -> dict[str, dict[str, str]]:
    """Field rights; a role that says nothing of a field leaves it as the field is by nature."""
    order = {"none": 0, "read": 1, "write": 2}
    found: dict[str, dict[str, str]] = {}
    for role in roles:
        for name, rights in role.fields.items():
            mine = found.setdefault(name, {})
            for column, right in rights.items():
                silent = any(column not in r.fields.get(name, {}) for r in roles)
                best = mine.get(column)
                if best is None or order[right] > order[best]:
                    mine[column] = right
                if silent:
                    mine[column + "?"] = "silent"
    return found


@dataclass(slots=True)
class Actor:
    """The one who asks, bound to a world. Made once per request or job.

    via: page, api, import, job, cli, rule; ip: where the request came from, if it was one.
    Everything that touches rows takes an Actor.
    """

    standing: Standing
    world: World
    roster: Roster
    via: str = "api"
    language: str = "en"
    change: UUID | None = None
    ip: str = ""
    #: a moment to write instead of now: the demo's past and the tests' fixed clock
    clock: datetime | None = None
    _ctx: ParseContext | None = None

    @property
    def user(self) -> UUID:
        """The asker's id."""
        return self.standing.user

    @property
    def administrator(self) -> bool:
        """Whether everything is allowed; never within the bounds of a token."""
        return self.standing.administrator and self.standing.bounds is None

    @property
    def mark(self) -> str:
        """What answers kept for this asker are known by, beside his rights' mark."""
        bounds = self.standing.bounds
        return f"{self.user}{bounds.scopes}" if bounds else str(self.user)

    def with_roles(self, roles: list[Role]) -> Actor:
        """The same person, had he these roles alone; to compare what they give."""
        alone = replace(
            self.standing,
            administrator=any(r.administrator for r in roles),
            grants=merged_grants(roles),
            fields=merged_fields(roles),
            roles=frozenset(str(r.pk) for r in roles),
            scopes={},
            seen={},
            kept={},
        )
        return replace(self, standing=alone)

    def obj(self, name: str) -> Obj:
        """An object of a module in use; 404 else."""
        found = self.world.objects.get(name)
        if found is None or not self.in_use(name):
            raise Refusal("records.no_object", no_object_text(), status=404, name=name[:64])
        return found

    def in_use(self, name: str) -> bool:
        """Whether the object's module is switched on."""
        module = registry.modules.get(registry.module_of(name))
        chosen = self.world.firm.modules
        return module is None or module.required or not chosen or module.name in chosen

    def depth(self, name: str, privilege: str) -> int:
        """Rank of the depth: 0 none … 4 organisation."""
        obj = self.world.objects[name]
        if self.out_of_bounds(obj, privilege):
            return 0
        if self.standing.administrator:
            return 4
        entity = obj.entity
        if privilege == "read" and entity is not None and entity.open_to_all:
            return 4
        grants = self.standing.grants
        found = grants.get(name, {}).get(privilege)
        if found is None:
            named = entity is not None and (entity.open_to_all or entity.by_name)
            found = 0 if named else grants.get("*", {}).get(privilege, 0)
        return found if obj.owned else (4 if found == 4 else 0)

    def out_of_bounds(self, obj: Obj, privilege: str) -> bool:
        """Whether the token takes a right away; names of people and units stay, as for everybody:
        without them no record could name its owner.
        """
        bounds = self.standing.bounds
        if bounds is None or bounds.allows(obj.name, privilege):
            return False
        return not (privilege == "read" and obj.entity is not None and obj.entity.open_to_all)

    def may(self, name: str, privilege: str) -> bool:
        """Whether the privilege reaches anything at all by role."""
        return self.depth(name, privilege) > 0

    def must(self, name: str, privilege: str) -> None:
        """Refuse with 403 when the role gives nothing."""
        if not self.may(name, privilege):
            raise forbidden(missing_text(), privilege=privilege_words(privilege))

    def scope(self, name: str, privilege: str) -> Scope:
        """The rows reached by a privilege; shares are fetched first and go in as literal ids."""
        key = (name, privilege)
        known = self.standing.scopes.get(key)
        if known is None:
            known = self.standing.scopes[key] = self._scope(name, privilege)
        return known

    def _scope(self, name: str, privilege: str) -> Scope:
        if self.out_of_bounds(self.world.objects[name], privilege):
            return Scope("none")
        depth = self.depth(name, privilege)
        shut = self.shut(name)
        if depth == 4:
            return Scope("most", shut=shut) if shut else Scope("all")
        shares = self._shares(name, privilege)
        owners = self._absent(name, privilege)
        if depth < 2:
            kind = "own" if depth else "none"
            return Scope(kind, shares=shares, owners=owners, shut=shut)
        units = (self.standing.unit,) if depth == 2 else self.standing.units_below
        # whoever belongs to one of these units owns nothing that is not reached already
        others = tuple(o for o in owners if self.roster.user_units.get(o) not in units)
        return Scope("units", units, shares, others, shut)

    def shut(self, name: str) -> Shut | None:
        """The stages whose records of an object his roles do not see; None where there is none."""
        obj = self.world.objects[name]
        if self.standing.administrator or not obj.staged:
            return None
        kept = self.standing.kept
        if SHUT not in kept:
            way = registry.way()
            kept[SHUT] = way.shut(self, {}) if way else {}
        stages = kept[SHUT].get(name)
        if not stages:
            return None
        empty = obj.twin._meta.get_field(obj.staged).null
        return Shut(obj.table, obj.staged, empty, tuple(sorted(stages)))

    def shut_off(self, name: str, record: UUID, stage: Any = UNTOLD) -> bool:
        """Whether a record stands at a stage that his roles do not see."""
        shut = self.shut(name)
        if shut is None:
            return False
        if stage is UNTOLD:
            rows = self.world.objects[name].twin.objects.filter(pk=record)
            stage = rows.values_list(f"{shut.field}_id", flat=True).first()
        return stage in shut.stages

    def _absent(self, name: str, privilege: str) -> tuple[UUID, ...]:
        """Those whom the asker substitutes now and who reach their own rows by this privilege."""
        obj = self.world.objects[name]
        if not obj.owned or privilege not in SUBSTITUTED:
            return ()
        return tuple(
            absent
            for absent in self.roster.clock.substituted.get(self.user, ())
            if (standing := stand(absent, self.roster))
            and replace(self, standing=standing).depth(name, privilege)
        )

    def _shares(self, name: str, privilege: str) -> tuple[UUID, ...]:
        mine = Q(user=self.user) | Q(unit=self.standing.unit)
        if self.standing.teams:
            mine |= Q(team__in=self.standing.teams)
        valid = Q(until=None) | Q(until__gt=timezone.now())
        rows = Share.objects.filter(mine, valid, object=name).values_list("record", "rights")
        return tuple(sorted({record for record, rights in rows if privilege in rights}))

    def reaches(
        self,
        name: str,
        privilege: str,
        owner: UUID | None,
        unit: UUID | None,
        record: UUID | None,
        stage: Any = UNTOLD,
    ) -> bool:
        """Whether a privilege reaches one row, known by its owner, unit and id.

        stage: where it stands, if the caller knows it; else it is looked up for those to whom any
        stage is shut.
        """
        if not self._inside(name, privilege, owner, unit, record):
            return False
        return record is None or not self.shut_off(name, record, stage)

    def _inside(
        self, name: str, privilege: str, owner: UUID | None, unit: UUID | None, record: UUID | None
    ) -> bool:
        """The same without regard to stages."""
        scope = self.scope(name, privilege)
        if scope.kind in ("all", "most"):
            return True
        if record is not None and record in scope.shares:
            return True
        if owner is not None and owner in scope.owners:
            return True
        if scope.kind == "own":
            return owner == self.user
        return scope.kind == "units" and unit in scope.units

    def field_right(self, obj: Obj, spec: FieldSpec) -> str:
        """ "none", "read" or "write" for a field of an object; a formula needs what it reads."""
        if obj.whole is not None:
            return self.line_right(obj.whole, obj.whole.fields[obj.part], spec)
        if self.leads_away(spec):
            return "none"
        if spec.formula is not None and not self.reads_formula(obj, spec.formula):
            return "none"
        natural = "read" if spec.read_only else "write"
        if self.standing.administrator:
            return natural
        rights = self.standing.fields.get(obj.name, {})
        found = rights.get(spec.name)
        by_nature = "none" if spec.guarded else natural
        if found is None:
            return by_nature
        order = ("none", "read", "write")
        if spec.name + "?" in rights and order.index(by_nature) > order.index(found):
            found = by_nature
        return "read" if spec.read_only and found == "write" else found

    def leads_away(self, spec: FieldSpec) -> bool:
        """Whether a field leads into a module that is switched off, or sums up what is there.

        Only fields made at run time can: a module needs those that its own fields lead into.
        """
        names = (spec.target, spec.rollup.object if spec.rollup else None)
        return any(n in self.world.objects and not self.in_use(n) for n in names if n)

    def reads_formula(self, obj: Obj, made: Expression) -> bool:
        """Whether the asker reads every field that an expression uses."""
        for use in known_uses(self.world, obj, made).values():
            here = obj
            for link in use.links:
                target = link.target or ""
                if self.field_right(here, link) == "none" or not self.may(target, "read"):
                    return False
                here = self.world.objects[target]
            own = self.field_right(use.obj, use.lines or use.spec)
            if own == "none" or (
                use.lines is not None and self.line_right(use.obj, use.lines, use.spec) == "none"
            ):
                return False
        return True

    def fields(self, obj: Obj) -> dict[str, FieldSpec]:
        """The fields that exist for the asker."""
        key = (obj.name, self.world.version)
        known = self.standing.seen.get(key)
        if known is None:
            known = self.standing.seen[key] = {
                n: self._seen(obj, s)
                for n, s in obj.fields.items()
                if self.field_right(obj, s) != "none"
            }
        return known

    def reads_title(self, obj: Obj) -> bool:
        """Whether titles of an object's records exist for the asker, wherever they would stand."""
        return obj.title_field in self.fields(obj)

    def line_right(self, obj: Obj, spec: FieldSpec, child: FieldSpec) -> str:
        """The right on a column of child rows; roles name it "lines.cost"."""
        part = self.world.parts.get(f"{obj.name}.{spec.name}")
        if child.formula is not None and part is not None:
            if not self.reads_formula(part, child.formula):
                return "none"
            child = replace(child, formula=None)
        return self.field_right(obj, replace(child, name=f"{spec.name}.{child.name}"))

    def _seen(self, obj: Obj, spec: FieldSpec) -> FieldSpec:
        """The field without what the asker may not read: columns of lines (rights are named
        "lines.cost"), and options that are fields of another object.
        """
        if spec.options_of in self.world.objects:
            others = options_from(spec, self.world.objects)
            known = {name for other in others for name in self.fields(other)}
            return replace(spec, options=tuple(o for o in spec.options if o.value in known))
        if spec.lines is None:
            return spec
        seen = {n: s for n, s in spec.lines.items() if self.line_right(obj, spec, s) != "none"}
        return replace(spec, lines=seen)

    @property
    def ctx(self) -> ParseContext:
        """How this asker's values are to be understood."""
        if self._ctx is None:
            from kartei.platform.meta.rates import to_base

            zone = ZoneInfo(self.standing.zone or self.world.firm.timezone)
            now = self.clock or timezone.now()
            self._ctx = ParseContext(
                currency=self.world.firm.currency,
                region=self.world.region,
                zone=zone,
                today=now.astimezone(zone).date(),
                now=now,
                me=self.user,
                language=self.language,
                to_base=to_base(self.world.firm.currency, now.astimezone(zone).date()),
            )
        return self._ctx


def admitted(actor: Actor, roles: frozenset[str]) -> bool:
    """Whether a list of roles lets somebody in; an empty one lets everybody in."""
    return not roles or actor.standing.administrator or bool(roles & actor.standing.roles)


def no_object_text() -> Any:
    """Words for an unknown object."""
    from django.utils.translation import gettext_lazy as _

    return _("There is no object “%(name)s”")


def missing_text() -> Any:
    """Words for a missing privilege."""
    from django.utils.translation import gettext_lazy as _

    return _("Your role does not include the right “%(privilege)s” here")


def privilege_words(privilege: str) -> str:
    """The name of a privilege in the active language."""
    from django.utils.translation import gettext as _

    return {
        "read": _("read"), "create": _("create"), "write": _("write"), "delete": _("delete"),
        "append": _("append"), "append_to": _("append to"), "assign": _("assign"),
        "share": _("share"), "export": _("export"), "print": _("print"),
    }.get(privilege, privilege)  # fmt: skip


def an_administrator() -> Actor | None:
    """An administrator who may work now, for what the installation does by itself."""
    roles = {
        str(key) for key in Role.objects.filter(administrator=True).values_list("pk", flat=True)
    }
    users = User.objects.filter(active=True, deleted=False).order_by("created_at")
    for key, held in users.values_list("id", "roles"):
        if roles & set(held or []):
            return actor_for(key, via="job")
    return None


def actor_for(
    user_id: UUID, *, via: str, language: str = "", bounds: Bounds | None = None
) -> Actor:
    """The actor of a job or command, with the versions of this moment; 403 when he is out.

    bounds: those of the token by which he ordered it.
    """
    meta, access = present()
    roster = roster_at(access)
    standing = stand(user_id, roster)
    if standing is None:
        raise forbidden()
    world = world_at(meta)
    chosen = language or standing.language or world.firm.language
    return Actor(bounded(standing, bounds, roster), world, roster, via=via, language=chosen)
