"""Offers as a kind of priced paper."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kartei.modules.documents.contract import Kind
from kartei.modules.offers.models import Offer, Paper
from kartei.modules.offers.rules import commands
from kartei.modules.offers.rules.wording import PURPOSE
from kartei.modules.offers.words import CLOSED, PREFIXES

KIND = Kind(
    object="offers.offer",
    model=Offer,
    issued=Paper,
    word="offer",
    layout="offer",
    letter=PURPOSE,
    sources={"replaces": "offers.offer"},
    until="valid_until",
    days="valid_days",
    prefixes=PREFIXES,
    late=_("This day is before the offer's date"),
    texts=True,
    sent=commands.sent,
    closed=CLOSED,
    fixed=_("This offer is closed; make a new version of it instead"),
)
