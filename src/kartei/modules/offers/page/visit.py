"""What stands behind a link: the offer as it is now, how far it is, and that it was looked at."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from kartei.modules.documents.contract import PaperDocument, cleared, document_of
from kartei.modules.offers.models import Link
from kartei.modules.offers.page import telling
from kartei.modules.offers.page.content import Changes, Content, changes, content_of
from kartei.modules.offers.page.links import links, mark_of
from kartei.modules.offers.rules.kind import KIND
from kartei.platform.access.actor import Actor, actor_for
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import store
from kartei.platform.records.facts import Facts, facts_of
from kartei.platform.records.home import now_of
from kartei.platform.records.journal import CLOCK

OFFER = KIND.object
LONGEST_SECRET = 100
DECIDED = ("accepted", "declined", "replaced")


@dataclass(frozen=True, slots=True)
class Visit:
    """An offer behind its link. actor: under whose rights it is read; the journal names nobody."""

    key: UUID
    link: Link
    actor: Actor
    facts: Facts
    offer: dict[str, Any]

    @property
    def late(self) -> bool:
        """Whether its last day is over where the firm is."""
        until: date | None = self.offer["valid_until"]
        return until is not None and until < self.actor.ctx.today

    @property
    def state(self) -> str:
        """open, accepted, declined, replaced, expired, or held: changed to what its author may not
        grant, so that somebody else has to agree first.
        """
        status = str(self.offer["status"])
        if status in DECIDED:
            return status
        if self.late:
            return "expired"
        return "open" if self.cleared else "held"

    @property
    def cleared(self) -> bool:
        """Whether the offer may go out as it is now."""
        try:
            cleared(OFFER, self.actor, self.key)
        except Refusal:
            return False
        return True

    @property
    def readable(self) -> bool:
        """Whether the page shows the offer: until its last day, unless another replaced it or it is
        held.
        """
        return not self.late and self.state not in ("replaced", "held")

    def paper(self) -> PaperDocument:
        """What is printed of it; 403 where its keeper may not see all of that any more."""
        return document_of(KIND, self.actor, self.offer)

    def content(self) -> Content:
        """What its client agrees to."""
        return content_of(self.paper(), [str(line["id"]) for line in self.offer["lines"]])

    def changes(self, content: Content) -> Changes:
        """What is different from what the client had seen before."""
        link = self.link
        return changes(link.before if link.seen == content else link.seen, content)


def visit(secret: str) -> Visit | None:
    """What a link leads to; None for a strange or withdrawn one, and for an offer in the bin."""
    if len(secret) > LONGEST_SECRET or not secret.isascii():
        return None
    link = links().filter(mark=mark_of(secret), withdrawn_at=None).first()
    return None if link is None else behind(link)


def behind(link: Link) -> Visit | None:
    """The offer of a link, read as who made the link, else as the offer's owner."""
    row = link.offer
    for user in dict.fromkeys((link.made_by, row.owner_id)):
        actor = keeper(user)
        if actor is None or OFFER not in actor.world.objects or not actor.in_use(OFFER):
            continue
        facts = facts_of(actor, OFFER, [row.pk]).get(row.pk)
        if facts is None or facts.deleted:
            return None
        if actor.reaches(OFFER, "print", facts.owner, facts.unit, row.pk):
            found = store.load(actor, actor.world.objects[OFFER], [row.pk])[row.pk]
            return Visit(row.pk, link, actor, facts, found)
    return None


def keeper(user: UUID | None) -> Actor | None:
    """Somebody under whose rights a page is shown, while he works here."""
    if user is None:
        return None
    try:
        return replace(actor_for(user, via="page"), via=CLOCK)
    except Refusal:
        return None


def looked(found: Visit, content: Content | None) -> None:
    """The client opened the page: counted and told once a day, what he saw is kept."""
    now, today = now_of(found.actor), found.actor.ctx.today
    first = found.link.seen_on is None
    with transaction.atomic():
        mine = links().filter(pk=found.link.pk)
        mine.update(seen_at=now)
        mine.filter(opened_at=None).update(opened_at=now)
        # whoever puts the day in has the right to tell it
        fresh = mine.filter(Q(seen_on=None) | Q(seen_on__lt=today))
        if fresh.update(seen_on=today, days=F("days") + 1):
            verb = "page_opened" if first else "page_opened_again"
            telling.tell_all(found.actor, found.key, found.facts, verb)
            telling.tell_owner(found.key, found.facts, verb)
        if content is not None and found.link.seen != content:
            mine.update(seen=content, before=found.link.seen)


def fetched(found: Visit) -> None:
    """The client took the PDF along."""
    telling.tell_all(found.actor, found.key, found.facts, "page_fetched")
    telling.tell_owner(found.key, found.facts, "page_fetched")
