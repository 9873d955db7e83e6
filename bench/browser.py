"""What a browser loads and waits for when somebody has just signed in, with an empty cache.

Of an address the page itself, scripts, styles and data are counted, up to the moment at which there
is something to work with; the live stream, fonts and the icon come beside.
"""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING, Any

from tools.testing import chromium

from bench.servers import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

#: Address, what it is called in the table, and what is there to work with.
START = ("/", "first page", "something to work with", ".dtasks")
LIST = ("/o/people.person", "list", "rows", "tbody tr:nth-of-type(5)")
WORDS = ("petrov", "Müller", "Иванов")
#: Between two keys of somebody who types well, and how long afterwards rows may still change.
KEYS, LATEST = 90, 1500
#: Notes when something fits SIGN for the first time, before any script of the page runs.
NOTICE = """sign => {
  new MutationObserver((_changes, watch) => {
    if (!document.querySelector(sign)) return;
    window.usable = performance.now();
    watch.disconnect();
  }).observe(document, { childList: true, subtree: true });
}"""
#: The page itself, and the scripts, styles and data that were there by then.
COUNT = """() => 1 + performance.getEntriesByType("resource").filter(
  (one) => one.responseEnd <= window.usable && /[.](js|css)$|[/]api[/]/.test(one.name)
    && one.initiatorType !== "eventsource"
).length"""
WATCH = """() => {
  const field = document.getElementById("list-find");
  field.addEventListener("input", () => { window.keyed = performance.now(); });
  const seen = () => { if (window.keyed) window.shown = performance.now() - window.keyed; };
  const watched = { childList: true, subtree: true, characterData: true };
  new MutationObserver(seen).observe(document.querySelector("main"), watched);
}"""


def first_page(base: str) -> dict[str, Any]:
    """Start page, list and search of somebody who has just signed in."""
    program = chromium()
    if program is None:
        return {"first page": "no Chromium found"}
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        try:
            found = {**look(opened(browser, base), START)}
            page = opened(browser, base)
            return {**found, **look(page, LIST), **search(page)}
        except Error as error:
            return {"first page": str(error).splitlines()[0][:100]}
        finally:
            browser.close()


def opened(browser: Browser, base: str) -> Page:
    """An empty page of somebody who has signed in."""
    context = browser.new_context(base_url=base, locale="en")
    sign_in(context)
    return context.new_page()


def sign_in(context: BrowserContext) -> None:
    """Open a session by the API; the page finds its cookie."""
    csrf = context.request.get("/api/v1/session").json()["csrf"]
    body = {"login": "admin", "password": PASSWORD}
    headers = {"X-CSRFToken": csrf, "Referer": "/"}
    if not context.request.post("/api/v1/session", data=body, headers=headers).ok:
        raise RuntimeError("could not sign in")


def look(page: Page, what: tuple[str, str, str, str]) -> dict[str, Any]:
    """Load an address and count until it is usable."""
    path, name, usable, sign = what
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    kinds: dict[str, str] = {}
    sizes: dict[str, float] = {}
    wire.on("Network.responseReceived", lambda e: kinds.update({e["requestId"]: e["type"]}))
    wire.on(
        "Network.loadingFinished",
        lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]}),
    )
    page.add_init_script(f"({NOTICE})({sign!r})")
    page.goto(path)
    page.wait_for_selector(sign, state="attached")
    took, requests = page.evaluate("window.usable"), page.evaluate(COUNT)
    page.wait_for_load_state("networkidle")
    own = [key for key, kind in kinds.items() if kind in ("Script", "Stylesheet")]
    return {
        f"{name}: JS and CSS on the wire, kB": sum(sizes.get(key, 0) for key in own) / 1000,
        f"{name}: requests until {usable}": requests,
        f"{name}: {'shown' if path == '/' else 'rows'} after, ms": float(took),
    }


def search(page: Page) -> dict[str, Any]:
    """From the last key until the rows of the search stand there; the median of some words."""
    field = page.locator("#list-find")
    page.evaluate(WATCH)
    took = []
    for word in WORDS:
        field.fill("")
        page.wait_for_timeout(LATEST)
        field.press_sequentially(word, delay=KEYS)
        page.wait_for_timeout(LATEST)
        took.append(float(page.evaluate("window.shown")))
    return {"list: rows after the last key of a search, ms": statistics.median(took)}
