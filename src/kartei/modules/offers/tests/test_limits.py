"""What a role may grant: an offer beyond it waits for somebody whose limits suffice."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from kartei.modules.documents.contract import Issued, docx, print_many, xlsx
from kartei.modules.offers.contract import KIND
from kartei.modules.offers.page import links
from kartei.modules.offers.tests.papers import pdf
from kartei.modules.offers.tests.shop import OFFER, Shop, make_shop
from kartei.modules.offers.tests.test_pricing import fresh, rule
from kartei.modules.pricing.contract import ask, decide, standing
from kartei.platform.access.actor import Actor
from kartei.platform.access.models import Role, User
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import commands, notices, query, write
from kartei.platform.records.ask import Ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Shop:
    """A firm in which alice may give ten per cent and the head thirty."""
    made = make_shop()
    bound(made, made.cast.alice, "10")
    bound(made, made.cast.head, "30")
    return made


def bound(shop: Shop, actor: Actor, discount: str | None, margin: str | None = None) -> None:
    """A limit of a role that is this person's alone."""
    role = Role.objects.create(
        id=UUID(int=actor.user.int ^ 1), name=f"Limit {discount}", level=5,
        created_at="2026-01-01T00:00Z", changed_at="2026-01-01T00:00Z",
    )  # fmt: skip
    user = User.objects.get(pk=actor.user)
    roles = [*user.roles, str(role.pk)]
    write.change(fresh(shop.cast.admin), "access.user", actor.user, {"roles": roles})
    given = {"role": str(role.pk), "max_discount": discount, "min_margin": margin}
    write.create(fresh(shop.cast.admin), "pricing.limit", given)


def made(shop: Shop, **values: Any) -> UUID:
    """An offer of alice's with one window."""
    line = {"product": str(shop.products["window"]), "quantity": "1"}
    return write.create(fresh(shop.cast.alice), OFFER, {"lines": [line], **values})


def refused(shop: Shop, key: UUID, who: Actor | None = None) -> Refusal:
    """The refusal to print an offer for good."""
    with pytest.raises(Refusal) as found:
        pdf(fresh(who or shop.cast.alice), key)
    assert (found.value.code, found.value.status) == ("pricing.limit", 409)
    return found.value


def told(who: Actor) -> tuple[str, str, str]:
    """The only notice of an event that waits for somebody."""
    (found,) = [one for one in notices.mine(fresh(who)) if one["kind"] == notices.EVENT]
    return found["record"], found["what"], found["said"]


def test_an_offer_beyond_the_limit_does_not_go_out(shop: Shop) -> None:
    """S4-110: not printed for good, not marked as sent; drafts are free, and so is the limit."""
    pdf(fresh(shop.cast.alice), made(shop, discount="10"))
    key = made(shop, discount="10.5")

    text = str(refused(shop, key).detail)
    assert "10.5 %" in text
    assert "10 %" in text
    assert fresh(shop.cast.admin).roster.user_names[shop.cast.head.user] in text
    with pytest.raises(Refusal):
        commands.run(fresh(shop.cast.alice), OFFER, key, "send", {})
    pdf(fresh(shop.cast.alice), key, draft=True)
    pdf(fresh(shop.cast.head), key)


@pytest.mark.parametrize("made_of", [xlsx, docx])
def test_no_sheet_of_what_must_not_go_out(shop: Shop, made_of: Callable[..., Issued]) -> None:
    """S4-110: sheet and Word file carry the same prices; who may grant them gets it."""
    made_of(KIND, fresh(shop.cast.alice), made(shop, discount="10"))
    key = made(shop, discount="10.5")
    with pytest.raises(Refusal) as found:
        made_of(KIND, fresh(shop.cast.alice), key)
    assert (found.value.code, found.value.status) == ("pricing.limit", 409)
    made_of(KIND, fresh(shop.cast.head), key)


def test_printing_many_leaves_out_what_must_not_go_out_and_tells_why(shop: Shop) -> None:
    """S4-110: the one beyond the limit is listed with the words of the limit."""
    good, bad = made(shop, discount="10"), made(shop, discount="10.5")
    out = io.BytesIO()
    found = print_many(KIND, fresh(shop.cast.alice), [bad, good], "zip", out, lambda done, of: None)
    assert found.papers == 1
    assert [row["id"] for row in found.failed] == [str(bad)]
    assert "10.5 %" in found.failed[0]["detail"]


def test_acceptance_by_hand_is_the_clients_word(shop: Shop) -> None:
    key = made(shop, discount="10.5")
    commands.run(fresh(shop.cast.alice), OFFER, key, "accept", {})
    assert write.one(shop.cast.admin, OFFER, key)["status"] == "accepted"


def test_two_discounts_count_together_and_rules_of_the_firm_do_not(shop: Shop) -> None:
    line = {"product": str(shop.products["window"]), "quantity": "1", "discount": "8"}
    refused(shop, made(shop, lines=[line], discount="8"))

    rule(shop, "Promotion", "50")
    pdf(fresh(shop.cast.alice), made(shop))


def test_consent_holds_for_this_content_alone(shop: Shop) -> None:
    key = made(shop, discount="20")
    assert standing(fresh(shop.cast.alice), OFFER, key)["needed"]

    asked = ask(fresh(shop.cast.alice), OFFER, key, "A customer of ten years")
    assert (asked["state"], asked["mine"]) == ("waiting", False)
    (given,) = notices.mine(fresh(shop.cast.head))
    assert (given["kind"], given["object"]) == (notices.ASSIGN, "pricing.approval")
    assert ask(fresh(shop.cast.alice), OFFER, key, "Once more")["reason"] == asked["reason"]

    assert standing(fresh(shop.cast.head), OFFER, key)["mine"]
    decide(fresh(shop.cast.head), OFFER, key, yes=True, answer="Fine")
    now = standing(fresh(shop.cast.alice), OFFER, key)
    assert (now["needed"], now["state"], now["answer"]) == (False, "given", "Fine")
    assert told(shop.cast.alice) == (str(key), "Approved: the document may go out", "Head: Fine")
    pdf(fresh(shop.cast.alice), key)

    write.change(fresh(shop.cast.alice), OFFER, key, {"discount": "21"})
    refused(shop, key)
    assert standing(fresh(shop.cast.alice), OFFER, key)["state"] == "changed"


def test_a_copy_of_what_was_approved_goes_out_for_no_more(shop: Shop) -> None:
    key = made(shop, discount="20")
    ask(fresh(shop.cast.alice), OFFER, key, "")
    decide(fresh(shop.cast.head), OFFER, key, yes=True, answer="")

    copy = write.create(fresh(shop.cast.alice), OFFER, {"replaces": str(key)})
    pdf(fresh(shop.cast.alice), copy)
    write.change(fresh(shop.cast.alice), OFFER, copy, {"discount": "22"})
    refused(shop, copy)


def test_nobody_approves_beyond_his_own_limits_or_his_own_offer(shop: Shop) -> None:
    key = made(shop, discount="40")
    asked = ask(fresh(shop.cast.alice), OFFER, key, "")
    assert asked["state"] == "waiting"
    assert not standing(fresh(shop.cast.head), OFFER, key)["mine"]
    assert standing(fresh(shop.cast.admin), OFFER, key)["mine"]
    for who in (shop.cast.head, shop.cast.alice):
        with pytest.raises(Refusal):
            decide(fresh(who), OFFER, key, yes=True, answer="")
    (row,) = query.page(fresh(shop.cast.admin), "pricing.approval", Ask())["items"]
    with pytest.raises(Refusal):
        write.change(
            fresh(shop.cast.admin), "pricing.approval", UUID(row["id"]), {"state": "given"}
        )
    refused(shop, key)

    decide(fresh(shop.cast.admin), OFFER, key, yes=False, answer="Too much")
    now = standing(fresh(shop.cast.alice), OFFER, key)
    assert (now["needed"], now["state"], now["answer"]) == (True, "refused", "Too much")
    assert told(shop.cast.alice) == (str(key), "Not approved", "Admin: Too much")


def test_a_margin_below_the_limit_is_not_told_to_whom_margins_are_closed(shop: Shop) -> None:
    """The purchase price is 12345.67 of 18450.33; alice sees no purchase prices."""
    bound(shop, shop.cast.bob, None, "35")
    key = made(shop)
    admin = fresh(shop.cast.admin)
    write.change(admin, OFFER, key, {"owner": str(shop.cast.bob.user)})
    words = str(refused(shop, key, shop.cast.bob).detail)
    assert "35 %" in words
    margin = write.one(admin, OFFER, key)["margin"]
    assert margin not in words


def test_the_client_page_waits_for_consent_and_takes_his_options_then(
    shop: Shop, settings: Any, tmp_path: Path
) -> None:
    """Raised beyond the limit behind an open link, it is not shown; approved, it is accepted with
    whatever options the client ticks.
    """
    settings.MEDIA_ROOT = str(tmp_path)
    lines = [
        {"name": "Window", "price": "1000", "quantity": "1", "vat_rate": "22"},
        {"name": "Blind", "price": "30", "quantity": "1", "vat_rate": "22", "optional": True},
    ]
    key = made(shop, lines=lines)
    path = "/" + str(links.make(fresh(shop.cast.alice), key)["url"]).split("/", 3)[3]
    write.change(fresh(shop.cast.alice), OFFER, key, {"discount": "20"})
    client = Client()
    held = client.get(path).content.decode()
    assert "Window" not in held
    client.post(path, {"act": "accept", "mark": "", "name": "Petr"})
    assert write.one(shop.cast.admin, OFFER, key)["status"] == "sent"

    ask(fresh(shop.cast.alice), OFFER, key, "A customer of ten years")
    decide(fresh(shop.cast.head), OFFER, key, yes=True, answer="Well")
    shown = client.get(path).content.decode()
    form = {
        "act": "accept", "name": "Petr", "mark": shown.split('name="mark" value="')[1][:64],
        "option": shown.split('name="option" value="')[1][:36],
    }  # fmt: skip
    client.post(path, form)
    found = write.one(shop.cast.admin, OFFER, key)
    assert (found["status"], found["lines"][1]["chosen"]) == ("accepted", True)
