"""Reports on invoices and orders."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kartei.modules.reports.contract import Dimension, Measure, Report, counted, register, sums

#: A counter-invoice and the one that it takes back are both left out.
STANDING = ("and", ["status", "=", "issued"], ["kind", "!=", "reversal"])
CLIENT = (
    Dimension(name="company", title=_("Company"), field="company"),
    Dimension(name="person", title=pgettext_lazy("person", "Contact"), field="person"),
    Dimension(name="manager", title=_("Manager"), field="owner"),
    Dimension(name="unit", title=pgettext_lazy("of the firm", "Unit"), field="unit"),
    Dimension(name="firm", title=_("Own firm"), field="firm"),
    Dimension(name="source", title=_("Source of the deal"), field="deal.source"),
)
TIME = (
    Dimension(name="month", title=_("Month"), field="date:month"),
    Dimension(name="year", title=_("Year"), field="date:year"),
    Dimension(name="day", title=_("Day"), field="date:day"),
)
MONEY = (
    Measure(name="net", title=_("Net"), kind="money", field="net", needs=("net",)),
    Measure(name="vat", title=_("VAT"), kind="money", field="vat", needs=("vat",)),
    Measure(name="total", title=_("Total"), kind="money", field="total", needs=("total",)),
)

invoices = register(
    Report(
        name="billing.invoices",
        title=_("Invoices by client, manager and month"),
        about=_("What was invoiced and stands, by the day of the invoice; corrections counted"),
        object="billing.invoice",
        day="date",
        filter=STANDING,
        dimensions=(
            *TIME,
            *CLIENT,
            Dimension(name="kind", title=_("Kind"), field="kind"),
        ),
        measures=(counted(_("Invoices")), *MONEY),
        rows=sums,
        usual=("month",),
    )
)

orders = register(
    Report(
        name="billing.orders",
        title=_("Orders by client, manager and month"),
        about=_("What was ordered, and how much of it is not invoiced yet"),
        object="billing.order",
        day="date",
        filter=("phase", "!=", "cancelled"),
        dimensions=(
            *TIME,
            *CLIENT,
            Dimension(name="status", title=_("Status"), field="status"),
        ),
        measures=(
            counted(_("Orders")),
            *MONEY,
            Measure(
                name="unbilled", title=_("Not invoiced yet"), kind="money", field="unbilled",
                needs=("unbilled",),
            ),
        ),
        rows=sums,
        usual=("month",),
    )
)  # fmt: skip
