"""Rules of roles: what can be granted, by whom, and that somebody is left who can."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from kartei.platform.access.asker import privilege_words
from kartei.platform.access.excess import REST, excess
from kartei.platform.access.models import Role, Team, User
from kartei.platform.access.role_words import cells, field_labels, title_of
from kartei.platform.access.rules import hold_rights
from kartei.platform.access.standing import FIELD_RIGHTS
from kartei.platform.meta.spec import DEPTHS, PRIVILEGES

TOP = 100
#: So many faults of one role are told at once.
TOLD = 20


def check_role(draft: Any) -> None:
    """Judge a role before it is written: known rights, below one's own level, none one lacks."""
    if draft.verb == "merge":
        # what a role is merged into, all its holders would hold, whoever may give it
        draft.fault("name", "access.no_merge", _("Roles are not merged; give people the other one"))
    check_level(draft)
    if draft.changes("administrator", "everyone") or touched(draft, "everyone"):
        only_administrator(draft)
    if not draft.creating and draft.changes("key"):
        draft.fault("key", "access.fixed", _("What a role was made from stays"))
    check_grants(draft)
    check_fields(draft)
    if not draft.faults and not draft.actor.administrator:
        check_own(draft)
    if draft.get("deleted"):
        check_unheld(draft)
    check_left(draft)


def check_level(draft: Any) -> None:
    """Roles are made and changed only below one's own level."""
    level = draft.get("level")
    if level is not None and not 0 <= level <= TOP:
        draft.fault("level", "access.levels", _("A level is a number from 0 to %(top)s"), top=TOP)
    highest = max(level or 0, draft.old.get("level") or 0)
    actor = draft.actor
    if not actor.administrator and (
        highest >= actor.standing.level or draft.old.get("administrator")
    ):
        draft.fault("level", "access.level", _("You may make only roles below your own level"))


def touched(draft: Any, flag: str) -> bool:
    """Whether a change alters what a role with this mark gives."""
    return bool(draft.get(flag)) and draft.changes("grants", "fields", "level", "deleted")


def only_administrator(draft: Any) -> None:
    """Who makes administrators, or opens the house to everybody, must be one."""
    if not draft.actor.administrator:
        text = _("Only an administrator makes roles of administrators and of everybody")
        draft.fault("administrator", "access.level", text)


def fresh_cells(draft: Any, column: str) -> list[tuple[str, str, str]]:
    """(object, name, right) of what a change sets anew; what stands already is not judged again."""
    before = cells(draft.old.get(column) or {})
    return [
        (o, name, right)
        for (o, name), right in cells(draft.get(column) or {}).items()
        if before.get((o, name)) != right
    ]


def check_grants(draft: Any) -> None:
    """Known objects, privileges and depths; what belongs to nobody knows only all or nothing."""
    if "grants" not in draft.new:
        return
    objects = draft.actor.world.objects
    for name, privilege, depth in fresh_cells(draft, "grants")[:TOLD]:
        obj = objects.get(name)
        if obj is None and name != REST:
            unknown_object(draft, "grants", name)
            continue
        words = {"object": title_of(obj), "privilege": privilege_words(privilege)}
        if privilege not in PRIVILEGES:
            text = _("%(object)s: there is no right “%(privilege)s”")
            draft.fault("grants", "access.no_privilege", text, **words)
        elif depth not in DEPTHS:
            text = _("%(object)s, %(privilege)s: there is no depth “%(depth)s”")
            draft.fault("grants", "access.no_depth", text, **words, depth=depth)
        elif obj is not None and not obj.owned and depth not in ("none", "organisation"):
            text = _("%(object)s, %(privilege)s: these belong to nobody, so only all or nothing")
            draft.fault("grants", "access.ownerless", text, **words)


def check_fields(draft: Any) -> None:
    """Known objects, fields and rights."""
    if "fields" not in draft.new:
        return
    for name, field, right in fresh_cells(draft, "fields")[:TOLD]:
        obj = draft.actor.world.objects.get(name)
        if obj is None:
            unknown_object(draft, "fields", name)
            continue
        words = {"object": title_of(obj), "field": field}
        if field not in field_labels(obj):
            text = _("%(object)s: there is no field “%(field)s”")
            draft.fault("fields", "access.no_field", text, **words)
        elif right not in FIELD_RIGHTS:
            text = _("%(object)s, %(field)s: there is no right “%(right)s”")
            draft.fault("fields", "access.no_right", text, **words, right=right)


def unknown_object(draft: Any, column: str, name: str) -> None:
    """An object that is not there."""
    draft.fault(column, "access.no_object", _("There is no object “%(object)s”"), object=name)


def role_of(draft: Any) -> Role:
    """The role as it will be."""
    return Role(
        pk=draft.id,
        name=draft.get("name") or "",
        level=draft.get("level") or 0,
        administrator=bool(draft.get("administrator")),
        everyone=bool(draft.get("everyone")),
        grants=draft.get("grants") or {},
        fields=draft.get("fields") or {},
    )


def role_before(draft: Any) -> Role | None:
    """The role as it is in force, or None: new, or in the bin."""
    if draft.creating or draft.old.get("deleted"):
        return None
    names = ("name", "level", "administrator", "everyone", "grants", "fields")
    return Role(pk=draft.id, **{n: draft.old.get(n) for n in names})


def check_own(draft: Any) -> None:
    """Nothing is granted that one lacks; what the role gave before may stay."""
    actor, world = draft.actor, draft.actor.world
    found = list(excess(actor, role_of(draft), role_before(draft)))
    for name, what in found[:TOLD]:
        obj = world.objects.get(name)
        if what in PRIVILEGES:
            text = _("%(object)s, %(privilege)s: you lack this right yourself")
            words = {"object": title_of(obj), "privilege": privilege_words(what)}
            draft.fault("grants", "access.lacking", text, **words)
        elif obj is not None:
            text = _("%(object)s, %(field)s: you lack this right yourself")
            label = str(field_labels(obj).get(what, what))
            draft.fault("fields", "access.lacking", text, object=title_of(obj), field=label)


def check_unheld(draft: Any) -> None:
    """A role in use stays."""
    held = list(User.objects.filter(deleted=False).values_list("roles", flat=True))
    held += list(Team.objects.filter(deleted=False).values_list("roles", flat=True))
    if any(str(draft.id) in roles for roles in held):
        draft.fault("name", "access.role_in_use", _("Somebody holds this role"))


def check_left(draft: Any) -> None:
    """Refuse a change after which nobody would be an administrator."""
    was = draft.old.get("administrator") and not draft.old.get("deleted")
    still = draft.get("administrator") and not draft.get("deleted")
    if not was or still:
        return
    hold_rights()
    others = Role.objects.filter(administrator=True, deleted=False).exclude(pk=draft.id)
    if not active_holders({str(key) for key in others.values_list("pk", flat=True)}):
        text = _("Nobody could set up the system any more: there must be an administrator")
        draft.fault("administrator", "access.last_administrator", text)


def active_holders(roles: set[str]) -> set[UUID]:
    """The users in force who hold one of some roles, themselves or by a team."""
    users = User.objects.filter(active=True, deleted=False).values_list("pk", "roles")
    members: set[str] = set()
    for who, given in Team.objects.filter(deleted=False).values_list("members", "roles"):
        members |= set(who) if roles & set(given) else set()
    return {key for key, given in users if roles & set(given) or str(key) in members}
