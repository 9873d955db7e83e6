"""One's own sessions, and accounts that are locked after too many attempts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.core import ratelimit
from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from kartei.platform.access.sign_ins import SECURITY
from kartei.platform.access.tokens import by_session
from kartei.platform.signin import locks, mailboxes, own
from kartei.platform.signin.proofs import must_prove, too_many
from kartei.web.api.base import Strict, answer
from kartei.web.api.entries import Named

router = Router(tags=["session"])


class OwnSession(Strict):
    """A browser in which somebody is signed in; current: the one that asks. used_at: up to ten
    minutes late.
    """

    id: str
    device: str
    ip: str
    made_at: datetime
    used_at: datetime | None
    expires_at: datetime
    current: bool


class OwnSessions(Strict):
    """One's own sessions, the newest first."""

    items: list[OwnSession]


class NewMail(Strict):
    """One's own new mail address."""

    email: str = Field(min_length=3, max_length=254)


class MailSent(Strict):
    """A letter is on its way to the address."""

    sent: bool


class MailKey(Strict):
    """The key of that letter's link."""

    key: str = Field(min_length=1, max_length=1500)


class MailTaken(Strict):
    """The address that counts from now on."""

    email: str


class EndedCount(Strict):
    """How many were ended."""

    ended: int


class LockRow(Strict):
    """An account that is locked at an address; user: whose it is, if anybody's."""

    login: str
    ip: str
    failures: int
    until: datetime
    user: Named | None


class LockList(Strict):
    """Locks in force, the newest first."""

    items: list[LockRow]


class Unlock(Strict):
    """Whose failures are forgotten, at every address."""

    login: str = Field(min_length=1, max_length=255)


def here(request: Any) -> str:
    """The key of the session that asks; empty for a token."""
    return "" if request.seen.by_token else str(request.seen.key)


@router.get("/sessions", response=OwnSessions, operation_id="own_sessions")
def get_sessions(request: Any) -> HttpResponse:
    """Where one is signed in."""
    return answer({"items": own.sessions_of(request.actor.user, here(request))})


@router.delete("/sessions", response=EndedCount, operation_id="end_other_sessions")
def end_sessions(request: Any) -> HttpResponse:
    """Sign out everywhere else."""
    return answer({"ended": own.end_others(request.actor.user, here(request))})


@router.delete("/sessions/{key}", response={204: None}, operation_id="end_own_session")
def end_session(request: Any, key: str) -> HttpResponse:
    """Sign out somewhere."""
    own.end_one(request.actor.user, key)
    return HttpResponse(status=204)


@router.post("/account/email", response=MailSent, operation_id="change_own_mail")
def change_mail(request: Any, body: NewMail) -> HttpResponse:
    """Ask for another mail address of one's own; it counts when its letter was answered."""
    by_session(request.actor)
    must_prove(request)
    if not ratelimit.consume(request, action="manage_email", user=request.user):
        raise too_many()
    mailboxes.ask(request.actor, body.email)
    return answer({"sent": True})


@router.post("/account/email/confirm", response=MailTaken, operation_id="confirm_own_mail")
def confirm_mail(request: Any, body: MailKey) -> HttpResponse:
    """The answer to that letter; who has its link need not be signed in."""
    return answer({"email": mailboxes.take(body.key)})


@router.get("/security/locks", response=LockList, operation_id="locks")
def get_locks(request: Any) -> HttpResponse:
    """Accounts that are locked now."""
    request.actor.must(SECURITY, "read")
    return answer({"items": locks.locks()})


@router.post("/security/unlock", response=EndedCount, operation_id="unlock")
def unlock(request: Any, body: Unlock) -> HttpResponse:
    """Let somebody try again at once."""
    request.actor.must(SECURITY, "write")
    return answer({"ended": locks.unlock(body.login)})
