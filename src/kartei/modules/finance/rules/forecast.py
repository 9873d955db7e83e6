"""What will come in and go out: by due day, clients' habits, recurring invoices and deals.

Everybody forecasts from what he may read. Sums are in the firm's currency, minor units. What is
overdue is expected by the client's habit too, but never before today.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal
from uuid import UUID

from kartei.modules.billing.contract import next_day
from kartei.platform.access.actor import Actor
from kartei.platform.kit.money import parse_amount, round_half_up
from kartei.platform.records import store
from kartei.platform.records.ask import Ask, plan
from kartei.platform.records.query import page, readable_records
from kartei.platform.records.totals import group_by, totals

INVOICE, PLAN, BILL = "billing.invoice", "billing.plan", "einvoice.bill"
DEAL, STAGE, ACCOUNT = "sales.deal", "sales.stage", "finance.account"
Step = Literal["day", "week", "month"]
#: So many days back habits are read.
REMEMBERED = 365
NOBODY = {"id": "00000000-0000-0000-0000-000000000000"}
#: A habit is believed in when so many invoices show it; others are taken to pay as all clients do.
ENOUGH = 3
#: Nobody is expected later than this many days after the due day because of habit alone.
LATEST = 180
HUNDRED = 100
SOURCES = ("invoices", "recurring", "deals")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked: so many periods from today on; delay: everybody pays so many days later;
    without: this company pays nothing; odds: per cent by which the stages' probabilities count.
    """

    step: Step = "month"
    count: int = 6
    delay: int = 0
    without: UUID | None = None
    odds: int = 100

    def counts(self, client: UUID | None) -> bool:
        """Whether a client is expected to pay at all."""
        return self.without is None or client != self.without


@dataclass(slots=True)
class Period:
    """Days, both included, with what is expected in them by source, and what is to be paid."""

    since: date
    until: date
    sums: dict[str, int] = field(default_factory=lambda: dict.fromkeys((*SOURCES, "bills"), 0))

    @property
    def receipts(self) -> int:
        """All that is expected to come in."""
        return sum(self.sums[name] for name in SOURCES)


@dataclass(frozen=True, slots=True)
class Expected:
    """A sum that is expected on a day, and where it comes from."""

    source: str
    day: date
    minor: int


@dataclass(frozen=True, slots=True)
class Habits:
    """How many days after the due day clients pay: each one, and all on average."""

    own: dict[UUID, int]
    usual: int

    def of(self, client: UUID | None) -> int:
        """The days of one client."""
        return self.own.get(client, self.usual) if client else self.usual


def periods(today: date, step: Step, count: int) -> list[Period]:
    """Following periods, the first one from today to the end of its day, week or month."""
    found, since = [], today
    for _turn in range(count):
        until = last_day(since, step)
        found.append(Period(since, until))
        since = until + timedelta(days=1)
    return found


def last_day(day: date, step: Step) -> date:
    """The last day of the day, week (Monday to Sunday) or month in which a day lies."""
    if step == "day":
        return day
    if step == "week":
        return day + timedelta(days=6 - day.weekday())
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def summed(
    actor: Actor, name: str, filter: list[Any], by: tuple[str, ...], field: str
) -> dict[tuple[Any, ...], tuple[int, int]]:
    """{group: (count, sum)} of what somebody may read; nothing where a field is not his to read."""
    obj = actor.world.objects.get(name)
    words = {word.partition(":")[0].partition(".")[0] for word in (*by, field)}
    if obj is None or not actor.in_use(name) or not words <= actor.fields(obj).keys():
        return {}
    if actor.scope(name, "read").empty:
        return {}
    made = plan(actor, name, Ask(filter=filter, fields=()))
    groups = tuple(group_by(made.question, word) for word in by)
    found = totals(made, groups, obj.fields[field])
    links = [group.spec.kind.name == "link" for group in groups]
    return {
        # SQLite gives ids as text
        tuple(UUID(str(k)) if k and link else k for k, link in zip(keys, links, strict=True)): (
            count,
            total or 0,
        )
        for keys, (count, total) in found.items()
    }


def habits(actor: Actor) -> Habits:
    """How late clients have paid during the last year, those who pay early included."""
    since = (actor.ctx.today - timedelta(days=REMEMBERED)).isoformat()
    filter = ["and", ["payment", "=", "paid"], ["paid_on", ">=", since], ["late", "filled"]]
    found = summed(actor, INVOICE, filter, ("company",), "late")
    count = sum(many for many, _days in found.values())
    usual = average(count, sum(days for _many, days in found.values()))
    own = {
        client: average(many, days)
        for (client,), (many, days) in found.items()
        if client is not None and many >= ENOUGH
    }
    return Habits(own, usual)


def average(count: int, days: int) -> int:
    """Whole days, within what is believed in."""
    return max(min(round(days / count), LATEST), 0) if count else 0


def forecast(actor: Actor, wish: Wish) -> tuple[list[Period], int | None]:
    """The periods, and what is on the accounts now (None where he may not read them)."""
    today = actor.ctx.today
    found = periods(today, wish.step, wish.count)
    until, known = found[-1].until, habits(actor)
    for one in (
        *invoices(actor, wish, known, today),
        *recurring(actor, wish, known, until),
        *deals(actor, wish, known),
        *bills(actor),
    ):
        place(found, one)
    return found, on_accounts(actor)


def place(found: list[Period], one: Expected) -> None:
    """Put a sum into its period; what was due before today is expected in the first one."""
    for period in found:
        if one.day <= period.until:
            period.sums[one.source] += one.minor
            return


def invoices(actor: Actor, wish: Wish, known: Habits, today: date) -> Iterator[Expected]:
    """What is open of issued invoices, when their clients usually pay."""
    filter = ["payment", "in", ["open", "part"]]
    found = summed(actor, INVOICE, filter, ("company", "due:day"), "open")
    for (client, due), (_count, minor) in found.items():
        if wish.counts(client):
            day = late(known, client, wish, date.fromisoformat(due) if due else today)
            yield Expected("invoices", max(day, today + timedelta(days=wish.delay)), minor)


def late(known: Habits, client: UUID | None, wish: Wish, due: date) -> date:
    """When a client pays what is due on a day."""
    return due + timedelta(days=known.of(client) + wish.delay)


def recurring(actor: Actor, wish: Wish, known: Habits, until: date) -> Iterator[Expected]:
    """Invoices that plans will make, of the sum and with the days to pay of the copied one."""
    plans = read_all(actor, PLAN, ["and", ["active", "=", True], ["next_on", "filled"]])
    sources = (
        readable_records(
            actor, INVOICE, {UUID(one["source"]["id"]) for one in plans if one.get("source")}
        )
        if plans and not actor.scope(INVOICE, "read").empty
        else {}
    )
    for one in plans:
        _facts, source = sources.get(UUID((one.get("source") or NOBODY)["id"]), (None, {}))
        total, client = source.get("total"), source.get("company")
        key = UUID(client["id"]) if client else None
        if total is None or not wish.counts(key):
            continue
        minor = base(actor, total)
        first, bound = source.get("date"), one.get("until")
        terms = (source["due"] - first).days if source.get("due") and first else 0
        day = one["next_on"]
        while minor is not None and (bound is None or day <= bound):
            expected = late(known, key, wish, day + timedelta(days=max(terms, 0)))
            if expected > until:
                break
            yield Expected("recurring", expected, minor)
            day = next_day(one["start"], one["months"], one["day"], day)


def read_all(actor: Actor, name: str, filter: list[Any]) -> list[dict[str, Any]]:
    """All records of a small object that somebody may read."""
    if name not in actor.world.objects or actor.scope(name, "read").empty:
        return []
    found: list[dict[str, Any]] = []
    after = ""
    while True:
        answer = page(actor, name, Ask(filter=filter, fields=("*",), limit=200, after=after))
        found += answer["items"]
        after = answer["next"] or ""
        if not after:
            return found


def base(actor: Actor, money: dict[str, str]) -> int | None:
    """A sum of the API in minor units of the firm's currency; None without a rate."""
    amount = parse_amount(money["amount"], money["currency"])
    if amount.currency == actor.ctx.currency:
        return amount.minor
    found: int | None = actor.ctx.to_base(amount)
    return found


def deals(actor: Actor, wish: Wish, known: Habits) -> Iterator[Expected]:
    """Open deals, weighed by the probability of their stages, on the day that they are expected."""
    filter = ["and", ["stage.kind", "=", "open"], ["expected_on", "filled"]]
    found = summed(actor, DEAL, filter, ("company", "expected_on:day", "stage"), "amount")
    stages = (
        store.load(
            actor, actor.world.objects[STAGE], sorted({stage for _c, _d, stage in found if stage})
        )
        if found
        else {}
    )
    for (client, day, stage), (_count, minor) in found.items():
        if stage in stages and wish.counts(client):
            odds = min((stages[stage]["probability"] or 0) * wish.odds, HUNDRED * HUNDRED)
            expected = late(known, client, wish, date.fromisoformat(day))
            weighed = round_half_up(minor * odds, HUNDRED * HUNDRED)
            yield Expected("deals", max(expected, actor.ctx.today), weighed)


def bills(actor: Actor) -> Iterator[Expected]:
    """Suppliers' bills that are to be paid; without a day they are due now."""
    filter = ["status", "in", ["new", "checked"]]
    for (due,), (_count, minor) in summed(actor, BILL, filter, ("due:day",), "payable").items():
        yield Expected("bills", date.fromisoformat(due) if due else actor.ctx.today, minor)


def on_accounts(actor: Actor) -> int | None:
    """What is on the accounts that he may read, in the firm's currency; None without any."""
    found = summed(actor, ACCOUNT, ["active", "=", True], (), "balance")
    return sum(total for _count, total in found.values()) if found else None
