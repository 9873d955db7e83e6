"""The cast of the tests: Alice and Bob in one unit, Clara in a sub-unit, Dmitri outside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from kartei.platform.access.actor import Actor, actor_for
from kartei.platform.access.models import Role, Unit, User
from kartei.platform.access.roster import forget_roster
from kartei.platform.kit.text import fold
from kartei.platform.meta.models import Firm, State
from kartei.platform.meta.spec import PRIVILEGES
from kartei.platform.meta.versions import bump_access, bump_meta
from kartei.platform.meta.world import forget_world

OWN = dict.fromkeys(PRIVILEGES, "own")
ORGANISATION = dict.fromkeys(PRIVILEGES, "organisation")
SHARED_OBJECTS = (
    "people.group", "catalog.product", "catalog.group", "documents.firm",
    "sales.funnel", "sales.stage", "sales.loss_reason",
    "forms.kind",
)  # fmt: skip


@dataclass
class Cast:
    """Users by name; each attribute gives a fresh actor under the versions of the moment."""

    ids: dict[str, UUID]
    units: dict[str, UUID]
    roles: dict[str, UUID]

    def __getattr__(self, name: str) -> Actor:
        try:
            return actor_for(self.ids[name], via="api", language="en")
        except KeyError:
            raise AttributeError(name) from None

    def grant(
        self, name: str, grants: dict[str, Any], fields: dict[str, Any] | None = None
    ) -> Actor:
        """Replace what the role of a person gives."""
        Role.objects.filter(pk=self.roles[name]).update(grants=grants, fields=fields or {})
        bump_access()
        return self.__getattr__(name)


def make_cast(*, country: str = "ru", currency: str = "RUB") -> Cast:
    """The firm, its units, and a role of its own for every person."""
    State.objects.get_or_create(pk=1)
    Firm.objects.get_or_create(pk=1)
    Firm.objects.filter(pk=1).update(
        name="Okna", country=country, currency=currency, timezone="Europe/Moscow", language="en"
    )
    forget_world()
    forget_roster()
    bump_meta()
    bump_access()
    now = timezone.now()
    stamp: dict[str, Any] = {"created_at": now, "changed_at": now}

    def unit(name: str, parent: UUID | None) -> UUID:
        made = Unit.objects.create(name=name, name_key=fold(name), parent_id=parent, **stamp)
        return made.pk

    root = unit("Firm", None)
    sales = unit("Sales", root)
    branch = unit("Branch", sales)
    stock = unit("Stock", root)
    units = {"root": root, "sales": sales, "branch": branch, "stock": stock}
    homes = {
        "admin": root, "head": root, "alice": sales, "bob": sales, "clara": branch, "dmitri": stock,
    }  # fmt: skip
    cast = Cast({}, units, {})
    for name, home in homes.items():
        grants = ORGANISATION if name == "head" else OWN
        role = Role.objects.create(
            name=f"Role of {name}",
            name_key=name,
            administrator=name == "admin",
            level={"admin": 100, "head": 50}.get(name, 10),
            grants={
                "*": grants,
                **{
                    o: {"read": "organisation", "append_to": "organisation"} for o in SHARED_OBJECTS
                },
            }
            if name != "head"
            else {"*": grants},
            **stamp,
        )
        user = User.objects.create(
            login=name,
            name=name.title(),
            name_key=name,
            unit_id=home,
            roles=[str(role.pk)],
            password="!",
            **stamp,
        )
        cast.ids[name], cast.roles[name] = user.pk, role.pk
    bump_access()
    return cast
