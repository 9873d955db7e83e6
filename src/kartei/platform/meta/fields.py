"""The fields of the world: out of a model's columns, or out of the metadata."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import orjson
from django.db import models
from django.utils import translation

from kartei.platform.kit.expression import compile_text
from kartei.platform.meta import words
from kartei.platform.meta.kinds import KINDS
from kartei.platform.meta.models import RuntimeField
from kartei.platform.meta.spec import Field, FieldSpec, Option, Rollup, registry

LANGUAGES = ("ru", "de", "en")
#: Kinds of the values in runtime fields that hold several with kinds.
CONTACT_OPTIONS = {
    "phones": words.PHONE_KINDS,
    "emails": words.EMAIL_KINDS,
    "sites": words.SITE_KINDS,
    "addresses": words.ADDRESS_KINDS,
}
#: Columns every record has; they are fields of their own kind but never edited by hand.
SYSTEM = ("id", "version", "created_at", "changed_at", "deleted")


def kind_of(column: models.Field[Any, Any]) -> str:
    """The kind a model's column says it is, or that follows from its class."""
    told = getattr(column, "kind", None)
    if told:
        return str(told)
    if isinstance(column, models.ForeignKey):
        target = column.remote_field.model
        is_file = (
            target._meta.label == "records.StoredFile" if not isinstance(target, str) else False
        )
        return "file" if is_file else "link"
    if column.primary_key and isinstance(column, models.UUIDField):
        return "id"
    for cls, kind in (
        (models.BooleanField, "bool"),
        (models.DateTimeField, "moment"),
        (models.DateField, "date"),
        (models.IntegerField, "integer"),
        (models.TextField, "longtext"),
        (models.CharField, "text"),
    ):
        if isinstance(column, cls):
            return kind
    return "companion"


def builtin_field(
    column: models.Field[Any, Any], names: set[str], over: Field | None, targets: dict[Any, str]
) -> FieldSpec | None:
    """The field that a model's column stands for; None for companions."""
    kind = kind_of(column)
    if kind == "companion":
        return None
    over = over or Field(name=column.name)
    target = over.target or getattr(column, "target", "") or None
    if kind == "link" and not target:
        related: Any = column.remote_field
        target = targets.get(related.model)
        if target is None:
            return None
    required = over.required
    if required is None:
        required = not column.blank and not column.null and not column.has_default()
    entity = registry.entities.get(target or "")
    return FieldSpec(
        name=column.name,
        kind=KINDS[kind],
        label=over.label if over.label is not None else column.verbose_name,
        help=over.help or column.help_text,
        path=column.name,
        required=required,
        read_only=over.read_only
        or column.name in SYSTEM
        or not column.editable
        or bool(over.rollup or over.formula),
        guarded=over.guarded,
        hidden=over.hidden or column.name in ("version", "deleted", "id"),
        inline=KINDS[kind].inline if over.inline is None else over.inline,
        unique=column.unique and not column.primary_key,
        nullable=column.null,
        options=over.options if callable(over.options) else tuple(over.options),
        options_of=over.options_of,
        open=over.open,
        target=target,
        small_target=bool(entity and entity.small),
        max_length=getattr(column, "max_length", None),
        default=over.default,
        has_key=f"{column.name}_key" in names,
        currency=over.currency,
        rollup=over.rollup,
        formula=compile_text(over.formula) if over.formula else None,
    )


def by_language(row: Any, prefix: str, *, heading: bool = False) -> Any:
    """A lazy text out of a row's words by language; a missing one falls back to any there is.

    heading: it stands alone, as in a menu, and begins with a capital.
    """
    labels: dict[str, str] = {
        code: text for code in LANGUAGES if (text := getattr(row, f"{prefix}_{code}"))
    }
    if not labels:
        return ""

    def pick() -> str:
        language = (translation.get_language() or "en")[:2]
        found = labels.get(language) or labels.get("en") or next(iter(labels.values()))
        return found[:1].upper() + found[1:] if heading else found

    from django.utils.functional import lazystr

    class Words:
        def __str__(self) -> str:
            return pick()

    return lazystr(Words())


def runtime_field(
    row: RuntimeField, prefix: str, former: tuple[tuple[datetime, FieldSpec], ...] = ()
) -> FieldSpec:
    """A field out of its metadata row; prefix is "x__" for side tables. former: FieldSpec.former"""
    entity = registry.entities.get(row.target)
    name = row.api_name
    kind = KINDS[row.kind]
    return FieldSpec(
        name=name,
        kind=kind,
        label=by_language(row, "label"),
        help=by_language(row, "help"),
        path=prefix + name,
        required=row.required,
        read_only=bool(row.formula or row.rollup or row.series),
        guarded=row.guarded,
        unique=row.unique,
        runtime=True,
        options=CONTACT_OPTIONS.get(row.kind)
        or tuple(
            Option(o.value, by_language(o, "label"), o.color or None, o.retired, o.under)
            for o in sorted(row.choices.all(), key=lambda o: o.position)
        ),
        target=row.target or None,
        small_target=bool(entity and entity.small),
        inline=kind.inline,
        has_key="_key" in kind.suffixes,
        currency=row.currency or None,
        max_length=row.length,
        default=row.default or None,
        low=row.low or None,
        high=row.high or None,
        pattern=row.pattern or None,
        formula=compile_text(row.formula) if row.formula else None,
        rollup=rollup_of(row),
        series=row.series,
        depends=row.depends,
        printed=row.printed,
        shaped_by=row.pk,
        stem=row.stem,
        former=former,
    )


def rollup_of(row: Any) -> Rollup | None:
    """How a field sums up, by its metadata row."""
    if not row.rollup:
        return None
    wish = orjson.loads(row.rollup_filter) if row.rollup_filter else None
    return Rollup(row.rollup, row.rollup_object, row.rollup_by, row.rollup_field, wish)


def fields_of(model: Any, over: dict[str, Field], targets: dict[Any, str]) -> dict[str, FieldSpec]:
    """The built-in fields of a model, in the order of its columns."""
    names = {c.name for c in model._meta.local_fields}
    found: dict[str, FieldSpec] = {}
    for column in model._meta.local_fields:
        spec = builtin_field(column, names, over.get(column.name), targets)
        if spec is not None:
            found[spec.name] = spec
    return found
