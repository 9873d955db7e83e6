"""The actor: the one thing that everything that touches rows takes."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone

from kartei.platform.access.bounds import Bounds
from kartei.platform.access.fields import Fields
from kartei.platform.access.models import Role, User
from kartei.platform.access.roster import bounded, roster_at, stand
from kartei.platform.access.rows import Rows
from kartei.platform.meta.errors import forbidden
from kartei.platform.meta.kinds import ParseContext
from kartei.platform.meta.versions import present
from kartei.platform.meta.world import world_at


@dataclass(slots=True)
class Actor(Rows, Fields):
    """The one who asks, with his rows and fields. Made once per request or job."""

    _ctx: ParseContext | None = None

    @property
    def ctx(self) -> ParseContext:
        """How this asker's values are to be understood."""
        if self._ctx is None:
            from kartei.platform.meta.rates import to_base

            zone = ZoneInfo(self.standing.zone or self.world.firm.timezone)
            now = self.clock or timezone.now()
            self._ctx = ParseContext(
                currency=self.world.firm.currency,
                region=self.world.region,
                zone=zone,
                today=now.astimezone(zone).date(),
                now=now,
                me=self.user,
                language=self.language,
                to_base=to_base(self.world.firm.currency, now.astimezone(zone).date()),
            )
        return self._ctx


def admitted(actor: Actor, roles: frozenset[str]) -> bool:
    """Whether a list of roles lets somebody in; an empty one lets everybody in."""
    return not roles or actor.standing.administrator or bool(roles & actor.standing.roles)


def an_administrator() -> Actor | None:
    """An administrator who may work now, for what the installation does by itself."""
    roles = {
        str(key) for key in Role.objects.filter(administrator=True).values_list("pk", flat=True)
    }
    users = User.objects.filter(active=True, deleted=False).order_by("created_at")
    for key, held in users.values_list("id", "roles"):
        if roles & set(held or []):
            return actor_for(key, via="job")
    return None


def actor_for(
    user_id: UUID, *, via: str, language: str = "", bounds: Bounds | None = None
) -> Actor:
    """The actor of a job or command, with the versions of this moment; 403 when he is out.

    bounds: those of the token by which he ordered it.
    """
    meta, access = present()
    roster = roster_at(access)
    standing = stand(user_id, roster)
    if standing is None:
        raise forbidden()
    world = world_at(meta)
    chosen = language or standing.language or world.firm.language
    return Actor(bounded(standing, bounds, roster), world, roster, via=via, language=chosen)
