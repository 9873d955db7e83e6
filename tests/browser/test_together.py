"""Two people at the same record: nobody overwrites the other unasked, and both see what happens."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.browser.people import Person, person
from tests.live import House


def edit(one: Person, name: str) -> None:
    """Open a field of the card for typing."""
    row = one.page.locator(f"[data-field={name}]")
    row.hover()
    row.get_by_role(
        "button", name=one.say("card.edit", field=one.label("people.person", name))
    ).click()


def test_second_editor_is_asked_and_both_see_the_change(
    browser: Browser, demo_house: House
) -> None:
    """S0-112, S0-018: another's change arrives by itself; a conflict is for people to decide."""
    with (
        person(browser, demo_house, "manager1") as first,
        person(browser, demo_house, "admin", "en") as second,
    ):
        body = {"last_name": "Двоеглазов", "first_name": "Лев", "position": "мастер"}
        client = first.ask("POST", "/records/people.person", body)["id"]
        for one in (first, second):
            one.open(f"/o/people.person/{client}")
            expect(one.page.get_by_role("heading", level=1)).to_contain_text("Двоеглазов")

        edit(second, "position")
        second.page.locator(":focus").fill("foreman")
        edit(first, "position")
        first.page.locator(":focus").fill("прораб")
        first.page.keyboard.press("Enter")
        expect(first.page.locator("[data-field=position]")).to_contain_text("прораб")
        # his page has heard of it while he types: that is no leave to write over it
        expect(second.page.locator(".tl")).to_contain_text("прораб")
        second.page.keyboard.press("Enter")

        window = second.page.get_by_role("alertdialog")
        expect(window).to_contain_text(second.say("conflict.title"))
        expect(window).to_contain_text("прораб")
        expect(window).to_contain_text("foreman")
        second.button("conflict.keep_mine", window).click()
        expect(second.page.locator("[data-field=position]")).to_contain_text("foreman")

        expect(first.page.locator("[data-field=position]")).to_contain_text("foreman")
        expect(first.page.locator(".tl")).to_contain_text("foreman")
