"""Rules of the employee base: days that fit together, absence and substitute, who is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.platform.access.cover import covers_absence
from kartei.platform.access.models import User

ABSENCE = ("absent_from", "absent_until", "substitute")
OLDEST = date(1900, 1, 1)
#: Told of every change of a user, inside its transaction: the floors above move his records.
followers: list[Callable[[Any], None]] = []
#: Write an act on an account into the journal: (actor, user, verb, changes).
tellers: list[Callable[[Any, UUID, str, dict[str, Any]], None]] = []
#: Each gives rows (with a column ``user``) of users whose passwords are kept elsewhere.
kept_elsewhere: list[Callable[[], Any]] = []


def has_password_elsewhere(user: UUID) -> bool:
    """Whether a user signs in with a password that is not ours, so that we cannot change it."""
    return any(rows().filter(user=user).exists() for rows in kept_elsewhere)


def with_own_password(users: Any) -> Any:
    """Those of some users who can sign in even when somebody else's machine is away."""
    for rows in kept_elsewhere:
        users = users.exclude(pk__in=rows().values("user"))
    return users


def tell_act(actor: Any, user: UUID, verb: str, changes: dict[str, Any]) -> None:
    """Note what was done to an account beside the record path."""
    for tell in tellers:
        tell(actor, user, verb, changes)


def tell_followers(draft: Any) -> None:
    """Let the floors above carry out what follows from a changed user."""
    for follow in followers:
        follow(draft)


def check_person(draft: Any) -> None:
    """The days of a user's life here fit together; his absence is arranged by who may."""
    birthday, hired, left = (draft.get(n) for n in ("birthday", "hired_on", "left_on"))
    if draft.changes("birthday") and birthday and not OLDEST <= birthday <= draft.actor.ctx.today:
        draft.fault("birthday", "access.birthday", _("Nobody was born on this day"))
    if draft.changes("hired_on", "left_on") and hired and left and left < hired:
        draft.fault("left_on", "access.days", _("He cannot have left before he was hired"))
    if draft.creating or draft.changes(*ABSENCE):
        check_absence(draft)


def check_absence(draft: Any) -> None:
    """An absence has a beginning before its end; its substitute is another one who works here."""
    first, last, substitute = (draft.get(name) for name in ABSENCE)
    if first and last and last < first:
        draft.fault("absent_until", "access.days", _("The absence ends before it begins"))
    if substitute is None:
        return
    if substitute == draft.id:
        draft.fault("substitute", "access.self", _("Nobody substitutes himself"))
    elif not User.objects.filter(pk=substitute, active=True, deleted=False).exists():
        draft.fault("substitute", "access.gone", _("This user does not work here any more"))
    elif not draft.creating and not covers_absence(draft.actor, draft.id):
        draft.fault(
            "substitute",
            "access.unit_beyond",
            _("You may arrange substitutes only for people of your own units"),
        )
