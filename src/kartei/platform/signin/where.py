"""Where a request comes from, and the note about it in the log of sign-ins."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from kartei.platform.access import sign_ins
from kartei.platform.access.fence import address_in
from kartei.platform.access.models import User


def address_of(request: HttpRequest) -> str:
    """Where a request came from, in its shortest form.

    Behind a proxy it is the last address in X-Forwarded-For: that is the one which the proxy saw
    and wrote; those before it are what the asker claims.
    """
    seen = str(request.META.get("REMOTE_ADDR", ""))
    if settings.BEHIND_PROXY:
        seen = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or seen
    return address_in(seen)


def agent_of(request: HttpRequest) -> str:
    """What the browser says of itself."""
    return request.headers.get("User-Agent", "")


def note(
    request: HttpRequest, login: str, *, reason: str, user: User | None = None, factor: str = ""
) -> None:
    """Put an attempt to sign in into the log (access.sign_ins; reason: one of its REASONS)."""
    sign_ins.note_attempt(
        login,
        reason=reason,
        user=user.pk if user else None,
        ip=address_of(request),
        agent=agent_of(request),
        factor=factor,
    )
