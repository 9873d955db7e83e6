"""Bank accounts of own firms: numbers that can be right, and the one that a document names."""

from __future__ import annotations

from typing import Any

from kartei.modules.documents.models import Account, Firm
from kartei.modules.documents.packs import pack
from kartei.modules.documents.rules.firms import check_reach, check_requisites
from kartei.platform.kit.money import currency_digits
from kartei.platform.records import write
from kartei.platform.records.draft import Draft

Values = dict[str, Any]
#: The columns of a bank account, alike on the firm and its further accounts.
BANK = ("bank_name", "bank_account", "bank_code", "corr_account")


def check_account(draft: Draft) -> None:
    """Numbers after the rules of the firm's country, a known currency.

    Faults: `documents.requisite`, `money.currency`.
    """
    firms = Firm.objects.unguarded("the rules of a firm's country").filter(pk=draft.get("firm"))
    country = pack(firms.values_list("country", flat=True).first())
    check_requisites(draft, (p for p in country.requisites if p.field in BANK), "firm")
    check_reach(draft, {"currency": currency_digits})


def follow_account(draft: Draft) -> None:
    """Of a firm's accounts for one currency one is the usual: a new one takes the mark over."""
    if not draft.get("usual") or draft.get("deleted"):
        return
    rows = _accounts(draft.get("firm")).filter(usual=True, currency=draft.get("currency") or "")
    rows = rows.exclude(pk=draft.id)
    unmark: dict[Any, Values] = {key: {} for key in rows.values_list("id", flat=True)}
    if unmark:
        write.change_many(draft.actor, "documents.account", unmark, put={"usual": False})


def account_for(firm: Values, currency: str) -> Values:
    """An own firm's values with the bank account that a document in a currency names.

    The first that there is: one for this currency (of several the usual, else the oldest), the
    usual one of those for any currency, the firm's own columns, another one for any currency.
    A firm without an id, or without accounts, is answered as it is.
    """
    if not firm.get("id"):
        return firm
    rows = list(_accounts(firm["id"]).order_by("-usual", "id").values("usual", "currency", *BANK))
    exact = [row for row in rows if row["currency"] == currency]
    common = [row for row in rows if not row["currency"]]
    usual = [row for row in common if row["usual"]]
    own = [{name: firm.get(name) for name in BANK}] if firm.get("bank_account") else []
    found: Values = next(iter((*exact, *usual, *own, *common)), {})
    return {**firm, **{name: found[name] for name in BANK if name in found}}


def _accounts(firm: Any) -> Any:
    """The accounts of an own firm that are in use."""
    return Account.objects.unguarded("where a firm is paid").filter(firm_id=firm, deleted=False)
