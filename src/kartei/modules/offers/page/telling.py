"""What clients do with an offer's page: told on timelines, and to the offer's owner."""

from __future__ import annotations

from uuid import UUID

from kartei.modules.offers.models import Offer
from kartei.modules.offers.rules.kind import KIND
from kartei.platform.access.actor import Actor
from kartei.platform.records import notices
from kartei.platform.records.facts import Facts
from kartei.platform.records.home import Place, show_in, tell

OFFER = KIND.object


def tell_all(actor: Actor, key: UUID, facts: Facts, verb: str, said: str = "") -> None:
    """An event of the offer on its own timeline and on those of its deal and client."""
    event = tell(actor, (OFFER, key), facts, verb, {"said": said} if said else {})
    show_in([(OFFER, key), *linked(key)], (OFFER, key), event.at, journal=event.pk)


def linked(key: UUID) -> list[Place]:
    """Deal, person and company of an offer."""
    row = Offer.objects.unguarded("where its life is told").get(pk=key)
    found = (
        ("sales.deal", row.deal_id),
        ("people.person", row.person_id),
        ("people.company", row.company_id),
    )
    return [(name, link) for name, link in found if link is not None]


def tell_owner(key: UUID, facts: Facts, verb: str, said: str = "") -> None:
    """A notice to who owns the offer."""
    if facts.owner is not None:
        notices.tell_event(facts.owner, (OFFER, key), verb, said)
