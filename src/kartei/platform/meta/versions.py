"""The versions under which everything derived is cached; raised inside the changing transaction."""

from __future__ import annotations

import threading

from django.db import connection
from django.db.models import F

from kartei.platform.meta.models import State

_here = threading.local()


def raised() -> int:
    """How many times this thread has raised a version: while that stays the same, what somebody
    was given before his own change still holds after it.
    """
    count: int = getattr(_here, "count", 0)
    return count


def present() -> tuple[int, int]:
    """(metadata, access) of this moment; read so often that the way through the ORM would show."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT meta, access FROM meta_state WHERE id = 1")
        return cursor.fetchone() or (1, 1)


def bump_meta() -> int:
    """Fields, objects, modules or the firm's settings changed; returns the new version."""
    _here.count = raised() + 1
    State.objects.filter(pk=1).update(meta=F("meta") + 1)
    return State.objects.values_list("meta", flat=True).get(pk=1)


def bump_access() -> None:
    """Users, units, roles, teams, shares or small records changed."""
    _here.count = raised() + 1
    State.objects.filter(pk=1).update(access=F("access") + 1)
