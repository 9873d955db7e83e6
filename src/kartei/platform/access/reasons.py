"""Why somebody may or may not do something with a record, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kartei.platform.access.actor import Actor
from kartei.platform.access.asker import privilege_words
from kartei.platform.access.effects import right_on
from kartei.platform.access.models import Role, Share, Team
from kartei.platform.access.role_words import field_labels, right_words
from kartei.platform.access.standing import RANK
from kartei.platform.meta.spec import DEPTHS, PRIVILEGES
from kartei.platform.meta.world import Obj

#: Making is no act on a record that is there.
ASKED = tuple(p for p in PRIVILEGES if p != "create")


@dataclass(slots=True)
class Case:
    """One person before one record."""

    person: Actor
    obj: Obj
    key: UUID
    owner: UUID | None
    unit: UUID | None
    roles: list[Role]
    #: the stage where the record stands and its name, if it goes through a pipeline
    stage: UUID | None = None
    stage_name: str = ""
    #: privileges that the stage takes away
    denied: frozenset[str] = frozenset()

    def depth_by(self, role: Role, privilege: str) -> int:
        """The depth that one of his roles alone gives."""
        return self.person.with_roles([role]).depth(self.obj.name, privilege)

    @property
    def owner_name(self) -> str:
        """Whose record it is."""
        return self.person.roster.user_names.get(self.owner, "") if self.owner else ""

    def unit_name(self, unit: UUID | None) -> str:
        """The name of a unit."""
        return self.person.roster.unit_names.get(unit, "") if unit else ""


def answers(case: Case) -> list[dict[str, Any]]:
    """``[{"privilege", "label", "yes", "depth", "role", "reason"}]`` for every act on a record."""
    reads = reaches(case, "read")
    return [answer(case, privilege, reads) for privilege in ASKED]


def reaches(case: Case, privilege: str) -> bool:
    """Whether the privilege reaches the record."""
    place = (case.owner, case.unit, case.key, case.stage)
    return case.person.reaches(case.obj.name, privilege, *place)


def answer(case: Case, privilege: str, reads: bool) -> dict[str, Any]:
    """One privilege, with the reason. What he cannot read he cannot do anything with."""
    depth = case.person.depth(case.obj.name, privilege)
    role = widest(case, privilege)
    yes = reads and reaches(case, privilege) and privilege not in case.denied
    if case.person.shut_off(case.obj.name, case.key, case.stage):
        reason = _("his roles do not see what stands at the stage “%(stage)s”")
        reason %= {"stage": case.stage_name}
    elif reads and privilege in case.denied:
        reason = _("his roles do not change what stands at the stage “%(stage)s”")
        reason %= {"stage": case.stage_name}
    elif not reads and privilege != "read":
        reason = _("He does not see this record")
    else:
        reason = why(case, privilege, role, depth) if yes else why_not(case, role, depth)
    return {
        "privilege": privilege,
        "label": privilege_words(privilege),
        "yes": yes,
        "depth": DEPTHS[depth],
        "role": {"id": str(role.pk), "title": role.name} if role else None,
        "reason": reason,
    }


def widest(case: Case, privilege: str) -> Role | None:
    """The role that gives most, or none."""
    giving = [(case.depth_by(r, privilege), r) for r in case.roles]
    best = max(giving, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] else None


def why(case: Case, privilege: str, role: Role | None, depth: int) -> str:
    """What opens the record."""
    person, obj = case.person, case.obj
    if person.administrator:
        return _("administrator by the role “%(role)s”") % {"role": role.name if role else ""}
    entity = obj.entity
    if privilege == "read" and entity is not None and entity.open_to_all:
        return _("open to everybody")
    if role is not None and inside(case, depth):
        words = {"role": name_of(case, role), "unit": case.unit_name(person.standing.unit)}
        return {
            RANK["own"]: _("%(role)s: own records, and this one is his"),
            RANK["unit"]: _("%(role)s: records of the unit “%(unit)s”"),
            RANK["subunits"]: _("%(role)s: records of the unit “%(unit)s” and those below it"),
        }.get(depth, _("%(role)s: all records of the firm")) % words
    share = shared_by(case, privilege)
    if share is not None:
        return share
    return _("stands in for %(name)s, who is absent") % {"name": case.owner_name}


def inside(case: Case, depth: int) -> bool:
    """Whether the record lies within a depth, shares and absences aside."""
    standing = case.person.standing
    if depth == RANK["own"]:
        return case.owner == case.person.user
    if depth in (RANK["unit"], RANK["subunits"]):
        units = (standing.unit,) if depth == RANK["unit"] else standing.units_below
        return case.unit in units
    return depth == RANK["organisation"]


def name_of(case: Case, role: Role) -> str:
    """A role as the reason names it: with the team that it comes from, or as everybody's."""
    if role.everyone:
        return _("Role “%(role)s” of everybody") % {"role": role.name}
    mine = str(case.person.user)
    for team in Team.objects.filter(pk__in=case.person.standing.teams):
        if str(role.pk) in team.roles and mine in team.members and not holds(case, role):
            words = {"role": role.name, "team": team.name}
            return _("Role “%(role)s” of the team “%(team)s”") % words
    return _("Role “%(role)s”") % {"role": role.name}


def holds(case: Case, role: Role) -> bool:
    """Whether a role is his own and not only that of a team."""
    from kartei.platform.access.models import User

    return str(role.pk) in User.objects.values_list("roles", flat=True).get(pk=case.person.user)


def shared_by(case: Case, privilege: str) -> str | None:
    """By whom and with whom the record was shared, where that is what opens it."""
    standing = case.person.standing
    mine = Q(user=standing.user) | Q(unit=standing.unit) | Q(team__in=standing.teams)
    valid = Q(until=None) | Q(until__gt=timezone.now())
    for row in Share.objects.filter(mine, valid, object=case.obj.name, record=case.key):
        if privilege in row.rights:
            words = {"by": case.person.roster.user_names.get(row.by, ""), "with": with_whom(row)}
            return _("shared by %(by)s with %(with)s") % words
    return None


def with_whom(row: Share) -> str:
    """The person, team or unit that a record is shared with."""
    if row.user is not None:
        return _("this user")
    if row.team is not None:
        name = Team.objects.values_list("name", flat=True).filter(pk=row.team).first()
        return _("the team “%(name)s”") % {"name": name or ""}
    return _("the unit")


def why_not(case: Case, role: Role | None, depth: int) -> str:
    """What keeps the record closed."""
    if role is None:
        return _("no role gives this right")
    person = case.person
    words = {
        "role": name_of(case, role),
        "unit": case.unit_name(person.standing.unit),
        "owner": case.owner_name or _("nobody"),
        "other": case.unit_name(case.unit) or _("no unit"),
    }
    if depth == RANK["own"]:
        return _("%(role)s: only own records; this one belongs to %(owner)s") % words
    if depth == RANK["unit"]:
        text = _("%(role)s: only the unit “%(unit)s”; this record belongs to “%(other)s”")
        return text % words
    text = _("%(role)s: only “%(unit)s” and the units below; this record belongs to “%(other)s”")
    return text % words


def field_bans(case: Case, asker: Actor) -> list[dict[str, Any]]:
    """Fields on which he has another right than the asker: ``[{"field","label","right","words"}]``.

    Of fields that the asker himself may not read nothing is told.
    """
    seen = asker.fields(case.obj)
    found = []
    for name, label in field_labels(case.obj).items():
        if name.partition(".")[0] not in seen:
            continue
        right, mine = right_on(case.person, case.obj, name), right_on(asker, case.obj, name)
        if right != mine and mine != "none":
            words = right_words(right)
            found.append({"field": name, "label": str(label), "right": right, "words": words})
    return found
