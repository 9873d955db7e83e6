"""Rules of what computes itself: formulas, rollups, numbers, patterns, and rules on data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import orjson
import regex
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartei.platform.kit.expression import (
    Chosen,
    Clock,
    Expression,
    ExpressionFault,
    compile_text,
    evaluate,
    with_names,
)
from kartei.platform.meta.errors import words_of
from kartei.platform.meta.formulas import (
    NUMBERS,
    RESULTS,
    ROLLUPS,
    Terms,
    circle,
    names_by_label,
    nodes_read,
    uses_of,
    value_out,
)
from kartei.platform.meta.kinds import KINDS
from kartei.platform.meta.models import DataRule
from kartei.platform.meta.spec import FieldSpec, Option, Rollup
from kartei.platform.meta.world import Obj, present_world

#: What formulas, rollups and numbers leave no room for.
BESIDES = ("required", "default", "low", "high")
SERIES = re.compile(r"[^{}]*(\{(year|month|number)(:[1-9])?\}[^{}]*)*")
HOW = (
    Option("count", gettext_lazy("number of records")),
    Option("sum", gettext_lazy("sum")),
    Option("mean", gettext_lazy("average")),
    Option("min", gettext_lazy("smallest")),
    Option("max", gettext_lazy("largest")),
    Option("last", gettext_lazy("of the newest record")),
)


def check_computed(draft: Any, objects: Mapping[str, Obj], obj: Obj) -> None:
    """Judge what a field computes; one thing at most, and nothing that leads back to itself."""
    told = [n for n in ("formula", "rollup", "series") if draft.get(n)]
    if len(told) > 1:
        draft.fault(told[1], "meta.one_way", _("A field computes its value in one way only"))
    for name in told:
        if any(draft.get(other) for other in BESIDES):
            text = _("A computed field is not filled in by hand; leave limits and default empty")
            draft.fault(name, "meta.besides", text)
    check_pattern(draft)
    if draft.faults or not told:
        return
    {"formula": check_formula, "rollup": check_rollup, "series": check_series}[told[0]](
        draft, objects, obj
    )


def check_formula(draft: Any, objects: Mapping[str, Obj], obj: Obj) -> None:
    """A formula must be understood, read only what its author reads, and give the field's kind."""
    spec = trial(draft)
    if spec.kind.name not in RESULTS:
        draft.fault("kind", "meta.no_formula", _("A formula cannot come to this kind of value"))
        return
    made = expression_in(draft, "formula", objects, obj)
    if made is None:
        return
    try:
        value_out(spec, sample(draft, objects, obj, made), terms_of(draft))
    except ExpressionFault as fault:
        draft.fault("formula", fault.code, words_of(fault))
        return
    refuse_circle(draft, objects, obj, "formula", FieldSpec(
        name=spec.name, kind=spec.kind, label="", formula=made
    ))  # fmt: skip


def expression_in(draft: Any, name: str, objects: Mapping[str, Obj], obj: Obj) -> Expression | None:
    """The expression in a field of a draft, labels turned into names; a fault when it is wrong."""
    try:
        text = with_names(draft.get(name), names_by_label(obj))
        made = compile_text(text)
        for use in uses_of(objects, obj, made):
            check_readable(draft.actor, use)
    except ExpressionFault as fault:
        draft.fault(name, fault.code, words_at(fault))
        return None
    draft.put(name, text)
    return made


def check_readable(actor: Any, use: Any) -> None:
    """A formula may only use what its author reads himself."""
    spec = use.spec if use.lines is None else use.lines
    closed = use.lines is not None and actor.line_right(use.obj, use.lines, use.spec) == "none"
    if closed or spec.name not in actor.fields(use.obj):
        raise ExpressionFault("expression.field", name=use.spec.name)
    if any(not actor.may(link.target, "read") for link in use.links):
        raise ExpressionFault("expression.field", name=use.spec.name)


def words_at(fault: ExpressionFault) -> str:
    """What is wrong with an expression, and where."""
    words = words_of(fault)
    text = _("%(words)s (at character %(at)s)")
    return text % {"words": words, "at": fault.at} if fault.at else words


def sample(draft: Any, objects: Mapping[str, Obj], obj: Obj, made: Expression) -> Any:
    """What an expression comes to for typical values: it shows where kinds do not fit."""
    ctx = draft.actor.ctx
    known = dict(zip(sorted(made.paths), uses_of(objects, obj, made), strict=True))

    def lookup(path: tuple[str, ...]) -> Any:
        use = known[path]
        value = typical(use.spec, ctx)
        return (value,) if use.lines is not None else value

    return evaluate(made, lookup, Clock(ctx.today, ctx.now.astimezone(ctx.zone)))


def typical(spec: FieldSpec, ctx: Any) -> Any:
    """A value of a field's kind as expressions know it."""
    kind = spec.kind.name
    if kind in NUMBERS:
        return Decimal(1)
    if kind == "date":
        return ctx.today
    if kind == "moment":
        return ctx.now.astimezone(ctx.zone)
    if kind == "bool":
        return True
    if kind == "choice":
        return Chosen(spec.options[0].value if spec.options else "x")
    return ("x",) if spec.kind.many or kind == "lines" else "x"


def terms_of(draft: Any) -> Terms:
    """The firm's settings for values that are tried out."""
    ctx = draft.actor.ctx
    return Terms(ctx, ctx.currency, {})


def trial(draft: Any) -> FieldSpec:
    """The field as it would be, as far as its kind goes."""
    return FieldSpec(name=f"f_{draft.get('number')}", kind=KINDS[draft.get("kind")], label="")


def refuse_circle(
    draft: Any, objects: Mapping[str, Obj], obj: Obj, name: str, spec: FieldSpec
) -> None:
    """A field must not follow from itself, not even by way of others."""
    way = circle(objects, obj, spec)
    if way is None:
        return
    labels = []
    for object_name, field_name in way:
        known = objects[object_name].fields.get(field_name)
        labels.append(str(known.label) if known else str(draft.get("name")))
    draft.fault(name, "meta.circle", _("This leads in a circle: %(way)s"), way=" → ".join(labels))


def check_rollup(draft: Any, objects: Mapping[str, Obj], obj: Obj) -> None:
    """A rollup needs records that lead here by a link, and a field of theirs that fits."""
    source = objects.get(draft.get("rollup_object") or "")
    by = source.fields.get(draft.get("rollup_by") or "") if source else None
    if source is None or by is None or by.kind.name != "link" or by.target != obj.name:
        text = _("Choose a link that leads from other records to this object")
        draft.fault("rollup_by", "meta.rollup_by", text)
        return
    how, value = draft.get("rollup"), source.fields.get(draft.get("rollup_field") or "")
    if how != "count" and (value is None or value.kind.name not in ROLLUPS[how]):
        text = _("Choose a field that can be summed up so")
        draft.fault("rollup_field", "meta.rollup_field", text)
        return
    wanted = result_kind(how, value)
    if draft.get("kind") != wanted:
        text = _("The kind of this field must be: %(kind)s")
        draft.fault("kind", "meta.rollup_kind", text, kind=kind_words(wanted))
        return
    check_filter(draft)
    rollup = Rollup(how, source.name, by.name, value.name if value else "")
    spec = FieldSpec(name=trial(draft).name, kind=KINDS[wanted], label="", rollup=rollup)
    refuse_circle(draft, objects, obj, "rollup_field", spec)


def result_kind(how: str, value: FieldSpec | None) -> str:
    """The kind of field that a rollup comes to."""
    if how == "count" or value is None:
        return "integer"
    return "number" if how == "mean" and value.kind.name == "integer" else str(value.kind.name)


def kind_words(kind: str) -> str:
    """The name of a kind in the active language."""
    from kartei.platform.meta.kind_words import KIND_OPTIONS

    return next(str(o.label) for o in KIND_OPTIONS if o.value == kind)


def check_filter(draft: Any) -> None:
    """The filter of a rollup is JSON in the API's form; it means the same for everybody."""
    if not draft.get("rollup_filter"):
        return
    try:
        wish = orjson.loads(draft.get("rollup_filter"))
    except orjson.JSONDecodeError:
        wish = None
    if not isinstance(wish, list):
        draft.fault("rollup_filter", "meta.filter", _("This is not a filter"))
    elif '"me"' in draft.get("rollup_filter"):
        draft.fault("rollup_filter", "meta.filter_me", _("“Me” is somebody else for everybody"))


def check_series(draft: Any, objects: Mapping[str, Obj], obj: Obj) -> None:
    """A number is a text with a running number in it."""
    form = draft.get("series")
    if draft.get("kind") != "text":
        draft.fault("kind", "meta.series_kind", _("A number of a series is a text of one line"))
    elif not SERIES.fullmatch(form) or "{number" not in form:
        text = _("Write {number:4} where the running number stands; {year} and {month} are known")
        draft.fault("series", "meta.series", text)


def check_pattern(draft: Any) -> None:
    """A pattern is a regular expression for texts."""
    pattern = draft.get("pattern")
    if not pattern:
        return
    if draft.get("kind") != "text":
        draft.fault("pattern", "meta.pattern_kind", _("Only texts of one line have a pattern"))
        return
    try:
        regex.compile(pattern)
    except regex.error as err:
        text = _("This pattern cannot be read: %(reason)s")
        draft.fault("pattern", "meta.pattern", text, reason=str(err))


def check_rule(draft: Any) -> None:
    """Judge a rule on data before it is written."""
    world = present_world()
    obj = world.objects.get(draft.get("object") or "")
    if obj is None:
        return
    if draft.get("condition"):
        expression_in(draft, "condition", world.objects, obj)
    elif draft.get("kind") == "check":
        draft.fault("condition", "rule.condition", _("Say when a record is refused"))
    if draft.get("kind") == "set":
        check_setting(draft, world.objects, obj)
    elif not any(draft.get(f"message_{code}") for code in ("ru", "de", "en")):
        name = f"message_{draft.actor.language}"
        draft.fault(name, "rule.message", _("Say in words why a record is refused"))
    if draft.get("field") and draft.get("field") not in obj.fields:
        draft.fault("field", "rule.field", _("There is no such field"))


def check_setting(draft: Any, objects: Mapping[str, Obj], obj: Obj) -> None:
    """What a rule sets must be a field that can be set, and a value that fits it."""
    spec = obj.fields.get(draft.get("field") or "")
    if spec is None or spec.read_only or spec.kind.name not in RESULTS:
        draft.fault("field", "rule.set_field", _("Choose a field that a rule can set"))
        return
    if not draft.get("value"):
        draft.fault("value", "rule.value", _("Say what the field becomes"))
        return
    made = expression_in(draft, "value", objects, obj)
    if made is None:
        return
    try:
        value_out(spec, sample(draft, objects, obj, made), terms_of(draft))
    except ExpressionFault as fault:
        draft.fault("value", fault.code, words_of(fault))


def users_of(objects: Mapping[str, Obj], name: str, field: str) -> list[str]:
    """What would miss a field: fields that follow from it and rules that read it, by name."""
    found = []
    for obj in objects.values():
        for spec in obj.fields.values():
            chained = obj.name == name and spec.depends == field
            if chained or (spec.computed and (name, field) in nodes_read(objects, obj, spec)):
                found.append(f"{obj.words['title']}: {spec.label}")
    for rule in DataRule.objects.filter(deleted=False):
        here = objects.get(rule.object)
        if here is not None and (name, field) in read_by(objects, here, rule):
            found.append(_("rule “%(name)s”") % {"name": rule.name})
    return found


def read_by(objects: Mapping[str, Obj], obj: Obj, rule: DataRule) -> set[tuple[str, str]]:
    """The fields that a rule looks at or sets."""
    found = {(obj.name, rule.field)} if rule.field else set()
    for text in (rule.condition, rule.value):
        if text:
            spec = FieldSpec(name="", kind=None, label="", formula=compile_text(text))
            found |= nodes_read(objects, obj, spec)
    return found
