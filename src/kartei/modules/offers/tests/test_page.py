"""The offer's page for its client: links, looks, answers, and what must not work."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.test import Client

from kartei.modules.offers.models import Link
from kartei.modules.offers.page import links
from kartei.modules.offers.tests.shop import OFFER, Shop, make_shop, text_of
from kartei.platform.access.models import Notice, User
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.versions import bump_access
from kartei.platform.records import commands, notices, write
from kartei.platform.records.timeline import timeline

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(settings: Any, tmp_path: Path) -> Shop:
    settings.MEDIA_ROOT = str(tmp_path)
    cache.clear()
    return make_shop()


def line(name: str, price: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "price": price, "quantity": "1", "vat_rate": "22", **more}


def offered(shop: Shop, **values: Any) -> UUID:
    lines = [line("Casement", "1000.00"), line("Blind", "30.00", optional=True)]
    return shop.offer(**{"lines": lines, "firm": str(shop.firms["general"]),
                         "vat_mode": "included", **values})  # fmt: skip


def path_of(shop: Shop, key: UUID) -> str:
    url: str = links.make(shop.cast.alice, key)["url"]
    return "/" + url.split("/", 3)[3]


def content(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def mark_in(html: str) -> str:
    return html.split('name="mark" value="')[1][:64]


def option_in(html: str) -> str:
    return html.split('name="option" value="')[1][:36]


def accept(path: str, html: str, **more: Any) -> Any:
    form = {"act": "accept", "mark": mark_in(html), "name": "Petr", "text": "Soon please", **more}
    return Client().post(path, form)


def read(shop: Shop, key: UUID) -> dict[str, Any]:
    return write.one(shop.cast.admin, OFFER, key)


def verbs(shop: Shop, name: str, key: UUID) -> list[str]:
    return [one["data"].get("verb") for one in timeline(shop.cast.alice, name, key)["items"]]


def told(shop: Shop) -> list[str]:
    rows = Notice.objects.filter(user=shop.cast.alice.user, kind=notices.EVENT).order_by("at")
    return [row.data["verb"] for row in rows]


def test_a_client_sees_the_offer_without_signing_in(shop: Shop) -> None:
    """S0-010, S0-031: the offer's content, and nothing of the house's own."""
    key = offered(shop, intro="Dear <b>all</b>")
    path = path_of(shop, key)
    assert read(shop, key)["status"] == "sent"
    answer = Client().get(path)
    html = answer.content.decode()
    for word in ("Casement", "Blind", "Romashka", "Harbour Windows", "Dear &lt;b&gt;all"):
        assert word in html
    assert "12345.67" not in html
    assert answer["X-Robots-Tag"].startswith("noindex")
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert not answer.cookies
    paper = Client().get(path, {"pdf": "1"})
    assert "Casement" in text_of(paper.content)


def test_the_secret_is_not_in_the_table(shop: Shop) -> None:
    path = path_of(shop, offered(shop))
    secret = path.rsplit("/", 1)[1]
    assert len(secret) == 43
    row = links.links().values_list().get()
    assert secret not in str(row)


def test_looks_are_told_once_a_day_and_those_of_the_house_never(shop: Shop) -> None:
    key = offered(shop)
    path = path_of(shop, key)
    content(path)
    content(path)
    assert told(shop) == ["page_opened"]
    links.links().update(seen_on=shop.cast.alice.ctx.today - timedelta(days=1))
    content(path)
    assert told(shop) == ["page_opened", "page_opened_again"]
    found = links.shown(shop.cast.alice, key)
    assert found["days"] == 2
    for name, place in ((OFFER, key), ("sales.deal", shop.deal), ("people.company", shop.company)):
        assert verbs(shop, name, place).count("page_opened") == 1


def test_accepting_takes_the_ticked_options_and_keeps_the_paper(shop: Shop) -> None:
    """S1-46: the client's choice becomes what is sold."""
    key = offered(shop)
    path = path_of(shop, key)
    html = content(path)
    sums = Client().post(path, {"act": "sums", "option": option_in(html)}).content.decode()
    assert "1,030.00" in sums
    asked = Client().post(path, {"act": "confirm", "option": option_in(html)}).content.decode()
    assert "1,030.00" in asked
    assert read(shop, key)["status"] == "sent"
    assert accept(path, html, option=option_in(html)).status_code == 303
    offer = read(shop, key)
    assert (offer["status"], offer["total"]["amount"]) == ("accepted", "1030.00")
    event = timeline(shop.cast.alice, OFFER, key)["items"]
    said = next(one for one in event if one["data"].get("verb") == "page_accept")
    assert (said["author"], said["text"]) == (None, "Petr: Soon please")
    kept = links.shown(shop.cast.alice, key)["answer"]
    assert (kept["what"], kept["name"], len(kept["mark"])) == ("accepted", "Petr", 64)
    assert "accepted" in content(path)
    assert "page_accept" in told(shop)


def test_a_second_answer_changes_nothing(shop: Shop) -> None:
    key = offered(shop)
    path = path_of(shop, key)
    html = content(path)
    accept(path, html)
    accept(path, html, name="Other", option=option_in(html))
    Client().post(path, {"act": "decline"})
    assert read(shop, key)["status"] == "accepted"
    assert read(shop, key)["total"]["amount"] == "1000.00"
    assert told(shop).count("page_accept") == 1
    assert links.shown(shop.cast.alice, key)["answer"]["name"] == "Petr"


def test_what_was_changed_meanwhile_is_not_accepted_but_shown(shop: Shop) -> None:
    key = offered(shop)
    path = path_of(shop, key)
    html = content(path)
    lines = read(shop, key)["lines"]
    lines[0] = {"id": lines[0]["id"], "price": "1100.00"}
    added = line("Delivery", "50.00")
    changed = [lines[0], {"id": lines[1]["id"]}, added]
    write.change(shop.cast.alice, OFFER, key, {"lines": changed})
    answer = accept(path, html)
    assert answer["Location"].endswith("told=changed")
    assert read(shop, key)["status"] == "sent"
    again = content(path)
    assert '<span class="mark">changed</span>' in again
    assert '<span class="mark">new</span>' in again
    assert '<span class="mark">new</span>' in content(path)
    accept(path, again)
    assert read(shop, key)["status"] == "accepted"


def test_declining_and_asking_are_told(shop: Shop) -> None:
    """S3-35: the other way: what the client says reaches who is in charge."""
    key = offered(shop)
    path = path_of(shop, key)
    Client().post(path, {"act": "ask", "text": "How <long>?", "name": "Petr"})
    Client().post(path, {"act": "decline", "text": "Too dear"})
    assert read(shop, key)["status"] == "declined"
    assert told(shop) == ["page_asked", "page_decline"]
    found = timeline(shop.cast.alice, "people.company", shop.company)["items"]
    texts = {one["text"] for one in found}
    assert {"Petr: How <long>?", "Too dear"} <= texts
    assert [one["said"] for one in notices.mine(shop.cast.alice)] == [
        "Too dear",
        "Petr: How <long>?",
    ]


def test_an_offer_past_its_last_day_is_renewed_on_asking(shop: Shop) -> None:
    today = shop.cast.alice.ctx.today
    key = offered(shop)
    path = path_of(shop, key)
    html = content(path)
    before = today - timedelta(days=1)
    put = {"date": before, "valid_until": before}
    write.change_many(shop.cast.admin, OFFER, {key: {}}, put=put)
    late = content(path)
    assert "Ask for a new offer" in late
    assert "Casement" not in late
    assert Client().get(path, {"pdf": "1"}).status_code == 302
    accept(path, html)
    assert read(shop, key)["status"] != "accepted"
    Client().post(path, {"act": "ask"})
    assert told(shop)[-1] == "page_renew"


def test_strange_and_withdrawn_links_are_answered_alike(shop: Shop) -> None:
    key = offered(shop)
    path = path_of(shop, key)
    html = content(path)
    assert links.withdraw(shop.cast.alice, key)["url"] is None
    for secret in (path, "/offer/" + "A" * 43, "/offer/x", "/offer/" + "я" * 9, path + "A"):
        answer = Client().get(secret)
        assert answer.status_code == 404
        assert "Casement" not in answer.content.decode()
    assert accept(path, html).status_code == 404
    assert read(shop, key)["status"] == "sent"
    again = path_of(shop, key)
    assert again != path
    assert links.links().count() == 2
    content(again)


def test_an_offer_in_the_bin_and_a_replaced_one_are_not_shown(shop: Shop) -> None:
    key = offered(shop)
    path = path_of(shop, key)
    commands.run(shop.cast.alice, OFFER, key, "copy", {})
    assert "replaced" in content(path)
    assert "Casement" not in content(path)
    write.bin_many(shop.cast.alice, OFFER, [key])
    assert Client().get(path).status_code == 404


def test_hostile_forms_do_no_harm(shop: Shop) -> None:
    key = offered(shop)
    path = path_of(shop, key)
    html = content(path)
    for form in (
        {"act": "accept"}, {"act": "accept", "name": "x"}, {"act": "no", "text": "\x00"},
        {"act": "accept", "name": "x", "mark": "0" * 64}, {"act": "ask", "text": "   "},
        {"act": "sums", "option": ["x", "1' OR '1'='1", "\x00"]},
    ):  # fmt: skip
        assert Client().post(path, form).status_code in (200, 303)
    assert read(shop, key)["status"] == "sent"
    assert Client().put(path).status_code == 405
    fixed = read(shop, key)["lines"][0]["id"]
    accept(path, html, name="A" * 999, text="B" * 9999, option=[fixed])
    kept = links.shown(shop.cast.alice, key)["answer"]
    assert (len(kept["name"]), len(kept["text"])) == (100, 2000)


def test_floods_are_stopped(shop: Shop) -> None:
    path = path_of(shop, offered(shop))
    codes = {Client().post(path, {"act": "ask", "text": "x"}).status_code for _ in range(25)}
    assert codes == {303, 429}


def test_the_link_survives_its_maker(shop: Shop) -> None:
    key = offered(shop)
    path = "/" + links.make(shop.insider(), key)["url"].split("/", 3)[3]
    User.objects.filter(pk=shop.cast.bob.user).update(active=False)
    bump_access()
    assert "Casement" in content(path)


def test_only_who_may_hand_it_out_makes_a_link(shop: Shop) -> None:
    key = offered(shop)
    reader = shop.cast.grant("bob", {"*": {"read": "organisation"}})
    for call in (links.shown, links.make, links.withdraw):
        with pytest.raises(Refusal) as caught:
            call(reader, key)
        assert caught.value.status == 403
        with pytest.raises(Refusal) as hidden:
            call(shop.cast.dmitri, key)
        assert hidden.value.status == 404
    assert not Link.objects.unguarded("a test looks").exists()


def test_a_decided_offer_gets_no_link(shop: Shop) -> None:
    key = offered(shop)
    commands.run(shop.cast.alice, OFFER, key, "decline", {})
    with pytest.raises(Refusal) as caught:
        links.make(shop.cast.alice, key)
    assert caught.value.status == 409
