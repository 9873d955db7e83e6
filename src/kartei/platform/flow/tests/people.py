"""Somebody who orders jobs."""

from __future__ import annotations

from django.utils import timezone

from kartei.platform.access.actor import Actor, actor_for
from kartei.platform.access.models import Role, Unit, User
from kartei.platform.access.roster import forget_roster
from kartei.platform.meta.models import Firm, State
from kartei.platform.meta.versions import bump_access
from kartei.platform.meta.world import forget_world

ORDINARY = ("read", "create", "write", "delete", "append", "append_to")


def somebody(login: str = "admin", *, depth: str = "", unit: Unit | None = None) -> Actor:
    """A user as an actor; without a depth he is an administrator."""
    forget_roster()
    forget_world()
    # a test that needs real transactions empties every table, these rows of the migrations too
    State.objects.get_or_create(pk=1)
    Firm.objects.update_or_create(
        pk=1, defaults={"country": "ru", "currency": "RUB", "timezone": "Europe/Moscow"}
    )
    now = timezone.now()
    stamps = {"created_at": now, "changed_at": now}
    grants = {"*": dict.fromkeys((*ORDINARY, "export"), depth)} if depth else {}
    role = Role.objects.create(
        name=login, level=10 if depth else 100, administrator=not depth, grants=grants, **stamps
    )
    unit = unit or Unit.objects.create(name=f"Unit of {login}", **stamps)
    user = User.objects.create(
        login=login, name=login.title(), unit=unit, roles=[str(role.id)], password="x", **stamps
    )
    bump_access()
    return actor_for(user.id, via="page", language="en")
