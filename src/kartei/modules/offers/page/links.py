"""The link that leads a client to his offer: made, shown again, withdrawn.

Its secret of 256 bits is drawn from the installation's key, so that the house can show the link
again; the table holds only a hash, and who reads the table has no link.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from kartei.modules.documents.contract import Page, document
from kartei.modules.offers.models import Link, Offer
from kartei.modules.offers.page import telling
from kartei.modules.offers.rules.commands import load, not_now, sent
from kartei.modules.offers.rules.kind import KIND
from kartei.modules.offers.words import CLOSED
from kartei.platform.access.actor import Actor
from kartei.platform.meta.errors import Refusal, forbidden
from kartei.platform.meta.kinds.moment import rfc3339
from kartei.platform.records.facts import Facts
from kartei.platform.records.home import must_reach, now_of

#: Below the address of the installation.
PATH = "offer"
_SALT = "kartei.offers.link"


def secret_of(offer: UUID, turn: int) -> str:
    """The secret of a link: 43 characters of URL-safe base64 (RFC 4648, section 5)."""
    made = salted_hmac(_SALT, f"{offer.hex}:{turn}", algorithm="sha256").digest()
    return urlsafe_b64encode(made).decode().rstrip("=")


def mark_of(secret: str) -> str:
    """What is kept of a secret."""
    return sha256(secret.encode()).hexdigest()


def links() -> Any:
    """All links; who may ask for which is the caller's matter."""
    return Link.objects.unguarded("links follow the rights to their offer")


def opened(offer: UUID) -> Link | None:
    """The link of an offer that leads somewhere."""
    found: Link | None = links().filter(offer=offer, withdrawn_at=None).first()
    return found


def address(offer: UUID) -> str:
    """The address of an offer's link, or the one that it would get."""
    last = links().filter(offer=offer).order_by("-turn").first()
    turn = 1 if last is None else last.turn + (last.withdrawn_at is not None)
    return f"{settings.PUBLIC_ADDRESS}/{PATH}/{secret_of(offer, turn)}"


def allowed(actor: Actor, key: UUID) -> Facts:
    """Who may hand an offer to a client: writes and prints it, and sees all that stands on it."""
    facts = must_reach(actor, KIND.object, key, "write")
    if not actor.reaches(KIND.object, "print", facts.owner, facts.unit, key):
        raise forbidden()
    document(KIND, actor, key)
    return facts


def shown(actor: Actor, key: UUID) -> dict[str, Any]:
    """``{"url", "made_at", "opened_at", "seen_at", "days", "answer"}``; url None without a link."""
    allowed(actor, key)
    link = opened(key)
    if link is None:
        return dict.fromkeys(("url", "made_at", "opened_at", "seen_at", "answer")) | {"days": 0}
    moments = {name: getattr(link, name) for name in ("made_at", "opened_at", "seen_at")}
    # after a new key of the installation the link still leads there, but can be told no more
    known = mark_of(secret_of(key, link.turn)) == link.mark
    return {
        "url": address(key) if known else None,
        **{name: rfc3339(moment) if moment else None for name, moment in moments.items()},
        "days": link.days,
        "answer": link.answer,
    }


def found(actor: Actor, key: UUID) -> Page | None:
    """The link for a letter, or the one that there would be; None where the asker may hand out none
    or the offer is decided on, and after a new key of the installation.
    """
    try:
        allowed(actor, key)
    except Refusal:
        return None
    link = opened(key)
    if link is not None:
        known = mark_of(secret_of(key, link.turn)) == link.mark
        return Page(address(key), True) if known else None
    closed = load(actor, actor.obj(KIND.object), [key])[key]["status"] in CLOSED
    return None if closed else Page(address(key), False)


def make(actor: Actor, key: UUID) -> dict[str, Any]:
    """The offer's link, made where there is none; a draft is thereby sent. Returns like ``shown``.

    409 for an offer that is decided on.
    """
    facts = allowed(actor, key)
    with transaction.atomic():
        held(key)
        obj = actor.obj(KIND.object)
        if load(actor, obj, [key])[key]["status"] in CLOSED:
            raise not_now()
        if opened(key) is None:
            turn = 1 + links().filter(offer=key).count()
            links().create(
                offer_id=key, turn=turn, mark=mark_of(secret_of(key, turn)), made_by=actor.user,
                made_at=now_of(actor),
            )  # fmt: skip
            telling.tell_all(actor, key, facts, "page_link")
            sent(actor, obj, key)
    return shown(actor, key)


def withdraw(actor: Actor, key: UUID) -> dict[str, Any]:
    """End the offer's link; another one is another address. Returns like ``shown``."""
    facts = allowed(actor, key)
    with transaction.atomic():
        held(key)
        if links().filter(offer=key, withdrawn_at=None).update(withdrawn_at=now_of(actor)):
            telling.tell_all(actor, key, facts, "page_withdrawn")
    return shown(actor, key)


def held(key: UUID) -> None:
    """Hold the offer still: links and answers of one offer go one after the other."""
    Offer.objects.unguarded("one at a time").select_for_update().get(pk=key)
