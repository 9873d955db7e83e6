"""Fields on the page of their object: those of the program set otherwise, own ones retired."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from tests.browser.people import person
from tests.live import House

TASK = "tasks.task"
PAGE = f"/settings/object/{TASK}"


def test_a_field_of_the_program_gets_the_firms_name_and_choices(
    browser: Browser, demo_house: House
) -> None:
    """S4-070: renamed, with a choice of its own in the form; one click takes it back."""
    with person(browser, demo_house, login="admin", language="en") as admin:
        label, page = admin.label(TASK, "kind"), admin.page
        admin.open(PAGE)
        fields = page.locator(".settable")
        fields.get_by_role("button", name=label, exact=True).click()
        window = page.get_by_role("dialog")
        window.get_by_label(admin.say("shape.name"), exact=True).fill("Sort of work")
        admin.button("shape.add_choice", window).click()
        window.locator(".shchoices li").last.get_by_role("textbox").fill("Glazing")
        admin.button("action.save", window).click()
        expect(window).to_have_count(0)
        renamed = fields.get_by_role("button", name="Sort of work", exact=True)
        expect(renamed).to_be_visible()
        admin.open(f"/o/{TASK}/new")
        chosen = page.get_by_label("Sort of work")
        chosen.select_option(label="Glazing")
        expect(chosen.locator("option:checked")).to_have_text("Glazing")
        admin.open(PAGE)
        renamed.click()
        admin.button("shape.as_delivered", window).click()
        expect(fields.get_by_role("button", name=label, exact=True)).to_be_visible()
        expect(renamed).to_have_count(0)


def test_a_field_that_others_need_is_retired_after_them(
    browser: Browser, demo_house: House
) -> None:
    """S4-072: the dialog says what still needs it; retired, it can be restored at the same page."""
    with person(browser, demo_house, login="admin", language="en") as admin:
        admin.open("/")
        made = {"object": TASK, "kind": "number", "label_en": "Hours planned"}
        number = admin.ask("POST", "/records/meta.field", made)["number"]
        formula = {"kind": "number", "label_en": "Days planned", "formula": f"f_{number} / 8"}
        admin.ask("POST", "/records/meta.field", {"object": TASK, **formula})
        admin.open(PAGE)
        page, window = admin.page, admin.page.get_by_role("dialog")
        own = page.locator(".settable button[id^='own-']")
        own.filter(has_text="Hours planned").click()
        admin.button("shape.retire", window).click()
        admin.toast(re.compile("Days planned"))
        admin.button("action.cancel", window).click()
        expect(window).to_have_count(0)
        for label in ("Days planned", "Hours planned"):
            own.filter(has_text=label).click()
            admin.button("shape.retire", window).click()
            expect(window).to_have_count(0)
            expect(own.filter(has_text=label)).to_have_count(0)
        out = page.locator(".setrules li")
        expect(out.filter(has_text="Hours planned")).to_be_visible()
