"""What a browser loads and waits for when somebody has just signed in, with an empty cache."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tools.testing import chromium

from bench.servers import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page


def first_page(base: str) -> dict[str, Any]:
    """Bytes on the wire of scripts and styles, requests, and the time until rows are shown."""
    program = chromium()
    if program is None:
        return {"first page": "no Chromium found"}
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        try:
            context = browser.new_context(base_url=base, locale="en")
            sign_in(context)
            return look(context.new_page())
        finally:
            browser.close()


def sign_in(context: BrowserContext) -> None:
    """Open a session by the API; the page finds its cookie."""
    csrf = context.request.get("/api/v1/session").json()["csrf"]
    body = {"login": "admin", "password": PASSWORD}
    headers = {"X-CSRFToken": csrf, "Referer": "/"}
    if not context.request.post("/api/v1/session", data=body, headers=headers).ok:
        raise RuntimeError("could not sign in")


def look(page: Page) -> dict[str, Any]:
    """Load the list of persons and count."""
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    kinds: dict[str, str] = {}
    sizes: dict[str, float] = {}
    wire.on("Network.responseReceived", lambda e: kinds.update({e["requestId"]: e["type"]}))
    wire.on(
        "Network.loadingFinished",
        lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]}),
    )
    page.goto("/")
    page.wait_for_load_state("networkidle")
    painted = page.evaluate(
        "Math.max(...performance.getEntriesByType('resource').map(e => e.responseEnd))"
    )
    own = [key for key, kind in kinds.items() if kind in ("Script", "Stylesheet")]
    data = [key for key, kind in kinds.items() if kind in ("Fetch", "XHR")]
    return {
        "first page: JS and CSS on the wire, kB": sum(sizes.get(key, 0) for key in own) / 1000,
        "first page: requests for page, JS and CSS": 1 + len(own),
        "first page: requests for data": len(data),
        "first page: last answer after, ms": float(painted),
    }
