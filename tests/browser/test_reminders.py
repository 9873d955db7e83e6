"""Reminders arrive by themselves, on one tab, and leave the screen to the work."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from playwright.sync_api import Browser, expect

from tests.browser.people import PHONE, Person, person
from tests.live import House


def remind(one: Person, name: str, seconds: float) -> None:
    """A task of one's own with a reminder so many seconds from now."""
    at = datetime.now(UTC) + timedelta(seconds=seconds)
    one.ask("POST", "/records/tasks.task", {"name": name, "remind_at": at.isoformat()})


def test_reminder_comes_to_one_of_two_tabs(browser: Browser, demo_house: House) -> None:
    """S0-026: it was set on another device and is shown once in this browser."""
    with person(browser, demo_house, "storekeeper") as one:
        one.open("/o/catalog.product")
        other = one.context.new_page()
        other.goto(f"{demo_house.url}/o/catalog.product")
        for page in (one.page, other):
            expect(page.get_by_role("heading", level=1)).to_be_visible()
        remind(one, "Проверить стекло", 1)
        told = [
            page.locator(".reminder", has_text="Проверить стекло") for page in (one.page, other)
        ]
        # whichever tab came first; the other one has had its chance a second later
        for _ in range(75):
            if sum(place.count() for place in told):
                break
            one.page.wait_for_timeout(200)
        one.page.wait_for_timeout(1000)
        assert sorted(place.count() for place in told) == [0, 1]


def test_many_reminders_do_not_cover_a_phone(browser: Browser, demo_house: House) -> None:
    """The newest is shown, the others wait behind one button."""
    with person(browser, demo_house, "accountant", size=PHONE) as one:
        for number in range(5):
            remind(one, f"Счёт {number}", -60 + number)
        one.open("/")
        cards = one.page.locator(".reminders:not(.notices) .reminder")
        expect(cards).to_have_count(1)
        expect(cards).to_contain_text("Счёт 4")
        one.page.locator(".reminders:not(.notices) .remmore").click()
        expect(cards).to_have_count(5)
