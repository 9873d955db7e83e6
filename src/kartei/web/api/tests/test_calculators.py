"""Calculators over HTTP: built from a table file, priced on the phone, kept by the line."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kartei.modules.calculators.demo import TABLE, window
from kartei.modules.offers.tests.shop import BASE, MONEY, OFFER, Shop, make_shop
from kartei.platform.access.tests.cast import ORGANISATION
from kartei.platform.records import write
from kartei.web.api.tests.test_documents import API, client

pytestmark = pytest.mark.django_db
NAME = "calculators.calculator"
SIZE = {"width": "1300", "height": "1400"}


@pytest.fixture
def shop(settings: Any, tmp_path: Any) -> Shop:
    settings.MEDIA_ROOT = str(tmp_path)
    shop = make_shop()
    shop.cast.grant("alice", {**BASE, NAME: {"read": "organisation"}})
    return shop


def sent(who: Client, method: str, path: str, body: Any) -> Any:
    call = getattr(who, method)
    return call(f"{API}/{path}", body, content_type="application/json", HTTP_X_KARTEI="1")


def table(who: Client, data: bytes, name: str = "prices.csv", **form: str) -> Any:
    file = SimpleUploadedFile(name, data)
    return who.post(f"{API}/calculators/table", {"file": file, **form})


def build(admin: Client, **values: Any) -> UUID:
    """The window calculator, as an administrator builds it from the file of its table."""
    cells = table(admin, TABLE.read_bytes()).json()["cells"]
    made = sent(admin, "post", f"records/{NAME}", {**window(cells, "en"), **values})
    assert made.status_code == 201, made.content
    return UUID(made.json()["id"])


def price(who: Client, key: UUID, *variants: dict[str, Any], **more: int) -> Any:
    answer = sent(who, "post", f"calculators/{key}/price", {"variants": variants, **more})
    assert answer.status_code == 200, answer.content
    return answer.json()["items"]


def test_a_calculator_built_from_a_table_file_names_the_price(shop: Shop) -> None:
    """S0-038, S0-040, S1-24: file → calculator → price of several variants in one question."""
    key = build(client(shop, "admin"))
    bob = client_of(shop, "bob")
    plain, gold, wide = price(
        bob,
        key,
        {"width": "900", "height": "1200", "profile": "p58", "glazing": "g24"},
        {**SIZE, "profile": "p82", "glazing": "g44", "colour": "golden oak", "sill": True},
        {**SIZE, "width": "3400"},
    )
    # The cell of the file itself, and by hand: frame × 1.54 + glass + sill, to the nearest ten.
    assert (plain["price"], plain["cost"]["amount"]) == (
        {"amount": "14350.00", "currency": "RUB"}, "8323.00"
    )  # fmt: skip
    base = 21570 + (24600 - 21570) * 2 / 3
    between = 19010 + (21570 - 19010) / 3, 21570 + (24600 - 21570) / 3
    base = between[0] + (between[1] - between[0]) * 2 / 3
    by_hand = base * 1.54 + 1.3 * 1.4 * 3800 + 1.3 * 1450
    assert abs(float(gold["price"]["amount"]) - by_hand) <= 5
    assert gold["name"] == "PVC window 1,300 × 1,400, 82 mm, 7 chambers"
    assert gold["details"].splitlines() == [
        "Glazing: triple low-energy 44 mm", "Colour: golden oak", "With a sill of 250 mm"
    ]  # fmt: skip
    [fault] = wide["faults"]
    assert (fault["parameter"], fault["code"]) == ("width", "calculators.high")


def client_of(shop: Shop, who: str) -> Client:
    """Somebody who sees purchase prices."""
    shop.cast.grant(who, {"*": ORGANISATION}, MONEY)
    return client(shop, who)


def test_profit_is_what_is_left_of_the_price_without_its_vat(shop: Shop) -> None:
    key = build(client(shop, "admin"), price="122", cost="50", rounding=None)
    bob = client_of(shop, "bob")
    for more in ({"vat": 22}, {}):
        [one] = price(bob, key, SIZE, **more)
        assert (one["profit"]["amount"], one["margin"]) == ("50.00", "50")
    [net] = price(bob, key, SIZE, vat=0)
    assert net["profit"]["amount"] == "72.00"


def test_who_sees_no_purchase_prices_gets_neither_cost_nor_the_way_to_it(shop: Shop) -> None:
    """The manager names a price and sees no profit; tables and formulas are closed to him, too."""
    key = build(client(shop, "admin"))
    alice = client(shop, "alice")
    [one] = price(alice, key, SIZE)
    assert set(one) == {"faults", "values", "price", "name", "details"}
    record = alice.get(f"{API}/records/{NAME}/{key}").json()
    assert not {"price", "cost"} & set(record)
    assert "cells" not in record["tables"][0]
    assert "cost" not in record["options"][0]
    assert "formula" not in record["formulas"][0]
    assert record["parameters"][0]["name"] == "width"


def test_what_does_not_go_together_is_refused_in_the_words_of_the_rule(shop: Shop) -> None:
    key = build(client(shop, "admin"))
    [one] = price(client(shop, "alice"), key, {**SIZE, "profile": "p58", "colour": "oak"})
    assert [f["detail"] for f in one["faults"]] == ["Golden oak goes with profile 70 or 82 mm only"]


def test_a_calculator_is_tried_before_it_is_saved(shop: Shop) -> None:
    admin = client(shop, "admin")
    cells = table(admin, TABLE.read_bytes()).json()["cells"]
    body = {"calculator": window(cells, "en"), "values": SIZE}
    tried = sent(admin, "post", "calculators/try", body)
    assert tried.json()["steps"][0]["label"] == "Price by size"
    broken = {**body, "calculator": {**window(cells, "en"), "price": "frame + roof"}}
    refused = sent(admin, "post", "calculators/try", broken)
    assert refused.status_code == 422
    assert [(e["pointer"], e["code"]) for e in refused.json()["errors"]] == [
        ("/price", "calculators.unknown_name")
    ]
    assert sent(client(shop, "alice"), "post", "calculators/try", body).status_code == 403
    assert admin.get(f"{API}/records/{NAME}").json()["items"] == []


def test_a_saved_calculator_is_tried_with_what_changes(shop: Shop) -> None:
    admin = client(shop, "admin")
    key = build(admin)
    body = {"id": str(key), "calculator": {"price": "7", "rounding": None}, "values": SIZE}
    assert sent(admin, "post", "calculators/try", body).json()["price"]["amount"] == "7.00"
    assert price(admin, key, SIZE)[0]["price"]["amount"] != "7.00"


def test_a_workbook_gives_its_cells_and_a_wrong_one_is_named(shop: Shop) -> None:
    admin = client(shop, "admin")
    good = table(admin, workbook([["", 600, 900], [1000, 10.5, 20], [2000, 30, ""]]), "a.xlsx")
    assert good.json()["cells"] == "\t600\t900\n1000\t10.5\t20\n2000\t30\t"
    assert (good.json()["rows"], good.json()["columns"]) == (2, 2)
    wrong = table(admin, workbook([["", 600, 900], [1000, 10, "n/a"]]), "a.xlsx")
    assert wrong.json()["errors"][0]["detail"] == "Row 2, column C: “n/a” is not a number"
    assert table(admin, b"\x00\x01\x02", "a.bin").status_code == 422
    assert table(client(shop, "alice"), TABLE.read_bytes()).status_code == 403


def workbook(rows: list[list[Any]]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return stream.getvalue()


def line_of(shop: Shop, key: UUID) -> dict[str, Any]:
    found: dict[str, Any] = write.one(shop.cast.admin, OFFER, key)["lines"][0]
    return found


def test_a_line_takes_price_cost_and_words_and_keeps_its_parameters(shop: Shop) -> None:
    """S0-038: the calculator's price goes into the offer, with the purchase price that the seller
    does not see.
    """
    key = build(client(shop, "admin"))
    wish = {"calculator": str(key), "values": SIZE}
    offer = shop.offer(lines=[{"calculation": wish, "quantity": "2"}])
    line, [one] = line_of(shop, offer), price(client(shop, "admin"), key, SIZE)
    assert [line[n] for n in ("name", "description", "price", "cost")] == [
        one[n] for n in ("name", "details", "price", "cost")
    ]
    assert line["calculation"]["version"] == 1
    assert line["calculation"]["values"]["profile"] == "p70"
    assert "cost" not in write.one(shop.cast.alice, OFFER, offer)["lines"][0]


def test_an_edited_calculator_leaves_lines_as_they_were_sold(shop: Shop) -> None:
    """Nothing is worked out again when an offer is saved or copied."""
    admin, alice = client(shop, "admin"), shop.cast.alice
    key = build(admin)
    wish = {"calculator": str(key), "values": SIZE}
    offer = shop.offer(lines=[{"calculation": wish}])
    before = line_of(shop, offer)
    write.change(shop.cast.admin, NAME, key, {"price": "1"})

    write.change(alice, OFFER, offer, {"subject": "Later", "lines": [{"id": before["id"]}]})
    copied = write.create(alice, OFFER, {"replaces": str(offer)})
    assert line_of(shop, offer) == before
    kept = ("name", "price", "cost", "calculation")
    assert [line_of(shop, copied)[n] for n in kept] == [before[n] for n in kept]

    values = {**SIZE, "width": "1500"}
    changed = {"id": line_of(shop, copied)["id"], "calculation": {**wish, "values": values}}
    write.change(alice, OFFER, copied, {"lines": [changed]})
    # The price of 1 is rounded to the nearest ten.
    assert line_of(shop, copied)["price"]["amount"] == "0.00"
    assert line_of(shop, copied)["calculation"]["version"] == 2


def test_a_binned_calculator_prices_nothing_new_and_leaves_its_lines(shop: Shop) -> None:
    key = build(client(shop, "admin"))
    wish = {"calculator": str(key), "values": SIZE}
    offer = shop.offer(lines=[{"calculation": wish}])
    write.bin_many(shop.cast.admin, NAME, [key])
    body = {"variants": [SIZE]}
    assert sent(client(shop, "alice"), "post", f"calculators/{key}/price", body).status_code == 404
    copied = write.create(shop.cast.alice, OFFER, {"replaces": str(offer)})
    assert line_of(shop, copied)["price"] == line_of(shop, offer)["price"]


def test_a_typed_price_stays_beside_the_calculation(shop: Shop) -> None:
    key = build(client(shop, "admin"))
    wish = {"calculator": str(key), "values": SIZE}
    offer = shop.offer(lines=[{"calculation": wish, "price": "19000", "name": "Window, attic"}])
    line = line_of(shop, offer)
    assert (line["price"]["amount"], line["name"]) == ("19000.00", "Window, attic")
    assert float(line["cost"]["amount"]) > 0


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"values": SIZE}, "calculators.calculation"),
        ({"calculator": "{key}", "values": SIZE, "price": 1}, "calculators.calculation"),
        ({"calculator": "{key}", "values": []}, "calculators.calculation"),
        ({"calculator": "{key}", "values": {**SIZE, "width": "9"}}, "calculators.low"),
        ({"calculator": "019a0000-0000-7000-8000-000000000000", "values": {}}, "records.not_found"),
    ],
)
def test_a_calculation_that_comes_to_nothing_is_told_at_its_line(
    shop: Shop, wish: dict[str, Any], code: str
) -> None:
    key = build(client(shop, "admin"))
    wish = {**wish, **({"calculator": str(key)} if wish.get("calculator") == "{key}" else {})}
    refused = sent(
        client(shop, "alice"), "post", f"records/{OFFER}", {"lines": [{"calculation": wish}]}
    )
    assert refused.status_code == 422
    found = [(e["pointer"], e["code"]) for e in refused.json()["errors"]]
    assert ("/lines/0/price", code) in found


def test_who_reads_no_calculators_prices_nothing_with_them(shop: Shop) -> None:
    key = build(client(shop, "admin"))
    shop.cast.grant("dmitri", BASE)
    dmitri = client(shop, "dmitri")
    body = {"variants": [SIZE]}
    assert sent(dmitri, "post", f"calculators/{key}/price", body).status_code in (403, 404)
    wish = {"calculator": str(key), "values": SIZE}
    refused = sent(dmitri, "post", f"records/{OFFER}", {"lines": [{"calculation": wish}]})
    assert refused.status_code == 422
