"""Signed-in browsers of everybody, for who may see to security."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kartei.platform.access.actor import Actor
from kartei.platform.access.agents import device_of
from kartei.platform.access.models import Session, Token, User
from kartei.platform.access.people import tell_act
from kartei.platform.access.pieces import piece
from kartei.platform.access.rules import end_sessions, must_outrank
from kartei.platform.access.sign_ins import SECURITY, names
from kartei.platform.meta.errors import not_found
from kartei.platform.meta.versions import bump_access


def page(
    actor: Actor, search: str = "", user: UUID | None = None, after: str = ""
) -> dict[str, Any]:
    """A page of sessions in force, newest first; search: a part of a name, an address or an agent.

    ``{"items", "next"}``; after: ``next`` of the page before.
    """
    actor.must(SECURITY, "read")
    rows = in_force()
    if user is not None:
        rows = rows.filter(user=user)
    text = search.strip().casefold()
    named = {key for key, name in names() if text in name.casefold()}
    found = [
        row
        for row in rows.order_by("-made_at", "key")
        if row.user_id in named or row.ip.startswith(text) or text in row.agent.casefold()
    ]
    rows, behind = piece(found, after)
    return {"items": [told(actor, row) for row in rows], "next": behind}


def in_force() -> Any:
    """The sessions that let in at this moment."""
    return Session.objects.filter(
        expires_at__gt=timezone.now(),
        epoch=F("user__epoch"),
        user__active=True,
        user__deleted=False,
    )


def told(actor: Actor, row: Session) -> dict[str, Any]:
    """One session; its id is the sum of the cookie, which says nothing about it."""
    return {
        "id": row.key,
        "user": {
            "id": str(row.user_id),
            "title": actor.roster.user_names.get(row.user_id, "") if row.user_id else "",
        },
        "made_at": row.made_at,
        "used_at": row.used_at,
        "expires_at": row.expires_at,
        "ip": row.ip,
        "agent": row.agent,
        "device": device_of(row.agent),
    }


def end(actor: Actor, key: str) -> None:
    """End one session at once."""
    actor.must(SECURITY, "write")
    row = Session.objects.filter(pk=key).first()
    user = row.user_id if row else None
    if row is None or user is None:
        raise not_found()
    must_outrank(actor, user)
    row.delete()
    tell_act(actor, user, "end_session", {})
    bump_access()


def end_all(actor: Actor, user: UUID, *, with_tokens: bool) -> dict[str, int]:
    """End all sessions of somebody, and his tokens if wished; says how many of each."""
    actor.must(SECURITY, "write")
    if not User.objects.filter(pk=user).exists():
        raise not_found()
    must_outrank(actor, user)
    with transaction.atomic():
        sessions = in_force().filter(user=user).count()
        end_sessions(user)
        tokens = Token.objects.filter(user=user, ended=False) if with_tokens else None
        ended = tokens.update(ended=True) if tokens is not None else 0
        tell_act(actor, user, "end_sessions", {})
        bump_access()
    return {"sessions": sessions, "tokens": ended}
