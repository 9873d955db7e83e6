"""A client hears how his order goes: by itself, or when its owner says so; once for each status."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from kartei.modules.billing.models import Told
from kartei.modules.billing.rules import statuses
from kartei.modules.billing.rules.kinds import ORDER
from kartei.modules.billing.rules.wording import PROGRESS
from kartei.modules.documents.contract import DELAY, document, letter_words, receivers
from kartei.platform.access.actor import Actor, actor_for
from kartei.platform.mail import post, templates
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.world import Obj
from kartei.platform.records import notices, store
from kartei.platform.records.draft import Draft
from kartei.platform.records.journal import CLOCK
from kartei.platform.records.marks import VIA

#: What a person does at work; an undo or a change of all orders tells nobody.
VERBS = ("create", "change")
#: Orders that come in by these ways are none that somebody waits for.
SILENT = ("import", "demo", "setup", VIA, CLOCK)


def follow(draft: Draft) -> None:
    """Tell the client of a new status, or ask the owner to, as the firm set it."""
    actor = draft.actor
    if draft.verb not in VERBS or actor.via in SILENT or actor.clock is not None:
        return
    if not draft.changes("status"):
        return
    wish = statuses.telling(draft.get("status"))
    if wish == "ask":
        tell_owner(draft, "tell_client")
    elif wish == "auto":
        by_itself(draft)


def by_itself(draft: Draft) -> None:
    """The letter; where there can be none the owner hears why, and the status stays as it is."""
    key, status = draft.id, str(draft.get("status"))
    if told().filter(order=key, status=status).exists():
        return
    try:
        with transaction.atomic():
            send(keeper(draft.actor, draft.get("owner")), key)
    except Refusal as refusal:
        tell_owner(draft, "not_told", str(refusal.detail))


def tell_owner(draft: Draft, verb: str, said: str = "") -> None:
    """A notice to the owner of the order."""
    if draft.get("owner"):
        notices.tell_event(draft.get("owner"), (ORDER.object, draft.id), verb, said)


def tell(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> Any:
    """Tell the client of the status that an order has now.

    409 `billing.told` where he knows it already, `billing.no_address` without a mail address.
    """
    for key, row in store.load(actor, obj, ids).items():
        if told().filter(order=key, status=row["status"]).exists():
            text = _("The client was told of this status already")
            raise Refusal("billing.told", text, status=409)
        send(keeper(actor, row["owner"]), key)
    return _("The letter is on its way")


def told() -> Any:
    """What clients were told; who may write an order may tell."""
    return Told.objects.unguarded("once for each status, whoever tells")


def keeper(actor: Actor, owner: UUID | None) -> Actor:
    """Under whose rights the letter is written: the owner's, in whose name it goes."""
    if owner is None or owner == actor.user:
        return actor
    try:
        return actor_for(owner, via=actor.via)
    except Refusal:
        return actor


def send(actor: Actor, key: UUID) -> None:
    """Queue the letter and remember it."""
    obj = actor.world.objects[ORDER.object]
    row = store.load(actor, obj, [key])[key]
    to = receivers(ORDER, actor, key)
    if not to:
        text = _("The client has no mail address")
        raise Refusal("billing.no_address", text, status=409)
    found = document(ORDER, actor, key)
    language = templates.settled(found.language)
    with override(language):
        label = statuses.shown(
            next((o for o in obj.fields["status"].options if o.value == row["status"]), None),
            row["status"] or "",
        )["label"]
    more = {"status": label, "due": row["due"] if row["phase"] == "open" else None}
    made = letter_words(PROGRESS, found, language, found.salutation, more=more)
    wish = post.Wish(
        to=to[0].mail, subject=made.subject, text=made.text, html=made.html, owner=row["owner"],
        about=(ORDER.object, key), whole=True, delay=DELAY,
    )  # fmt: skip
    (letter,) = post.post([wish])
    told().create(order_id=key, status=row["status"] or "", letter=letter)
