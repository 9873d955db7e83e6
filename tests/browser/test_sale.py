"""From an offer to the issued invoice, without typing anything again."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.people import Person, person
from tests.live import House
from tests.papers import text_of

GERMAN = {
    "name": "Vektor Dresden", "legal_name": "Vektor Dresden GmbH", "country": "de",
    "language": "de", "currency": "EUR", "vat_mode": "on_top", "vat_id": "DE136695976",
    "address": "Hansastraße 18\n01097 Dresden", "bank_account": "DE89370400440532013000",
}  # fmt: skip
ISSUE = {"ru": "Выставить", "de": "Ausstellen"}
TITLES = {"ru": "Счёт на оплату", "de": "Rechnung"}


def offer_of(one: Person) -> dict[str, Any]:
    """An offer to a client with an address, made by the own firm of the language."""
    address = {"kind": "main", "value": "Am Markt 1\n01067 Dresden"}
    client = one.ask(
        "POST", "/records/people.company", {"name": f"Kunde {one.language}", "addresses": [address]}
    )
    values: dict[str, Any] = {"company": client["id"]}
    if one.language == "de":
        firm = one.ask("POST", "/records/documents.firm", GERMAN)
        values.update(firm=firm["id"], language="de", currency="EUR")
    rate = "19" if one.language == "de" else "22"
    line = {"name": "Fenster 1200", "quantity": "2", "price": "450", "vat_rate": rate}
    return dict(one.ask("POST", "/records/offers.offer", {**values, "lines": [line]}))


def make(one: Person, object: str) -> None:
    """The next paper out of the open one, saved."""
    page = one.page
    one.button("action.more", page.locator(".cmd")).click()
    entry = one.say("offer.make", one=one.word(object, "one"))
    page.get_by_role("menuitem", name=entry, exact=True).click()
    expect(page).to_have_url(re.compile(rf"/o/{object}/new"))
    expect(page.locator("[data-cell=quantity]")).to_have_count(1)
    page.keyboard.press("Control+s")
    expect(page).to_have_url(re.compile(rf"/o/{object}/[0-9a-f-]{{36}}"))


@pytest.mark.parametrize("language", TITLES)
def test_an_offer_becomes_an_order_and_an_issued_invoice(
    browser: Browser, demo_house: House, tmp_path: Path, language: str
) -> None:
    """S0-011, S3-14, S3-54, S1-17: offer → order → invoice → issued, and what is printed then."""
    with person(browser, demo_house, login="admin", language=language) as one:
        page = one.page
        offer = offer_of(one)
        one.open(f"/o/offers.offer/{offer['id']}")
        make(one, "billing.order")
        make(one, "billing.invoice")
        issue = page.locator(".cmd").get_by_role("button", name=ISSUE[language], exact=True)
        issue.click()
        expect(issue).to_have_count(0)
        key = page.url.split("?")[0].rpartition("/")[2]
        invoice = one.ask("GET", f"/records/billing.invoice/{key}")
        assert (invoice["status"], invoice["total"]) == ("issued", offer["total"])
        expect(page.get_by_role("heading", level=1)).to_contain_text(invoice["number"])
        with page.expect_download() as waiting:
            one.button("offer.pdf").first.click()
        paper = tmp_path / "invoice.pdf"
        waiting.value.save_as(paper)
        text = text_of(paper.read_bytes())
        for words in (TITLES[language], invoice["number"], "Fenster1200"):
            assert words.replace(" ", "") in text
