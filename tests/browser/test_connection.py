"""The server is away, or was renewed under an open page: told, and nothing typed is lost."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from tests.browser.people import person
from tests.live import House

#: What Chromium itself tells of a network that is away.
OFFLINE = re.compile("ERR_INTERNET_DISCONNECTED|dynamically imported module|preload CSS")


def test_a_lost_connection_is_told_and_so_is_its_return(
    browser: Browser, demo_house: House
) -> None:
    """S0-036: the status line never says that all is saved while nothing can be."""
    with person(browser, demo_house) as one:
        page = one.page
        one.open("/o/people.person")
        expect(page.get_by_role("row").nth(1)).to_be_visible()
        status = page.get_by_role("contentinfo").get_by_role("status").first
        expect(status).to_have_text(one.say("state.saved"))
        one.context.set_offline(True)
        expect(status).to_have_text(one.say("state.away"))
        # What was never loaded cannot be shown; it is told, and the screen lives on.
        page.keyboard.press("Control+k")
        one.toast(one.say("error.offline"))
        expect(page.get_by_role("row").nth(1)).to_be_visible()
        one.context.set_offline(False)
        expect(status).to_have_text(one.say("state.saved"))
        one.faults[:] = [f for f in one.faults if not OFFLINE.search(f)]


def test_a_page_older_than_the_server_is_read_anew_once(
    browser: Browser, demo_house: House
) -> None:
    """A part that is no more brings the new page; a part missing for good does not loop."""
    with person(browser, demo_house) as one:
        page = one.page
        one.open("/o/people.person")
        expect(page.get_by_role("row").nth(1)).to_be_visible()
        missing = "window.dispatchEvent(new Event('vite:preloadError', {cancelable: true}))"
        page.evaluate("window.old = true")
        with page.expect_navigation(url=re.compile("people.person")):
            page.evaluate(missing)
        expect(page.get_by_role("row").nth(1)).to_be_visible()
        assert page.evaluate("window.old") is None
        page.evaluate("window.old = true")
        page.evaluate(missing)
        page.wait_for_timeout(300)
        assert page.evaluate("window.old") is True
