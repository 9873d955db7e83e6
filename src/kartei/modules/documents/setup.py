"""Ready data of a new installation: the own firm with the VAT scheme of its country."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from kartei.modules.documents.packs import pack
from kartei.modules.documents.rules.firms import usual_firm
from kartei.platform.access.actor import Actor
from kartei.platform.records import write


def setup(actor: Actor, language: str, country: str) -> UUID:
    """The usual own firm, made from the installation's name and its country's pack when absent.

    language: ru, de or en; country: ru, de or general. The actor may create `documents.firm`.
    Returns its id; a second call changes nothing.
    """
    found = usual_firm()
    return found or write.create(actor, "documents.firm", values(actor, language, country))


def values(actor: Actor, language: str, country: str) -> dict[str, Any]:
    """The fields of a new own firm in JSON form."""
    chosen, firm = pack(country), actor.world.firm
    return {
        "name": firm.name or "Kartei",
        "country": chosen.id,
        "language": language,
        "currency": firm.currency or chosen.currency,
        "vat_mode": chosen.vat_mode.value,
        "valid_days": chosen.valid_days,
        "pay_days": chosen.pay_days,
        "usual": True,
        **texts(),
    }


def texts() -> dict[str, str]:
    """Opening and closing texts of offers in every language."""
    found = {}
    for language in ("ru", "de", "en"):
        with override(language):
            found[f"intro_{language}"] = _(
                "thank you for your enquiry. We are pleased to make you the following offer:"
            )
            found[f"outro_{language}"] = _("We shall gladly answer any questions.")
    return found
