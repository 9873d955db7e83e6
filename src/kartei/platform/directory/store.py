"""Finding directories and those whom they vouch for, without talking to any."""

from __future__ import annotations

from typing import Any

from kartei.platform.directory.models import Known, Server

NAME = "directory.server"


def servers() -> Any:
    """Every directory: signing in is nobody's reading."""
    return Server.objects.unguarded("the directory's own work")


def in_use() -> list[Server]:
    """The directories that people sign in with, the oldest first."""
    return list(servers().filter(active=True, deleted=False).order_by("created_at"))


def known() -> Any:
    """Those who sign in with the password of a directory that is in use."""
    return Known.objects.filter(server__active=True, server__deleted=False)
