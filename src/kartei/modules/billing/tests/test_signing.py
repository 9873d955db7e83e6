"""Who signs papers: the usual one of a kind, the chosen one, and what stands below the paper."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID

import docx as word
import pytest

from kartei.modules.billing.contract import INVOICE, ORDER
from kartei.modules.billing.tests.test_accounts import bill, images, picture
from kartei.modules.billing.tests.test_accounts import shop as with_requisites
from kartei.modules.billing.tests.test_invoices import BILL, refused
from kartei.modules.documents.contract import document, docx, pdf, xlsx
from kartei.modules.offers.tests.shop import Shop, text_of
from kartei.platform.records import write
from kartei.platform.records.commands import run

pytestmark = pytest.mark.django_db
shop = with_requisites
SIGNATORY = "documents.signatory"


def signatory(shop: Shop, country: str, name: str, **values: Any) -> UUID:
    given = {"name": name, "firm": str(shop.firms[country]), **values}
    return write.create(shop.cast.admin, SIGNATORY, given)


def seen(shop: Shop, key: UUID) -> tuple[Any, ...]:
    """The names of who signs an invoice, in both places."""
    row = write.one(shop.cast.alice, BILL, key)
    return tuple(row[n] and row[n]["title"] for n in ("signatory", "accountant"))


def test_each_kind_of_paper_has_its_usual_signatories(shop: Shop) -> None:
    """The newest of the firm that is in force on the paper's day and signs such papers."""
    signatory(shop, "ru", "Ким А. И.", role="accountant", papers=["invoice"])
    signatory(shop, "ru", "Орлов И. И.", role="proxy", papers=["invoice"])
    signatory(shop, "ru", "Панин С. С.", papers=["invoice"], until="2020-01-01")
    signatory(shop, "ru", "Седов К. К.", papers=["offer"])
    signatory(shop, "de", "Jonas Falk", papers=["invoice"])
    key = bill(shop, "ru")
    assert seen(shop, key) == ("Орлов И. И.", "Ким А. И.")
    write.change(shop.cast.alice, BILL, key, {"firm": str(shop.firms["de"])})
    assert seen(shop, key) == ("Jonas Falk", None)


def test_the_chosen_one_stands_below_the_invoice(shop: Shop) -> None:
    """On paper and sheet with what he signs by; the head stays in the foot, his picture goes."""
    alice, admin = shop.cast.alice, shop.cast.admin
    by = "доверенности № 3 от 12.01.2026"
    proxy = signatory(shop, "ru", "Орлов И. И.", role="proxy", basis=by, title="Начальник отдела")
    key = bill(shop, "ru")
    plain = text_of(pdf(INVOICE, alice, key, draft=True).data)
    assert "Орлов" not in plain
    write.change(admin, "documents.firm", shop.firms["ru"], {"signature": picture(shop, "navy")})
    write.create(admin, "documents.design", {"name": "Signed", "signed": True})
    before = images(INVOICE, shop, key)
    write.change(alice, BILL, key, {"signatory": str(proxy)})
    assert images(INVOICE, shop, key) == before - 1
    run(alice, BILL, key, "issue", {})
    told = document(INVOICE, alice, key).firm
    assert told.head == f"Орлов И. И. (на основании {by})"
    assert any("Зотов" in line for line in told.legal)
    assert "Орлов И. И." in text_of(pdf(INVOICE, alice, key).data)
    assert xlsx(INVOICE, alice, key).data
    assert ("status", "papers.closed") in refused(
        lambda: write.change(alice, BILL, key, {"signatory": None})
    )


def test_a_letter_is_signed_for_the_firm(shop: Shop) -> None:
    """«i. A.» before the name; who wrote the letter himself does not stand below it twice."""
    alice = shop.cast.alice
    voss = signatory(shop, "de", "Lena Voss", role="proxy", prefix="i. A.", title="Buchhaltung")
    values = {"offer": str(shop.offer()), "firm": str(shop.firms["de"]), "language": "de"}
    key = write.create(alice, "billing.order", {**values, "signatory": str(voss)})
    printed = text_of(pdf(ORDER, alice, key).data)
    paragraphs = word.Document(io.BytesIO(docx(ORDER, alice, key).data)).element.body.itertext()
    assert "i. A. Lena Voss" in "".join(paragraphs)
    assert "i. A. Lena Voss" in printed
    assert "Buchhaltung" in printed
    writer = document(ORDER, alice, key).sender.name
    write.change(shop.cast.admin, SIGNATORY, voss, {"name": writer})
    told = document(ORDER, alice, key)
    assert (told.sender.name, told.firm.chosen) == (f"i. A. {writer}", False)


def test_nobody_signs_for_another_firm_or_out_of_time(shop: Shop) -> None:
    key = bill(shop, "ru")
    other = signatory(shop, "de", "Jonas Falk")
    former = signatory(shop, "ru", "Панин С. С.", until="2020-01-01")
    for who, code in ((other, "firm"), (former, "day")):
        fault = refused(
            lambda who=who: write.change(shop.cast.alice, BILL, key, {"accountant": str(who)})
        )
        assert fault == {("accountant", f"documents.signatory_{code}")}
    assert refused(
        lambda: signatory(shop, "ru", "X", since="2026-02-01", until="2026-01-31")
    ) == {("until", "documents.signatory_days")}  # fmt: skip


def test_pictures_of_signatures_are_not_for_everybody(shop: Shop) -> None:
    """Sellers choose who signs; his signature alone they do not read."""
    who = signatory(shop, "ru", "Ким А. И.", signature=picture(shop, "teal"))
    assert "signature" not in write.one(shop.cast.alice, SIGNATORY, who)
    assert write.one(shop.cast.admin, SIGNATORY, who)["signature"]
