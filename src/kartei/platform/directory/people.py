"""People of a directory as users: made, kept in step, kept out, let in again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor, an_administrator
from kartei.platform.access.models import User
from kartei.platform.access.rules import disable, enable, hold_rights
from kartei.platform.directory.entries import Person
from kartei.platform.directory.kinds import FIELDS
from kartei.platform.directory.models import Known, Server
from kartei.platform.directory.places import Places
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import write
from kartei.platform.records.journal import CLOCK

USER = "access.user"


def acting() -> Actor:
    """Who writes what the directory causes; the journal names nobody."""
    found = an_administrator()
    if found is None:
        raise Refusal("directory.nobody", _("There is no active administrator"), status=409)
    return replace(found, via=CLOCK)


def admitted(server: Server, roles: set[str]) -> bool:
    """Whether somebody may come in with what his groups give him."""
    return bool(roles) or server.admits == "all"


def welcome(
    server: Server, actor: Actor, person: Person, roles: set[str], managed: set[str]
) -> User | None:
    """The user of a person who may come in, made or brought in step; None where he may not.

    roles: for his groups; managed: all that the directory gives and takes. Somebody with a login
    of a user whom the directory does not know stays out: names are no proof.
    """
    with transaction.atomic():
        hold_rights()
        known = known_of(server, person)
        unit = Places(server, actor, make=True).unit_of(person.dn)
        if known is None:
            return joined(server, actor, person, unit, roles)
        if known.user.deleted or not (known.user.active or known.out):
            return None
        if not known.user.active:
            enable(actor, None, [known.user_id], {})
        step(actor, known.user, changes(known.user, person, unit, roles, managed))
        Known.objects.filter(pk=known.pk).update(out=False, mark=person.mark)
        return User.objects.get(pk=known.user_id)


def known_of(server: Server, person: Person) -> Known | None:
    """Whom we know a person as."""
    rows = Known.objects.select_related("user")
    return rows.filter(server=server.pk, key=person.key).first()


def joined(
    server: Server, actor: Actor, person: Person, unit: UUID, roles: set[str]
) -> User | None:
    """A new user, without a password of ours."""
    if User.objects.filter(login=person.login).exists():
        return None
    values = {field: getattr(person, field) for field in FIELDS if getattr(person, field)}
    key = write.create(actor, USER, {**values, "unit": str(unit), "roles": sorted(roles)})
    Known.objects.create(server=server, user_id=key, key=person.key, mark=person.mark)
    return User.objects.get(pk=key)


def changes(
    user: User, person: Person, unit: UUID, roles: set[str], managed: set[str]
) -> dict[str, Any]:
    """What has to change so that a user says what the directory says.

    What the directory leaves empty stays; roles that it does not manage stay.
    """
    found: dict[str, Any] = {
        field: getattr(person, field)
        for field in FIELDS
        if getattr(person, field) and getattr(person, field) != getattr(user, field)
    }
    if user.unit_id != unit:
        found["unit"] = str(unit)
    held = set(user.roles or [])
    if (held - managed) | roles != held:
        found["roles"] = [r for r in user.roles if r not in managed] + sorted(roles)
    return found


def step(actor: Actor, user: User, values: dict[str, Any]) -> None:
    """Write changes where there are any."""
    if values:
        write.change(actor, USER, user.pk, values)


def put_out(actor: Actor, known: Known) -> None:
    """Who is disabled or gone there is out here: sessions, streams and tokens end.

    Raises Refusal for the last administrator, who stays.
    """
    with transaction.atomic():
        if User.objects.filter(pk=known.user_id, active=True).exists():
            disable(actor, None, [known.user_id], {})
            Known.objects.filter(pk=known.pk).update(out=True)
