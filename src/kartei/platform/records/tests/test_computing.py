"""Formulas, rollups, numbers, patterns and rules on data, along the whole path of writing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import connections

from kartei.platform.access.actor import Actor
from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.models import RuntimeField
from kartei.platform.meta.world import current_world
from kartei.platform.records import computing, write
from kartei.platform.records.ask import Ask
from kartei.platform.records.models import Journal
from kartei.platform.records.query import page, select
from kartei.platform.records.tests.scene import (
    COMPANY,
    DEAL,
    PERSON,
    company,
    drop_runtime_tables,
    funnel,
    own_field,
    own_object,
    person,
)
from kartei.platform.records.undo import undo

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast() -> Iterator[Cast]:
    yield make_cast()
    drop_runtime_tables()


def money(amount: str, currency: str = "RUB") -> dict[str, str]:
    return {"amount": amount, "currency": currency}


def deal(actor: Actor, amount: str, **values: Any) -> UUID:
    """A deal of this amount in the only funnel."""
    return write.create(actor, DEAL, {"name": "Windows", "amount": money(amount), **values})


def day(text: str) -> date:
    return date.fromisoformat(text)


def value(actor: Actor, name: str, key: UUID, field: str) -> Any:
    """One value as the actor reads it."""
    actor.world = current_world()
    return select(actor, name, [key])[key].get(field)


def refused(actor: Actor, object: str, **values: Any) -> dict[str, str]:
    """The faults of a field that must not be made: name -> words."""
    with pytest.raises(Refusal) as caught:
        write.create(actor, "meta.field", {"object": object, "label_en": "Own", **values})
    return {fault.field: fault.detail for fault in caught.value.faults}


def rule(admin: Actor, **values: Any) -> None:
    """A rule on data; the actor then knows it."""
    write.create(admin, "meta.rule", {"name": "Rule", **values})
    admin.world = current_world()


def test_a_formula_is_stored_and_follows_its_fields(cast: Cast) -> None:
    """S0-152: computed for what is there and with each change, filtered like any."""
    funnel(cast.admin)
    before = deal(cast.admin, "1000.10")
    tax = own_field(cast.admin, DEAL, "money", "Tax", formula="[Amount] * 0.2")
    assert value(cast.admin, DEAL, before, tax) == money("200.02")
    fresh = deal(cast.admin, "50")
    assert value(cast.admin, DEAL, fresh, tax) == money("10.00")
    write.change(cast.admin, DEAL, fresh, {"amount": money("5000")})
    assert value(cast.admin, DEAL, fresh, tax) == money("1000.00")
    found = page(cast.admin, DEAL, Ask(filter=[tax, ">", "500"], sort=f"-{tax}", fields=(tax,)))
    assert [item["id"] for item in found["items"]] == [str(fresh)]
    with pytest.raises(Refusal) as caught:
        write.change(cast.admin, DEAL, fresh, {tax: money("1")})
    assert caught.value.faults[0].code == "field.read_only"


def test_a_changed_formula_is_computed_anew_and_undo_takes_it_back(cast: Cast) -> None:
    funnel(cast.admin)
    key = deal(cast.admin, "100")
    name = own_field(cast.admin, DEAL, "number", "Double", formula="amount * 2")
    row = RuntimeField.objects.get()
    write.change(cast.admin, "meta.field", row.pk, {"formula": "amount * 3"})
    assert value(cast.admin, DEAL, key, name) == "300"
    change = Journal.objects.filter(record=row.pk).latest("id").change
    undo(cast.admin, change)
    assert value(cast.admin, DEAL, key, name) == "200"


def test_money_of_several_currencies_is_taken_in_the_firms(cast: Cast) -> None:
    funnel(cast.admin)
    own = own_field(cast.admin, DEAL, "money", "Costs")
    left = own_field(cast.admin, DEAL, "money", "Left", formula=f"amount - {own}")
    euros = deal(cast.admin, "0")
    both = {"amount": money("10", "EUR"), own: money("4", "EUR")}
    write.change(cast.admin, DEAL, euros, both)
    assert value(cast.admin, DEAL, euros, left) == money("6.00", "EUR")


def test_formulas_stand_on_formulas_in_any_order_but_never_in_a_circle(cast: Cast) -> None:
    """Bad input: circular formulas are refused with the way they go."""
    funnel(cast.admin)
    first = own_field(cast.admin, DEAL, "number", "First", formula="amount + 1")
    second = own_field(cast.admin, DEAL, "number", "Second", formula=f"{first} * 2")
    row = RuntimeField.objects.get(name="First")
    with pytest.raises(Refusal) as caught:
        write.change(cast.admin, "meta.field", row.pk, {"formula": f"{second} + 1"})
    assert "First → Second → First" in caught.value.faults[0].detail
    write.change(cast.admin, "meta.field", row.pk, {"formula": "amount + 10"})
    assert value(cast.admin, DEAL, deal(cast.admin, "5"), second) == "30"


def test_linked_records_are_read_and_their_changes_followed(cast: Cast) -> None:
    funnel(cast.admin)
    size = own_field(cast.admin, COMPANY, "integer", "Size")
    line = own_field(
        cast.admin, DEAL, "text", "Line", formula=f'company & ": " & company.{size} & " " & person'
    )
    sized: dict[str, Any] = {size: 7}
    firm = company(cast.admin, **sized)
    key = deal(cast.admin, "1", company=str(firm), person=str(person(cast.admin)))
    assert value(cast.admin, DEAL, key, line) == "Romashka: 7 Volkova"
    version = value(cast.admin, DEAL, key, "version")
    write.change(cast.admin, COMPANY, firm, {size: 8})
    assert value(cast.admin, DEAL, key, line) == "Romashka: 8 Volkova"
    write.change(cast.admin, COMPANY, firm, {"name": "Vasilek"})
    assert value(cast.admin, DEAL, key, line) == "Vasilek: 8 Volkova"
    assert value(cast.admin, DEAL, key, "version") == version, "nobody's open form is stale"
    assert Journal.objects.filter(record=key, verb="compute").count() == 2


def test_a_formula_hides_from_who_may_not_read_what_it_uses(cast: Cast) -> None:
    """Blueprint 5: formulas need the read right on what they use."""
    funnel(cast.admin)
    secret = own_field(cast.admin, DEAL, "money", "Costs", guarded=True)
    profit = own_field(cast.admin, DEAL, "money", "Profit", formula=f"amount - {secret}")
    on_top = own_field(cast.admin, DEAL, "number", "On top", formula=f"{profit} * 2")
    cast.alice.world = current_world()
    known = cast.alice.fields(cast.alice.obj(DEAL))
    assert not {secret, profit, on_top} & known.keys()
    assert {secret, profit, on_top} <= cast.admin.fields(cast.admin.obj(DEAL)).keys()


def test_rollups_count_all_that_leads_here(cast: Cast) -> None:
    """Count, sum, last over linked records; every way they can change."""
    funnel(cast.admin)
    firm, other = company(cast.admin), company(cast.admin, "Vasilek")
    old = deal(cast.admin, "100", company=str(firm))
    by = {"object": COMPANY, "rollup_object": DEAL, "rollup_by": "company"}
    own: dict[str, Any] = {**by, "admin": cast.admin}
    count = own_field(kind="integer", label="Deals", rollup="count", **own)
    total = own_field(kind="money", label="Sum", rollup="sum", rollup_field="amount", **own)
    large = own_field(
        kind="integer", label="Large", rollup="count", rollup_filter='["amount", ">", "500"]', **own
    )
    last = own_field(kind="date", label="Last", rollup="last", rollup_field="expected_on", **own)
    latest = own_field(kind="date", label="Max", rollup="max", rollup_field="expected_on", **own)

    def figures(key: UUID) -> list[Any]:
        return [value(cast.admin, COMPANY, key, n) for n in (count, total, large, last, latest)]

    assert figures(firm) == [1, money("100.00"), 0, None, None]
    fresh = deal(cast.admin, "900", company=str(firm), expected_on="2026-01-02")
    assert figures(firm) == [2, money("1000.00"), 1, day("2026-01-02"), day("2026-01-02")]
    write.change(cast.admin, DEAL, old, {"expected_on": "2026-05-05", "amount": money("600")})
    assert figures(firm) == [2, money("1500.00"), 2, day("2026-01-02"), day("2026-05-05")]
    write.change(cast.admin, DEAL, fresh, {"company": str(other)})
    assert [figures(k)[0] for k in (firm, other)] == [1, 1]
    write.bin_many(cast.admin, DEAL, [fresh])
    assert figures(other) == [0, None, 0, None, None]
    write.bin_many(cast.admin, DEAL, [fresh], back=True)
    assert figures(other)[0] == 1
    share = own_field(cast.admin, COMPANY, "number", "Mean", formula=f"{total} / {count}")
    assert value(cast.admin, COMPANY, firm, share) == "600"
    write.change(cast.admin, DEAL, old, {"amount": money("20")})
    assert value(cast.admin, COMPANY, firm, share) == "20", "formulas follow rollups"


def test_a_rollup_counts_what_comes_at_the_same_moment(cast: Cast) -> None:
    """On PostgreSQL two writers do not see each other's records; the later one counts both."""
    by = {"object": COMPANY, "rollup_object": PERSON, "rollup_by": "company"}
    count = own_field(cast.admin, kind="integer", label="People", rollup="count", **by)
    firm = str(company(cast.admin))
    gate = threading.Barrier(6)

    def run(number: int) -> None:
        try:
            actor = cast.admin
            gate.wait(20)
            person(actor, f"Person {number}", company=firm)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert len(page(cast.admin, PERSON, Ask())["items"]) == 6
    assert value(cast.admin, COMPANY, UUID(firm), count) == 6


def test_a_formula_follows_a_linked_record_that_changes_at_the_same_moment(cast: Cast) -> None:
    """PostgreSQL: neither of two writers saw the other's change, and the formula stayed old."""
    who = own_field(cast.admin, PERSON, "text", "Firm", formula="company.name")
    firms = [str(company(cast.admin)) for _ in range(12)]
    gate = threading.Barrier(2)

    def run(work: Callable[[str], object]) -> None:
        try:
            for firm in firms:
                gate.wait(60)
                work(firm)
        finally:
            connections.close_all()

    def rename(firm: str) -> None:
        write.change(cast.admin, COMPANY, UUID(firm), {"name": "Vasilek"})

    jobs = (rename, lambda firm: person(cast.admin, company=firm))
    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)

    found = page(cast.admin, PERSON, Ask(fields=("company", who)))["items"]
    assert [item[who] for item in found] == ["Vasilek"] * len(firms)


def test_a_change_reaches_far_records_past_many_between(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More people stand between company and deals than are computed at once."""
    monkeypatch.setattr(computing, "AT_ONCE", 2)
    funnel(cast.admin)
    line = own_field(cast.admin, DEAL, "text", "Line", formula="person.company.name")
    firm = company(cast.admin)
    people = [person(cast.admin, f"Person {n}", company=str(firm)) for n in range(7)]
    deals = [deal(cast.admin, "1", person=str(people[n])) for n in (0, 6)]

    write.change(cast.admin, COMPANY, firm, {"name": "Vasilek"})

    assert [value(cast.admin, DEAL, key, line) for key in deals] == ["Vasilek", "Vasilek"]


def test_a_rollup_follows_what_its_filter_asks_of_linked_records(cast: Cast) -> None:
    funnel(cast.admin)
    by = {"object": COMPANY, "rollup_object": DEAL, "rollup_by": "company"}
    only = '["person.last_name", "=", "Vetrov"]'
    count = own_field(
        cast.admin, kind="integer", label="His", rollup="count", rollup_filter=only, **by
    )
    firm, who = company(cast.admin), person(cast.admin, "Volkova")
    deal(cast.admin, "1", company=str(firm), person=str(who))
    assert value(cast.admin, COMPANY, firm, count) == 0
    write.change(cast.admin, PERSON, who, {"last_name": "Vetrov"})
    assert value(cast.admin, COMPANY, firm, count) == 1
    write.change(cast.admin, PERSON, who, {"last_name": "Volkova"})
    assert value(cast.admin, COMPANY, firm, count) == 0


def test_rollups_that_cannot_be_are_refused(cast: Cast) -> None:
    by = {"rollup_object": DEAL, "rollup_by": "company"}
    assert "rollup_by" in refused(cast.admin, PERSON, kind="integer", rollup="count", **by)
    assert "kind" in refused(cast.admin, COMPANY, kind="number", rollup="count", **by)
    found = refused(cast.admin, COMPANY, kind="money", rollup="sum", rollup_field="name", **by)
    assert "rollup_field" in found
    found = refused(
        cast.admin,
        COMPANY,
        kind="integer",
        rollup="count",
        rollup_filter='["owner","=","me"]',
        **by,
    )
    assert "rollup_filter" in found


def test_wrong_formulas_are_refused_in_words(cast: Cast) -> None:
    """Bad input: unknown fields, wrong kinds, formulas that would loop."""
    for text, words in (
        ("[Summe] * 2", "Summe"),
        ("amount *", "bracket"),
        ('amount & "x"', "does not fit"),
        ("name * 2", "not a number"),
        ("company.name.x", "no link"),
        ("password", "password"),
        ("amount ** 9", "cannot be used"),
    ):
        found = refused(cast.admin, DEAL, kind="number", formula=text)
        assert words in found["formula"], (text, found)
    assert "kind" in refused(cast.admin, DEAL, kind="phones", formula="amount")
    both = refused(cast.admin, DEAL, kind="text", formula="name", series="{number}")
    assert "series" in both
    assert "formula" in refused(cast.admin, DEAL, kind="text", formula="name", required=True)


def test_numbers_come_from_a_series_without_gaps(cast: Cast) -> None:
    visit = own_object(cast.admin, "visit")
    number = own_field(cast.admin, visit, "text", "No.", series="V-{number:3}")
    keys = [write.create(cast.admin, visit, {"name": str(n)}) for n in range(2)]
    with pytest.raises(Refusal):
        write.create(cast.admin, visit, {"name": ""})
    keys.append(write.create(cast.admin, visit, {"name": "third"}))
    rows = [{"name": "fourth"}, {"name": ""}, {"name": "fifth"}]
    drafts = write.create_many(cast.admin, visit, rows, skip_faulty=True)
    keys += [d.id for d in drafts if not d.faults]
    told = [f"V-00{n}" for n in range(1, 6)]
    assert [value(cast.admin, visit, k, number) for k in keys] == told
    assert "series" in refused(cast.admin, visit, kind="text", series="V-{year}")
    assert "kind" in refused(cast.admin, visit, kind="integer", series="{number}")


def test_texts_have_the_form_that_is_asked(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    plate = own_field(cast.admin, PERSON, "text", "Plate", pattern=r"[A-Z]{2}\d{3}")
    person(cast.admin, **{plate: "AB123"})
    with pytest.raises(Refusal) as caught:
        person(cast.admin, **{plate: "AB1234"})
    assert caught.value.faults[0].code == "pattern.mismatch"
    with monkeypatch.context() as patched:
        patched.setattr("kartei.platform.meta.limits.LONGEST", 1e-9)
        slow = own_field(cast.admin, PERSON, "text", "Slow", pattern=r"(a|b|ab)*(bc|c)\1d")
        with pytest.raises(Refusal) as caught:
            person(cast.admin, **{slow: "ab" * 400})
    assert caught.value.faults[0].code == "pattern.slow"
    assert "pattern" in refused(cast.admin, PERSON, kind="text", pattern="(")


def test_rules_set_and_refuse(cast: Cast) -> None:
    """S1-36: rules filter out wrong data and unify it."""
    rule(
        cast.admin, object=PERSON, kind="set", field="last_name", value="PROPER(TRIM([Last name]))"
    )
    rule(
        cast.admin, object=DEAL, kind="check", condition="amount > 1000 and EMPTY(company)",
        field="company", message_en="Large deals need a company",
    )  # fmt: skip
    funnel(cast.admin)
    key = person(cast.admin, "  volkova   anna ")
    assert value(cast.admin, PERSON, key, "last_name") == "Volkova Anna"
    cast.alice.world = current_world()
    with pytest.raises(Refusal) as caught:
        deal(cast.alice, "1001")
    fault = caught.value.faults[0]
    assert (fault.field, fault.detail) == ("company", "Large deals need a company")
    small = deal(cast.alice, "10")
    with pytest.raises(Refusal):
        write.change(cast.alice, DEAL, small, {"amount": money("2000")})
    write.change(
        cast.alice, DEAL, small, {"amount": money("2000"), "company": str(company(cast.alice))}
    )


def test_old_sins_do_not_stop_other_work(cast: Cast) -> None:
    key = person(cast.admin, "Volkova", notes="x")
    rule(
        cast.admin, object=PERSON, kind="check", condition="EMPTY(first_name)",
        message_en="A first name is needed",
    )  # fmt: skip
    write.change(cast.admin, PERSON, key, {"notes": "still without"})
    with pytest.raises(Refusal):
        person(cast.admin, "Orlova")


def test_rules_that_cannot_work_are_refused(cast: Cast) -> None:
    for wrong, field in (
        ({"kind": "check", "condition": "EMPTY(nothing)", "message_en": "x"}, "condition"),
        ({"kind": "check", "message_en": "x"}, "condition"),
        ({"kind": "check", "condition": "true"}, "message_en"),
        ({"kind": "set", "value": "1", "field": "created_at"}, "field"),
        ({"kind": "set", "field": "last_name"}, "value"),
        ({"kind": "set", "field": "birthday", "value": "1"}, "value"),
    ):
        with pytest.raises(Refusal) as caught:
            rule(cast.admin, object=PERSON, **wrong)
        assert field in {f.field for f in caught.value.faults}, wrong


def test_a_field_that_others_need_stays(cast: Cast) -> None:
    """Bad input: deleting a field that a formula or rule uses says which."""
    size = own_field(cast.admin, COMPANY, "integer", "Size")
    own_field(cast.admin, COMPANY, "number", "Half", formula=f"{size} / 2")
    rule(
        cast.admin, name="Limit", object=COMPANY, kind="check", condition=f"{size} > 9",
        message_en="Too large",
    )  # fmt: skip
    row = RuntimeField.objects.get(name="Size")
    with pytest.raises(Refusal) as caught:
        write.bin_many(cast.admin, "meta.field", [row.pk])
    words = caught.value.faults[0].detail
    assert "Half" in words
    assert "Limit" in words
    half = RuntimeField.objects.get(name="Half")
    write.bin_many(cast.admin, "meta.field", [half.pk])


def test_lengths_of_time_are_counted_in_hours(cast: Cast) -> None:
    """Worked hours times a rate; sums over linked records; filters in any written form."""
    visit = own_object(cast.admin, "visit")
    client = own_field(cast.admin, visit, "link", "Client", target=COMPANY)
    spent = own_field(cast.admin, visit, "duration", "Spent", low="0:05")
    price = own_field(cast.admin, visit, "money", "Price", formula=f"{spent} * 1000")
    total = own_field(
        cast.admin, COMPANY, "duration", "Hours",
        rollup="sum", rollup_object=visit, rollup_by=client, rollup_field=spent,
    )  # fmt: skip
    firm = company(cast.admin)
    keys = [
        write.create(cast.admin, visit, {"name": n, client: str(firm), spent: time})
        for n, time in (("a", "1:30"), ("b", 1800))
    ]
    assert value(cast.admin, visit, keys[0], price) == money("1500.00")
    assert value(cast.admin, COMPANY, firm, total) == 7200
    found = page(cast.admin, visit, Ask(filter=[spent, ">", "45 min"]))
    assert len(found["items"]) == 1
    with pytest.raises(Refusal):
        write.create(cast.admin, visit, {"name": "c", spent: "1 min"})


def test_choices_hang_on_other_choices(cast: Cast) -> None:
    """Chained choices: only what goes with the upper one; what no longer fits goes by itself."""
    land = own_field(cast.admin, PERSON, "choice", "Land", choices=["de", "ru"])
    made = {"object": PERSON, "kind": "choice", "label_en": "Town", "depends": land}
    towns = [("berlin", "de"), ("moscow", "ru"), ("other", "")]
    choices = [{"value": v, "label_en": v, "under": u} for v, u in towns]
    write.create(cast.admin, "meta.field", {**made, "choices": choices})
    cast.admin.world = current_world()
    town = "f_2"
    key = person(cast.admin, **{land: "de", town: "berlin"})
    with pytest.raises(Refusal) as caught:
        write.change(cast.admin, PERSON, key, {town: "moscow"})
    assert caught.value.faults[0].code == "value.chain"
    write.change(cast.admin, PERSON, key, {land: "ru"})
    assert value(cast.admin, PERSON, key, town) is None
    write.change(cast.admin, PERSON, key, {town: "other"})
    write.change(cast.admin, PERSON, key, {land: "de"})
    assert value(cast.admin, PERSON, key, town) == "other"
    wrong = [{"value": "x", "label_en": "x", "under": "nowhere"}]
    assert "choices" in refused(cast.admin, PERSON, kind="choice", depends=land, choices=wrong)
    assert "depends" in refused(cast.admin, PERSON, kind="choice", depends="notes", choices=choices)
    upper = RuntimeField.objects.get(number=1)
    with pytest.raises(Refusal) as caught:
        write.change(cast.admin, "meta.field", upper.pk, {"depends": town})
    assert caught.value.faults[0].code == "meta.depends_circle"
