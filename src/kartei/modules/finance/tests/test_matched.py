"""Matching at work: what is certain is booked, the rest is asked, and nobody books twice."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from kartei.modules.finance.contract import confirm, match_later, proposals
from kartei.modules.finance.matching.engine import match
from kartei.modules.finance.models import Rule
from kartei.modules.finance.rules.ground import ground, waiting
from kartei.modules.finance.rules.matched import book, match_waiting
from kartei.modules.finance.tests.till import PAYMENT, Till, make_till
from kartei.platform.flow.models import Job
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import write
from kartei.platform.records.commands import run

pytestmark = pytest.mark.django_db
INN = "7728168971"


@pytest.fixture
def till() -> Till:
    made = make_till()
    write.change_many(made.admin, "people.company", {made.shop.company: {"tax_id": INN}})
    return made


def came(till: Till, amount: str, purpose: str, **more: Any) -> UUID:
    """A payment as a bank tells it, of the shop's client unless it says otherwise."""
    values = {"party_id": INN, "purpose": purpose, "date": "2099-03-02", **more}
    return till.pay(amount, **values)


def number(till: Till, key: UUID) -> str:
    return str(till.seen("billing.invoice", key)["number"])


def test_what_is_certain_is_booked_and_can_be_taken_back(till: Till) -> None:
    """S1-21: the number and the sum say it; undoing makes the invoice open again."""
    bill = till.invoice("100")
    key = came(till, "100", f"Оплата по счету {number(till, bill)}")
    vague = came(till, "70", "Оплата за услуги", party_id="")
    assert match_waiting(till.admin) == {"waiting": 2, "booked": 1, "asked": 1}
    row = till.seen(PAYMENT, key)
    assert (row["state"], row["matched_by"]) == ("done", "certain")
    assert till.open(bill) == ("paid", "0.00")
    assert till.seen(PAYMENT, vague)["state"] == "open"
    run(till.admin, PAYMENT, key, "unassign", {})
    assert till.open(bill) == ("open", "100.00")


def test_the_second_of_two_people_is_told(till: Till) -> None:
    """Nothing is booked twice: neither the payment nor the invoice, by hand or by itself."""
    bill = till.invoice("100")
    first, second = came(till, "100", "?"), came(till, "100", "?", date="2099-03-03")
    asked = ground(waiting())
    found = match([asked.payments[0]], asked.invoices)[0]
    confirm(till.admin, first, 10_000, [(bill, 10_000, "pay")])
    with pytest.raises(Refusal) as told:
        confirm(till.admin, first, 10_000, [(bill, 10_000, "pay")])
    assert (told.value.code, told.value.status) == ("finance.taken", 409)
    with pytest.raises(Refusal) as told:
        confirm(till.admin, second, 10_000, [(bill, 10_000, "pay")])
    assert told.value.status == 422
    left = {one.key: one.open for one in asked.invoices}
    assert found.certain
    assert not book(till.admin, found, asked, 10_000, left)
    assert till.open(bill) == ("paid", "0.00")


def test_a_confirmation_teaches_who_the_payer_is(till: Till) -> None:
    """The next payment from this account is certain; the rule is a record and can be changed."""
    bill, more = till.invoice("100"), till.invoice("250")
    stranger = {"party_id": "", "party": "N. N.", "party_account": "40817810000000000001"}
    key = came(till, "100", "Спасибо", **stranger)
    page = proposals(till.admin)
    assert (page["count"], page["found"][0].parts) == (1, ())
    confirm(till.admin, key, 10_000, [(bill, 10_000, "pay")])
    rule = Rule.objects.unguarded("what was learnt").get()
    assert (rule.company_id, rule.times) == (till.shop.company, 1)
    next_one = came(till, "250", "Спасибо", **stranger)
    assert match_waiting(till.admin)["booked"] == 1
    assert till.seen(PAYMENT, next_one)["matched_by"] == "rule"
    assert till.open(more) == ("paid", "0.00")
    write.change_many(till.admin, "finance.rule", {rule.pk: {"active": False}})
    till.invoice("300")
    came(till, "300", "Спасибо", **stranger)
    assert match_waiting(till.admin)["booked"] == 0


def test_what_is_no_invoice_gets_a_category_and_a_rule_does_it_next_time(till: Till) -> None:
    interest = write.create(
        till.admin, "finance.category", {"name": "Interest", "way": "in", "role": "other"}
    )
    bank = {"party_id": "", "party_account": "30101810400000000225"}
    first = came(till, "3", "Проценты", **bank)
    confirm(till.admin, first, 300, [], category=interest)
    assert till.seen(PAYMENT, first)["state"] == "done"
    second = came(till, "4", "Проценты", **bank)
    assert match_waiting(till.admin)["booked"] == 1
    row = till.seen(PAYMENT, second)
    assert (row["category"]["id"], row["matched_by"]) == (str(interest), "rule")


@pytest.mark.parametrize(
    "values",
    [{"party_id": "1"}, {"habit": "oldest"}, {"category": None, "company": None}],
)
def test_a_rule_that_says_nothing_is_refused(till: Till, values: dict[str, Any]) -> None:
    with pytest.raises(Refusal):
        write.create(till.admin, "finance.rule", values)


def test_who_may_not_write_payments_may_not_match(till: Till) -> None:
    """S1-21: rights hold at the list, the confirmation and the job."""
    clara = till.shop.cast.grant("clara", {PAYMENT: {"read": "organisation"}})
    key = came(till, "100", "?")
    for attempt in (
        lambda: proposals(clara),
        lambda: match_later(clara),
        lambda: confirm(clara, key, 10_000, []),
    ):
        with pytest.raises(Refusal) as told:
            attempt()
        assert told.value.status in (403, 404)
    assert match_later(till.admin).pk == match_later(till.admin).pk
    assert Job.objects.filter(kind="finance.match").count() == 1
