"""Somebody at a browser: signs in, speaks one of the three languages, and is shown no fault."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect

from tests.live import PASSWORD, House

FRONTEND = Path(__file__).parents[2] / "frontend"
LOCALES = {"ru": "ru-RU", "de": "de-DE", "en": "en-GB"}
WIDE = (1440, 900)
PHONE = (390, 844)
# A busy machine is no fault of the program.
expect.set_options(timeout=60_000)
# Answers that a journey brings about on purpose are told in the console by Chromium itself.
_REFUSED = re.compile(r"Failed to load resource: .* status of (401|409|412|422)")


@cache
def words(language: str) -> dict[str, Any]:
    """The interface's own texts in a language."""
    text = (FRONTEND / "src" / "locale" / f"{language}.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


@dataclass
class Person:
    """One browser profile of one user; ``faults`` are scripts' errors and policy violations."""

    house: House
    context: BrowserContext
    page: Page
    login: str
    language: str
    faults: list[str] = field(default_factory=list)

    def say(self, key: str, **values: str) -> str:
        """The interface's word under a dotted key, with VALUES at its marks."""
        found: Any = words(self.language)
        for part in key.split("."):
            found = found[part]
        text = str(found)
        for name, value in values.items():
            text = text.replace(f"{{{{{name}}}}}", value)
        return text

    def label(self, object: str, name: str) -> str:
        """How a field of an object is called in this language."""
        meta = self.ask("GET", "/meta")
        fields = meta["objects"][object]["fields"]
        return str(next(one["label"] for one in fields if one["name"] == name))

    def word(self, object: str, name: str) -> str:
        """A word of an object itself: its title, ``one``, ``many``."""
        return str(self.ask("GET", "/meta")["objects"][object][name])

    def open(self, path: str) -> None:
        """Go to an address of the interface."""
        self.page.goto(self.house.url + path)

    def button(self, key: str, within: Locator | None = None) -> Locator:
        """A button with exactly the word under KEY, its shortcut aside."""
        place = within or self.page
        # no \b: the browser's patterns know only Latin letters
        return place.get_by_role("button", name=re.compile(rf"^{re.escape(self.say(key))}(\s|$)"))

    def toast(self, text: str | re.Pattern[str]) -> None:
        """Wait until the corner of messages tells TEXT."""
        expect(self.page.locator(".toasts")).to_contain_text(text)

    def ask(self, verb: str, path: str, body: Any = None, **headers: str) -> Any:
        """The API with this person's own rights and language; the answer must be a good one."""
        headers.setdefault("Accept_Language", self.language)
        found = self.house.ask(verb, path, body, login=self.login, **headers)
        assert found.status < 400, found.data
        return found.data


@contextmanager
def person(
    browser: Browser,
    house: House,
    login: str = "manager1",
    language: str = "ru",
    size: tuple[int, int] = WIDE,
) -> Iterator[Person]:
    """A signed-in user with an empty page; an empty LOGIN stays outside. No fault may be told."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale=LOCALES[language],
        timezone_id="Europe/Moscow",
        color_scheme="light",
        reduced_motion="reduce",
        is_mobile=size == PHONE,
        has_touch=size == PHONE,
    )
    context.set_default_timeout(60_000)
    try:
        page = context.new_page()
        found = Person(house, context, page, login, language)
        page.on("console", lambda message: _note(found, message))
        page.on("pageerror", lambda error: found.faults.append(str(error)))
        if login:
            sign_in(found)
        yield found
        assert found.faults == [], found.faults
    finally:
        context.close()


def sign_in(one: Person) -> None:
    """Open a session by the API, as the log-in page does."""
    asking = one.context.request
    csrf = asking.get(f"{one.house.url}/api/v1/session").json()["csrf"]
    headers = {"X-CSRFToken": csrf, "Origin": one.house.url}
    data = {"login": one.login, "password": PASSWORD}
    answer = asking.post(f"{one.house.url}/api/v1/session", data=data, headers=headers)
    assert answer.ok, answer.text()
    csrf = answer.json()["csrf"]
    asking.patch(
        f"{one.house.url}/api/v1/session",
        data={"language": one.language},
        headers={"X-CSRFToken": csrf, "Origin": one.house.url},
    )


def _note(one: Person, message: ConsoleMessage) -> None:
    at_the_door = "/api/v1/auth/" in message.location.get("url", "")
    if message.type == "error" and not (at_the_door or _REFUSED.search(message.text)):
        one.faults.append(message.text)
