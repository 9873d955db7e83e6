"""The demo firm: a window maker with branches in Moscow and Berlin, the same in every run.

Sizes: small (some 200 records, for tests and screenshots), real (20,000), large (a million). Each
module fills its own part (``demo.py``); names and moments follow from one seed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from math import floor
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from kartei.platform.access.actor import Actor, actor_for
from kartei.platform.access.models import Role
from kartei.platform.meta.models import RuntimeField
from kartei.platform.meta.spec import registry
from kartei.platform.records import write
from kartei.web import demo_people
from kartei.web.first_run import FirstRun, begin, is_needed
from kartei.web.loading import rooms

SEED = 20261122
#: Hours of work in a day.
WORKDAY = 8
SIZES = {"small": 200, "real": 20_000, "large": 1_000_000}
#: login, name by language, role, unit
PEOPLE = (
    ("director", "Анна Волкова", "director", "root"),
    ("head", "Алексей Ветров", "head", "sales"),
    ("manager1", "Марина Дёмина", "manager", "moscow"),
    ("manager2", "Jörg Schäfer", "manager", "berlin"),
    ("storekeeper", "Константин Орлов", "storekeeper", "stock"),
    ("accountant", "Ольга Ремизова", "accountant", "office"),
)
UNITS = {
    "sales": {"ru": "Отдел продаж", "de": "Vertrieb", "en": "Sales"},
    "moscow": {"ru": "Москва", "de": "Moskau", "en": "Moscow"},
    "berlin": {"ru": "Берлин", "de": "Berlin", "en": "Berlin"},
    "stock": {"ru": "Склад", "de": "Lager", "en": "Stock"},
    "office": {"ru": "Бухгалтерия", "de": "Buchhaltung", "en": "Accounting"},
}
#: unit -> the unit it is part of
TREE = {"sales": "root", "moscow": "sales", "berlin": "sales", "stock": "root", "office": "root"}
FIRMS = {"ru": "Окна Вектор", "de": "Vektor Fenster", "en": "Vector Windows"}
ADMIN = {"ru": "Администратор", "de": "Administrator", "en": "Administrator"}


class Stage:
    """What modules' demos get: actors by login at a chosen moment, a seeded dice, what exists.

    made: lists of ids by a name that modules agree on ("companies", "persons", "deals" …). own: the
    names in the API of the firm's own fields, by what their module calls them.
    """

    def __init__(self, admin: UUID, language: str, size: int) -> None:
        self.admin = admin
        self.language = language
        self.size = size
        self.dice = random.Random(SEED)  # noqa: S311 (the same firm in every run is the point)
        self.users: dict[str, UUID] = {"admin": admin}
        self.made: dict[str, list[UUID]] = {}
        self.own: dict[str, str] = {}
        self.today = timezone.now().replace(hour=6, minute=30, second=0, microsecond=0)

    def actor(self, login: str, days_ago: float = 0) -> Actor:
        """The actor of a demo person, some days ago."""
        found = actor_for(self.users[login], via="demo", language=self.language)
        found.clock = self.moment(days_ago)
        return found

    def moment(self, days_ago: float) -> datetime:
        """A moment of the firm's past (or, negative, future); parts of a day are its working hours,
        so that nobody seems to work at night.
        """
        day = floor(-days_ago)
        return self.today + timedelta(days=day, hours=WORKDAY * (-days_ago - day))

    def slot(self, days: int) -> datetime:
        """A quarter of an hour within a working day, so many days from now."""
        quarters = self.dice.randrange(WORKDAY * 4)
        return self.today + timedelta(days=days, minutes=15 * quarters)

    def add(self, kind: str, object: str, login: str, days_ago: float, /, **values: Any) -> UUID:
        """Create one record as somebody, some days ago, and remember it."""
        key = write.create(self.actor(login, days_ago), object, values)
        self.made.setdefault(kind, []).append(key)
        return key

    def field(
        self, code: str, object: str, kind: str, words: Mapping[str, str], **values: Any
    ) -> str:
        """Give an object a field of the firm's own; its name in the API, remembered in ``own``."""
        labels = {f"label_{language}": word for language, word in words.items()}
        actor = self.actor("admin", 395)
        key = write.create(
            actor, "meta.field", {"object": object, "kind": kind, **labels, **values}
        )
        number = RuntimeField.objects.values_list("number", flat=True).get(pk=key)
        self.own[code] = f"f_{number}"
        return self.own[code]

    def add_many(
        self, kind: str, name: str, login: str, days_ago: float, items: list[dict[str, Any]]
    ) -> list[UUID]:
        """Create many records as somebody, at one moment."""
        drafts = write.create_many(self.actor(login, days_ago), name, items)
        keys = [d.id for d in drafts]
        self.made.setdefault(kind, []).extend(keys)
        return keys


def fill(
    password: str,
    *,
    language: str = "ru",
    size: str = "small",
    say: Callable[[str], None] = lambda _text: None,
) -> dict[str, UUID]:
    """Set up the demo firm with its people and records; returns the users by login."""
    if not is_needed():
        raise ValueError("the installation is not empty")
    country = {"ru": "ru", "de": "de"}.get(language, "general")
    wish = FirstRun(
        firm=FIRMS[language],
        country=country,
        language=language,
        currency={"ru": "RUB", "de": "EUR"}.get(country, "GBP"),
        timezone={"ru": "Europe/Moscow", "de": "Europe/Berlin"}.get(country, "Europe/London"),
        login="admin",
        password=password,
        name=ADMIN[language],
    )
    stage = Stage(begin(wish), language, SIZES[size])
    people(stage, password)
    for name, demo in rooms("demo"):
        say(str(registry.modules[name].title))
        with transaction.atomic():
            demo.fill(stage)
    with transaction.atomic():
        demo_people.fill(stage)
    return stage.users


def people(stage: Stage, password: str) -> None:
    """Units and users."""
    from django.contrib.auth.hashers import make_password

    from kartei.platform.access.models import User

    admin = stage.actor("admin", 400)
    root = str(admin.standing.unit)
    units = {"root": root}
    for key, parent in TREE.items():
        made = write.create(
            stage.actor("admin", 400),
            "access.unit",
            {"name": UNITS[key][stage.language], "parent": units[parent]},
        )
        units[key] = str(made)
    roles = {r.key: str(r.pk) for r in Role.objects.exclude(key="")}
    # one hash for all: the demo's people share one printed password
    hashed = make_password(password)
    for login, name, role, unit in PEOPLE:
        user = write.create(
            stage.actor("admin", 400),
            "access.user",
            {"login": login, "name": name, "unit": units[unit], "roles": [roles[role]]},
        )
        User.objects.filter(pk=user).update(password=hashed)
        stage.users[login] = user
