"""The lines that stand: of issued invoices that nothing took back, for who counts them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from kartei.modules.billing import words
from kartei.modules.billing.models import Invoice, InvoiceLine
from kartei.platform.access.actor import Actor

#: Lines of a share of an order: of advances, of what corrects them, and what takes them off.
OF_A_SHARE = (
    Q(settles__isnull=False)
    | Q(invoice__kind__in=words.PARTS)
    | Q(invoice__corrects__kind__in=words.PARTS)
)


def standing_lines(actor: Actor) -> Any:
    """Lines of the issued invoices that the asker reads; what was taken back is left out."""
    rows = InvoiceLine.objects.unguarded("lines of the invoices that the asker reads")
    rows = rows.filter(invoice__status="issued", invoice__deleted=False)
    rows = rows.exclude(invoice__kind="reversal")
    if actor.scope("billing.invoice", "read").kind == "all":
        return rows
    return rows.filter(invoice__in=Invoice.objects.seen_by(actor))
