"""An expression tried out on real records, before it becomes a formula or a rule."""

from __future__ import annotations

from typing import Any

from kartei.platform.access.actor import Actor
from kartei.platform.kit.expression import ExpressionFault, compile_text, with_names
from kartei.platform.kit.expression.values import text as written
from kartei.platform.meta.errors import words_of
from kartei.platform.meta.formulas import RESULTS, names_by_label, uses_of, value_out
from kartei.platform.meta.kinds import KINDS
from kartei.platform.meta.shaping_computed import check_readable
from kartei.platform.meta.spec import FieldSpec
from kartei.platform.records import store
from kartei.platform.records.ask import Ask
from kartei.platform.records.computing import Sight
from kartei.platform.records.draft import Draft
from kartei.platform.records.query import page
from kartei.platform.records.wire import as_key

#: So many of the newest records show what an expression comes to.
SHOWN = 5


def try_out(actor: Actor, name: str, text: str, kind: str = "") -> dict[str, Any]:
    """``{"text", "items": [{"id", "title", "value"}], "fault": {"code", "detail", "at"} or None}``.

    text: the expression with its labels turned into names. kind: the kind of field it is meant
    for; without one its value is shown as it is. Only what the asker reads is used and shown.
    """
    obj = actor.obj(name)
    try:
        text = with_names(text, names_by_label(obj))
        made = compile_text(text)
        uses = dict(zip(sorted(made.paths), uses_of(actor.world.objects, obj, made), strict=True))
        for use in uses.values():
            check_readable(actor, use)
        items = tried(actor, name, kind, made, uses)
    except ExpressionFault as fault:
        told = {"code": fault.code, "detail": words_of(fault), "at": fault.at}
        return {"text": text, "items": [], "fault": told}
    return {"text": text, "items": items, "fault": None}


def tried(actor: Actor, name: str, kind: str, made: Any, uses: Any) -> list[dict[str, Any]]:
    """The value for each of the newest records that the asker reads."""
    obj = actor.obj(name)
    title = obj.title_field if obj.title_field in actor.fields(obj) else "id"
    ask = Ask(sort="-created_at", fields=(title,), limit=SHOWN)
    found = {as_key(item["id"]): item for item in page(actor, name, ask)["items"]}
    values = store.load(actor, obj, [key for key in found if key is not None])
    drafts = [Draft(actor, obj, key, "change", old=old) for key, old in values.items()]
    sight = Sight(actor, as_asker=True)
    sight.look_ahead(drafts, uses.values())
    spec = FieldSpec(name="", kind=KINDS[kind], label="") if kind in RESULTS else None
    items = []
    for draft in drafts:
        value, terms = sight.evaluated(draft, made, uses)
        if spec is not None:
            shown = spec.kind.show(value_out(spec, value, terms), spec, actor.language)
        else:
            shown = written(value)
        title_shown = str(found[draft.id].get(title) or "")
        items.append({"id": str(draft.id), "title": title_shown, "value": shown})
    order = list(found)
    return sorted(items, key=lambda item: order.index(as_key(item["id"])))
