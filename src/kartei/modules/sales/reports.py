"""Reports on deals."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kartei.modules.reports.contract import Dimension, Measure, Report, counted, register, sums

AMOUNT = Measure(name="amount", title=_("Amount"), kind="money", field="amount", needs=("amount",))
SHARED = (
    Dimension(name="manager", title=_("Manager"), field="owner"),
    Dimension(name="unit", title=pgettext_lazy("of the firm", "Unit"), field="unit"),
    Dimension(name="company", title=_("Company"), field="company"),
    Dimension(name="source", title=_("Source"), field="source"),
    Dimension(name="funnel", title=_("Pipeline"), field="funnel"),
)

begun = register(
    Report(
        name="sales.deals",
        title=_("Deals begun"),
        about=_("Deals by the day they were entered, and what has become of them"),
        object="sales.deal",
        day="created_at",
        dimensions=(
            Dimension(name="month", title=_("Month"), field="created_at:month"),
            Dimension(name="stage", title=_("Stage"), field="stage"),
            Dimension(name="state", title=_("State"), field="state"),
            *SHARED,
        ),
        measures=(counted(_("Deals")), AMOUNT),
        rows=sums,
        usual=("source", "state"),
    )
)

closed = register(
    Report(
        name="sales.closed",
        title=_("Deals won and lost"),
        about=_("Deals by the day they were closed"),
        object="sales.deal",
        day="closed_on",
        dimensions=(
            Dimension(name="month", title=_("Month"), field="closed_on:month"),
            Dimension(name="state", title=_("State"), field="state"),
            Dimension(name="loss_reason", title=_("Loss reason"), field="loss_reason"),
            *SHARED,
        ),
        measures=(counted(_("Deals")), AMOUNT),
        rows=sums,
        usual=("manager", "state"),
    )
)
