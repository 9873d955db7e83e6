"""The README's pictures, for ``make gallery``: ``python -m tools.screens URL PASSWORD``."""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tools.steps import ROOT
from tools.testing import chromium

_TARGET = ROOT / "docs" / "screens"
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# As many as a plain interface has, so that a picture stays well below 200 KB.
_COLOURS = 200
_PLAIN = Image.Dither.NONE
_DESK = {"width": 1440, "height": 900}
_PHONE = {"width": 390, "height": 844}
#: file, size of the page, what is opened; "deal" is the deal last talked about
_PICTURES = (
    ("list.png", _DESK, "/o/people.company"),
    ("board.png", _DESK, "/o/sales.deal?view=board"),
    ("card.png", _DESK, "deal"),
    ("phone.png", _PHONE, "deal"),
)


def main() -> int:
    """Sign in as a manager and take every picture."""
    address, password = sys.argv[1:3]
    _TARGET.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=_FLAGS)
        for name, size, path in _PICTURES:
            _take(browser, address, password, _TARGET / name, size, path)
        browser.close()
    return 0


def _take(
    browser: Browser, address: str, password: str, file: Path, size: dict[str, int], path: str
) -> None:
    """One picture in a browser of its own."""
    page = browser.new_page(
        viewport={"width": size["width"], "height": size["height"]}, locale="ru-RU"
    )
    page.goto(address)
    page.fill("input[autocomplete*=username]", "manager1")
    page.fill("input[type=password]", password)
    page.keyboard.press("Enter")
    page.wait_for_timeout(1500)
    if path == "deal":
        found = page.request.get(f"{address}/api/v1/records/sales.deal?sort=-last_talk_at&limit=1")
        path = f"/o/sales.deal/{found.json()['items'][0]['id']}"
    page.goto(address + path)
    page.wait_for_timeout(2000)
    keep(page.screenshot(), file)
    page.close()


def keep(png: bytes, file: Path) -> None:
    """Save a picture of the screen with few colours, so that it is small."""
    few = Image.open(io.BytesIO(png)).convert("RGB").quantize(_COLOURS, dither=_PLAIN)
    few.save(file, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
