"""Ways in beside the password alone: codes of an app, passkeys, links in letters."""

from __future__ import annotations

import base64
import hashlib
import hmac
import itertools

from playwright.sync_api import Browser, expect

from tests.browser.people import PHONE, Person, person
from tests.live import PASSWORD, House

#: Seconds for which a code is shown (RFC 6238).
PERIOD = 30
_numbers = itertools.count(1)


def somebody(house: House) -> str:
    """The login of a new user, so that no other test meets his second factor."""
    login = f"keyholder{next(_numbers)}"
    unit = house.ask("GET", "/records/access.unit?limit=1", login="admin").data["items"][0]["id"]
    role = house.ask("GET", "/records/access.role?limit=1", login="admin").data["items"][0]["id"]
    body = {
        "name": login.title(),
        "login": login,
        "unit": unit,
        "roles": [role],
        "with": {"set_password": {"password": PASSWORD}},
    }
    made = house.ask("POST", "/records/access.user", body, login="admin")
    assert made.status == 201, made.data
    return login


def code_of(one: Person, secret: str, later: int = 0) -> str:
    """What an app for codes shows, or will show some periods later (RFC 6238, RFC 4226)."""
    counter = int(one.page.evaluate("Date.now() / 1000")) // PERIOD + later
    key = base64.b32decode(secret.replace(" ", ""))
    found = hmac.new(key, counter.to_bytes(8, "big"), hashlib.sha1).digest()
    at = found[-1] & 15
    return f"{(int.from_bytes(found[at : at + 4], 'big') & 0x7FFFFFFF) % 10**6:06}"


def prove(one: Person) -> None:
    """Say once more who one is, before the ways in are changed."""
    one.page.locator("#prove input").fill(PASSWORD)
    one.button("door.go_on").click()


def knock(one: Person, login: str) -> None:
    """The first step at the door."""
    one.page.get_by_label(one.say("login.login")).fill(login)
    one.page.get_by_label(one.say("login.password")).fill(PASSWORD)
    one.button("login.enter").click()


def inside(one: Person) -> None:
    """Wait for what only somebody sees who is signed in."""
    expect(one.page.locator(".app")).to_be_visible()


def test_codes_of_an_app_are_asked_for_until_the_device_is_known(
    browser: Browser, demo_house: House
) -> None:
    """Set up with a code, asked for at the door, spared on a device that is remembered."""
    login = somebody(demo_house)
    with person(browser, demo_house, login, "en") as one:
        one.open("/account")
        one.button("account.app_add").click()
        secret = one.page.locator(".secret").inner_text()
        one.page.get_by_label(one.say("door.app_code")).fill(code_of(one, secret))
        one.button("account.app_on").click()
        prove(one)
        codes = one.page.locator(".codes li")
        expect(codes).to_have_count(10)
        kept = codes.first.inner_text()
        one.button("account.codes_kept").click()
        expect(one.button("account.app_remove")).to_be_visible()
    with person(browser, demo_house, "", "en", size=PHONE) as one:
        one.open("/")
        knock(one, login)
        one.page.get_by_label(one.say("door.app_code")).fill("000000")
        one.button("door.go_on").click()
        expect(one.page.locator(".banner")).to_be_visible()
        one.button("door.use_kept").click()
        one.page.get_by_label(one.say("door.kept_code")).fill(kept)
        one.page.get_by_label(one.say("door.remember")).check()
        one.button("door.go_on").click()
        inside(one)
        csrf = one.context.request.get(f"{demo_house.url}/api/v1/session").json()["csrf"]
        headers = {"X-CSRFToken": csrf, "Origin": demo_house.url}
        assert one.context.request.delete(f"{demo_house.url}/api/v1/session", headers=headers).ok
        one.open("/")
        knock(one, login)
        inside(one)
    with person(browser, demo_house, "", "en") as one:
        one.open("/")
        knock(one, login)
        one.page.get_by_label(one.say("door.app_code")).fill(code_of(one, secret, later=1))
        one.button("door.go_on").click()
        inside(one)


def test_passkey_opens_the_door_alone(browser: Browser, demo_house: House) -> None:
    """Made under one's own account, then enough by itself; the browser's own test key."""
    login = somebody(demo_house)
    # a browser gives passkeys to names, never to a bare address
    house = demo_house.url.replace("127.0.0.1", "localhost")
    with person(browser, demo_house, "", "en") as one:
        page = one.page
        devtools = one.context.new_cdp_session(page)
        devtools.send("WebAuthn.enable")
        key = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        devtools.send("WebAuthn.addVirtualAuthenticator", {"options": key})
        page.goto(f"{house}/account")
        knock(one, login)
        one.button("account.passkey_add").click()
        page.get_by_label(one.say("account.passkey_name")).fill("Test key")
        one.button("account.passkey_make").click()
        prove(one)
        expect(page.get_by_text("Test key", exact=True)).to_be_visible()
        csrf = one.context.request.get(f"{house}/api/v1/session").json()["csrf"]
        headers = {"X-CSRFToken": csrf, "Origin": house}
        assert one.context.request.delete(f"{house}/api/v1/session", headers=headers).ok
        page.goto(f"{house}/")
        one.button("door.with_passkey").click()
        inside(one)
