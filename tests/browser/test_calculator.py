"""A calculator out of a spreadsheet, and a price while the client talks, by the keyboard alone."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from kartei.modules import calculators
from tests.browser.people import person
from tests.live import House

#: What a manager presses between an empty offer and the line in it; each entry is one stroke.
STROKES = ("Alt+c", *"1500", "Tab", *"1350")
TABLE = Path(calculators.__file__).with_name("demo_window.csv")
NAME = "Blinds of the test"
PARAMETERS = (("w", "Width", "1200"), ("h", "Height", "900"))


def test_a_price_is_named_from_the_keyboard(browser: Browser, demo_house: House) -> None:
    """S0-038: two measures, the price at once, Enter puts it into the offer: eleven strokes."""
    with person(browser, demo_house, language="en") as manager:
        page = manager.page
        manager.open("/o/offers.offer/new")
        expect(page.locator("[data-cell=name]").first).to_be_visible()
        panel = page.locator("aside.calc")
        for stroke in STROKES:
            page.keyboard.press(stroke)
            if stroke == "Alt+c":
                expect(panel.locator("input").first).to_be_focused()
        shown = re.compile("1.500 × 1.350")
        expect(panel.locator(".calcwords")).to_contain_text(shown)
        page.keyboard.press("Enter")
        expect(page.locator("[data-cell=name]").first).to_have_value(shown)


def test_a_calculator_is_built_from_a_spreadsheet(browser: Browser, demo_house: House) -> None:
    """S0-040: parameters, a two-way table read from a file, a formula; its price stands beside."""
    with person(browser, demo_house, login="admin", language="en") as admin:
        page = admin.page
        admin.open("/o/calculators.calculator/new")
        page.get_by_label("Name", exact=True).first.fill(NAME)
        parameters(page)
        page.get_by_role("button", name=admin.say("calc.add_table"), exact=True).click()
        table = page.get_by_role("group", name="Tables, 1")
        for label, value in (("Short name", "base"), ("Rows by", "h"), ("Columns by", "w")):
            table.get_by_label(label).fill(value)
        table.locator("input[type=file]").set_input_files(TABLE)
        expect(table.get_by_label("Cells")).to_have_value(re.compile("16450"))
        page.get_by_role("textbox", name=re.compile("^Price formula")).fill("base * 2")
        trial = page.get_by_role("region", name=admin.say("calc.trial"))
        # 16,450 stands where the row of 900 and the column of 1,200 meet
        expect(trial).to_contain_text("32,900")
        trial.get_by_label("Width").fill("1350")
        expect(trial).to_contain_text("34,990")
        page.keyboard.press("Control+s")
        page.wait_for_url(re.compile("/o/calculators.calculator/[0-9a-f-]{36}$"))
        expect(page.get_by_role("heading", name=NAME)).to_be_visible()
        key = page.url.rsplit("/", 1)[1]
        place = f"/records/calculators.calculator/{key}"
        version = admin.ask("GET", place)["version"]
        admin.ask("DELETE", place, If_Match=f'"{version}"')


def parameters(page: Page) -> None:
    """Type two measures into the table of parameters."""
    part = page.locator(".sec", has=page.get_by_role("heading", name="Parameters", exact=True))
    for row, (short, label, usual) in enumerate(PARAMETERS, 1):
        part.get_by_role("button", name="Row", exact=True).click()
        for column, value in (("Short name", short), ("Name", label), ("Filled in with", usual)):
            cell(part, f"{column}, {row}").fill(value)


def cell(part: Locator, name: str) -> Locator:
    """The input of a cell, by its column and row."""
    return part.get_by_role("group", name=name, exact=True).locator("input")
