"""Signing in and out, and the one query that finds out who asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, perform_password_login
from allauth.account.models import Login
from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from kartei.platform.access.bounds import Bounds, bounds_of
from kartei.platform.access.models import User
from kartei.platform.signin import sessions as browsers
from kartei.platform.signin import where

COOKIE = settings.SESSION_COOKIE_NAME
digest = browsers.digest
address_of = where.address_of

BY_SESSION = """
SELECT s.user_id, st.meta, st.access, s.expires_at, NULL
FROM access_session s JOIN access_user u ON u.id = s.user_id AND u.epoch = s.epoch
CROSS JOIN meta_state st
WHERE s.key = %s AND u.active AND NOT u.deleted"""
BY_TOKEN = """
SELECT t.user_id, st.meta, st.access, t.expires_at, t.bounds
FROM access_token t JOIN access_user u ON u.id = t.user_id
CROSS JOIN meta_state st
WHERE t.key = %s AND NOT t.ended AND u.active AND NOT u.deleted"""  # noqa: S105 (a query)


@dataclass(frozen=True, slots=True)
class Seen:
    """Who asks, under which versions, and within which bounds of a token."""

    user: UUID
    meta: int
    access: int
    key: str
    by_token: bool
    bounds: Bounds | None = None


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
    bounds = bounds_of(orjson.loads(row[4])) if row[4] else None
    return Seen(user, row[1], row[2], key, bool(token), bounds)


def ended(expires: Any) -> bool:
    """Whether a session or token is over; None never ends."""
    if expires is None:
        return False
    if isinstance(expires, str):
        expires = datetime.fromisoformat(expires)
    if expires.tzinfo is None:
        expires = expires.replace(tzinfo=timezone.get_default_timezone())
    return bool(expires <= timezone.now())


def try_password(request: HttpRequest, login: str, password: str) -> bool:
    """Begin to sign in with login or mail address; False when the two do not fit.

    Afterwards ``request.user`` is the user, or nobody yet where a further step is asked for.
    Refusal while locked.
    """
    credentials = {"username": login, "password": password}
    user = get_adapter(request).authenticate(request, **credentials)
    if user is None:
        return False
    perform_password_login(request, credentials, Login(user=user))
    return True


def sign_in(request: HttpRequest, user: User) -> None:
    """Sign in somebody who has just set this installation up."""
    perform_login(request, Login(user=user))


def sign_out(request: HttpRequest) -> None:
    """End the session of this request."""
    get_adapter(request).logout(request)
