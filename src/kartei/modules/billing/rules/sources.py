"""Orders and invoices as what delivery documents are made from."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from kartei.modules.billing.models import Invoice, Order
from kartei.modules.billing.rules.remaining import LINKS
from kartei.platform.access.actor import Actor
from kartei.platform.records import store
from kartei.platform.records.draft import Draft

MODELS = {"billing.order": Order, "billing.invoice": Invoice}


def hold(drafts: list[Draft]) -> None:
    """Hold still what papers being issued fulfil, so that two at once do not overfill it."""
    for name, link in LINKS.items():
        keys = sorted({draft.get(link) for draft in drafts if draft.get(link)})
        if keys:
            rows = MODELS[name].objects.unguarded("held while quantities are compared")
            list(rows.filter(pk__in=keys).order_by("pk").select_for_update().values_list("pk"))


def source_lines(actor: Actor, name: str, key: UUID) -> list[dict[str, Any]]:
    """The lines of an order or invoice as Python values."""
    lines: list[dict[str, Any]] = store.load(actor, actor.world.objects[name], [key])[key]["lines"]
    return lines
