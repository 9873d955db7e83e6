"""The door: who gets in, in which language, and what nobody loses by it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.people import LOCALES, person
from tests.live import PASSWORD, House


@pytest.mark.parametrize("language", LOCALES)
def test_wrong_password_is_told_and_the_right_one_opens(
    browser: Browser, demo_house: House, language: str
) -> None:
    """The browser's language comes first; what was typed stays after a refusal."""
    with person(browser, demo_house, "", language) as one:
        page = one.page
        one.open("/")
        expect(page.locator("html")).to_have_attribute("lang", language)
        page.get_by_label(one.say("login.login")).fill("manager2")
        page.get_by_label(one.say("login.password")).fill("wrong")
        one.button("login.enter").click()
        expect(page.locator(".banner")).to_be_visible()
        expect(page.get_by_label(one.say("login.login"))).to_have_value("manager2")
        page.get_by_label(one.say("login.password")).fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("navigation").first).to_be_visible()
        expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_language_changes_without_losing_what_is_typed(browser: Browser, demo_house: House) -> None:
    """At the door and in the midst of a note."""
    with person(browser, demo_house, "", "ru") as one:
        page = one.page
        one.open("/")
        page.get_by_label(one.say("login.login")).fill("head")
        page.get_by_text("Deutsch", exact=True).click()
        one.language = "de"
        expect(page.get_by_label(one.say("login.login"))).to_have_value("head")
        page.get_by_label(one.say("login.password")).fill(PASSWORD)
        one.button("login.enter").click()
        expect(page.get_by_role("navigation").first).to_be_visible()

        one.login = "head"
        client = one.ask("GET", "/records/people.person?limit=1")["items"][0]["id"]
        one.open(f"/o/people.person/{client}")
        note = page.locator(".comp textarea")
        # the language of the account may be another than that of the door
        one.language = page.locator("html").get_attribute("lang") or ""
        note.fill("Noch nicht gespeichert")
        name = one.ask("GET", "/meta")["user"]["name"]
        page.get_by_role("button", name=one.say("shell.user", name=name)).click()
        page.get_by_role("menuitemradio", name="English").or_(
            page.get_by_role("menuitem", name="English")
        ).click()
        one.language = "en"
        expect(page.get_by_role("tab", name=one.say("entry.call"))).to_be_visible()
        expect(note).to_have_value("Noch nicht gespeichert")
