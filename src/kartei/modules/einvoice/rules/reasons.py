"""Why a German invoice charges no VAT: told by both places where they tell it, asked for elsewhere.

Client's settings and those of the own firm come first. Without them a supply of goods alone to a
firm in another country of the EU is VAT-free, of work alone it is taxed there by reverse charge,
and goods that leave the EU are an export; what is mixed, or stays in Germany, has to be explained.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from kartei.modules.billing.contract import WORK
from kartei.modules.documents.contract import NO_VAT, PaperDocument, address_of, pack
from kartei.modules.einvoice.formats.places import place_of
from kartei.modules.einvoice.rules.making import prefix, reason_of, untaxed
from kartei.modules.einvoice.rules.settings import Wish
from kartei.platform.meta.errors import FieldFault

Values = dict[str, Any]
GERMANY = "de"
#: Countries of the EU by their ISO codes, since Great Britain has left it.
UNION = frozenset(
    ("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT",
     "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK")
)  # fmt: skip
#: What names a law: a reason that somebody has written himself.
_LAW = "§"
#: Kinds that take off what was charged, as it was.
_MENDING = ("correction", "reversal")


def derived(paper: Values, firm: Values, company: Values) -> str:
    """The reason that follows from where both sides are; empty where none does."""
    if pack(firm.get("country")).id != GERMANY or not company:
        return ""
    number = prefix("".join((company.get("vat_id") or "").split()))
    land = number or place_of("\n".join(address_of(company)), "").country
    units = {line["unit"] or "" for line in paper["lines"] if line["vat_rate"] == NO_VAT}
    if paper["vat_mode"] == "none":
        units = {line["unit"] or "" for line in paper["lines"]}
    goods, work = not units & set(WORK) and "" not in units, units <= set(WORK)
    if land in UNION - {"DE"} and number:
        return "eu" if goods else "reverse" if work else ""
    return "export" if land and land not in UNION and goods else ""


def too_much(paper: Values, firm: Values, agreed: Wish) -> list[FieldFault]:
    """`einvoice.small`: a small business that shows VAT owes it (§ 14c UStG)."""
    if not german(paper, firm) or agreed.exemption != "small" or not paper["vat"].minor:
        return []
    text = _(
        "“%(name)s” is a small business (§ 19 UStG) and must not show VAT: choose “without VAT”"
    ) % {"name": firm.get("name") or ""}
    return [FieldFault("vat_mode", "einvoice.small", text, "/vat_mode")]


def unsaid(paper: Values, printed: PaperDocument, firm: Values, agreed: Wish) -> list[FieldFault]:
    """`einvoice.exemption`: nothing tells why no VAT is charged (§ 14 (4) 8 UStG)."""
    said = _LAW in printed.intro + printed.outro or reason_of(agreed, paper["language"])
    if said or not german(paper, firm) or not untaxed(paper) or not paper["company"]:
        return []
    text = _(
        "There are lines without VAT. Say in the e-invoice settings of the client why none is"
        " charged, or write the reason with its paragraph (§) into the closing text"
    )
    return [FieldFault("company", "einvoice.exemption", text, "/company")]


def german(paper: Values, firm: Values) -> bool:
    """Whether German law asks; what takes an invoice back is as that was."""
    return pack(firm.get("country")).id == GERMANY and paper.get("kind") not in _MENDING
