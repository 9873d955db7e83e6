"""The accountant's pictures in docs/handbook: ``python -m tools.handbook URL PASSWORD LANGUAGE``.

``make gallery`` takes them of demo firms in all languages.
"""

import io
import json
import sys

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tools.screens import keep
from tools.steps import FRONTEND, ROOT
from tools.testing import chromium

_TARGET = ROOT / "docs" / "handbook" / "pictures"
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_DESK = {"width": 1280, "height": 800}
_LOCALES = {"ru": "ru-RU", "de": "de-DE", "en": "en-GB"}
#: Wide enough to be read in a page of text, and small as a file.
_WIDE = 1000
#: file, object, which of its records, whether its menu is opened
_PICTURES = (
    ("order", "billing.order", '["phase","=","open"]', True),
    ("invoice", "billing.invoice", '["status","=","issued"]', False),
    ("delivery", "billing.delivery", '["status","=","issued"]', False),
)


def main() -> int:
    """Sign in as an administrator and take every picture in one language."""
    address, password, language = sys.argv[1:4]
    _TARGET.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=_FLAGS)
        page = browser.new_page(viewport=_DESK, locale=_LOCALES[language])  # type: ignore[arg-type]
        _enter(page, address, password)
        for name, object, filter, menu in _PICTURES:
            _take(page, address, f"{name}.{language}.png", object, filter, more(language, menu))
        browser.close()
    return 0


def more(language: str, menu: bool) -> str:
    """The word on the menu of a document; empty where it stays shut."""
    words = json.loads((FRONTEND / "src" / "locale" / f"{language}.json").read_text("utf-8"))
    return str(words["action"]["more"]) if menu else ""


def _enter(page: Page, address: str, password: str) -> None:
    page.goto(address)
    page.fill("input[autocomplete*=username]", "admin")
    page.fill("input[type=password]", password)
    page.keyboard.press("Enter")
    page.wait_for_selector("input[type=password]", state="detached")


def _take(page: Page, address: str, name: str, object: str, filter: str, menu: str) -> None:
    """One picture of the first record that the filter finds."""
    ask = f"{address}/api/v1/records/{object}"
    found = page.request.get(ask, params={"filter": filter, "sort": "-date", "limit": 1}).json()[
        "items"
    ]
    page.goto(f"{address}/o/{object}/{found[0]['id']}")
    page.wait_for_timeout(3000)
    if menu:
        page.locator(".cmd").get_by_role("button", name=menu, exact=True).click()
        page.wait_for_timeout(500)
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    small = shot.resize((_WIDE, shot.height * _WIDE // shot.width), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, "PNG")
    keep(out.getvalue(), _TARGET / name)


if __name__ == "__main__":
    sys.exit(main())
