"""The firm's own fields of lines go along from the offer to the order and the invoice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from kartei.modules.billing.tests.test_invoices import BILL, ORDER
from kartei.modules.offers.tests.shop import Shop, make_shop
from kartei.platform.records import write
from kartei.platform.records.tests.scene import drop_runtime_tables, own_field

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop() -> Iterator[Shop]:
    yield make_shop()
    drop_runtime_tables()


def glass(shop: Shop, where: str, *words: str) -> str:
    """A choice of glass; its values are made anew for each field."""
    choices = [{"label_en": one} for one in words]
    admin = shop.cast.admin
    return own_field(admin, f"{where}.lines", "choice", "Glass", choices=choices)


def value_of(shop: Shop, object: str, field: str, word: str) -> str:
    """The value of a choice by its word."""
    options = shop.cast.admin.obj(object).fields["lines"].lines[field].options
    return next(str(one.value) for one in options if str(one.label) == word)


def first(shop: Shop, object: str, key: UUID) -> dict[str, Any]:
    line: dict[str, Any] = write.one(shop.cast.admin, object, key)["lines"][0]
    return line


def test_fields_called_alike_go_along(shop: Shop) -> None:
    """A number and a choice, by name and words; what the other kind does not know stays behind."""
    admin = shop.cast.admin
    width = {
        name: own_field(admin, f"{name}.lines", "integer", "Width, mm")
        for name in ("offers.offer", ORDER, BILL)
    }
    kind = {
        "offers.offer": glass(shop, "offers.offer", "clear", "frosted"),
        ORDER: glass(shop, ORDER, "frosted", "clear"),
        BILL: glass(shop, BILL, "clear"),
    }
    chosen = value_of(shop, "offers.offer", kind["offers.offer"], "frosted")
    line = {
        "name": "Window", "price": "100",
        width["offers.offer"]: 1470, kind["offers.offer"]: chosen,
    }  # fmt: skip
    offer = shop.offer(admin, lines=[line])
    order = write.create(admin, ORDER, {"offer": str(offer)})
    found = first(shop, ORDER, order)
    assert found[width[ORDER]] == 1470
    assert found[kind[ORDER]] == value_of(shop, ORDER, kind[ORDER], "frosted")
    invoice = write.create(admin, BILL, {"order": str(order)})
    found = first(shop, BILL, invoice)
    assert (found[width[BILL]], found[kind[BILL]]) == (1470, None)
