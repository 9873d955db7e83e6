"""What follows from changes of people: records follow a moved user, a leaving one hands them over.

Both go on in the background, batch by batch, under the change that ordered them: a history tells
each record's new owner or unit, and the change can be undone as a whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartei.platform.access import people, rules
from kartei.platform.access.actor import Actor
from kartei.platform.access.models import Session, Share, Token, User
from kartei.platform.flow.jobs import enqueue, job
from kartei.platform.flow.models import Job
from kartei.platform.flow.progress import Progress
from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.ids import uuid7
from kartei.platform.meta.errors import FieldFault, Refusal, field_fault, forbidden, invalid
from kartei.platform.meta.models import SavedView
from kartei.platform.meta.versions import bump_access
from kartei.platform.records import write
from kartei.platform.records.facts import facts_of
from kartei.platform.records.handover import (
    beyond,
    follow_unit,
    hand_over,
    holdings,
    owned_objects,
    rows_of,
)
from kartei.platform.records.home import must_reach, tell
from kartei.platform.records.turns import turn

USER = "access.user"
HAND_OVER, MOVE = "people.hand_over", "people.move"


@dataclass(frozen=True, slots=True)
class Wish:
    """How somebody leaves. successor: who gets his records; others: who gets those of an object.

    left_on: his last day; today where it is not said.
    """

    successor: UUID | None = None
    others: Mapping[str, UUID] = field(default_factory=dict)
    left_on: date | None = None

    def heir(self, name: str) -> UUID | None:
        """Who gets the records of an object."""
        return self.others.get(name, self.successor)


def allowed(actor: Actor, key: UUID) -> User:
    """The user whom the asker may dismiss; 404, 403 or 409 else."""
    must_reach(actor, USER, key, "write")
    if key == actor.user:
        raise forbidden(gettext_lazy("Nobody dismisses himself"))
    rules.must_outrank(actor, key)
    return User.objects.get(pk=key)


def preview(actor: Actor, key: UUID) -> dict[str, Any]:
    """What a user leaves behind: records per object, views, shares, and how he signs in."""
    user = allowed(actor, key)
    held = holdings(actor, key)
    shown = [
        {
            "object": obj.name,
            "title": str(obj.words["title"]),
            "icon": obj.icon,
            "count": held[obj.name],
            "binned": rows_of(obj, key).filter(deleted=True).count() if obj.has_bin else 0,
        }
        for obj in owned_objects(actor.world)
        if obj.name in held
    ]
    return {
        "objects": shown,
        "records": sum(held.values()),
        "beyond": beyond(actor, key),
        "views": SavedView.objects.filter(owner=key).exclude(shared="me").count(),
        "own_views": SavedView.objects.filter(owner=key, shared="me").count(),
        "shares": Share.objects.filter(user=key).count(),
        "sessions": Session.objects.filter(user=key).count(),
        "tokens": Token.objects.filter(user=key, ended=False).count(),
        "substitutes": User.objects.filter(substitute=key, deleted=False).count(),
        "active": user.active,
    }


def dismiss(actor: Actor, key: UUID, wish: Wish) -> Job | None:
    """Keep a user out from this moment and hand over all his records; the job that does it.

    Sessions and keys end at once. Calling it again for somebody who is out already hands over what
    he still owns. Refuses where records would stay without an heir, or beyond the asker's rights.
    """
    user = allowed(actor, key)
    held = holdings(actor, key)
    check_heirs(actor, key, wish, held)
    if beyond(actor, key):
        raise forbidden(
            gettext_lazy("He owns records that you may not hand over; ask an administrator")
        )
    actor.change = actor.change or uuid7()
    with transaction.atomic():
        rules.hold_rights()
        left_on = wish.left_on or user.left_on or actor.ctx.today
        write.change_many(actor, USER, {key: {}}, put={"active": False, "left_on": left_on})
        rules.keep_out(actor, key)
        keep_views(key, wish.successor)
        bump_access()
        return order(actor, user, wish, sum(held.values())) if held else None


def check_heirs(actor: Actor, key: UUID, wish: Wish, held: Mapping[str, int]) -> None:
    """Everything has an heir, and each heir works here."""
    faults = [
        FieldFault(name, "access.no_object", str(_("He owns no such records")), f"/others/{name}")
        for name in wish.others
        if name not in held and name not in actor.world.objects
    ]
    if any(wish.heir(name) is None for name in held):
        faults.append(field_fault("successor", ValueFault("value.required")))
    named = (wish.successor, *wish.others.values())
    heirs = {heir for heir in named if heir is not None}
    here = User.objects.filter(pk__in=heirs, active=True, deleted=False).exclude(pk=key)
    if here.count() < len(heirs):
        faults.append(field_fault("successor", ValueFault("link.absent")))
    if faults:
        raise invalid(faults)


def keep_views(key: UUID, heir: UUID | None) -> None:
    """Views that others use get another author; without an heir they stay as they are."""
    if heir is not None:
        SavedView.objects.filter(owner=key).exclude(shared="me").update(owner=heir)


def order(actor: Actor, user: User, wish: Wish, total: int) -> Job:
    """The job that hands everything over."""
    args = {
        "user": str(user.pk),
        "successor": str(wish.successor) if wish.successor else None,
        "others": {name: str(heir) for name, heir in wish.others.items()},
        "change": str(actor.change),
    }
    title = _("Hand-over of the records of %(name)s") % {"name": user.name}
    return enqueue(actor, HAND_OVER, args, title=title, total=total)


@job(HAND_OVER)
def hand_over_all(actor: Actor, args: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Object by object, batch by batch; what is done is done, so another attempt goes on."""
    actor.change = UUID(args["change"])
    user, done = UUID(args["user"]), progress.done
    for obj in owned_objects(actor.world):
        heir = args["others"].get(obj.name) or args["successor"]
        while heir is not None:
            with turn():
                count = hand_over(actor, obj, user, UUID(heir))
                if not count:
                    break
                done += count
                progress.step(done)
    left = sum(holdings(actor, user).values())
    if left:
        raise Refusal(
            "people.left_over",
            _("%(count)s records could not be handed over") % {"count": left},
            status=409,
        )
    return {"records": done, "change": args["change"]}


def follow(draft: Any) -> None:
    """A user's records go with him when he moves to another unit."""
    if draft.creating or not draft.changes("unit"):
        return
    total = sum(holdings(draft.actor, draft.id).values())
    if not total:
        return
    draft.actor.change = draft.actor.change or uuid7()
    title = _("The records of %(name)s move along") % {"name": draft.get("name")}
    args = {"user": str(draft.id), "change": str(draft.actor.change)}
    enqueue(draft.actor, MOVE, args, title=title, total=total)


def tell_act(actor: Actor, user: UUID, verb: str, changes: dict[str, Any]) -> None:
    """The journal row of an act on an account."""
    facts = facts_of(actor, USER, [user])[user]
    tell(actor, (USER, user), facts, verb, {}, changes)


people.followers.append(follow)
people.tellers.append(tell_act)


@job(MOVE)
def move_along(actor: Actor, args: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Bring a user's records to his unit, whichever it is by now."""
    actor.change = UUID(args["change"])
    user, done = UUID(args["user"]), progress.done
    for obj in owned_objects(actor.world):
        while True:
            with turn():
                count = follow_unit(actor, obj, user)
                if not count:
                    break
                done += count
                progress.step(done)
    return {"records": done, "change": args["change"]}
