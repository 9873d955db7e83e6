"""The fixed endpoints of offers over HTTP: answers, names, refusals."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from kartei.modules.offers.tests.shop import OFFER, Shop, make_shop
from kartei.platform.access.models import Token
from kartei.platform.records import write
from kartei.web.sessions import digest

pytestmark = pytest.mark.django_db
API = "/api/v1"


@pytest.fixture
def shop(settings: Any, tmp_path: Any) -> Shop:
    settings.MEDIA_ROOT = str(tmp_path)
    return make_shop()


def client(shop: Shop, who: str, **headers: str) -> Client:
    secret = f"kt_{who}"
    Token.objects.get_or_create(
        key=digest(secret), defaults={"user_id": shop.cast.ids[who], "made_at": timezone.now()}
    )
    return Client(headers={"Authorization": f"Bearer {secret}", **headers})


def url(key: UUID | str, what: str) -> str:
    return f"{API}/records/{OFFER}/{key}/{what}"


def test_the_pdf_comes_under_its_number(shop: Shop) -> None:
    key = shop.offer()
    alice = client(shop, "alice")
    draft = alice.get(url(key, "pdf") + "?draft=1")
    assert (draft.status_code, draft["Content-Type"]) == (200, "application/pdf")
    assert draft.content.startswith(b"%PDF")
    assert draft["X-Content-Type-Options"] == "nosniff"
    issued = alice.get(url(key, "pdf"))
    assert "filename*=UTF-8''%D0%9A%D0%9F-" in issued["Content-Disposition"]
    assert issued["Content-Disposition"].endswith("-0001%20v1.pdf")
    assert issued.content == alice.get(url(key, "pdf")).content


def test_the_picture_and_the_mail(shop: Shop) -> None:
    key = shop.offer()
    alice = client(shop, "alice")
    page = alice.get(url(key, "preview.png") + "?page=1")
    assert (page.status_code, page["Content-Type"]) == (200, "image/png")
    mail = alice.get(url(key, "eml"))
    assert (mail.status_code, mail["Content-Type"]) == (200, "message/rfc822")
    assert mail["Content-Disposition"].startswith("attachment;")


def test_the_preview_answers_with_sums(shop: Shop) -> None:
    alice = client(shop, "alice")
    body = {"lines": shop.lines(), "discount": "10"}
    found = alice.post(f"{API}/papers/offers.offer/preview", body, content_type="application/json")
    assert found.status_code == 200
    assert found.json()["total"] == {"amount": "52515.88", "currency": "RUB"}
    assert "profit" not in found.json()


def test_the_paper_follows_what_is_typed(shop: Shop) -> None:
    """The page shows a new offer and unsaved changes of an old one; neither is written."""
    key = shop.offer()
    alice = client(shop, "alice")
    before = write.one(shop.cast.alice, OFFER, key)["version"]

    def sketch(body: dict[str, Any], query: str = "") -> Any:
        where = f"{API}/papers/offers.offer/preview.png{query}"
        return alice.post(where, body, content_type="application/json")

    fresh = sketch({"lines": [{}, *shop.lines()]})
    assert (fresh.status_code, fresh["Content-Type"], fresh["X-Pages"]) == (200, "image/png", "1")
    changed = sketch({"id": str(key), "subject": "Other windows"})
    assert changed.content != sketch({"id": str(key)}).content
    assert write.one(shop.cast.alice, OFFER, key)["version"] == before
    beyond = sketch({"id": str(key)}, "?page=2")
    assert (beyond.status_code, beyond.json()["code"]) == (422, "paper.no_page")


def test_nobody_draws_what_he_may_not_see_or_print(shop: Shop) -> None:
    body = {"id": str(shop.offer())}
    for asker, status in ((Client(), 401), (client(shop, "dmitri"), 404)):
        answer = asker.post(
            f"{API}/papers/offers.offer/preview.png", body, content_type="application/json"
        )
        assert answer.status_code == status


@pytest.mark.parametrize("what", ["pdf", "eml", "preview.png"])
def test_refusals(shop: Shop, what: str) -> None:
    key = shop.offer()
    alice, dmitri = client(shop, "alice"), client(shop, "dmitri")
    cases: list[tuple[Client, UUID | str, str, int]] = [
        (Client(), key, "", 401),
        (dmitri, key, "", 404),
        (alice, "nonsense", "", 404),
        (alice, "01a20190-0000-7000-8000-000000000000", "", 404),
        (alice, key, "?nonsense=1", 400),
        (alice, key, "?layout=../../etc", 400),
        (alice, key, "?layout=nothing", 422),
    ]
    for asker, record, query, status in cases:
        answer = asker.get(url(record, what) + query)
        assert (answer.status_code, query) == (status, query)
        assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("[]", 400),
        ("{", 400),
        ('{"nonsense": 1}', 422),
        ('{"lines": [{"name": "\\u0000", "price": "1"}]}', 422),
        ('{"lines": [{"quantity": true}]}', 422),
        ('{"id": "x"}', 400),
        ('{"id": []}', 400),
        ('{"lines": {"a": 1}}', 422),
        ('{"date": "0001-01-01"}', 200),
        ('{"date": "9999-12-31"}', 200),
        ('{"lines": [{"vat_rate": "none", "price": "-5", "quantity": "-2"}]}', 200),
    ],
)
def test_strange_previews_are_answered(shop: Shop, body: str, status: int) -> None:
    answer = client(shop, "alice").post(
        f"{API}/papers/offers.offer/preview", body, content_type="application/json"
    )
    assert answer.status_code == status, answer.content


def test_refusals_speak_the_language_of_the_asker(shop: Shop) -> None:
    alice = client(shop, "alice", **{"Accept-Language": "ru"})
    answer = alice.get(url(shop.offer(), "pdf") + "?layout=nothing")
    assert answer.json()["detail"] == "На этом языке нет такого макета: ru/nothing"


def test_the_commands_stay_reachable_beside_the_fixed_endpoints(shop: Shop) -> None:
    key = shop.offer()
    answer = client(shop, "alice").post(url(key, "send"), "{}", content_type="application/json")
    assert answer.status_code == 200
    assert write.one(shop.cast.alice, OFFER, key)["status"] == "sent"


def test_meta_and_openapi_do_not_name_the_money_of_the_house(shop: Shop) -> None:
    """Gross profit does not exist for who lacks the right, and is told of to who has it."""
    shop.insider()
    for who, there in (("alice", False), ("bob", True)):
        asker = client(shop, who)
        offer = asker.get(f"{API}/meta").json()["objects"][OFFER]
        fields = {f["name"]: f for f in offer["fields"]}
        assert ({"cost", "profit", "margin"} <= set(fields)) is there
        assert ("cost" in {f["name"] for f in fields["lines"]["lines"]}) is there
        schemas = asker.get(f"{API}/openapi.json").json()["components"]["schemas"]
        words = str({n: s for n, s in schemas.items() if n.startswith(("Offers", "Catalog"))})
        assert ("'profit'" in words) is there
        assert ("'cost'" in words) is there


def test_sums_of_groups_do_not_tell_the_money_of_the_house(shop: Shop) -> None:
    """Gross profit is absent from sums, though a report asks for it by name."""
    shop.offer(lines=shop.lines()[:1])
    shop.insider()
    for who, status in (("alice", 400), ("bob", 200)):
        answer = client(shop, who).get(f"{API}/records/{OFFER}/groups?by=status&sum=profit")
        assert answer.status_code == status
        assert ("8332.65" in answer.content.decode()) is (status == 200)
