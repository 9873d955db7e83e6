"""A file looked at without being taken in: whether it is a right e-invoice, and what it says."""

from __future__ import annotations

from typing import Any

from kartei.modules.einvoice.formats import checking
from kartei.modules.einvoice.formats.reading import ReadInvoice, received
from kartei.modules.einvoice.rules.texts import finding_words, refused_words
from kartei.platform.access.actor import Actor
from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.money import Amount, major
from kartei.platform.meta.errors import Refusal

BILL = "einvoice.bill"


def examined(actor: Actor, data: bytes) -> dict[str, Any]:
    """What a PDF, XML or mail carries and which rules it breaks; nothing is kept.

    ``{"valid", "rules", "syntax", "profile", "number", "date", "seller", "buyer", "total",
    "findings": [{"rule", "text", "mild"}]}``; rules: whether the Schematron of EN 16931
    was asked. For who may see bills. 422 in words for what is no e-invoice at all.
    """
    actor.must(BILL, "read")
    try:
        found = received(data)
    except ValueFault as fault:
        raise Refusal(fault.code, refused_words(fault)) from fault
    told = [{"rule": "", "text": words, "mild": False} for words in finding_words(found.invoice)]
    told += [
        {"rule": one.rule, "text": one.text, "mild": one.mild}
        for one in checking.breaches_of(found.root)
    ]
    return {
        "valid": all(one["mild"] for one in told),
        "rules": checking.has_rules(),
        **said(found.invoice),
        "findings": told,
    }


def said(found: ReadInvoice) -> dict[str, Any]:
    """What the file says of itself."""
    return {
        "syntax": found.syntax,
        "profile": found.profile,
        "number": found.number,
        "date": found.date.isoformat(),
        "seller": found.seller.name,
        "buyer": found.buyer.name,
        "total": {
            "amount": major(Amount(found.total, found.currency)),
            "currency": found.currency,
        },
    }
