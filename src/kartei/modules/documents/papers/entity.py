"""How priced papers appear: the fields, columns and sections that every kind has."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kartei.modules.documents.papers.models import PricedLine
from kartei.modules.documents.words import LANGUAGES, PARTS_AS, PRICES_BY, VAT, VAT_MODES
from kartei.platform.meta.spec import Field, Lines, Option, Section

#: Fields of a kind between number and status at the front, and its sums at the end.
TERMS = (
    Field(name="currency", help=_("Three letters, such as EUR")),
    Field(name="vat_mode", options=VAT_MODES),
    Field(name="language", options=LANGUAGES),
    Field(name="signatory", help=_("Empty: the head of the own firm")),
    Field(name="accountant", help=_("Empty: the accountant of the own firm")),
)
SUMS = (
    Field(name="net", read_only=True),
    Field(name="vat", read_only=True),
    Field(name="total", read_only=True),
    Field(name="cost", read_only=True, guarded=True),
    Field(name="profit", read_only=True, guarded=True),
    Field(name="margin", read_only=True, guarded=True),
)

#: What the author of a paper hears of a decision on it (`pricing`).
DECISIONS = {
    "approved": pgettext_lazy("event", "Approved: the document may go out"),
    "not_approved": pgettext_lazy("event", "Not approved"),
}


#: How it is written and who signs it.
PAPER = ("language", "layout", "signatory", "accountant", "intro", "outro")


def lines_of(model: type[PricedLine], by: str, units: Sequence[Option]) -> Lines:
    """The lines of a kind: its table, the table's link to the paper, the measures there are."""
    return Lines(
        name="lines",
        label=_("Lines"),
        model=model,
        by=by,
        runtime_fields=True,
        fields=(
            Field(name="unit", options=units),
            Field(name="price_by", options=PRICES_BY),
            Field(name="price_from", read_only=True),
            Field(name="parts_as", options=PARTS_AS),
            Field(name="vat_rate", options=VAT),
            Field(name="cost", guarded=True),
            Field(name="amount", read_only=True),
            Field(name="net", read_only=True),
            Field(name="vat", read_only=True),
            Field(name="total", read_only=True),
            Field(name="profit", read_only=True, guarded=True),
        ),
    )


def sections(main: tuple[str, ...], days: tuple[str, ...]) -> tuple[Section, ...]:
    """The form: the kind's own first section, and its fields with days."""
    return (
        Section("main", _("Main"), main),
        Section("terms", _("Terms"), (*days, "currency", "vat_mode", "discount")),
        Section("lines", _("Lines"), ("lines",)),
        Section("sums", _("Sums"), ("net", "vat", "total", "cost", "profit", "margin")),
        Section("paper", _("Paper"), PAPER, True),
    )
