"""From the letter to the first sign-in, and what an administrator shuts and opens again."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, expect

from kartei.platform.mail.tests.sink import Sink, running
from tests.browser.people import PHONE, Person, person
from tests.browser.test_account import inside, knock
from tests.live import House, query
from tests.test_signin_steps import solved

NEW = "Neues-Passwort-8"
#: Seconds in which a letter comes on a machine that is busy otherwise.
LONGEST = 60
#: Failures of an account at an address after which it is locked there.
LIMIT = 5


@pytest.fixture(scope="module")
def sink(own_house: House) -> Iterator[Sink]:
    """The server of this machine to which the firm's letters go."""
    with running() as found:
        values = {
            "name": "Firm", "address": "firm@okna.example", "host": "127.0.0.1",
            "port": found.port, "tls": "none", "firm": True,
        }  # fmt: skip
        made = own_house.ask("POST", "/records/mail.account", values, login="admin")
        assert made.status == 201, made.data
        yield found


def link_of(sink: Sink, receiver: str, page: str) -> str:
    """The path of the link in a letter to somebody, when it has come."""
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        for letter in list(sink.letters):
            text = (letter.original_content or b"").decode().replace("=\r\n", "")
            found = re.search(rf"/{page}/[\w%.:=-]+", text)
            if receiver in letter.rcpt_tos and found:
                return unquote(found[0].replace("=3D", "="))
        time.sleep(0.2)
    raise AssertionError(f"no letter to {receiver}")


def colleague(house: House, login: str, **more: Any) -> str:
    """A new user with a mail address; his id."""
    unit, role = (
        house.ask("GET", f"/records/access.{name}?limit=1", login="admin").data["items"][0]["id"]
        for name in ("unit", "role")
    )
    values = {
        "name": login.title(), "login": login, "email": f"{login}@okna.example", "unit": unit,
        "roles": [role], **more,
    }  # fmt: skip
    made = house.ask("POST", "/records/access.user", values, login="admin")
    assert made.status == 201, made.data
    return str(made.data["id"])


def choose(one: Person, password: str) -> None:
    """The page behind a link."""
    one.page.get_by_label(one.say("door.new_password"), exact=True).last.fill(password)
    one.button("door.set_password").click()
    inside(one)


def test_from_an_invitation_to_the_first_sign_in(
    browser: Browser, own_house: House, sink: Sink
) -> None:
    """S0-144: the first password by the letter's link."""
    key = colleague(own_house, "neuling")
    told = own_house.ask("POST", f"/records/access.user/{key}/invite", {}, login="admin")
    assert told.status == 200, told.data
    with person(browser, own_house, "", "de", size=PHONE) as one:
        one.open(link_of(sink, "neuling@okna.example", "invitation"))
        choose(one, NEW)


def test_from_a_forgotten_password_to_a_new_one(
    browser: Browser, own_house: House, sink: Sink
) -> None:
    """S0-145: asked for at the door, set by the letter's link."""
    colleague(own_house, "vergessen", **{"with": {"set_password": {"password": "forgotten 1"}}})
    with person(browser, own_house, "", "de", size=PHONE) as one:
        one.open("/")
        one.page.get_by_role("link", name=one.say("door.forgotten")).click()
        one.page.get_by_label(one.say("door.mail")).fill("vergessen@okna.example")
        one.button("door.send_link").click()
        expect(one.page.locator(".banner")).to_be_visible()
        one.open(link_of(sink, "vergessen@okna.example", "reset"))
        choose(one, NEW)


def test_an_address_is_blocked_from_the_log_and_let_in_again(
    browser: Browser, own_house: House
) -> None:
    """S0-157: one click at the attempt, and one back."""
    query(
        own_house,
        "INSERT INTO access_sign_in (at, login, ip, agent, ok, reason, factor) "
        "SELECT created_at, 'thief', '203.0.113.9', 'x', FALSE, 'wrong', '' FROM access_user "
        "WHERE login = 'admin'",
    )
    with person(browser, own_house, "admin", "en") as one:
        one.open("/security?part=log&search=thief")
        row = one.page.locator("tr", has_text="thief")
        one.button("security.block", row).click()
        expect(row).to_contain_text(one.say("security.blocked"))
        one.button("action.undo", one.page.locator(".toasts")).click()
        expect(row).not_to_contain_text(one.say("security.blocked"))
        expect(one.button("security.block", row)).to_be_visible()


def fail(one: Person, login: str) -> None:
    """A wrong password, with the riddle solved where one is put."""
    asking, at = one.context.request, f"{one.house.url}/api/v1/session"
    csrf = asking.get(at).json()["csrf"]
    headers = {"X-CSRFToken": csrf, "Origin": one.house.url}
    data: Any = {"login": login, "password": "wrong pass"}
    answer = asking.post(at, data=data, headers=headers)
    if "captcha" in answer.json():
        riddle = {"X-Captcha": solved(answer.json()["captcha"])}
        asking.post(at, data=data, headers={**headers, **riddle})


def test_an_administrator_unlocks_an_account(browser: Browser, own_house: House) -> None:
    """S0-149: locked after five failures, told at the door, open again by one click."""
    with (
        person(browser, own_house, "", "en") as one,
        person(browser, own_house, "admin", "en") as admin,
    ):
        for _ in range(LIMIT):
            fail(one, "manager2")
        one.open("/")
        knock(one, "manager2")
        expect(one.page.locator(".banner")).to_contain_text("Too many attempts")
        admin.open("/security?part=locks")
        row = admin.page.locator("tr", has_text="manager2")
        admin.button("security.unlock", row).click()
        expect(row).to_have_count(0)
        one.button("login.enter").click()
        inside(one)
