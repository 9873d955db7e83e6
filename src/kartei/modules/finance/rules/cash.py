"""Numbers of cash documents: a series for each cash desk, way and year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kartei.modules.finance import words
from kartei.modules.finance.rules.assigning import Books
from kartei.platform.records import store
from kartei.platform.records.draft import Draft
from kartei.platform.records.numbers import take_for


def number(drafts: Sequence[Draft], books: Books) -> None:
    """Number new cash payments in their order (ПКО-2026-0001); faulty drafts take no number."""
    for draft in drafts:
        account = books.accounts.get(draft.get("account"))
        prefixes = words.CASH_PREFIXES.get(draft.get("kind") or "")
        if draft.faults or account is None or account["kind"] != "cash" or prefixes is None:
            continue
        language = language_of(draft, account)
        key = f"{prefixes.get(language, prefixes['en'])}-{draft.get('date').year}"
        before, first = take_for(draft.actor, f"finance.payment/{key}")
        draft.put("number", f"{before}{key}-{first:04}")


def language_of(draft: Draft, account: dict[str, Any]) -> str:
    """The language of the own firm whose cash desk it is; else that of the installation."""
    firm = account["firm"]
    if firm is None:
        return draft.actor.world.firm.language
    rows = store.load(draft.actor, draft.actor.world.objects["documents.firm"], [firm])
    language: str = rows[firm]["language"] or draft.actor.world.firm.language
    return language
