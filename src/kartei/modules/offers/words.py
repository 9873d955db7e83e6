"""Choices of offers."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from kartei.platform.meta.spec import Option

STATUSES = (
    Option("draft", pgettext_lazy("state of an offer", "draft"), "neutral"),
    Option("sent", pgettext_lazy("state of an offer", "sent"), "info"),
    Option("expired", pgettext_lazy("state of an offer", "expired"), "warn"),
    Option("accepted", pgettext_lazy("state of an offer", "accepted"), "pos"),
    Option("declined", pgettext_lazy("state of an offer", "declined"), "neg"),
    Option("replaced", pgettext_lazy("state of an offer", "replaced"), "alt"),
)
#: What was decided or replaced is changed by a new version only.
CLOSED = ("accepted", "declined", "replaced")
OPEN = ("draft", "sent", "expired")

LAYOUTS = (Option("offer", pgettext_lazy("layout of an offer", "standard")),)

#: How the number of an offer begins, by the language of the own firm.
PREFIXES = {"ru": "КП", "de": "AN", "en": "Q"}

#: What happens to an offer without anybody of the house, as timelines and notices tell it.
EVENTS = {
    "page_link": pgettext_lazy("event", "Link for the client made"),
    "page_withdrawn": pgettext_lazy("event", "Link for the client withdrawn"),
    "page_opened": pgettext_lazy("event", "The client opened the offer"),
    "page_opened_again": pgettext_lazy("event", "The client opened the offer again"),
    "page_fetched": pgettext_lazy("event", "The client downloaded the offer"),
    "page_asked": pgettext_lazy("event", "The client asks about the offer"),
    "page_renew": pgettext_lazy("event", "The client asks for a new offer"),
    "page_accept": pgettext_lazy("event", "The client accepted the offer"),
    "page_decline": pgettext_lazy("event", "The client declined the offer"),
    "expire": pgettext_lazy("event", "The offer expired"),
    "ends_soon": pgettext_lazy("event", "The offer ends soon"),
}
