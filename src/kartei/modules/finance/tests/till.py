"""A firm with accounts and issued invoices, for the tests of money."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from kartei.modules.billing.tests.billing_shop import billing_shop
from kartei.modules.offers.tests.shop import Shop
from kartei.platform.access.actor import Actor
from kartei.platform.records import write
from kartei.platform.records.commands import run

ACCOUNT, PAYMENT, INVOICE = "finance.account", "finance.payment", "billing.invoice"
FIRST = "2026-01-01"


@dataclass
class Till:
    """The shop of billing with a bank account and a cash desk in rubles, and one in euros."""

    shop: Shop
    bank: UUID
    cash: UUID
    euro: UUID

    @property
    def admin(self) -> Actor:
        """Who may do everything."""
        return self.shop.cast.admin

    def invoice(self, price: str = "100", **values: Any) -> UUID:
        """An issued invoice of alice's client; VAT is in the price."""
        line = {"name": "Work", "price": price, "quantity": "1", "vat_rate": "22"}
        given = {"company": str(self.shop.company), "lines": [line], **values}
        key = write.create(self.shop.cast.alice, INVOICE, given)
        run(self.shop.cast.alice, INVOICE, key, "issue", {})
        return key

    def pay(self, amount: str | None, *invoices: UUID | dict[str, Any], **values: Any) -> UUID:
        """A payment on the bank account for these invoices."""
        lines = [one if isinstance(one, dict) else {"invoice": str(one)} for one in invoices]
        given = {"account": str(self.bank), "lines": lines, "date": "2026-03-02", **values}
        if amount is not None:
            given["amount"] = amount
        return write.create(self.admin, PAYMENT, given)

    def seen(self, name: str, key: UUID) -> dict[str, Any]:
        """A record as the administrator sees it."""
        found: dict[str, Any] = write.one(self.admin, name, key)
        return found

    def open(self, key: UUID) -> tuple[str, str]:
        """State of payment and open sum of an invoice."""
        row = self.seen(INVOICE, key)
        return row["payment"], row["open"]["amount"]

    def balance(self, key: UUID) -> str:
        """The stored balance of an account."""
        found: str = self.seen(ACCOUNT, key)["balance"]["amount"]
        return found


def make_till() -> Till:
    """Accounts with an opening balance of 1,000, 0 and 0."""
    shop = billing_shop()
    accounts = {
        "bank": {"kind": "bank", "opening": "1000"},
        "cash": {"kind": "cash", "firm": str(shop.firms["ru"])},
        "euro": {"kind": "bank", "currency": "EUR", "firm": str(shop.firms["de"])},
    }
    made = {
        name: write.create(shop.cast.admin, ACCOUNT, {"name": name, "opened_on": FIRST, **values})
        for name, values in accounts.items()
    }
    return Till(shop, **made)
