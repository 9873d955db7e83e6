"""The log of sign-ins: who tried to come in, when, from where, and how it ended.

What succeeds is written at once. What fails is kept in memory and written in batches each second,
so that thousands of attempts a minute are not as many commits.
"""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import Error
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor
from kartei.platform.access.agents import device_of
from kartei.platform.access.fence import address_in, fence_at
from kartei.platform.access.later import flushes
from kartei.platform.access.models import SignIn, User
from kartei.platform.meta.errors import bad_question

#: The right to the log and to everything about security is that to this object.
SECURITY = "access.address"
#: How an attempt ended -> words for it.
REASONS = {
    "ok": _("signed in"),
    "wrong": _("wrong password"),
    "unknown": _("unknown login"),
    "disabled": _("disabled account"),
    "program": _("a program's account"),
    "locked": _("locked after too many attempts"),
    "captcha": _("the riddle was not solved"),
    "factor_wanted": _("a second factor is asked for"),
    "factor_wrong": _("wrong second factor"),
    "unconfirmed": _("address not confirmed"),
    "directory": _("the directory refused"),
    "directory_away": _("the directory does not answer"),
    "provider": _("the provider did not let in"),
    "link": _("expired or used link"),
}
#: Attempts kept while the database does not answer; older ones are lost beyond that.
WAITING = 20_000
MAX_LIMIT = 200
#: Rows of an export.
MOST = 100_000
_waiting: deque[SignIn] = deque(maxlen=WAITING)
_lock = threading.Lock()


def note_attempt(
    login: str,
    *,
    reason: str,
    user: UUID | None = None,
    ip: str = "",
    agent: str = "",
    factor: str = "",
) -> None:
    """Put an attempt to sign in into the log.

    login: as typed, cut at 100 characters. reason: a key of REASONS; "ok" is written at once, in
    the caller's transaction. user: whom the login belongs to, also when it failed. factor: the
    second factor that was used ("totp", "recovery", "passkey", "remembered"), if one was.
    """
    row = SignIn(
        at=timezone.now(),
        login=printable(login)[:100],
        user=user,
        ip=address_in(ip),
        agent=printable(agent)[:200],
        ok=reason == "ok",
        reason=reason if reason in REASONS else "wrong",
        factor=factor[:20],
    )
    if row.ok:
        row.save(force_insert=True)
    else:
        _waiting.append(row)


def printable(text: str) -> str:
    """A text without control characters: the log is read in terminals and tables too."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text[:400]).strip()


def flush() -> int:
    """Write what waits; returns how many. What could not be written waits on."""
    with _lock:
        batch = [_waiting.popleft() for _n in range(len(_waiting))]
        try:
            SignIn.objects.bulk_create(batch, batch_size=500)
        except Error:
            _waiting.extendleft(reversed(batch))
            raise
        return len(batch)


flushes.append(flush)


def sweep() -> int:
    """Forget what is older than the configured number of days."""
    oldest = timezone.now() - timedelta(days=settings.SIGN_IN_DAYS)
    found: int = SignIn.objects.filter(at__lt=oldest).delete()[0]
    return found


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for; empty values ask for nothing. after: the id of the last row seen.

    search: a part of the login, the address or the agent. ip: an address or its beginning.
    """

    search: str = ""
    login: str = ""
    ip: str = ""
    user: UUID | None = None
    ok: bool | None = None
    reason: str = ""
    since: datetime | None = None
    until: datetime | None = None
    limit: int = 50
    after: int | None = None


def page(actor: Actor, asked: Asked) -> dict[str, Any]:
    """``{"items", "next"}``, newest first; 403 without the right."""
    actor.must(SECURITY, "read")
    if not 1 <= asked.limit <= MAX_LIMIT:
        raise bad_question(_("limit is 1 to %(limit)s"), "query.limit", limit=MAX_LIMIT)
    rows = narrowed(asked)
    if asked.after is not None:
        rows = rows.filter(pk__lt=asked.after)
    found = list(rows.order_by("-pk")[: asked.limit + 1])
    shown = found[: asked.limit]
    more = len(found) > asked.limit
    return {"items": told(actor, shown), "next": str(shown[-1].pk) if more else None}


def export(actor: Actor, asked: Asked) -> list[dict[str, Any]]:
    """All that is looked for, newest first, as many as a table takes."""
    actor.must(SECURITY, "export")
    return told(actor, list(narrowed(asked).order_by("-pk")[:MOST]))


def narrowed(asked: Asked) -> QuerySet[SignIn]:
    """The rows that are meant."""
    flush()
    exact = {"login__iexact": asked.login, "user": asked.user, "reason": asked.reason}
    rows = SignIn.objects.filter(**{name: value for name, value in exact.items() if value})
    if asked.ip:
        rows = rows.filter(ip__startswith=asked.ip)
    if asked.ok is not None:
        rows = rows.filter(ok=asked.ok)
    if asked.since:
        rows = rows.filter(at__gte=asked.since)
    if asked.until:
        rows = rows.filter(at__lt=asked.until)
    if asked.search:
        text = asked.search[:100]
        part = Q(login__icontains=text) | Q(ip__startswith=text) | Q(agent__icontains=text)
        named = [key for key, name in names() if text.casefold() in name.casefold()]
        rows = rows.filter(part | Q(user__in=named))
    return rows


def names() -> list[tuple[UUID, str]]:
    """All users by name; few enough to be searched here, with letters of every language."""
    return list(User.objects.values_list("id", "name"))


def told(actor: Actor, rows: list[SignIn]) -> list[dict[str, Any]]:
    """Rows of the log in their outer form."""
    fence = fence_at(actor.roster)
    known = actor.roster.user_names
    return [
        {
            "id": str(row.pk),
            "at": row.at,
            "login": row.login,
            "user": {"id": str(row.user), "title": known[row.user]} if row.user in known else None,
            "ip": row.ip,
            "blocked": bool(row.ip) and fence.shuts_out(row.ip),
            "agent": row.agent,
            "device": device_of(row.agent),
            "ok": row.ok,
            "reason": row.reason,
            "reason_title": str(REASONS.get(row.reason, row.reason)),
            "factor": row.factor,
        }
        for row in rows
    ]
