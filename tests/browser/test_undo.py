"""What is taken away by a slip of the mouse comes back from the message that tells it."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.browser.people import Person, person
from tests.browser.test_card import client
from tests.live import House


def undo(one: Person) -> None:
    """Press the button of the newest message."""
    one.page.locator(".toasts").get_by_role("button", name=one.say("action.undo")).last.click()


def entry_menu(page: Page, one: Person, text: str) -> Any:
    """The menu of an entry of the timeline, opened."""
    told = page.locator(".tl .ev", has_text=text)
    told.hover()
    told.get_by_role("button", name=one.say("timeline.entry_menu")).click()
    return page.get_by_role("menu")


def test_deleted_note_and_file_come_back(browser: Browser, demo_house: House) -> None:
    """No question is asked before; the way back is offered after."""
    with person(browser, demo_house) as one:
        page = one.page
        key = client(one, "Возвратова")
        path = f"/records/people.person/{key}"
        one.ask("POST", f"{path}/entries", {"kind": "note", "text": "Важная мысль"})
        one.open(f"/o/people.person/{key}")
        entry_menu(page, one, "Важная мысль").get_by_role(
            "menuitem", name=one.say("timeline.delete")
        ).click()
        one.toast(one.say("timeline.deleted"))
        expect(page.locator(".tl")).not_to_contain_text("Важная мысль")
        undo(one)
        expect(page.locator(".tl")).to_contain_text("Важная мысль")

        page.get_by_role("tab", name=one.say("entry.file")).click()
        with page.expect_file_chooser() as chooser:
            page.locator(".fdrop").click()
        chooser.value.set_files(
            FilePayload(name="замер.txt", mimeType="text/plain", buffer=b"1500 x 1200")
        )
        have = page.locator(".fhave")
        expect(have).to_contain_text("замер.txt")
        have.get_by_role("button", name=one.say("file.delete")).click()
        expect(have).to_have_count(0)
        undo(one)
        expect(have).to_contain_text("замер.txt")


def test_given_access_is_taken_back(browser: Browser, demo_house: House) -> None:
    """S4-091: sharing is undone from its message."""
    with person(browser, demo_house, "admin") as one:
        page = one.page
        key = client(one, "Доступова")
        one.open(f"/o/people.person/{key}")
        page.get_by_role("button", name=one.say("action.more")).click()
        page.get_by_role("menuitem", name=one.say("card.share")).click()
        window = page.get_by_role("dialog")
        window.get_by_role("combobox").fill("Ремизова")
        page.get_by_role("option", name="Ольга Ремизова").click()
        one.button("card.share", window).click()
        expect(window.locator(".shares")).to_contain_text("Ольга Ремизова")
        undo(one)
        expect(window.locator(".shares li")).to_have_count(0)
        assert one.ask("GET", f"/records/people.person/{key}?with=shares")["with"]["shares"] == []
