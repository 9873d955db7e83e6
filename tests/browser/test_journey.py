"""From the empty firm to an object of its own that people work with, in the browser alone.

docs/journey tells the same way to the reader; ``KARTEI_TEST_PICTURES=FOLDER`` takes its pictures,
in the language of ``KARTEI_TEST_LANGUAGE``.
"""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Browser, FilePayload, Locator, expect
from tools.screens import keep

from tests.browser.journey_words import LANGUAGE, SAID
from tests.browser.people import Person, person
from tests.browser.test_funnels import drag as carry
from tests.browser.test_layouts import drag, section
from tests.browser.test_roles import circle
from tests.browser.test_shaping import named, tile
from tests.live import PASSWORD, House
from tests.papers import workbook

VISIT = "own.measurement"
ROWS = 500


def picture(one: Person, name: str) -> None:
    """A picture for docs/journey, where somebody wants one."""
    folder = os.environ.get("KARTEI_TEST_PICTURES")
    if folder:
        one.page.wait_for_load_state("networkidle")
        keep(one.page.screenshot(), Path(folder) / f"{name}.{LANGUAGE}.png")


def test_an_empty_firm_measures_an_hour_later(browser: Browser, empty_house: House) -> None:
    """S0-004, S0-133, S0-135, S0-152, S1-39, S3-37, S3-39: object, fields, formula, rule, form,
    role, user and 500 rows from a file; then the new user works with them.
    """
    with person(browser, empty_house, login="", language=LANGUAGE) as first:
        begin(first)
    with person(browser, empty_house, login="admin", language=LANGUAGE) as admin:
        make_object(admin)
        make_fields(admin)
        make_rule(admin)
        arrange(admin)
        make_role(admin)
        make_user(admin)
        bring_in(admin)
    with person(browser, empty_house, login="zamer", language=LANGUAGE) as surveyor:
        work(surveyor)


def begin(one: Person) -> None:
    """The first run: firm, administrator, modules."""
    page = one.page
    one.open("/")
    page.get_by_label(one.say("setup.firm")).fill(SAID.firm)
    picture(one, "01-first-run")
    one.button("setup.next").click()
    expect(page.get_by_role("radio", name=one.say("setup.no_preset"))).to_be_checked()
    one.button("setup.next").click()
    page.get_by_label(one.say("setup.name")).fill(SAID.admin)
    page.get_by_label(one.say("login.login")).fill("admin")
    page.get_by_label(one.say("login.password"), exact=True).fill(PASSWORD)
    one.button("setup.next").click()
    one.button("setup.start").click()
    expect(page.locator(".rail")).to_be_visible()


def make_object(admin: Person) -> None:
    """Measurements with a pipeline; they stand in the menu at once."""
    page = admin.page
    admin.open("/o/meta.object/new")
    page.get_by_label(admin.say("shape.one")).fill(SAID.one)
    page.get_by_label(admin.say("shape.many")).fill(SAID.many)
    page.get_by_label(admin.label("meta.object", "code")).fill("measurement")
    page.get_by_label(admin.label("meta.object", "pipeline")).check()
    picture(admin, "02-object")
    admin.button("action.create").last.click()
    rail = page.get_by_role("navigation").first
    expect(rail.get_by_role("link", name=SAID.many.capitalize())).to_be_visible()


def new_field(admin: Person, name: str, kind: str, formula: str = "") -> Locator:
    """The window of a new field, filled in so far; opened from the list."""
    page = admin.page
    admin.button("columns.title").click()
    admin.button("shape.new_field").click()
    window = page.get_by_role("dialog")
    window.get_by_label(admin.say("shape.name"), exact=True).fill(name)
    if formula:
        admin.button("formula.way_formula", window).click()
    tile(admin, kind_word(admin, kind)).click()
    if formula:
        window.locator(".formula textarea").fill(formula)
    return window


def kind_word(admin: Person, kind: str) -> str:
    """How a kind of field is called."""
    fields = admin.ask("GET", "/meta")["objects"]["meta.field"]["fields"]
    options = next(field["options"] for field in fields if field["name"] == "kind")
    return str(next(option["label"] for option in options if option["value"] == kind))


def made(admin: Person, window: Locator, name: str) -> None:
    """Finish a field."""
    admin.button("shape.make", window).click()
    admin.toast(re.compile(re.escape(name)))


def make_fields(admin: Person) -> None:
    """Link to the client, moment, choice, number, and a formula over the number."""
    page = admin.page
    admin.open(f"/o/{VISIT}?view=list")
    window = new_field(admin, SAID.client, "link")
    target = admin.label("meta.field", "target")
    window.get_by_label(target).select_option(value="people.person")
    made(admin, window, SAID.client)
    made(admin, new_field(admin, SAID.when, "moment"), SAID.when)
    window = new_field(admin, SAID.material, "choice")
    for number, word in enumerate(SAID.materials, 1):
        if number > 1:
            page.keyboard.press("Enter")
        window.get_by_label(admin.say("shape.choice_number", n=str(number))).fill(word)
    picture(admin, "03-field")
    made(admin, window, SAID.material)
    made(admin, new_field(admin, SAID.openings, "integer"), SAID.openings)
    window = new_field(admin, SAID.minutes, "integer", f"20 + [{SAID.openings}] * 10")
    picture(admin, "04-formula")
    made(admin, window, SAID.minutes)


def make_rule(admin: Person) -> None:
    """A measurement without an opening is refused."""
    page = admin.page
    admin.open(f"/o/meta.rule/new?object={VISIT}")
    page.get_by_label(admin.label("meta.rule", "name"), exact=True).fill(SAID.rule)
    page.locator(".formula textarea").fill(f"[{SAID.openings}] < 1")
    field = admin.label("meta.rule", "field")
    page.get_by_label(field, exact=True).select_option(label=SAID.openings)
    page.get_by_label(admin.say("formula.message"), exact=True).fill(SAID.refusal)
    picture(admin, "05-rule")
    admin.button("action.create", page.locator("#main")).click()
    admin.toast(SAID.rule)


def arrange(admin: Person) -> None:
    """A section of its own for what the surveyor needs on his way."""
    page = admin.page
    admin.open(f"/arrange/{VISIT}")
    admin.button("layouts.add_section").last.click()
    heading = admin.say("layouts.heading_in", language=admin.say(f"shape.language_{LANGUAGE}"))
    page.get_by_label(heading).fill(SAID.section)
    drag(admin, page.locator(".lcanvas .ltile").filter(has_text=SAID.when), section(admin, "s1"))
    page.get_by_role(
        "button", name=admin.say("layouts.menu", label=SAID.client), exact=True
    ).click()
    page.get_by_role("menuitem", name=SAID.section).click()
    expect(section(admin, "s1").locator(".ltile")).to_have_count(2)
    picture(admin, "06-form")
    waiting = page.get_by_text(admin.say("layouts.unsaved"), exact=True)
    admin.button("action.save").click()
    expect(waiting).to_have_count(0)


def make_role(admin: Person) -> None:
    """A role out of a ready one, with all measurements of the firm open to it."""
    page = admin.page
    admin.open("/o/access.role/new")
    page.locator(".rtiles label").filter(has_text=SAID.template).first.click()
    page.get_by_label(admin.say("rights.name")).fill(SAID.role)
    admin.button("rights.make").click()
    expect(page.get_by_role("heading", name=SAID.role)).to_be_visible()
    for privilege in (SAID.read, SAID.write):
        circle(page, SAID.many.capitalize(), privilege).press("4")
    picture(admin, "07-role")
    admin.button("action.save").click()
    admin.toast(SAID.role)


def make_user(admin: Person) -> None:
    """A user with this role; only his password is set past the browser."""
    page = admin.page
    admin.open("/o/access.user/new")
    page.get_by_label(admin.label("access.user", "name"), exact=True).fill(SAID.user)
    page.get_by_label(admin.label("access.user", "login"), exact=True).fill("zamer")
    for name, word in (("unit", SAID.firm), ("roles", SAID.role)):
        box = page.locator(f"[data-field={name}]").get_by_role("combobox")
        # opened, not typed into: a list that is asked anew moves away under the pointer
        box.press("ArrowDown")
        page.get_by_role("option", name=word).click()
    page.keyboard.press("Escape")
    expect(page.locator("[data-field=roles]")).to_contain_text(SAID.role)
    picture(admin, "08-user")
    admin.button("form.submit", page.locator("#main")).click()
    admin.toast(SAID.user)
    user = named(admin, "access.user", "zamer")
    path = f"/records/access.user/{user['id']}/set_password"
    admin.ask("POST", path, {"password": PASSWORD})


def rows() -> list[list[str]]:
    """Measurements as a table holds them; the last two have no opening."""
    start = datetime(2026, 12, 1, 9, tzinfo=UTC)
    found = []
    for number in range(ROWS + 2):
        when = start + timedelta(hours=number)
        openings = 1 + number % 7 if number < ROWS else 0
        found.append(
            [
                f"{SAID.request} {number + 1:03}",
                when.strftime(SAID.moment),
                SAID.materials[number % 3],
                str(openings),
            ]
        )
    return found


def bring_in(admin: Person) -> None:
    """500 rows by the wizard; what the rule refuses is told by row."""
    page = admin.page
    admin.open(f"/import/{VISIT}")
    head = [SAID.title, SAID.when, SAID.material, SAID.openings]
    file = FilePayload(name=f"{SAID.many}.xlsx", mimeType="", buffer=workbook(head, rows()))
    page.locator("input[type=file]").set_input_files(file)
    mapping = page.get_by_role("table", name=admin.say("import.mapping"))
    expect(mapping.get_by_role("row")).to_have_count(len(head) + 1)
    expect(mapping.get_by_text(admin.say("import.skipped"))).to_have_count(0)
    picture(admin, "09-import-columns")
    admin.button("import.next_columns").click()
    page.get_by_role("button", name=re.compile("502")).click()
    faults = page.get_by_role("table", name=admin.say("import.faults"))
    expect(faults.get_by_role("row")).to_have_count(3)
    expect(faults).to_contain_text(SAID.refusal)
    picture(admin, "10-import-faults")
    admin.button("import.next_check").click()
    expect(page.get_by_text(admin.say("import.is_done"))).to_be_visible()
    expect(page.locator("dl.counts dd").first).to_have_text(str(ROWS))


def work(one: Person) -> None:
    """The new user: list, filter, form with its rule, and a card carried to the next stage."""
    page = one.page
    one.open("/")
    page.get_by_role("navigation").first.get_by_role("link", name=SAID.many.capitalize()).click()
    one.open(f"/o/{VISIT}?view=list")
    expect(page.get_by_role("row").nth(1)).to_be_visible()
    picture(one, "11-list")
    narrow(one)
    refused(one)
    carried(one)


def narrow(one: Person) -> None:
    """A filter on a field of one's own, made on screen."""
    page = one.page
    page.get_by_role("button", name=one.say("filter.title")).click()
    page.get_by_label(one.say("filter.find_field")).fill(SAID.material)
    page.locator(".fieldlist button").first.click()
    panel = page.get_by_role("dialog")
    panel.get_by_text(SAID.materials[2]).click()
    one.button("action.apply", panel).click()
    expect(page.locator(".chips .chip").first).to_contain_text(SAID.materials[2])
    wanted = ROWS // 3
    asked = {"filter": ["name", "contains", SAID.request], "count": "exact"}
    assert one.ask("POST", f"/records/{VISIT}/query", asked)["count"]["value"] == ROWS
    expect(page.locator(".tfoot, .foot").first).to_contain_text(str(wanted))
    picture(one, "12-filter")


def refused(one: Person) -> None:
    """The administrator's rule speaks in the new user's form, arranged as he arranged it."""
    page = one.page
    one.open(f"/o/{VISIT}/new")
    expect(page.get_by_label(SAID.openings)).to_be_visible()
    expect(page.get_by_label(SAID.minutes)).to_have_count(0)
    one.button("form.all_fields").click()
    block = page.locator("section.sec").filter(has_text=SAID.section)
    expect(block.locator("[data-field]")).to_have_count(2)
    page.get_by_label(SAID.openings).fill("0")
    page.get_by_label(one.label(VISIT, "name"), exact=True).fill(f"{SAID.street} 3")
    one.button("form.submit", page.locator("#main")).click()
    expect(page.get_by_text(SAID.refusal).first).to_be_visible()
    picture(one, "13-refused")
    page.get_by_label(SAID.openings).fill("4")
    one.button("form.submit", page.locator("#main")).click()
    one.toast(f"{SAID.street} 3")
    assert 60 in named(one, VISIT, SAID.street).values(), "20 minutes and 10 for each of 4 openings"


def carried(one: Person) -> None:
    """A card goes to the next stage."""
    page = one.page
    one.open(f"/o/{VISIT}?view=board&search={SAID.street}")
    lane, card = (
        page.locator(".lane"),
        page.locator("[data-card]").filter(has_text=f"{SAID.street} 3"),
    )
    expect(card).to_be_visible()
    carry(one, card, lane.nth(1))
    page.mouse.up()
    expect(lane.nth(1).locator("[data-card]")).to_have_count(1)
    picture(one, "14-board")
    card.locator(".kt").click()
    expect(page.locator(".path .now")).to_contain_text(SAID.work)
