"""From an offer to the issued invoice and what is handed over, without typing anything again."""

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
#: What is handed over with it: form and title of the paper.
HANDED = {"ru": ("act", "Акт №"), "de": ("note", "Lieferschein")}


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


def form_word(one: Person, object: str, form: str) -> str:
    """What a form of a paper is called."""
    fields = one.ask("GET", "/meta")["objects"][object]["fields"]
    options = next(field["options"] for field in fields if field["name"] == "form")
    return str(next(option["label"] for option in options if option["value"] == form))


def make(one: Person, object: str, form: str = "") -> None:
    """The next paper out of the open one, saved."""
    page = one.page
    one.button("action.more", page.locator(".cmd")).click()
    word = form_word(one, object, form) if form else one.word(object, "one")
    entry = one.say("offer.make", one=word)
    page.get_by_role("menuitem", name=entry, exact=True).click()
    expect(page).to_have_url(re.compile(rf"/o/{object}/new"))
    expect(page.locator("[data-cell=quantity]")).to_have_count(1)
    page.keyboard.press("Control+s")
    expect(page).to_have_url(re.compile(rf"/o/{object}/[0-9a-f-]{{36}}"))


def issue(one: Person) -> dict[str, Any]:
    """Issue the open paper; its record then."""
    page = one.page
    button = page.locator(".cmd").get_by_role("button", name=ISSUE[one.language], exact=True)
    button.click()
    expect(button).to_have_count(0)
    object, key = page.url.split("?")[0].split("/")[-2:]
    found = dict(one.ask("GET", f"/records/{object}/{key}"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(found["number"])
    return found


def printed(one: Person, file: Path) -> str:
    """The text of the open paper's PDF."""
    with one.page.expect_download() as waiting:
        one.button("offer.pdf").first.click()
    waiting.value.save_as(file)
    return text_of(file.read_bytes())


@pytest.mark.parametrize("language", TITLES)
def test_an_offer_becomes_an_order_an_issued_invoice_and_a_delivery(
    browser: Browser, demo_house: House, tmp_path: Path, language: str
) -> None:
    """S0-011, S3-14, S3-15, S3-54, S1-17: offer → order → invoice → what is handed over, each made
    of the one before, and what is printed then.
    """
    with person(browser, demo_house, login="admin", language=language) as one:
        page = one.page
        offer = offer_of(one)
        one.open(f"/o/offers.offer/{offer['id']}")
        make(one, "billing.order")
        order = page.url
        make(one, "billing.invoice")
        invoice = issue(one)
        assert (invoice["status"], invoice["total"]) == ("issued", offer["total"])
        text = printed(one, tmp_path / "invoice.pdf")
        for words in (TITLES[language], invoice["number"], "Fenster1200"):
            assert words.replace(" ", "") in text

        page.goto(order)
        form, title = HANDED[language]
        make(one, "billing.delivery", form)
        handed = issue(one)
        text = printed(one, tmp_path / "handed.pdf")
        for words in (title, handed["number"], "Fenster1200"):
            assert words.replace(" ", "") in text
