"""What holds for own firms: numbers that can be right, colours, one usual firm."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.modules.documents.models import Firm
from kartei.modules.documents.packs import pack
from kartei.modules.documents.packs.base import Requisite, wrong_ones
from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.mail import parse_email
from kartei.platform.kit.money import currency_digits
from kartei.platform.meta.errors import field_fault
from kartei.platform.records import write
from kartei.platform.records.draft import Draft

MAX_DAYS = 3650
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def check_firm(draft: Draft) -> None:
    """Complete and check an own firm; the first one becomes the usual one.

    Faults: `documents.requisite`, `documents.colour`, `documents.days`, those of `kit.mail` and
    `money.currency`; `documents.usual` when the usual firm would be left without a successor.
    """
    found = pack(draft.get("country"))
    check_requisites(draft, found.requisites, "country")
    check_colours(draft)
    check_reach(draft, {"email": parse_email, "currency": currency_digits})
    days = draft.get("valid_days")
    if days is not None and not 0 <= days <= MAX_DAYS:
        draft.fault("valid_days", "documents.days", _("0 to %(limit)s days"), limit=MAX_DAYS)
    if draft.creating and not draft.get("usual") and usual_firm() is None:
        draft.put("usual", True)
    leaving = draft.changes("deleted") and draft.get("deleted")
    ended = leaving or (draft.changes("usual") and not draft.get("usual"))
    if draft.old.get("usual") and ended and usual_firm(draft.id) is None:
        draft.fault("usual", "documents.usual", _("Make another firm the usual one instead"))


def check_requisites(draft: Draft, parts: Iterable[Requisite], ground: str) -> None:
    """Numbers lose their blanks and are checked by the rules of the firm's country.

    parts: the requisites that the record has; ground: the field on which the country hangs.
    Fault: `documents.requisite`.
    """
    held = tuple(parts)
    for part in held:
        value = draft.new.get(part.field)
        if value and part.compact:
            draft.put(part.field, "".join(value.split()).upper())
    values = {part.field: draft.get(part.field) or "" for part in held}
    for part in wrong_ones(held, values):
        if draft.creating or draft.changes(part.field, ground, "bank_code"):
            label = part.label or part.field
            draft.fault(
                part.field,
                "documents.requisite",
                _("This cannot be a valid %(label)s: a digit is wrong or missing"),
                label=label,
            )


def check_colours(draft: Draft) -> None:
    """Colours are written #rrggbb."""
    for name in ("accent", "second"):
        value = draft.new.get(name)
        if value and not COLOUR.fullmatch(value):
            draft.fault(name, "documents.colour", _("Write the colour as #rrggbb"))


def check_reach(draft: Draft, checks: Mapping[str, Callable[[str], Any]]) -> None:
    """What a field's check refuses, such as a mail address; a currency's code in capitals."""
    if draft.new.get("currency"):
        draft.put("currency", draft.new["currency"].upper())
    for name, check in checks.items():
        value = draft.new.get(name)
        if not value:
            continue
        try:
            check(value)
        except ValueFault as fault:
            draft.faults.append(field_fault(name, fault))


def follow_firm(draft: Draft) -> None:
    """There is one usual firm: a new one takes the mark from the others."""
    if not draft.new.get("usual"):
        return
    rows = Firm.objects.unguarded("the mark of the usual firm").filter(usual=True, deleted=False)
    others = list(rows.exclude(pk=draft.id).values_list("id", flat=True))
    if others:
        unmark: dict[UUID, dict[str, object]] = {key: {} for key in others}
        write.change_many(draft.actor, "documents.firm", unmark, put={"usual": False})


def usual_firm(but: UUID | None = None) -> UUID | None:
    """The firm that offers are made for unless another is chosen; but: one to leave aside."""
    rows = Firm.objects.unguarded("default of documents").filter(usual=True, deleted=False)
    found: UUID | None = rows.exclude(pk=but).values_list("id", flat=True).first()
    return found
