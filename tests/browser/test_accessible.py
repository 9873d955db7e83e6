"""Every screen at a desk's and a phone's width has no fault that axe-core knows (WCAG 2.2 AA)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.people import FRONTEND, PHONE, WIDE, Person, person
from tests.live import House

AXE = FRONTEND / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SIZES = {"desk": WIDE, "phone": PHONE}


def first(one: Person, object: str) -> str:
    """The address of some record of an object."""
    page = one.ask("GET", f"/records/{object}?limit=1")
    return f"/o/{object}/{page['items'][0]['id']}"


def heading(page: Page) -> None:
    """Wait for what every screen has."""
    expect(page.get_by_role("heading").first).to_be_visible()


def shown(selector: str) -> Callable[[Page], None]:
    """Wait until something of the screen itself is there."""

    def wait(page: Page) -> None:
        expect(page.locator(selector).first).to_be_visible()

    return wait


#: screen -> its address, or the object whose first record is opened, and what to wait for
SCREENS: dict[str, tuple[str, Callable[[Page], None]]] = {
    "my day": ("/", heading),
    "list": ("/o/people.person", shown("[href^='/o/people.person/0']")),
    "card": ("people.person", shown(".tl .ev")),
    "board": ("/o/sales.deal?view=board", shown("article")),
    "import": ("/import/people.person", shown("input[type=file] ~ *, .dropzone")),
    "pipeline": ("sales.funnel", shown(".fstage")),
    "offer": ("offers.offer", shown(".tot dd.gr")),
    "role": ("access.role", shown(".mx .al")),
    "new role": ("/o/access.role/new", shown(".rtiles")),
    "comparison of roles": ("/rights/compare", shown(".mx")),
    "check of rights": ("/rights/explain", shown(".explain")),
    "arranging": ("/arrange/people.person", shown(".ltile")),
    "duplicates": ("/duplicates", shown(".dupe")),
    "activity": ("/activity?since=2026-01-01", shown(".activity .hours")),
    "account": ("/account", shown("#account-sessions")),
    "security": ("/security", shown(".findings li")),
    "log of sign-ins": ("/security?part=log", shown(".doors tbody tr")),
    "rules of signing in": ("/security?part=rules", shown(".doorrule")),
    "news by mail": ("/notices", heading),
    "new client": ("/o/people.person/new", shown("form, .nform")),
}


#: What only administrators have; duplicates are for who may delete one of them.
SETTINGS = (
    "role", "new role", "comparison of roles", "check of rights", "arranging", "duplicates",
    "security", "log of sign-ins", "rules of signing in",
)  # fmt: skip


def faults(page: Page) -> list[str]:
    """What axe-core finds: rule, place and reason."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found: Any = page.evaluate("options => axe.run(document, options)", options)
    assert found["testEngine"]["name"] == "axe-core"
    return [
        f"{fault['id']}: {node['target']}: {' '.join(node['failureSummary'].split())}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


@pytest.fixture(autouse=True)
def _axe() -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed in frontend/")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("screen", SCREENS)
def test_screen_has_no_known_barrier(
    browser: Browser, demo_house: House, screen: str, size: str
) -> None:
    address, wait = SCREENS[screen]
    login = "admin" if screen in SETTINGS else "manager1"
    with person(browser, demo_house, login=login, size=SIZES[size]) as one:
        one.open(address if address.startswith("/") else first(one, address))
        wait(one.page)

        assert faults(one.page) == []


@pytest.mark.parametrize("size", SIZES)
def test_door_has_no_known_barrier(browser: Browser, demo_house: House, size: str) -> None:
    with person(browser, demo_house, "", size=SIZES[size]) as one:
        one.open("/")
        expect(one.page.locator("input[type=password]")).to_be_visible()

        assert faults(one.page) == []


@pytest.mark.parametrize("size", SIZES)
def test_first_setup_has_no_known_barrier(browser: Browser, empty_house: House, size: str) -> None:
    with person(browser, empty_house, "", size=SIZES[size]) as one:
        one.open("/")
        expect(one.page.get_by_label(one.say("setup.firm"))).to_be_visible()

        assert faults(one.page) == []
