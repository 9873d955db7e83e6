"""Who pays for clients: requisites that can be right, one usual payer, the owner of the client."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.modules.people.models import Payer
from kartei.modules.people.rules.requisites import NUMBERS, check_requisites
from kartei.platform.records import store, write
from kartei.platform.records.draft import Draft

PAYER, COMPANY, PERSON = "people.payer", "people.company", "people.person"
#: Taken from the company that pays, where nothing is written.
TAKEN = ("legal_name", "country", "bank_name", *NUMBERS)
Values = dict[str, Any]


def check_payer(draft: Draft) -> None:
    """Somebody's payer, with numbers that can be right, owned by who owns the client.

    Faults: `people.payer_client`, `people.payer_name`, `people.requisite`.
    """
    company, person = draft.get("company"), draft.get("person")
    client = one(draft, COMPANY, company) or one(draft, PERSON, person)
    if bool(company) == bool(person):
        text = _("Choose either the company or the contact for whom is paid")
        draft.fault("company", "people.payer_client", text)
    if draft.creating and "owner" not in draft.new and client:
        draft.put("owner", client["owner"])
    if draft.get("payer") and draft.changes("payer"):
        take_over(draft, one(draft, COMPANY, draft.get("payer")))
    if not draft.get("name"):
        name = draft.get("legal_name") or (client.get("name") if draft.get("kind") == "own" else "")
        draft.put("name", name or "")
        if not name:
            draft.fault("name", "people.payer_name", _("Who pays? Write the name"))
    check_requisites(draft)


def take_over(draft: Draft, payer: Values) -> None:
    """Requisites and address of the company that pays, where none are written."""
    if not draft.get("legal_name"):
        draft.put("legal_name", payer.get("legal_name") or payer.get("name") or "")
    for name in TAKEN:
        if not draft.get(name) and payer.get(name):
            draft.put(name, payer[name])
    addresses = payer.get("addresses") or []
    if addresses and not draft.get("address"):
        legal = [one for one in addresses if one.get("kind") == "legal"]
        draft.put("address", (legal or addresses)[0]["value"])


def one(draft: Draft, name: str, key: UUID | None) -> Values:
    """A record that the draft names; empty where it names none."""
    if key is None:
        return {}
    return store.load(draft.actor, draft.actor.world.objects[name], [key]).get(key, {})


def follow_payer(draft: Draft) -> None:
    """One of a client's payers is the usual one: a new one takes the mark over."""
    if not draft.get("usual") or draft.get("deleted"):
        return
    rows = payers_of(draft.get("company"), draft.get("person")).filter(usual=True)
    unmark: dict[UUID, Values] = {
        key: {} for key in rows.exclude(pk=draft.id).values_list("id", flat=True)
    }
    if unmark:
        write.change_many(draft.actor, PAYER, unmark, put={"usual": False})


def follow_client(draft: Draft) -> None:
    """A client who goes to another owner takes his payers along."""
    if draft.creating or not draft.changes("owner"):
        return
    is_company = draft.obj.name == COMPANY
    rows = payers_of(draft.id, None) if is_company else payers_of(None, draft.id)
    moved: dict[UUID, Values] = {key: {} for key in rows.values_list("id", flat=True)}
    if moved:
        write.change_many(draft.actor, PAYER, moved, put={"owner": draft.get("owner")})


def payers_of(company: UUID | None, person: UUID | None) -> Any:
    """The payers of a client that are in use."""
    rows = Payer.objects.unguarded("who pays for a client").filter(deleted=False)
    return rows.filter(company_id=company) if company else rows.filter(person_id=person)


def usual_payer(company: UUID | None, person: UUID | None) -> UUID | None:
    """Who pays for a client unless another is chosen."""
    if not (company or person):
        return None
    rows = payers_of(company, person).filter(usual=True).order_by("id")
    found: UUID | None = rows.values_list("id", flat=True).first()
    return found


def client_of_payer(key: UUID) -> tuple[UUID | None, UUID | None]:
    """(company, person) for whom somebody pays."""
    rows = Payer.objects.unguarded("for whom somebody pays").filter(pk=key)
    found = rows.values_list("company_id", "person_id").first()
    return found or (None, None)
