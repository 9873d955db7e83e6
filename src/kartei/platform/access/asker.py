"""Who asks, and what his roles let him do with an object at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.platform.access.models import Role
from kartei.platform.access.roster import Roster
from kartei.platform.access.standing import Standing, merged_fields, merged_grants
from kartei.platform.meta.errors import Refusal, forbidden
from kartei.platform.meta.spec import registry
from kartei.platform.meta.world import Obj, World


@dataclass(slots=True)
class Asker:
    """The one who asks, bound to a world; an ``Actor`` knows rows and fields besides.

    via: page, api, import, job, cli, rule; ip: where the request came from, if it was one.
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

    def with_roles(self, roles: list[Role]) -> Self:
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
            text = _("There is no object “%(name)s”")
            raise Refusal("records.no_object", text, status=404, name=name[:64])
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
            text = _("Your role does not include the right “%(privilege)s” here")
            raise forbidden(text, privilege=privilege_words(privilege))


def privilege_words(privilege: str) -> str:
    """The name of a privilege in the active language."""
    found = {
        "read": _("read"), "create": _("create"), "write": _("write"), "delete": _("delete"),
        "append": _("append"), "append_to": _("append to"), "assign": _("assign"),
        "share": _("share"), "export": _("export"), "print": _("print"),
    }.get(privilege, privilege)  # fmt: skip
    return str(found)
