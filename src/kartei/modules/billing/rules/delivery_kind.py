"""Delivery documents as a kind of priced paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from kartei.modules.billing.delivery_models import Delivery, DeliveryPaper
from kartei.modules.billing.delivery_words import (
    DELIVERY_CLOSED,
    FORM_OPTIONS,
    FORMS,
    counted_as,
    layout_of,
)
from kartei.modules.billing.rules import advances, wording
from kartei.modules.billing.rules.handover import handover
from kartei.modules.billing.rules.remaining import TAX, TRANSFER, handed_over, spread
from kartei.modules.billing.rules.sources import source_lines
from kartei.modules.billing.words import BY_LINES
from kartei.modules.documents.contract import Kind, Material, pack
from kartei.platform.records.draft import Draft
from kartei.platform.records.facts import reachable

Values = dict[str, Any]
EXTRA = (
    "form", "shipped_on", "place", "carrier", "basis", "consignee", "handed_by", "payment_doc",
    "advance_doc", "contract_id", "places", "mass_net", "mass_gross",
)  # fmt: skip
#: Units of work rather than of goods.
WORK = ("hour", "day", "month", "trip", "flat")


def proposed(draft: Draft, name: str, old: Mapping[str, Any]) -> list[Values]:
    """What of an order or invoice is not handed over yet, for a счёт-фактура not yet taxed.

    What was made for more than one of the two is looked up by the one it is made from.
    """
    form = FORMS.get(draft.get("form") or "")
    if form and form.advance:
        return advances.received(draft, name, old)
    key = draft.get("invoice" if name == "billing.invoice" else "order")
    if name == "billing.invoice" and old["kind"] not in BY_LINES and old["order"]:
        # an advance charges money; what is handed over stands in the order
        name, key = "billing.order", old["order"]
        old = {"lines": source_lines(draft.actor, name, key)}
    forms = TAX if form and not form.transfer else TRANSFER
    done = spread(old["lines"], handed_over(name, key, forms))
    return [
        {**line, "quantity": line["quantity"] - covered}
        for line, covered in zip(old["lines"], done, strict=True)
        if line["quantity"] > covered
    ]


def terms(draft: Draft, found: Material) -> None:
    """Form, layout and basis of a paper; the order of the invoice it is made from.

    Fault: `billing.form`, for a form that the paper's language does not have.
    """
    if draft.creating:
        from_source(draft, found)
    if not draft.get("form"):
        draft.put("form", usual_form(draft, found))
    form = draft.get("form")
    if draft.creating and form in FORMS and FORMS[form].tax and "advance_doc" not in draft.new:
        draft.put("advance_doc", advances.named(draft.get("order")))
    draft.put("layout", layout_of(form))
    if form in FORMS and draft.get("language") not in FORMS[form].prefixes:
        label = next(str(option.label) for option in FORM_OPTIONS if option.value == form)
        words = gettext_lazy("“%(form)s” is not printed in this language; choose another form")
        draft.fault("form", "billing.form", words, form=label)


def from_source(draft: Draft, found: Material) -> None:
    """The order behind the invoice, and the basis in the words of the paper's language."""
    invoice = found.papers.get(draft.get("invoice"))
    order = (invoice or {}).get("order")
    if (
        order
        and "order" not in draft.new
        and reachable(draft.actor, "billing.order", [order], "read")
    ):
        draft.put("order", order)
    said = (invoice or {}).get("basis")
    if said and "basis" not in draft.new:
        draft.put("basis", said)
        return
    paper = found.papers.get(draft.get("order")) or invoice
    if paper is None or "basis" in draft.new or not paper["number"]:
        return
    with override(draft.get("language")):
        words = (
            _("Invoice %(number)s of %(date)s")
            if paper is invoice
            else _("Order %(number)s of %(date)s")
        )
    day = paper["date"].strftime("%d.%m.%Y")
    draft.put("basis", words % {"number": paper["number"], "date": day})


def usual_form(draft: Draft, found: Material) -> str:
    """In Russia the УПД; elsewhere a delivery note, for work alone a certificate of completion."""
    firm = found.firms.get(draft.get("firm"), {})
    lines = draft.get("lines") or []
    work = bool(lines) and all(line.get("unit") in WORK for line in lines)
    russian = pack(firm.get("country")).id == "ru" and draft.get("language") == "ru"
    if russian and draft.get("vat_mode") != "none":
        return "upd"
    return "act" if work else "note"


DELIVERY = Kind(
    object="billing.delivery",
    model=Delivery,
    issued=DeliveryPaper,
    word="act",
    layout="act",
    letter=wording.DELIVERY,
    sources={"invoice": "billing.invoice", "order": "billing.order"},
    prefixes=FORMS["act"].prefixes,
    closed=DELIVERY_CLOSED,
    fixed=gettext_lazy("This document is issued; cancel it and write a new one"),
    lasting=True,
    extra=EXTRA,
    taken=proposed,
    terms=terms,
    handover=handover,
    forms=tuple(one for one in FORM_OPTIONS if counted_as(one.value) == one.value),
)


def numbered_as(form: str) -> Kind:
    """The kind with the numbers of one form."""
    prefixes = {"en": "DD", **FORMS[form].prefixes}
    return replace(DELIVERY, prefixes=prefixes, form=counted_as(form))
