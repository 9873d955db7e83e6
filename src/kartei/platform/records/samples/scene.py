"""What a recipe draws from: seeded dice, the firm's language and land, the samples made so far."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from kartei.platform.access.actor import Actor
from kartei.platform.access.models import User
from kartei.platform.meta.spec import registry
from kartei.platform.meta.world import Obj
from kartei.platform.records.models import Sample

T = TypeVar("T")
#: Owners among whom samples are spread, and existing records looked at for a link.
OWNERS, LOOKED_AT = 6, 50
#: What an amount in euros becomes in a firm's currency, near enough.
RATES = {"RUB": 95}
#: Codes of mobile numbers; in Britain those set aside for films and plays.
MOBILES = {"ru": ("+7916", 7), "de": ("+49151", 8), "general": ("+447700900", 3)}


@dataclass(frozen=True, slots=True)
class Step:
    """A stage on which a sample may stand; demanded: the fields asked up to there."""

    id: UUID
    funnel: UUID
    kind: str
    demanded: tuple[str, ...]


@dataclass(slots=True)
class Scene:
    """One sample in the making. number: how manieth of its object it is, from 0 on."""

    actor: Actor
    obj: Obj
    number: int
    dice: random.Random
    made: Mapping[str, Sequence[UUID]]
    owners: Sequence[UUID] = ()
    step: Step | None = None
    known: dict[str, list[str]] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The firm's language: ru, de or en."""
        found = self.actor.world.firm.language
        return found if found in ("ru", "de") else "en"

    @property
    def land(self) -> str:
        """Whose names and numbers are used: ru, de or general."""
        found = self.actor.world.firm.country
        return found if found in ("ru", "de") else "general"

    def words(self, texts: Mapping[str, Sequence[T]]) -> T:
        """One of some texts, by language or by land; in turn, so that all of them are seen."""
        found = texts.get(self.language) or texts["en"]
        return found[self.number % len(found)]

    def some(self, name: str) -> str | None:
        """The id of a sample of an object, or of another record of it where there is none."""
        keys = self.made.get(name)
        if keys:
            return str(self.dice.choice(keys))
        found = self.existing(name)
        return self.dice.choice(found) if found else None

    def existing(self, name: str) -> list[str]:
        """Ids of some records of an object that are there anyway."""
        obj = self.actor.world.objects.get(name)
        if name not in self.known and obj is not None:
            rows = obj.twin.objects.order_by("id")
            rows = rows.filter(deleted=False) if obj.has_bin else rows
            keys = rows.values_list("id", flat=True)[:LOOKED_AT]
            self.known[name] = [str(key) for key in keys]
        return self.known.get(name, [])

    def day(self, first: int, last: int) -> str:
        """A day between so many and so many days from today, as ISO text."""
        return (self.actor.ctx.today + timedelta(days=self.dice.randint(first, last))).isoformat()

    def moment(self, first: int, last: int) -> str:
        """A quarter of an hour of a working day between so many days from today, as ISO text."""
        local = self.actor.ctx.now.astimezone(self.actor.world.zone)
        start = local.replace(hour=9, minute=0, second=0, microsecond=0)
        days, quarter = self.dice.randint(first, last), self.dice.randrange(32)
        return (start + timedelta(days=days, minutes=15 * quarter)).isoformat()

    def money(self, low: int, high: int) -> dict[str, str]:
        """An amount in the firm's currency; the limits are in whole euros."""
        currency = self.actor.world.firm.currency
        amount = self.dice.randint(low, high) * RATES.get(currency, 1)
        return {"amount": str(amount), "currency": currency}

    def phone(self) -> list[dict[str, str]]:
        """A telephone number of the firm's land."""
        code, digits = MOBILES[self.land]
        return [{"value": code + str(self.dice.randrange(10**digits)).rjust(digits, "0")}]

    def email(self) -> list[dict[str, str]]:
        """A mail address under a name that no mail server serves (RFC 2606)."""
        return [{"value": f"sample{self.number + 1}@mail.example"}]


def owners_of(actor: Actor) -> list[UUID]:
    """The people among whom samples are spread: those who work, who asks among them."""
    rows = User.objects.filter(active=True, deleted=False).exclude(pk=actor.user)
    return [actor.user, *rows.order_by("created_at").values_list("pk", flat=True)[: OWNERS - 1]]


def made_so_far() -> dict[str, list[UUID]]:
    """The samples by object, in the order in which they were made."""
    found: dict[str, list[UUID]] = {}
    for name, key in Sample.objects.order_by("id").values_list("object", "record"):
        found.setdefault(name, []).append(key)
    return found


def steps_for(actor: Actor, obj: Obj) -> list[Step]:
    """The stages of an object's own pipelines, in their order; empty where it has none."""
    way = registry.way(actor.world.firm.modules)
    if way is None or obj.board is None or not obj.board.funnel:
        return []
    funnels = actor.world.objects[way.funnel].twin.objects.filter(object=obj.name, deleted=False)
    rows = actor.world.objects[way.stage].twin.objects.filter(deleted=False)
    found: list[Step] = []
    for funnel in funnels.order_by("position", "id").values_list("id", flat=True):
        demanded: tuple[str, ...] = ()
        stages = rows.filter(funnel_id=funnel).order_by("position", "id")
        for key, kind, required in stages.values_list("id", "kind", "required"):
            demanded = (*demanded, *(required or ()))
            found.append(Step(key, funnel, kind, demanded))
    return found
