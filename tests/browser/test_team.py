"""People on screen: dismissal with hand-over, the tree of units, the bin, requests for access."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Browser, Locator, expect

from tests.browser.people import PHONE, Person, person
from tests.live import House

USER, UNIT, PERSON = "access.user", "access.unit", "people.person"


def user_of(admin: Person, login: str) -> dict[str, Any]:
    """A user by his login."""
    body = {"filter": ["login", "=", login], "fields": ["name", "unit", "roles", "active"]}
    found: dict[str, Any] = admin.ask("POST", f"/records/{USER}/query", body)["items"][0]
    return found


def make_user(admin: Person, login: str, name: str) -> str:
    """Somebody with the role and unit of a manager."""
    like = user_of(admin, "manager1")
    roles = [role["id"] for role in like["roles"]]
    values = {"login": login, "name": name, "unit": like["unit"]["id"], "roles": roles}
    return str(admin.ask("POST", f"/records/{USER}", values)["id"])


def make_client(admin: Person, last: str, owner: str) -> str:
    """A contact that belongs to somebody."""
    made = admin.ask("POST", f"/records/{PERSON}", {"last_name": last, "owner": owner})
    return str(made["id"])


def choose(one: Person, box: Locator, text: str) -> None:
    """Type into a picker and take what it finds."""
    box.fill(text)
    one.page.get_by_role("option", name=re.compile(text)).first.click()


def test_a_leaving_user_hands_over(browser: Browser, demo_house: House) -> None:
    """S0-019: the window counts what he owns; afterwards it is another's, and he is out."""
    with person(browser, demo_house, login="admin", language="en") as admin:
        leaver = make_user(admin, "leaver", "Lea Leaver")
        keys = [make_client(admin, f"Heritage{n}", leaver) for n in range(3)]
        admin.open(f"/o/{USER}/{leaver}")
        admin.button("action.more").last.click()
        admin.page.get_by_role("menuitem", name=admin.say("team.dismiss")).click()
        window = admin.page.get_by_role("dialog")
        expect(window.locator(".held li").filter(has_text="Contacts")).to_contain_text("3")
        go = window.get_by_role("button", name="Dismiss and hand over 3 records")
        expect(go).to_have_attribute("aria-disabled", "true")
        heir = user_of(admin, "manager2")
        choose(admin, window.get_by_role("combobox").first, heir["name"])
        go.click()
        admin.toast("Dismissed: Lea Leaver")
        owners = [admin.ask("GET", f"/records/{PERSON}/{key}")["owner"]["id"] for key in keys]
        assert owners == [heir["id"]] * 3
        assert user_of(admin, "leaver")["active"] is False


def test_a_new_user_signs_in_with_the_password_thought_up_for_him(
    browser: Browser, demo_house: House
) -> None:
    """S0-019: the form of a new user asks for his first password, and offers one."""
    with person(browser, demo_house, login="admin", language="en") as admin:
        admin.open(f"/o/{USER}/new")
        form = admin.page.locator(".nform")
        form.get_by_label("Full name").fill("Nora New")
        form.get_by_label("Login").fill("nora")
        choose(
            admin, form.get_by_role("combobox").first, user_of(admin, "manager1")["unit"]["title"]
        )
        admin.button("value.make_password", form).click()
        typed = form.get_by_label("New password")
        expect(typed).to_have_value(re.compile(r"^\w{16}$"))
        password = typed.input_value()
        admin.button("form.submit").click()
        expect(admin.page.get_by_role("heading", name="Nora New")).to_be_visible()
        wish = {"login": "nora", "password": password}
        assert admin.ask("POST", "/session", wish)["user"]["name"] == "Nora New"


def branch(one: Person, name: str) -> Locator:
    """A line of the tree."""
    return one.page.get_by_role("treeitem", name=re.compile(rf"^{name}, "))


def ask_of(one: Person, unit: str, key: str) -> Locator:
    """Open the menu of a unit, and the window behind one of its commands."""
    branch(one, unit).get_by_role("button", name=re.compile(unit)).click()
    one.page.get_by_role("menuitem", name=one.say(f"team.unit_{key}")).click()
    return one.page.get_by_role("dialog")


def test_the_tree_of_units(browser: Browser, demo_house: House) -> None:
    """Point 4: add below, rename, move by drag, keep what is in use and say why, delete."""
    with person(browser, demo_house, login="admin", language="en") as admin:
        firm = admin.ask("GET", "/team/units")["items"]
        root = next(one["name"] for one in firm if one["parent"] is None)
        used = next(one["name"] for one in firm if one["parent"] and one["people"])
        admin.open(f"/o/{UNIT}?view=tree")
        window = ask_of(admin, root, "add")
        window.get_by_label(admin.say("team.unit_name")).fill("North")
        admin.button("action.create", window).click()
        expect(branch(admin, "North")).to_be_visible()
        window = ask_of(admin, "North", "rename")
        window.get_by_label(admin.say("team.unit_name")).fill("South")
        admin.button("action.apply", window).click()
        expect(branch(admin, "South")).to_be_visible()
        branch(admin, "South").drag_to(branch(admin, used))
        level = int(branch(admin, used).get_attribute("aria-level") or 0) + 1
        expect(branch(admin, "South")).to_have_attribute("aria-level", str(level))
        told = admin.page.locator(".toast").filter(has_text=f"South is now part of {used}")
        admin.button("action.undo", told).click()
        expect(branch(admin, "South")).to_have_attribute("aria-level", "2")
        branch(admin, "South").drag_to(branch(admin, used))
        expect(branch(admin, "South")).to_have_attribute("aria-level", str(level))
        branch(admin, used).get_by_role("button", name=re.compile(used)).last.click()
        admin.page.get_by_role("menuitem", name=admin.say("team.unit_delete")).click()
        admin.toast(re.compile("South"))
        branch(admin, "South").get_by_role("button", name=re.compile("South")).click()
        admin.page.get_by_role("menuitem", name=admin.say("team.unit_delete")).click()
        expect(branch(admin, "South")).to_have_count(0)


def test_the_tree_by_keys(browser: Browser, demo_house: House) -> None:
    with person(browser, demo_house, login="admin", language="ru", size=PHONE) as admin:
        admin.open(f"/o/{UNIT}?view=tree")
        lines = admin.page.get_by_role("treeitem")
        expect(lines.first).to_have_attribute("aria-selected", "true")
        many = lines.count()
        lines.first.focus()
        admin.page.keyboard.press("ArrowLeft")
        expect(lines).to_have_count(1)
        admin.page.keyboard.press("ArrowRight")
        expect(lines).to_have_count(many)
        admin.page.keyboard.press("ArrowDown")
        expect(lines.nth(1)).to_be_focused()


def test_access_is_asked_for_and_given(browser: Browser, demo_house: House) -> None:
    """Who may not read a record asks for it; one click of its owner opens it."""
    with person(browser, demo_house, login="admin", language="en") as admin:
        owner = user_of(admin, "manager1")
        key = make_client(admin, "Closedbook", owner["id"])
        with person(browser, demo_house, login="manager1", language="en") as holder:
            holder.open("/")
            with person(browser, demo_house, login="manager2", language="en") as asker:
                asker.open(f"/o/{PERSON}/{key}")
                asker.button("share.request").click()
                expect(asker.page.get_by_text(asker.say("share.requested"))).to_be_visible()
                asks = holder.say("notice.request", name=user_of(admin, "manager2")["name"])
                note = holder.page.locator(".notices .reminder").filter(has_text=asks)
                holder.button("notice.give", note).click()
                expect(note).to_have_count(0)
                asker.page.reload()
                expect(asker.page.get_by_role("heading", name="Closedbook")).to_be_visible()
                asker.faults.clear()


def test_the_bin_gives_back(browser: Browser, demo_house: House) -> None:
    """The bin holds what was deleted of all objects, and gives it back."""
    with person(browser, demo_house, login="admin", language="de") as admin:
        key = make_client(admin, "Papierkorbkunde", admin.ask("GET", "/meta")["user"]["id"])
        version = admin.ask("GET", f"/records/{PERSON}/{key}")["version"]
        admin.ask("DELETE", f"/records/{PERSON}/{key}", If_Match=f'"{version}"')
        admin.open("/bin")
        line = admin.page.get_by_role("row").filter(has_text="Papierkorbkunde")
        line.get_by_role("checkbox").check()
        admin.button("action.restore").click()
        expect(line).to_have_count(0)
        assert admin.ask("GET", f"/records/{PERSON}/{key}")["deleted"] is False
        admin.open(f"/audit?record={key}&object={PERSON}")
        expect(admin.page.get_by_role("row").filter(has_text="Papierkorbkunde")).to_have_count(3)
