"""Gross profit does not exist for who lacks the right to it, wherever one looks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import orjson
import pytest

from kartei.modules.offers.tests.papers import pdf, preview
from kartei.modules.offers.tests.shop import BASE, OFFER, Shop, make_shop, text_of
from kartei.platform.access.actor import Actor
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import query, write
from kartei.platform.records.ask import Ask
from kartei.platform.records.timeline import timeline

pytestmark = pytest.mark.django_db
SECRET = ("cost", "profit", "margin")
#: Purchase price and profit of the window as the shop sells three of them, in any spelling.
FIGURES = ("12345.67", "1234567", "37037.01", "3703701", "8332.65", "833265")


@pytest.fixture
def shop() -> Shop:
    return make_shop()


@pytest.fixture
def key(shop: Shop) -> UUID:
    made = shop.offer(lines=[{"product": str(shop.products["window"])}])
    lines = [{"id": line["id"], "quantity": "3"} for line in read(shop.cast.admin, made)["lines"]]
    write.change(shop.cast.admin, OFFER, made, {"lines": lines, "subject": "House"})
    return made


def read(actor: Actor, key: UUID) -> dict[str, Any]:
    return write.one(actor, OFFER, key)


def said(answer: Any) -> str:
    return orjson.dumps(answer, default=str).decode()


def test_the_administrator_sees_what_the_others_must_not(shop: Shop, key: UUID) -> None:
    """Without this the following tests would prove nothing."""
    text = said(read(shop.cast.admin, key))
    assert "12345.67" in text
    assert "37037.01" in text
    assert "8332.65" in text


def test_reading_and_lists_leave_money_out(shop: Shop, key: UUID) -> None:
    """Gross profit is absent from the API (issue point 8)."""
    alice = shop.cast.alice
    answers = [
        read(alice, key),
        query.page(alice, OFFER, Ask())["items"],
        query.page(alice, OFFER, Ask(fields=("*",)))["items"],
        query.page(alice, "catalog.product", Ask(fields=("*",)))["items"],
        preview(alice, {"id": str(key), "discount": "1"}),
        preview(alice, {"lines": shop.lines()}),
    ]
    for answer in answers:
        assert not any(f'"{name}"' in said(answer) for name in SECRET)
        assert not any(figure in said(answer) for figure in FIGURES)


@pytest.mark.parametrize("name", [*SECRET, "lines.cost", "lines.profit", "no_such_field"])
def test_a_secret_field_is_answered_like_an_unknown_one(shop: Shop, key: UUID, name: str) -> None:
    """Absent from filter, sort and choice of fields, with the very words of an unknown field."""
    asks = [
        Ask(filter=[name, "filled"]), Ask(filter=[name, ">", "1"]), Ask(sort=name),
        Ask(sort=f"-{name}"), Ask(fields=(name,)),
    ]  # fmt: skip
    for ask in asks:
        with pytest.raises(Refusal) as caught:
            query.page(shop.cast.alice, OFFER, ask)
        assert (caught.value.status, caught.value.code) == (400, "query.unknown_field")
        assert caught.value.detail == f"There is no field “{name}”"


@pytest.mark.parametrize("name", SECRET)
def test_writing_a_secret_field_is_answered_like_an_unknown_one(
    shop: Shop, key: UUID, name: str
) -> None:
    line = {"name": "A", "price": "1", "cost": "1"}
    with pytest.raises(Refusal) as caught:
        write.change(shop.cast.alice, OFFER, key, {name: "1", "lines": [line]})
    found = {(f.pointer, f.code) for f in caught.value.faults}
    assert found == {(f"/{name}", "field.unknown"), ("/lines/0/cost", "field.unknown")}


def test_history_tells_nothing_of_it(shop: Shop, key: UUID) -> None:
    """Gross profit is absent from history: the creation and the change of lines carried it."""
    alice, bob = shop.cast.alice, shop.insider()
    for place in ((OFFER, key), ("sales.deal", shop.deal), ("people.company", shop.company)):
        text = said(timeline(alice, place[0], place[1]))
        assert read(alice, key)["number"] in text
        assert ("House" in text) is (place[0] == OFFER)
        assert not any(figure in text for figure in FIGURES)
        assert not any(f'"{name}"' in text for name in SECRET)
    assert '"profit"' in said(timeline(bob, OFFER, key))


def test_the_paper_of_nobody_shows_it(shop: Shop, key: UUID) -> None:
    """Gross profit is absent from the PDF, even from that of who may see it."""
    for actor in (shop.cast.alice, shop.cast.admin):
        text = text_of(pdf(actor, key, draft=True).data).replace(" ", "")
        assert "55350,99" in text
        assert not any(figure.replace(".", ",") in text for figure in FIGURES)


def test_who_changes_lines_without_seeing_cost_keeps_it(shop: Shop, key: UUID) -> None:
    lines = [{"id": line["id"], "price": "20000"} for line in read(shop.cast.alice, key)["lines"]]
    write.change(shop.cast.alice, OFFER, key, {"lines": lines})
    found = read(shop.cast.admin, key)
    assert found["lines"][0]["cost"]["amount"] == "12345.67"
    # 60000 with 22 % inside is 49180.33 net, less 37037.01
    assert found["profit"]["amount"] == "12143.32"


def test_rights_are_given_column_by_column(shop: Shop, key: UUID) -> None:
    bob = shop.cast.grant("bob", BASE | {"*": {"read": "unit"}}, {OFFER: {"profit": "read"}})
    found = read(bob, key)
    assert found["profit"]["amount"] == "8332.65"
    assert "margin" not in found
    assert "cost" not in found["lines"][0]
    assert query.page(bob, OFFER, Ask(sort="-profit", filter=["profit", ">", "1"]))["items"]


def test_offers_keep_to_their_rows(shop: Shop, key: UUID) -> None:
    for who in (shop.cast.bob, shop.cast.clara, shop.cast.dmitri):
        assert query.page(who, OFFER, Ask())["items"] == []
        for act in (
            lambda who=who: read(who, key),
            lambda who=who: pdf(who, key),
            lambda who=who: preview(who, {"id": str(key)}),
        ):
            with pytest.raises(Refusal) as caught:
                act()
            assert caught.value.status == 404


def test_printing_is_a_right_of_its_own(shop: Shop, key: UUID) -> None:
    reader = shop.cast.grant("bob", {"*": {"read": "unit", "write": "unit"}})
    assert read(reader, key)["subject"] == "House"
    with pytest.raises(Refusal) as caught:
        pdf(reader, key)
    assert caught.value.status == 403


def test_who_may_not_see_the_sums_gets_no_paper(shop: Shop, key: UUID) -> None:
    hidden = {OFFER: {"total": "none"}}
    reader = shop.cast.grant("bob", {"*": {"read": "unit", "print": "unit"}}, hidden)
    with pytest.raises(Refusal) as caught:
        pdf(reader, key)
    assert caught.value.status == 403


def test_an_invisible_client_is_not_printed(shop: Shop, key: UUID) -> None:
    reader = shop.cast.grant("bob", {OFFER: {"read": "unit", "print": "unit"}})
    text = text_of(pdf(reader, key, draft=True).data)
    assert "55 350,99" in text
    assert "Romashka" not in text
    assert "Ёлкин" not in text
    assert "Romashka" in text_of(pdf(shop.cast.alice, key, draft=True).data)


def test_preview_shows_no_link_that_one_may_not_follow(shop: Shop, key: UUID) -> None:
    blind = shop.cast.grant("bob", {OFFER: {"read": "unit"}})
    found = preview(blind, {"id": str(key)})
    assert (found["person"], found["company"], found["deal"]) == (None, None, None)
    assert found["lines"][0]["product"] is None
    seen = preview(shop.cast.alice, {"id": str(key)})
    assert seen["lines"][0]["product"] == str(shop.products["window"])
    assert seen["person"] == str(shop.person)
