"""The choice of price and discount equals a plain reading of lists and rules."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from kartei.modules.pricing.rules.choice import (
    Client,
    Reduction,
    Step,
    Tariff,
    best_reduction,
    best_step,
    order,
)
from kartei.platform.kit.money import Amount

DAY = date(2026, 6, 15)
NAMES = ("a", "b", "c")
some = st.frozensets(st.sampled_from(NAMES), max_size=2)
bounds = st.none() | st.integers(-2, 2).map(lambda n: DAY + timedelta(days=n))
clients = st.builds(Client, st.sampled_from(NAMES), st.sampled_from(NAMES), some)


@st.composite
def tariffs(draw: st.DrawFn) -> list[Tariff]:
    """Up to six lists, for all kinds of clients and days."""
    return [
        Tariff(
            id=UUID(int=n), name=f"list {n}", since=draw(bounds), until=draw(bounds),
            groups=draw(some), companies=draw(some), persons=draw(some),
            currency=draw(st.sampled_from(("", "EUR", "USD"))), priority=draw(st.integers(0, 2)),
        )
        for n in range(draw(st.integers(0, 6)))
    ]  # fmt: skip


steps = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 4)), unique=True, max_size=12)


def named(tariff: Tariff, client: Client) -> int:
    """How closely a list names a client, read plainly; -1 where it is for others."""
    if client.company in tariff.companies or client.person in tariff.persons:
        return 2
    if any(group in tariff.groups for group in client.groups):
        return 1
    return -1 if tariff.groups or tariff.companies or tariff.persons else 0


def better(one: Tariff, other: Tariff, client: Client) -> bool:
    """Whether one list goes before another: the words of the handbook, one after the other."""
    if named(one, client) != named(other, client):
        return named(one, client) > named(other, client)
    if one.priority != other.priority:
        return one.priority > other.priority
    mine, its = one.currency in ("", "EUR"), other.currency in ("", "EUR")
    if mine != its:
        return mine
    if one.since != other.since:
        return other.since is None or (one.since is not None and one.since > other.since)
    return one.id.int > other.id.int


@given(tariffs(), clients, steps, st.integers(-5, 5))
def test_the_price_is_that_of_a_plain_reading(
    lists: list[Tariff], client: Client, rows: list[tuple[int, int]], quantity: int
) -> None:
    """S4-110: every list is held against every other; the best one with a step gives the price."""
    held: dict[UUID, list[Step]] = {}
    for of, least in rows:
        held.setdefault(UUID(int=of), []).append(Step(UUID(int=of), least, Amount(least, "EUR")))

    found = best_step(order(lists, client, "EUR", DAY), held, quantity)

    fit = [
        t
        for t in lists
        if named(t, client) >= 0
        and not (t.since and t.since > DAY)
        and not (t.until and t.until < DAY)
        and any(s.quantity <= abs(quantity) for s in held.get(t.id, []))
    ]
    first = [t for t in fit if all(t is o or better(t, o, client) for o in fit)]
    assert len(first) == bool(fit)
    if not fit:
        assert found is None
        return
    reached = [s.quantity for s in held[first[0].id] if s.quantity <= abs(quantity)]
    assert found is not None
    assert (found.list, found.quantity) == (first[0].id, max(reached))


@given(
    st.lists(st.tuples(st.integers(0, 100), some, some, st.integers(0, 4)), max_size=6),
    st.sampled_from(NAMES),
    some,
    st.integers(-5, 5),
)
def test_the_greatest_discount_is_given_and_none_is_added(
    rows: list[tuple[int, frozenset[str], frozenset[str], int]],
    product: str,
    above: frozenset[str],
    quantity: int,
) -> None:
    rules = [
        Reduction(
            id=UUID(int=n), percent=percent, products=products, product_groups=groups, quantity=q
        )
        for n, (percent, products, groups, q) in enumerate(rows)
    ]

    found = best_reduction(rules, product, above, quantity)

    met = [
        percent
        for percent, products, groups, least in rows
        if abs(quantity) >= least
        and (product in products or groups & above or not (products or groups))
    ]
    assert (found.percent if found else None) == max(met, default=None)
