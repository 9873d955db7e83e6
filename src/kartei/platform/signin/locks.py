"""Attempts to guess: counted in the database by django-axes, refused for half an hour."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kartei.platform.meta.errors import Refusal
from kartei.platform.signin import where
from kartei.platform.signin.backend import named

#: After so many failures of one account from one address nobody signs in there for that long.
LIMIT, COOL = 5, timedelta(minutes=30)


def address_of(request: HttpRequest) -> str | None:
    """Where a request comes from; axes keeps None for what is no address."""
    return where.address_of(request) or None


def name_of(request: HttpRequest | None, credentials: Mapping[str, Any] | None) -> str:
    """Under which name attempts are counted: the login, also where the mail address was typed."""
    typed = str((credentials or {}).get("username") or "").replace("\x00", "").strip().lower()
    user = named(typed)
    return (user.login if user else typed)[:255]


def refuse_locked(request: HttpRequest, credentials: Mapping[str, Any]) -> None:
    """429 while too many have failed."""
    if AxesProxyHandler.is_locked(request, dict(credentials)):
        name = str(credentials.get("username", ""))
        where.note(request, name, reason="locked", user=named(name))
        raise locked()


def locked() -> Refusal:
    """Wait; said of every name alike, known or not."""
    seconds = int(COOL.total_seconds())
    return Refusal(
        "session.locked",
        _("Too many attempts from here. Wait half an hour or ask your administrator"),
        status=429,
        extra={"retry_after": seconds},
    )
