"""The matrix's firm: one record of each owned object in every position, seen from Alice."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import timezone

from kartei.platform.access.models import Role, Share, Team, Token, Unit, User
from kartei.platform.access.roster import forget_roster
from kartei.platform.access.tests.cast import ORGANISATION, OWN, SHARED_OBJECTS, Cast, make_cast
from kartei.platform.kit.ids import uuid7
from kartei.platform.kit.text import fold
from kartei.platform.meta.versions import bump_access
from kartei.platform.records import files, write
from kartei.web.sessions import digest
from tests.closed_firm import PICTURE
from tests.entities import NAMED, make, owned_names, values_for

ORACLE: dict[str, Any] = tomllib.loads((Path(__file__).parent / "oracle.toml").read_text("utf-8"))
POSITIONS: dict[str, dict[str, Any]] = ORACLE["positions"]
OPEN = {o: {"read": "organisation", "append_to": "organisation"} for o in SHARED_OBJECTS}
#: The object made at run time; everything generic holds for it as for the others.
RUNTIME = "own.visit"
#: Login, unit, first and last day of absence from today, grants.
MORE: dict[str, tuple[str, tuple[int, int] | None, dict[str, str]]] = {
    "olga": ("shelf", None, OWN),
    "erik": ("shelf", (-1, 1), OWN),
    "fay": ("shelf", (-1, 1), {"read": "own"}),
    "gleb": ("shelf", (-9, -3), OWN),
}


def matrix_names() -> list[str]:
    """The objects of the matrix: those whose rows belong to a person."""
    return [*owned_names(), RUNTIME]


def word(name: str, position: str) -> str:
    """The word that stands in the title of one record alone."""
    place = list(POSITIONS).index(position)
    return f"qz{matrix_names().index(name):02}x{place:02}q"


@dataclass
class House:
    """People and the records in their positions; files: one attached to each record."""

    cast: Cast
    records: dict[str, dict[str, UUID]] = field(default_factory=dict)
    files: dict[str, dict[str, UUID]] = field(default_factory=dict)
    #: further ids that calls name, as text
    ids: dict[str, str] = field(default_factory=dict)


def more_people(cast: Cast) -> None:
    """A unit below a sibling, its people, and those whom Alice substitutes or did."""
    now = timezone.now()
    stamp: dict[str, Any] = {"created_at": now, "changed_at": now}
    shelf = Unit.objects.create(
        name="Shelf", name_key="shelf", parent_id=cast.units["stock"], **stamp
    )
    cast.units["shelf"] = shelf.pk
    today = now.date()
    for login, (unit, away, grants) in MORE.items():
        role = Role.objects.create(
            name=f"Role of {login}", name_key=login, grants={"*": grants, **OPEN}, **stamp
        )
        days: dict[str, Any] = {}
        if away:
            days = {
                "absent_from": today + timedelta(days=away[0]),
                "absent_until": today + timedelta(days=away[1]),
                "substitute_id": cast.ids["alice"],
            }
        user = User.objects.create(
            login=login, name=login.title(), name_key=fold(login), unit_id=cast.units[unit],
            roles=[str(role.pk)], password="!", **days, **stamp,
        )  # fmt: skip
        cast.ids[login], cast.roles[login] = user.pk, role.pk


def build(*names: str) -> House:
    """The firm with records of some objects; afterwards everybody has what the cast gives, and
    Alice nothing.
    """
    cast = make_cast()
    more_people(cast)
    house = House(cast, ids={name: str(key) for name, key in cast.ids.items()})
    owners = {p["owner"] for p in POSITIONS.values()}
    if RUNTIME in names:
        write.create(cast.admin, "meta.object", {"code": "visit", "one_en": "Visit"})
    # some objects are reached only by who is granted them by name
    for who in owners:
        cast.grant(who, {"*": ORGANISATION, **OPEN, **dict.fromkeys(names, ORGANISATION)})
    for name in names:
        house.records[name], house.files[name] = {}, {}
        for number, (position, how) in enumerate(POSITIONS.items()):
            put(house, name, position, how, number)
    for name in names:
        edited(house, name)
    shares(house)
    for who in owners - {"alice"}:
        grants = MORE[who][2] if who in MORE else ORGANISATION if who == "head" else OWN
        cast.grant(who, {"*": grants, **OPEN, **dict.fromkeys(names, grants)})
    cast.grant("alice", {})
    settings(house)
    further(house)
    forget_roster()
    return house


def put(house: House, name: str, position: str, how: dict[str, Any], number: int) -> None:
    """One record with a file."""
    actor = getattr(house.cast, how["owner"])
    title = {NAMED.get(name, "name"): word(name, position)}
    key = write.create(actor, name, {**values_for(actor, name, number + 1), **title})
    house.records[name][position] = key
    stored = files.upload(actor, [PICTURE], f"{word(name, position)}.png", home=(name, key))
    house.files[name][position] = stored.pk
    if how.get("binned"):
        write.bin_many(actor, name, [key])


def edited(house: House, name: str) -> None:
    """Alice's change of everything in one go, from when she might; "changed" is its id."""
    alice = house.cast.alice
    alice.change = uuid7()
    title = NAMED.get(name, "name")
    places = {p: k for p, k in house.records[name].items() if "binned" not in POSITIONS[p]}
    write.change_many(alice, name, {k: {title: f"{word(name, p)} x"} for p, k in places.items()})
    house.ids["changed"] = str(alice.change)


def deals(house: House) -> None:
    """The administrator's deals, each with the person of one position."""
    places = [p for p, how in POSITIONS.items() if "binned" not in how]
    for number, position in enumerate(places):
        admin, person = house.cast.admin, house.records["people.person"][position]
        values = {**values_for(admin, "sales.deal", number + 1), "person": str(person)}
        write.create(admin, "sales.deal", {**values, "name": "Doors"})


def shares(house: House) -> None:
    """The shares of the positions, and the team that Alice belongs to."""
    now = timezone.now()
    stamp: dict[str, Any] = {"created_at": now, "changed_at": now}
    ids = house.cast.ids
    team = Team.objects.create(
        name="Team", name_key="team", members=[str(ids["alice"])], roles=[], **stamp
    )
    targets: dict[str, dict[str, Any]] = {
        "user": {"user": ids["alice"]},
        "team": {"team": team.pk},
        "unit": {"unit": house.cast.units["sales"]},
        "other": {"user": ids["olga"]},
        "ended": {"user": ids["alice"], "until": now - timedelta(hours=1)},
    }
    for name, places in house.records.items():
        for position, how in POSITIONS.items():
            if "share" in how:
                Share.objects.create(
                    object=name, record=places[position], rights=["read", *how["rights"]],
                    by=ids["dmitri"], at=now, **targets[how["share"]],
                )  # fmt: skip
    bump_access()


def settings(house: House) -> None:
    """What calls name besides: a stage, a reason; and a token for everybody."""
    admin = house.cast.admin
    house.ids["stage"] = str(make(admin, "sales.stage", 77))
    house.ids["reason"] = str(make(house.cast.admin, "sales.loss_reason", 77))
    for who, key in house.cast.ids.items():
        Token.objects.create(key=digest(f"kt_{who}"), user_id=key, made_at=timezone.now())


def further(house: House) -> None:
    """A record of hers of another kind, on which things are put, and a firm that is open to her."""
    admin, home = house.cast.admin, "people.company"
    if home in house.records:
        home = "people.person"
    values = {"last_name": "Home"} if home == "people.person" else {"name": "Home"}
    made = write.create(admin, home, {**values, "owner": house.ids["alice"]})
    house.ids |= {"home_object": home, "home": str(made), "firm": str(made)}
