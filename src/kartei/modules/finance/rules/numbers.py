"""Numbers of payments: a series for each kind and year; cash documents have series of their own."""

from __future__ import annotations

from collections.abc import Sequence

from kartei.modules.finance import words
from kartei.modules.finance.rules.assigning import Books
from kartei.platform.access.actor import Actor
from kartei.platform.records import store
from kartei.platform.records.draft import Draft
from kartei.platform.records.numbers import take_for


def number(drafts: Sequence[Draft], books: Books) -> None:
    """Number new payments in their order (ПКО-2026-0001); faulty drafts take no number."""
    series: dict[str, list[Draft]] = {}
    firms = languages(drafts[0].actor, books) if drafts else {}
    for draft in drafts:
        if not draft.faults:
            series.setdefault(series_of(draft, books, firms), []).append(draft)
    for key, mine in series.items():
        before, first = take_for(mine[0].actor, f"finance.payment/{key}", len(mine))
        for following, draft in enumerate(mine, first):
            draft.put("number", f"{before}{key}-{following:04}")


def languages(actor: Actor, books: Books) -> dict[object, str]:
    """The language of each own firm that keeps one of the accounts."""
    keys = sorted({row["firm"] for row in books.accounts.values() if row["firm"]})
    rows = store.load(actor, actor.world.objects["documents.firm"], keys)
    return {key: row["language"] for key, row in rows.items()}


def series_of(draft: Draft, books: Books, firms: dict[object, str]) -> str:
    """Prefix by account, kind and language, and the year of the payment."""
    account = books.accounts.get(draft.get("account")) or {}
    language = firms.get(account.get("firm")) or draft.actor.world.firm.language
    kind = draft.get("kind")
    cash = words.CASH.get(kind) if account.get("kind") == "cash" else None
    prefixes = cash or words.PREFIXES[kind]
    return f"{prefixes.get(language, prefixes['en'])}-{draft.get('date').year}"
