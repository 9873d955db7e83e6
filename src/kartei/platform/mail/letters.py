"""Rules and verbs of letters: written, queued, sent again, left, withdrawn."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor
from kartei.platform.kit.faults import ValueFault
from kartei.platform.mail import accounts, look
from kartei.platform.mail.addresses import settle_address
from kartei.platform.mail.models import Account, Letter
from kartei.platform.mail.states import (
    DRAFT,
    HIGH,
    KEPT,
    LEFT,
    OPEN,
    QUEUED,
    SENDING,
    TEST,
)
from kartei.platform.meta.errors import Refusal, field_fault, forbidden, invalid, not_found
from kartei.platform.meta.world import Obj
from kartei.platform.records import store, write
from kartei.platform.records.draft import Draft
from kartei.platform.records.home import Place, must_reach, readable
from kartei.platform.records.journal import CLOCK, linked_places

NAME = "mail.letter"
#: A letter that a person has begun.
WRITING = {"state": DRAFT, "attempts": 0}
#: What stands fast once a letter was queued.
WORDS = ("name", "recipient", "text", "account", "priority", "about", "kind", "unsubscribe")


def check_letter(draft: Draft) -> None:
    """One right address; words that were sent stay what they were; no undo sends anything twice."""
    settle_address(draft, "recipient")
    if draft.creating:
        by_program = draft.actor.via == CLOCK
        for field, value in (queued(draft.get("account")) if by_program else WRITING).items():
            draft.put(field, value)
        return
    was = draft.old.get("state")
    if draft.verb == "undo" and draft.changes("state"):
        draft.fault("state", "mail.no_undo", _("What happened to a letter cannot be taken back"))
    moved = draft.verb == "send" or draft.actor.via == CLOCK
    if was not in OPEN and draft.changes(*WORDS) and not moved:
        draft.fault("name", "mail.written", _("A letter that was queued stays as it is"))
    if was == SENDING and draft.changes("deleted"):
        draft.fault("state", "mail.sending", _("The letter is being handed over just now"))


def places(draft: Draft) -> list[Place]:
    """Where a letter is told besides: wherever its record is (an offer's client)."""
    about = draft.get("about")
    obj = draft.actor.world.objects.get(about[0]) if about else None
    if obj is None or obj.entity is None or not obj.entity.timeline:
        return []
    found = store.load(draft.actor, obj, [about[1]]).get(about[1])
    return linked_places(Draft(draft.actor, obj, about[1], "change", old=found)) if found else []


def send(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> Any:
    """Into the queue, for the first time or again; 409 where there is no account for it."""
    for letter in Letter.objects.seen_by(actor).filter(pk__in=ids):
        if letter.confidential and not letter.sealed:
            raise Refusal("mail.gone", _("Its words are not kept any more"), status=409)
        chosen = letter.account_id or accounts.route(letter.owner_id)
        account = Account.objects.unguarded("the road of a letter").filter(pk=chosen).first()
        accounts.must_be_there(account)
        put = queued(chosen)
        write.change_many(actor, obj.name, {letter.pk: {}}, put=put, verb="send")
    return _("The letter is queued")


def queued(account: UUID | None) -> dict[str, Any]:
    """The fields of a letter that waits for its turn; without an account it is only kept."""
    state = QUEUED if account else KEPT
    return {"state": state, "account": account, "attempts": 0, "next_at": timezone.now()}


def leave(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> None:
    """A person has looked: the letter was taken, or need not be sent again."""
    write.change_many(actor, obj.name, {key: {} for key in ids}, put={"state": LEFT}, verb="leave")


def withdraw(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> None:
    """Out of the queue, as long as no server has it."""
    put = {"state": DRAFT, "next_at": None}
    write.change_many(actor, obj.name, {key: {} for key in ids}, put=put, verb="withdraw")


def send_test(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> Any:
    """A test letter through this very account; the log then shows the conversation."""
    to = data.get("to")
    if not isinstance(to, str) or not to:
        raise invalid([field_fault("to", ValueFault("value.required"))])
    test_letters(actor, ids, to)
    return _("The test letter is queued; the mail log shows the conversation with the server")


def test_letters(actor: Actor, ids: list[UUID], to: str) -> list[UUID]:
    """Queue a test letter through each of some accounts; their ids. 409 for one not in use."""
    from kartei.platform.mail.post import Wish, post

    wishes = []
    for account in Account.objects.seen_by(actor).filter(pk__in=ids):
        accounts.must_be_there(account)
        text = _("If you read this, letters go out through “%(account)s”.")
        made = Wish(
            to=to,
            subject=str(_("Test letter")),
            text=str(text) % {"account": account.name},
            kind=TEST,
            priority=HIGH,
            owner=actor.user,
            account=account.pk,
        )
        wishes.append(made)
    return post(wishes)


def trial(actor: Actor, account: UUID, to: str) -> UUID:
    """A test letter through an account that the asker may change; the letter's id."""
    actor.must(accounts.NAME, "write")
    must_reach(actor, accounts.NAME, account, "write")
    return test_letters(actor, [account], to)[0]


def became(actor: Actor, key: UUID) -> dict[str, Any]:
    """What became of one's own test letter: ``{"state", "result", "dialogue", "over"}``; 404 for
    any other letter. over: it will not be tried again.
    """
    rows = Letter.objects.unguarded("one's own test letter").filter(
        pk=key, kind=TEST, owner=actor.user, deleted=False
    )
    found = rows.first()
    if found is None:
        raise not_found()
    return {
        "state": found.state,
        "result": found.result,
        "dialogue": found.dialogue,
        "over": found.state not in (QUEUED, SENDING),
    }


def shown(actor: Actor, key: UUID) -> dict[str, str]:
    """``{"subject", "html", "text"}`` as the reader sees it; html is empty where there is none.

    Errors: 404 for an invisible letter, 409 for a confidential one.
    """
    actor.must(NAME, "read")
    readable(actor, NAME, key)
    if not {"name", "text"} <= actor.fields(actor.obj(NAME)).keys():
        raise forbidden()
    letter = Letter.objects.seen_by(actor).get(pk=key)
    if letter.confidential:
        words = _("The words of this letter are shown to nobody")
        raise Refusal("mail.confidential", words, status=409)
    return {"subject": letter.name, "html": look.visible(letter.html), "text": letter.text}
