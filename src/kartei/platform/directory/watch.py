"""Who is disabled or gone in the directory is out here within a minute."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from kartei.platform.access.models import Session, Token
from kartei.platform.access.rules import end_sessions
from kartei.platform.directory import groups, people
from kartei.platform.directory.client import Away, Talk, Unanswered, talking
from kartei.platform.directory.door import note, release, watched
from kartei.platform.directory.entries import Person, asked_key, person_of, wanted
from kartei.platform.directory.kinds import KINDS
from kartei.platform.directory.models import Known, Server
from kartei.platform.directory.store import in_use, servers
from kartei.platform.directory.sync import too_many
from kartei.platform.meta.errors import Refusal

from django.utils.translation import gettext as _  # isort: skip

log = logging.getLogger(__name__)
#: How often those who are signed in are looked after.
PERIOD = timedelta(seconds=30)
#: People asked for in one question.
BATCH = 100


def look_after_all() -> int:
    """Look after the people of each directory whose turn it is; returns how many were put out."""
    now = timezone.now()
    count = 0
    for server in in_use():
        if server.paused_until and server.paused_until > now:
            continue
        turn = Q(checked_at=None) | Q(checked_at__lte=now - PERIOD)
        # whoever moves the moment on has the work
        if servers().filter(turn, pk=server.pk).update(checked_at=now):
            count += look_after(server)
    return count


def look_after(server: Server) -> int:
    """Those who could do something at this moment; how many of them were put out."""
    known = {row.key: row for row in signed_in(server)}
    if not known:
        return 0
    release()
    try:
        with watched(server), talking(server) as talk:
            found = present(talk, list(known))
    except (Away, Unanswered):
        return 0
    for key, person in found.items():
        renew(known[key], person)
    gone = [row for key, row in known.items() if key not in found or found[key].out]
    if too_many(len(gone), len(known)):
        note(server, _("Most of its people are missing in the directory; nobody was disabled"))
        return 0
    return sum(put_out(row) for row in gone)


def signed_in(server: Server) -> list[Known]:
    """Known people with an open session or a token."""
    now = timezone.now()
    sessions = Session.objects.filter(expires_at__gt=now).values("user")
    tokens = Token.objects.filter(ended=False).values("user")
    rows = Known.objects.filter(server=server.pk, user__active=True).select_related("user")
    return list(rows.filter(Q(user__in=sessions) | Q(user__in=tokens)))


def present(talk: Talk, keys: Sequence[str]) -> dict[str, Person]:
    """Those of some people who are still there."""
    server = talk.server
    kind = KINDS[server.kind]
    found: dict[str, Person] = {}
    for start in range(0, len(keys), BATCH):
        tests = "".join(
            f"({kind.id}={asked_key(server, key)})" for key in keys[start : start + BATCH]
        )
        test = f"(&{groups.people_filter(server)}(|{tests}))"
        for entry in talk.find(server.base, test, wanted(server), limit=BATCH):
            person: Any = person_of(server, entry)
            if person is not None and person.key in keys:
                found[person.key] = person
    return found


def renew(known: Known, person: Person) -> None:
    """A password changed there ends the sessions that were opened with the one before."""
    if person.mark == known.mark:
        return
    if known.mark:
        end_sessions(known.user_id)
    Known.objects.filter(pk=known.pk).update(mark=person.mark)


def put_out(known: Known) -> bool:
    """One who is gone; the last administrator stays."""
    try:
        people.put_out(people.acting(), known)
    except Refusal as refusal:
        log.warning("directory.stays login=%s code=%s", known.user.login, refusal.code)
        return False
    return True
