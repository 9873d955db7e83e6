"""Which records are meant: those named, or all that a filter and a search find."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor
from kartei.platform.meta.errors import Refusal, bad_question
from kartei.platform.records.ask import Ask, plan
from kartei.platform.records.query import narrow
from kartei.platform.records.reach import base_rows, scope_values
from kartei.platform.records.shape import Shape
from kartei.platform.records.wire import as_key

#: No selection is larger.
MOST = 200_000


def selected(actor: Actor, name: str, body: Mapping[str, Any], *, deleted: bool) -> list[UUID]:
    """The ids that ``ids``, or ``filter`` and ``search``, stand for; deleted: look into the bin."""
    if "ids" in body:
        if "filter" in body or "search" in body:
            raise bad_question(_("Say either “ids” or “filter”"), "bulk.selection")
        return named(body["ids"])
    if "filter" not in body and "search" not in body:
        raise bad_question(_("Say which records: “ids” or “filter”"), "bulk.selection")
    search = body.get("search") or ""
    if not isinstance(search, str):
        raise bad_question(_("“search” is a text"), "bulk.selection")
    ask = Ask(filter=body.get("filter"), search=search[:200], deleted=deleted)
    ids = all_ids(actor, name, ask)
    if len(ids) > MOST:
        raise Refusal("bulk.too_many", _("At most %(limit)s records at once"), limit=MOST)
    return ids


def named(raw: Any) -> list[UUID]:
    """Ids of a request, each once."""
    texts = isinstance(raw, list) and all(isinstance(key, str) for key in raw)
    if not texts or not 0 < len(raw) <= MOST:
        raise bad_question(_("“ids” is a list of ids"), "bulk.selection")
    try:
        return list(dict.fromkeys(UUID(key) for key in raw))
    except ValueError as err:
        raise bad_question(_("“ids” is a list of ids"), "bulk.selection") from err


def all_ids(actor: Actor, name: str, ask: Ask) -> list[UUID]:
    """Ids of all records that a question finds for the asker."""
    made = plan(actor, name, ask)
    if not narrow(made, MOST + 1):
        return []
    scope = actor.scope(name, "read")
    part = scope_values(made.question, actor, scope)
    rows = base_rows(made, scope, part).order_by("id").values_list("id")[: MOST + 1]
    found = Shape(rows).rows(made.question.values)
    return [key for row in found if (key := as_key(row[0]))]
