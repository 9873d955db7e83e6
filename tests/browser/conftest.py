"""One Chromium for the journeys; they are left out where it or the built front end is missing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

import kartei.web

APP = Path(kartei.web.__file__).parent / "static" / "app" / "index.html"
_NAMES = ("chromium", "chromium-browser", "google-chrome")
# A small machine has no graphics card and, as root, no sandbox.
_SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium without a window.

    It ends with the last journey: Playwright keeps an event loop running in this thread, and Django
    refuses to ask the database there.
    """
    named = os.environ.get("KARTEI_TEST_CHROMIUM")
    path = named or next((found for name in _NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium found")
    if not APP.is_file():
        pytest.skip("the front end is not built")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=_SWITCHES)
        yield chromium
        chromium.close()
