"""``GET /changes``: what happened since a cursor, as far as the asker may know of it."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor
from kartei.platform.flow.sight import Known, event_for, facts_about, fingerprint, verb_for
from kartei.platform.flow.tail import BATCH, Change, Position, changes_after, position_now
from kartei.platform.meta.errors import Refusal, bad_question
from kartei.platform.meta.models import State

#: Looks into the journal for one answer; a reader who sees little would else wait too long.
LOOKS = 20


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a reader stands, in which installation, under which metadata and rights."""

    epoch: str
    position: Position
    meta: int
    rights: str

    def text(self) -> str:
        """The opaque form."""
        body = orjson.dumps([1, self.epoch, *self.position, self.meta, self.rights])
        return base64.urlsafe_b64encode(body).decode().rstrip("=")


def epoch() -> str:
    """A mark of this installation that a restore or a move changes."""
    kept = State.objects.filter(pk=1).values_list("epoch", flat=True).first()
    return hashlib.sha256(f"{settings.INSTALLATION_EPOCH}:{kept}".encode()).hexdigest()[:16]


def cursor_at(actor: Actor, position: Position, of: str | None = None) -> Cursor:
    """The actor's cursor at a position; of: the epoch, where it is known already."""
    return Cursor(of or epoch(), position, actor.world.version, fingerprint(actor))


def read_cursor(actor: Actor, text: str) -> Cursor:
    """A cursor from its text: 400 when it is none, 410 when a full sync is needed."""
    try:
        raw = orjson.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        number, of, xid, row, meta, rights = raw
        if number != 1 or not all(isinstance(n, int) and 0 <= n < 2**63 for n in (xid, row, meta)):
            raise ValueError(text)
    except (ValueError, TypeError, binascii.Error) as err:
        raise bad_question(_("This is not a cursor of ours"), "changes.cursor") from err
    if of != epoch() or rights != fingerprint(actor):
        raise too_old()
    return Cursor(of, (xid, row), meta, rights)


def too_old() -> Refusal:
    """The reader must start afresh."""
    return Refusal(
        "changes.too_old",
        _("This cursor is too old or from elsewhere; read everything anew"),
        status=410,
    )


def changes(actor: Actor, after: str) -> dict[str, Any]:
    """``{"items", "cursor", "meta"?}``; without a cursor only where a reader begins.

    An empty list says that everything is read; else ask again with the new cursor.
    """
    if not after:
        return {"items": [], "cursor": cursor_at(actor, position_now()).text()}
    cursor = read_cursor(actor, after)
    items: dict[tuple[str, UUID], dict[str, Any]] = {}
    position = cursor.position
    for _look in range(LOOKS):
        rows = changes_after(position)
        if rows:
            position = rows[-1].position
            gather(actor, rows, items)
        if len(rows) < BATCH or len(items) >= BATCH:
            break
    answer: dict[str, Any] = {
        "items": list(items.values()),
        "cursor": cursor_at(actor, position, cursor.epoch).text(),
    }
    if cursor.meta != actor.world.version:
        answer["meta"] = str(actor.world.version)
    return answer


def gather(actor: Actor, rows: list[Change], items: dict[tuple[str, UUID], dict[str, Any]]) -> None:
    """The last word about each record; ``gone`` outlives later changes that the asker misses."""
    known: Known = facts_about(actor, rows)
    for row in rows:
        verb = verb_for(actor, row, known)
        if verb:
            key = (row.object, row.record)
            items.pop(key, None)
            event = event_for(row, verb)
            del event["by"]
            items[key] = event
