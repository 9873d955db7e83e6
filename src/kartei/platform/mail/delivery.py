"""Handing letters over: at most once each, within the limits, again when it may help.

The order of steps is what keeps a letter from being sent twice. Sender and receiver are named to
the server first; a refusal there leaves the letter in the queue. Then "sending" is committed, only
then do its words travel, and the answer is committed last. Whoever dies between these two commits
leaves a letter of which nobody knows whether the server has it: it becomes "unclear" and is shown
to a person, who sends it again or leaves it.
"""

from __future__ import annotations

import os
import secrets
import socket
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kartei.platform.access.actor import Actor
from kartei.platform.kit.faults import ValueFault
from kartei.platform.mail import accounts, letters
from kartei.platform.mail.compose import CannotCompose, Envelope, compose
from kartei.platform.mail.models import Account, Letter
from kartei.platform.mail.post import installation
from kartei.platform.mail.providers import courier_for
from kartei.platform.mail.states import FAILED, QUEUED, SENDING, SENT, TEST, UNCLEAR
from kartei.platform.mail.transport import Answer, Courier, Lost, ServerAway
from kartei.platform.meta.errors import words_of
from kartei.platform.records import write

#: How long somebody who hands a letter over may give no sign of life.
LEASE = timedelta(seconds=30)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
#: Pauses between the tries of a letter: two days in all, as mail servers do it.
PAUSES = tuple(
    timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440)
)  # fmt: skip
#: How long a server that could not be reached is left alone.
AWAY = timedelta(minutes=1)


@dataclass(slots=True)
class Desk:
    """One process that hands letters over, and those it has in its hands."""

    name: str = field(
        default_factory=lambda: f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"
    )
    hands: set[UUID] = field(default_factory=set)

    def beat(self) -> None:
        """A sign of life for the letters in hand."""
        if self.hands:
            mine = all_letters().filter(pk__in=set(self.hands), worker=self.name)
            mine.update(lease_until=timezone.now() + LEASE)


def all_letters() -> Any:
    """Every letter: the queue is the installation's."""
    return Letter.objects.unguarded("the queue's own work")


def due(now: datetime) -> Any:
    """Letters whose turn it is."""
    return all_letters().filter(state=QUEUED, deleted=False, next_at__lte=now)


def due_accounts(now: datetime) -> list[UUID]:
    """Accounts with letters whose turn it is and that may be tried."""
    waiting = set(due(now).values_list("account_id", flat=True).distinct())
    usable = Account.objects.unguarded("the queue's own work").filter(
        pk__in=waiting, active=True, deleted=False
    )
    return [a.pk for a in usable if a.paused_until is None or a.paused_until <= now]


def drain(key: UUID, desk: Desk, stopping: threading.Event) -> int:
    """Hand over what waits for one account; returns how many letters the server answered."""
    account = Account.objects.unguarded("the queue's own work").get(pk=key)
    actor = installation()
    room = allowance(account, timezone.now())
    courier = courier_for(account)
    done = 0
    try:
        with translation.override(actor.world.firm.language):
            while room > done and not stopping.is_set():
                letter = due(timezone.now()).filter(account=key)
                found = letter.order_by("priority", "next_at", "pk").first()
                if found is None or not deliver(actor, courier, found, desk):
                    break
                done += 1
    finally:
        courier.quit()
    return done


def allowance(account: Account, now: datetime) -> int:
    """How many letters may go now; where none may, the account rests until one may again."""
    sent = all_letters().filter(account=account.pk)
    room = account.per_hour
    for window, limit in ((MINUTE, account.per_minute), (HOUR, account.per_hour)):
        inside = sent.filter(sent_at__gt=now - window).order_by("-sent_at")
        room = min(room, limit - inside.count())
        if room <= 0:
            # the letter that must leave the window before the next may go
            oldest = inside.values_list("sent_at", flat=True)[limit - 1]
            rest(account.pk, oldest + window)
            return 0
    return room


def rest(account: UUID, until: datetime) -> None:
    """Not before this moment; a mark of the queue, not worth a line in the journal."""
    rows = Account.objects.unguarded("the queue's own work").filter(pk=account)
    rows.update(paused_until=until)


def deliver(actor: Actor, courier: Courier, letter: Letter, desk: Desk) -> bool:
    """One letter through an open connection; False where the server is away."""
    courier.begin()
    try:
        envelope = compose(letter, courier.account)
    except (CannotCompose, ValueFault) as fault:
        settle(actor, letter.pk, FAILED, result=why_not(fault))
        return True
    try:
        answer = courier.offer(envelope)
    except ServerAway as away:
        put_off(actor, courier, letter, str(away))
        return False
    if answer.taken:
        hand_over(actor, courier, letter, envelope, desk)
    else:
        refused(actor, courier, letter, answer)
    well(actor, courier.account)
    return True


def hand_over(
    actor: Actor, courier: Courier, letter: Letter, envelope: Envelope, desk: Desk
) -> None:
    """From the last moment in which nothing has happened to the server's answer."""
    desk.hands.add(letter.pk)
    try:
        if not claim(actor, letter, desk, envelope.headers):
            courier.close()  # the server forgets a letter that never ends
            return
        try:
            answer = courier.hand_over(envelope)
        except Lost as lost:
            settle(actor, letter.pk, UNCLEAR, result=str(lost), talk=courier.told())
            return
        if answer.taken:
            settle(actor, letter.pk, SENT, result=str(answer), talk=courier.told())
        else:
            refused(actor, courier, letter, answer)
    finally:
        desk.hands.discard(letter.pk)


def claim(actor: Actor, letter: Letter, desk: Desk, headers: str) -> bool:
    """Commit that this letter is on its way; False where another was faster."""
    now = timezone.now()
    marks = {"worker": desk.name, "lease_until": now + LEASE, "headers": headers}
    put = {"state": SENDING, "sent_at": now, "attempts": letter.attempts + 1}
    return move(actor, letter.pk, (QUEUED,), put, marks)


def settle(actor: Actor, key: UUID, state: str, *, result: str, talk: str = "") -> None:
    """How it ended. Also for one that was given up as lost meanwhile: what is known is better."""
    marks: dict[str, Any] = {"worker": "", "lease_until": None}
    if talk:
        marks["dialogue"] = talk
    if state == SENT:
        marks["sealed"] = ""
    move(actor, key, (QUEUED, SENDING, UNCLEAR), {"state": state, "result": result[:500]}, marks)


def refused(actor: Actor, courier: Courier, letter: Letter, answer: Answer) -> None:
    """The server said no: for good, or for now."""
    again(actor, letter, str(answer), courier.told(), final=answer.final)


def put_off(actor: Actor, courier: Courier, letter: Letter, reason: str) -> None:
    """The server is away: the account tells why and rests, the letter waits."""
    write.change_many(actor, accounts.NAME, {courier.account.pk: {}}, put={"fault": reason[:500]})
    if letter.kind != TEST:
        rest(courier.account.pk, timezone.now() + AWAY)
    again(actor, letter, reason, courier.told(), final=letter.kind == TEST)


def again(actor: Actor, letter: Letter, reason: str, talk: str, *, final: bool) -> None:
    """Another try later, or the end. Nobody waits two days for a test letter."""
    tried = letter.attempts
    if final or tried >= len(PAUSES) or letter.kind == TEST:
        put: dict[str, Any] = {"state": FAILED, "next_at": None}
    else:
        put = {"state": QUEUED, "next_at": timezone.now() + PAUSES[tried], "sent_at": None}
    put |= {"attempts": tried + 1, "result": reason[:500]}
    marks = {"worker": "", "lease_until": None, "dialogue": talk}
    move(actor, letter.pk, (QUEUED, SENDING), put, marks)


def well(actor: Actor, account: Account) -> None:
    """The server answers again."""
    if account.fault:
        account.fault = ""
        write.change_many(actor, accounts.NAME, {account.pk: {}}, put={"fault": None})


def move(
    actor: Actor, key: UUID, states: tuple[str, ...], put: dict[str, Any], marks: dict[str, Any]
) -> bool:
    """Change a letter that is in one of these states; False where it is in none of them.

    marks: columns that the journal need not tell.
    """
    with transaction.atomic():
        row = all_letters().select_for_update().filter(pk=key, state__in=states, deleted=False)
        if not row.exists():
            return False
        write.change_many(actor, letters.NAME, {key: {}}, put=put)
        all_letters().filter(pk=key).update(**marks)
    return True


def find_lost() -> int:
    """Letters whose hands died while they were handed over become "unclear"; how many."""
    lost = list(
        all_letters()
        .filter(state=SENDING, lease_until__lt=timezone.now())
        .values_list("pk", flat=True)
    )
    if not lost:
        return 0
    actor = installation()
    with translation.override(actor.world.firm.language):
        words = _("Kartei ended while the letter was handed over; the server may have taken it")
        for key in lost:
            marks = {"worker": "", "lease_until": None}
            move(actor, key, (SENDING,), {"state": UNCLEAR, "result": words}, marks)
    return len(lost)


def why_not(fault: CannotCompose | ValueFault) -> str:
    """Why a letter can never be sent, in the firm's language."""
    if isinstance(fault, ValueFault):
        return words_of(fault)
    return {
        "too_large": _("The attachments are larger than 20 MB together"),
        "no_words": _("The words of the letter cannot be read any more"),
        "no_file": _("The content of an attachment is missing"),
    }[fault.reason]
