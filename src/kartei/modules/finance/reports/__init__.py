"""Reports on money: gross profit."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from kartei.modules.finance.reports.profit import on_paid, profits
from kartei.modules.reports.contract import (
    Dimension,
    Figures,
    Measure,
    Param,
    Question,
    Report,
    register,
)
from kartei.platform.kit.money import SCALE, round_half_up

COST = ("cost", "lines.cost", "profit", "lines.profit")
PAYMENTS = ("finance.payment",)
HUNDRED = 100 * SCALE


def left(figures: Figures) -> int:
    """Revenue less all costs that the asker sees."""
    costs = sum(figures.get(name) or 0 for name in ("cost", "direct", "channel"))
    return (figures.get("revenue") or 0) - costs


def margin(figures: Figures) -> int | None:
    """Gross profit in per cent of revenue."""
    revenue = figures.get("revenue") or 0
    return round_half_up(left(figures) * HUNDRED, revenue) if revenue > 0 else None


def bonus(figures: Figures) -> int:
    """What is earned on lines whose cost is known, less direct costs; without channels."""
    costs = sum(figures.get(name) or 0 for name in ("cost", "direct"))
    return (figures.get("known") or 0) - costs


def told(question: Question, figures: Figures) -> list[str]:
    """How much is not known, and what is left out."""
    lines = figures.get("unknown") or 0
    notes = []
    if lines:
        text = ngettext(
            "%(count)s line has no known cost and counts as profit in full",
            "%(count)s lines have no known cost and count as profit in full",
            lines,
        )
        notes.append(text % {"count": lines})
    if "cost" in figures and "direct" not in figures:
        notes.append(str(_("Direct and channel costs are left out: not all payments are yours")))
    return notes


def adds_up(question: Question) -> bool:
    """Whether no invoice is in two groups: by products it is, and by the days of its payments."""
    return not on_paid(question) and all(dimension.listed for dimension in question.by)


profit = register(
    Report(
        name="finance.profit",
        title=_("Gross profit"),
        about=_("Revenue less purchase prices, direct costs and the share of channel costs"),
        object="billing.invoice",
        day="date",
        filter=("and", ["status", "=", "issued"], ["kind", "!=", "reversal"]),
        dimensions=(
            Dimension(name="month", title=_("Month"), field="date:month"),
            Dimension(name="year", title=_("Year"), field="date:year"),
            Dimension(name="manager", title=_("Manager"), field="owner"),
            Dimension(name="unit", title=pgettext_lazy("of the firm", "Unit"), field="unit"),
            Dimension(name="company", title=_("Company"), field="company"),
            Dimension(name="person", title=pgettext_lazy("person", "Contact"), field="person"),
            Dimension(name="firm", title=_("Own firm"), field="firm"),
            Dimension(name="source", title=_("Source of the deal"), field="deal.source"),
            Dimension(name="order", title=pgettext_lazy("sale", "Order"), field="order"),
            Dimension(
                name="product", title=_("Product"), field="product",
                object="billing.invoice.lines", listed=False,
            ),
            Dimension(
                name="group", title=_("Product group"), field="group", object="catalog.product",
                listed=False,
            ),
            Dimension(name="invoice", title=_("Invoice"), field="id", target="billing.invoice"),
        ),
        measures=(
            Measure(name="invoices", title=_("Invoices"), kind="count", adds=False),
            Measure(name="revenue", title=_("Revenue"), kind="money", needs=("net",)),
            Measure(name="cost", title=_("Cost"), kind="money", needs=COST),
            Measure(
                name="direct", title=_("Direct costs"), kind="money", needs=COST, whole=PAYMENTS
            ),
            Measure(
                name="channel", title=_("Channel costs"), kind="money", needs=COST, whole=PAYMENTS
            ),
            Measure(name="profit", title=_("Gross profit"), kind="money", needs=COST, of=left),
            Measure(
                name="margin", title=_("Margin, %"), kind="percent", needs=COST, of=margin,
                adds=False,
            ),
            Measure(name="bonus", title=_("Bonus base"), kind="money", needs=COST, of=bonus),
            Measure(
                name="unknown", title=_("Lines without cost"), kind="count", needs=COST, adds=False
            ),
        ),
        params=(
            Param(
                name="basis",
                title=pgettext_lazy("basis of a report", "Counted"),
                options=(("invoiced", _("what was invoiced")), ("paid", _("what was paid"))),
            ),
        ),
        rows=profits,
        usual=("month",),
        closer="invoice",
        told=told,
        traced=lambda question: not on_paid(question),
        adds_up=adds_up,
    )
)  # fmt: skip
