"""Finding providers and programs: signing in is nobody's reading."""

from __future__ import annotations

import hashlib
from typing import Any

from kartei.platform.federation.models import Group, Identity, Program, Provider

PROVIDER, GROUP, PROGRAM = "federation.provider", "federation.group", "federation.program"


def providers() -> Any:
    """Every provider."""
    return Provider.objects.unguarded("signing in is nobody's reading")


def in_use() -> list[Provider]:
    """The providers that people sign in with, the oldest first."""
    return list(providers().filter(active=True, deleted=False).order_by("created_at"))


def programs() -> Any:
    """Every program."""
    return Program.objects.unguarded("a program shows its own secret")


def mappings(provider: Provider) -> list[Group]:
    """The groups of a provider that mean something here."""
    rows = Group.objects.unguarded("who signs in reads no mapping; it is applied to him")
    found = rows.filter(provider=provider.pk, deleted=False, role__deleted=False)
    return list(found.order_by("created_at"))


def made_there() -> Any:
    """Those whose accounts a provider in use has made: a link would give them a second door."""
    return Identity.objects.filter(made=True, provider__active=True, provider__deleted=False)


def digest(secret: str) -> str:
    """What the database keeps of a secret that is long and random."""
    return hashlib.sha256(secret.encode()).hexdigest()
