"""The счёт-фактура on money that came before the goods, and how later ones name it.

Source: art. 169 (5.1) of the Russian tax code; постановление 1137, whose line 5б (since 2026) names
the счета-фактуры on the advances that a shipment uses up.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import override, pgettext

from kartei.modules.billing.delivery_models import Delivery
from kartei.modules.billing.delivery_words import COUNTED, FORMS
from kartei.modules.documents.contract import NO_VAT
from kartei.platform.kit.money import SCALE, Amount
from kartei.platform.records.draft import Draft

Values = dict[str, Any]
ADVANCES = tuple(name for name, form in FORMS.items() if form.advance)


def received(draft: Draft, name: str, old: Mapping[str, Any]) -> list[Values]:
    """One line for each VAT rate of what an invoice or order is paid with, VAT within it."""
    draft.put("vat_mode", "included")
    sums: dict[str, int] = {}
    for line in old["lines"]:
        sums[line["vat_rate"]] = sums.get(line["vat_rate"], 0) + line["total"].minor
    with override(draft.get("language") or "ru"):
        told = pgettext("line of a paper", "Advance payment")
    first: dict[str, Values] = {}
    for line in old["lines"]:
        first.setdefault(line["vat_rate"], line)
    return [
        {
            **dict.fromkeys(first[rate]),
            "id": first[rate]["id"],
            "name": told,
            "quantity": SCALE,
            "unit": "pcs",
            "price": Amount(minor, old["currency"]),
            "vat_rate": rate,
        }
        for rate, minor in sums.items()
        if minor > 0 and rate != NO_VAT
    ]


def named(order: UUID | None) -> str:
    """The счета-фактуры on advances of an order, in words: «№ СФ-2026-0003 от 01.03.2026»."""
    if order is None:
        return ""
    rows = Delivery.objects.unguarded("what was issued before for an order")
    rows = rows.filter(order=order, deleted=False, status__in=COUNTED, form__in=ADVANCES)
    found = rows.order_by("date", "number_key").values_list("number", "date")
    return "; ".join(f"№ {number} от {date:%d.%m.%Y}" for number, date in found)[:300]
