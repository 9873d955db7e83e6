"""The page of everything that can be set up."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from tests.browser.people import PHONE, Person, person
from tests.browser.test_shaping import named, take_away
from tests.live import House


def test_a_module_is_switched_off_for_everybody_at_once(
    browser: Browser, demo_house: House
) -> None:
    """S0-028, S3-39: what a firm does not need takes no room; undo brings it back, data and all."""
    with (
        person(browser, demo_house, login="manager1", language="ru") as seller,
        person(browser, demo_house, login="admin", language="ru") as admin,
    ):
        seller.open("/o/people.person")
        offers = seller.page.locator(".rail").get_by_role("link", name="Предложения")
        expect(offers).to_be_visible()
        admin.open("/")
        admin.page.locator(".rail").get_by_role("link", name=admin.say("system.title")).click()
        link = admin.page.get_by_role("link", name=admin.say("system.firm_and_modules"))
        link.click()
        admin.page.get_by_role("switch", name="Предложения").click()
        expect(offers).to_have_count(0)
        admin.toast(admin.say("system.saved"))
        admin.page.keyboard.press("Control+z")
        expect(offers).to_be_visible()


def test_a_ready_configuration_is_compared_before_it_is_taken_in(
    browser: Browser, demo_house: House
) -> None:
    """S1-38: what a preset would change is shown first; nothing is written by looking."""
    with person(browser, demo_house, login="admin", language="ru") as admin:
        admin.open("/settings/system")
        card = admin.page.locator(".presets li").filter(has_text="Окна и двери")
        admin.button("system.look", card).click()
        window = admin.page.get_by_role("dialog")
        expect(window.get_by_text("замер", exact=True)).to_be_visible()
        admin.button("action.cancel", window).click()
        found = admin.ask("GET", "/records/meta.object?count=exact")
        assert found["count"]["value"] == 0


def test_fields_are_put_into_order_by_keys(browser: Browser, demo_house: House) -> None:
    """The object's page: own fields first, moved with Alt and the arrows; forms follow."""
    with person(browser, demo_house, login="admin", language="en") as admin:
        for label in ("First own", "Second own"):
            values = {"object": "tasks.task", "kind": "text", "label_en": label}
            admin.ask("POST", "/records/meta.field", values)
        admin.open("/settings/object/tasks.task")
        own = admin.page.locator(".settable button[id^='own-']")
        expect(own).to_have_text(["First own", "Second own"])
        own.nth(1).focus()
        admin.page.keyboard.press("Alt+ArrowUp")
        expect(own).to_have_text(["Second own", "First own"])
        first, second = (named(admin, "meta.field", n) for n in ("First own", "Second own"))
        assert second["position"] < first["position"]
        for label in ("First own", "Second own"):
            take_away(admin, "meta.field", label)
        expect(own).to_have_count(0)
        expect(admin.page.get_by_text(admin.say("system.retired"))).to_be_visible()


def test_settings_on_a_phone(browser: Browser, demo_house: House) -> None:
    """Found by way of the menu; nothing is wider than the screen."""
    with person(browser, demo_house, login="admin", language="de", size=PHONE) as admin:
        admin.open("/settings")
        link = admin.page.get_by_role("link", name="Vorgänge")
        link.first.click()
        expect(admin.page.get_by_role("heading", name=re.compile("Vorgänge"))).to_be_visible()
        width = admin.page.evaluate("document.documentElement.scrollWidth")
        assert width <= PHONE[0]


def test_sample_data_are_filled_in_marked_and_cleared(browser: Browser, demo_house: House) -> None:
    """S0-133: an administrator tries things out on samples; the firm's own records stay."""
    with person(browser, demo_house, login="admin", language="ru") as admin:
        before = companies(admin)
        admin.open("/settings/system")
        section = admin.page.get_by_role("region", name=admin.say("samples.title"))
        admin.button("samples.fill", section).click()
        link = section.get_by_role("link", name="Компании")
        expect(link).to_have_text(re.compile("12$"), timeout=60_000)
        link.click()
        rows = admin.page.locator("tr", has=admin.page.get_by_text("проба", exact=True))
        expect(rows).to_have_count(12)
        rows.first.locator("a.nm").click()
        expect(admin.page.locator(".rname .tag").first).to_have_text("проба")
        assert companies(admin) == before + 12

        admin.open("/settings/system")
        admin.button("samples.clear", section).click()
        window = admin.page.get_by_role("dialog")
        expect(window.get_by_text(admin.say("samples.for_good"))).to_be_visible()
        admin.button("samples.do_clear", window).click()
        expect(section.get_by_role("status")).to_contain_text("Убран", timeout=60_000)
        expect(section.get_by_role("link")).to_have_count(0)
        assert companies(admin) == before


def companies(admin: Person) -> int:
    """How many companies there are."""
    found: int = admin.ask("GET", "/records/people.company?count=exact")["count"]["value"]
    return found
