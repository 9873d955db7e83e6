"""What is told about a client while the talk goes on stands on his card at once."""

from __future__ import annotations

import io
import re
from urllib.parse import quote, urlsplit

from PIL import Image
from playwright.sync_api import Browser, expect

from tests.browser.people import PHONE, Person, person
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
        one.button("entry.save", composer).dblclick()
        one.toast(one.say("entry.saved_call"))
        expect(page.locator(".tl .ev", has_text="Просит замер балкона")).to_have_count(1)

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


def test_one_tap_opens_the_form_of_a_call_on_a_phone(browser: Browser, demo_house: House) -> None:
    """The composer grows when somebody writes, but not from under the finger."""
    with person(browser, demo_house, size=PHONE) as one:
        deals = one.ask("GET", "/records/sales.deal?limit=1")["items"]
        one.open(f"/o/sales.deal/{deals[0]['id']}")
        expect(one.page.locator(".tl .ev").first).to_be_visible()
        one.page.get_by_role("tab", name=one.say("entry.call")).tap()
        expect(one.page.locator(".comp").get_by_label(one.say("entry.result"))).to_be_visible()


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


def test_two_cards_of_one_client_become_one(browser: Browser, demo_house: House) -> None:
    """S0-070, S1-18: the other card is offered by name; the way back is in the message."""
    with person(browser, demo_house, "head") as one:
        page = one.page
        phone = [{"value": "+7 916 777-30-40"}]
        for first, city in (("Ева", "Тула"), ("Ева Мария", "Тверь")):
            body = {"last_name": "Слиянова", "first_name": first, "phones": phone, "city": city}
            key = one.ask("POST", "/records/people.person", body)["id"]
        one.open(f"/o/people.person/{key}")
        page.get_by_role("button", name=one.say("action.more")).click()
        page.get_by_role("menuitem", name=one.say("card.merge")).click()
        window = page.get_by_role("dialog")
        window.get_by_role("button", name="Слиянова Ева", exact=True).click()
        expect(window.locator(".mrg")).to_contain_text("Тула")
        one.button("merge.run", window).dblclick()
        one.toast(one.say("merge.done", title="Слиянова Ева Мария"))
        expect(page.locator(".toast.bad")).to_have_count(0)
        found = "/records/people.person?search=" + quote("Слиянова")
        assert len(one.ask("GET", found)["items"]) == 1
        with page.expect_response(lambda answer: "/undo/" in answer.url):
            page.locator(".toasts").get_by_role("button", name=one.say("action.undo")).click()
        assert len(one.ask("GET", found)["items"]) == 2


def test_duplicates_are_merged_where_they_are_listed(browser: Browser, demo_house: House) -> None:
    """S1-18: set apart and taken back; who stays is chosen, the window knows both."""
    with person(browser, demo_house, "admin", "en") as one:
        phone = [{"value": "+7 916 777-30-41"}]
        for name in ("Twin Old", "Twin New", "Twin Third"):
            one.ask("POST", "/records/people.company", {"name": name, "phones": phone})
        one.open("/duplicates")
        one.page.get_by_role("group", name=one.say("audit.object")).get_by_role(
            "button", name="Companies"
        ).click()
        group = one.page.locator(".dupe").filter(has_text="Twin Old")
        expect(group.get_by_role("listitem")).to_have_count(3)
        one.button("duplicates.apart", group).click()
        expect(group).to_have_count(0)
        one.page.locator(".toasts").get_by_role("button", name=one.say("action.undo")).click()
        expect(group.get_by_role("listitem")).to_have_count(3)
        group.get_by_label(one.say("duplicates.stays", title="Twin Old")).check()
        row = group.get_by_role("listitem").filter(has_text="Twin Third")
        one.button("duplicates.merge", row).click()
        window = one.page.get_by_role("dialog")
        expect(window.locator(".mrg")).to_contain_text("Twin Third")
        one.button("merge.run", window).click()
        one.toast(one.say("merge.done", title="Twin Old"))
        expect(group.get_by_role("listitem")).to_have_count(2)
        one.button("duplicates.merge", group).click()
        one.button("merge.run", one.page.get_by_role("dialog")).click()
        expect(group).to_have_count(0)
        found = one.ask("GET", "/records/people.company?search=Twin")["items"]
        assert [item["name"] for item in found] == ["Twin Old"]


def picture() -> bytes:
    """A small photo."""
    target = io.BytesIO()
    Image.new("RGB", (64, 64), "teal").save(target, "PNG")
    return target.getvalue()


def photo(one: Person) -> str:
    """An uploaded photo; its id."""
    kind = "multipart/form-data; boundary=x"
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n'
    found = one.ask("POST", "/files", head + picture() + b"\r\n--x--\r\n", Content_Type=kind)
    return str(found["id"])


def test_card_shows_all_that_is_known_of_a_client(browser: Browser, demo_house: House) -> None:
    """S0-005, S0-006, S0-074, S0-075, S0-083, S0-084, S0-085, S0-087, S2-50, S3-09, S4-016."""
    with person(browser, demo_house, "admin") as one:
        page = one.page
        groups = one.ask("GET", "/records/people.group?limit=2")["items"]
        users = {user["title"]: user["id"] for user in colleagues(one)}
        known = {
            "last_name": "Полнова", "first_name": "Ия", "middle_name": "Львовна",
            "phones": [{"kind": "mobile", "value": "+79162003041"},
                       {"kind": "work", "value": "+74952003042"}],
            "emails": [{"kind": "work", "value": "p@firm.example"},
                       {"kind": "private", "value": "p@home.example"}],
            "sites": [{"value": "https://polnova.example"}],
            "addresses": [{"value": "Тула, ул. Мира, 5"}],
            "birthday": "1980-05-17", "notes": "Любит тёмное дерево",
            "interests": ["windows"], "channel": "phone", "photo": photo(one),
            "groups": [group["id"] for group in groups], "owner": users["Анна Волкова"],
        }  # fmt: skip
        key = one.ask("POST", "/records/people.person", known)["id"]
        question = {"filter": ["and", ["interests", "has", "windows"], ["channel", "=", "phone"]]}
        found = one.ask("POST", "/records/people.person/query", {**question, "limit": 200})
        assert key in [item["id"] for item in found["items"]]

        one.open(f"/o/people.person/{key}")
        expect(page.get_by_role("heading", level=1)).to_have_text("Полнова Ия Львовна")
        fields = page.get_by_role("region", name=one.say("card.fields"))
        for text in ("p@firm.example", "p@home.example", "polnova.example", "Тула", "17.05.1980",
                     "Любит тёмное дерево", "Анна Волкова"):  # fmt: skip
            expect(fields).to_contain_text(text)
        expect(fields.locator("a[href^='tel:']")).to_have_count(2)
        expect(fields.locator("a[href^='mailto:']")).to_have_count(2)
        for group in groups:
            expect(page.locator(".rhead .tag", has_text=group["name"])).to_be_visible()
        expect(page.locator("img.face")).to_have_js_property("naturalWidth", 64)


def colleagues(one: Person) -> list[dict[str, str]]:
    """The people of the firm, as a link offers them."""
    found = one.ask("GET", "/records/access.user?limit=50")["items"]
    return [{"title": user["name"], "id": user["id"]} for user in found]


def test_client_call_group_and_next_step_go_into_one_form(
    browser: Browser, demo_house: House
) -> None:
    """S0-113, S0-114, S0-115, S2-60: a stranger called; one form, one save, then his card."""
    with person(browser, demo_house) as one:
        page = one.page
        group = one.ask("GET", "/records/people.group?limit=1")["items"][0]["name"]
        asked: list[str] = []
        page.on("request", lambda sent: asked.append(f"{sent.method} {urlsplit(sent.url).path}"))
        one.open("/")
        page.get_by_role("button", name=one.say("shell.search")).first.click()
        page.get_by_role("dialog").get_by_role("combobox").fill("8 926 111-22-33")
        contact = one.word("people.person", "one")
        page.get_by_role("option", name=re.compile(rf"{contact}.*8 926 111-22-33")).click()

        last_name = page.get_by_label(one.label("people.person", "last_name"))
        expect(last_name).to_have_value("")
        last_name.fill("Первозвонов")
        page.get_by_label(one.label("people.person", "groups")).first.click()
        page.keyboard.type(group)
        page.get_by_role("option", name=group).click()
        page.keyboard.press("Escape")
        page.get_by_label(one.label("people.person", "next_step")).first.fill("Выслать каталог")
        talk = page.get_by_role("group", name=one.say("entry.call"))
        talk.get_by_label(one.say("entry.call_text")).fill("Три окна на дачу до весны")
        talk.get_by_label(one.say("entry.result")).select_option("agreed")
        one.button("form.submit", page.locator("main")).click()

        expect(page.get_by_role("heading", level=1)).to_contain_text("Первозвонов")
        expect(page.locator(".rhead .tag")).to_have_text(group)
        expect(page.locator("a[href='tel:+79261112233']")).to_be_visible()
        expect(page.get_by_role("region", name=one.say("card.fields"))).to_contain_text(
            "Выслать каталог"
        )
        told = page.locator(".tl .ev", has_text="Три окна на дачу до весны")
        expect(told).to_contain_text(one.say("entry.agreed"))
        expect(told).to_contain_text("926")
        assert asked.count("POST /api/v1/records/people.person") == 1
        assert not any("/entries" in one for one in asked)


def test_wrong_talk_makes_no_client(demo_house: House) -> None:
    """S0-114: client and call are written together or not at all; the fault names the call."""
    body = {"last_name": "Недозвонов", "with": {"entry": {"kind": "call", "result": "sung"}}}
    found = demo_house.ask("POST", "/records/people.person", body)
    assert found.status == 422
    assert [fault["field"] for fault in found.data["errors"]] == ["entry.result"]
    listed = demo_house.ask("GET", "/records/people.person?search=" + quote("Недозвонов"))
    assert listed.status == 200
    assert listed.data["items"] == []
    wrong = {"last_name": "Недозвонов", "with": {"note": {}}}
    assert demo_house.ask("POST", "/records/people.person", wrong).status == 400
