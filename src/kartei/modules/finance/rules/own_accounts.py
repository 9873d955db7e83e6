"""Which of our accounts an account in a bank's file is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from kartei.modules.finance.models import Account
from kartei.modules.finance.statements.data import bare

Found = dict[tuple[str, str], UUID]


def by_number() -> Found:
    """Our accounts in use by (number at the bank, currency); a number that two have is nobody's.

    An account without a further account of its own firm is the one in the firm's requisites.
    """
    rows: Any = Account.objects.unguarded("whose number stands in a file").filter(
        deleted=False, active=True, kind="bank"
    )
    found: Found = {}
    twice: set[tuple[str, str]] = set()
    for key, currency, bank, firm in rows.values_list(
        "pk", "currency", "bank__bank_account", "firm__bank_account"
    ):
        number = bare(bank or firm or "")
        if not number:
            continue
        place = (number, currency)
        if place in found:
            twice.add(place)
        found[place] = key
    return {place: key for place, key in found.items() if place not in twice}


def of(found: Found, number: str, currency: str) -> UUID | None:
    """The account with a number; a file without a currency fits where there is but one."""
    if currency:
        return found.get((bare(number), currency))
    same = [key for (known, _), key in found.items() if known == bare(number)]
    return same[0] if len(same) == 1 else None
