"""Of whom the firm demands a second factor, and since when somebody is late with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from kartei.platform.access.models import Role

MOST_DAYS = 90


@dataclass(frozen=True, slots=True)
class Demand:
    """everybody: of all people; roles: ids of roles whose holders must. days: of grace, from the
    first time that it was demanded of somebody.
    """

    everybody: bool = False
    roles: tuple[str, ...] = ()
    days: int = 7

    @property
    def on(self) -> bool:
        """Whether it is demanded of anybody."""
        return self.everybody or bool(self.roles)

    def meets(self, roles: Collection[str]) -> bool:
        """Whether a holder of these roles must have one."""
        return self.everybody or bool(set(self.roles) & set(roles))

    def due(self, asked: datetime) -> datetime:
        """Until when somebody may do without, who was first asked at that moment."""
        return asked + timedelta(days=self.days)


def demand_of(kept: Mapping[str, Any]) -> Demand:
    """The demand as the firm's row keeps it (Firm.second_factor)."""
    return Demand(**{**kept, "roles": tuple(kept.get("roles", ()))})


def judge(demand: Demand) -> str | None:
    """What is wrong with a demand, if anything is."""
    if not 0 <= demand.days <= MOST_DAYS:
        return _("Days of grace: from 0 to %(most)s") % {"most": MOST_DAYS}
    there = {str(key) for key in Role.objects.filter(deleted=False).values_list("pk", flat=True)}
    if any(str_id(one) not in there for one in demand.roles):
        return _("One of the roles does not exist any more")
    return None


def str_id(text: str) -> str:
    """An id in its usual form; empty where it is none."""
    try:
        return str(UUID(text))
    except ValueError:
        return ""
