"""The background work of directories: trials, comparing, taking over, ordering that at night."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from kartei.platform.access.actor import Actor
from kartei.platform.directory import people, sync, trial
from kartei.platform.directory.client import Away, Unanswered
from kartei.platform.directory.door import watched
from kartei.platform.directory.models import Server
from kartei.platform.directory.orders import SYNC
from kartei.platform.directory.store import NAME, in_use, servers
from kartei.platform.flow.jobs import enqueue
from kartei.platform.flow.progress import Progress
from kartei.platform.meta.errors import not_found
from kartei.platform.records import write

#: The hour of the firm's night from which on directories are taken over.
NIGHT = 2


def order_nights(now: datetime) -> int:
    """Order taking over where it is night and today's was not ordered yet; how many."""
    count = 0
    wanted = [server for server in in_use() if server.nightly]
    if not wanted:
        return 0
    actor = people.acting()
    zone = ZoneInfo(actor.world.firm.timezone)
    night = now.astimezone(zone).replace(hour=NIGHT, minute=0, second=0, microsecond=0)
    for server in wanted:
        before = server.synced_at
        if now < night or (before is not None and before >= night):
            continue
        mine = servers().filter(pk=server.pk, synced_at=before)
        if mine.update(synced_at=now):
            title = _("Taking over the directory")
            enqueue(actor, SYNC, {"server": str(server.pk), "confirmed": False}, title=title)
            count += 1
    return count


def try_out(actor: Actor, args: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Try every step of a directory."""
    server = allowed(actor, args)
    return reported(actor, server, "\n".join(trial.run(server, args["login"])))


def preview(actor: Actor, args: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Tell what taking over would do."""
    return taking(actor, args, lambda server, plan: None)


def take_over(actor: Actor, args: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Take a directory over; again after a crash, it finds what is left to do."""

    def work(server: Server, plan: sync.Plan) -> None:
        sync.carry_out(server, plan, progress, confirmed=args["confirmed"])

    return taking(actor, args, work)


def taking(
    actor: Actor, args: dict[str, Any], work: Callable[[Server, sync.Plan], None]
) -> dict[str, Any]:
    """Compare, do what is wanted, report."""
    server = allowed(actor, args)
    try:
        with watched(server):
            plan = sync.survey(server, people.acting())
    except (Away, Unanswered) as fault:
        return reported(actor, server, f"✗ {fault}")
    work(server, plan)
    done = "confirmed" in args
    return reported(actor, server, sync.told(plan, actor.world.firm.timezone, done=done))


def allowed(actor: Actor, args: dict[str, Any]) -> Server:
    """The directory, if who ordered the work may still change it."""
    server: Server | None = servers().filter(pk=UUID(args["server"]), deleted=False).first()
    if server is None or not actor.reaches(NAME, "write", None, None, server.pk):
        raise not_found()
    return server


def reported(actor: Actor, server: Server, text: str) -> dict[str, Any]:
    """Keep a report with the directory, and show it with the job."""
    write.change_many(actor, NAME, {server.pk: {}}, put={"report": text})
    return {"report": text}
