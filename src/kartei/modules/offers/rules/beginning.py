"""When the work on an offer began: with the client's call, or when he turned up, else now."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from kartei.modules.documents.contract import Material
from kartei.platform.records.draft import Draft
from kartei.platform.records.models import Entry

#: A call or a new deal of this long before belongs to the offer; what is older was about another.
SAME_WORK = timedelta(hours=12)
LINKS = ("deal", "person", "company")


def set_beginnings(drafts: list[Draft], found: Material) -> None:
    """Let the time of new offers run from the last call with their client or about their deal,
    else from when the deal was entered, else from now. What somebody has typed stays.
    """
    new = [draft for draft in drafts if draft.creating and draft.get("begun_at") is None]
    if not new:
        return
    now: datetime = new[0].actor.ctx.now
    calls = last_calls({key for draft in new for key in linked(draft)}, now)
    for draft in new:
        heard = [calls[key] for key in linked(draft) if key in calls]
        deal = found.deals.get(draft.get("deal"), {}).get("created_at")
        if not heard and deal is not None and now - SAME_WORK <= deal <= now:
            heard = [deal]
        draft.put("begun_at", max(heard, default=now))


def linked(draft: Draft) -> list[UUID]:
    """Deal and client of an offer; none for a version that goes on from another one."""
    if draft.get("replaces") is not None:
        return []
    return [key for name in LINKS if (key := draft.get(name)) is not None]


def last_calls(keys: set[UUID], now: datetime) -> dict[UUID, datetime]:
    """The last call on each of these records within the time that belongs together."""
    rows = Entry.objects.filter(
        record__in=keys, kind="call", deleted=False, at__gte=now - SAME_WORK, at__lte=now
    )
    return dict(rows.order_by("at").values_list("record", "at")) if keys else {}
