"""Who pays an order or invoice: the client's usual payer, unless another is chosen."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kartei.modules.documents.contract import Material
from kartei.modules.people.contract import client_of_payer, usual_payer
from kartei.platform.records.draft import Draft

CLIENT = ("company", "person")
#: Links to papers that have a payer, too.
SOURCES = ("corrects", "repeats", "order")


def complete(draft: Draft, found: Material) -> None:
    """Fill in the payer of a paper that is new or gets another client.

    Paid is for the company of a paper, or the person alone. A paper made from another for the same
    client keeps its payer, or that there is none. Fault: `billing.payer`.
    """
    company = draft.get("company")
    person = None if company else draft.get("person")
    if "payer" not in draft.new and (draft.creating or draft.changes(*CLIENT)):
        old = before(draft, found)
        same = bool(old) and all(old[name] == draft.get(name) for name in CLIENT)
        draft.put("payer", old["payer"] if same else usual_payer(company, person))
    payer = draft.get("payer")
    if payer and draft.changes("payer", *CLIENT) and client_of_payer(payer) != (company, person):
        draft.fault("payer", "billing.payer", _("This is the payer of another client"))


def before(draft: Draft, found: Material) -> dict[str, Any]:
    """The order or invoice that a new paper is made from; empty where there is none."""
    if not draft.creating:
        return {}
    links = (draft.get(name) for name in SOURCES if name in draft.obj.fields)
    return next((found.papers[key] for key in links if key in found.papers), {})
