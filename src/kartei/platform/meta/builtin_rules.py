"""Rules of what a firm sets otherwise about fields that come with the program."""

from __future__ import annotations

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from kartei.platform.meta.fields import LANGUAGES
from kartei.platform.meta.models import BuiltinField
from kartei.platform.meta.shaping_choices import MAX_CHOICES, keep_used, named_choices
from kartei.platform.meta.spec import FieldSpec, Option
from kartei.platform.meta.versions import bump_meta
from kartei.platform.meta.world import Obj, present_world

WORDS = tuple(f"label_{code}" for code in LANGUAGES)


def check_builtin(draft: Any) -> None:
    """There is such a field, nothing else is set about it yet, and it allows what is set."""
    if not draft.creating and draft.changes("object", "field"):
        draft.fault("field", "meta.fixed", _("This cannot be changed any more; make a new field"))
    obj, spec = meant(draft)
    if obj is None or spec is None:
        draft.fault("field", "meta.no_builtin", _("There is no such field of the program"))
        return
    rows = BuiltinField.objects.filter(object=obj.name, field=spec.name, deleted=False)
    if not draft.get("deleted") and rows.exclude(pk=draft.id).exists():
        draft.fault("field", "meta.builtin_twice", _("This field has its settings already"))
    own = next((word for name in WORDS if (word := draft.get(name))), None)
    draft.put("name", f"{obj.words['title']}: {own or spec.label}")
    if draft.get("required") and (spec.read_only or spec.kind.name in ("bool", "lines")):
        draft.fault("required", "meta.not_required", _("Nobody fills this field in"))
    check_open_choices(draft, obj, spec)


def meant(draft: Any) -> tuple[Obj | None, FieldSpec | None]:
    """The object and the field, where the field comes with the program."""
    obj = present_world().objects.get(draft.get("object") or "")
    spec = obj.fields.get(draft.get("field") or "") if obj else None
    if obj is None or obj.entity is None or spec is None or spec.runtime or spec.hidden:
        return None, None
    return obj, spec


def check_open_choices(draft: Any, obj: Obj, spec: FieldSpec) -> None:
    """The firm's choices; those of the program that it leaves out stay known."""
    choices = draft.get("choices") or []
    if not choices:
        return
    if not spec.open:
        draft.fault("choices", "meta.not_open", _("The choices of this field are fixed"))
        return
    if len(choices) > MAX_CHOICES:
        text = _("At most %(count)s choices; for more, make an object and a link to it")
        draft.fault("choices", "meta.many_choices", text, count=MAX_CHOICES)
        return
    if "choices" in draft.new:
        ours = {option.value: words_of(option) for option in declared(obj, spec)}
        draft.new["choices"] = [filled(choice, ours) for choice in choices]
        draft.new["choices"] = named_choices(draft)
        keep_used(draft, obj, spec, known=ours)


def declared(obj: Obj, spec: FieldSpec) -> tuple[Option, ...]:
    """The choices that the program has."""
    over = obj.entity.overrides().get(spec.name) if obj.entity else None
    options = over.options if over else ()
    return () if callable(options) else tuple(options)


def words_of(option: Option) -> dict[str, Any]:
    """A choice of the program as the firm's settings keep it."""
    words = {}
    for code in LANGUAGES:
        with translation.override(code):
            words[f"label_{code}"] = str(option.label)
    return {"value": option.value, "color": option.color, **words}


def filled(choice: dict[str, Any], ours: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """A choice with the program's words in languages in which the firm says nothing."""
    known = ours.get(choice.get("value") or "", {})
    return {**choice, **{name: choice.get(name) or known.get(name) or "" for name in WORDS}}


def follow_builtin(draft: Any) -> None:
    """The settings stand in the compiled world."""
    bump_meta()
