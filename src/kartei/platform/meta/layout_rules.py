"""Rules of layouts: one for each object, place and role; only fields that are there, each once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from kartei.platform.meta import layout_shapes as shapes
from kartei.platform.meta.kinds.layout import names_in
from kartei.platform.meta.layout_conditions import conditions_in, judge
from kartei.platform.meta.layout_shapes import FormShape, ListShape
from kartei.platform.meta.models import Firm, Layout
from kartei.platform.meta.spec import FieldSpec, Option
from kartei.platform.meta.versions import bump_meta
from kartei.platform.meta.world import Obj, present_world

FIXED = ("object", "place")
#: Objects whose own forms are not arranged: they are where the arranging is done.
NOT_ARRANGED = ("meta.",)


def arrangeable(objects: Mapping[str, Obj]) -> list[Option]:
    """The objects whose forms can be arranged, as choices."""
    return [
        Option(n, o.words["title"]) for n, o in objects.items() if not n.startswith(NOT_ARRANGED)
    ]


def check_layout(draft: Any) -> None:
    """Complete and judge a layout before it is written or taken out of the bin."""
    for name in FIXED:
        if not draft.creating and draft.changes(name):
            text = _("This cannot be changed any more; make a new layout")
            draft.fault(name, "meta.fixed", text)
    obj = present_world().objects.get(draft.get("object") or "")
    if draft.faults or obj is None or not draft.get("place"):
        return
    if not draft.get("deleted"):
        check_alone(draft)
    if not draft.get("name"):
        name_layout(draft, obj)
    if "definition" in draft.new:
        faults = judge_definition(
            draft.actor,
            obj,
            draft.get("place"),
            draft.get("definition"),
            draft.old.get("definition"),
        )
        for code, text in faults[:1]:
            draft.fault("definition", code, text)


def name_layout(draft: Any, obj: Obj) -> None:
    """The record's name in the firm's language: "Contacts: form"."""
    place = next(o for o in draft.obj.fields["place"].options if o.value == draft.get("place"))
    with translation.override(Firm.objects.get(pk=1).language):
        draft.put("name", f"{obj.words['title']}: {place.label}"[:200])


def check_alone(draft: Any) -> None:
    """The author of the schema is alone, so nobody makes the same one meanwhile."""
    if not draft.creating and draft.verb != "restore" and not draft.changes("role"):
        return
    role: UUID | None = draft.get("role")
    same = Layout.objects.filter(
        object=draft.get("object"), place=draft.get("place"), role=role, deleted=False
    )
    if same.exclude(pk=draft.id).exists():
        text = _("There is a layout of this for these people already; change that one")
        draft.fault("role" if role else "place", "layout.taken", text)


def judge_definition(
    actor: Any, obj: Obj, place: str, definition: Any, before: Any = None
) -> list[tuple[str, str]]:
    """(code, words) of what is wrong with a definition.

    before: the definition it replaces: what stands there already may stay, be it retired since, or
    placed by somebody who reads more.
    """
    try:
        shape = shapes.read(place, definition or {})
    except ValueError as err:
        text = _("The arrangement is not understood here: %(spot)s") % {"spot": err}
        return [("layout.shape", text)]
    known = actor.fields(obj)
    old = set(names_in(before or {})) | set((before or {}).get("left_out", ()))
    found = judge_names(shape, known, old)
    if isinstance(shape, FormShape):
        found += judge_form(shape, known, before or {}, actor.ctx)
    return found


def judge_names(
    shape: shapes.AnyShape, known: Mapping[str, FieldSpec], old: set[str]
) -> list[tuple[str, str]]:
    """Fields that do not exist for the author, that stand twice, or that cannot be a column."""
    found = []
    left_out = shape.left_out if isinstance(shape, FormShape) else []
    for name in (*shape.names, *left_out):
        spec = known.get(name)
        if (spec is None or spec.hidden) and name not in old:
            text = _("There is no field “%(name)s”") % {"name": name}
            found.append(("layout.unknown_field", text))
    for name in dict.fromkeys(shape.names):
        if shape.names.count(name) > 1:
            text = _("“%(name)s” stands here twice") % {"name": label(name, known)}
            found.append(("layout.twice", text))
    if isinstance(shape, ListShape):
        for name in shape.names:
            if name in known and known[name].kind.name == "lines":
                text = _("“%(name)s” cannot be a column") % {"name": label(name, known)}
                found.append(("layout.no_column", text))
    return found


def judge_form(
    shape: FormShape, known: Mapping[str, FieldSpec], before: dict[str, Any], ctx: Any
) -> list[tuple[str, str]]:
    """Sections of one name, and conditions that cannot be asked or hide what must be filled in."""
    found = []
    if any(len({p.id for p in parts}) < len(parts) for parts in (shape.tabs, shape.sections)):
        found.append(
            ("layout.part_twice", _("Two tabs or sections have the same name for programs"))
        )
    kept = conditions_of(before)
    for field in shape.placed:
        spec = known.get(field.name)
        if field.when is None or [field.name, field.when] in kept:
            continue
        if spec is not None and spec.required and not spec.read_only:
            text = _("“%(name)s” must be filled in, so no condition may hide it")
            found.append(("layout.required_hidden", text % {"name": label(field.name, known)}))
        if any(part[:1] == [field.name] for part in safe_conditions(field.when)):
            text = _("Whether “%(name)s” is shown cannot depend on itself")
            found.append(("layout.circle", text % {"name": label(field.name, known)}))
        if fault := judge(field.when, known, ctx):
            text = _("The condition of “%(name)s” cannot be used: %(why)s")
            words = text % {"name": label(field.name, known), "why": fault}
            found.append(("layout.condition", words))
    return found


def safe_conditions(when: Any) -> list[list[Any]]:
    """The single conditions of a filter; none of what is no filter, which is told elsewhere."""
    try:
        return list(conditions_in(when))
    except ValueError:
        return []


def conditions_of(definition: dict[str, Any]) -> list[list[Any]]:
    """[field, condition] of every place of a well-formed definition."""
    return [
        [field["name"], field["when"]]
        for tab in definition.get("tabs", ())
        for part in tab.get("sections", ())
        for field in part.get("fields", ())
        if field.get("when") is not None
    ]


def label(name: str, known: Mapping[str, FieldSpec]) -> str:
    """A field in words."""
    return str(known[name].label) if name in known else name


def follow_layout(draft: Any) -> None:
    """Every open page reads its forms anew."""
    bump_meta()
