"""A pipeline is set up in the browser, and holds on everybody's board at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Locator, expect

from tests.browser.people import PHONE, Person, person
from tests.live import House

STAGE = "sales.stage"


@contextmanager
def own_funnel(admin: Person, name: str) -> Iterator[dict[str, Any]]:
    """A pipeline of the journey's own, with the first few stages; put away at the end."""
    made = admin.ask("POST", "/records/sales.funnel", {"name": name, "kind": "sale"})
    path = f"/records/sales.funnel/{made['id']}"
    admin.ask("POST", f"{path}/start", {})
    try:
        yield made
    finally:
        for deal in rows(admin, "sales.deal", made):
            at = f"/records/sales.deal/{deal['id']}"
            admin.ask("DELETE", at, If_Match=f'"{deal["version"]}"')


def rows(one: Person, object: str, funnel: dict[str, Any]) -> list[dict[str, Any]]:
    """The stages or deals of a pipeline, in order."""
    question: dict[str, Any] = {"filter": ["funnel", "=", funnel["id"]], "fields": ["*"]}
    if object == STAGE:
        question["sort"] = "position"
    found: list[dict[str, Any]] = one.ask("POST", f"/records/{object}/query", question)["items"]
    return found


def line(one: Person, name: str) -> Locator:
    """A stage on the screen of its pipeline."""
    title = one.page.locator(".fwho", has_text=re.compile(f"^{name}$"))
    return one.page.locator(".fstage").filter(has=title)


def names(one: Person) -> Locator:
    """The stages on the screen, in order."""
    return one.page.locator(".fstage .fwho")


def drag(one: Person, what: Locator, onto: Locator) -> None:
    """Take something with the mouse and let it go over something else."""
    what.scroll_into_view_if_needed()
    what.hover()
    one.page.mouse.down()
    box = onto.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + min(box["height"] / 2, 200)
    one.page.mouse.move(x - 8, y - 8, steps=6)
    one.page.mouse.move(x, y, steps=4)


def test_stages_are_made_moved_described_and_taken_out_of_use(
    browser: Browser, demo_house: House
) -> None:
    """S2-64: by mouse and by key, each step with its undo; a stage goes with what stands at it."""
    with (
        person(browser, demo_house, login="admin", language="en") as admin,
        own_funnel(admin, "Repairs") as funnel,
    ):
        page = admin.page
        admin.open(f"/o/sales.funnel/{funnel['id']}")
        expect(names(admin)).to_have_text(["New", "In progress", "Done", "Fell through"])
        admin.button("funnel.new_stage").click()
        page.get_by_label(admin.say("funnel.new_stage")).fill("Parts ordered")
        page.keyboard.press("Enter")
        expect(names(admin)).to_have_text(
            ["New", "In progress", "Parts ordered", "Done", "Fell through"]
        )
        pane = page.locator(".fpane")
        expect(pane.get_by_role("heading", name="Parts ordered")).to_be_visible()

        drag(admin, line(admin, "Parts ordered").locator(".fgrip"), line(admin, "New"))
        page.mouse.up()
        expect(names(admin).first).to_have_text("Parts ordered")
        admin.toast(admin.say("funnel.arranged"))
        page.get_by_role("button", name=re.compile("^Undo")).last.click()
        expect(names(admin).nth(2)).to_have_text("Parts ordered")
        line(admin, "Parts ordered").locator(".fname").focus()
        page.keyboard.press("Alt+ArrowUp")
        expect(names(admin).nth(1)).to_have_text("Parts ordered")

        row = pane.locator("[data-field=help]")
        row.locator("dd").click()
        pane.get_by_role("textbox").fill("Name the day of delivery.")
        page.keyboard.press("Control+Enter")
        expect(row).to_contain_text("Name the day of delivery.")

        stages = {stage["name"]: stage for stage in rows(admin, STAGE, funnel)}
        for name in ("Pump", "Tap"):
            values = {"name": name, "stage": stages["Parts ordered"]["id"]}
            admin.ask("POST", "/records/sales.deal", values)
        expect(line(admin, "Parts ordered").locator(".fcount")).to_have_text("2")
        admin.button("funnel.retire", pane).click()
        window = page.get_by_role("dialog")
        window.get_by_role("combobox").select_option(label="New")
        window.get_by_role("button", name=re.compile("2")).click()
        expect(names(admin)).to_have_text(["New", "In progress", "Done", "Fell through"])
        expect(line(admin, "New").locator(".fcount")).to_have_text("2")
        admin.toast("2 deals moved")
        page.get_by_role("button", name=re.compile("^Undo")).last.click()
        expect(line(admin, "Parts ordered").locator(".fcount")).to_have_text("2")


def test_a_way_that_is_closed_is_refused_on_the_board_in_words(
    browser: Browser, demo_house: House
) -> None:
    """What the administrator ticks holds on a board that is open elsewhere, without a reload."""
    with (
        person(browser, demo_house, login="admin", language="ru") as admin,
        own_funnel(admin, "Ремонт") as funnel,
        person(browser, demo_house, login="manager1", language="ru") as seller,
    ):
        stages = {stage["name"]: stage for stage in rows(admin, STAGE, funnel)}
        made = {"name": "Кран", "stage": stages["Новая"]["id"]}
        deal = seller.ask("POST", "/records/sales.deal", made)
        question = f'["funnel","=","{funnel["id"]}"]'
        seller.open(f"/o/sales.deal?view=board&filter={question}")
        card = seller.page.locator(f'[data-card="{deal["id"]}"]')
        expect(card).to_be_visible()

        admin.open(f"/o/sales.funnel/{funnel['id']}")
        line(admin, "Новая").locator(".fname").click()
        ways = admin.page.locator(".ways fieldset").first
        with admin.page.expect_response(re.compile(STAGE)) as answer:
            ways.get_by_label("В работе").click()
        assert answer.value.ok
        expect(ways.get_by_label("В работе")).to_be_checked()

        lane = seller.page.locator(".lane")
        done, busy = lane.filter(has_text="Готово"), lane.filter(has_text="В работе")
        expect(card).to_be_visible()
        shut = seller.page.locator(".lane.shut")
        seller.page.wait_for_load_state("networkidle")
        drag(seller, card, done)
        expect(shut).not_to_have_count(0)
        seller.page.mouse.up()
        seller.toast("можно перейти только сюда: В работе")
        expect(lane.filter(has_text="Новая").locator(".kc")).to_have_count(1)
        drag(seller, card, busy)
        seller.page.mouse.up()
        expect(busy.locator(".kc")).to_have_count(1)
        seller.open(f"/o/sales.deal/{deal['id']}")
        expect(seller.page.locator(".path .now")).to_contain_text("В работе")


def test_a_stage_is_shut_to_a_role_and_opened_again(browser: Browser, demo_house: House) -> None:
    """S2-21, S2-58: set at the stage, told before, felt on an open board, opened in the role."""
    with (
        person(browser, demo_house, login="admin", language="en") as admin,
        own_funnel(admin, "Claims") as funnel,
        person(browser, demo_house, login="manager1", language="en") as seller,
    ):
        stages = {stage["name"]: stage for stage in rows(admin, STAGE, funnel)}
        made = {"name": "Cracked pane", "stage": stages["New"]["id"]}
        deal = seller.ask("POST", "/records/sales.deal", made)
        asked = {"search": "manager1", "fields": ["roles"]}
        (role,) = admin.ask("POST", "/records/access.user/query", asked)["items"][0]["roles"]
        question = f'["funnel","=","{funnel["id"]}"]'
        seller.open(f"/o/sales.deal?view=board&filter={question}")
        card = seller.page.locator(f'[data-card="{deal["id"]}"]')
        expect(card).to_be_visible()

        page = admin.page
        admin.open(f"/o/sales.funnel/{funnel['id']}")
        line(admin, "New").locator(".fname").click()
        title = admin.say("funnel.right_of", role=role["title"], stage="New")
        level = page.get_by_label(title)
        expect(level).to_have_value("move")
        level.select_option(label=admin.say("funnel.right_none"))
        window = page.get_by_role("dialog")
        expect(window).to_contain_text("see what stands at “New”: yes → no")
        expect(card).to_be_visible()
        admin.button("action.save", window).click()
        admin.toast(admin.say("funnel.rights_saved", name="New"))
        expect(level).to_have_value("none")
        expect(card).to_have_count(0)
        admin.open(f"/o/access.role/{role['id']}")
        whole = page.get_by_role("region", name=admin.say("funnel.stage_rights"))
        part = whole.locator("details", has=page.get_by_text("Claims", exact=True))
        part.get_by_text("Claims", exact=True).click()
        expect(part.get_by_label(title)).to_have_value("none")
        part.get_by_label(title).select_option(label=admin.say("funnel.right_move"))
        admin.button("action.save", page.get_by_role("dialog")).click()
        expect(part.get_by_label(title)).to_have_value("move")
        expect(card).to_be_visible()


def test_a_pipeline_is_set_up_on_a_phone(browser: Browser, demo_house: House) -> None:
    """By its menus alone, without dragging; nothing stands out beyond the screen."""
    with (
        person(browser, demo_house, login="admin", language="de", size=PHONE) as admin,
        own_funnel(admin, "Reparatur") as funnel,
    ):
        page = admin.page
        admin.open(f"/o/sales.funnel/{funnel['id']}")
        expect(names(admin)).to_have_text(["Neu", "In Arbeit", "Erledigt", "Geplatzt"])
        menu = page.get_by_role("button", name=admin.say("funnel.menu", name="In Arbeit"))
        menu.click()
        page.get_by_role("menuitem", name=admin.say("funnel.up")).click()
        expect(names(admin).first).to_have_text("In Arbeit")
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide


def test_an_object_of_ones_own_goes_through_a_pipeline(browser: Browser, demo_house: House) -> None:
    """S2-63, S2-64: made with one switch; its board, its cards and its stages work at once."""
    with person(browser, demo_house, login="admin", language="de") as admin:
        page = admin.page
        admin.open("/o/meta.object/new")
        page.get_by_label(admin.say("shape.one")).fill("Aufmaßtermin")
        page.get_by_label(admin.label("meta.object", "pipeline")).check()
        admin.button("action.create").last.click()
        expect(page.get_by_role("heading", name="Aufmaßtermin").first).to_be_visible()
        asked = {"search": "Aufmaßtermin", "fields": ["*"]}
        (made,) = admin.ask("POST", "/records/meta.object/query", asked)["items"]
        name = f"own.{made['code']}"
        try:
            admin.open(f"/o/{name}?view=board")
            lane = page.locator(".lane")
            expect(lane.locator("h2 .ell").first).to_have_text("Neu")
            lane.first.locator(".kadd").click()
            page.get_by_label(admin.say("board.name")).fill("Schule am Park")
            page.keyboard.press("Enter")
            card = page.locator("[data-card]").filter(has_text="Schule am Park")
            expect(card).to_be_visible()
            page.keyboard.press("Escape")
            drag(admin, card, lane.nth(1))
            page.mouse.up()
            expect(lane.nth(1).locator("[data-card]")).to_have_count(1)
            expect(lane.nth(1).locator("h2 .n")).to_have_text("1")
            card.locator(".kt").click()
            expect(page.locator(".path .now")).to_contain_text("In Arbeit")
            whose = {"filter": ["object", "=", name]}
            (funnel,) = admin.ask("POST", "/records/sales.funnel/query", whose)["items"]
            admin.open(f"/o/sales.funnel/{funnel['id']}")
            expect(line(admin, "In Arbeit").locator(".fcount")).to_have_text("1")
        finally:
            path = f"/records/meta.object/{made['id']}"
            admin.ask("DELETE", path, If_Match=f'"{made["version"]}"')
