"""An administrator makes and changes roles on screen; those who hold them feel it at once."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.people import PHONE, Person, person
from tests.live import House

ROLE = "access.role"


def circle(page: Page, object: str, privilege: str) -> Locator:
    """The circle of an object and a privilege."""
    return page.get_by_role("button", name=re.compile(rf"^{object}, {privilege}: "))


def role_named(admin: Person, name: str) -> dict[str, Any]:
    """A role by its name."""
    body = {"search": name, "fields": ["*"]}
    found: dict[str, Any] = admin.ask("POST", f"/records/{ROLE}/query", body)["items"][0]
    return found


def give(admin: Person, login: str, roles: list[str]) -> list[str]:
    """Give a user other roles; what he had before."""
    found = admin.ask("POST", "/records/access.user/query", {"search": login, "fields": ["roles"]})
    user = found["items"][0]
    path = f"/records/access.user/{user['id']}"
    admin.ask("PATCH", path, {"roles": roles}, If_Match=f'"{user["version"]}"')
    return [one["id"] for one in user["roles"]]


def save(admin: Person) -> Locator:
    """Ask to save; the window that tells who gains and who loses."""
    admin.button("action.save").click()
    window = admin.page.get_by_role("dialog")
    expect(window).to_contain_text(admin.say("rights.before_saving"))
    return window


def test_a_role_is_made_from_a_template_and_felt_at_once(
    browser: Browser, demo_house: House
) -> None:
    """S1-42, S2-16, S2-20, S2-21, S2-22, MS-03, MS-04: preview, save; the menu line goes."""
    with person(browser, demo_house, login="admin", language="en") as admin:
        page = admin.page
        admin.open("/o/access.role/new")
        page.locator(".rtiles label").filter(has_text="Sales manager").first.click()
        page.get_by_label(admin.say("rights.name")).fill("Fair seller")
        admin.button("rights.make").click()
        expect(page.get_by_role("heading", name="Fair seller")).to_be_visible()
        made = role_named(admin, "Fair seller")
        before = give(admin, "manager2", [made["id"]])
        try:
            with person(browser, demo_house, login="manager2", language="en") as seller:
                seller.open("/")
                line = seller.page.get_by_role("navigation").first.get_by_role("link", name="Deals")
                expect(line).to_be_visible()
                admin.open(f"/o/{ROLE}/{made['id']}")
                circle(page, "Deals", "read").press("0")
                circle(page, "Deals", "create").press("0")
                window = save(admin)
                expect(window).to_contain_text("read: unit → no access")
                expect(line).to_be_visible()
                admin.button("action.save", window).click()
                admin.toast("Fair seller")
                expect(line).to_have_count(0)
                expect(page.locator(".chgs")).to_contain_text("Deals: read")
                admin.button("action.undo").click()
                expect(line).to_be_visible()
                expect(circle(page, "Deals", "read")).to_have_accessible_name(
                    "Deals, read: unit, as everything else"
                )
        finally:
            give(admin, "manager2", before)


def test_circles_obey_the_keyboard_and_wait_for_saving(browser: Browser, demo_house: House) -> None:
    """Arrows move, Space steps, 0 to 4 set, Backspace leaves it as everything else; discarded."""
    with person(browser, demo_house, login="admin", language="en") as admin:
        page = admin.page
        storekeeper = next(
            r for r in admin.ask("GET", f"/records/{ROLE}?fields=*")["items"]
            if r["key"] == "storekeeper"
        )  # fmt: skip
        admin.open(f"/o/{ROLE}/{storekeeper['id']}")
        first = circle(page, "Deals", "read")
        expect(first).to_have_accessible_name(re.compile("as everything else"))
        first.press("2")
        expect(first).to_have_accessible_name(re.compile(": unit · not saved"))
        first.press(" ")
        expect(first).to_have_accessible_name(re.compile(": unit and sub-units"))
        first.press("ArrowRight")
        page.keyboard.press("Enter")
        expect(circle(page, "Deals", "create")).to_have_accessible_name(re.compile(": own"))
        circle(page, "Deals", "create").click(button="right")
        page.get_by_role("menuitem", name=re.compile("^organisation")).click()
        expect(circle(page, "Deals", "create")).to_have_accessible_name(
            re.compile(": organisation")
        )
        first.press("Backspace")
        expect(first).to_have_accessible_name(re.compile("as everything else"))
        page.get_by_role("button", name="Fields: Contacts").click()
        page.get_by_label("Contacts: right to the field “Phones”").select_option(value="none")
        page.reload()
        expect(circle(page, "Deals", "create")).to_have_accessible_name(
            re.compile(": organisation")
        )
        window = save(admin)
        expect(window).to_contain_text("create: no access → organisation")
        expect(window).to_contain_text("field “Phones”: may be changed → hidden")
        admin.button("action.cancel", window).click()
        admin.button("rights.discard").click()
        expect(admin.button("action.save")).to_be_disabled()
        now = admin.ask("GET", f"/records/{ROLE}/{storekeeper['id']}")
        assert (now["grants"], now["version"]) == (storekeeper["grants"], storekeeper["version"])


def test_another_administrators_change_is_not_written_over(
    browser: Browser, demo_house: House
) -> None:
    """Two edit one role: the later is asked whose rights stay."""
    with person(browser, demo_house, login="admin", language="en") as admin:
        made = admin.ask("POST", f"/records/{ROLE}", {"name": "Contested", "level": 5})
        admin.open(f"/o/{ROLE}/{made['id']}")
        cell = circle(admin.page, "Deals", "read")
        cell.press("4")
        grants = {"tasks.task": {"read": "own"}}
        stamp = f'"{made["version"]}"'
        path = f"/records/{ROLE}/{made['id']}"
        changed = admin.ask("PATCH", path, {"grants": grants}, If_Match=stamp)
        admin.button("action.save").click()
        window = admin.page.get_by_role("alertdialog")
        expect(window).to_contain_text("Contested")
        admin.button("conflict.keep_theirs", window).click()
        expect(cell).to_have_accessible_name(re.compile("as everything else"))
        now = admin.ask("GET", path)
        assert (now["grants"], now["version"]) == (grants, changed["version"])
        admin.ask("DELETE", path, If_Match=f'"{now["version"]}"')


def test_rights_are_compared_and_explained_at_addresses_of_their_own(
    browser: Browser, demo_house: House
) -> None:
    """Two roles side by side; from a card to who may do what with it and why."""
    with person(browser, demo_house, login="admin", language="en") as admin:
        page = admin.page
        keys = {r["key"]: r["id"] for r in admin.ask("GET", f"/records/{ROLE}?fields=*")["items"]}
        admin.open(f"/rights/compare?left={keys['head']}&right={keys['manager']}")
        pair = page.get_by_role("img", name="Deals, read: unit and sub-units → unit")
        expect(pair).to_be_visible()
        funnels = page.get_by_role("rowheader", name="Pipelines")
        expect(funnels).to_have_count(0)
        admin.button("rights.all").click()
        expect(funnels).to_be_visible()
        expect(page).to_have_url(re.compile("all=1"))
        deal = admin.ask("GET", "/records/sales.deal?limit=1")["items"][0]
        admin.open(f"/o/sales.deal/{deal['id']}")
        admin.button("action.more").first.click()
        page.get_by_role("menuitem", name=admin.say("rights.who_may")).click()
        found = admin.ask("GET", "/records/access.user?search=accountant")["items"][0]
        page.get_by_label(admin.say("rights.user")).fill(found["name"])
        page.get_by_role("option", name=found["name"]).click()
        answers = page.get_by_role("list", name=admin.say("rights.answers"))
        expect(answers).to_contain_text("all records of the firm")
        expect(answers).to_contain_text("no role gives this right")


def test_one_switch_opens_the_office_on_a_phone_too(browser: Browser, demo_house: House) -> None:
    """S0-064: weighed, switched on, felt by an open page, switched off again."""
    with (
        person(browser, demo_house, login="storekeeper", language="ru") as keeper,
        person(browser, demo_house, login="admin", language="ru", size=PHONE) as admin,
    ):
        keeper.open("/")
        line = keeper.page.get_by_role("navigation").first.get_by_role("link", name="Сделки")
        expect(keeper.page.get_by_role("navigation").first).to_be_visible()
        expect(line).to_have_count(0)
        admin.open("/o/access.role")
        switch = admin.page.get_by_role("switch")
        for key, count in (("rights.switch_on", 1), ("rights.switch_off", 0)):
            switch.click()
            window = admin.page.get_by_role("dialog")
            expect(window).to_contain_text("Сделки")
            admin.button(key, window).click()
            expect(line).to_have_count(count)
        expect(switch).to_have_attribute("aria-checked", "false")
