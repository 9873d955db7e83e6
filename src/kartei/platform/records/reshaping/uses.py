"""Who depends on a field: formulas, rollups, rules, layouts, saved views; what of it would break.

Each is judged in two worlds: what does not work in that of today is not broken by the change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import orjson
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartei.platform.access.actor import Actor
from kartei.platform.kit.expression import Expression, ExpressionFault, compile_text
from kartei.platform.meta.errors import Refusal, words_of
from kartei.platform.meta.formulas import ROLLUPS, nodes_read, uses_of, value_out
from kartei.platform.meta.layout_rules import judge_definition
from kartei.platform.meta.models import DataRule, Layout, RuntimeField, SavedView
from kartei.platform.meta.reshapes import settings_of
from kartei.platform.meta.shaping_computed import read_by, result_kind, sample, terms_of
from kartei.platform.meta.spec import FieldSpec
from kartei.platform.meta.world import Obj
from kartei.platform.records.ask import parse_sort
from kartei.platform.records.filters import parse
from kartei.platform.records.question import Question
from kartei.platform.records.reshaping.sides import Side, side_of
from kartei.platform.records.totals import group_by

#: Whether something works in a world: what is wrong with it, in words; empty where nothing is.
Judge = Callable[[Side], str]


@dataclass(frozen=True, slots=True)
class Use:
    """Something that depends on a field. what: formula, rollup, choice, rule, layout or view.

    why: what would be wrong with it after the change; empty where it holds.
    """

    what: str
    title: str
    why: str


def uses(actor: Actor, row: RuntimeField, wish: Mapping[str, Any]) -> list[Use]:
    """Everything that depends on a field, and whether it holds once the field is set as wished."""
    now, then = side_of(actor, row, settings_of(row)), side_of(actor, row, wish)
    found = []
    for what, title, judge in dependents(now):
        why = judge(then)
        found.append(Use(what, title, "" if why and judge(now) else why))
    return found


def refuse_breaking(actor: Actor, row: RuntimeField, wish: Mapping[str, Any]) -> None:
    """Refuse a change that would break something, and name that."""
    broken = [use.title for use in uses(actor, row, wish) if use.why]
    if broken:
        text = gettext_lazy("This would no longer work: %(uses)s; change or remove it first")
        raise Refusal("meta.needed", text, status=409, uses=", ".join(broken[:10]))


def dependents(side: Side) -> Iterator[tuple[str, str, Judge]]:
    """(what, title, how it is judged) of each use of a field."""
    yield from fields_using(side)
    yield from rules_using(side)
    yield from layouts_using(side)
    yield from views_using(side)


def fields_using(side: Side) -> Iterator[tuple[str, str, Judge]]:
    """Fields that follow from the field, or whose choices hang on it."""
    node = (side.obj.name, side.spec.name)
    objects = side.actor.world.objects
    for obj in objects.values():
        for spec in obj.fields.values():
            title = f"{obj.words['title']}: {spec.label}"
            if obj.name == node[0] and spec.depends == node[1]:
                yield "choice", title, chained
            elif spec.rollup is not None and rolls_up(spec, node):
                yield "rollup", title, rollup_judge(obj.name, spec.name, node[1])
            elif spec.formula is not None and node in nodes_read(objects, obj, spec):
                yield "formula", title, formula_judge(obj.name, spec.formula, spec.name)


def computed_from(side: Side) -> dict[str, list[str]]:
    """The fields that follow from the field, by object."""
    objects, found = side.actor.world.objects, dict[str, list[str]]()
    for obj in objects.values():
        for spec in obj.fields.values():
            if (side.obj.name, side.spec.name) in nodes_read(objects, obj, spec):
                found.setdefault(obj.name, []).append(spec.name)
    return found


def chained(side: Side) -> str:
    """Choices hang on a choice."""
    return "" if side.spec.kind.name == "choice" else _("Its choices depend on this field")


def rolls_up(spec: FieldSpec, node: tuple[str, str]) -> bool:
    """Whether a rollup sums a field, goes by it, or asks for it in its filter."""
    rollup = spec.rollup
    if rollup is None:
        return False
    asked = f'"{node[1]}' in orjson.dumps(rollup.filter).decode()
    return rollup.object == node[0] and (node[1] in (rollup.field, rollup.by) or asked)


def rollup_judge(name: str, field: str, used: str) -> Judge:
    """A rollup needs its link, a kind that it can sum up, and a filter that can be asked."""

    def judge(side: Side) -> str:
        objects = side.actor.world.objects
        spec = objects[name].fields[field]
        rollup = spec.rollup
        if rollup is None:
            return ""
        source = objects[rollup.object]
        value = source.fields.get(rollup.field)
        if rollup.by == used and source.fields[used].kind.name != "link":
            return _("It goes by this link")
        if value is not None and value.kind.name not in ROLLUPS[rollup.how]:
            return _("This kind cannot be summed up so")
        if result_kind(rollup.how, value) != spec.kind.name:
            return _("It would come to another kind of value")
        return asked(side.actor, source, rollup.filter)

    return judge


def formula_judge(name: str, made: Expression, target: str = "") -> Judge:
    """An expression has to come to something for typical values, and that has to fit its field."""

    def judge(side: Side) -> str:
        objects = side.actor.world.objects
        obj = objects[name]
        asker: Any = SimpleNamespace(actor=side.actor)
        try:
            uses_of(objects, obj, made)
            value = sample(asker, objects, obj, made)
            if target:
                value_out(obj.fields[target], value, terms_of(asker))
        except ExpressionFault as fault:
            return words_of(fault)
        return ""

    return judge


def rules_using(side: Side) -> Iterator[tuple[str, str, Judge]]:
    """Rules on data that look at the field or set it."""
    objects, node = side.actor.world.objects, (side.obj.name, side.spec.name)
    for rule in DataRule.objects.filter(deleted=False):
        obj = objects.get(rule.object)
        if obj is None or node not in read_by(objects, obj, rule):
            continue
        title = _("rule “%(name)s”") % {"name": rule.name}
        if rule.condition:
            yield "rule", title, formula_judge(obj.name, compile_text(rule.condition))
        if rule.value:
            yield "rule", title, formula_judge(obj.name, compile_text(rule.value), rule.field)


def layouts_using(side: Side) -> Iterator[tuple[str, str, Judge]]:
    """Forms and lists in which the field stands, or whose conditions ask for it."""
    named = f'"{side.spec.name}"'
    for layout in Layout.objects.filter(deleted=False, object=side.obj.name):
        if named in orjson.dumps(layout.definition).decode():
            yield "layout", layout.name, layout_judge(layout)


def layout_judge(layout: Layout) -> Judge:
    """A layout is judged as if it were made now."""

    def judge(side: Side) -> str:
        found = judge_definition(side.actor, side.obj, layout.place, layout.definition)
        return found[0][1] if found else ""

    return judge


def views_using(side: Side) -> Iterator[tuple[str, str, Judge]]:
    """Saved views whose filter, order, grouping or columns name the field."""
    names = side.actor.roster.user_names
    for view in SavedView.objects.order_by("title", "id"):
        if view.object not in side.actor.world.objects or not names_field(view.state, side):
            continue
        title = view.title
        if view.owner_id != side.actor.user:
            title = f"{title} ({names.get(view.owner_id, '')})"
        yield "view", title, view_judge(view)


def names_field(state: dict[str, Any], side: Side) -> bool:
    """Whether a view's state names a field, itself or behind a link."""
    return any(
        word.lstrip("-").partition(":")[0].rpartition(".")[2] == side.spec.name
        for text in texts_in(state)
        for word in text.split(",")
    )


def texts_in(value: Any) -> Iterator[str]:
    """All texts in a document of JSON, keys among them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from texts_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts_in(one)


def view_judge(view: SavedView) -> Judge:
    """A view has to be a question that can be asked."""

    def judge(side: Side) -> str:
        obj, state = side.actor.world.objects[view.object], view.state
        question = Question(side.actor, obj)
        try:
            if isinstance(state.get("sort"), str):
                parse_sort(question, state["sort"], obj)
            if isinstance(state.get("group"), str) and state["group"]:
                group_by(question, state["group"])
        except Refusal as refusal:
            return refusal.detail
        return asked(side.actor, obj, state.get("filter"))

    return judge


def asked(actor: Actor, obj: Obj, wish: Any) -> str:
    """What is wrong with a filter, in words; empty where it can be asked, or there is none."""
    if not wish:
        return ""
    try:
        parse(Question(actor, obj), wish)
    except Refusal as refusal:
        return refusal.detail
    return ""
