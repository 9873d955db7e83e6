"""Gross profit of what was invoiced or paid, in the firm's currency.

Revenue is what stands of issued invoices, net. What is taken back does not count, corrections do.
Cost is the line's purchase price, else that of its product. A share of an order (an advance, and
what a final invoice takes off for it) has that share of the order's cost, so that all invoices of
an order together have its cost once. Direct costs are what was paid for an order; what channels
cost is shared by all revenue of the month. On the paid basis each line counts as far as money came
in on its invoice, on the day it came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    ExpressionWrapper,
    F,
    FloatField,
    Q,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Round

from kartei.modules.billing.contract import OF_A_SHARE, standing_lines
from kartei.modules.finance.models import Payment, PaymentLine
from kartei.modules.finance.reports.keys import COSTS, LINKS, grouped
from kartei.modules.finance.words import WITHOUT_MONEY
from kartei.modules.reports.contract import Group, Question
from kartei.platform.access.actor import Actor
from kartei.platform.kit.money import SCALE
from kartei.platform.records.totals import Prefix

DAY = "invoice__date"
FIGURES = ("invoices", "revenue", "cost", "direct", "channel", "unknown", "known")
Found = dict[tuple[Any, ...], dict[str, Fraction]]


def whole(expression: Any) -> Any:
    """A quotient as a whole number of minor units."""
    rounded = Round(ExpressionWrapper(expression, output_field=FloatField()))
    return Cast(rounded, BigIntegerField())


def real(path: str) -> Any:
    """A whole number as one that divides with a remainder."""
    return Cast(path, FloatField())


#: The cost of a line in minor units of the firm's currency; None where nobody knows it.
COST = Case(
    When(
        OF_A_SHARE,
        then=Case(
            When(
                ~Q(invoice__order__net_base=0) & Q(invoice__order__cost_base__isnull=False),
                then=whole(
                    real("net_base")
                    * F("invoice__order__cost_base")
                    / F("invoice__order__net_base")
                ),
            )
        ),
    ),
    When(profit_base__isnull=False, then=F("net_base") - F("profit_base")),
    When(
        product__cost_base__isnull=False,
        then=whole(real("quantity") * F("product__cost_base") / Value(SCALE)),
    ),
    output_field=BigIntegerField(),
)


def profits(actor: Actor, question: Question) -> list[Group]:
    """The groups of the report."""
    read = {measure.name for measure in question.measures}
    found: Found = defaultdict(lambda: defaultdict(Fraction))
    rows = list(paid(actor, question) if on_paid(question) else invoiced(actor, question))
    rates = channel_rates(actor, question) if "channel" in read else {}
    for keys, month, figures in rows:
        for name, value in figures.items():
            found[keys][name] += value
        found[keys]["channel"] += figures["revenue"] * rates.get(month, 0)
    if "direct" in read:
        for keys, minor in direct(actor, question):
            found[keys]["direct"] += minor
    return [Group(keys, settled(figures)) for keys, figures in found.items()]


def settled(figures: dict[str, Fraction]) -> dict[str, int | None]:
    """Whole minor units."""
    return {name: round(figures.get(name, Fraction())) for name in FIGURES}


def on_paid(question: Question) -> bool:
    """Whether money counts, not paper."""
    return question.chosen.get("basis") == "paid"


Row = tuple[tuple[Any, ...], str, dict[str, Fraction]]


def summed(rows: Any, columns: list[str | None], *more: str) -> Iterable[tuple[Any, ...]]:
    """(keys, figures, more…) by group; known: the revenue of lines whose cost is known."""
    names = [name for name in columns if name]
    figures = rows.annotate(line_cost=COST).values(*more, *names).order_by()
    known = Q(line_cost__isnull=False)
    figures = figures.annotate(
        n=Count("invoice", distinct=True), unknown=Count("pk", filter=~known),
        known=Sum("net_base", filter=known), revenue=Sum("net_base"), cost_sum=Sum("line_cost"),
    )  # fmt: skip
    for row in figures:
        keys = tuple(row[name] or None if name else None for name in columns)
        sums = {name: Fraction(int(row[name] or 0)) for name in ("unknown", "known", "revenue")}
        sums |= {"invoices": Fraction(row["n"]), "cost": Fraction(int(row["cost_sum"] or 0))}
        yield (keys, sums, *(row[name] for name in more))


def invoiced(actor: Actor, question: Question) -> Iterable[Row]:
    """What was invoiced within the period."""
    rows = standing_lines(actor).filter(
        invoice__date__gte=question.since, invoice__date__lte=question.until
    )
    rows, columns = grouped(actor, rows, question, LINKS, "invoice", DAY)
    rows = rows.annotate(month=Prefix(DAY, "month"))
    for keys, sums, month in summed(rows, columns, "month"):
        yield keys, month, sums


def paid(actor: Actor, question: Question) -> Iterable[Row]:
    """The same in proportion to the money that came in on each invoice within the period."""
    shares = received(question)
    rows = standing_lines(actor).filter(invoice__in=money(question).values("invoice"))
    # days are those of the money: the lines know nothing of them
    rows, columns = grouped(actor, rows, undated(question), LINKS, "invoice", DAY)
    counted: set[tuple[Any, ...]] = set()
    for keys, sums, key, total in summed(rows, columns, "invoice", "invoice__total"):
        for day, minor in shares.get(key, {}).items():
            if not total or not fits(question, day):
                continue
            part = Fraction(minor, total)
            place = dated(question, keys, day)
            # an invoice that was paid twice is one invoice
            once = 0 if (key, place) in counted else 1
            counted.add((key, place))
            counts = {name: sums[name] * once for name in ("invoices", "unknown")}
            yield place, day[:7], {name: value * part for name, value in sums.items()} | counts


def money(question: Question) -> Any:
    """Lines of payments by which money came in on invoices, or went back."""
    rows = PaymentLine.objects.unguarded("what came in on the invoices that the asker reads")
    return rows.filter(
        payment__deleted=False, payment__kind__in=("in", "out"), invoice__isnull=False,
        payment__date__gte=question.since, payment__date__lte=question.until, amount__isnull=False,
    ).exclude(kind__in=WITHOUT_MONEY)  # fmt: skip


def received(question: Question) -> dict[Any, dict[str, int]]:
    """Minor units that came in by invoice and day, or by month where no day is asked for."""
    daily = any(d.step == "day" for d in (*question.by, *(d for d, _v in question.where)))
    step = "day" if daily else "month"
    rows = money(question).annotate(day=Prefix("payment__date", step))
    back = When(payment__kind="out", then=F("amount") * -1)
    signed = Sum(Case(back, default=F("amount"), output_field=BigIntegerField()))
    found: dict[Any, dict[str, int]] = defaultdict(dict)
    for key, day, minor in rows.values_list("invoice", "day").annotate(minor=signed).order_by():
        found[key][day] = int(minor)
    return found


def undated(question: Question) -> Question:
    """The question without its dates."""
    return replace(
        question,
        by=tuple(d for d in question.by if not d.step),
        where=tuple((d, v) for d, v in question.where if not d.step),
    )


def fits(question: Question, day: str) -> bool:
    """Whether the question is not narrowed to another time."""
    return all(day.startswith(str(v)) for d, v in question.where if d.step)


def dated(question: Question, keys: tuple[Any, ...], day: str) -> tuple[Any, ...]:
    """The keys with those of time put in their places."""
    rest = iter(keys)
    width = {"year": 4, "month": 7, "day": 10}
    return tuple(day[: width[d.step]] if d.step else next(rest) for d in question.by)


def spent(role: str, question: Question) -> Any:
    """Payments for a role of categories within the period; what came back counts against them."""
    rows = Payment.objects.unguarded("for who reads every payment")
    rows = rows.filter(
        deleted=False, kind__in=("in", "out"), category__role=role,
        date__gte=question.since, date__lte=question.until,
    )  # fmt: skip
    back = When(kind="in", then=F("amount_base") * -1)
    minor = Case(back, default=F("amount_base"), output_field=BigIntegerField())
    return rows.annotate(minor=minor)


def direct(actor: Actor, question: Question) -> Iterable[tuple[tuple[Any, ...], int]]:
    """Direct costs of orders, by the day of the payment."""
    rows = spent("direct", question).filter(order__isnull=False)
    rows, columns = grouped(actor, rows, question, COSTS, "order", "date")
    names = [name for name in columns if name]
    for row in rows.values(*names).order_by().annotate(total=Sum("minor")):
        yield tuple(row[name] or None if name else None for name in columns), int(row["total"] or 0)


def channel_rates(actor: Actor, question: Question) -> dict[str, Fraction]:
    """What channels cost for each unit of revenue, by month, of all that the asker reads."""
    costs = spent("channel", question).annotate(month=Prefix("date", "month"))
    sums = {
        month: int(total or 0)
        for month, total in costs.values_list("month").annotate(t=Sum("minor")).order_by()
    }
    if not sums:
        return {}
    plain = replace(question, by=(), where=())
    revenue: dict[str, Fraction] = defaultdict(Fraction)
    for _keys, month, figures in (paid if on_paid(question) else invoiced)(actor, plain):
        revenue[month] += figures["revenue"]
    return {m: Fraction(total) / revenue[m] for m, total in sums.items() if revenue[m] > 0}
