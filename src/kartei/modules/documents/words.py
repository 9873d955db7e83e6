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
#: Kinds of paper that have a design of their own, by their words (`Kind.word`).
PAPERS = (
    Option("offer", pgettext_lazy("design of", "offers")),
    Option("order", pgettext_lazy("design of", "order confirmations")),
    Option("invoice", pgettext_lazy("design of", "invoices")),
    Option("act", pgettext_lazy("design of", "delivery notes and acts")),
)
#: Kinds of paper that somebody signs unless another is chosen.
SIGNED = (*PAPERS, Option("contract", pgettext_lazy("design of", "contracts")))
#: As whom somebody signs.
SIGNERS = (
    Option("head", pgettext_lazy("signs as", "head of the firm")),
    Option("accountant", pgettext_lazy("signs as", "chief accountant")),
    Option("proxy", pgettext_lazy("signs as", "authorised person")),
)
RESTARTS = (
    Option("year", pgettext_lazy("counter starts anew", "each year")),
    Option("month", pgettext_lazy("counter starts anew", "each month")),
    Option("never", pgettext_lazy("counter starts anew", "never")),
)
SIZES = (
    Option("small", pgettext_lazy("size", "small")),
    Option("normal", pgettext_lazy("size", "normal")),
    Option("large", pgettext_lazy("size", "large")),
)
SIDES = (
    Option("left", pgettext_lazy("side", "left")),
    Option("right", pgettext_lazy("side", "right")),
)
#: What the table can do without; name, quantity and amount stay.
COLUMNS = (
    Option("position", _("Position number")),
    Option("picture", _("Picture")),
    Option("article", _("Article number")),
    Option("description", _("Description")),
    Option("price", _("Price")),
    Option("discount", _("Discount, %")),
    Option("vat", _("VAT rate")),
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
#: How a set stands in a paper; nothing where a line is none.
PARTS_AS = (
    Option("line", pgettext_lazy("set in documents", "one line that names its parts")),
    Option("lines", pgettext_lazy("set in documents", "a line for each part")),
)
VAT = (
    *(Option(rate, f"{rate}\u00a0%") for rate in all_rates()),
    Option(NO_VAT, pgettext_lazy("VAT rate", "without VAT")),
)
