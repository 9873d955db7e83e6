"""Forms are arranged in the browser and are on every open page at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Locator, expect

from tests.browser.people import PHONE, Person, person
from tests.live import House

COMPANY = "people.company"


@contextmanager
def arranging(browser: Browser, house: House, language: str = "ru") -> Iterator[Person]:
    """An administrator, after whom no layout is left."""
    with person(browser, house, login="admin", language=language) as admin:
        yield admin
        for found in admin.ask("GET", "/records/meta.layout?limit=200")["items"]:
            path = f"/records/meta.layout/{found['id']}"
            admin.ask("DELETE", path, If_Match=f'"{found["version"]}"')


def tile(one: Person, name: str) -> Locator:
    """A field at its place in the editor."""
    return one.page.locator(f'.lcanvas [data-card="field:{name}"]')


def section(one: Person, key: str) -> Locator:
    """A section in the editor."""
    return one.page.locator(f'.lcanvas [data-place="end:{key}"]')


def names(part: Locator) -> list[str]:
    """The fields of a section, in order."""
    found: list[str] = part.locator(".ltile").evaluate_all(
        "all => all.map((one) => one.dataset.card.split(':')[1])"
    )
    return found


def expect_first(part: Locator, wanted: list[str]) -> None:
    """Wait until a section begins with some fields; what is dropped is drawn a moment later."""
    for at, name in enumerate(wanted):
        tile = part.locator(".ltile").nth(at)
        expect(tile).to_have_attribute("data-card", f"field:{name}")


def save(one: Person) -> None:
    """Publish what is arranged."""
    waiting = one.page.get_by_text(one.say("layouts.unsaved"), exact=True)
    expect(waiting).to_have_count(1)
    one.button("action.save").click()
    expect(waiting).to_have_count(0)


def drag(one: Person, held: Locator, to: Locator, over: Locator | None = None) -> None:
    """Carry something over in several steps, as a hand does; OVER takes it, else TO."""
    to.scroll_into_view_if_needed()
    held.scroll_into_view_if_needed()
    mouse, here, there = one.page.mouse, held.bounding_box(), to.bounding_box()
    assert here is not None
    assert there is not None
    mouse.move(here["x"] + 8, here["y"] + here["height"] / 2)
    mouse.down()
    mouse.move(here["x"] + 16, here["y"] + here["height"] / 2 + 6, steps=3)
    mouse.move(there["x"] + 12, there["y"] + there["height"] / 2, steps=8)
    expect(over or to).to_have_class(re.compile(r"\bover\b"))
    mouse.up()
    # the browser tells the drop a moment later
    expect(one.page.locator(".larea.held")).to_have_count(0)


def test_an_arranged_form_is_on_open_pages_and_typed_text_stays(
    browser: Browser, demo_house: House
) -> None:
    """S0-079, S4-065: dragged, saved, and there for another without a reload, in form and card."""
    with (
        person(browser, demo_house, login="manager1") as seller,
        person(browser, demo_house, login="manager1") as other,
        arranging(browser, demo_house) as admin,
    ):
        client = seller.ask("POST", f"/records/{COMPANY}", {"name": "Берёзка"})["id"]
        seller.open(f"/o/{COMPANY}/new")
        seller.button("form.all_fields").click()
        notes = seller.page.locator("[data-field=notes] textarea")
        notes.fill("Просит перезвонить")
        notes.press("End")
        other.open(f"/o/{COMPANY}/{client}")
        other.page.locator("[data-field=name]").hover()
        other.page.locator("[data-field=name] .fpen").click()
        other.page.locator(":focus").fill("Берёзка и сын")

        admin.open(f"/o/{COMPANY}/{client}")
        admin.button("action.more").click()
        admin.page.get_by_role("menuitem", name=admin.say("layouts.arrange")).click()
        expect(tile(admin, "name")).to_contain_text("Берёзка")
        admin.button("layouts.add_section").click()
        heading = admin.say("layouts.heading_in", language=admin.say("shape.language_ru"))
        admin.page.get_by_label(heading).fill("Главное")
        drag(admin, tile(admin, "notes"), section(admin, "s1"))
        menu = admin.say("layouts.menu", label=admin.label(COMPANY, "name"))
        admin.page.get_by_role("button", name=menu, exact=True).click()
        admin.page.get_by_role("menuitem", name="Главное").click()
        expect_first(section(admin, "s1"), ["notes", "name"])
        save(admin)

        block = seller.page.locator("section.sec").filter(has_text="Главное")
        expect(block.locator("[data-field=notes] textarea")).to_have_value("Просит перезвонить")
        expect(block.locator("[data-field=notes] textarea")).to_be_focused()
        seller.page.keyboard.type(" завтра")
        expect(notes).to_have_value("Просит перезвонить завтра")
        block = other.page.locator("section.sec").filter(has_text="Главное")
        expect(block.locator("[data-field=name] input")).to_have_value("Берёзка и сын")
        other.page.keyboard.press("Enter")
        expect(other.page.get_by_role("heading", level=1)).to_contain_text("Берёзка и сын")

        drag(admin, tile(admin, "notes"), admin.page.locator(".lrest"))
        save(admin)
        expect(seller.page.locator("section.sec").filter(has_text="Главное")).to_have_count(1)
        expect(notes).to_have_value("Просит перезвонить завтра")
        seller.button("action.discard").click()


def test_what_is_let_go_below_the_last_section_stands_at_its_end(
    browser: Browser, demo_house: House
) -> None:
    """A form scrolls while something is held at its edge, and its last section moves away."""
    with arranging(browser, demo_house) as admin:
        admin.open(f"/arrange/{COMPANY}")
        admin.button("layouts.add_section").click()
        end = section(admin, "s1")
        below = admin.page.locator(".lcanvas > .start")
        nearest = names(admin.page.locator(".lcanvas"))[-2:]
        for count, name in enumerate(nearest, start=1):
            drag(admin, tile(admin, name), below, over=end)
            expect(end.locator(".ltile")).to_have_count(count)
            expect(end.locator(".ltile").last).to_have_attribute("data-card", f"field:{name}")


def test_fields_are_arranged_by_keys_taken_back_and_seen_as_a_role(
    browser: Browser, demo_house: House
) -> None:
    """S0-028: every drag has a key; a trial shows what a role sees before anything is saved."""
    with arranging(browser, demo_house, "en") as admin:
        admin.open(f"/arrange/{COMPANY}")
        expect(tile(admin, "name")).to_be_visible()
        first, second = names(section(admin, "main"))[:2]
        tile(admin, first).locator(".lname").focus()
        admin.page.keyboard.press("Alt+ArrowDown")
        expect_first(section(admin, "main"), [second, first])
        expect(tile(admin, first).locator(".lname")).to_be_focused()
        admin.page.keyboard.press("Delete")
        expect(tile(admin, first)).to_have_count(0)
        admin.button("action.undo").click()
        admin.button("action.undo").click()
        expect_first(section(admin, "main"), [first, second])
        admin.button("layouts.redo").click()
        expect_first(section(admin, "main"), [second, first])
        label = admin.label(COMPANY, second)
        admin.page.get_by_role("button", name=admin.say("layouts.menu", label=label)).click()
        admin.page.get_by_role("menuitem", name=admin.say("layouts.take_out")).click()
        expect(tile(admin, second)).to_have_count(0)
        put = admin.say("layouts.put_in", label=label)
        admin.page.get_by_role("button", name=put).click()
        expect(tile(admin, second)).to_have_count(1)

        role = admin.ask("POST", "/records/access.role", barred(first))
        arranged = names(admin.page.locator(".lcanvas"))
        admin.open(f"/arrange/{COMPANY}")
        # what was not saved yet is kept on this device
        expect(tile(admin, first)).to_be_visible()
        expect_first(admin.page.locator(".lcanvas"), arranged)
        admin.button("layouts.view_wide").click()
        seen = admin.page.locator(".lpreview")
        expect(seen.locator(f"[data-field={first}]")).to_be_visible()
        admin.page.get_by_label(admin.say("layouts.see_as")).select_option(role["id"])
        expect(seen.locator(f"[data-field={second}]")).to_be_visible()
        expect(seen.locator(f"[data-field={first}]")).to_have_count(0)
        admin.button("layouts.view_phone").click()
        expect(seen).to_have_class(re.compile("phone"))
        assert admin.ask("GET", "/records/meta.layout")["items"] == []
        path = f"/records/access.role/{role['id']}"
        admin.ask("DELETE", path, If_Match=f'"{role["version"]}"')


def barred(field: str) -> dict[str, Any]:
    """A role to which one field of companies is closed."""
    return {
        "name": "Trainee",
        "level": 1,
        "grants": {"*": {"read": "organisation"}},
        "fields": {COMPANY: {field: "none"}},
    }


def test_a_field_shows_itself_when_its_condition_is_met(
    browser: Browser, demo_house: House
) -> None:
    """S0-028: made in the editor, judged while somebody types, on a phone and in another tab."""
    with arranging(browser, demo_house, "de") as admin:
        admin.open(f"/arrange/{COMPANY}")
        tile(admin, "notes").locator(".lname").click()
        admin.button("layouts.when_add").click()
        panel = admin.page.get_by_role("dialog")
        panel.get_by_label(admin.say("filter.find_field")).fill(admin.label(COMPANY, "city"))
        panel.locator(".fieldlist button").first.click()
        panel.locator(".cval input").fill("Berlin")
        admin.button("action.apply", panel).click()
        expect(admin.page.locator(".linsp")).to_contain_text("Berlin")
        admin.button("layouts.add_tab").click()
        heading = admin.say("layouts.heading_in", language=admin.say("shape.language_de"))
        admin.page.get_by_label(heading).fill("Orte")
        admin.page.locator(".ltabs button").first.click()
        drag(admin, tile(admin, "city"), admin.page.locator('[data-place="tab:t1"]'))
        save(admin)
        with person(browser, demo_house, "manager1", "de", PHONE) as seller:
            seller.open(f"/o/{COMPANY}/new")
            seller.button("form.all_fields").click()
            tabs = seller.page.get_by_role("tab")
            expect(tabs).to_have_count(2)
            expect(seller.page.locator("[data-field=notes]")).to_have_count(0)
            tabs.last.click()
            seller.page.locator("[data-field=city] input").fill("berlin")
            tabs.first.click()
            expect(seller.page.locator("[data-field=notes]")).to_be_visible()
            assert tabs.last.inner_text() == "Orte"
            seller.button("action.discard").click()


def test_two_administrators_at_one_form_are_asked_which_stays(
    browser: Browser, demo_house: House
) -> None:
    """S0-112: the second save is no silent overwriting; nothing of either is lost unasked."""
    with (
        arranging(browser, demo_house, "en") as first,
        person(browser, demo_house, "admin", "en") as second,
    ):
        first.open(f"/arrange/{COMPANY}")
        tile(first, "phones").locator(".lname").press("Delete")
        save(first)
        second.open(f"/arrange/{COMPANY}")
        expect(tile(second, "emails")).to_be_visible()
        tile(second, "emails").locator(".lname").press("Delete")
        expect(tile(second, "emails")).to_have_count(0)
        tile(first, "sites").locator(".lname").press("Delete")
        save(first)
        second.button("action.save").click()
        window = second.page.get_by_role("alertdialog")
        expect(window).to_contain_text(second.say("conflict.title"))
        second.button("conflict.keep_theirs", window).click()
        expect(tile(second, "sites")).to_have_count(0)
        expect(tile(second, "emails")).to_be_visible()
        tile(second, "emails").locator(".lname").press("Delete")
        save(second)
        expect(tile(first, "emails")).to_have_count(0)


def test_columns_become_the_standard_of_everybody(browser: Browser, demo_house: House) -> None:
    """S0-028: another's open list has them at once; who may not arrange is not offered it."""
    with (
        person(browser, demo_house, login="manager1") as seller,
        arranging(browser, demo_house) as admin,
    ):
        seller.open(f"/o/{COMPANY}")
        gone = seller.page.get_by_role("columnheader", name=seller.label(COMPANY, "phones"))
        expect(gone).to_be_visible()
        seller.button("columns.title").click()
        expect(seller.page.locator(".colpanel")).to_be_visible()
        expect(seller.page.locator(".colstd")).to_have_count(0)
        seller.page.keyboard.press("Escape")
        admin.open(f"/o/{COMPANY}?columns=name,city")
        admin.button("columns.title").click()
        admin.button("layouts.list_standard").click()
        admin.toast(admin.say("layouts.saved"))
        expect(gone).to_have_count(0)
        city = seller.page.get_by_role("columnheader", name=seller.label(COMPANY, "city"))
        expect(city).to_be_visible()
        admin.open(f"/o/{COMPANY}")
        admin.button("columns.title").click()
        admin.button("layouts.list_back").click()
        expect(gone).to_be_visible()
