"""Payments against open invoices: labelled statements, and what may never happen."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kartei.modules.finance.matching.engine import match
from kartei.modules.finance.matching.facts import (
    DISCOUNT,
    PAY,
    Habit,
    Incoming,
    Match,
    OpenInvoice,
    Rule,
    Rules,
)
from kartei.modules.finance.matching.labelled.made import made
from kartei.modules.finance.matching.labelled.reader import World, statement
from kartei.modules.finance.matching.reading import read

DAY = date(2026, 11, 5)


def answers(world: World) -> list[Match]:
    return match(world.payments, world.invoices, None, Rules(own=world.own))


def paid(found: Match) -> frozenset[tuple[str, int]]:
    return frozenset((part.invoice, part.minor) for part in found.parts if part.kind == PAY)


def invoice(number: str, minor: int, **more: Any) -> OpenInvoice:
    values: dict[str, Any] = {"client": "c", "names": ("Ромашка",), "ids": ("7701000025",)}
    return OpenInvoice(number, number, date(2026, 11, 1), minor, "RUB", **(values | more))


def payment(minor: int, purpose: str = "", **more: Any) -> Incoming:
    values: dict[str, Any] = {"party_id": "7701000025", "party": "Ромашка"}
    return Incoming("p", DAY, minor, "RUB", purpose, **(values | more))


WORLDS = [("ru", statement), ("de", statement), (1, lambda n: made(n, 800)),
          (2, lambda n: made(n, 800)), (3, lambda n: made(n, 800))]  # fmt: skip


@pytest.mark.parametrize(("name", "world"), WORLDS, ids=[str(name) for name, _world in WORLDS])
def test_nothing_certain_is_wrong_and_nine_in_ten_are_certain(name: Any, world: Any) -> None:
    """No booking by itself is wrong; nine of ten that a person would book are found."""
    made_up: World = world(name)
    found = answers(made_up)
    labels = made_up.labels
    wrong = [
        (labels[one.payment].title, labels[one.payment].line)
        for one in found
        if one.certain and paid(one) != labels[one.payment].parts
    ]
    asked = [one for one in found if labels[one.payment].asked]
    assert wrong == []
    assert len(asked) > 70
    assert sum(one.certain for one in asked) >= 0.9 * len(asked)


def test_the_statements_written_by_hand_have_three_hundred_lines() -> None:
    assert sum(len(statement(one).payments) for one in ("ru", "de")) >= 300


def test_what_may_be_asked_is_proposed_somewhere() -> None:
    """Of the lines a person has to confirm, the right answer is among what is offered."""
    missed = []
    for language in ("ru", "de"):
        world = statement(language)
        for one in answers(world):
            label = world.labels[one.payment]
            offered = [paid(one), *(paid(replace(one, parts=more.parts)) for more in one.others)]
            if label.parts and label.parts not in offered:
                missed.append((label.title, label.line))
    assert len(missed) <= 2, missed


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6), factor=st.sampled_from([1, 2, 3]))
def test_nobody_gives_out_more_than_there_is(seed: int, factor: int) -> None:
    """Certain parts hold together; each proposal holds by itself; their order changes nothing."""
    world = made(seed, 60)
    random = Random(seed)  # noqa: S311 - the same example each time
    payments = [
        replace(one, minor=one.minor * factor // random.choice([1, 2, 3])) for one in world.payments
    ]
    found = match(payments, world.invoices)
    sums = {one.key: one.minor for one in payments}
    left = {one.key: one.open for one in world.invoices}
    for one in found:
        for parts in (one.parts, *(more.parts for more in one.others)):
            assert sum(part.minor for part in parts if part.kind == PAY) <= sums[one.payment]
            wanted = Counter({part.invoice: 0 for part in parts})
            for part in parts:
                wanted[part.invoice] += part.minor
            assert all(0 < minor <= left[key] for key, minor in wanted.items())
    given_out: Counter[str] = Counter()
    for one in found:
        for part in one.parts if one.certain else ():
            given_out[part.invoice] += part.minor
    assert all(minor <= left[key] for key, minor in given_out.items())
    random.shuffle(payments)
    shuffled = random.sample(world.invoices, len(world.invoices))
    again = {one.payment: one for one in match(payments, shuffled)}
    assert again == {one.payment: one for one in found}


@given(st.text(max_size=200))
def test_no_purpose_is_too_strange_to_be_read(text: str) -> None:
    reading = read(text)
    assert all(one.number.runs for one in reading.mentions)
    assert match([payment(100, text)], [invoice("12", 100)])[0].payment == "p"


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("Оплата по сч. 12 от 03.11", [("12",)]),
        ("СЧЕТ №0012/26", [("12", "26")]),
        ("по сч 12,13 и 15", [("12",), ("13",), ("15",)]),
        ("Rg.-Nr. 12 vom 03.11.2026 KdNr 4711", [("12",)]),
        ("сч.12 в т.ч. НДС 22% 180-33, сумма 1000-00", [("12",)]),
        ("оплата за ноябрь 11.2026, без налога (НДС)", []),
        ("по акту 12, накладная 13, с/ф 14", []),
    ],
)
def test_numbers_of_invoices_are_told_from_others(text: str, runs: list[tuple[str, ...]]) -> None:
    assert [one.number.runs for one in read(text).mentions] == runs


def test_two_equally_good_ones_are_never_certain() -> None:
    twins = [invoice("1", 500), invoice("2", 500)]
    found = match([payment(500)], twins)[0]
    assert not found.certain
    assert [part.invoice for part in found.parts] == ["1"]
    assert [one.parts[0].invoice for one in found.others] == ["2"]
    assert "tie" in {one.code for one in found.doubts}


def test_a_habit_gives_a_discount_and_the_oldest_first() -> None:
    habits = {"c": Habit(discount=30_000, oldest=True)}
    short = match([payment(97_000, "счет 7")], [invoice("7", 100_000)], habits)[0]
    assert short.certain
    assert [(one.minor, one.kind) for one in short.parts] == [(97_000, PAY), (3_000, DISCOUNT)]
    first = match([payment(700)], [invoice("1", 500), invoice("2", 900)], habits)[0]
    assert first.certain
    assert paid(first) == {("1", 500), ("2", 200)}
    assert not match([payment(700)], [invoice("1", 500), invoice("2", 900)])[0].certain


def test_a_rule_says_whose_payment_it_is_or_what_it_is() -> None:
    rules = Rules(
        learnt=(
            Rule("r1", account="40817", client="c"),
            Rule("r2", word="проценты", category="interest"),
            Rule("r0"),
        )
    )
    stranger = {"party_id": "", "party": "", "account": "40817"}
    mine = match([payment(500, **stranger)], [invoice("1", 500)], None, rules)[0]
    assert mine.certain
    assert (mine.client, mine.rule) == ("c", "r1")
    other = match([payment(1, "Проценты на остаток", party_id="")], [], None, rules)[0]
    assert (other.category, other.rule, other.certain) == ("interest", "r2", False)
