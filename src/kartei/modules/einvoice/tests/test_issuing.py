"""Invoices that go out as e-invoices: checked, kept, sent, and read back by other programs."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from lxml import etree

from kartei.modules.billing.contract import INVOICE
from kartei.modules.billing.tests.billing_shop import REQUISITES
from kartei.modules.billing.tests.test_invoices import BILL as PAPER
from kartei.modules.billing.tests.test_invoices import ORDER, refused, seen
from kartei.modules.billing.tests.test_parts import part
from kartei.modules.documents.contract import pdf
from kartei.modules.einvoice.formats import checking
from kartei.modules.einvoice.formats.opening import attachments
from kartei.modules.einvoice.formats.reading import received
from kartei.modules.einvoice.rules import issuing
from kartei.modules.einvoice.rules.showing import report, shown
from kartei.modules.offers.tests.shop import Shop, make_shop, text_of
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import files, write
from kartei.platform.records.commands import run
from kartei.platform.records.models import StoredFile

pytestmark = pytest.mark.django_db
LEITWEG = "04011000-1234512345-06"
LINES = [
    {"name": "Fenster", "price": "333.33", "quantity": "3", "unit": "pcs", "vat_rate": "19"},
    {"name": "Beratung", "price": "95", "quantity": "1.5", "unit": "hour", "vat_rate": "19",
     "discount": "10"},
    {"name": "Fachbuch", "price": "49.90", "quantity": "2", "unit": "pcs", "vat_rate": "7"},
]  # fmt: skip


@pytest.fixture
def shop() -> Shop:
    """A shop with a German firm and a German client."""
    shop = make_shop()
    more = {"email": "buero@brandt.example", "phone": "+49 351 4445566", "reg_number": "HRA 4711",
            "usual": True}  # fmt: skip
    write.change(shop.cast.admin, "documents.firm", shop.firms["de"], {**REQUISITES["de"], **more})
    client = {
        "legal_name": "Klinik Nord GmbH",
        "addresses": [{"kind": "main", "value": "Am Ring 1\n20095 Hamburg"}],
        "emails": [{"kind": "work", "value": "rechnung@klinik.example"}],
        "vat_id": "DE811569869",
    }
    write.change(shop.cast.alice, "people.company", shop.company, client)
    return shop


def wants(shop: Shop, **values: Any) -> UUID:
    """What the client has agreed about e-invoices."""
    given = {"company": str(shop.company), "form": "zugferd", **values}
    return write.create(shop.cast.admin, "einvoice.recipient", given)


def draft(shop: Shop, **values: Any) -> UUID:
    given = {"firm": str(shop.firms["de"]), "company": str(shop.company), "language": "de",
             "lines": LINES, **values}  # fmt: skip
    return write.create(shop.cast.alice, PAPER, given)


def issued(shop: Shop, **values: Any) -> UUID:
    key = draft(shop, **values)
    run(shop.cast.alice, PAPER, key, "issue", {})
    return key


def rules_kept(data: bytes) -> None:
    """Schema and, where Saxon is there, the Schematron of EN 16931."""
    assert checking.breaches_of(etree.fromstring(data)) == []


def test_the_issued_file_is_a_zugferd_pdf(shop: Shop) -> None:
    """S0-011: one file, the picture and the data of it, kept as it went out."""
    wants(shop)
    key = issued(shop)
    file = pdf(INVOICE, shop.cast.alice, key).data
    (name, xml), *others = attachments(file)
    assert (name, others) == ("factur-x.xml", [])
    rules_kept(xml)
    paper, read = seen(shop.cast.alice, PAPER, key), received(file).invoice
    assert (read.number, read.wrong) == (paper["number"], ())
    assert f"{read.total / 100:.2f}" == paper["total"]["amount"]
    assert paper["number"] in text_of(file)
    assert b"pdfaid:part" in metadata(file)
    assert shown(shop.cast.alice, key, "cii").data == xml


def metadata(file: bytes) -> bytes:
    """The XMP of a PDF, which says what standard it keeps."""
    from pypdf import PdfReader

    root: Any = PdfReader(io.BytesIO(file)).trailer["/Root"]
    found = root["/Metadata"].get_object().get_data()
    assert b"urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#" in found
    return bytes(found)


def test_another_library_reads_what_was_written(shop: Shop) -> None:
    """drafthorse and pypdf know nothing of the library that wrote it."""
    from drafthorse.models.document import Document

    wants(shop)
    key = issued(shop, discount="5")
    xml = shown(shop.cast.alice, key, "cii").data
    found = Document.parse(xml)
    paper = seen(shop.cast.alice, PAPER, key)
    sums = found.trade.settlement.monetary_summation
    assert str(sums.grand_total._amount) == paper["total"]["amount"]
    assert str(sums.tax_basis_total._amount) == paper["net"]["amount"]
    assert str(found.trade.agreement.buyer.name) == "Klinik Nord GmbH"
    assert [str(i.product.name) for i in found.trade.items.children] == [x["name"] for x in LINES]


TERMS: list[dict[str, Any]] = [
    {},
    {"discount": "7.5"},
    {"vat_mode": "included"},
    {"vat_mode": "included", "discount": "3"},
    {"lines": [{**LINES[0], "price": "0.01", "quantity": "12345.678"}]},
    {"lines": [{**LINES[0], "vat_rate": "0"}, LINES[1]]},
    {"subject": "Fenster für Station 3 – „Süd“ & <Nord>", "outro": "Zeile 1\nZeile 2"},
]


@pytest.mark.parametrize("syntax", ["cii", "ubl"])
@pytest.mark.parametrize("terms", TERMS)
def test_whatever_is_charged_keeps_the_rules(
    shop: Shop, terms: dict[str, Any], syntax: Any
) -> None:
    """Several rates, discounts of lines and of the whole, gross prices, parts of a cent."""
    wants(shop)
    key = issued(shop, **terms)
    data = shown(shop.cast.alice, key, syntax).data
    rules_kept(data)
    paper, read = seen(shop.cast.alice, PAPER, key), received(data).invoice
    for name in ("net", "vat", "total"):
        assert f"{getattr(read, name) / 100:.2f}" == paper[name]["amount"], name
    assert read.wrong == ()


def test_an_xrechnung_goes_out_as_xml_beside_its_readable_copy(shop: Shop) -> None:
    wants(shop, form="xrechnung", reference=LEITWEG)
    key = issued(shop, supplied_on=seen_day(shop))
    xml = shown(shop.cast.alice, key, "cii").data
    rules_kept(xml)
    assert b"xrechnung_3.0" in xml
    read = received(xml).invoice
    assert (read.reference, read.iban) == (LEITWEG, REQUISITES["de"]["bank_account"])
    assert attachments(pdf(INVOICE, shop.cast.alice, key).data) == []
    (file,) = issuing.files(key)
    assert StoredFile.objects.get(pk=file).name.endswith(".xml")
    with pytest.raises(Refusal, match=r"files\.kept"):
        files.delete(shop.cast.alice, file)
    rules_kept(shown(shop.cast.alice, key, "ubl").data)


def seen_day(shop: Shop) -> str:
    """The day before today, as the interface writes it."""
    return (shop.cast.alice.ctx.today - timedelta(days=1)).isoformat()


@pytest.mark.parametrize("exemption", ["reverse", "eu", "export", "other"])
def test_why_no_vat_is_charged_stands_in_the_picture_and_in_the_data(
    shop: Shop, exemption: str
) -> None:
    abroad = {"addresses": [{"kind": "main", "value": "Ring 1\n1010 Wien\nÖsterreich"}],
              "vat_id": "ATU12345675"}  # fmt: skip
    write.change(shop.cast.alice, "people.company", shop.company, abroad)
    wants(shop, exemption=exemption, reason="Steuerfrei nach § 4 Nr. 21 UStG")
    lines = [{**line, "vat_rate": "none"} for line in LINES]
    key = issued(shop, lines=lines, supplied_on=seen_day(shop))
    file = pdf(INVOICE, shop.cast.alice, key).data
    found = received(file).invoice
    (tax,) = found.taxes
    assert tax.category == {"reverse": "AE", "eu": "K", "export": "G", "other": "E"}[exemption]
    assert " ".join(tax.reason.split()) in " ".join(text_of(file).split())
    rules_kept(shown(shop.cast.alice, key, "cii").data)
    rules_kept(shown(shop.cast.alice, key, "ubl").data)


def test_a_small_business_names_its_paragraph(shop: Shop) -> None:
    """§ 19 UStG, for every client, whatever was agreed with him."""
    values = {"firm": str(shop.firms["de"]), "small": True, "form": "zugferd"}
    write.create(shop.cast.admin, "einvoice.issuer", values)
    key = issued(shop, vat_mode="none")
    file = pdf(INVOICE, shop.cast.alice, key).data
    assert "§ 19 UStG" in text_of(file)
    assert received(file).invoice.taxes[0].reason.endswith("§ 19 UStG")
    rules_kept(shown(shop.cast.alice, key, "cii").data)


def put_right(shop: Shop, key: UUID, kind: str) -> UUID:
    """An issued invoice that mends another one."""
    made = write.create(shop.cast.alice, PAPER, {"corrects": str(key), "kind": kind})
    run(shop.cast.alice, PAPER, made, "issue", {})
    return made


@pytest.mark.parametrize("mode", ["on_top", "included"])
def test_every_kind_of_invoice_keeps_the_rules(shop: Shop, mode: str) -> None:
    """Advance, part, final less both, corrections: codes (BT-3), what came before (BG-3), sums."""
    wants(shop, form="xrechnung", reference=LEITWEG)
    given = {"firm": str(shop.firms["de"]), "company": str(shop.company), "language": "de"}
    terms = {"lines": LINES, "vat_mode": mode, "discount": "3"}
    order = write.create(shop.cast.alice, ORDER, {**given, **terms})
    made = {"326": part(shop, order, "advance", percent="33.333")}
    early = [made["326"], part(shop, order, "advance", sum="100.01", kind="partial")]
    made["380"] = part(shop, order, "finish")
    made["384"] = put_right(shop, issued(shop, **terms), "corrected")
    pairs = [*made.items(), ("326", early[1]), ("384", put_right(shop, made["384"], "correction"))]
    for code, key in pairs:
        for data in (
            shown(shop.cast.alice, key, "cii").data,
            shown(shop.cast.alice, key, "ubl").data,
        ):
            rules_kept(data)
            read, paper = received(data).invoice, seen(shop.cast.alice, PAPER, key)
            assert (read.type_code, read.wrong) == (code, ())
            assert f"{read.total / 100:.2f}" == paper["total"]["amount"]
            assert all(row.price >= 0 for row in read.rows)
    final = shown(shop.cast.alice, made["380"], "cii").data.decode()
    for key in early:
        number = seen(shop.cast.alice, PAPER, key)["number"]
        assert f"<ram:IssuerAssignedID>{number}</ram:IssuerAssignedID>" in final


def test_an_advance_has_its_own_code_outside_xrechnung(shop: Shop) -> None:
    wants(shop)
    given = {"firm": str(shop.firms["de"]), "company": str(shop.company), "lines": LINES}
    order = write.create(shop.cast.alice, ORDER, {**given, "language": "de"})
    data = shown(shop.cast.alice, part(shop, order, "advance", percent="30"), "cii").data
    rules_kept(data)
    assert received(data).invoice.type_code == "386"


def test_a_period_of_supply_stands_in_the_picture_and_in_the_data(shop: Shop) -> None:
    """§ 14 (4) 6 UStG; without a day the invoice says that it was supplied on its own."""
    wants(shop)
    key = issued(shop, supplied_on="2026-10-01", supplied_until="2026-10-31")
    assert "Leistungszeitraum 01.10.2026 – 31.10.2026" in plainly(shop, key)
    for data, words in (
        (shown(shop.cast.alice, key, "cii").data, b"BillingSpecifiedPeriod"),
        (shown(shop.cast.alice, key, "ubl").data, b"InvoicePeriod"),
    ):
        rules_kept(data)
        assert words in data
    same = issued(shop)
    assert "Leistungsdatum entspricht Rechnungsdatum" in plainly(shop, same)
    read = received(shown(shop.cast.alice, same, "cii").data).invoice
    assert read.supplied_on == read.date
    back = UUID(str(run(shop.cast.alice, PAPER, same, "reverse", {})["record"]))
    assert seen(shop.cast.alice, PAPER, back)["supplied_on"] == read.date


def plainly(shop: Shop, key: UUID) -> str:
    """The words of an invoice, blanks made one."""
    return " ".join(text_of(pdf(INVOICE, shop.cast.alice, key).data).split())


ABROAD: list[tuple[str, str, str, str]] = [
    ("ATU12345675", "Ring 1\n1010 Wien\nÖsterreich", "pcs", "innergemeinschaftliche Lieferung"),
    ("ATU12345675", "Ring 1\n1010 Wien\nÖsterreich", "hour", "Steuerschuldnerschaft des"),
    ("", "Bahnhofstrasse 1\n8001 Zürich\nSchweiz", "pcs", "Ausfuhrlieferung"),
]


@pytest.mark.parametrize(("number", "address", "unit", "words"), ABROAD)
@pytest.mark.parametrize("form", ["none", "zugferd"])
def test_why_a_supply_abroad_is_not_taxed_is_known(
    shop: Shop, number: str, address: str, unit: str, words: str, form: str
) -> None:
    """§ 14a UStG: the reason and the client's VAT number, whatever file goes out."""
    values = {"addresses": [{"kind": "main", "value": address}], "vat_id": number or None}
    write.change(shop.cast.alice, "people.company", shop.company, values)
    wants(shop, form=form)
    key = issued(shop, lines=[{**LINES[0], "unit": unit, "vat_rate": "none"}])
    text = plainly(shop, key)
    assert words in text
    assert number in text
    rules_kept(shown(shop.cast.alice, key, "cii").data)


def test_a_german_invoice_says_why_it_charges_no_vat(shop: Shop) -> None:
    """§ 14 (4) 8 UStG; a plain PDF is asked, too, and a reason of one's own is taken."""
    lines = [{**LINES[0], "vat_rate": "none"}]
    key = draft(shop, lines=lines)
    fault = {("company", "einvoice.exemption")}
    assert faults(lambda: run(shop.cast.alice, PAPER, key, "issue", {})) == fault
    issued(shop, lines=lines, outro="Steuerfrei nach § 4 Nr. 12 UStG")


def test_a_small_business_shows_no_vat(shop: Shop) -> None:
    """§ 14c UStG: what is shown would be owed."""
    write.create(shop.cast.admin, "einvoice.issuer", {"firm": str(shop.firms["de"]), "small": True})
    key = draft(shop)
    fault = {("vat_mode", "einvoice.small")}
    assert faults(lambda: run(shop.cast.alice, PAPER, key, "issue", {})) == fault


def test_a_counter_invoice_names_what_it_takes_back(shop: Shop) -> None:
    wants(shop)
    key = issued(shop, discount="5")
    back = UUID(str(run(shop.cast.alice, PAPER, key, "reverse", {})["record"]))
    xml = shown(shop.cast.alice, back, "cii").data
    rules_kept(xml)
    read = received(xml).invoice
    assert read.type_code == "384"
    assert read.total < 0
    assert seen(shop.cast.alice, PAPER, key)["number"].encode() in xml


def faults(act: Any) -> set[tuple[str, str]]:
    return refused(act)


def test_what_the_e_invoice_lacks_keeps_the_invoice_a_draft(shop: Shop) -> None:
    """Errors name our field and the cure; no number is used up."""
    wants(shop)
    write.change(
        shop.cast.alice, "people.company", shop.company,
        {"addresses": [{"kind": "main", "value": "Am Ring, Hamburg"}]},
    )  # fmt: skip
    key = draft(shop, lines=[{**LINES[0], "vat_rate": "none"}])
    told = {(one["field"], one["code"]) for one in report(shop.cast.alice, key)["faults"]}
    wanted = {("company", "einvoice.address"), ("company", "einvoice.exemption")}
    assert told == wanted
    assert faults(lambda: run(shop.cast.alice, PAPER, key, "issue", {})) == wanted
    found = seen(shop.cast.alice, PAPER, key)
    assert (found["status"], found["number"]) == ("draft", None)
    assert not StoredFile.objects.filter(record=key).exists()
    with pytest.raises(Refusal, match=r"einvoice\.draft"):
        shown(shop.cast.alice, key, "cii")


def test_an_xrechnung_wants_more(shop: Shop) -> None:
    """The reference, an account, and somebody who can be asked (BR-DE-1, -5, -6, -15)."""
    form = wants(shop, form="xrechnung", reference=LEITWEG)
    write.change(shop.cast.admin, "documents.firm", shop.firms["de"],
                 {"bank_account": None, "phone": None})  # fmt: skip
    key = draft(shop)
    assert faults(lambda: run(shop.cast.alice, PAPER, key, "issue", {})) == {
        ("firm", "einvoice.seller")
    }
    write.change(shop.cast.admin, "einvoice.recipient", form, {"form": "zugferd"})
    run(shop.cast.alice, PAPER, key, "issue", {})


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"form": "xrechnung"}, ("reference", "einvoice.reference")),
        ({"reference": "04011000-1234512345-07"}, ("reference", "einvoice.leitweg")),
        ({"exemption": "other"}, ("reason", "einvoice.reason")),
    ],
)
def test_settings_that_cannot_be_right_are_refused(
    shop: Shop, values: dict[str, str], fault: tuple[str, str]
) -> None:
    assert faults(lambda: wants(shop, **values)) == {fault}


def test_a_company_has_one_record_of_settings(shop: Shop) -> None:
    first = wants(shop)
    assert faults(lambda: wants(shop)) == {("company", "einvoice.twice")}
    write.bin_many(shop.cast.admin, "einvoice.recipient", [first])
    wants(shop, form="none")
    key = issued(shop)
    assert attachments(pdf(INVOICE, shop.cast.alice, key).data) == []
    rules_kept(shown(shop.cast.alice, key, "cii").data)
