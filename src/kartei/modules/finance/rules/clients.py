"""Whose money it is: clients told by tax number or account."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from kartei.modules.finance.models import Payment
from kartei.modules.finance.rules.keys import chunks
from kartei.modules.finance.statements.data import Entry, bare
from kartei.platform.access.actor import Actor
from kartei.platform.records.ask import Ask
from kartei.platform.records.query import page

COMPANY = "people.company"
#: How a company is recognised, the surest first: its field, what the booking says.
_WAYS = (("tax_id", "party_id"), ("vat_id", "party_id"), ("bank_account", "party_account"))


def clients_of(actor: Actor, entries: Sequence[Entry]) -> dict[str, UUID]:
    """The company of each booking by its key, where exactly one that the actor may read fits.

    By tax number, by account, else by the account from which a client has paid before.
    """
    found: dict[str, UUID] = {}
    readable = not actor.scope(COMPANY, "read").empty
    fields = actor.fields(actor.obj(COMPANY)) if readable else {}
    for field, told in _WAYS:
        if field not in fields:
            continue
        values = {bare(getattr(one, told)) for one in entries if one.key not in found} - {""}
        known = companies(actor, field, values)
        for one in entries:
            if one.key not in found and bare(getattr(one, told)) in known:
                found[one.key] = known[bare(getattr(one, told))]
    known = payers(actor, {bare(one.party_account) for one in entries} - {""})
    for one in entries:
        if one.key not in found and bare(one.party_account) in known:
            found[one.key] = known[bare(one.party_account)]
    return found


def companies(actor: Actor, field: str, values: Iterable[str]) -> dict[str, UUID]:
    """The one company with each of these values; blanks in ours do not count."""
    seen: dict[str, set[UUID]] = {}
    for some in chunks(sorted(values)):
        for at in range(0, len(some), 100):
            ask = Ask(filter=[field, "in", some[at : at + 100]], limit=200, fields=(field,))
            for row in page(actor, COMPANY, ask)["items"]:
                seen.setdefault(bare(row[field]), set()).add(UUID(str(row["id"])))
    return {value: keys.pop() for value, keys in seen.items() if len(keys) == 1}


def payers(actor: Actor, accounts: Iterable[str]) -> dict[str, UUID]:
    """The one company that has paid from each of these accounts before."""
    seen: dict[str, set[UUID]] = {}
    for some in chunks(sorted(accounts)):
        rows = Payment.objects.seen_by(actor).filter(deleted=False, company__isnull=False)
        rows = rows.filter(party_account__in=some, company__deleted=False)
        for account, company in rows.values_list("party_account", "company").distinct():
            seen.setdefault(account, set()).add(company)
    return {account: keys.pop() for account, keys in seen.items() if len(keys) == 1}
