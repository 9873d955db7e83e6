"""What is told about a client while the talk goes on stands on his card at once."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from tests.browser.people import Person, person
from tests.live import House


def client(one: Person, family: str) -> str:
    """A client of one's own; his id."""
    made = one.ask(
        "POST",
        "/records/people.person",
        {"last_name": family, "first_name": "Анна", "phones": [{"value": "+7 916 200-30-40"}]},
    )
    return str(made["id"])


def test_call_is_logged_with_result_and_next_step(browser: Browser, demo_house: House) -> None:
    """S0-001, S0-002, S0-008, S0-050, S0-062, S0-069, S0-111, S0-117: no telephone system."""
    with person(browser, demo_house) as one:
        page = one.page
        one.open(f"/o/people.person/{client(one, 'Звонкова')}")
        page.get_by_role("tab", name=one.say("entry.call")).click()
        composer = page.locator(".comp")
        composer.get_by_role("radio", name=one.say("entry.in")).or_(
            composer.get_by_role("button", name=one.say("entry.in"))
        ).first.click()
        composer.get_by_label(one.say("entry.call_text")).fill("Просит замер балкона")
        composer.get_by_label(one.say("entry.result")).select_option("agreed")
        composer.get_by_label(one.say("entry.next_step"), exact=True).fill("Прислать замерщика")
        one.button("entry.save", composer).click()
        one.toast(one.say("entry.saved_call"))

        told = page.locator(".tl .ev").first
        expect(told).to_contain_text("Просит замер балкона")
        expect(told).to_contain_text(one.say("entry.agreed"))
        expect(told).to_contain_text("Марина Дёмина")
        expect(page.get_by_role("region", name=one.say("card.fields"))).to_contain_text(
            "Прислать замерщика"
        )
        one.open("/o/people.person")
        row = page.get_by_role("row").filter(has_text="Звонкова")
        expect(row).to_contain_text("Прислать замерщика")
        expect(row).to_contain_text(re.compile(r"сегодня|\d\d:\d\d"))


def test_new_client_is_warned_of_when_he_is_known(browser: Browser, demo_house: House) -> None:
    """S0-041, S0-070, S0-113, S2-60: the number in another notation finds him while typing."""
    with person(browser, demo_house) as one:
        page = one.page
        client(one, "Двойникова")
        one.open("/o/people.person/new?last_name=Двойникова")
        page.get_by_label(one.label("people.person", "phones")).first.fill("8 (916) 2003040")
        page.keyboard.press("Tab")
        similar = page.get_by_text(one.say("form.similar_one")).or_(
            page.get_by_text(one.say("form.similar_other"))
        )
        expect(similar.first).to_be_visible()
