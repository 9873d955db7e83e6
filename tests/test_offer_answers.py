"""A client's page in several tabs: an offer is decided once, whoever presses at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from kartei.modules.offers.page import links
from kartei.modules.offers.tests.shop import OFFER, Shop, make_shop
from kartei.platform.access.models import Notice
from kartei.platform.meta.models import Firm, State
from kartei.platform.records import write
from kartei.platform.records.models import Journal
from tests.test_at_once import together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop(settings: Any, tmp_path: Path) -> Shop:
    settings.MEDIA_ROOT = str(tmp_path)
    cache.clear()
    State.objects.get_or_create(pk=1)
    Firm.objects.get_or_create(pk=1)
    return make_shop()


def post(path: str, form: dict[str, str]) -> tuple[int, bytes]:
    """A form sent from a tab of its own."""
    return Client().post(path, form).status_code, b""


def test_two_tabs_decide_once(shop: Shop) -> None:
    """S1-46: accepted or declined, never both, and told once."""
    line = {"name": "Casement", "price": "10", "quantity": "1", "vat_rate": "22"}
    key = shop.offer(lines=[line, {**line, "name": "Blind", "optional": True}])
    path = "/" + links.make(shop.cast.alice, key)["url"].split("/", 3)[3]
    html = Client().get(path).content.decode()
    mark = html.split('name="mark" value="')[1][:64]
    option = html.split('name="option" value="')[1][:36]
    forms = [
        {"act": "accept", "mark": mark, "name": "One"},
        {"act": "accept", "mark": mark, "name": "Two", "option": option},
        {"act": "decline", "text": "No"},
        {"act": "accept", "mark": mark, "name": "Three"},
    ]
    asks: list[Callable[[], tuple[int, bytes]]] = [partial(post, path, form) for form in forms]
    assert {status for status, _data in together(asks)} == {303}
    verbs = Journal.objects.filter(record=key, verb__in=("page_accept", "page_decline"))
    assert verbs.count() == 1
    offer = write.one(shop.cast.admin, OFFER, key)
    answer = links.shown(shop.cast.alice, key)["answer"]
    assert offer["status"] == answer["what"]
    total = "20.00" if answer["name"] == "Two" else "10.00"
    assert offer["total"]["amount"] == total
    told = Notice.objects.filter(record=key, data__verb__in=("page_accept", "page_decline"))
    assert told.count() == 1
