"""One's own sessions: where one is signed in, and ending that."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from kartei.platform.access.agents import device_of
from kartei.platform.access.models import Session
from kartei.platform.meta.errors import not_found


def sessions_of(user: UUID, here: str) -> list[dict[str, Any]]:
    """A user's sessions, the newest first; here: the key of that which asks.

    ``{"id", "device", "ip", "made_at", "used_at", "expires_at", "current"}``
    """
    rows = Session.objects.filter(user=user, user__epoch=F("epoch"), expires_at__gt=timezone.now())
    return [
        {
            "id": row.key,
            "device": device_of(row.agent),
            "ip": row.ip,
            "made_at": row.made_at,
            "used_at": row.used_at,
            "expires_at": row.expires_at,
            "current": row.key == here,
        }
        for row in rows.order_by("-made_at")
    ]


def end_one(user: UUID, key: str) -> None:
    """End one of a user's sessions; 404 for others'."""
    if not Session.objects.filter(user=user, key=key).delete()[0]:
        raise not_found()


def end_others(user: UUID, here: str) -> int:
    """End all of a user's sessions but that which asks; returns how many."""
    return Session.objects.filter(user=user).exclude(key=here).delete()[0]
