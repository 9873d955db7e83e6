"""Recurring invoices: on their days, once each, made up for, whatever happens meanwhile."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from kartei.modules.billing import jobs
from kartei.modules.billing.rules import plans
from kartei.modules.billing.tests.test_invoices import BILL, refused, seen
from kartei.modules.billing.tests.test_parts import order, part, shop
from kartei.modules.offers.tests.shop import Shop
from kartei.platform.flow.models import Job
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import query, write
from kartei.platform.records.ask import Ask

__all__ = ["shop"]
PLAN = "billing.plan"


def months_ago(shop: Shop, months: int) -> date:
    """The first of a month before the present one."""
    today = shop.cast.alice.ctx.today
    return plans.on_day(today.year, today.month - months, 1)


def a_plan(shop: Shop, ago: int = 2, **values: Any) -> UUID:
    """A plan of alice's that began some months ago, on the first of each."""
    source = part(shop, order(shop), "charge", issue=False)
    start = months_ago(shop, ago).isoformat()
    given = {"name": "Care", "source": str(source), "start": start, "day": 1, **values}
    return write.create(shop.cast.alice, PLAN, given)


def made_by(shop: Shop, plan: UUID) -> list[dict[str, Any]]:
    """Its invoices, by their days."""
    ask = Ask(filter=["plan", "=", str(plan)], fields=("*",))
    found: list[dict[str, Any]] = query.page(shop.cast.alice, BILL, ask)["items"]
    return sorted(found, key=lambda one: one["planned_for"])


@given(
    start=st.dates(date(2020, 1, 1), date(2100, 1, 1)),
    months=st.integers(1, 24),
    day=st.integers(1, 31),
)
def test_days_come_in_their_order(start: date, months: int, day: int) -> None:
    """On the day or the month's last one, the same number of months apart, from the start on."""
    found = [plans.next_day(start, months, day, None)]
    for _ in range(30):
        found.append(plans.next_day(start, months, day, found[-1]))
    assert start <= found[0] < start + timedelta(days=62)
    for before, after in pairwise(found):
        assert (after.year - before.year) * 12 + after.month - before.month == months
    for one in found:
        assert one.day == day or (one.day < day and (one + timedelta(days=1)).day == 1)


@pytest.mark.django_db
def test_missed_days_are_made_up_for_once(shop: Shop) -> None:
    """However often it runs; each invoice tells its period, and the plan its next day."""
    plan, alice = a_plan(shop, text="Care from {{ since }} to {{ until }}"), shop.cast.alice
    first = plans.make_due(alice, plan)
    assert len(first) == 3
    assert plans.make_due(alice, plan) == []
    found = made_by(shop, plan)
    assert [one["planned_for"] for one in found] == [months_ago(shop, n) for n in (2, 1, 0)]
    ends = [months_ago(shop, n) - timedelta(days=1) for n in (1, 0, -1)]
    assert [one["supplied_until"] for one in found] == ends
    assert {one["status"] for one in found} == {"draft"}
    assert (
        found[0]["total"]
        == seen(alice, BILL, UUID(seen(alice, PLAN, plan)["source"]["id"]))["total"]
    )
    assert "Care from" in found[0]["intro"]
    assert "{{" not in found[0]["intro"]
    assert seen(alice, PLAN, plan)["next_on"] == months_ago(shop, -1)


@pytest.mark.django_db
def test_a_plan_issues_by_itself_and_says_why_not(shop: Shop) -> None:
    plan, alice = a_plan(shop, ago=0, issue=True), shop.cast.alice
    plans.make_due(alice, plan)
    assert [one["status"] for one in made_by(shop, plan)] == ["issued"]
    write.change(alice, "people.company", shop.company, {"addresses": []})
    other = a_plan(shop, ago=0, issue=True)
    plans.make_due(alice, other)
    assert [one["status"] for one in made_by(shop, other)] == ["draft"]
    assert "address" in seen(alice, PLAN, other)["trouble"]


@pytest.mark.django_db(transaction=True)
def test_who_dies_in_the_middle_leaves_nothing_behind(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither an invoice without the step, nor the step without an invoice."""
    plan, alice = a_plan(shop, ago=0), shop.cast.alice

    def die(*_args: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(plans, "within", die)
        with pytest.raises(KeyboardInterrupt):
            plans.make_due(alice, plan)
    assert made_by(shop, plan) == []
    assert seen(alice, PLAN, plan)["last_on"] is None
    assert len(plans.make_due(alice, plan)) == 1


@pytest.mark.django_db
def test_no_day_is_invoiced_twice(shop: Shop) -> None:
    """Not even when somebody writes such an invoice himself."""
    plan, alice = a_plan(shop, ago=0), shop.cast.alice
    plans.make_due(alice, plan)
    (made,) = made_by(shop, plan)
    values = {"plan": str(plan), "planned_for": made["planned_for"].isoformat()}
    with pytest.raises(Refusal) as caught:
        write.create(alice, BILL, {"company": str(shop.company), **values})
    assert caught.value.status == 409


@pytest.mark.django_db
def test_a_plan_ends_and_rests(shop: Shop) -> None:
    """After its last day, and while it is not in use."""
    alice = shop.cast.alice
    ended = a_plan(shop, ago=2, until=months_ago(shop, 1).isoformat())
    assert len(plans.make_due(alice, ended)) == 2
    assert seen(alice, PLAN, ended)["next_on"] is None
    resting = a_plan(shop, ago=2, active=False)
    assert plans.make_due(alice, resting) == []


@pytest.mark.django_db
def test_what_a_plan_lacks_is_named(shop: Shop) -> None:
    wrong: list[tuple[dict[str, Any], tuple[str, str]]] = [
        ({"months": 0}, ("months", "billing.months")),
        ({"day": 32}, ("day", "billing.day")),
        ({"until": months_ago(shop, 5).isoformat()}, ("until", "billing.until")),
        ({"text": "{{ month }}"}, ("text", "insertion.field")),
    ]
    for values, fault in wrong:
        assert refused(lambda given=values: a_plan(shop, **given)) == {fault}


@pytest.mark.django_db
def test_the_installation_orders_due_plans_once_a_day(shop: Shop) -> None:
    plan = a_plan(shop, ago=0)
    jobs.order_due()
    jobs.order_due()
    (ordered,) = Job.objects.filter(kind=jobs.JOB)
    assert (ordered.args["plan"], ordered.actor) == (str(plan), shop.cast.alice.user)
    assert ordered.run_at <= timezone.now()
