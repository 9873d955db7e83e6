"""Words of debts: by what they are asked, and how late they are."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

WAYS = {
    "client": _("Client"),
    "manager": _("Manager"),
    "firm": _("Own firm"),
    "currency": _("Currency"),
}
#: In the order of `receivables.ageing.NAMES`.
SPANS = (
    pgettext_lazy("of a debt", "Not due yet"),
    _("1–30 days"),
    _("31–60 days"),
    _("61–90 days"),
    _("Over 90 days"),
)
