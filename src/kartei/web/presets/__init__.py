"""Ready configurations for trades, one file each in this folder; read like any configuration.

A file says titles in three languages (``title``, ``about``); names of data may be said in three
languages, too, and are taken in the firm's.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import orjson

from kartei.platform.meta.errors import not_found

FOLDER = Path(__file__).parent
NAME = re.compile(r"[a-z_]{1,30}")


def read(name: str) -> dict[str, Any]:
    """A ready configuration. 404 when there is none of this name."""
    path = FOLDER / f"{name}.json"
    if not NAME.fullmatch(name) or not path.is_file():
        raise not_found()
    found: dict[str, Any] = orjson.loads(path.read_bytes())
    return found


def all_of(language: str) -> list[dict[str, Any]]:
    """What each is called and for whom it is, in a language."""
    found = []
    for path in sorted(FOLDER.glob("*.json")):
        data = orjson.loads(path.read_bytes())
        found.append(
            {
                "id": path.stem,
                "title": data["title"][language],
                "about": data["about"][language],
                "modules": data.get("modules", []),
            }
        )
    return found
