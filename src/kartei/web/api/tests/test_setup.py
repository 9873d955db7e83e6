"""The first run: which modules go together, and that it happens once."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
ANSWERS = {
    "firm": "Vektor",
    "country": "de",
    "language": "de",
    "currency": "EUR",
    "timezone": "Europe/Berlin",
    "login": "anna",
    "password": "right horse",
    "name": "Anna Weber",
}


def begin(**more: Any) -> Any:
    """POST the wizard's answers."""
    return Client().post("/api/v1/setup", {**ANSWERS, **more}, content_type="application/json")


def test_modules_tell_what_they_need_and_are_not_begun_without_it() -> None:
    modules = {m["id"]: m for m in Client().get("/api/v1/setup").json()["modules"]}
    assert modules["offers"]["needs"] == ["people", "sales", "catalog", "documents"]

    refused = begin(modules=["people", "offers", "catalog", "documents"])
    assert (refused.status_code, refused.json()["code"]) == (400, "setup.module_needs")
    assert "Verkauf" in refused.json()["detail"] or "Sales" in refused.json()["detail"]

    assert begin(modules=["people", "sales", "catalog"]).status_code == 201


def test_a_short_password_is_marked_at_its_field() -> None:
    refused = begin(password="short")
    assert refused.status_code == 422
    assert [fault["field"] for fault in refused.json()["errors"]] == ["password"]


def test_an_installation_is_set_up_once() -> None:
    assert begin().status_code == 201
    assert begin(login="bert").json()["code"] == "setup.done"
