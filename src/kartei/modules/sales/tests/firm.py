"""A firm with ready funnels, for the tests of deals; and one with 88 deals to be counted."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from kartei.modules.sales import contract
from kartei.modules.sales.models import Deal
from kartei.platform.access.actor import Actor
from kartei.platform.access.models import Share
from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.kit.money import Amount, major
from kartei.platform.meta.versions import bump_access
from kartei.platform.records import commands, write
from kartei.platform.records.query import select

DEAL = "sales.deal"
DEPTHS = ("own", "unit", "subunits", "organisation")


@dataclass
class Firm:
    """The cast, and the ready data by key."""

    cast: Cast
    made: dict[str, UUID]

    def deal(self, actor: Any = None, **values: Any) -> UUID:
        return write.create(actor or self.cast.alice, DEAL, {"name": "Windows", **values})

    def read(self, key: UUID) -> dict[str, Any]:
        return select(self.cast.admin, DEAL, [key])[key]

    def run(self, key: UUID, command: str, **data: Any) -> None:
        commands.run(self.cast.alice, DEAL, key, command, data)

    def stage(self, key: UUID) -> UUID:
        return UUID(self.read(key)["stage"]["id"])

    def id(self, key: str) -> str:
        return str(self.made[key])


def new_firm() -> Firm:
    """The cast and the ready data."""
    cast = make_cast()
    return Firm(cast, contract.setup(cast.admin, "en", "de"))


def full_firm() -> Firm:
    """Deals of four people in all stages and three currencies, one of them in the bin."""
    firm = new_firm()
    cast = firm.cast
    rate = {"currency": "EUR", "base": "RUB", "on": "2020-01-01", "rate": "90.5"}
    write.create(cast.admin, "meta.rate", rate)
    rng = random.Random(7)  # noqa: S311 - the same deals each time
    stages = ["new", "need", "measure", "contract", "won", "lost", "lead_new"]
    for name in ("alice", "bob", "clara", "dmitri"):
        items = [deal(rng, firm, rng.choice(stages)) for _ in range(22)]
        write.create_many(getattr(cast, name), DEAL, items)
    hidden = next(iter(rows(lambda d: d.owner_id == cast.ids["bob"])))
    write.bin_many(cast.bob, DEAL, [hidden.pk])
    return firm


def deal(rng: random.Random, firm: Firm, stage: str) -> dict[str, Any]:
    currency = rng.choice(["RUB", "RUB", "EUR", "USD"])
    return {
        "name": rng.choice(["Window", "Door", "Balcony"]),
        "stage": str(firm.made[stage]),
        "amount": {"amount": f"{rng.randrange(1, 90000)}.{rng.randrange(100):02}",
                   "currency": currency},
        "loss_reason": str(firm.made["price"]) if stage == "lost" else None,
        "source": rng.choice(["site", "call", None]),
        "closed_on": f"2026-{rng.randrange(1, 4):02}-{rng.randrange(1, 28):02}"
        if stage in ("won", "lost") else None,
    }  # fmt: skip


def rows(keep: Callable[[Any], bool] = lambda d: True) -> list[Any]:
    return [d for d in Deal.objects.unguarded("counted by hand in a test") if keep(d)]


def seen(firm: Firm, depth: str, shared: set[UUID]) -> Callable[[Any], bool]:
    """Alice's sight by depth, worked out anew."""
    units = firm.cast.units
    depths: dict[str, Callable[[Any], bool]] = {
        "own": lambda d: d.owner_id == firm.cast.ids["alice"],
        "unit": lambda d: d.unit_id == units["sales"],
        "subunits": lambda d: d.unit_id in (units["sales"], units["branch"]),
        "organisation": lambda d: True,
    }
    reached = depths[depth]
    return lambda d: not d.deleted and (reached(d) or d.pk in shared)


def share(firm: Firm, count: int) -> set[UUID]:
    """Deals shared with Alice: Dmitri's, and some that she sees anyway."""
    cast = firm.cast
    given = {cast.ids["dmitri"]: count, cast.ids["alice"]: 2, cast.ids["bob"]: 2}
    keys = []
    for owner, some in given.items():
        keys += [d.pk for d in rows(lambda d, o=owner: d.owner_id == o)][:some]  # type: ignore[misc]
    for key in keys:
        Share.objects.create(
            object=DEAL, record=key, user=cast.ids["alice"], rights=["read"],
            by=cast.ids["admin"], at=timezone.now(),
        )  # fmt: skip
    bump_access()
    return set(keys)


def roubles(minor: int) -> dict[str, str]:
    return {"amount": major(Amount(minor, "RUB")), "currency": "RUB"}


def alice(firm: Firm, depth: str, **fields: str) -> Actor:
    rights = {
        "*": {"read": depth, "write": depth},
        "sales.stage": {"read": "organisation"},
        "sales.funnel": {"read": "organisation"},
    }
    return firm.cast.grant("alice", rights, {DEAL: fields} if fields else None)


def faults(refused: Any) -> list[tuple[str, str]]:
    return [(f.field, f.code) for f in refused.value.faults]
