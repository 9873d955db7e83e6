"""One tailer per process feeds all open streams of the process; see docs/decisions/0005-jobs.md."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import Error, close_old_connections, connection
from django.db.models import F, Q
from django.utils import timezone

from kartei.platform.access.actor import Actor, actor_for
from kartei.platform.access.bounds import Bounds
from kartei.platform.access.fence import fence_at
from kartei.platform.access.models import Session, Token
from kartei.platform.access.roster import roster_at
from kartei.platform.flow.changes import cursor_at, epoch
from kartei.platform.flow.jobs import wire
from kartei.platform.flow.models import Job
from kartei.platform.flow.sight import Known, event_for, facts_about, fingerprint, verb_for
from kartei.platform.flow.tail import (
    BATCH,
    Change,
    Position,
    changes_after,
    data_version,
    position_now,
)
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.models import State

log = logging.getLogger(__name__)
#: Between two looks into the journal, in seconds.
TICK = 0.25
#: Between two checks of sessions and versions when nothing happens; each delivery checks too.
CHECK = 0.5
#: Between two questions to the sources (reminders).
ASK = 2.0
#: More changes of one object at once are told as one.
MANY = 100
#: Events that may wait for a slow reader; beyond that he must read everything anew.
WAITING = 1000
#: Streams of one user in one process; each parks a thread, and some must stay for the others.
PER_USER = 100
AFTER_FAULT = 2.0

Event = tuple[str, Any, str | None]
#: users -> (user, event, data): what else is to be told to one stream of a user, once.
Source = Callable[[set[UUID]], Iterable[tuple[UUID, str, Any]]]


@dataclass(eq=False, slots=True)
class Listener:
    """One open stream: whose it is, by which session or token, from where, and what waits for it.

    bounds: those of the token; what is not about records is told to sessions alone. sight: the mark
    of what its user may see; empty until it was looked at first.
    """

    user: UUID
    key: str
    by_token: bool
    language: str
    bounds: Bounds | None = None
    ip: str = ""
    _events: deque[Event] = field(default_factory=deque)
    _ready: threading.Condition = field(default_factory=threading.Condition)
    ended: bool = False
    sight: str = ""
    closed: bool = False

    def tell(self, name: str, data: Any, cursor: str | None = None) -> None:
        """Put an event into the queue; a reader too slow for it is told to begin anew."""
        with self._ready:
            if self.ended:
                return
            if len(self._events) >= WAITING:
                self._events.clear()
                name, data, cursor = "meta", {"reload": True}, None
            self._events.append((name, data, cursor))
            self.ended = name == "end"
            self._ready.notify()

    def wait(self, seconds: float) -> Event | None:
        """The next event, or None when there was none for so long or the stream is closed."""
        with self._ready:
            if not self._events and not self.closed:
                self._ready.wait(seconds)
            return self._events.popleft() if self._events else None

    def close(self) -> None:
        """Let the reader go without a word; a browser comes back by itself."""
        with self._ready:
            self.closed = True
            self._ready.notify()


class Feed:
    """The listeners of this process and the thread that feeds them."""

    def __init__(self) -> None:
        self.sources: list[Source] = []
        self._listeners: list[Listener] = []
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closed = False
        self._actors: dict[tuple[UUID, Bounds | None], Actor] = {}
        self._position: Position = (0, 0)
        self._epoch = ""
        self._seen = -2
        self._versions: tuple[int, str] | None = None
        self._checked = self._asked = 0.0
        self._jobs: dict[UUID, tuple[str, int]] = {}

    def join(self, listener: Listener) -> None:
        """Begin to listen; the first one starts the thread. 429 beyond the limit per user."""
        with self._lock:
            if sum(other.user == listener.user for other in self._listeners) >= PER_USER:
                raise too_many()
            self._listeners.append(listener)
            if self._closed:
                listener.close()
            elif self._thread is None:
                self._position, self._epoch = position_now(), epoch()
                self._seen, self._versions, self._jobs = -2, None, {}
                self._thread = threading.Thread(target=self._run, name="tail", daemon=True)
                self._thread.start()

    def leave(self, listener: Listener) -> None:
        """Stop listening; the last one lets the thread end."""
        with self._lock:
            if listener in self._listeners:
                self._listeners.remove(listener)

    def close(self) -> None:
        """Let all listeners go, and each who comes later: the process is about to end."""
        with self._lock:
            self._closed = True
            for listener in self._listeners:
                listener.close()

    def _run(self) -> None:
        while True:
            pause = TICK
            try:
                self.tick()
            except Error:
                log.exception("the database does not answer")
                pause = AFTER_FAULT
            except Exception:
                log.exception("the tail of the journal stumbled")
                pause = AFTER_FAULT
            close_old_connections()
            with self._lock:
                if not self._listeners:
                    self._thread = None
                    break
            time.sleep(pause)
        connection.close()

    def tick(self) -> None:
        """One look: news first, then who may still hear, then the telling."""
        seen = data_version()
        stirred = seen < 0 or seen != self._seen
        self._seen = seen
        rows = self._news() if stirred else []
        # After the news: who joins between the two would miss for ever what was just read.
        listeners = list(self._listeners)
        now = time.monotonic()
        if rows or (stirred and seen >= 0) or now - self._checked >= CHECK:
            self._checked = now
            listeners = self._check(listeners)
        if rows and listeners:
            self._tell_changes(listeners, rows)
        if listeners and stirred:
            self._tell_jobs(listeners)
        if listeners and now - self._asked >= ASK:
            self._asked = now
            self._tell_sources(listeners)

    def _news(self) -> list[Change]:
        found: list[Change] = []
        while True:
            rows = changes_after(self._position)
            found += rows
            if rows:
                self._position = rows[-1].position
            if len(rows) < BATCH:
                return found

    def _check(self, listeners: list[Listener]) -> list[Listener]:
        """End what is not valid any more; renew rights when their version rose."""
        good = good_keys(listeners)
        meta, access = State.objects.filter(pk=1).values_list("meta", "access").first() or (1, 1)
        # rights also begin and end by the clock, without a new version
        row = (meta, roster_at(access).mark)
        renewed = self._versions is not None and row != self._versions
        if row != self._versions:
            self._versions, self._actors, self._epoch = row, {}, epoch()
        staying = []
        for listener in listeners:
            actor = self._actor(listener) if listener.key in good else None
            if actor is not None:
                staying.append(listener)
                before, listener.sight = listener.sight, fingerprint(actor)
                if renewed:
                    other = before not in ("", listener.sight)
                    listener.tell("meta", {"version": f"{row[0]}.{row[1]}", "sight": other})
            else:
                listener.tell("end", {})
                self.leave(listener)
        return staying

    def _actor(self, listener: Listener) -> Actor | None:
        """The listener as an actor under the versions of the last check; None when he is out."""
        key = (listener.user, listener.bounds)
        found = self._actors.get(key)
        if found is None:
            try:
                found = actor_for(
                    listener.user, via="page", language=listener.language, bounds=listener.bounds
                )
            except Refusal:
                return None
            self._actors[key] = found
        if listener.ip and fence_at(found.roster).shuts_out(listener.ip):
            return None
        return found

    def _tell_changes(self, listeners: list[Listener], rows: list[Change]) -> None:
        known: Known = facts_about(next(iter(self._actors.values())), rows)
        told: dict[tuple[UUID, Bounds | None], tuple[list[dict[str, Any]], str]] = {}
        for listener in listeners:
            key = (listener.user, listener.bounds)
            if key not in told:
                actor = self._actors[key]
                cursor = cursor_at(actor, self._position, self._epoch).text()
                told[key] = (events_for(actor, rows, known), cursor)
            events, cursor = told[key]
            for event in events:
                listener.tell("change", event, cursor)

    def _tell_jobs(self, listeners: list[Listener]) -> None:
        """Jobs that began, went on or ended since the last look, to who ordered them."""
        fresh = timezone.now() - timedelta(seconds=10)
        users = {listener.user for listener in listeners}
        live = Q(state__in=(Job.WAITING, Job.RUNNING)) | Q(changed_at__gt=fresh)
        rows = list(Job.objects.filter(live, actor__in=users))
        before, self._jobs = self._jobs, {row.id: (row.state, row.done) for row in rows}
        for row in rows:
            if before.get(row.id) == (row.state, row.done):
                continue
            for listener in listeners:
                if listener.user == row.actor and listener.bounds is None:
                    listener.tell("job", wire(row))

    def _tell_sources(self, listeners: list[Listener]) -> None:
        whole = [listener for listener in listeners if listener.bounds is None]
        first = {listener.user: listener for listener in reversed(whole)}
        for source in self.sources:
            for user, name, data in source(set(first)):
                first[user].tell(name, data)


def too_many() -> Refusal:
    """One browser needs one stream."""
    from django.utils.translation import gettext_lazy as _

    return Refusal("stream.too_many", _("Too many open streams"), status=429)


def good_keys(listeners: list[Listener]) -> set[str]:
    """The sessions and tokens among these that are valid at this moment."""
    now = timezone.now()
    sessions = [one.key for one in listeners if not one.by_token]
    tokens = [one.key for one in listeners if one.by_token]
    good: set[str] = set()
    if sessions:
        rows = Session.objects.filter(
            key__in=sessions,
            expires_at__gt=now,
            epoch=F("user__epoch"),
            user__active=True,
            user__deleted=False,
        )
        good.update(rows.values_list("key", flat=True))
    if tokens:
        rest = Token.objects.filter(
            Q(expires_at=None) | Q(expires_at__gt=now),
            key__in=tokens,
            ended=False,
            user__active=True,
            user__deleted=False,
        )
        good.update(rest.values_list("key", flat=True))
    return good


def events_for(actor: Actor, rows: list[Change], known: Known) -> list[dict[str, Any]]:
    """What one listener is told of a batch; floods of one object become one event."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        verb = verb_for(actor, row, known)
        if verb:
            found.setdefault(row.object, []).append(event_for(row, verb))
    events: list[dict[str, Any]] = []
    for name, mine in found.items():
        if len(mine) > MANY:
            events.append(
                {"object": name, "id": None, "verb": "many", "version": None, "by": mine[-1]["by"]}
            )
        else:
            events += mine
    return events


#: The feed of this process.
feed = Feed()
