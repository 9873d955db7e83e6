"""Trying a directory, and telling every step as an administrator understands it."""

from __future__ import annotations

from kartei.platform.access.models import Role, Unit
from kartei.platform.directory import groups, people
from kartei.platform.directory.client import Away, Talk, Unanswered
from kartei.platform.directory.door import look_up
from kartei.platform.directory.entries import Person, person_of, wanted
from kartei.platform.directory.kinds import NONE
from kartei.platform.directory.models import Server
from kartei.platform.directory.places import Places

from django.utils.translation import gettext as _  # isort: skip

#: People that are looked at.
SAMPLE = 1000


def run(server: Server, login: str) -> list[str]:
    """Connect, make secret, sign on, search, look at one person: a line each, up to a fault.

    login: whom to look at; empty for anybody.
    """
    lines: list[str] = []
    talk = Talk(server, whole=60.0)
    try:
        steps(talk, login, lines)
    except (Away, Unanswered) as fault:
        lines.append(f"✗ {fault}")
    finally:
        talk.close()
    return lines


def steps(talk: Talk, login: str, lines: list[str]) -> None:
    """All steps; what they find goes into lines."""
    server = talk.server
    talk.connect()
    place = {"host": talk.host, "port": server.port}
    lines.append("✓ " + _("%(host)s answers at port %(port)s") % place)
    talk.secure()
    secret = _("The connection is encrypted, the certificate is good")
    lines.append(
        "! " + _("The connection is not encrypted") if server.tls == NONE else f"✓ {secret}"
    )
    talk.bind()
    name = server.bind_dn or _("nobody")
    lines.append("✓ " + _("Signed on for reading as %(name)s") % {"name": name})
    person = found(talk, login, lines)
    if person is not None:
        describe(talk, person, lines)


def found(talk: Talk, login: str, lines: list[str]) -> Person | None:
    """The person to look at."""
    server = talk.server
    if login:
        person = look_up(talk, login)
        if person is None:
            words = _("Nobody, or more than one, is called %(login)s")
            lines.append("✗ " + words % {"login": login[:100]})
        return person
    count, sample = 0, None
    for entry in talk.find(
        server.base, groups.people_filter(server), wanted(server), limit=1_000_000
    ):
        count += 1
        sample = sample or person_of(server, entry)
        if count == SAMPLE:
            break
    more = "+" if count == SAMPLE else ""
    lines.append("✓ " + _("People found: %(count)s") % {"count": f"{count}{more}"})
    if sample is None:
        lines.append("✗ " + _("None of them has a login: look at filter and attributes"))
    return sample


def describe(talk: Talk, person: Person, lines: list[str]) -> None:
    """What somebody would be here."""
    server = talk.server
    known = groups.mappings(server)
    roles = groups.asked(talk, known)(person) | groups.always(server)
    places = Places(server, people.acting(), make=False)
    unit = Unit.objects.get(pk=places.unit_of(person.dn)).name
    names = Role.objects.filter(pk__in=roles).order_by("name_key").values_list("name", flat=True)
    rows = (
        (_("Entry"), person.dn),
        (_("Login"), person.login),
        (_("Full name"), person.name),
        (_("E-mail"), person.email),
        (_("Phone"), person.phone),
        (_("Position"), person.position),
        (_("Unit"), " / ".join([unit, *places.missing.values()])),
        (_("Roles"), ", ".join(names)),
    )
    lines += [f"  {label}: {value or '–'}" for label, value in rows]
    if person.out:
        lines.append("! " + _("The account is disabled there"))
    elif not people.admitted(server, roles):
        lines.append("! " + _("Is in none of the mapped groups and may not come in"))
    else:
        lines.append("✓ " + _("May come in"))
