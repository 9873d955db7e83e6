"""Rules of users, units, roles and teams: levels, the last administrator, ended sessions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.models import Role, Session, Token, Unit, User
from kartei.platform.meta.errors import Refusal, forbidden

MIN_PASSWORD = 8
MAX_PASSWORD = 256


def roles_among(ids: list[str]) -> list[Role]:
    """Roles by their ids."""
    return list(Role.objects.filter(pk__in=[UUID(r) for r in ids]))


def check_levels(draft: Any, name: str) -> None:
    """A user gives only roles below his own level, so nothing that he lacks."""
    actor = draft.actor
    if actor.administrator or not draft.changes(name):
        return
    moved = set(draft.new[name] or []) ^ set(draft.old.get(name) or [])
    if any(r.level >= actor.standing.level or r.administrator for r in roles_among(list(moved))):
        draft.fault(name, "access.level", _("You may give or take only roles below your own level"))


def check_user(draft: Any) -> None:
    """Login in lower case; roles below one's own level; the last administrator stays."""
    if draft.get("login"):
        draft.put("login", draft.get("login").strip().lower())
    if draft.creating and "password" not in draft.new:
        draft.put("password", make_password(None))
    check_levels(draft, "roles")
    outranked = (
        not draft.creating and draft.id != draft.actor.user and not draft.actor.administrator
    )
    if outranked and any(
        r.level >= draft.actor.standing.level for r in roles_among(draft.old.get("roles") or [])
    ):
        draft.fault("roles", "access.level", _("This user stands above your level"))
    leaving = bool(draft.get("deleted"))
    if not draft.creating and (leaving or draft.changes("roles")):
        keep_an_administrator(draft, still=not leaving and is_administrator(draft.get("roles")))


def is_administrator(roles: list[str] | None) -> bool:
    """Whether some roles make an administrator."""
    return any(r.administrator for r in roles_among(roles or []))


def keep_an_administrator(draft: Any, *, still: bool) -> None:
    """Refuse to take the last administrator away."""
    if still:
        return
    admins = {str(r) for r in Role.objects.filter(administrator=True).values_list("pk", flat=True)}
    others = User.objects.filter(active=True, deleted=False).exclude(pk=draft.id)
    if not any(admins & set(roles) for roles in others.values_list("roles", flat=True)):
        draft.fault("roles", "access.last_administrator", _("There must be an administrator"))


def follow_user(draft: Any) -> None:
    """Changed roles or a deleted account end all sessions; a new unit takes the records along."""
    if draft.changes("roles") or draft.get("deleted"):
        end_sessions(draft.id)


def end_sessions(user: UUID) -> None:
    """All sessions of a user are over at once; the epoch also ends what is cached."""
    Session.objects.filter(user=user).delete()
    User.objects.filter(pk=user).update(epoch=F("epoch") + 1)


def password_of(data: dict[str, Any]) -> str:
    """A new password of sensible length; no composition rules (ASVS 6.2.5)."""
    password = data.get("password")
    if not isinstance(password, str) or not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
        raise Refusal(
            "access.password",
            _("A password has %(low)s to %(high)s characters"),
            low=MIN_PASSWORD,
            high=MAX_PASSWORD,
        )
    return password


def set_password(actor: Any, obj: Any, ids: list[UUID], data: dict[str, Any]) -> Any:
    """Give a user a new password; his sessions end."""
    password = password_of(data)
    for key in ids:
        must_outrank(actor, key)
        User.objects.filter(pk=key).update(password=make_password(password))
        end_sessions(key)
    return _("The password is set; open sessions were ended")


def must_outrank(actor: Any, key: UUID) -> None:
    """Only somebody above a user may change his account."""
    if actor.administrator or key == actor.user:
        return
    roles = roles_among(User.objects.values_list("roles", flat=True).get(pk=key))
    if any(r.level >= actor.standing.level for r in roles):
        raise forbidden(_("This user stands above your level"))


def disable(actor: Any, obj: Any, ids: list[UUID], data: dict[str, Any]) -> Any:
    """Keep somebody out: sessions and tokens end at once, the records stay."""
    for key in ids:
        must_outrank(actor, key)
        admins = Role.objects.filter(administrator=True).values_list("pk", flat=True)
        others = User.objects.filter(active=True, deleted=False).exclude(pk=key)
        wanted = {str(r) for r in admins}
        if not any(wanted & set(r) for r in others.values_list("roles", flat=True)):
            raise Refusal("access.last_administrator", _("There must be an administrator"))
        User.objects.filter(pk=key).update(active=False)
        Token.objects.filter(user=key).update(ended=True)
        end_sessions(key)
    return None


def enable(actor: Any, obj: Any, ids: list[UUID], data: dict[str, Any]) -> Any:
    """Let somebody in again."""
    for key in ids:
        must_outrank(actor, key)
    User.objects.filter(pk__in=ids).update(active=True)


def check_unit(draft: Any) -> None:
    """A unit is not part of itself; the tree keeps its root and its people."""
    if draft.changes("parent") and draft.get("parent"):
        below = draft.actor.roster.below.get(draft.id, ())
        if draft.get("parent") in below or draft.get("parent") == draft.id:
            draft.fault("parent", "access.cycle", _("A unit cannot be part of itself"))
    used = User.objects.filter(unit=draft.id, deleted=False).exists()
    inside = Unit.objects.filter(parent=draft.id, deleted=False).exists()
    if draft.get("deleted") and (used or inside):
        draft.fault("name", "access.unit_in_use", _("Move the people and sub-units first"))


def check_role(draft: Any) -> None:
    """Roles are made below one's own level; a role in use stays."""
    actor = draft.actor
    level = max(draft.get("level") or 0, draft.old.get("level") or 0)
    if not actor.administrator and level >= actor.standing.level:
        draft.fault("level", "access.level", _("You may make only roles below your own level"))
    if draft.get("deleted"):
        held = User.objects.filter(deleted=False).values_list("roles", flat=True)
        if any(str(draft.id) in roles for roles in held):
            draft.fault("name", "access.role_in_use", _("Somebody holds this role"))


def check_team(draft: Any) -> None:
    """A team's roles are given like a user's."""
    check_levels(draft, "roles")
