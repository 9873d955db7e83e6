"""Rules of fields and objects made at run time: what can be made, and the schema that follows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kartei.platform.kit.faults import ValueFault
from kartei.platform.meta import hooks, indexes, keeper, reshapes
from kartei.platform.meta.errors import words_of
from kartei.platform.meta.fields import LANGUAGES
from kartei.platform.meta.kinds import KINDS
from kartei.platform.meta.limits import LIMITED, PRESET, check_limits, preset
from kartei.platform.meta.models import Firm, RuntimeField, RuntimeObject
from kartei.platform.meta.retiring import refuse_loss
from kartei.platform.meta.shaping_choices import check_choices
from kartei.platform.meta.shaping_computed import check_computed
from kartei.platform.meta.spec import FieldSpec, Option
from kartei.platform.meta.versions import bump_meta
from kartei.platform.meta.ways import begin_way
from kartei.platform.meta.world import Obj, parts_of, present_world

WITH_TARGET = ("link", "links")
#: Kinds whose values can be held apart by an index.
DISTINCT = ("text", "integer", "date")
MAX_FIELDS = 300
MAX_LENGTH = {"text": 1000, "longtext": 100_000}
#: What says how a field computes its value.
COMPUTED = ("formula", "rollup", "rollup_object", "rollup_by", "rollup_field", "rollup_filter")
CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
#: Kinds that a field of lines can have: what a row of a document says in a cell.
PART_KINDS = (
    "text", "longtext", "integer", "number", "money", "percent", "date", "moment", "duration",
    "bool", "choice", "choices", "link",
)  # fmt: skip
#: What cannot change once there may be values.
FIXED = ("object", "kind", "target")


def number_of(model: type[RuntimeField] | type[RuntimeObject]) -> int:
    """The next number; the author of the schema is alone, so nobody takes it meanwhile."""
    return (model.objects.aggregate(n=Max("number"))["n"] or 0) + 1


def name_out_of(draft: Any, prefix: str) -> None:
    """The record's name: its words in the firm's language, or in any there is."""
    firm = Firm.objects.get(pk=1)
    languages = dict.fromkeys((firm.language, "en", *LANGUAGES))
    found = next((w for code in languages if (w := draft.get(f"{prefix}_{code}"))), None)
    if found is None:
        draft.fault(f"{prefix}_{draft.actor.language}", "meta.label", _("Give it a name"))
    else:
        draft.put("name", found)


def check_field(draft: Any) -> None:
    """Complete and judge a field before it is written."""
    name_out_of(draft, "label")
    if draft.creating:
        draft.put("number", number_of(RuntimeField))
        if not draft.get("position"):
            draft.put("position", draft.get("number"))
    converting = draft.verb == reshapes.CONVERT
    for name in FIXED:
        if not (draft.creating or converting) and draft.changes(name):
            draft.fault(name, "meta.fixed", _("This cannot be changed any more; make a new field"))
    if not (draft.creating or converting) and reshapes.pending(draft.id):
        text = _("Its kind is being changed; wait for it, or stop it first")
        draft.fault("name", "meta.converting", text)
    world = present_world()
    places = world.places
    obj, kind = places.get(draft.get("object") or ""), draft.get("kind")
    if draft.faults or obj is None or not kind:
        return
    if draft.creating and sum(s.runtime for s in obj.fields.values()) >= MAX_FIELDS:
        draft.fault("object", "meta.full", words_full())
    if kind in WITH_TARGET and draft.get("target") not in world.objects:
        draft.fault("target", "meta.target", _("Choose what the link leads to"))
    if draft.get("deleted") and draft.changes("deleted"):
        refuse_loss(draft, places)
    check_part(draft, obj)
    check_choices(draft, obj)
    check_apart(draft, obj)
    check_values(draft)
    check_computed(draft, places, obj)


def check_part(draft: Any, obj: Obj) -> None:
    """A field of lines is a column of a document: plain kinds, nothing that only records have."""
    if obj.whole is None:
        if draft.get("printed"):
            draft.fault("printed", "meta.not_printed", _("Only lines of documents show it there"))
        return
    if draft.get("kind") not in PART_KINDS:
        text = _("Lines take what stands in one cell: texts, figures, days, choices, one link")
        draft.fault("kind", "meta.part_kind", text)
    for name, text in (
        ("unique", _("Lines of documents may repeat a value")),
        ("indexed", _("Lines of documents are not searched by")),
        ("depends", _("In lines, choices do not hang on other choices")),
        ("rollup", _("No records lead to a line, so there is nothing to sum up")),
        ("series", _("Lines are numbered by their place")),
    ):
        if draft.get(name):
            draft.fault(name, f"meta.part_{name}", text)


def words_full() -> str:
    """An object is full."""
    words = ngettext(
        "An object takes at most %(count)s field of its own",
        "An object takes at most %(count)s fields of its own",
        MAX_FIELDS,
    )
    return words % {"count": MAX_FIELDS}


def check_apart(draft: Any, obj: Obj) -> None:
    """Values can be held apart only where they are texts, numbers or days, and differ already."""
    if not draft.get("unique"):
        return
    if draft.get("kind") not in DISTINCT:
        draft.fault("unique", "meta.not_distinct", _("This kind of field can hold a value twice"))
        return
    spec = obj.fields.get(f"f_{draft.get('number')}")
    if spec is None or not draft.changes("unique"):
        return
    values = list(
        obj.twin.objects.filter(**{f"{spec.path}__isnull": False}).values_list(spec.path, flat=True)
    )
    twice = len(values) - len(set(values))
    if twice:
        words = ngettext(
            "%(count)s value stands in several records; make the values differ first",
            "%(count)s values stand in several records; make the values differ first",
            twice,
        )
        draft.fault("unique", "meta.twice", words, count=twice)


def check_values(draft: Any) -> None:
    """Default and limits must be values of the kind, and agree with each other."""
    kind, ctx = draft.get("kind"), draft.actor.ctx
    longest = MAX_LENGTH.get(kind)
    if draft.get("length") is not None and not 1 <= draft.get("length") <= (longest or 0):
        text = _("1 to %(limit)s characters") if longest else _("Only texts have a length")
        draft.fault("length", "meta.length", text, limit=longest)
    for name, kinds in (("default", PRESET), ("low", LIMITED), ("high", LIMITED)):
        if draft.get(name) and kind not in kinds:
            draft.fault(name, "meta.no_limit", _("This kind of field knows no such setting"))
            return
    spec = trial_spec(draft)
    for name in ("low", "high"):
        if draft.get(name) and not parses(draft, name, spec):
            return
    try:
        if draft.get("low") and draft.get("high"):
            check_limits(spec.kind.parse(draft.get("low"), spec, ctx), None, spec, ctx)
            check_limits(spec.kind.parse(draft.get("high"), spec, ctx), None, spec, ctx)
    except ValueFault:
        draft.fault("high", "meta.limits", _("The upper limit lies below the lower one"))
        return
    try:
        check_limits(preset(spec, ctx), None, spec, ctx)
    except ValueFault as fault:
        draft.fault("default", fault.code, words_of(fault))


def trial_spec(draft: Any) -> FieldSpec:
    """The field as it would be, as far as its values go."""
    return FieldSpec(
        name="value",
        kind=KINDS[draft.get("kind")],
        label="",
        runtime=True,
        options=tuple(
            Option(c["value"], "", None, bool(c.get("retired")))
            for c in draft.get("choices") or []
            if c.get("value")
        ),
        max_length=draft.get("length"),
        default=draft.get("default") or None,
        low=draft.get("low") or None,
        high=draft.get("high") or None,
        currency=draft.get("currency") or None,
    )


def parses(draft: Any, name: str, spec: FieldSpec) -> bool:
    """Whether a limit is a value of the kind; a fault else."""
    try:
        spec.kind.parse(draft.get(name), spec, draft.actor.ctx)
    except ValueFault as fault:
        draft.fault(name, fault.code, words_of(fault))
        return False
    return True


def follow_field(draft: Any) -> None:
    """Columns for a new field, indexes as a changed one says."""
    row = RuntimeField.objects.get(pk=draft.id)
    if draft.creating:
        keeper.add_field(row)
    if draft.verb == reshapes.CONVERT:
        hooks.catch_up(draft.actor, row)
    if draft.creating or draft.changes("indexed", "unique", "kind"):
        indexes.keep(draft.actor, row)
    bump_meta()
    if draft.changes("deleted"):
        for told in hooks.retired:
            told(draft.actor, row.object)
    computed = row.formula or row.rollup
    if computed and (draft.creating or draft.changes(*COMPUTED, "deleted")) and not row.deleted:
        hooks.fill(draft.actor, row.object, f"f_{row.number}")


def shapeable(obj: Obj) -> bool:
    """Whether an object takes fields of its own."""
    return obj.entity is None or obj.entity.runtime_fields


def objects_with_fields(objects: Mapping[str, Obj]) -> list[Option]:
    """The objects that take fields, as choices."""
    return [Option(n, o.words["title"]) for n, o in objects.items() if shapeable(o)]


def places_with_fields(objects: Mapping[str, Obj]) -> list[Option]:
    """The objects that take fields and, behind each, its lines that do, as choices."""
    found = []
    for name, obj in objects.items():
        if shapeable(obj):
            found.append(Option(name, obj.words["title"]))
        found += [Option(part.name, part.words["title"]) for part in parts_of(obj)]
    return found


def objects_of_ours(objects: Mapping[str, Obj]) -> list[Option]:
    """The objects that come with the program, as choices."""
    return [
        Option(n, o.words["title"])
        for n, o in objects.items()
        if o.entity is not None and not o.entity.schema
    ]


def linkable(objects: Mapping[str, Obj]) -> list[Option]:
    """The objects that a link may lead to, as choices."""
    return [
        Option(n, o.words["title"])
        for n, o in objects.items()
        if o.entity is None or not o.entity.schema
    ]


def check_object(draft: Any) -> None:
    """A name in one language, a name for programs, a number for the table."""
    name_out_of(draft, "one")
    if not draft.creating:
        if draft.changes("code"):
            draft.fault("code", "meta.fixed", _("Programs use this name; it stays"))
        return
    number = number_of(RuntimeObject)
    draft.put("number", number)
    code = (draft.get("code") or f"object_{number}").lower()
    if not CODE.fullmatch(code):
        text = _("Latin letters, digits and underscores, a letter first; at most 40")
        draft.fault("code", "meta.code", text)
    draft.put("code", code)


def follow_object(draft: Any) -> None:
    """The table of a new object."""
    table = f"o_{draft.get('number')}"
    if draft.creating:
        keeper.create_table(table)
    if draft.get("pipeline") and (draft.creating or draft.changes("pipeline")):
        begin_way(draft, table)
    bump_meta()


def follow_rule(draft: Any) -> None:
    """Rules stand in the compiled world."""
    bump_meta()
