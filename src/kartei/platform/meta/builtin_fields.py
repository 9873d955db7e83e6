"""Fields that come with the program, as the firm set them: words, need, choices."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils import translation
from django.utils.functional import lazystr

from kartei.platform.meta.fields import LANGUAGES, by_language
from kartei.platform.meta.models import BuiltinField
from kartei.platform.meta.spec import FieldSpec, Option


def settings() -> dict[tuple[str, str], BuiltinField]:
    """All settings in force, by object and field."""
    rows = BuiltinField.objects.filter(deleted=False).prefetch_related("choices")
    return {(row.object, row.field): row for row in rows}


def as_set(spec: FieldSpec, row: BuiltinField | None) -> FieldSpec:
    """A field of ours as the firm set it; without settings as it is."""
    if row is None:
        return spec
    return replace(
        spec,
        label=over(row, "label", spec.label),
        help=over(row, "help", spec.help),
        required=spec.required or row.required,
        options=options_of(spec, row),
        set_by=row.pk,
    )


def options_of(spec: FieldSpec, row: BuiltinField) -> tuple[Option, ...]:
    """The firm's choices, then those of the program that it left out: kept where they are set."""
    mine = tuple(
        Option(o.value, by_language(o, "label"), o.color or None, o.retired)
        for o in sorted(row.choices.all(), key=lambda o: o.position)
    )
    if not mine or not spec.open:
        return tuple(spec.options)
    named = {option.value for option in mine}
    return mine + tuple(replace(o, retired=True) for o in spec.options if o.value not in named)


def over(row: BuiltinField, prefix: str, words: Any) -> Any:
    """The firm's words in the languages in which it has some, the program's in the others."""
    told = {code: text for code in LANGUAGES if (text := getattr(row, f"{prefix}_{code}"))}
    if not told:
        return words

    class Words:
        def __str__(self) -> str:
            return told.get((translation.get_language() or "en")[:2]) or str(words)

    return lazystr(Words())
