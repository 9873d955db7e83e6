"""Signing in and out, and the one query that finds out who asks."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kartei.platform.access import sign_ins
from kartei.platform.access.fence import address_in
from kartei.platform.access.models import Session, User

COOKIE = "kartei_session"
LASTS = timedelta(days=30)
TOKEN_PREFIX = "kt_"  # noqa: S105 (a mark, no secret)

BY_SESSION = """
SELECT s.user_id, st.meta, st.access, s.expires_at
FROM access_session s JOIN access_user u ON u.id = s.user_id AND u.epoch = s.epoch
CROSS JOIN meta_state st
WHERE s.key = %s AND u.active AND NOT u.deleted"""
BY_TOKEN = """
SELECT t.user_id, st.meta, st.access, t.expires_at
FROM access_token t JOIN access_user u ON u.id = t.user_id
CROSS JOIN meta_state st
WHERE t.key = %s AND NOT t.ended AND u.active AND NOT u.deleted"""  # noqa: S105 (a query)


@dataclass(frozen=True, slots=True)
class Seen:
    """Who asks, and under which versions."""

    user: UUID
    meta: int
    access: int
    key: str
    by_token: bool


def digest(secret: str) -> str:
    """What the database keeps of a cookie or token."""
    return hashlib.sha256(secret.encode()).hexdigest()


def bearer(request: HttpRequest) -> str:
    """The token of the request, if it has one."""
    header = request.headers.get("Authorization", "")
    return header[7:].strip() if header[:7].lower() == "bearer " else ""


def recognise(request: HttpRequest) -> Seen | None:
    """The user of a session or token, in one query with the versions of this moment."""
    token = bearer(request)
    secret = token or request.COOKIES.get(COOKIE, "")
    if not secret or len(secret) > 200:
        return None
    key = digest(secret)
    with connection.cursor() as cursor:
        cursor.execute(BY_TOKEN if token else BY_SESSION, [key])
        row = cursor.fetchone()
    if row is None or ended(row[3]):
        return None
    user = row[0] if isinstance(row[0], UUID) else UUID(row[0])
    return Seen(user, row[1], row[2], key, bool(token))


def ended(expires: Any) -> bool:
    """Whether a session or token is over; None never ends."""
    if expires is None:
        return False
    if isinstance(expires, str):
        expires = datetime.fromisoformat(expires)
    if expires.tzinfo is None:
        expires = expires.replace(tzinfo=timezone.get_default_timezone())
    return bool(expires <= timezone.now())


def user_for(login: str, password: str) -> User | None:
    """The active user with these credentials; the time taken does not tell why not."""
    user, reason = judged(login, password)
    return user if reason == "ok" else None


def attempt(request: HttpRequest, login: str, password: str) -> User | None:
    """The same for somebody who wants to sign in, which the log of sign-ins tells."""
    user, reason = judged(login, password)
    note(request, login, reason=reason, user=user)
    return user if reason == "ok" else None


def judged(login: str, password: str) -> tuple[User | None, str]:
    """Whose login it is, and how an attempt with this password ends (sign_ins.REASONS)."""
    user = User.objects.filter(login=login.strip().lower(), deleted=False).first()
    if user is None or user.program or not user.active:
        make_password(password)
        return user, "unknown" if user is None else "program" if user.program else "disabled"
    return user, "ok" if check_password(password, user.password) else "wrong"


def note(
    request: HttpRequest, login: str, *, reason: str, user: User | None = None, factor: str = ""
) -> None:
    """Put an attempt to sign in into the log (kartei.platform.access.sign_ins)."""
    sign_ins.note_attempt(
        login,
        reason=reason,
        user=user.pk if user else None,
        ip=address_of(request),
        agent=request.headers.get("User-Agent", ""),
        factor=factor,
    )


def address_of(request: HttpRequest) -> str:
    """Where a request came from, in its shortest form.

    Behind a proxy it is the last address in X-Forwarded-For: that is the one which the proxy saw
    and wrote; those before it are what the asker claims.
    """
    seen = str(request.META.get("REMOTE_ADDR", ""))
    if settings.BEHIND_PROXY:
        seen = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or seen
    return address_in(seen)


def sign_in(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Open a session and set its cookie."""
    secret = secrets.token_urlsafe(32)
    now = timezone.now()
    Session.objects.create(
        key=digest(secret),
        user=user,
        epoch=user.epoch,
        made_at=now,
        expires_at=now + LASTS,
        ip=address_of(request),
        agent=request.headers.get("User-Agent", "")[:200],
    )
    User.objects.filter(pk=user.pk).update(last_login=now)
    response.set_cookie(
        COOKIE,
        secret,
        max_age=int(LASTS.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )


def sign_out(request: HttpRequest, response: HttpResponse) -> None:
    """End the session of this request."""
    Session.objects.filter(key=digest(request.COOKIES.get(COOKIE, ""))).delete()
    response.delete_cookie(COOKIE)
