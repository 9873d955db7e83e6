"""Bills: read out of e-invoices of other programs, doubles and hostile files refused."""

from __future__ import annotations

import io
from email.message import EmailMessage
from typing import Any
from uuid import UUID

import pytest
from PIL import Image

from kartei.modules.einvoice.formats.opening import MAX_XML
from kartei.modules.einvoice.models import Bill
from kartei.modules.einvoice.rules.examining import examined
from kartei.modules.einvoice.rules.picture import picture
from kartei.modules.einvoice.tests.samples import SUPPLIER, blank, carrying, foreign
from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import files, write
from kartei.platform.records.commands import run

pytestmark = pytest.mark.django_db
BILL = "einvoice.bill"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def taken(cast: Cast, data: bytes, name: str = "rechnung.xml") -> UUID:
    """A bill made of a file that Alice has uploaded."""
    file = files.upload(cast.alice, [data], name)
    return write.create(cast.alice, BILL, {"file": str(file.pk)})


def seen(cast: Cast, key: UUID) -> dict[str, Any]:
    found: dict[str, Any] = write.one(cast.alice, BILL, key)
    return found


def refused(cast: Cast, data: bytes) -> str:
    """The code of the refusal; nothing is written."""
    with pytest.raises(Refusal) as caught:
        taken(cast, data)
    assert not Bill.objects.unguarded("whether something was written").exists()
    (fault,) = caught.value.faults
    assert fault.field == "file"
    assert fault.detail
    assert "%(" not in fault.detail
    return fault.code


def test_the_bill_is_what_the_file_says(cast: Cast) -> None:
    """MP-05: number, days, lines, VAT, sums and account of the supplier, without typing."""
    found = seen(cast, taken(cast, foreign()))
    assert (found["number"], found["status"], found["kind"]) == ("GM-2041", "new", "invoice")
    days = [found[name].isoformat() for name in ("date", "due", "supplied_on")]
    assert days == ["2026-03-02", "2026-03-16", "2026-03-01"]
    sums = {name: found[name]["amount"] for name in ("net", "vat", "total", "payable")}
    assert sums == {"net": "200.00", "vat": "38.00", "total": "238.00", "payable": "238.00"}
    assert found["iban"] == "DE89370400440532013000"
    assert found["supplier_name"] == SUPPLIER
    lines = [(x["name"], x["quantity"], x["unit"], x["amount"]["amount"]) for x in found["lines"]]
    assert lines == [("Scheibe 4 mm", "10", "pcs", "150.00"), ("Anfahrt", "1", "pcs", "50.00")]


def test_a_zugferd_pdf_is_read_like_its_xml(cast: Cast) -> None:
    """Other attachments do not disturb."""
    extra = ("plan.txt", b"nothing"), ("other.xml", b"<other/>")
    found = seen(cast, taken(cast, carrying(blank(), ("factur-x.xml", foreign()), *extra)))
    assert (found["number"], found["total"]["amount"]) == ("GM-2041", "238.00")


def mailed(*parts: tuple[str, bytes]) -> bytes:
    """A mail as file with attachments."""
    letter = EmailMessage()
    letter["From"], letter["To"] = "rechnung@glas.example", "post@fenster.example"
    letter["Subject"] = "Rechnung"
    letter.set_content("Anbei unsere Rechnung.")
    for name, data in parts:
        kind = name.rsplit(".", 1)[1]
        letter.add_attachment(data, maintype="application", subtype=kind, filename=name)
    return letter.as_bytes()


def test_a_mail_brings_the_invoice_that_it_carries(cast: Cast) -> None:
    """XML with its readable copy beside it, or a PDF that carries its data."""
    hybrid = carrying(blank(), ("factur-x.xml", foreign("GM-2")))
    for name, parts in (
        ("GM-1", [("x.xml", foreign("GM-1")), ("x.pdf", blank()), ("logo.png", b"png")]),
        ("GM-2", [("x.pdf", hybrid), ("agb.pdf", blank())]),
    ):
        key = taken(cast, mailed(*parts), "brief.eml")
        assert seen(cast, key)["number"] == name
        assert picture(cast.alice, key, 1).pages == 1
    assert refused_mail(cast, ("a.pdf", blank())) == "einvoice.no_attachment"
    several = (("a.xml", foreign("A")), ("b.xml", foreign("B")))
    assert refused_mail(cast, *several) == "einvoice.several"


def refused_mail(cast: Cast, *parts: tuple[str, bytes]) -> str:
    """The code with which a mail is refused."""
    with pytest.raises(Refusal) as caught:
        taken(cast, mailed(*parts), "brief.eml")
    (fault,) = caught.value.faults
    return fault.code


def test_a_file_is_only_checked(cast: Cast) -> None:
    """Nothing is kept; who sees no bills checks none."""
    good = examined(cast.alice, foreign())
    assert (good["valid"], good["number"], good["findings"]) == (True, "GM-2041", [])
    bad = examined(cast.alice, foreign(total="999.00"))
    assert not bad["valid"]
    assert any("BT-112" in one["text"] for one in bad["findings"])
    with pytest.raises(Refusal, match=r"einvoice\.no_xml"):
        examined(cast.alice, blank())
    assert not Bill.objects.unguarded("whether something was kept").exists()


def test_the_refusal_of_a_double_leads_to_the_first(cast: Cast) -> None:
    """For who may see it; others hear only that it is there."""
    first = taken(cast, foreign())
    with pytest.raises(Refusal) as caught:
        taken(cast, foreign())
    assert caught.value.extra["current"] == {"object": BILL, "id": str(first)}
    file = files.upload(cast.dmitri, [foreign()], "rechnung.xml")
    with pytest.raises(Refusal) as other:
        write.create(cast.dmitri, BILL, {"file": str(file.pk)})
    assert "current" not in other.value.extra


def test_the_supplier_is_known_by_number_or_name_or_made_anew(cast: Cast) -> None:
    known = write.create(cast.alice, "people.company", {"name": "Müller", "vat_id": "DE136695976"})
    assert seen(cast, taken(cast, foreign()))["supplier"]["id"] == str(known)
    other = taken(cast, foreign("GM-9", vat_id="DE811569869"))
    assert seen(cast, other)["supplier"] is None
    run(cast.alice, BILL, other, "add_supplier", {})
    made = write.one(cast.alice, "people.company", UUID(seen(cast, other)["supplier"]["id"]))
    assert (made["name"], made["vat_id"]) == (SUPPLIER, "DE811569869")
    assert made["addresses"][0]["value"] == "Glashüttenweg 4, 02943 Weißwasser, DE"


def test_the_same_bill_is_not_taken_twice(cast: Cast) -> None:
    """Neither as the same file nor as another file with the same number."""
    taken(cast, foreign())
    for data in (foreign(), carrying(blank(), ("factur-x.xml", foreign()))):
        with pytest.raises(Refusal) as caught:
            taken(cast, data)
        assert [(f.code, "GM-2041" in f.detail) for f in caught.value.faults] == [
            ("einvoice.double", True)
        ]
    assert Bill.objects.unguarded("how many were written").count() == 1
    taken(cast, foreign("GM-2042"))


def test_what_was_received_stays(cast: Cast) -> None:
    """State and supplier change, figures do not."""
    key = taken(cast, foreign())
    write.change(cast.alice, BILL, key, {"status": "checked", "note": "Liegt beim Chef"})
    values: list[dict[str, Any]] = [{"total": {"amount": "1", "currency": "EUR"}}, {"lines": []}]
    for change in values:
        with pytest.raises(Refusal, match=r"einvoice\.fixed"):
            write.change(cast.alice, BILL, key, change)


def test_wrong_sums_are_told_and_not_mended(cast: Cast) -> None:
    found = seen(cast, taken(cast, foreign(total="999.00")))
    assert found["total"]["amount"] == "999.00"
    assert "BT-112" in found["findings"]
    assert not seen(cast, taken(cast, foreign("GM-1")))["findings"]


def bomb() -> bytes:
    """Entities within entities."""
    rows = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 20}">' for n in range(1, 9))
    return f'<!DOCTYPE a [<!ENTITY e0 "ha">{rows}]><a>&e8;</a>'.encode()


OUTSIDE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "einvoice.kind"),
        (b"no invoice", "einvoice.kind"),
        (b"<a", "einvoice.broken_xml"),
        (b"<a/>", "einvoice.no_invoice"),
        (b"<a>" * 100 + b"</a>" * 100, "einvoice.too_deep"),
        (OUTSIDE, "einvoice.doctype"),
        (OUTSIDE.decode().encode("utf-16"), "einvoice.doctype"),
        (b"<a>" + b" " * MAX_XML + b"</a>", "einvoice.too_large"),
        (b"%PDF-1.7 broken", "einvoice.broken_pdf"),
        (blank(), "einvoice.no_xml"),
        (carrying(blank(), ("a.xml", b"<a/>"), ("b.xml", b"<b/>")), "einvoice.several"),
        (foreign().replace(b">238.00<", b">much<"), "einvoice.value"),
        (foreign().replace(b">238.00<", b">1e40<"), "einvoice.value"),
        (foreign().replace(b">238.00<", b">NaN<"), "einvoice.value"),
        (foreign().replace(b">20260302<", b">20261302<"), "einvoice.unreadable"),
        (foreign().replace(b">GM-2041<", b"><"), "einvoice.missing"),
        (foreign().replace(b">EUR<", b">XXQ<"), "money.currency"),
        (foreign().replace(b"urn:cen.eu:en16931:2017", b"nothing"), "einvoice.unreadable"),
    ],
)  # fmt: skip
def test_hostile_and_broken_files_are_refused_in_words(cast: Cast, data: bytes, code: str) -> None:
    assert refused(cast, data) == code


def test_entities_are_never_expanded(cast: Cast) -> None:
    """Refused by the parser or by us, before they grow."""
    assert refused(cast, bomb()) in ("einvoice.doctype", "einvoice.broken_xml")


def test_the_picture_stands_beside_the_data(cast: Cast) -> None:
    """The PDF's pages; of an XML its data as a readable page."""
    pdf = taken(cast, carrying(blank(), ("factur-x.xml", foreign("A"))), "a.pdf")
    xml = taken(cast, foreign("B"))
    for key in (pdf, xml):
        found = picture(cast.alice, key, 1)
        assert found.pages == 1
        assert Image.open(io.BytesIO(found.data)).height > 1000
        with pytest.raises(Refusal):
            picture(cast.alice, key, 2)
    with pytest.raises(Refusal):
        picture(cast.dmitri, pdf, 1)


def test_a_paper_bill_is_entered_by_hand(cast: Cast) -> None:
    values = {"number": "7", "supplier_name": "Schmidt", "due": "2026-04-01"}
    key = write.create(cast.alice, BILL, values)
    write.change(cast.alice, BILL, key, {"due": "2026-04-02"})
    assert seen(cast, key)["due"].isoformat() == "2026-04-02"
