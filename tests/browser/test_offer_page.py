"""An offer goes to its client as a page: he chooses, accepts, and the manager sees it."""

from __future__ import annotations

from urllib.parse import urlsplit

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
