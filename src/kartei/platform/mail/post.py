"""The one way to send a letter from the program: put it into the queue and go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import orjson
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor, an_administrator
from kartei.platform.access.vault import seal
from kartei.platform.kit.plain import clean_html, plain_of
from kartei.platform.mail import accounts
from kartei.platform.mail.letters import NAME
from kartei.platform.mail.models import Letter
from kartei.platform.mail.states import LETTER, NORMAL
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import write
from kartei.platform.records.journal import CLOCK
from kartei.platform.records.models import StoredFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A letter to be sent.

    text, or html (cleaned, its plain twin made from it). kind and priority: see ``states``.
    owner: on whose behalf; nobody's is seen by administrators alone. about: (object, id) in whose
    timeline it stands. files: stored files to attach. confidential: the words are kept encrypted,
    shown to nobody and gone when sent. unsubscribe: address for List-Unsubscribe (RFC 8058). whole:
    the HTML is a page made and cleaned by the house (mail.templates). delay: how long it can still
    be taken out of the queue before it goes.
    """

    to: str
    subject: str
    text: str = ""
    html: str = ""
    kind: str = LETTER
    priority: str = NORMAL
    owner: UUID | None = None
    account: UUID | None = None
    about: tuple[str, UUID] | None = None
    files: Sequence[UUID] = ()
    confidential: bool = False
    unsubscribe: str = ""
    whole: bool = False
    delay: timedelta = timedelta(0)


def installation() -> Actor:
    """Who writes what the installation does by itself; the journal names nobody."""
    found = an_administrator()
    if found is None:
        raise Refusal("mail.nobody", _("There is no active administrator"), status=409)
    return replace(found, via=CLOCK)


def post(wishes: Sequence[Wish]) -> list[UUID]:
    """Queue letters in the caller's transaction; returns their ids, in order.

    Rights are the caller's matter. Nothing waits for a mail server: without an account letters are
    kept and shown, not sent. Refusal with the faults where an address is wrong.
    """
    if not wishes:
        return []
    actor = installation()
    roads = {owner: accounts.route(owner) for owner in {wish.owner for wish in wishes}}
    with transaction.atomic():
        values = [_values(wish, wish.account or roads[wish.owner]) for wish in wishes]
        ids = [draft.id for draft in write.create_many(actor, NAME, values)]
        for wish, key in zip(wishes, ids, strict=True):
            if wish.html or wish.confidential or wish.unsubscribe or wish.delay:
                rows = Letter.objects.unguarded("columns that no rule sees").filter(pk=key)
                rows.update(**_hidden(wish))
            _attach(wish, key, actor)
    return ids


def _values(wish: Wish, road: UUID | None) -> dict[str, Any]:
    """What everybody may see of a letter, in JSON form."""
    shown = "" if wish.confidential else wish.text or plain_of(wish.html)
    about = {"object": wish.about[0], "id": str(wish.about[1])} if wish.about else None
    return {
        "name": " ".join(wish.subject.split())[:250],
        "recipient": wish.to,
        "text": shown,
        "kind": wish.kind,
        "priority": wish.priority,
        "account": str(road) if road else None,
        "owner": str(wish.owner) if wish.owner else None,
        "about": about,
    }


def _hidden(wish: Wish) -> dict[str, Any]:
    """The columns that no list shows."""
    html = clean_html(wish.html) if wish.html and not wish.whole else wish.html
    found: dict[str, Any] = {"unsubscribe": "".join(wish.unsubscribe.split())}
    if wish.delay:
        found["next_at"] = timezone.now() + wish.delay
    if not wish.confidential:
        return {**found, "html": html}
    words = {"text": wish.text or plain_of(wish.html), "html": html}
    return {**found, "confidential": True, "sealed": seal(orjson.dumps(words).decode())}


def _attach(wish: Wish, key: UUID, actor: Actor) -> None:
    """The letter gets rows of its own for the files; their bytes are shared."""
    now = timezone.now()
    for row in StoredFile.objects.filter(pk__in=wish.files, deleted=False):
        StoredFile.objects.create(
            object=NAME, record=key, sha256=row.sha256, name=row.name, type=row.type,
            size=row.size, width=row.width, by_id=wish.owner or actor.user, at=now,
        )  # fmt: skip
