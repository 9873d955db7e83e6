"""What a client is shown of an offer, as plain data: for its hash, and for what has changed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from kartei.modules.documents.contract import PaperDocument

Content = dict[str, Any]
#: Of the whole, beside the lines.
TERMS = ("number", "date", "until", "currency", "subject", "intro", "outro")
LINE = (
    "name", "description", "article", "quantity", "unit", "price", "discount", "vat", "amount",
    "optional", "chosen",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs: fields of the whole, ids of new and of changed lines, names of lines gone."""

    terms: tuple[str, ...] = ()
    new: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    gone: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms or self.new or self.changed or self.gone)


def content_of(paper: PaperDocument, ids: Sequence[str]) -> Content:
    """Everything that the client agrees to; ids: those of the lines, in their order."""
    sums = paper.sums
    return {
        **{name: plain(getattr(paper, name)) for name in TERMS},
        "vat_mode": paper.vat_mode.value,
        "firm": paper.firm.name,
        "client": paper.client.name,
        "sums": [sums.net, sums.vat, sums.total, sums.discount_percent],
        "lines": [
            {"id": key, **{name: plain(getattr(line, name)) for name in LINE},
             "facts": [list(one) for one in line.facts], "cells": list(line.cells)}
            for key, line in zip(ids, paper.lines, strict=True)
        ],
    }  # fmt: skip


def plain(value: Any) -> Any:
    """Days by their text."""
    return value if value is None or isinstance(value, str | int) else str(value)


def mark_of(content: Content) -> str:
    """sha256 of a content."""
    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def changes(before: Content | None, now: Content) -> Changes:
    """What a client who saw one content has to look at in the other; nothing where he saw none."""
    if before is None or before == now:
        return Changes()
    old, new = by_id(before), by_id(now)
    terms = [name for name in TERMS if before[name] != now[name]]
    if before["sums"] != now["sums"]:
        terms.append("total")
    return Changes(
        terms=tuple(terms),
        new=frozenset(new.keys() - old.keys()),
        changed=frozenset(key for key in new.keys() & old.keys() if new[key] != old[key]),
        gone=tuple(line["name"] for key, line in old.items() if key not in new),
    )


def by_id(content: Content) -> dict[str, Mapping[str, Any]]:
    """Its lines by their ids."""
    return {line["id"]: line for line in content["lines"]}
