"""What the roles of somebody add up to, and the rows that one privilege reaches by them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from kartei.platform.access.bounds import Bounds
from kartei.platform.access.models import Role
from kartei.platform.meta.spec import DEPTHS, FieldSpec, registry

RANK = {name: rank for rank, name in enumerate(DEPTHS)}
#: Rights to a field, from nothing to everything.
FIELD_RIGHTS = ("none", "read", "write")


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
    """Field rights; a role that says nothing of a field leaves it as the field is by nature.

    Only roles that come near an object have a say: one about other things opens no field here. Who
    reaches records of it by sharing alone is held by the strictest.
    """
    found: dict[str, dict[str, str]] = {}
    for name in {name for role in roles for name in role.fields}:
        near = [role for role in roles if comes_near(role, name)]
        rights = [role.fields.get(name, {}) for role in near or roles]
        mine = found[name] = {}
        for column in {column for one in rights for column in one}:
            said = [one[column] for one in rights if column in one]
            mine[column] = (max if near else min)(said, key=FIELD_RIGHTS.index)
            if near and len(said) < len(near):
                mine[column + "?"] = "silent"
    return found


def comes_near(role: Role, name: str) -> bool:
    """Whether a role reads, makes or changes records of an object."""
    entity = registry.entities.get(name)
    if role.administrator or (entity is not None and entity.open_to_all):
        return True
    rest = {} if entity is not None and entity.by_name else role.grants.get("*", {})
    grants = {**rest, **role.grants.get(name, {})}
    return any(RANK.get(grants.get(p, "none"), 0) for p in ("read", "create", "write"))
