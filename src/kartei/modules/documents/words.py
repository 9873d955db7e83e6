"""Choices of own firms and of what they print."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kartei.modules.documents.packs import NO_VAT, all_rates
from kartei.platform.meta.spec import Option

COUNTRIES = (
    Option("ru", _("Russia")),
    Option("de", _("Germany")),
    Option("general", _("another country")),
)
LANGUAGES = (Option("ru", "Русский"), Option("de", "Deutsch"), Option("en", "English"))
FONTS = (
    Option("sans", pgettext_lazy("font", "plain (sans serif)")),
    Option("serif", pgettext_lazy("font", "classic (serif)")),
)
VAT_MODES = (
    Option("included", _("VAT is in the prices")),
    Option("on_top", _("VAT comes on top")),
    Option("none", _("no VAT")),
)
#: What the price of a line follows; none where a person typed it.
PRICES_BY = (
    Option("card", pgettext_lazy("price follows", "the product")),
    Option("list", pgettext_lazy("price follows", "a price list")),
)
VAT = (
    *(Option(rate, f"{rate}\u00a0%") for rate in all_rates()),
    Option(NO_VAT, pgettext_lazy("VAT rate", "without VAT")),
)
