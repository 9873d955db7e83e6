"""When was supplied what an invoice charges (§ 14 (4) 6 UStG): on a day, or in a period."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from kartei.modules.billing import words
from kartei.modules.billing.delivery_models import Delivery
from kartei.modules.billing.delivery_words import COUNTED, FORMS
from kartei.modules.documents.contract import Material, Pack, pack
from kartei.platform.records.draft import Draft

Values = dict[str, Any]
TRANSFERS = tuple(name for name, form in FORMS.items() if form.transfer)


def complete(draft: Draft, found: Material) -> None:
    """Propose the days of a new invoice and check them. Fault: `billing.supplied`."""
    if draft.creating and not {"supplied_on", "supplied_until"} & draft.new.keys():
        propose(draft, found)
    since, until = draft.get("supplied_on"), draft.get("supplied_until")
    if until and not since:
        draft.fault("supplied_on", "billing.supplied", _("When did the period of supply begin?"))
    elif until and until < since:
        text = _("The period of supply ends before it begins")
        draft.fault("supplied_until", "billing.supplied", text)


def propose(draft: Draft, found: Material) -> None:
    """The days of the invoice that is corrected; else those on which the order was handed over."""
    old = found.papers.get(draft.get("corrects"))
    if old is not None:
        days = as_told(old, pack(found.firms.get(draft.get("firm"), {}).get("country")))
    elif draft.get("order") and (draft.get("kind") or "invoice") in words.SUPPLIED:
        days = handed_over(draft.get("order"))
    else:
        return
    since, until = days
    draft.put("supplied_on", since)
    draft.put("supplied_until", until if until != since else None)


def as_told(old: Values, country: Pack) -> tuple[date | None, date | None]:
    """The days that an invoice tells, its own where it told that it was supplied on it."""
    same = country.supply and old["kind"] in words.SUPPLIED
    return old["supplied_on"] or (old["date"] if same else None), old["supplied_until"]


def handed_over(order: UUID) -> tuple[date | None, date | None]:
    """The first and the last day on which something of an order was handed over or done."""
    rows = Delivery.objects.unguarded("when an order was fulfilled, whoever may see it")
    rows = rows.filter(order=order, deleted=False, status__in=COUNTED, form__in=TRANSFERS)
    days = sorted(rows.annotate(day=Coalesce("shipped_on", "date")).values_list("day", flat=True))
    return (days[0], days[-1]) if days else (None, None)
