"""Everything that a role can give: objects by module, privileges, depths, fields."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.utils.translation import gettext as _

from kartei.platform.access.actor import Actor
from kartei.platform.access.asker import privilege_words
from kartei.platform.access.models import User
from kartei.platform.access.role_words import depth_words, field_labels, title_of
from kartei.platform.meta.spec import DEPTHS, PRIVILEGES, FieldSpec, registry
from kartei.platform.meta.world import Obj

ROLE = "access.role"
#: Only what belongs to somebody is handed over or shared.
OWNED_ONLY = ("assign", "share")
#: Modules of the settings, below those of the daily work.
SETTINGS = ("access", "meta")


def must_edit(actor: Actor) -> None:
    """Refuse who makes and changes no roles."""
    if not actor.may(ROLE, "write"):
        actor.must(ROLE, "create")


def catalogue(actor: Actor) -> dict[str, Any]:
    """``{"privileges", "depths", "modules", "held", "level", "administrator"}`` for editors.

    Objects of modules in use; fields that the asker reads. held: active users by role. level:
    roles are made below it.
    """
    must_edit(actor)
    return {
        "privileges": [{"name": p, "label": privilege_words(p)} for p in PRIVILEGES],
        "depths": [{"name": d, "label": depth_words(d)} for d in DEPTHS],
        "modules": modules(actor),
        "held": held(),
        "level": actor.standing.level,
        "administrator": actor.administrator,
    }


def held() -> dict[str, int]:
    """How many active users hold each role themselves."""
    users = User.objects.filter(active=True, deleted=False)
    return dict(Counter(role for roles in users.values_list("roles", flat=True) for role in roles))


def modules(actor: Actor) -> list[dict[str, Any]]:
    """The modules in use with their objects; what belongs to the settings comes last."""
    found: dict[str, list[dict[str, Any]]] = {}
    for name, obj in actor.world.objects.items():
        if actor.in_use(name):
            found.setdefault(registry.module_of(name), []).append(entry(actor, obj))
    ranked = sorted(found, key=lambda name: name in SETTINGS)
    return [{"name": n, "title": module_title(n), "objects": found[n]} for n in ranked]


def module_title(name: str) -> str:
    """The heading over a module's objects."""
    module = registry.modules.get(name)
    return str(module.title) if module else _("Objects of your own")


def entry(actor: Actor, obj: Obj) -> dict[str, Any]:
    """One object. named: "*" does not reach it; open: everybody reads it; absent: rights that mean
    nothing here.
    """
    entity = obj.entity
    open_to_all = entity is not None and entity.open_to_all
    return {
        "name": obj.name,
        "title": title_of(obj),
        "icon": obj.icon,
        "owned": obj.owned,
        "open": open_to_all,
        "named": open_to_all or (entity is not None and entity.by_name),
        "absent": absent(obj),
        "fields": fields(actor, obj),
    }


def absent(obj: Obj) -> list[str]:
    """The privileges that no rule of the object asks for."""
    features = obj.entity.features if obj.entity else ("bin", "export")
    found = [] if obj.owned else list(OWNED_ONLY)
    found += [] if "bin" in features else ["delete"]
    return found + ([] if "export" in features else ["export"])


def fields(actor: Actor, obj: Obj) -> list[dict[str, Any]]:
    """The fields that rights can be given to, each with what it is by nature."""
    seen = actor.fields(obj)
    found = []
    for name, label in field_labels(obj).items():
        whole, dot, part = name.partition(".")
        spec = seen.get(whole)
        child = spec.lines.get(part) if spec and dot and spec.lines else None
        used = child if dot else spec
        if used is not None:
            parent = f"{spec.label}: " if dot and spec else ""
            found.append({"name": name, "label": parent + str(label), "nature": nature(used)})
    return found


def nature(spec: FieldSpec) -> str:
    """What may be done with a field where no role says anything of it."""
    if spec.guarded:
        return "none"
    return "read" if spec.read_only else "write"
