"""Offers and the calendar: those that end soon, and those whose last day is over."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from kartei.modules.offers.models import Offer
from kartei.modules.offers.rules.kind import KIND
from kartei.platform.access.actor import Actor
from kartei.platform.access.models import Notice
from kartei.platform.flow.schedule import every
from kartei.platform.mail.post import installation
from kartei.platform.records import notices, write

#: Owners hear of the end of an offer so many days before its last one.
BEFORE = timedelta(days=3)
#: Offers of one run; the others have their turn with the next.
TOGETHER = 200


@every("offers.expiry", seconds=900)
def watch_last_days() -> None:
    """Remind owners of offers that end soon; mark those that are over, and tell it."""
    sent = Offer.objects.unguarded("the calendar holds for all").filter(
        status="sent", deleted=False, valid_until__isnull=False
    )
    if not sent.exists():
        return
    house = installation()
    today = house.ctx.today
    over = sent.filter(valid_until__lt=today).order_by("pk")
    expire(house, list(over.values_list("pk", "owner_id")[:TOGETHER]))
    soon = sent.filter(valid_until__gte=today, valid_until__lte=today + BEFORE)
    for key, owner, until in soon.values_list("pk", "owner_id", "valid_until"):
        remind(key, owner, until.isoformat())


def expire(house: Actor, due: list[tuple[UUID, UUID | None]]) -> None:
    """Mark offers as expired, each by itself: one that cannot be written keeps no other."""
    for key, owner in due:
        put = {"status": "expired"}
        done = write.change_many(
            house, KIND.object, {key: {}}, verb="expire", put=put, skip_faulty=True
        )
        if owner is not None and not done[0].faults:
            notices.tell_event(owner, (KIND.object, key), "expire")


def remind(key: UUID, owner: UUID | None, until: str) -> None:
    """Tell the owner once of each last day."""
    told = Notice.objects.filter(record=key, kind=notices.EVENT, data__day=until)
    if owner is not None and not told.exists():
        notices.tell_event(owner, (KIND.object, key), "ends_soon", day=until)
