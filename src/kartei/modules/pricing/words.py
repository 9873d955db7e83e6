"""Choices of pricing."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kartei.platform.meta.spec import Option

VAT_MODES = (
    Option("included", _("VAT is in the prices")),
    Option("on_top", _("VAT comes on top")),
)
REACHES = (
    Option("line", pgettext_lazy("discount on", "lines")),
    Option("whole", pgettext_lazy("discount on", "the whole document")),
)
STATES = (
    Option("waiting", pgettext_lazy("of an approval", "waiting"), "warn"),
    Option("given", pgettext_lazy("of an approval", "approved"), "pos"),
    Option("refused", pgettext_lazy("of an approval", "refused"), "neg"),
)
#: Steps of rounding a changed price, in major units; "9" ends every price on nine.
ROUNDINGS = (
    Option("0.01", _("not at all")),
    Option("1", _("to 1")),
    Option("5", _("to 5")),
    Option("10", _("to 10")),
    Option("100", _("to 100")),
    Option("9", _("so that it ends on 9")),
)
