"""What an installation says under an address of https, and without one."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("seconds", "told"), [(31536000, "max-age=31536000"), (0, None)])
def test_browsers_come_back_by_https_alone_where_there_is_one(
    settings: Any, seconds: int, told: str | None
) -> None:
    settings.SECURE_HSTS_SECONDS = seconds
    answer = Client().get("/api/v1/session", secure=True)
    assert answer.get("Strict-Transport-Security") == told
    assert "Strict-Transport-Security" not in Client().get("/api/v1/session").headers
