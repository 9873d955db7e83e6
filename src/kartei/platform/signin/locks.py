"""Attempts to guess: counted in the database by django-axes, slowed down, then refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from axes.models import AccessAttempt
from axes.utils import reset
from django.db.models import Max, Q, Sum
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.logins import plain
from kartei.platform.access.models import User
from kartei.platform.meta.errors import Refusal
from kartei.platform.signin import riddles, where
from kartei.platform.signin.names import named

#: After so many failures of one account from one address nobody signs in there for that long; and
#: after so many of one address, whichever accounts it tries.
LIMIT, ADDRESS_LIMIT, COOL = 5, 200, timedelta(minutes=30)
#: After so many failures a riddle is put that costs the asker's machine a second.
SUSPICIOUS, ADDRESS_SUSPICIOUS = 3, 20


def address_of(request: HttpRequest) -> str | None:
    """Where a request comes from; axes keeps None for what is no address."""
    return where.address_of(request) or None


def name_of(request: HttpRequest | None, credentials: Mapping[str, Any] | None) -> str:
    """Under which name attempts are counted: the login, also where the mail address was typed."""
    typed = plain(str((credentials or {}).get("username") or "").replace("\x00", ""))
    user = named(typed)
    return (user.login if user else typed)[:255]


def refuse_locked(request: HttpRequest, credentials: Mapping[str, Any]) -> None:
    """429 while too many have failed, 400 with a riddle when some have; alike for every name."""
    name, typed = name_of(request, credentials), str(credentials.get("username") or "")
    here, mine = failures(request, name)
    if mine >= LIMIT or here >= ADDRESS_LIMIT:
        where.note(request, typed, reason="locked", user=named(typed))
        raise locked()
    if mine >= SUSPICIOUS or here >= ADDRESS_SUSPICIOUS:
        asker = f"{name} {where.address_of(request)}"
        if not riddles.is_solved(request.headers.get("X-Captcha", ""), asker):
            where.note(request, typed, reason="captcha", user=named(typed))
            raise riddles.unsolved(asker)


def refuse_by_now(request: HttpRequest, typed: str) -> None:
    """429 for who came in time, and waited while others failed in his place or name."""
    here, mine = failures(request, name_of(request, {"username": typed}))
    if mine >= LIMIT or here >= ADDRESS_LIMIT:
        where.note(request, typed, reason="locked", user=named(typed))
        raise locked()


def failures(request: HttpRequest, name: str) -> tuple[int, int]:
    """How many attempts failed from this address lately: with any name, and with this one."""
    recent = AccessAttempt.objects.filter(
        ip_address=address_of(request), attempt_time__gte=timezone.now() - COOL
    )
    count = Sum("failures_since_start")
    mine = Sum("failures_since_start", filter=Q(username=name))
    found = recent.aggregate(here=count, mine=mine)
    return found["here"] or 0, found["mine"] or 0


def locked() -> Refusal:
    """Wait; said of every name alike, known or not."""
    seconds = int(COOL.total_seconds())
    return Refusal(
        "session.locked",
        _("Too many attempts from here. Wait half an hour or ask your administrator"),
        status=429,
        extra={"retry_after": seconds},
    )


def locks() -> list[dict[str, Any]]:
    """Accounts that are locked now: ``{"login", "ip", "failures", "until", "user"}``."""
    recent = AccessAttempt.objects.filter(attempt_time__gte=timezone.now() - COOL)
    rows = recent.order_by().values("username", "ip_address").annotate(
        failures=Sum("failures_since_start"), last=Max("attempt_time")
    )  # fmt: skip
    found = [row for row in rows if row["failures"] >= LIMIT]
    users = User.objects.filter(login__in=[row["username"] for row in found], deleted=False)
    known = {login: (key, name) for key, login, name in users.values_list("pk", "login", "name")}
    return [
        {
            "login": row["username"],
            "ip": row["ip_address"] or "",
            "failures": row["failures"],
            "until": row["last"] + COOL,
            "user": title(known.get(row["username"])),
        }
        for row in sorted(found, key=lambda row: row["last"], reverse=True)
    ]


def title(user: tuple[Any, str] | None) -> dict[str, str] | None:
    """A user in the form of a link."""
    return {"id": str(user[0]), "title": user[1]} if user else None


def unlock(login: str) -> int:
    """Forget the failures of an account at every address; returns how many rows there were."""
    found: int = reset(username=plain(login)[:255])
    return found
