"""A new installation: the firm, its ready roles, the first administrator, default records."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor, actor_for
from kartei.platform.access.models import Role, Unit, User
from kartei.platform.access.rules import password_of
from kartei.platform.kit.text import fold
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.models import Firm, State
from kartei.platform.meta.versions import bump_access, bump_meta
from kartei.platform.records.configuration import take_in
from kartei.web import presets
from kartei.web.loading import rooms
from kartei.web.roles import TEMPLATES

COUNTRIES: tuple[dict[str, Any], ...] = (
    {"id": "ru", "title": _("Russia"), "currency": "RUB", "timezone": "Europe/Moscow"},
    {"id": "de", "title": _("Germany"), "currency": "EUR", "timezone": "Europe/Berlin"},
    {"id": "general", "title": _("Other country"), "currency": "EUR", "timezone": "Europe/London"},
)


@dataclass(frozen=True, slots=True)
class FirstRun:
    """What the wizard asks."""

    firm: str
    country: str
    language: str
    currency: str
    timezone: str
    login: str
    password: str
    name: str
    modules: tuple[str, ...] = ()
    preset: str = ""


def is_needed() -> bool:
    """Whether nobody is there yet."""
    return not User.objects.exists()


def begin(wish: FirstRun) -> UUID:
    """Set everything up in one transaction; returns the administrator's id."""
    with transaction.atomic(), translation.override(wish.language):
        # the lock on the state row lets only one of two simultaneous wizards through
        State.objects.select_for_update().get(pk=1)
        if not is_needed():
            raise Refusal("setup.done", _("This installation is set up already"), status=409)
        password_of({"password": wish.password})
        save_firm(wish)
        unit = save_unit(wish.firm)
        roles = save_roles()
        admin = save_user(wish.login, wish.name, wish.password, unit, [roles["administrator"]])
        State.objects.filter(pk=1).update(secret=secrets.token_hex(32))
        bump_meta()
        bump_access()
        default_records(actor_for(admin, via="setup", language=wish.language), wish)
        if wish.preset:
            apply_preset(actor_for(admin, via="setup", language=wish.language), wish.preset)
    return admin


def save_firm(wish: FirstRun) -> None:
    """The organisation of this installation."""
    Firm.objects.filter(pk=1).update(
        name=wish.firm,
        country=wish.country,
        currency=wish.currency,
        timezone=wish.timezone,
        language=wish.language,
        modules=list(wish.modules),
    )


def save_unit(name: str) -> UUID:
    """The root of the unit tree."""
    now = timezone.now()
    row = Unit.objects.create(name=name, name_key=fold(name), created_at=now, changed_at=now)
    return row.pk


def save_roles() -> dict[str, UUID]:
    """The ready roles in the active language, by key."""
    now = timezone.now()
    found = {}
    for template in (t for t in TEMPLATES if t.ready):
        name = str(template.name)
        row = Role.objects.create(
            key=template.key,
            name=name,
            name_key=fold(name),
            level=template.level,
            administrator=template.administrator,
            grants=template.grants,
            fields=template.fields,
            created_at=now,
            changed_at=now,
        )
        found[template.key] = row.pk
    return found


def save_user(login: str, name: str, password: str, unit: UUID, roles: list[UUID]) -> UUID:
    """The first user; nobody is there yet who could create him through the command path."""
    now = timezone.now()
    row = User.objects.create(
        login=login.strip().lower(),
        name=name,
        name_key=fold(name),
        password=make_password(password),
        unit_id=unit,
        roles=[str(r) for r in roles],
        created_at=now,
        changed_at=now,
    )
    return row.pk


def default_records(actor: Actor, wish: FirstRun) -> None:
    """What each module brings for a new firm (funnel and stages, own firm, units of measure)."""
    for name, setup in rooms("setup"):
        if actor.in_use(name + "."):
            setup.setup(actor, wish.language, wish.country)
            actor = actor_for(actor.user, via="setup", language=wish.language)


def apply_preset(actor: Actor, name: str) -> None:
    """Shape the new firm for its trade; the modules stay as they were chosen.

    Errors: Refusal when there is no such preset, or when what it needs was not chosen.
    """
    data = {**presets.read(name), "modules": []}
    take_in(actor, data, dry_run=False)
