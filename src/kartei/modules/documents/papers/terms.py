"""What a new paper takes from the one it is made from, from the deal and from the own firm."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.modules.documents.packs import pack
from kartei.modules.documents.papers.carrying import carried
from kartei.modules.documents.papers.kind import ALIKE, TAKEN, Kind
from kartei.modules.documents.papers.material import Material, Values
from kartei.modules.documents.papers.sums import counts
from kartei.modules.documents.rules.designs import closest
from kartei.modules.documents.rules.signatories import complete_signing
from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.ids import uuid7
from kartei.platform.kit.money import SCALE, currency_digits
from kartei.platform.meta.errors import field_fault
from kartei.platform.records.draft import Draft
from kartei.platform.records.facts import reachable


def complete_terms(kind: Kind, draft: Draft, found: Material) -> None:
    """Fill in what the caller left out, then check dates, currency and discount.

    Faults: `papers.until`, `totals.discount_range`, `money.currency`, those of `complete_signing`.
    """
    if draft.creating:
        inherit(kind, draft, found)
        from_deal(draft, found)
    if kind.arranged is not None and draft.old.get(kind.state) not in kind.closed:
        kind.arranged(draft)
    missing(draft, "firm", found.usual)
    firm = found.firms.get(draft.get("firm"), {})
    from_firm(kind, draft, firm, closest(found.designs, draft.get("firm"), kind.word))
    complete_signing(draft, found.signatories, kind.word)
    check_terms(kind, draft)
    if kind.terms is not None:
        kind.terms(draft, found)


def source(kind: Kind, draft: Draft, found: Material) -> tuple[str, Values] | None:
    """(object, values) of the paper that a new one is made from."""
    for field, name in kind.sources.items():
        paper = found.papers.get(draft.get(field))
        if paper is not None:
            return name, paper
    return None


def inherit(kind: Kind, draft: Draft, found: Material) -> None:
    """A paper made from another begins as a copy of it, purchase prices included.

    Layout and texts are those of a kind: an invoice does not begin like an offer. What was optional
    goes along to another kind where it was chosen.
    """
    before = source(kind, draft, found)
    if before is None:
        return
    name, old = before
    for field in (*TAKEN, *(ALIKE if name == kind.object else ())):
        if field not in draft.new:
            draft.put(field, old[field])
    if "lines" not in draft.new:
        lines = [line for line in old["lines"] if name == kind.object or counts(line)]
        if kind.taken:
            lines = kind.taken(draft, name, {**old, "lines": lines})
        if name != kind.object:
            lines = [carried(line, draft.actor.world.objects[name], draft.obj) for line in lines]
        draft.put("lines", [{**line, "id": uuid7()} for line in lines])


def from_deal(draft: Draft, found: Material) -> None:
    """Person, company and currency of the deal; clients the maker may not see are left out."""
    deal = found.deals.get(draft.get("deal"))
    if deal is None:
        return
    for name, target in (("person", "people.person"), ("company", "people.company")):
        key = deal.get(name)
        if name not in draft.new and key and reachable(draft.actor, target, [key], "read"):
            draft.put(name, key)
    amount = deal.get("amount")
    missing(draft, "currency", amount.currency if amount else None)


def from_firm(kind: Kind, draft: Draft, firm: Values, design: Values) -> None:
    """Language, currency, VAT scheme, dates and texts as the own firm and its design have them."""
    actor, country = draft.actor, pack(firm.get("country"))
    missing(draft, "language", firm.get("language") or actor.world.firm.language)
    missing(draft, "currency", firm.get("currency") or actor.ctx.currency)
    missing(draft, "vat_mode", firm.get("vat_mode") or country.vat_mode.value)
    missing(draft, "layout", kind.layout)
    missing(draft, "date", actor.ctx.today)
    if not draft.creating:
        return
    given: dict[str, Any] = {}
    if kind.days:
        days = firm.get(kind.days)
        days = getattr(country, kind.days) if days is None else days
        given[kind.until] = later(draft.get("date"), days)
    for name in ("intro", "outro"):
        field = f"{name}_{draft.get('language')}"
        text = design.get(field) or (firm.get(field) if kind.texts else "")
        if text or kind.texts:
            given[name] = text
    for name, value in given.items():
        if name not in draft.new:
            draft.put(name, value)


def later(on: date, days: int) -> date:
    """So many days later, at most the last day that a calendar knows."""
    return on + timedelta(days=min(days, (date.max - on).days))


def missing(draft: Draft, name: str, value: Any) -> None:
    """Set a field that must not be empty, where it is."""
    if draft.get(name) in (None, ""):
        draft.put(name, value)


def check_terms(kind: Kind, draft: Draft) -> None:
    """Currency that exists, last day not before the date, discount from 0 to 100 per cent."""
    currency = (draft.get("currency") or "").upper()
    draft.put("currency", currency)
    try:
        currency_digits(currency)
    except ValueFault as fault:
        draft.faults.append(field_fault("currency", fault))
    until = draft.get(kind.until) if kind.until else None
    if until and until < draft.get("date") and draft.changes(kind.until, "date"):
        draft.fault(kind.until, "papers.until", kind.late)
    if not 0 <= (draft.get("discount") or 0) <= 100 * SCALE:
        draft.fault("discount", "totals.discount_range", _("A discount is 0 to 100 per cent"))


def rate_of(draft: Draft, found: Material) -> str:
    """The VAT rate of lines that name none: the firm's, else its country's on the paper's day."""
    key: UUID | None = draft.get("firm")
    firm = found.firms.get(key, {}) if key else {}
    return firm.get("vat") or pack(firm.get("country")).standard_rate(draft.get("date"))
