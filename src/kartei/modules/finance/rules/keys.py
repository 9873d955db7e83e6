"""Which bookings of a statement are payments already."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q

from kartei.modules.finance.models import Payment

#: Keys asked for at once; SQLite takes no endless list.
_AT_ONCE = 400


def there(account: UUID, keys: Sequence[str]) -> dict[str, Any]:
    """The payments of an account by the keys of their bookings: id, deleted, undone.

    A transfer stands in the statements of two accounts and has a key for each. undone: it lies in
    the bin because its statement was taken back.
    """
    found: dict[str, Any] = {}
    for some in chunks(keys):
        rows = Payment.objects.unguarded("no booking becomes two payments").filter(
            Q(account=account, bank_key__in=some) | Q(to_account=account, other_key__in=some)
        )
        for row in rows.values(
            "pk", "account", "bank_key", "other_key", "deleted", "statement", "statement__status"
        ):
            key = row["bank_key"] if row["account"] == account else row["other_key"]
            row["undone"] = row["deleted"] and row["statement__status"] in ("undone", "busy")
            found[key] = row
    return found


def fresh(account: UUID | None, keys: Sequence[str]) -> int:
    """How many of the bookings are no payments yet."""
    if account is None:
        return len(keys)
    known = there(account, keys)
    return sum(1 for key in keys if key not in known or known[key]["undone"])


def chunks(keys: Collection[str]) -> Iterator[list[str]]:
    """The keys in portions."""
    whole = list(keys)
    for at in range(0, len(whole), _AT_ONCE):
        yield whole[at : at + _AT_ONCE]
