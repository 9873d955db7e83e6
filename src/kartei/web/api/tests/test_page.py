"""The one page: it carries the session, so that nothing has to be asked before the rest is."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.db import OperationalError
from django.test import Client

from kartei.web import shell

pytestmark = pytest.mark.django_db
NAME = "</script><b>Anna"
FIRM = {
    "firm": "Vektor",
    "country": "de",
    "language": "de",
    "currency": "EUR",
    "timezone": "Europe/Berlin",
    "login": "anna",
    "password": "right horse",
    "name": NAME,
}
DATA = re.compile(r'<script type="application/json" id="session">(.*?)</script>')


@pytest.fixture(autouse=True)
def _built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A front end as small as can be."""
    index = tmp_path / "index.html"
    index.write_text("<html><head></head><body></body></html>")
    monkeypatch.setattr(shell, "INDEX", index)


def test_the_page_carries_what_the_session_would_answer() -> None:
    browser = Client()
    assert browser.post("/api/v1/setup", FIRM, content_type="application/json").status_code == 201

    shown = browser.get("/o/people.person")
    asked = browser.get("/api/v1/session").json()

    found = DATA.search(shown.content.decode())
    assert found is not None
    inside = json.loads(found[1])
    assert inside["user"]["name"] == NAME, "a name cannot end the element"
    assert {**inside, "csrf": ""} == {**asked, "csrf": ""}
    assert shown["Cache-Control"] == "no-store", "it names somebody"
    change = {"HTTP_X_CSRFTOKEN": inside["csrf"], "content_type": "application/json"}
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = browser.cookies
    assert strict.patch("/api/v1/session", {"theme": "dark"}, **change).status_code == 200


def test_a_stranger_gets_a_page_without_a_user() -> None:
    found = DATA.search(Client().get("/").content.decode())
    assert found is not None
    assert json.loads(found[1])["user"] is None


def test_the_page_comes_without_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_args: object) -> None:
        raise OperationalError("away")

    monkeypatch.setattr(shell, "recognise", away)
    shown = Client().get("/")
    assert shown.status_code == 200
    assert DATA.search(shown.content.decode()) is None
