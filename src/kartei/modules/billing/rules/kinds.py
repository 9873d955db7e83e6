"""Orders and invoices as kinds of priced papers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kartei.modules.billing import words
from kartei.modules.billing.models import Invoice, InvoicePaper, Order, OrderPaper
from kartei.modules.billing.rules import parts, payers, supply, wording
from kartei.modules.documents.contract import Kind, Material
from kartei.platform.records.draft import Draft

ORDER = Kind(
    object="billing.order",
    model=Order,
    issued=OrderPaper,
    word="order",
    layout="order",
    letter=wording.ORDER,
    sources={"offer": "offers.offer"},
    until="due",
    late=_("This day is before the order's date"),
    prefixes=words.ORDER_PREFIXES,
    closed=words.ORDER_CLOSED,
    state="phase",
    extra=("payer",),
    terms=payers.complete,
    fixed=_("This order is closed; set it back to work to change it"),
)


def invoice_terms(draft: Draft, found: Material) -> None:
    """What invoices tell of supply and payer."""
    supply.complete(draft, found)
    payers.complete(draft, found)


INVOICE = Kind(
    object="billing.invoice",
    model=Invoice,
    issued=InvoicePaper,
    word="invoice",
    layout="invoice",
    letter=wording.INVOICE,
    sources={
        "corrects": "billing.invoice", "repeats": "billing.invoice", "order": "billing.order",
        "offer": "offers.offer",
    },
    until="due",
    days="pay_days",
    late=_("This day is before the invoice's date"),
    prefixes=words.INVOICE_PREFIXES,
    closed=words.INVOICE_CLOSED,
    fixed=_("This invoice is issued; take it back and write a new one"),
    lasting=True,
    charges=True,
    taken=parts.taken,
    arranged=parts.arrange,
    supplies=words.SUPPLIED,
    extra=("supplied_on", "supplied_until", "basis", "payer"),
    terms=invoice_terms,
)  # fmt: skip
