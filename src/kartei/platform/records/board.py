"""Boards: records in columns, each column with count, sum, weighted sum and its first cards.

A board answers the same question as a list (same filter, search, rights, fields); the columns are
the records of a small linked object, or the options of a choice, in their order. Every column runs
the same kept SQL, only its value differs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartei.platform.access.actor import Actor
from kartei.platform.kit.money import round_half_up
from kartei.platform.meta.errors import bad_question
from kartei.platform.meta.spec import Board, FieldSpec
from kartei.platform.meta.world import Obj
from kartei.platform.records import marks
from kartei.platform.records.ask import Ask, Plan, plan
from kartei.platform.records.groups import groups
from kartei.platform.records.paging import next_cursor, walk
from kartei.platform.records.query import narrow
from kartei.platform.records.question import find_field
from kartei.platform.records.shape import kept
from kartei.platform.records.totals import (
    Found,
    Group,
    group_by,
    narrowed,
    shown_sum,
    summed_field,
    total_of,
    totals,
)
from kartei.platform.records.wire import as_key, small_titles

__all__ = ["board", "groups"]
#: The column of records without a value, as the parameter ``column`` names it.
EMPTY = "none"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the value that its records have, and what its head shows."""

    value: Any
    title: str
    color: str | None = None
    probability: int | None = None
    kind: str | None = None
    funnel: Any = None

    @property
    def id(self) -> str | None:
        """The value in JSON form."""
        return None if self.value is None else str(self.value)


def board(
    actor: Actor,
    name: str,
    *,
    by: str = "",
    filter: Any = None,
    search: str = "",
    sum: str = "",
    limit: int = 20,
    column: str | None = None,
    after: str = "",
) -> dict[str, Any]:
    """``{"columns": [{"id", "title", "color", "probability", "kind", "count", "sum", "weighted",
    "items", "next"}]}``; by and sum default to what the object declares.

    filter, search: as in a list. column: only this one (an id, an option, or ``none``), from the
    page mark ``after`` on. Sums are money in the firm's currency. Refuses like a list; a field that
    cannot make columns is a 400.
    """
    obj = actor.obj(name)
    declared = obj.board
    if after and not column:
        raise bad_question(gettext_lazy("“after” needs a column"), "query.after")
    by = by or (declared.by if declared else "")
    funnel = ""
    if declared and by == declared.by and declared.funnel in actor.fields(obj):
        funnel, filter = chosen_funnel(filter, declared)
    fields = card_fields(actor, obj, declared)
    ask = Ask(filter=filter, search=search, limit=limit, after=after, fields=fields)
    made = plan(actor, name, ask)
    group = column_group(made, by)
    summed = summed_field(made.question, sum or default_sum(actor, obj, declared))
    found = figures(made, group, summed) if narrow(made) else {}
    shown = [c for c in columns_of(made, group.spec, found) if fits(c, funnel, column)]
    if column and not shown:
        raise bad_question(gettext_lazy("There is no such column"), "query.column")
    place = made.question.value(None, group.spec.kind.output(group.spec))
    return {"columns": [filled(made, group, summed, c, found, place) for c in shown]}


def card_fields(actor: Actor, obj: Obj, declared: Board | None) -> tuple[str, ...] | None:
    """The readable fields of a card: those of the list, and what the board declares beside."""
    if declared is None or obj.entity is None:
        return None
    known = actor.fields(obj)
    names = dict.fromkeys((*obj.entity.columns, *declared.also))
    return tuple(n for n in names if n in known)


def default_sum(actor: Actor, obj: Obj, declared: Board | None) -> str:
    """The declared sum, where the asker may read it."""
    name = declared.sum if declared else None
    return name if name and name in actor.fields(obj) else ""


def column_group(made: Plan, by: str) -> Group:
    """The field that makes the columns: a choice or a link to few records."""
    if not by:
        raise bad_question(gettext_lazy("Say by which field the board is divided"), "query.board")
    spec = find_field(made.question, by)
    few = spec.kind.name in ("choice", "choices") or (
        spec.kind.name in ("link", "links") and spec.small_target
    )
    if not few:
        raise bad_question(
            gettext_lazy("The field “%(name)s” cannot make columns"), "query.board", name=by[:80]
        )
    return Group(spec, "") if spec.kind.many else group_by(made.question, by)


def figures(made: Plan, group: Group, summed: FieldSpec | None) -> Found:
    """Count and sum per value of the column field."""
    if group.spec.kind.many:
        return {}
    found = totals(made, (group,), summed)
    if group.spec.kind.name != "link":
        return found
    return {(as_key(key[0]),): figure for key, figure in found.items()}


def chosen_funnel(filter: Any, declared: Board) -> tuple[str, Any]:
    """The funnel that the filter asks for at its top, and the filter without that condition.

    Its stages alone are the columns then, and a record in a stage is in the stage's funnel: asking
    for both would only keep the sums from being read out of an index.
    """
    if not isinstance(filter, list) or not filter:
        return "", filter
    if filter[0] == "and":
        for at, part in enumerate(filter[1:], 1):
            found, rest = chosen_funnel(part, declared)
            if found:
                others = [*filter[1:at], *([rest] if rest else []), *filter[at + 1 :]]
                return found, ["and", *others] if others else None
    named = len(filter) == 3 and filter[:2] == [declared.funnel, "="]
    if not named or not isinstance(filter[2], str):
        return "", filter
    try:
        return str(UUID(filter[2])), None
    except ValueError:
        return "", filter


def fits(column: Column, funnel: str, wanted: str | None) -> bool:
    """Whether a column belongs to the answer."""
    if wanted:
        return (column.id or EMPTY) == wanted
    return not funnel or column.value is None or str(column.funnel) == funnel


def columns_of(made: Plan, spec: FieldSpec, found: Found) -> list[Column]:
    """The columns in order; values no longer offered come after, then records without a value."""
    if spec.kind.name in ("choice", "choices"):
        columns = [Column(o.value, str(o.label), o.color) for o in spec.options]
    else:
        columns = linked_columns(made.actor, spec, made.obj)
    known = {c.value for c in columns} | {None}
    old = [key[0] for key in found if key[0] not in known]
    titles = small_titles(made.actor, spec.target) if old and spec.target else {}
    columns += [Column(v, titles.get(v, (str(v), None))[0]) for v in old]
    if not spec.required and (spec.kind.many or (None,) in found):
        columns.append(Column(None, _("Not set")))
    return columns


def linked_columns(actor: Actor, spec: FieldSpec, obj: Obj) -> list[Column]:
    """The records of a small object, by position or title."""
    target = actor.obj(spec.target or "")
    if actor.scope(target.name, "read").kind != "all":
        raise bad_question(
            gettext_lazy("The field “%(name)s” cannot make columns"), "query.board", name=spec.name
        )
    declared = obj.board
    funnel = declared.funnel if declared and spec.name == declared.by else None
    extra = [n for n in ("color", "probability", "kind", "position") if n in target.fields]
    paths = ["id", target.title.path, *extra]
    order = ["position"] if "position" in extra else []
    if funnel and funnel in target.fields:
        paths.append(f"{funnel}_id")
        order.insert(0, f"{funnel}__position")

    def make() -> list[Column]:
        rows = target.twin.objects.filter(deleted=False) if target.has_bin else target.twin.objects
        if funnel and funnel in target.fields:
            rows = rows.filter(**{f"{funnel}__object": obj.name})
        found = rows.order_by(*order, target.title.path, "id").values(*paths)
        return [linked_column(row, target, funnel) for row in found]

    key = ("columns", target.name, actor.world.version, funnel and obj.name)
    columns: list[Column] = kept(actor.roster.kept, key, make)
    return columns


def linked_column(row: dict[str, Any], target: Obj, funnel: str | None) -> Column:
    """A column out of a record of the linked object."""
    return Column(
        as_key(row["id"]),
        row[target.title.path] or "",
        row.get("color") or None,
        row.get("probability"),
        row.get("kind"),
        as_key(row.get(f"{funnel}_id")) if funnel else None,
    )


def filled(
    made: Plan,
    group: Group,
    summed: FieldSpec | None,
    column: Column,
    found: Found,
    place: int,
) -> dict[str, Any]:
    """One column in JSON form with its figures and first cards."""
    mine = narrowed(made, group.spec, column.value, place)
    many = group.spec.kind.many
    count, total = total_of(mine, summed) if many else found.get((column.value,), (0, None))
    items, following = cards(mine) if count else ([], None)
    weighted = None
    if summed is not None and column.probability is not None:
        weighted = shown_sum(made, summed, round_half_up((total or 0) * column.probability, 100))
    return {
        "id": column.id,
        "title": column.title,
        "color": column.color,
        "probability": column.probability,
        "kind": column.kind,
        "count": count,
        "sum": shown_sum(made, summed, total),
        "weighted": weighted,
        "items": items,
        "next": following,
    }


def cards(made: Plan) -> tuple[list[dict[str, Any]], str | None]:
    """The first cards of a column and the mark of the next ones."""
    rows, more = walk(made)
    records = marks.shown(made.actor, made.obj.name, made.reader.records(rows))
    return records, next_cursor(made, rows[-1]) if more else None
