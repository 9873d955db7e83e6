"""From the firm's own client file to the client's card."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, FilePayload, expect

from tests.browser.people import person
from tests.live import House
from tests.papers import workbook

HEADS = {
    "ru": ["ФИО", "Телефон", "E-mail", "Компания", "Примечание"],
    "de": ["Name", "Telefon", "E-Mail", "Firma", "Notiz"],
    "en": ["Full name", "Phone", "Email", "Company", "Notes"],
}
NAMES = {"ru": "Журавлёва", "de": "Kranichfeld", "en": "Craneworth"}


@pytest.mark.parametrize("language", HEADS)
def test_clients_come_from_a_spreadsheet(
    browser: Browser, demo_house: House, language: str
) -> None:
    """S0-058, S0-068, S0-076, S0-081, S1-45: file, columns, faults, list, card."""
    family = NAMES[language]
    number = 70 + len(family)
    mail = f"{language}@client.example"
    rows = [
        [f"{family} Anna", f"+49 151 700{number}011", f"anna.{mail}", "", "Balkon"],
        [f"{family} Bruno", f"+49 151 700{number}022", f"bruno.{mail}", "", ""],
        [f"{family} Clara", "12", f"clara.{mail}", "", ""],
    ]
    with person(browser, demo_house, language=language) as one:
        page = one.page
        one.open("/import/people.person")
        file = FilePayload(
            name=f"{family}.xlsx", mimeType="", buffer=workbook(HEADS[language], rows)
        )
        page.locator("input[type=file]").set_input_files(file)

        mapping = page.get_by_role("table", name=one.say("import.mapping"))
        expect(mapping.get_by_role("row")).to_have_count(6)
        expect(mapping.get_by_text(one.say("import.skipped"))).to_have_count(0)
        one.button("import.next_columns").click()
        expect(page.get_by_role("radio").first).to_be_checked()
        page.get_by_role("button", name=re.compile("3")).click()

        faults = page.get_by_role("table", name=one.say("import.faults"))
        expect(faults.get_by_role("row")).to_have_count(2)
        expect(faults).to_contain_text("12")
        one.button("import.next_check").click()
        expect(page.get_by_text(one.say("import.is_done"))).to_be_visible()
        expect(page.locator("dl.counts dd").first).to_have_text("2")

        page.get_by_role("link", name=one.say("import.show")).click()
        row = page.get_by_role("row").filter(has_text=f"{family} Anna")
        expect(row).to_be_visible()
        row.get_by_role("link", name=re.compile(family)).first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(family)
        expect(page.locator("a[href^='tel:']")).to_have_attribute(
            "href", f"tel:+49151700{number}011"
        )
        expect(page.locator(".tl")).to_contain_text("Balkon")
