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
from kartei.platform.meta.world import Obj
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
    obj = place(actor, name)
    try:
        text = with_names(text, names_by_label(obj))
        made = compile_text(text)
        uses = dict(zip(sorted(made.paths), uses_of(actor.world.places, obj, made), strict=True))
        for use in uses.values():
            check_readable(actor, use)
        items = tried(actor, obj, kind, made, uses)
    except ExpressionFault as fault:
        told = {"code": fault.code, "detail": words_of(fault), "at": fault.at}
        return {"text": text, "items": [], "fault": told}
    return {"text": text, "items": items, "fault": None}


def place(actor: Actor, name: str) -> Obj:
    """An object, or the child rows of one; 404 for what the asker may not know of."""
    part = actor.world.parts.get(name)
    if part is None or part.whole is None:
        return actor.obj(name)
    actor.obj(part.whole.name)
    return part


def tried(actor: Actor, obj: Obj, kind: str, made: Any, uses: Any) -> list[dict[str, Any]]:
    """The value for each of the newest records, or of their first rows, that the asker reads."""
    drafts = samples(actor, obj)
    sight = Sight(actor, as_asker=True)
    sight.look_ahead([draft for _title, draft in drafts], uses.values())
    spec = FieldSpec(name="", kind=KINDS[kind], label="") if kind in RESULTS else None
    items = []
    for title, draft in drafts:
        value, terms = sight.evaluated(draft, made, uses)
        if spec is not None:
            shown = spec.kind.show(value_out(spec, value, terms), spec, actor.language)
        else:
            shown = written(value)
        items.append({"id": str(draft.id), "title": title, "value": shown})
    return items


def samples(actor: Actor, obj: Obj) -> list[tuple[str, Draft]]:
    """(title, draft) of the newest records that the asker reads, or of their rows, newest first."""
    home = obj.whole or obj
    known = actor.fields(home)
    if obj.part and obj.part not in known:
        return []
    title = home.title_field if home.title_field in known else "id"
    ask = Ask(sort="-created_at", fields=(title,), limit=SHOWN)
    found = {as_key(item["id"]): item for item in page(actor, home.name, ask)["items"]}
    values = store.load(actor, home, [key for key in found if key is not None])
    drafts = []
    for key, item in found.items():
        if key is None or key not in values:
            continue
        words = str(item.get(title) or "")
        if not obj.part:
            drafts.append((words, Draft(actor, obj, key, "change", old=values[key])))
        for number, line in enumerate(values[key][obj.part] if obj.part else [], 1):
            row = Draft(actor, obj, line["id"], "change", old=line)
            drafts.append((f"{words}, {number}", row))
    return drafts[:SHOWN]
