"""Whatever is sent to a documented address, the answer is a documented one.

The document of each asker is read from a running installation, and schemathesis makes the calls.
KARTEI_TEST_FUZZ=1 tries every address with many more examples; the ordinary run is small (some
fifty seconds of processor time) and the same every time.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.live import House

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
)
LONG = os.environ.get("KARTEI_TEST_FUZZ") == "1"
#: The stream never ends by itself; leaving the session would end the asker's.
LEFT_OUT = ("/stream",)
#: Who tries what in the ordinary run; the long one lets everybody try everything.
BY_CHANCE = {
    "": ".",
    "manager1": r"^/[^r]|people\.person|sales\.deal|offers\.offer",
    "admin": r"access\.|catalog\.product|people\.company|documents\.|sales\.stage|tasks\.task",
}
#: The same for boundary values, missing, wrong and unknown parts, which are tried by rule.
BY_RULE = {
    "": "^/(setup|session)$",
    "manager1": r"^/(views|entries|jobs|undo|imports|papers|changes|lookup)",
    "admin": r"sales\.deal(/\{id\})?(/(move|bulk|board|query|export))?$",
}


def document_of(house: House, login: str) -> dict[str, Any]:
    """The asker's document in which ids are those of real records.

    Made-up ids would only prove that nothing is found.
    """
    document: dict[str, Any] = house.ask("GET", "/openapi.json", login=login).data
    for path, verbs in document["paths"].items():
        parts = path.split("/")
        if "{id}" in path and parts[1] == "records":
            page = house.ask("GET", f"/records/{parts[2]}?limit=5", login=login).data
            ids = [item["id"] for item in page["items"]]
            for described in verbs.values():
                narrow(described if isinstance(described, list) else described["parameters"], ids)
    return document


def narrow(parameters: list[dict[str, Any]], ids: list[str]) -> None:
    """Let an id be one of IDS and a version one that a record may have."""
    for parameter in parameters:
        if parameter["name"] == "id" and ids:
            parameter["schema"] = {"enum": ids}
        if parameter["name"] == "If-Match":
            parameter["schema"] = {"enum": ["1", '"2"', '"3"']}


def fuzz(
    house: House,
    document: dict[str, Any],
    folder: Path,
    login: str,
    phase: str,
    addresses: dict[str, str],
    examples: str,
) -> int:
    """Run one phase of schemathesis over DOCUMENT as LOGIN (empty: nobody); how many calls it made.

    ADDRESSES says by a pattern what is tried, unless the run is the long one.
    """
    source = folder / "openapi.json"
    source.write_text(json.dumps(document), encoding="utf-8")
    where = [] if LONG else ["--include-path-regex", addresses[login]]
    who = ["--header", f"Authorization: Bearer {house.token(login)}"] if login else []
    left_out = [word for path in LEFT_OUT for word in ("--exclude-path", path)]
    # one worker: Python 3.11's parser fails in deep threads (python/cpython#106905)
    done = subprocess.run(
        [
            Path(sys.executable).with_name("schemathesis"), "run", source,
            "--url", f"{house.url}/api/v1", "--checks", ",".join(CHECKS), "--workers", "1",
            "--generation-deterministic", "--no-shrink", "--request-timeout", "60",
            "--continue-on-failure", "--no-color", "--warnings", "off",
            "--phases", phase, "--max-examples", "200" if LONG else examples,
            *who, *left_out, *where,
        ],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-15000:] + done.stderr[-2000:]
    made = re.search(r"(\d+) generated, \1 passed", done.stdout)
    assert made, done.stdout[-2000:]
    return int(made[1])


@pytest.mark.parametrize("login", BY_CHANCE)
def test_what_chance_sends_gets_a_documented_answer(
    own_house: House, tmp_path: Path, login: str
) -> None:
    """S4-059: an interface for any other program that does what its document says."""
    document = document_of(own_house, login)
    found = fuzz(own_house, document, tmp_path, login, "fuzzing", BY_CHANCE, "2")

    assert not login or found > 100


@pytest.mark.parametrize("login", BY_RULE)
def test_wrong_parts_and_boundaries_get_a_documented_answer(
    own_house: House, tmp_path: Path, login: str
) -> None:
    document = document_of(own_house, login)
    found = fuzz(own_house, document, tmp_path, login, "coverage", BY_RULE, "1")

    assert found > 100
