"""Signing in and out, and the one query that finds out who asks."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

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
    user = User.objects.filter(login=login.strip().lower(), active=True, deleted=False).first()
    if user is None:
        make_password(password)
        return None
    good = check_password(password, user.password)
    return user if good else None


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
        ip=str(request.META.get("REMOTE_ADDR", ""))[:45],
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
