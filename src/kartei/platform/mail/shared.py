"""News about records: shared with somebody, given to him, access asked of him."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor
from kartei.platform.access.models import Notice
from kartei.platform.mail.news import DIGEST, NOW, Item, Source
from kartei.platform.records import notices

_WORDS = {
    notices.SHARE: _("%(name)s shared a record with you"),
    notices.ASSIGN: _("%(name)s assigned a record to you"),
    notices.REQUEST: _("%(name)s asks you for access"),
    notices.APPLIED: _("%(name)s registered and waits for you to let him in"),
    notices.EVENT: "%(what)s",
}
_MANY = _("%(name)s assigned records to you (%(many)s: %(count)s)")


def waiting(since: datetime) -> Iterator[Item]:
    """Notices that their receivers have not seen."""
    rows = Notice.objects.filter(seen_at=None, at__gte=since, kind__in=_WORDS)
    for row in rows.order_by("at", "id"):
        yield Item(row.pk, row.user_id, row.kind, row.at, row.pushed_at)


def words(actor: Actor, ids: Collection[UUID]) -> Mapping[UUID, Mapping[str, Any]]:
    """What a letter says of them; nothing of records that are out of sight."""
    rows = Notice.objects.filter(pk__in=ids, user=actor.user).order_by("at", "id")
    return {UUID(one["id"]): value(one) for one in notices.shown(actor, list(rows))}


def value(notice: Mapping[str, Any]) -> dict[str, str]:
    """The values of one letter."""
    name, count = notice["by"]["title"], notice["count"]
    place = f"{settings.PUBLIC_ADDRESS}/o/{notice['object']}"
    if count > 1:
        what = str(_MANY) % {"name": name, "many": notice["many_title"], "count": count}
        return {"what": what, "title": "", "link": place}
    what = str(_WORDS[notice["kind"]]) % {"name": name, "what": notice["what"]}
    return {"what": what, "title": notice["title"], "link": f"{place}/{notice['record']}"}


SOURCE = Source(
    kinds={
        notices.SHARE: (_("A record was shared with me"), DIGEST),
        notices.ASSIGN: (_("Records were assigned to me"), DIGEST),
        notices.REQUEST: (_("Somebody asks me for access"), NOW),
        notices.APPLIED: (_("Somebody registered and waits"), NOW),
        notices.EVENT: (_("A client opened or answered an offer of mine"), NOW),
    },
    purpose="notice",
    waiting=waiting,
    words=words,
)
