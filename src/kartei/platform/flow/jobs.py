"""Ordering background work, and saying how each kind of it is done.

A change orders a job in its own transaction, so that neither exists without the other. A handler
is a plain function under a name; docs/decisions/0005-jobs.md tells why this is our own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor
from kartei.platform.access.bounds import written
from kartei.platform.flow.models import Job
from kartei.platform.meta.errors import Refusal

if TYPE_CHECKING:
    from kartei.platform.flow.progress import Progress

#: (actor, args, progress) -> what the page of the job shows, or nothing.
Handler = Callable[[Any, dict[str, Any], "Progress"], dict[str, Any] | None]

#: (args, state) -> the result to show: told when a job of this kind ends without being done.
Ended = Callable[[dict[str, Any], str], dict[str, Any] | None]

_handlers: dict[str, Handler] = {}
_ended: dict[str, Ended] = {}
_found = False
#: How many jobs of a person the list shows.
SHOWN = 100


class Cancelled(Exception):
    """The person who ordered the job does not want it any more; ``result`` says how far it got."""

    def __init__(self, result: dict[str, Any] | None = None) -> None:
        super().__init__("cancelled")
        self.result = result


def job(kind: str, *, ended: Ended | None = None) -> Callable[[Handler], Handler]:
    """Register a handler: ``@job("records.import")``. It may be called again after a crash, so it
    must either be idempotent or go on where ``progress.done`` says the last attempt stopped.

    ended: called when a job is cancelled (also before it began) or has failed for good.
    """

    def keep(handler: Handler) -> Handler:
        if ended is not None:
            _ended[kind] = ended
        if _handlers.setdefault(kind, handler) is not handler:
            raise ValueError(f"job {kind} is there twice")
        return handler

    return keep


def discover() -> None:
    """Import the handlers: the platform's own, and the ``jobs`` room of each module."""
    global _found
    if not _found:
        import_module("kartei.platform.flow.handlers")
        import_module("kartei.platform.flow.people")
        import_module("kartei.platform.flow.reshaping")
        import_module("kartei.platform.flow.samples")
        import_module("kartei.platform.flow.sealing")
        autodiscover_modules("jobs")
        _found = True


def handler_of(kind: str) -> Handler | None:
    """The handler of a kind; None when no module here knows it."""
    discover()
    return _handlers.get(kind)


def enqueue(
    actor: Actor | None,
    kind: str,
    args: Mapping[str, Any],
    *,
    title: str,
    run_at: datetime | None = None,
    total: int = 0,
) -> Job:
    """Order a job in the caller's transaction; it starts when that is committed.

    actor: as whom it runs; rights are checked then, not now. args: JSON only. title: what people
    read, in their language. Raises LookupError for a kind that nobody handles.
    """
    if handler_of(kind) is None:
        raise LookupError(f"no handler for jobs of kind {kind}")
    now = timezone.now()
    return Job.objects.create(
        kind=kind,
        title=str(title)[:300],
        actor=actor.user if actor else None,
        language=actor.language if actor else "en",
        bounds=written(actor.standing.bounds) if actor else {},
        args=dict(args),
        total=total,
        run_at=run_at or now,
        created_at=now,
        changed_at=now,
    )


def cancel(row: Job) -> Job:
    """Ask for an end: a waiting job ends at once, a running one at its next step."""
    now = timezone.now()
    with transaction.atomic():
        waiting = Job.objects.filter(pk=row.pk, state=Job.WAITING)
        if waiting.update(state=Job.CANCELLED, changed_at=now):
            tell_ended(row, Job.CANCELLED)
        else:
            Job.objects.filter(pk=row.pk, state=Job.RUNNING).update(cancel=True, changed_at=now)
    row.refresh_from_db()
    return row


def tell_ended(row: Job, state: str) -> dict[str, Any] | None:
    """Let the owner of this kind of job know that it will not be done; returns what to show."""
    discover()
    hook = _ended.get(row.kind)
    return hook(row.args, state) if hook else None


def own_job(actor: Actor, key: UUID) -> Job:
    """A job that the asker ordered; administrators see all. 404 otherwise."""
    found = Job.objects.filter(pk=key).first()
    if found is None or (found.actor != actor.user and not actor.administrator):
        raise Refusal("jobs.not_found", _("There is no such job"), status=404)
    return found


def own_jobs(actor: Actor) -> list[Job]:
    """The asker's newest jobs."""
    return list(Job.objects.filter(actor=actor.user).order_by("-created_at")[:SHOWN])


def wire(row: Job) -> dict[str, Any]:
    """A job in its JSON form (docs/api.md)."""
    return {
        "id": str(row.id),
        "kind": row.kind,
        "title": row.title,
        "state": row.state,
        "done": row.done,
        "total": row.total,
        "result": row.result,
        "error": row.error or None,
    }
