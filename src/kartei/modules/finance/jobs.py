"""Background work of money: statements booked and taken back, folders of banks emptied, payments
matched with invoices.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from kartei.modules.finance.models import Account
from kartei.modules.finance.rules import booking, folders, matched
from kartei.modules.finance.rules.assigning import PAYMENT
from kartei.modules.finance.rules.taking import STATEMENT, statement_in
from kartei.modules.finance.statement_models import Statement
from kartei.platform.access.actor import Actor, actor_for, an_administrator
from kartei.platform.flow.jobs import enqueue, job
from kartei.platform.flow.models import Job
from kartei.platform.flow.progress import Progress
from kartei.platform.flow.schedule import every
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import store, write
from kartei.platform.records.turns import turn

BATCH = 100
TAKE = "finance.take"


@every("finance.folders", seconds=60)
def look() -> None:
    """Order the taking in of what lies in the folders, as the owner of each account."""
    rows = Account.objects.unguarded("whose folder is watched").filter(deleted=False, active=True)
    for key, owner, name in rows.exclude(folder="").values_list("pk", "owner", "folder"):
        (folders.root() / name).mkdir(parents=True, exist_ok=True)
        args = {"account": str(key)}
        open_jobs = Job.objects.filter(kind=TAKE, args=args, state__in=(Job.WAITING, Job.RUNNING))
        if folders.waiting(name) and not open_jobs.exists():
            enqueue(working(owner), TAKE, args, title=_("Files of the bank"))


def working(owner: UUID | None) -> Actor | None:
    """The owner, or who may do what the installation does by itself."""
    if owner is None:
        return an_administrator()
    try:
        return actor_for(owner, via="job")
    except Refusal:
        return an_administrator()


@job(TAKE)
def take(actor: Actor, args: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Take in the files of one folder, one after the other."""
    key = UUID(args["account"])
    rows = Account.objects.unguarded("whose folder is watched").filter(pk=key)
    paths = folders.waiting(rows.values_list("folder", flat=True).get())
    good = 0
    for number, path in enumerate(paths, 1):
        good += folders.take(actor, key, path)
        progress(number, len(paths))
    return {"taken": good, "faulty": len(paths) - good}


def given_up(args: dict[str, Any], state: str) -> dict[str, Any]:
    """A statement whose job ended before its end can be booked or taken back again."""
    key = UUID(args["statement"])
    actor = an_administrator()
    busy = Statement.objects.unguarded("its job has ended").filter(pk=key, status="busy")
    if actor is not None and busy.exists():
        status = "part" if booking.payments_of(key).exists() else "new"
        write.change_many(actor, STATEMENT, {key: {}}, put={"status": status})
    return {}


@job(booking.BOOK, ended=given_up)
def book(actor: Actor, args: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Book a statement batch by batch; what an attempt before this one booked is there already."""
    key, actor.change = UUID(args["statement"]), UUID(args["change"])
    row = store.load(actor, actor.world.objects[STATEMENT], [key])[key]
    found = statement_in(row)
    if found is None or row["deleted"]:
        return {}
    entries, faulty = list(found.entries), list(progress.memo.get("faulty", []))
    for at in range(progress.done, len(entries), BATCH):
        with turn():
            faulty += booking.book_some(actor, key, row, entries[at : at + BATCH])
            progress.step(min(at + BATCH, len(entries)), {"faulty": faulty})
    result = booking.settled(actor, key, found, faulty)
    if actor.depth(PAYMENT, "write"):
        matched.match_later(actor)
    return result


@job(matched.JOB)
def match_all(actor: Actor, args: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Book what is certain; what was booked before a crash waits no more."""
    return matched.match_waiting(actor, progress)


@job(booking.UNBOOK, ended=given_up)
def unbook(actor: Actor, args: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Put the payments of a statement into the bin, batch by batch."""
    key, actor.change = UUID(args["statement"]), UUID(args["change"])
    while keys := list(booking.payments_of(key).values_list("pk", flat=True)[:BATCH]):
        with turn():
            booking.unbook_some(actor, keys)
            progress.step(progress.done + len(keys))
    row = store.load(actor, actor.world.objects[STATEMENT], [key])[key]
    put = {"status": "undone", "booked": 0, "fresh": row["entries"]}
    write.change_many(actor, STATEMENT, {key: {}}, verb="unbook", put=put)
    return {"undone": progress.done}
