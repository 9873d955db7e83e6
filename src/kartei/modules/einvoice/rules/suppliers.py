"""Who has sent a bill: found among the companies, or made anew."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.modules.einvoice.formats.reading import Side
from kartei.platform.access.actor import Actor
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.world import Obj
from kartei.platform.records import store, write
from kartei.platform.records.ask import Ask
from kartei.platform.records.commands import Outcome
from kartei.platform.records.query import page

COMPANY = "people.company"
#: How a company is recognised, the surest first: field of the company, of the seller.
KEYS = (("vat_id", "vat_id"), ("tax_id", "tax_id"), ("legal_name", "name"), ("name", "name"))


def supplier_of(actor: Actor, seller: Side) -> UUID | None:
    """The one company the asker may read that has the seller's number or name."""
    known = actor.fields(actor.obj(COMPANY))
    if actor.scope(COMPANY, "read").empty:
        return None
    for field, name in KEYS:
        value = getattr(seller, name)
        if not value or field not in known:
            continue
        found = page(actor, COMPANY, Ask(filter=[field, "=", value], limit=2, fields=()))["items"]
        if len(found) == 1:
            return UUID(found[0]["id"])
    return None


def add_supplier(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> Any:
    """Make the company that the e-invoice names, and link the bill to it."""
    for key, row in store.load(actor, obj, ids).items():
        if not row["supplier_name"]:
            raise Refusal("einvoice.no_name", _("The bill names no supplier"))
        made = write.create(actor, COMPANY, company_of(row))
        write.change_many(actor, obj.name, {key: {"supplier": str(made)}})
    return Outcome(_("The supplier is among the companies now"))


def company_of(row: dict[str, Any]) -> dict[str, Any]:
    """A company with what the bill tells about it."""
    found: dict[str, Any] = {
        "name": row["supplier_name"],
        "legal_name": row["supplier_name"],
        "vat_id": row["supplier_vat_id"],
        "tax_id": row["supplier_tax_id"],
        "bank_account": row["iban"],
    }
    if row["supplier_address"]:
        found["addresses"] = [{"kind": "main", "value": row["supplier_address"]}]
    if row["supplier_email"]:
        found["emails"] = [{"kind": "work", "value": row["supplier_email"]}]
    return {name: value for name, value in found.items() if value}
