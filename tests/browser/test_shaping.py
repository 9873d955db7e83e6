"""The administrator shapes the system in the browser; everybody has it at once."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Browser, Locator, expect

from tests.browser.people import PHONE, Person, person
from tests.live import House


def tile(one: Person, word: str) -> Locator:
    """The tile of a kind of field."""
    return one.page.locator(".tiles label").filter(has_text=re.compile(rf"^{word}$"))


def named(admin: Person, object: str, name: str) -> dict[str, Any]:
    """What a journey made."""
    found = admin.ask("POST", f"/records/{object}/query", {"search": name, "fields": ["*"]})
    record: dict[str, Any] = found["items"][0]
    return record


def take_away(admin: Person, object: str, name: str) -> None:
    """Put what a journey made into the bin."""
    found = named(admin, object, name)
    path = f"/records/{object}/{found['id']}"
    admin.ask("DELETE", path, If_Match=f'"{found["version"]}"')


def test_a_new_field_is_a_column_before_everybody_at_once(
    browser: Browser, demo_house: House
) -> None:
    """S0-064, S4-072: made from the list; another's open list has the column without a reload."""
    with (
        person(browser, demo_house, login="manager1", language="ru") as seller,
        person(browser, demo_house, login="admin", language="de") as admin,
    ):
        seller.open("/o/people.person")
        expect(seller.page.get_by_role("row").nth(1)).to_be_visible()
        admin.open("/o/people.person")
        admin.button("columns.title").click()
        admin.button("shape.new_field").click()
        window = admin.page.get_by_role("dialog")
        window.get_by_label(admin.say("shape.name"), exact=True).fill("Kundenart")
        tile(admin, "Auswahl").click()
        first = window.get_by_label(admin.say("shape.choice_number", n="1"))
        first.fill("privat")
        first.press("Enter")
        admin.page.keyboard.type("gewerblich")
        admin.button("shape.make", window).click()
        admin.toast(re.compile("Kundenart"))
        expect(admin.page.get_by_role("columnheader", name="Kundenart")).to_be_visible()
        column = seller.page.get_by_role("columnheader", name="Kundenart")
        expect(column).to_be_visible()
        take_away(admin, "meta.field", "Kundenart")
        expect(column).to_have_count(0)


def test_what_is_wrong_with_a_field_is_told_beside_it(browser: Browser, demo_house: House) -> None:
    """Choices of one name, a missing name: refused in words, and nothing is made."""
    with person(browser, demo_house, login="admin") as admin:
        before = admin.ask("GET", "/records/meta.field?count=exact")["count"]["value"]
        admin.open("/o/meta.field/new")
        page = admin.page
        object = admin.label("meta.field", "object")
        page.get_by_label(object).select_option(value="people.company")
        tile(admin, "выбор").click()
        for number in ("1", "2"):
            page.get_by_label(admin.say("shape.choice_number", n=number)).fill("опт")
        admin.button("action.create").last.click()
        expect(page.get_by_text("Дайте название")).to_be_visible()
        page.get_by_label(admin.say("shape.name"), exact=True).fill("Вид клиента")
        admin.button("action.create").last.click()
        expect(page.get_by_text("«опт» стоит здесь дважды")).to_be_visible()
        after = admin.ask("GET", "/records/meta.field?count=exact")["count"]["value"]
        assert after == before


def test_an_object_of_ones_own_stands_in_the_menu(browser: Browser, demo_house: House) -> None:
    """S4-070: named, given a field, filled in on a phone; no line of code."""
    with person(browser, demo_house, login="admin") as admin:
        page = admin.page
        admin.open("/o/meta.object/new")
        page.get_by_label(admin.say("shape.one"), exact=False).first.fill("выезд на замер")
        page.get_by_label(admin.say("shape.many"), exact=False).first.fill("выезды на замер")
        admin.button("action.create").last.click()
        rail = page.get_by_role("navigation").first
        expect(rail.get_by_role("link", name="Выезды на замер")).to_be_visible()
        admin.button("columns.title").click()
        admin.button("shape.new_field").click()
        window = page.get_by_role("dialog")
        window.get_by_label(admin.say("shape.name"), exact=True).fill("Этаж")
        tile(admin, "целое число").click()
        admin.button("shape.make", window).click()
        admin.toast("Этаж")
        code = named(admin, "meta.object", "замер")["code"]
        with person(browser, demo_house, login="admin", size=PHONE) as phone:
            phone.open(f"/o/own.{code}/new")
            phone.page.get_by_label(phone.label(f"own.{code}", "name")).fill("Ленина, 5")
            phone.page.get_by_label("Этаж").fill("7")
            phone.button("form.submit", phone.page.locator("#main")).click()
            phone.toast("Ленина, 5")
        found = admin.ask("GET", f"/records/own.{code}?fields=*")["items"]
        assert [row["name"] for row in found] == ["Ленина, 5"]
        assert 7 in found[0].values()
        admin.open("/")
        take_away(admin, "meta.field", "Этаж")
        take_away(admin, "meta.object", "замер")
        expect(rail.get_by_role("link", name="Выезды на замер")).to_have_count(0)


def test_a_formula_is_tried_while_it_is_written_and_computed_for_all(
    browser: Browser, demo_house: House
) -> None:
    """S0-152, S1-36: with labels of one's own language; what is wrong is told before saving."""
    with person(browser, demo_house, login="admin", language="ru") as admin:
        page = admin.page
        admin.open("/o/meta.field/new?object=sales.deal")
        page.get_by_label(admin.say("shape.name"), exact=True).fill("Налог с суммы")
        admin.button("formula.way_formula").click()
        tile(admin, "деньги").click()
        area = page.locator(".formula textarea")
        area.fill("[Сумма] * 0.2 + НЕТТАКОЙ(1)")
        expect(page.get_by_role("status").filter(has_text="НЕТТАКОЙ")).to_be_visible()
        area.fill("[Сумма] * 0.2")
        expect(page.locator(".tried tr")).to_have_count(5)
        admin.button("action.create", page.locator("#main")).click()
        admin.toast(re.compile("Налог с суммы"))
        made = named(admin, "meta.field", "Налог с суммы")
        assert made["formula"] == "amount * 0.2"
        admin.open("/o/sales.deal?view=list")
        expect(page.get_by_role("columnheader", name="Налог с суммы")).to_be_visible()
        take_away(admin, "meta.field", "Налог с суммы")


def test_a_rule_refuses_in_its_own_words(browser: Browser, demo_house: House) -> None:
    """S1-36: made on screen, it speaks in everybody's form."""
    words = "У такой компании нужен сайт"
    with (
        person(browser, demo_house, login="manager1", language="ru") as seller,
        person(browser, demo_house, login="admin", language="ru") as admin,
    ):
        page = admin.page
        admin.open("/o/meta.rule/new?object=people.company")
        page.get_by_label(admin.label("meta.rule", "name"), exact=True).fill("Сайт нужен")
        page.locator(".formula textarea").fill('STARTS([Название]; "Нужен сайт") и ПУСТОЕ([Сайты])')
        expect(page.locator(".tried tr")).to_have_count(5)
        page.get_by_label(admin.say("formula.message"), exact=True).fill(words)
        admin.button("action.create", page.locator("#main")).click()
        admin.toast(re.compile("Сайт нужен"))
        seller.open("/o/people.company/new")
        name = seller.label("people.company", "name")
        seller.page.get_by_label(name, exact=True).first.fill("Нужен сайт ООО")
        seller.button("action.create", seller.page.locator("#main")).first.click()
        expect(seller.page.get_by_text(words).first).to_be_visible()
        take_away(admin, "meta.rule", "Сайт нужен")


def test_a_name_is_typed_in_parts_and_written_as_the_language_does(
    browser: Browser, own_house: House
) -> None:
    """S4-070: one line in lists, its parts in forms, the order of each language."""
    with person(browser, own_house, login="admin", language="de") as admin:
        field = {"object": "people.company", "kind": "fullname", "label_de": "Leitung"}
        name = f"f_{admin.ask('POST', '/records/meta.field', field)['number']}"
        given = {"name": "Namensprobe", name: {"last": "Белова", "first": "Анна"}}
        firm = admin.ask("POST", "/records/people.company", given)
        admin.open(f"/o/people.company/{firm['id']}")
        shown = admin.page.get_by_role("region", name=admin.say("card.fields"))
        shown.get_by_text("Анна Белова").click()
        first = admin.page.get_by_label(f"Leitung: {admin.say('fullname.first')}")
        expect(first).to_have_value("Анна")
        admin.page.get_by_label(f"Leitung: {admin.say('fullname.last')}").fill("Орлова")
        admin.page.keyboard.press("Enter")
        expect(shown.get_by_text("Анна Орлова")).to_be_visible()
    with person(browser, own_house, login="admin", language="ru") as admin:
        admin.open(f"/o/people.company/{firm['id']}")
        shown = admin.page.get_by_role("region", name=admin.say("card.fields"))
        expect(shown.get_by_text("Орлова Анна")).to_be_visible()
