"""An offer goes to its client as a page: he chooses, accepts, and the manager sees it."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.people import PHONE, Person, person
from tests.live import House


def linked(one: Person) -> tuple[str, str]:
    """An offer with an option, and the path of the link that its owner makes for the client."""
    line = {"name": "Casement", "price": "1000", "quantity": "1", "vat_rate": "0"}
    option = {**line, "name": "Blind", "price": "30", "optional": True}
    given = {"lines": [line, option], "language": one.language}
    made = one.ask("POST", "/records/offers.offer", given)
    page = one.page
    one.open(f"/o/offers.offer/{made['id']}")
    one.button("offer.send").click()
    page.get_by_role("menuitem", name=one.say("offer.page_entry")).click()
    one.button("offer.page_make").click()
    link = page.locator("[data-page]")
    expect(link).to_contain_text("/offer/")
    return str(made["id"]), urlsplit(link.inner_text()).path


def test_a_client_accepts_with_an_option(browser: Browser, demo_house: House) -> None:
    """S0-010, S1-46: from the link to the accepted offer, in two browsers."""
    with person(browser, demo_house, language="en") as manager:
        key, path = linked(manager)
        with person(browser, demo_house, login="", language="en", size=PHONE) as client:
            page = client.page
            client.open(path)
            expect(page.locator("#sums .total").last).to_contain_text("1,000.00")
            page.get_by_role("checkbox").check()
            expect(page.locator("#sums .total").last).to_contain_text("1,030.00")
            page.get_by_role("button", name="Accept this offer").click()
            expect(page.get_by_role("heading")).to_contain_text("1,030.00")
            page.get_by_label("Your name").fill("Ada")
            page.get_by_role("button", name="Accept bindingly").click()
            expect(page.get_by_text("Thank you! This offer is accepted.")).to_be_visible()
        manager.open(f"/o/offers.offer/{key}")
        expect(manager.page.get_by_text("The client accepted the offer").first).to_be_visible()
        offer = manager.ask("GET", f"/records/offers.offer/{key}")
        assert (offer["status"], offer["total"]["amount"]) == ("accepted", "1030.00")


def changed(one: Person, address: str, **values: Any) -> None:
    """Change a record in its present version."""
    version = one.ask("GET", address)["version"]
    one.ask("PATCH", address, values, If_Match=f'"{version}"')


CHANGED = {
    "ru": "Предложение изменилось",
    "de": "Dieses Angebot wurde geändert",
    "en": "This offer was changed",
}


@pytest.mark.parametrize("language", CHANGED)
def test_a_client_accepts_nothing_that_he_has_not_seen(
    browser: Browser, demo_house: House, language: str
) -> None:
    """S1-46: an offer changed under his eyes is shown anew, one past its day only asked for; the
    switch in the window of the letter puts the link into its words.
    """
    with person(browser, demo_house, language=language) as manager:
        key, path = linked(manager)
        address = f"/records/offers.offer/{key}"
        with person(browser, demo_house, login="", language=language, size=PHONE) as client:
            page = client.page
            client.open(path)
            page.locator("button[value=confirm]").click()
            page.locator("input[name=name]").fill("Ada")
            lines = manager.ask("GET", address)["lines"]
            changed(manager, address, lines=[{"id": one["id"], "price": "1100"} for one in lines])
            page.locator("button[value=accept]").click()
            expect(page.locator("body")).to_contain_text(CHANGED[language])
            assert manager.ask("GET", address)["status"] == "sent"

            changed(manager, address, date="2026-01-02", valid_until="2026-01-09")
            client.open(path)
            expect(page.locator("button[value=ask]")).to_have_count(1)
            expect(page.locator("button[value=confirm]")).to_have_count(0)
            assert manager.ask("GET", address)["status"] == "expired"

        manager.open(f"/o/offers.offer/{key}")
        manager.button("offer.send").click()
        manager.page.get_by_role("menuitem", name=manager.say("offer.by_mail_entry")).click()
        window = manager.page.get_by_role("dialog")
        letter = window.get_by_label(manager.say("offer.letter_text"), exact=True)
        switch = window.get_by_role("switch", name=manager.say("offer.letter_link"))
        expect(letter).to_have_value(re.compile(re.escape(path)))
        switch.click()
        expect(letter).not_to_have_value(re.compile(re.escape(path)))
