"""The administrator gives a field another kind in the browser, seeing first what that comes to."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from tests.browser.people import person
from tests.browser.test_shaping import take_away
from tests.live import House

COMPANY, LABEL = "people.company", "Ширина проёма"


def test_a_text_becomes_a_number_with_a_preview_and_is_taken_back(
    browser: Browser, demo_house: House
) -> None:
    """S4-070, S0-064: counted, what does not convert named; progress; the way back."""
    with person(browser, demo_house, login="admin", language="ru") as admin:
        page = admin.page
        admin.open("/")
        made = {"object": COMPANY, "kind": "text", "label_ru": LABEL}
        field = admin.ask("POST", "/records/meta.field", made)
        name = f"f_{field['number']}"
        for at, value in enumerate(("1,5", "2", "около трёх")):
            admin.ask("POST", f"/records/{COMPANY}", {"name": f"Проём {at}", name: value})
        wish = {"sort": "name", "fields": [name], "search": "Проём"}
        admin.open(f"/settings/object/{COMPANY}")
        row = page.get_by_role("row").filter(has_text=LABEL)
        row.get_by_role("button", name=LABEL).click()
        admin.button("kind.open").click()
        window = page.get_by_role("dialog").filter(has_text=admin.say("kind.new"))
        choice = window.get_by_label(admin.say("kind.new"))
        choice.select_option(value="number")
        expect(window.get_by_text("Преобразуется 2 из 3 значений")).to_be_visible()
        lost = window.get_by_role("table", name=admin.say("kind.not_converted"))
        expect(lost.get_by_role("row")).to_have_count(2)
        expect(lost).to_contain_text("около трёх")
        window.get_by_role("button", name=re.compile("1 запись станет пустой")).click()
        admin.toast(re.compile(LABEL))
        expect(row).to_contain_text("число с дробью")
        found = admin.ask("POST", f"/records/{COMPANY}/query", wish)
        assert [one[name] for one in found["items"]] == ["1.5", "2", None]

        row.get_by_role("button", name=LABEL).click()
        admin.button("kind.open").click()
        choice.select_option(value="back")
        expect(window.get_by_text("Преобразуется 3 из 3 значений")).to_be_visible()
        admin.button("kind.change", window).click()
        expect(row).to_contain_text("строка")
        found = admin.ask("POST", f"/records/{COMPANY}/query", wish)
        assert [one[name] for one in found["items"]] == ["1,5", "2", "около трёх"]
        take_away(admin, "meta.field", LABEL)
