"""Who somebody is, by login or mail address and password."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.models import User
from kartei.platform.access.people import has_password_elsewhere
from kartei.platform.access.rules import MAX_PASSWORD
from kartei.platform.directory.store import in_use
from kartei.platform.meta.errors import Refusal
from kartei.platform.signin import locks, turns
from kartei.platform.signin.names import named
from kartei.platform.signin.where import note


class Backend:
    """Django's way of asking; AUTHENTICATION_BACKENDS names it."""

    def authenticate(
        self, request: HttpRequest | None, username: str = "", password: str = "", **rest: Any
    ) -> User | None:
        """The user with these credentials, or None; the log tells of those who are refused."""
        user, reason = judged(username, password, request)
        if reason != "ok" and request is not None:
            note(request, username, reason=reason, user=user)
        if reason == "directory_away":
            words = _("The directory does not answer; try again shortly")
            raise Refusal("directory.away", words, status=503)
        return user if reason == "ok" else None

    def get_user(self, user_id: UUID | str) -> User | None:
        """The user of a session, while he may come in."""
        return User.objects.filter(pk=user_id, active=True, deleted=False).first()


def check(login: str, password: str) -> User | None:
    """The active user with this login or mail address and password."""
    user, reason = judged(login, password)
    return user if reason == "ok" else None


def judged(
    login: str, password: str, request: HttpRequest | None = None
) -> tuple[User | None, str]:
    """Whose login it is, and how an attempt with this password ends (access.sign_ins.REASONS).

    Costs one hash in any case, so that neither answer nor time tells who is known; a password that
    nobody can have is not hashed at its length. Hashes go by turns; whoever was locked while he
    waited (request tells where he is) gets none. Refusal then, or where too many wait.
    """
    fits = len(password) <= MAX_PASSWORD and "\x00" not in login + password
    user = named(login) if fits else None
    if fits and (user is None or has_password_elsewhere(user.pk)) and in_use():
        # its protocol is loaded by firms that have one
        from kartei.platform.directory.door import verdict

        found, reason = verdict(login, password)
        return found or user, reason
    with turns.turn():
        if request is not None:
            locks.refuse_by_now(request, login)
        if user is None or user.program or not user.active:
            make_password(password if fits else "")
            return user, "unknown" if user is None else "program" if user.program else "disabled"
        return user, "ok" if check_password(password, user.password) else "wrong"
