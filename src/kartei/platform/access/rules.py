"""Rules of users, units, roles and teams: levels, the last administrator, ended sessions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.cover import must_cover, outreaches, shares_beyond
from kartei.platform.access.excess import beyond
from kartei.platform.access.logins import check_login, check_own_mail
from kartei.platform.access.models import Role, Session, Team, Token, Unit, User
from kartei.platform.access.people import (
    check_person,
    has_password_elsewhere,
    tell_act,
    tell_followers,
    with_own_password,
)
from kartei.platform.meta.errors import FieldFault, Refusal, forbidden
from kartei.platform.meta.models import State
from kartei.platform.meta.spec import DEPTHS, PRIVILEGES
from kartei.platform.meta.versions import bump_access

MIN_PASSWORD = 8
MAX_PASSWORD = 256
#: So many of those that keep a unit in use are named.
NAMED = 5
UNIT, SUBUNITS = DEPTHS.index("unit"), DEPTHS.index("subunits")


def roles_among(ids: list[str]) -> list[Role]:
    """Roles by their ids."""
    return list(Role.objects.filter(pk__in=[UUID(r) for r in ids]))


def check_levels(draft: Any, ids: set[str]) -> None:
    """Roles are given and taken only below one's own level, and given only what one has oneself."""
    actor, roles = draft.actor, roles_among(list(ids))
    if actor.administrator:
        return
    given = [role for role in roles if str(role.pk) in (draft.get("roles") or [])]
    if any(r.level >= actor.standing.level or r.administrator for r in roles):
        draft.fault(
            "roles", "access.level", _("You may give or take only roles below your own level")
        )
    elif any(beyond(actor, role) for role in given):
        draft.fault("roles", "access.lacking", _("This role gives rights that you lack yourself"))


def given_and_taken(draft: Any, name: str) -> set[str]:
    """The ids that come into a field of several links, or leave it."""
    if not draft.changes(name):
        return set()
    return set(draft.new[name] or []) ^ set(draft.old.get(name) or [])


def check_user(draft: Any) -> None:
    """Login in lower case; roles below one's own level; the last administrator stays.

    Who becomes a program cannot sign in any more, so he is no administrator to rely on.
    """
    check_login(draft)
    check_own_mail(draft)
    if draft.creating and "password" not in draft.new:
        draft.put("password", make_password(None))
    check_levels(draft, given_and_taken(draft, "roles"))
    check_place(draft)
    check_hold(draft)
    check_person(draft)
    if not draft.creating and outranks(draft.actor, draft.id):
        draft.fault("roles", "access.level", _("This user stands above your level"))
    leaving = bool(draft.get("deleted") or draft.get("program"))
    if not draft.creating and (leaving or draft.changes("roles")):
        keep_an_administrator(draft, still=not leaving and is_administrator(draft.get("roles")))


def check_place(draft: Any) -> None:
    """A user is put only into units that one reaches oneself, from such: his roles' depth counts
    from there, and his records move along. Nobody moves himself: with the unit he would take its
    records. What is shared with a unit one reaches oneself.
    """
    actor, unit, depths = draft.actor, draft.get("unit"), unit_depths(draft.actor)
    if actor.administrator or not unit or not draft.changes("unit"):
        return
    mine = actor.standing.units_below if depths == {SUBUNITS} else (actor.standing.unit,)
    places = {unit} if draft.creating else {unit, draft.old.get("unit")}
    beyond_mine = depths and (not places <= set(mine) or draft.id == actor.user)
    if beyond_mine or shares_beyond(actor, unit=unit):
        draft.fault("unit", "access.unit_beyond", _("You may put people only into your own units"))


def check_hold(draft: Any) -> None:
    """A link to a new password goes to the mail address; and a restriction comes with a role."""
    actor, roles = draft.actor, draft.get("roles")
    if not draft.creating and draft.changes("email") and outreaches(actor, draft.id):
        words = _("This user reaches what you do not reach yourself")
        draft.fault("email", "access.lacking", words)
    bare = not roles and (draft.creating or draft.changes("roles"))
    if bare and not actor.administrator and beyond(actor, Role()):
        words = _("Without a role this user would see more than you do")
        draft.fault("roles", "access.lacking", words)


def unit_depths(actor: Any) -> set[int]:
    """Those of the depths "unit" and "subunits" that the actor has anywhere."""
    names = [name for name, obj in actor.world.objects.items() if obj.owned]
    return {actor.depth(name, p) for name in names for p in PRIVILEGES} & {UNIT, SUBUNITS}


def is_administrator(roles: list[str] | None) -> bool:
    """Whether some roles make an administrator."""
    return any(r.administrator for r in roles_among(roles or []))


def keep_an_administrator(draft: Any, *, still: bool) -> None:
    """Refuse to take the last administrator away."""
    if still:
        return
    hold_rights()
    admins = {str(r) for r in Role.objects.filter(administrator=True).values_list("pk", flat=True)}
    others = people_besides(draft.id)
    if not any(admins & set(roles) for roles in others.values_list("roles", flat=True)):
        draft.fault("roles", "access.last_administrator", _("There must be an administrator"))


def people_besides(key: UUID) -> Any:
    """Everybody else who can sign in, whichever machine is away."""
    users = User.objects.filter(active=True, deleted=False, program=False).exclude(pk=key)
    return with_own_password(users)


def hold_rights() -> None:
    """Wait until others who change rights are through: two must not take each other's away."""
    State.objects.select_for_update().filter(pk=1).first()


def follow_user(draft: Any) -> None:
    """Changed roles, a deleted account or one that becomes a program's end all that lets in; a new
    unit takes the records along.
    """
    if draft.changes("roles", "program") or draft.get("deleted"):
        end_access(draft.id)
    tell_followers(draft)


def end_access(user: UUID) -> None:
    """Sessions and tokens of a user are over at once, and with them his streams."""
    Token.objects.filter(user=user, ended=False).update(ended=True)
    end_sessions(user)


def end_sessions(user: UUID) -> None:
    """All sessions of a user are over at once; the epoch also ends what is cached."""
    Session.objects.filter(user=user).delete()
    User.objects.filter(pk=user).update(epoch=F("epoch") + 1)


def password_of(data: dict[str, Any]) -> str:
    """A new password of sensible length; no composition rules (ASVS 6.2.5)."""
    password = data.get("password")
    if not isinstance(password, str) or not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
        words = _("A password has %(low)s to %(high)s characters")
        detail = str(words) % {"low": MIN_PASSWORD, "high": MAX_PASSWORD}
        fault = FieldFault("password", "access.password", detail, "/password")
        raise Refusal("access.password", detail, faults=[fault])
    return password


def set_password(actor: Any, obj: Any, ids: list[UUID], data: dict[str, Any]) -> Any:
    """Give a user a new password; his sessions and tokens end."""
    password = password_of(data)
    for key in ids:
        must_outrank(actor, key)
        must_cover(actor, key)
        if has_password_elsewhere(key):
            words = _("This user has his password in the firm's directory")
            raise Refusal("access.password_elsewhere", words, status=409)
        User.objects.filter(pk=key).update(password=make_password(password))
        end_access(key)
        tell_act(actor, key, "set_password", {})
    bump_access()
    return _("The password is set; open sessions were ended")


def must_outrank(actor: Any, key: UUID) -> None:
    """Only somebody above a user may change his account."""
    if outranks(actor, key):
        raise forbidden(_("This user stands above your level"))


def outranks(actor: Any, key: UUID) -> bool:
    """Whether a user stands on the actor's level or above, by his roles or those of his teams."""
    if actor.administrator or key == actor.user:
        return False
    wanted = set(User.objects.values_list("roles", flat=True).get(pk=key))
    for members, roles in Team.objects.filter(deleted=False).values_list("members", "roles"):
        wanted |= set(roles) if str(key) in members else set()
    level: int = actor.standing.level
    return any(r.level >= level or r.administrator for r in roles_among(list(wanted)))


def disable(actor: Any, obj: Any, ids: list[UUID], data: dict[str, Any]) -> None:
    """Keep somebody out: sessions and tokens end at once, the records stay."""
    with transaction.atomic():
        hold_rights()
        for key in ids:
            was = User.objects.filter(pk=key, active=True).exists()
            keep_out(actor, key)
            tell_act(actor, key, "disable", {"active": [True, False]} if was else {})
        # what runs in his name (jobs, streams) looks at rights under this version
        bump_access()


def keep_out(actor: Any, key: UUID) -> None:
    """One account; refuses to lock out the last administrator."""
    must_outrank(actor, key)
    admins = Role.objects.filter(administrator=True).values_list("pk", flat=True)
    others = people_besides(key)
    wanted = {str(r) for r in admins}
    if not any(wanted & set(r) for r in others.values_list("roles", flat=True)):
        raise Refusal("access.last_administrator", _("There must be an administrator"))
    User.objects.filter(pk=key).update(active=False)
    end_access(key)


def enable(actor: Any, obj: Any, ids: list[UUID], data: dict[str, Any]) -> None:
    """Let somebody in again."""
    for key in ids:
        must_outrank(actor, key)
        if User.objects.filter(pk=key, active=False).update(active=True):
            tell_act(actor, key, "enable", {"active": [False, True]})
    bump_access()


def check_unit(draft: Any) -> None:
    """A unit is not part of itself; the tree keeps its root and its people."""
    if draft.changes("parent") and draft.get("parent"):
        below = draft.actor.roster.below.get(draft.id, ())
        if draft.get("parent") in below or draft.get("parent") == draft.id:
            draft.fault("parent", "access.cycle", _("A unit cannot be part of itself"))
    check_branch(draft)
    if draft.get("deleted"):
        check_empty(draft)


def check_empty(draft: Any) -> None:
    """A unit that goes holds neither people nor sub-units; the refusal names some of them."""
    people = User.objects.filter(unit=draft.id, deleted=False).values_list("name", flat=True)
    inside = Unit.objects.filter(parent=draft.id, deleted=False).values_list("name", flat=True)
    held = [*people.order_by("name_key")[:NAMED], *inside.order_by("name_key")[:NAMED]]
    if held:
        count = people.count() + inside.count()
        more = f" … ({count})" if count > len(held) else ""
        draft.fault(
            "name",
            "access.unit_in_use",
            _("Move the people and sub-units first: %(held)s"),
            held=", ".join(held) + more,
        )


def check_branch(draft: Any) -> None:
    """Who does not reach everything anyway hangs nothing below himself that he did not reach."""
    actor, parent = draft.actor, draft.get("parent")
    if actor.administrator or draft.creating or not draft.changes("parent"):
        return
    mine = actor.standing.units_below
    if SUBUNITS in unit_depths(actor) and parent in mine and draft.id not in mine:
        draft.fault("parent", "access.unit_beyond", _("This unit would come under your own"))


def check_team(draft: Any) -> None:
    """A team's roles are given like a user's: to its members, and with each new one again."""
    roles = given_and_taken(draft, "roles")
    if given_and_taken(draft, "members") or draft.changes("deleted"):
        roles |= set(draft.get("roles") or [])
    check_levels(draft, roles)
    newcomers = set(draft.get("members") or ()) - set(draft.old.get("members") or ())
    if newcomers and shares_beyond(draft.actor, team=draft.id):
        words = _("Records are shared with this team that you do not reach yourself")
        draft.fault("members", "access.lacking", words)
