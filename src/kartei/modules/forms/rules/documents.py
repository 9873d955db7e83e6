"""The rules of own documents: what they take over, their numbers, who signs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.modules.documents.contract import all_signatories, complete_signing, usual_firm
from kartei.modules.forms.engine import declension
from kartei.modules.forms.words import PREFIXES
from kartei.platform.access.actor import Actor
from kartei.platform.records import store
from kartei.platform.records.draft import Draft
from kartei.platform.records.facts import reachable
from kartei.platform.records.numbers import take_for

Values = dict[str, Any]
#: What a document takes over from the order or deal it belongs to: field -> object it leads to.
TAKEN = {"company": "people.company", "person": "people.person", "deal": "sales.deal"}
MAX_DAYS = 3650
#: What the head of a Russian firm signs on the basis of.
CHARTER = {"ru": "Устава"}


def prepare(drafts: list[Draft]) -> None:
    """Complete and check documents; new ones get their numbers. Fault: `forms.until`."""
    for draft in drafts:
        if draft.creating:
            inherit(draft)
        if draft.get("firm") is None:
            draft.put("firm", usual_firm())
        if draft.get("date") is None:
            draft.put("date", draft.actor.ctx.today)
        signatures(draft)
        start, end = draft.get("valid_from") or draft.get("date"), draft.get("valid_until")
        if end and start and end < start and draft.changes("valid_from", "valid_until", "date"):
            draft.fault("valid_until", "forms.until", _("This day is before the first one"))
    number([draft for draft in drafts if draft.creating and not draft.faults])


def check_kind(draft: Draft) -> None:
    """A number of days that a calendar knows. Fault: `forms.days`."""
    days = draft.get("remind_days")
    if days is not None and not 0 <= days <= MAX_DAYS:
        draft.fault("remind_days", "forms.days", _("0 to %(limit)s days"), limit=MAX_DAYS)


def one(actor: Actor, name: str, key: UUID | None) -> Values:
    """A record's values; none for an empty link."""
    if key is None:
        return {}
    return store.load(actor, actor.world.objects[name], [key]).get(key, {})


def inherit(draft: Draft) -> None:
    """Client, deal, own firm and sum of the order, else of the deal; what the maker may not see is
    left out.
    """
    actor = draft.actor
    order = one(actor, "billing.order", draft.get("order"))
    deal_key = draft.get("deal") or order.get("deal")
    deal = one(actor, "sales.deal", deal_key)
    for before, amount in ((order, "total"), ({**deal, "deal": deal_key}, "amount")):
        for name, target in TAKEN.items():
            key = before.get(name)
            if name not in draft.new and key and reachable(actor, target, [key], "read"):
                draft.put(name, key)
        if "amount" not in draft.new and before.get(amount) is not None:
            draft.put("amount", before[amount])
    if "firm" not in draft.new and order.get("firm"):
        draft.put("firm", order["firm"])


def signatures(draft: Draft) -> None:
    """Who signs for the own firm, and the genitive of both sides where nobody has put it right."""
    firm = one(draft.actor, "documents.firm", draft.get("firm"))
    rows = all_signatories()
    complete_signing(draft, rows, "contract", {"signed_by": ("head", "proxy")})
    if draft.creating or draft.changes("firm", "signed_by"):
        chosen = next((row for row in rows if row["id"] == draft.get("signed_by")), None)
        charter = CHARTER.get(firm.get("language") or "", "")
        put = {
            "signatory": chosen["name"] if chosen else firm.get("signatory") or "",
            "signatory_title": chosen["title"] if chosen else firm.get("signatory_title") or "",
        }
        if chosen or draft.changes("signed_by") or not draft.get("basis"):
            put["basis"] = (chosen["basis"] if chosen else "") or charter
        for name, value in put.items():
            if name not in draft.new:
                draft.put(name, value)
    for side in ("signatory", "client_signatory"):
        wording = f"{side}_genitive"
        named = draft.creating or draft.changes(side, f"{side}_title", "firm")
        if named and wording not in draft.new:
            draft.put(wording, genitive(draft.get(f"{side}_title"), draft.get(side)))


def genitive(title: str | None, name: str | None) -> str:
    """«генерального директора Волковой А. С.»; empty where nobody signs."""
    words = [declension.office(title or ""), declension.name(name or "")]
    return " ".join(word for word in words if word)


def number(drafts: list[Draft]) -> None:
    """Number documents in their order: the kind's prefix, the year, four digits from 1 on."""
    for draft in drafts:
        kind = one(draft.actor, "forms.kind", draft.get("kind"))
        firm = one(draft.actor, "documents.firm", draft.get("firm"))
        usual = PREFIXES.get(firm.get("language") or "en", PREFIXES["en"])
        series = f"{kind.get('prefix') or usual}-{draft.get('date').year}"
        before, following = take_for(draft.actor, f"forms.document/{series}")
        draft.put("number", f"{before}{series}-{following:04}")
