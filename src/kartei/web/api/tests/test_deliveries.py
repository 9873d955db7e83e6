"""Delivery documents over HTTP, by who hands goods out."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest

from kartei.modules.billing.tests.billing_shop import REQUISITES
from kartei.modules.offers.tests.shop import make_shop
from kartei.platform.records import write
from kartei.web.api.tests.test_rights import ask
from kartei.web.roles import TEMPLATES

pytestmark = pytest.mark.django_db
ORDER, PAPER = "billing.order", "billing.delivery"


def rights(who: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Grants and rights to fields of the ready storekeeper, or of a ready configuration's role."""
    if who == "storekeeper":
        found = next(t for t in TEMPLATES if t.key == who)
        return found.grants, found.fields
    preset, name = who.split("/")
    text = (files("kartei.web") / "presets" / f"{preset}.json").read_text()
    roles = json.loads(text)["records"]["access.role"]
    role = next(r for r in roles if r["name"]["en"] == name)
    return role["grants"], {}


@pytest.mark.parametrize("who", ["storekeeper", "webshop/Packer", "wholesale/Dispatcher"])
def test_who_hands_goods_out_makes_and_prints_delivery_documents(who: str) -> None:
    """S1-43, S3-15: from the order to the issued paper, in the way the browser asks for it."""
    shop = make_shop()
    write.change(shop.cast.admin, "documents.firm", shop.firms["ru"], REQUISITES["ru"])
    order = write.create(shop.cast.alice, ORDER, {"offer": str(shop.offer())})
    grants, fields = rights(who)
    shop.cast.grant("dmitri", grants, fields)
    status, begun = ask(
        shop.cast, "dmitri", "post", f"/papers/{PAPER}/preview",
        {"order": str(order), "form": "note"},
    )  # fmt: skip
    assert status == 200, begun
    values = {n: begun[n] for n in ("order", "company", "person", "firm", "form", "basis")}
    lines = [{n: line[n] for n in ("product", "name", "quantity", "price", "vat_rate")}
             for line in begun["lines"]]  # fmt: skip
    status, made = ask(shop.cast, "dmitri", "post", f"/records/{PAPER}", {**values, "lines": lines})
    assert status == 201, made
    address = f"/records/{PAPER}/{made['id']}"
    status, told = ask(shop.cast, "dmitri", "post", f"{address}/issue", {})
    assert status == 200, told
    status, billed = ask(shop.cast, "dmitri", "get", f"/records/{ORDER}/{order}/billed")
    assert [line["delivered"] for line in billed["lines"]] == ["3", "1.5"]
