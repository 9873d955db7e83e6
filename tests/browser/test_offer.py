"""From the client's card to a priced offer on paper, with the keyboard."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.people import PHONE, Person, person
from tests.live import House
from tests.papers import text_of

DEALS = {"ru": "Лоджия под ключ", "de": "Wintergarten Süd", "en": "Bay window"}


def amount(shown: str, language: str) -> Decimal:
    """A sum as people of the language read it."""
    point = "." if language == "en" else ","
    return Decimal(re.sub(rf"[^\d{point}]", "", shown).replace(",", "."))


def new_deal(one: Person, name: str) -> str:
    """Make a deal from a new client's card; the client's id."""
    page = one.page
    client = one.ask("POST", "/records/people.person", {"last_name": f"Kunde {name}"})
    one.open(f"/o/people.person/{client['id']}")
    deal = one.word("sales.deal", "one")
    page.get_by_role("button", name=one.say("form.new", one=deal)).click()
    window = page.get_by_role("dialog")
    window.get_by_label(one.label("sales.deal", "name")).fill(name)
    window.get_by_label(one.label("sales.deal", "amount")).first.fill("250000")
    one.button("form.submit", window).click()
    one.toast(name)
    expect(page.get_by_role("complementary").get_by_role("link", name=name)).to_be_visible()
    return str(client["id"])


def deal_of(one: Person, client: str) -> dict[str, Any]:
    """The client's one deal as the API has it."""
    question = {"filter": ["person", "=", client], "fields": ["name", "stage"]}
    (found,) = one.ask("POST", "/records/sales.deal/query", question)["items"]
    return dict(found)


def move_on_the_board(one: Person, name: str) -> None:
    """Carry the deal one stage on with the keyboard alone."""
    page = one.page
    one.open("/o/sales.deal?view=board")
    card = page.get_by_role("article", name=name)
    card.focus()
    page.keyboard.press("m")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)


def write_lines(one: Person) -> None:
    """A product found by a part of its name and a line of one's own words, without the mouse."""
    page = one.page
    product = one.ask("GET", "/records/catalog.product?fields=name,article&limit=1")["items"][0]
    search = page.get_by_role("combobox", name=one.say("offer.find_product"))
    search.focus()
    page.keyboard.type(product["name"])
    offered = page.get_by_role("listbox", name=one.say("offer.products"))
    expect(offered.get_by_role("option", selected=True)).to_contain_text(product["article"])
    page.keyboard.press("Enter")
    enter(page.locator("[data-cell=quantity]").nth(0), "3")
    expect(search).to_be_focused()
    page.keyboard.type("Montage 5")
    page.keyboard.press("Enter")
    enter(page.locator("[data-cell=quantity]").nth(1), "2")
    price = "1999.99" if one.language == "en" else "1999,99"
    enter(page.locator("[data-cell=price]").nth(1), price)
    expect(page.locator("[data-cell=discount]").nth(1)).to_be_focused()


def enter(cell: Locator, text: str) -> None:
    """Type into the cell that has come under the cursor by itself, and go on."""
    expect(cell).to_be_focused()
    cell.page.keyboard.type(text)
    expect(cell).to_have_value(text)
    cell.page.keyboard.press("Enter")


@pytest.mark.parametrize("language", DEALS)
def test_deal_becomes_an_offer_on_paper(
    browser: Browser, demo_house: House, tmp_path: Path, language: str
) -> None:
    """S0-010, S0-031, S1-44, S3-17, S3-34, S4-020: card, board, lines, totals, PDF."""
    with person(browser, demo_house, language=language) as one:
        page = one.page
        name = DEALS[language]
        client = new_deal(one, name)
        before = deal_of(one, client)
        move_on_the_board(one, name)
        one.toast(name)
        after = deal_of(one, client)
        assert after["stage"]["id"] != before["stage"]["id"]

        one.open(f"/o/sales.deal/{after['id']}")
        expect(page.locator(".tl")).to_contain_text(after["stage"]["title"])
        one.open(f"/o/offers.offer/new?deal={after['id']}")
        write_lines(one)
        page.keyboard.press("Control+s")
        one.toast(re.compile(r"\d{4}-\d+"))
        expect(page).not_to_have_url(re.compile("/new"))

        key = page.url.split("?")[0].rpartition("/")[2]
        offer = one.ask("GET", f"/records/offers.offer/{key}")
        total = Decimal(offer["total"]["amount"])
        assert len(offer["lines"]) == 2
        assert total > Decimal("3999.98")
        shown = page.locator(".tot dd.gr")
        expect(shown).to_have_text(re.compile(r"\d"))
        assert amount(shown.inner_text(), language) == total

        with page.expect_download() as waiting:
            one.button("offer.pdf").first.click()
        paper = tmp_path / "offer.pdf"
        waiting.value.save_as(paper)
        text = text_of(paper.read_bytes())
        assert offer["number"] in text
        assert "Montage5" in text
        whole = str(total).replace(".", "," if offer["language"] != "en" else ".")
        assert whole in re.sub(r"(?<=\d)[.,](?=\d{3})", "", text)


def test_offer_is_priced_on_a_phone(browser: Browser, demo_house: House) -> None:
    """S0-010, S0-031: a product found by a word, its line opened by a tap beside its name."""
    with person(browser, demo_house, size=PHONE) as one:
        page = one.page
        client = one.ask("POST", "/records/people.person", {"last_name": "Дорожная"})
        deal = one.ask("POST", "/records/sales.deal", {"name": "Окно", "person": client["id"]})
        product = one.ask("GET", "/records/catalog.product?fields=name&limit=1")["items"][0]
        one.open(f"/o/offers.offer/new?deal={deal['id']}")
        page.get_by_role("combobox", name=one.say("offer.find_product")).fill(product["name"])
        option = page.get_by_role("option", name=product["name"]).first
        expect(option.locator(".m")).to_have_css("white-space", "normal")
        option.tap()
        line = page.locator("tr[data-line]")
        expect(line).to_have_count(1)
        box = line.bounding_box()
        assert box is not None
        page.touchscreen.tap(box["x"] + box["width"] - 40, box["y"] + box["height"] - 8)
        window = page.get_by_role("dialog")
        window.get_by_label(re.compile("^Кол-во|^Количество")).fill("3")
        one.button("offer.line_done", window).click()
        expect(line.locator(".show-m").last).to_have_text(re.compile(r"^3 .*×[^%]*$"))
        expect(page.locator(".tot dd.gr")).to_have_text(re.compile(r"[1-9]"))


def test_own_columns_are_filled_without_the_mouse(browser: Browser, own_house: House) -> None:
    """S4-070, S0-010: a column made at the lines, typed like a cell, computed, kept, on a phone."""
    with person(browser, own_house, login="admin", language="de") as one:
        page = one.page
        lines = {"object": "offers.offer.lines"}
        width = one.ask(
            "POST", "/records/meta.field", {**lines, "kind": "number", "label_de": "Glasmaß"}
        )
        area = {"kind": "number", "label_de": "Laufmeter", "formula": "[Glasmaß] * [Menge]"}
        one.ask("POST", "/records/meta.field", {**lines, **area})
        client = one.ask("POST", "/records/people.person", {"last_name": "Spalte"})
        deal = one.ask("POST", "/records/sales.deal", {"name": "Haus", "person": client["id"]})
        given = {"deal": deal["id"], "lines": [{"name": "Fenster", "price": "10", "quantity": "2"}]}
        key = one.ask("POST", "/records/offers.offer", given)["id"]
        one.open(f"/o/offers.offer/{key}")
        make_column(one, "Montageort")
        line = page.locator("tr[data-line]")
        line.locator("[data-cell=name]").focus()
        for label in ("Breite", "Höhe", "Glasmaß"):
            page.keyboard.press("Enter")
            expect(line.get_by_label(re.compile(f"^{label}"))).to_be_focused()
        page.keyboard.type("1,5")
        page.keyboard.press("Enter")
        expect(line.get_by_label(re.compile("^Montageort"))).to_be_focused()
        page.keyboard.type("Dachboden")
        expect(line).to_contain_text(re.compile(r"3(?!\d)"))
        page.keyboard.press("Control+s")
        one.toast(re.compile(r"\d{4}-\d+"))
        (saved,) = one.ask("GET", f"/records/offers.offer/{key}")["lines"]
        assert saved[f"f_{width['number']}"] == "1.5"
        assert "Dachboden" in saved.values()
        one.button("columns.title").click()
        page.get_by_role("checkbox", name="Glasmaß").uncheck()
        page.keyboard.press("Escape")
        expect(page.get_by_role("columnheader", name="Glasmaß")).to_have_count(0)
        page.reload()
        expect(page.get_by_role("columnheader", name="Montageort")).to_be_visible()
        expect(page.get_by_role("columnheader", name="Glasmaß")).to_have_count(0)
    with person(browser, own_house, login="admin", language="de", size=PHONE) as one:
        one.open(f"/o/offers.offer/{key}")
        line = one.page.locator("tr[data-line]")
        expect(line).to_contain_text("Montageort: Dachboden")
        line.locator(".linebtn").tap()
        window = one.page.get_by_role("dialog")
        expect(window.get_by_label("Montageort")).to_have_value("Dachboden")


def make_column(one: Person, label: str) -> None:
    """A new text column, made where it is missed."""
    one.button("columns.title").click()
    one.button("shape.new_field").click()
    window = one.page.get_by_role("dialog").filter(has=one.page.locator(".tiles"))
    window.get_by_label(one.say("shape.name")).fill(label)
    one.button("shape.make", window).click()
    expect(one.page.get_by_role("columnheader", name=label)).to_be_visible()
