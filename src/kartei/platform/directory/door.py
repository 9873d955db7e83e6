"""Signing in with the password of a directory."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import connection
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.models import User
from kartei.platform.directory import groups, people
from kartei.platform.directory.client import Away, Talk, Unanswered, escaped, talking
from kartei.platform.directory.entries import Person, attribute, person_of, wanted
from kartei.platform.directory.kinds import AD, KINDS
from kartei.platform.directory.models import Server
from kartei.platform.directory.store import NAME, in_use, servers
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import write

log = logging.getLogger(__name__)
#: How long a directory that did not answer is left alone.
REST = timedelta(seconds=30)
#: Sign-ins that may wait for directories at the same time in one process.
TOGETHER = 16
LONGEST = 200
#: How an attempt ends (access.sign_ins.REASONS).
OK, NO, AWAY = "ok", "directory", "directory_away"
_places = threading.BoundedSemaphore(TOGETHER)


def check(login: str, password: str) -> User | None:
    """The user of a person with this password in one of the directories; None for nobody.

    Refusal (503) where nobody said yes and a directory could not be asked.
    """
    user, reason = verdict(login, password)
    if reason == AWAY:
        words = _("The directory does not answer; try again shortly")
        raise Refusal("directory.away", words, status=503)
    return user


def verdict(login: str, password: str) -> tuple[User | None, str]:
    """The same, with how it ends: "ok", "directory" (refused) or "directory_away".

    Makes the user at his first coming and brings him in step at each. Call it outside a
    transaction: it waits.
    """
    login = login.strip()
    if not login or not password or "\x00" in login + password or len(login) > LONGEST:
        return None, NO
    reason = NO
    for server in in_use():
        try:
            user = through(server, login, password)
        except (Away, Unanswered):
            reason = AWAY
            continue
        if user is not None:
            return user, OK
    return None, reason


def through(server: Server, login: str, password: str) -> User | None:
    """One directory; Away at once while it rests."""
    if server.paused_until and server.paused_until > timezone.now():
        raise Away
    with turn(), watched(server):
        found = proved(server, login, password)
    if found is None:
        return None
    person, roles, managed = found
    try:
        return people.welcome(server, people.acting(), person, roles, managed)
    except Refusal as refusal:
        log.warning("directory.refused login=%s code=%s", person.login, refusal.code)
        return None


def proved(server: Server, login: str, password: str) -> tuple[Person, set[str], set[str]] | None:
    """The person with this password who may come in, the roles of his groups, and all managed."""
    known = groups.mappings(server)
    release()
    with talking(server) as talk:
        person = look_up(talk, login)
        # a name that nobody has is answered like a wrong password, after the same steps
        good = talk.proves(person.dn if person else server.base, password)
        if not good or person is None or person.out:
            return None
        talk.bind()
        roles = groups.asked(talk, known)(person) | groups.always(server)
    if not people.admitted(server, roles):
        return None
    return person, roles, groups.managed(server, known)


def look_up(talk: Talk, login: str) -> Person | None:
    """The one person whom a login means; None for nobody or several."""
    server = talk.server
    kind = KINDS[server.kind]
    if server.kind == AD:
        login = login.rpartition("\\")[2]
    names = dict.fromkeys((attribute(server, "login"), *kind.logins))
    tests = "".join(f"({name}={escaped(login)})" for name in names)
    test = f"(&{groups.people_filter(server)}(|{tests}))"
    found = list(talk.find(server.base, test, wanted(server), limit=10))
    own = [e for e in found if e.first(attribute(server, "login")).lower() == login.lower()]
    chosen = own or found
    return person_of(server, chosen[0]) if len(chosen) == 1 else None


@contextmanager
def turn() -> Iterator[None]:
    """One of the few places in the queue for slow directories; Away where all are taken."""
    if not _places.acquire(timeout=1):
        raise Away
    try:
        yield
    finally:
        _places.release()


@contextmanager
def watched(server: Server) -> Iterator[None]:
    """Notes why a directory cannot be asked and lets it rest; notes that it can again."""
    try:
        yield
    except Away as away:
        servers().filter(pk=server.pk).update(paused_until=timezone.now() + REST)
        note(server, str(away))
        raise
    except Unanswered as why:
        note(server, str(why))
        raise
    if server.fault:
        note(server, "")


def note(server: Server, fault: str) -> None:
    """The last fault, told in the journal only when it is another one."""
    if server.fault == fault[:500]:
        return
    server.fault = fault[:500]
    actor = people.acting()
    with translation.override(actor.world.firm.language):
        write.change_many(actor, NAME, {server.pk: {}}, put={"fault": fault[:500] or None})


def release() -> None:
    """Give the database's connection back while a directory is waited for."""
    if not connection.in_atomic_block:
        connection.close()
