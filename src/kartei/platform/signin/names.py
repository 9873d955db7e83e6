"""Whom a typed login or mail address means."""

from __future__ import annotations

from kartei.platform.access.logins import plain
from kartei.platform.access.models import User


def named(login: str) -> User | None:
    """The user of a login, else of a mail address that is one user's alone."""
    login = plain(login)
    if not login or "\x00" in login:
        return None
    there = User.objects.filter(deleted=False)
    found = there.filter(login=login).first()
    if found is not None or "@" not in login:
        return found
    rows = list(there.filter(email__iexact=login)[:2])
    return rows[0] if len(rows) == 1 else None
