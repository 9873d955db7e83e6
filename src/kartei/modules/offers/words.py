"""Choices of offers."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from kartei.platform.meta.spec import Option

STATUSES = (
    Option("draft", pgettext_lazy("state of an offer", "draft"), "neutral"),
    Option("sent", pgettext_lazy("state of an offer", "sent"), "info"),
    Option("accepted", pgettext_lazy("state of an offer", "accepted"), "pos"),
    Option("declined", pgettext_lazy("state of an offer", "declined"), "neg"),
    Option("replaced", pgettext_lazy("state of an offer", "replaced"), "alt"),
)
#: What was decided or replaced is changed by a new version only.
CLOSED = ("accepted", "declined", "replaced")
OPEN = ("draft", "sent")

LAYOUTS = (Option("offer", pgettext_lazy("layout of an offer", "standard")),)

#: How the number of an offer begins, by the language of the own firm.
PREFIXES = {"ru": "КП", "de": "AN", "en": "Q"}
