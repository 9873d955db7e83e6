"""What a client was offered, ordered and bought: sums over the papers that lead to him.

The papers belong to modules above, which are named here and not known. Where one is switched off,
or hidden from the asker, its figures do not exist. A purchase is an order that was invoiced, or an
invoice without one; sums are in the firm's currency, at the rates of the days of the invoices.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kartei.platform.meta.spec import Field, Rollup, Section

OFFER, ORDER, INVOICE = "offers.offer", "billing.order", "billing.invoice"
#: What is charged and not taken back; a draft is no invoice yet.
CHARGED = ["and", ["status", "=", "issued"], ["kind", "!=", "reversal"]]
#: What counts as a purchase: a correction belongs to the one that it corrects.
BOUGHT = ["and", *CHARGED[1:], ["kind", "!=", "correction"]]
FIGURES = (
    "turnover", "purchases", "average_purchase", "first_purchase", "last_purchase",
    "offers_made", "orders_placed", "invoices_issued",
)  # fmt: skip
SECTION = Section("purchases", _("Purchases"), FIGURES)


def figures(by: str) -> tuple[Field, ...]:
    """The fields of clients to whom papers lead by a link, "company" or "person"."""
    return (
        Field(name="offers_made", default=0, rollup=Rollup("count", OFFER, by)),
        Field(
            name="orders_placed",
            default=0,
            rollup=Rollup("count", ORDER, by, filter=["phase", "!=", "cancelled"]),
        ),
        Field(
            name="invoices_issued",
            default=0,
            rollup=Rollup("count", INVOICE, by, filter=CHARGED),
        ),
        Field(
            name="purchases",
            default=0,
            rollup=Rollup("distinct", INVOICE, by, "order", BOUGHT),
            help=_("Invoiced orders, and invoices without an order"),
        ),
        Field(name="turnover", rollup=Rollup("sum", INVOICE, by, "net", CHARGED)),
        Field(name="average_purchase", formula="turnover / purchases"),
        Field(name="first_purchase", rollup=Rollup("min", INVOICE, by, "date", BOUGHT)),
        Field(name="last_purchase", rollup=Rollup("max", INVOICE, by, "date", BOUGHT)),
    )
