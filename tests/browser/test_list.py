"""The list: many at once, back as it was, and the place where one had been."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from tests.browser.people import Person, person
from tests.live import House


def clients(one: Person, family: str, count: int) -> None:
    """COUNT clients of one family in different cities."""
    for number in range(count):
        body = {"last_name": f"{family}{number:02}", "city": f"Город {number}"}
        one.ask("POST", "/records/people.person", body)


def cities(one: Person, family: str) -> list[str]:
    """What the API has, by name."""
    question = {"search": family, "fields": ["city"], "sort": "name", "limit": 200}
    found = one.ask("POST", "/records/people.person/query", question)["items"]
    return [item["city"] for item in found]


def test_many_are_changed_at_once_and_taken_back(browser: Browser, demo_house: House) -> None:
    """S0-061, S4-033: one value for all chosen; undo gives each its own back."""
    with person(browser, demo_house) as one:
        page = one.page
        clients(one, "Сводный", 5)
        before = cities(one, "Сводный")
        one.open("/o/people.person?search=Сводный")
        expect(page.get_by_role("row")).to_have_count(6)
        page.get_by_role("checkbox", name=one.say("list.select_loaded")).click()
        bar = page.get_by_role("region", name=one.say("selection.title"))
        expect(bar).to_contain_text("5")
        one.button("selection.set", bar).click()
        window = page.get_by_role("dialog")
        city = one.label("people.person", "city")
        window.get_by_label(one.say("selection.field")).select_option(label=city)
        window.get_by_role("textbox").fill("Тверь")
        window.get_by_role("button", name=re.compile("5")).click()
        one.toast(re.compile("5"))
        assert cities(one, "Сводный") == ["Тверь"] * 5

        page.locator(".toasts").get_by_role("button").first.click()
        expect(page.get_by_role("row").filter(has_text="Город 4")).to_be_visible()
        assert cities(one, "Сводный") == before


def test_the_way_back_leads_to_the_same_place(browser: Browser, demo_house: House) -> None:
    """S0-036: sorted, scrolled, a row opened, and back: as it was left."""
    with person(browser, demo_house, size=(1440, 600)) as one:
        page = one.page
        clients(one, "Обратный", 40)
        one.open("/o/people.person?search=Обратный&sort=-name")
        first = page.get_by_role("row").filter(has_text="Обратный39")
        expect(first).to_be_visible()
        frame = page.locator(".tw, .grid").filter(has=page.get_by_role("row")).first
        frame.hover()
        page.mouse.wheel(0, 700)
        goal = page.get_by_role("row").filter(has_text="Обратный15")
        expect(goal).to_be_visible()
        place = goal.bounding_box()
        goal.get_by_role("link").first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Обратный15")

        page.go_back()
        expect(goal).to_be_visible()
        expect(first).to_have_count(0)
        again = goal.bounding_box()
        assert place is not None
        assert again is not None
        assert abs(place["y"] - again["y"]) <= 2
        assert "sort=-name" in page.url


def test_a_change_that_alters_nothing_is_called_so(browser: Browser, demo_house: House) -> None:
    """S4-033: no count of changes and no way back where all have the value already."""
    with person(browser, demo_house) as one:
        page = one.page
        clients(one, "Ровный", 3)
        one.open("/o/people.person?search=Ровный")
        expect(page.get_by_role("row")).to_have_count(4)
        for told in (re.compile("3"), re.compile(re.escape(one.say("bulk.nothing")))):
            page.get_by_role("checkbox", name=one.say("list.select_loaded")).click()
            bar = page.get_by_role("region", name=one.say("selection.title"))
            one.button("selection.set", bar).click()
            window = page.get_by_role("dialog")
            city = one.label("people.person", "city")
            window.get_by_label(one.say("selection.field")).select_option(label=city)
            window.get_by_role("textbox").fill("Тверь")
            window.get_by_role("button", name=re.compile("3")).click()
            one.toast(told)
        last = page.locator(".toasts").get_by_role("button", name=one.say("action.undo"))
        expect(last).to_have_count(1)


def test_rows_are_divided_into_groups_that_count_the_whole_result(
    browser: Browser, demo_house: House
) -> None:
    """S4-033: each group has its head with the count over all pages, and stands in the address."""
    with person(browser, demo_house, login="director") as one:
        page = one.page
        one.open("/o/sales.deal")
        one.button("group.title").click()
        stage = one.label("sales.deal", "stage")
        page.get_by_role("menuitem", name=stage, exact=True).or_(
            page.get_by_role("menuitemradio", name=stage, exact=True)
        ).click()
        heads = page.locator("tr.grow")
        expect(heads.first).to_be_visible()
        groups = one.ask("GET", "/records/sales.deal/groups?by=stage")["groups"]
        expect(heads.first).to_contain_text(groups[0]["title"])
        expect(heads.first).to_contain_text(str(groups[0]["count"]))
        assert "group=stage" in page.url
        page.reload()
        expect(heads.first).to_contain_text(groups[0]["title"])
        page.get_by_role("columnheader", name=one.label("sales.deal", "name")).get_by_role(
            "button"
        ).click()
        expect(page).to_have_url(re.compile("sort=name"))
        page.go_back()
        expect(page).not_to_have_url(re.compile("sort=name"))
        page.go_back()
        expect(heads).to_have_count(0)


def test_a_view_is_saved_once_by_two_clicks(browser: Browser, demo_house: House) -> None:
    """S4-033: the view stands among the tabs once, for others too."""
    with person(browser, demo_house, login="director") as one:
        page = one.page
        one.open("/o/people.company?sort=-name")
        one.button("view.save").click()
        window = page.get_by_role("dialog")
        window.get_by_role("textbox").fill("Дважды")
        window.get_by_text(one.say("view.for_all"), exact=True).click()
        one.button("action.save", window).dblclick()
        tabs = page.get_by_role("navigation", name=one.say("view.saved"))
        expect(tabs.get_by_role("link", name="Дважды")).to_have_count(1)
    with person(browser, demo_house, login="manager1") as other:
        views = other.ask("GET", "/views?object=people.company")["items"]
        assert [view["title"] for view in views].count("Дважды") == 1
