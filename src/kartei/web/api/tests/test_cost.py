"""How many statements the requests that people wait for most take, so that none creeps in."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kartei.modules.sales.tests.firm import DEAL, new_firm
from kartei.platform.access.tokens import kept
from kartei.platform.meta.versions import bump_access, raised

pytestmark = pytest.mark.django_db


def moved(client: Client, path: str, stage: str, version: int) -> dict[str, Any]:
    """Move a deal as a program does; the record afterwards."""
    answer = client.patch(
        path,
        orjson.dumps({"stage": stage}),
        content_type="application/json",
        headers={"If-Match": f'"{version}"'},
    )
    assert answer.status_code == 200
    found: dict[str, Any] = orjson.loads(answer.content)
    return found


def test_moving_a_deal_takes_few_statements() -> None:
    """Who asks; the deal as it is; deal, journal and timeline written; the deal as it is now.

    SQLite is asked for the journal's next number besides. The test's own transaction makes a
    savepoint of the command's, which does not count.
    """
    firm = new_firm()
    _row, secret = kept(firm.cast.ids["alice"], "board", {"*": "write"}, None)
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    path = f"/api/v1/records/{DEAL}/{firm.deal()}"
    first = moved(client, path, firm.id("need"), 1)  # whoever comes first fills caches

    with CaptureQueriesContext(connection) as told:
        second = moved(client, path, firm.id("new"), first["version"])

    assert (second["stage"]["id"], second["version"]) == (firm.id("new"), 3)
    asked = [one["sql"] for one in told.captured_queries if "SAVEPOINT" not in one["sql"]]
    assert len(asked) == 6 + (connection.vendor == "sqlite"), "\n".join(asked)


def test_a_raised_version_is_noticed_by_the_thread_that_raised_it() -> None:
    before = raised()

    bump_access()

    assert raised() == before + 1
