"""Delivery documents: what they propose, what is too much, what is fixed, what is printed."""

from __future__ import annotations

import io
from datetime import date
from typing import Any
from uuid import UUID

import openpyxl
import pytest

from kartei.modules.billing.contract import DELIVERY, billed_lines, remaining
from kartei.modules.billing.tests.billing_shop import REQUISITES
from kartei.modules.billing.tests.test_invoices import refused, seen
from kartei.modules.documents.contract import pdf, preview, xlsx
from kartei.modules.offers.tests.shop import Shop, make_shop, text_of
from kartei.platform.kit.money import SCALE
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import write
from kartei.platform.records.commands import run

pytestmark = pytest.mark.django_db
ORDER, BILL, PAPER = "billing.order", "billing.invoice", "billing.delivery"


@pytest.fixture
def shop() -> Shop:
    """Firms and a client with all that Russian forms ask for."""
    shop = make_shop()
    for country, values in REQUISITES.items():
        write.change(shop.cast.admin, "documents.firm", shop.firms[country], values)
    address = {"address": "Тула, ул. Каминского, д. 24"}
    write.change(shop.cast.admin, "documents.firm", shop.firms["ru"], address)
    client = {
        "addresses": [{"kind": "main", "value": "Тула, ул. Мира, д. 1"}],
        "tax_id": "7707083893", "reg_code": "770701001", "legal_name": "ООО «Ромашка»",
    }  # fmt: skip
    write.change(shop.cast.alice, "people.company", shop.company, client)
    return shop


def order(shop: Shop, **values: Any) -> UUID:
    """Three windows and a fitting, ordered."""
    return write.create(shop.cast.alice, ORDER, {"offer": str(shop.offer()), **values})


def issued(shop: Shop, **values: Any) -> UUID:
    """An issued delivery document."""
    key = write.create(shop.cast.alice, PAPER, values)
    run(shop.cast.alice, PAPER, key, "issue", {})
    return key


def printed(shop: Shop, key: UUID) -> str:
    return text_of(pdf(DELIVERY, shop.cast.alice, key).data)


def quantities(shop: Shop, key: UUID) -> list[tuple[int, int, int]]:
    """Delivered, invoiced and left of each line of an order, in whole millionths."""
    return [(p.delivered, p.invoiced, p.left) for p in remaining(shop.cast.alice, ORDER, key)]


def test_a_delivery_proposes_what_is_still_open(shop: Shop) -> None:
    """S3-15: an order is handed over in parts, none of it typed anew."""
    alice, key = shop.cast.alice, order(shop)
    first = write.create(alice, PAPER, {"order": str(key), "form": "act"})
    lines = seen(alice, PAPER, first)["lines"]
    assert [line["quantity"] for line in lines] == ["3", "1.5"]
    write.change(alice, PAPER, first, {"lines": [{"id": lines[0]["id"], "quantity": "2"}]})
    run(alice, PAPER, first, "issue", {})
    assert quantities(shop, key) == [
        (2 * SCALE, 0, SCALE), (0, 0, SCALE * 3 // 2),
    ]  # fmt: skip
    told = preview(DELIVERY, alice, {"order": str(key), "form": "act"})
    assert [line["quantity"] for line in told["lines"]] == ["1", "1.5"]
    assert told["form"] == "act"
    assert seen(alice, ORDER, key)["number"] in told["basis"]


def test_an_invoice_knows_when_its_order_was_handed_over(shop: Shop) -> None:
    """§ 14 (4) 6 UStG: the day of the delivery, or the days from the first to the last."""
    alice, key = shop.cast.alice, order(shop)
    issued(shop, order=str(key), form="act", shipped_on="2026-03-02")
    days = [("supplied_on", date(2026, 3, 2)), ("supplied_until", None)]
    made = seen(alice, BILL, write.create(alice, BILL, {"order": str(key)}))
    assert [made[name] for name, _ in days] == [day for _, day in days]
    more: dict[str, Any] = {"lines": [{"name": "Fitting", "price": "1"}], "over": True}
    issued(shop, order=str(key), form="act", shipped_on="2026-03-09", **more)
    made = seen(alice, BILL, write.create(alice, BILL, {"order": str(key), "beyond": True}))
    assert (made["supplied_on"], made["supplied_until"]) == (date(2026, 3, 2), date(2026, 3, 9))
    for values in ({"supplied_until": "2026-03-01"}, {"supplied_on": None}):
        told = refused(lambda values=values: write.change(alice, BILL, UUID(made["id"]), values))
        assert {code for _, code in told} == {"billing.supplied"}


def test_what_is_cancelled_is_open_again(shop: Shop) -> None:
    alice, key = shop.cast.alice, order(shop)
    paper = issued(shop, order=str(key), form="act")
    assert all(left == 0 for _done, _billed, left in quantities(shop, key))
    run(alice, PAPER, paper, "cancel", {})
    assert all(done == 0 for done, _billed, _left in quantities(shop, key))


def test_more_than_ordered_is_asked_back(shop: Shop) -> None:
    """The refusal names what is too much; whoever means it says so."""
    alice, key = shop.cast.alice, order(shop)
    issued(shop, order=str(key), form="note")
    lines = [{"product": str(shop.products["window"]), "quantity": "1"}]
    again = write.create(alice, PAPER, {"order": str(key), "form": "act", "lines": lines})
    with pytest.raises(Refusal) as caught:
        run(alice, PAPER, again, "issue", {})
    fault = caught.value.faults[0]
    assert (fault.field, fault.code) == ("over", "billing.over")
    assert "Window 1470 × 1420: 1" in fault.detail
    write.change(alice, PAPER, again, {"over": True})
    run(alice, PAPER, again, "issue", {})
    assert quantities(shop, key)[0] == (4 * SCALE, 0, 0)


def test_a_tax_invoice_hands_nothing_over(shop: Shop) -> None:
    """ТОРГ-12 and счёт-фактура tell of the same goods; an УПД is both at once."""
    alice, key = shop.cast.alice, order(shop)
    lines = [{"product": str(shop.products["window"]), "quantity": "3"}]
    issued(shop, order=str(key), form="torg12", lines=lines)
    before = quantities(shop, key)
    told = preview(DELIVERY, alice, {"order": str(key), "form": "factura"})
    assert [line["quantity"] for line in told["lines"]] == ["3", "1.5"]
    issued(shop, order=str(key), form="factura", lines=lines)
    assert quantities(shop, key) == before
    upd = write.create(alice, PAPER, {"order": str(key), "form": "upd", "lines": lines})
    assert refused(lambda: run(alice, PAPER, upd, "issue", {})) == {("over", "billing.over")}


def test_a_delivery_made_of_an_invoice_knows_its_order(shop: Shop) -> None:
    alice, key = shop.cast.alice, order(shop)
    bill = write.create(alice, BILL, {"order": str(key)})
    run(alice, BILL, bill, "issue", {})
    paper = issued(shop, invoice=str(bill), form="act")
    values = seen(alice, PAPER, paper)
    assert values["order"]["id"] == str(key)
    assert quantities(shop, key)[0] == (3 * SCALE, 3 * SCALE, 0)
    assert preview(DELIVERY, alice, {"invoice": str(bill), "form": "act"})["lines"] == []


def test_what_is_issued_stays_and_is_signed(shop: Shop) -> None:
    """Content, number and file are fixed; signing and cancelling change the state alone."""
    alice = shop.cast.alice
    paper = issued(shop, order=str(order(shop)), form="act")
    year = seen(alice, PAPER, paper)["date"].year
    assert seen(alice, PAPER, paper)["number"] == f"А-{year}-0001"
    before = pdf(DELIVERY, alice, paper).data
    changes: list[dict[str, Any]] = [{"subject": "x"}, {"carrier": "x"}, {"form": "note"}]
    for values in [*changes, {"lines": []}]:
        assert ("status", "papers.closed") in refused(
            lambda given=values: write.change(alice, PAPER, paper, given)
        )
    assert refused(lambda: write.bin_many(alice, PAPER, [paper])) == {("status", "billing.issued")}
    run(alice, PAPER, paper, "sign", {})
    assert seen(alice, PAPER, paper)["status"] == "signed"
    assert seen(alice, PAPER, paper)["received_on"] is not None
    assert pdf(DELIVERY, alice, paper).data == before


def test_each_form_counts_by_itself_but_tax_invoices_together(shop: Shop) -> None:
    alice, key = shop.cast.alice, order(shop)
    lines = [{"product": str(shop.products["window"]), "quantity": "1"}]
    forms = ("upd", "factura", "upd2", "torg12", "note")
    made = [issued(shop, order=str(key), form=f, lines=lines, over=True) for f in forms]
    numbers = [seen(alice, PAPER, paper)["number"] for paper in made]
    year = seen(alice, PAPER, made[0])["date"].year
    assert numbers == [
        f"{p}-{year}-{n}" for p, n in
        (("СФ", "0001"), ("СФ", "0002"), ("ПД", "0001"), ("ТН", "0001"), ("Н", "0001"))
    ]  # fmt: skip


def test_russian_forms_name_what_is_missing(shop: Shop) -> None:
    """Requisites of both sides; a form that the language does not have."""
    alice = shop.cast.alice
    write.change(alice, "people.company", shop.company, {"tax_id": None})
    write.change(shop.cast.admin, "documents.firm", shop.firms["ru"], {"address": None})
    paper = write.create(alice, PAPER, {"order": str(order(shop)), "form": "upd"})
    assert refused(lambda: run(alice, PAPER, paper, "issue", {})) == {
        ("company", "billing.requisites"), ("firm", "billing.requisites"),
    }  # fmt: skip
    german = {"firm": str(shop.firms["de"]), "language": "de", "form": "upd"}
    assert refused(lambda: write.create(alice, PAPER, german)) == {("form", "billing.form")}
    empty = write.create(alice, PAPER, {"form": "act"})
    assert refused(lambda: run(alice, PAPER, empty, "issue", {})) == {
        ("company", "billing.no_client"), ("lines", "billing.no_lines"),
    }  # fmt: skip


FORMS = {
    "act": ("Акт № А-", "ООО «Ромашка», ИНН 7707083893", "Исполнитель", "Заказчик"),
    "note": ("Накладная № Н-", "Поставщик", "Получатель"),
    "torg12": ("ТОВАРНАЯ НАКЛАДНАЯ", "0330212", "Всего по накладной", "код по ОКЕИ", "796"),
    "upd": ("Универсальный передаточный документ", "Российский рубль, 643", "796", "[19]"),
    "upd2": ("2 – передаточный документ (акт)", "ПД-", "[19]"),
    "factura": ("Счёт-фактура № СФ-", "7707083893/770701001", "Всего к оплате (9)"),
}


@pytest.mark.parametrize("form", FORMS)
def test_russian_forms_tell_what_the_law_asks(shop: Shop, form: str) -> None:
    """S3-15, S1-47: each form with its own fields, sums as they were saved."""
    paper = issued(shop, order=str(order(shop)), form=form)
    text = printed(shop, paper)
    for words in FORMS[form]:
        assert words in text
    total = seen(shop.cast.alice, PAPER, paper)["total"]["amount"].replace(".", ",")
    assert total in text.replace(" ", "")


def test_imported_goods_and_what_was_paid_before_stand_in_their_places(shop: Shop) -> None:
    """Lines 5, 5б and 8, columns 10, 10а and 11 of постановление 1137; rates of an advance."""
    alice, key = shop.cast.alice, order(shop)
    bill = UUID(str(run(alice, ORDER, key, "advance", {"percent": "30"})["made"]["id"]))
    run(alice, BILL, bill, "issue", {})
    early = issued(shop, invoice=str(bill), form="prepaid", payment_doc="77 от 02.03.2026")
    told, number = printed(shop, early), seen(alice, PAPER, early)["number"]
    assert "Счёт-фактура № СФ-" in told
    assert "22/122" in told
    assert "77 от 02.03.2026" in told
    assert "Предварительная оплата" in told
    total = seen(alice, BILL, bill)["total"]["amount"]
    assert seen(alice, PAPER, early)["total"]["amount"] == total
    made = write.create(alice, PAPER, {"order": str(key), "form": "upd", "contract_id": "ИГК 17"})
    lines = seen(alice, PAPER, made)["lines"]
    assert [line["quantity"] for line in lines] == ["3", "1.5"]
    goods = {"id": lines[0]["id"], "origin": "CN", "declaration": "10702070/010326/0001234"}
    write.change(alice, PAPER, made, {"lines": [goods, {"id": lines[1]["id"]}]})
    run(alice, PAPER, made, "issue", {})
    text = printed(shop, made)
    for words in (f"№ {number} от ", "ИГК 17", "156 Китай"):
        assert words in text
    assert "10702070/010326/0001234" in text.replace("\u200b", "").replace(" ", "")


def test_a_waybill_tells_places_and_mass(shop: Shop) -> None:
    """ТОРГ-12: pieces of cargo in words, net and gross mass."""
    loaded = {"places": 12, "mass_net": "340.5", "mass_gross": "355"}
    text = printed(shop, issued(shop, order=str(order(shop)), form="torg12", **loaded))
    for words in ("двенадцать", "340,5 кг", "355 кг"):
        assert words in text


def test_an_act_asks_for_no_money(shop: Shop) -> None:
    """S0-010: it proves work; an invoice is what is to be paid."""
    key = order(shop)
    text = printed(shop, issued(shop, order=str(key), form="act"))
    assert "к оплате" not in text
    assert "Всего выполнено работ (оказано услуг): 2, на сумму" in text


def test_who_received_is_told_when_the_client_signs(shop: Shop) -> None:
    alice, paper = shop.cast.alice, issued(shop, order=str(order(shop)), form="act")
    run(alice, PAPER, paper, "sign", {"received_by": "Сидоров С. С.", "received_on": "2026-03-03"})
    found = seen(alice, PAPER, paper)
    assert (found["status"], found["received_by"]) == ("signed", "Сидоров С. С.")
    assert found["received_on"] == date(2026, 3, 3)


@pytest.mark.parametrize(
    ("form", "title"), [("note", "Lieferschein LS-"), ("act", "Leistungsnachweis LN-")]
)
def test_german_papers_tell_no_prices(shop: Shop, form: str, title: str) -> None:
    lines = [{"name": "Beschlag", "price": "1999.99", "quantity": "1.5", "vat_rate": "19"}]
    german = {"firm": str(shop.firms["de"]), "language": "de", "company": str(shop.company)}
    key = issued(shop, form=form, lines=lines, **german)
    text = printed(shop, key)
    assert title in text
    assert "Beschlag" in text
    assert "1.999,99" not in text
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx(DELIVERY, shop.cast.alice, key).data)).active
    assert sheet is not None
    cells = [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {"Beschlag", 1.5} <= set(cells)
    assert not [cell for cell in cells if str(cell).startswith("=") or cell == 1999.99]


def test_an_order_tells_what_is_handed_over(shop: Shop) -> None:
    """S1-47: by line, beside what is invoiced."""
    key = order(shop)
    issued(shop, order=str(key), form="act")
    lines = billed_lines(shop.cast.alice, key)["lines"]
    assert [(line["ordered"], line["delivered"], line["issued"]) for line in lines] == [
        (3 * SCALE, 3 * SCALE, 0), (SCALE * 3 // 2, SCALE * 3 // 2, 0),
    ]  # fmt: skip


def test_an_advance_hands_over_the_lines_of_its_order(shop: Shop) -> None:
    """An advance charges money; a delivery made of it is of what was ordered."""
    alice, key = shop.cast.alice, order(shop)
    bill = run(alice, ORDER, key, "advance", {"percent": "30"})["made"]["id"]
    told = preview(DELIVERY, alice, {"invoice": str(bill), "form": "act"})
    assert [line["quantity"] for line in told["lines"]] == ["3", "1.5"]


def test_only_who_may_print_gets_the_paper(shop: Shop) -> None:
    """A draft is printed for its owner; who does not see it does not learn of it."""
    paper = write.create(shop.cast.alice, PAPER, {"order": str(order(shop)), "form": "act"})
    with pytest.raises(Refusal) as caught:
        pdf(DELIVERY, shop.cast.dmitri, paper, draft=True)
    assert caught.value.status == 404


def test_a_delivery_is_handed_out_as_a_spreadsheet(shop: Shop) -> None:
    paper = issued(shop, order=str(order(shop)), form="upd")
    assert xlsx(DELIVERY, shop.cast.alice, paper).data[:2] == b"PK"
