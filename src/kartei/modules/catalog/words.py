"""Choices of the catalogue: kinds of product, units of measure, VAT rates."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from kartei.platform.meta.spec import Option

KINDS = (
    Option("goods", pgettext_lazy("kind of product", "goods"), "info"),
    Option("service", pgettext_lazy("kind of product", "service"), "alt"),
)

#: How a set stands in documents.
PARTS_AS = (
    Option("line", pgettext_lazy("set in documents", "one line that names its parts")),
    Option("lines", pgettext_lazy("set in documents", "a line for each part")),
)
PRICES_OF_SETS = (
    Option("own", pgettext_lazy("price of a set", "its own")),
    Option("parts", pgettext_lazy("price of a set", "the sum of its parts")),
)

#: Short labels, as they stand beside a quantity on paper.
UNITS = (
    Option("pcs", pgettext_lazy("unit", "pcs")),
    Option("set", pgettext_lazy("unit", "set")),
    Option("pair", pgettext_lazy("unit", "pair")),
    Option("pack", pgettext_lazy("unit", "pack")),
    Option("m", pgettext_lazy("unit", "m")),
    Option("lm", pgettext_lazy("unit", "lin. m")),
    Option("m2", pgettext_lazy("unit", "m²")),
    Option("m3", pgettext_lazy("unit", "m³")),
    Option("kg", pgettext_lazy("unit", "kg")),
    Option("t", pgettext_lazy("unit", "t")),
    Option("l", pgettext_lazy("unit", "l")),
    Option("hour", pgettext_lazy("unit", "h")),
    Option("day", pgettext_lazy("unit", "day")),
    Option("month", pgettext_lazy("unit", "month")),
    Option("trip", pgettext_lazy("unit", "trip")),
    Option("flat", pgettext_lazy("unit", "flat rate")),
)

#: Every rate that a country pack of `documents` knows (a test of `offers` compares the two: the
#: modules stand side by side and do not know each other). "none" is «without VAT», not 0 %.
VAT_RATES = ("25", "22", "21", "20", "19", "18", "15", "12", "10", "7", "5", "0")
VAT = (
    *(Option(rate, f"{rate}\u00a0%") for rate in VAT_RATES),
    Option("none", pgettext_lazy("VAT rate", "without VAT")),
)
