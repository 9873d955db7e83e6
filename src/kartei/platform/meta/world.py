"""The compiled world: every object of this installation as the record path reads and writes it.

Built-in models have unmanaged twins in an isolated ``Apps`` registry, joined 1:1 with side tables
(``x_<table>``) that hold the runtime fields; runtime objects live in tables ``o_<n>``. A world
belongs to one metadata version and is thrown away with it (facts: docs/decisions/0002).
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from typing import Any
from zoneinfo import ZoneInfo

from django.apps import AppConfig
from django.apps import apps as real_apps
from django.apps.registry import Apps
from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kartei.platform.meta import words
from kartei.platform.meta.kinds import KINDS
from kartei.platform.meta.models import Firm, RuntimeField, RuntimeObject, State
from kartei.platform.meta.spec import Entity, Field, FieldSpec, Lines, Option, registry

LABEL = "w"
#: Columns every record has; they are fields of their own kind but never edited by hand.
LANGUAGES = ("ru", "de", "en")
#: Kinds of the values in runtime fields that hold several with kinds.
CONTACT_OPTIONS = {
    "phones": words.PHONE_KINDS,
    "emails": words.EMAIL_KINDS,
    "sites": words.SITE_KINDS,
    "addresses": words.ADDRESS_KINDS,
}
SYSTEM = ("id", "version", "created_at", "changed_at", "deleted")


class Stub(AppConfig):
    """The app config without which reverse relations of the twins are not found."""

    path = ""

    def __init__(self, label: str) -> None:
        self.name = self.label = label
        self.apps: Any = None
        self.models: Any = None

    def import_models(self) -> None:
        self.models = self.apps.all_models[self.label]


@dataclass(slots=True)
class Obj:
    """One object: its declaration (None for runtime objects), twin, side twin and fields.

    group: the menu's part in which a runtime object stands.
    """

    name: str
    entity: Entity | None
    twin: Any
    side: Any
    table: str
    fields: dict[str, FieldSpec]
    title_field: str
    owned: bool
    small: bool
    icon: str = "dot"
    group: str = ""
    words: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, LinesObj] = field(default_factory=dict)

    @property
    def title(self) -> FieldSpec:
        """The field that names a record."""
        return self.fields[self.title_field]

    @property
    def has_bin(self) -> bool:
        """Whether rows are marked deleted instead of dropped."""
        return "deleted" in {f.name for f in self.twin._meta.local_fields}


@dataclass(slots=True)
class LinesObj:
    """The child rows of an object."""

    declared: Lines
    twin: Any
    fields: dict[str, FieldSpec]


@dataclass(slots=True)
class World:
    """All objects under one metadata version, the firm's settings, and the kept query shapes."""

    version: int
    firm: Firm
    objects: dict[str, Obj]
    twins: dict[str, Any]
    shapes: dict[Any, Any] = field(default_factory=dict)
    derived: dict[Any, Any] = field(default_factory=dict)

    @property
    def zone(self) -> ZoneInfo:
        """The firm's time zone."""
        return ZoneInfo(self.firm.timezone)

    @property
    def region(self) -> str:
        """Region of phone numbers written without a country code."""
        return {"ru": "RU", "de": "DE"}.get(self.firm.country, "GB")


def class_name(model: type[models.Model]) -> str:
    """Twins live in one registry, so their names carry the app."""
    return f"{model._meta.app_label}_{model.__name__}"


def make_twin(real: type[models.Model], apps: Apps) -> Any:
    """An unmanaged copy of a model; links nullable, else FilteredRelation would drop rows."""
    fields: dict[str, Any] = {}
    for column in real._meta.local_fields:
        copy = column.clone()
        if column.is_relation:
            copy.null = True
            relation: Any = copy.remote_field
            real_relation: Any = column.remote_field
            relation.model = f"{LABEL}.{class_name(real_relation.model)}"
            relation.related_name = "+"
        fields[column.name] = copy
    meta = type(
        "Meta",
        (),
        {"apps": apps, "app_label": LABEL, "db_table": real._meta.db_table, "managed": False},
    )
    body = {**fields, "__module__": "kartei.world", "Meta": meta}
    return type(class_name(real), (models.Model,), body)


def runtime_columns(specs: list[FieldSpec]) -> dict[str, Any]:
    """Columns of runtime fields; links become foreign keys so that the ORM can cross them."""
    fields: dict[str, Any] = {}
    for spec in specs:
        if spec.kind.name in ("link", "file"):
            fields[spec.name] = models.ForeignKey(
                f"{LABEL}.{twin_name(spec)}",
                models.DO_NOTHING,
                null=True,
                db_column=spec.name,
                related_name="+",
            )
            continue
        for suffix, column in spec.kind.fields(spec).items():
            fields[spec.name + suffix] = column
    return fields


def twin_name(spec: FieldSpec) -> str:
    """The twin that a runtime link leads to."""
    if spec.kind.name == "file":
        return "records_StoredFile"
    if spec.target in registry.entities:
        return class_name(registry.entities[spec.target].model)
    code = (spec.target or "").removeprefix("own.")
    return f"o_{RuntimeObject.objects.values_list('number', flat=True).get(code=code)}"


def make_side(name: str, twin: Any, specs: list[FieldSpec], apps: Apps) -> Any:
    """The model of a side table: ``base`` is its key, the rest are runtime columns."""
    fields: dict[str, Any] = {
        "base": models.OneToOneField(
            twin, models.CASCADE, primary_key=True, related_name="x", db_column="base_id"
        )
    }
    fields.update(runtime_columns(specs))
    meta = type("Meta", (), {"apps": apps, "app_label": LABEL, "db_table": name, "managed": False})
    body = {**fields, "__module__": "kartei.world", "Meta": meta}
    return type(name, (models.Model,), body)


def own_columns() -> list[models.Field[Any, Any]]:
    """The platform's columns of a runtime object, bound to their names."""
    from kartei.platform.meta import columns
    from kartei.platform.meta.base import OwnedRecord

    found = []
    for column in OwnedRecord._meta.local_fields:
        copy = column.clone()
        copy.set_attributes_from_name(column.name)
        if column.is_relation:
            # resolved by name in the isolated registry; the key itself is a UUID
            copy = models.UUIDField(null=True, verbose_name=column.verbose_name)
            copy.set_attributes_from_name(column.attname)
        found.append(copy)
    name = columns.Text(max_length=300, verbose_name=_("Name"))
    name.set_attributes_from_name("name")
    key = columns.SortKey()
    key.set_attributes_from_name("name_key")
    return [*found, name, key]


def make_own(table: str, specs: list[FieldSpec], apps: Apps) -> Any:
    """The model of a runtime object's table: the platform's columns plus its fields."""
    fields: dict[str, Any] = {}
    for column in own_columns():
        if column.name in ("owner_id", "unit_id"):
            target = "access_User" if column.name == "owner_id" else "access_Unit"
            fields[column.name[:-3]] = models.ForeignKey(
                f"{LABEL}.{target}",
                models.DO_NOTHING,
                null=True,
                verbose_name=column.verbose_name,
                related_name="+",
            )
        else:
            fields[column.name] = column.clone()
    fields.update(runtime_columns(specs))
    meta = type("Meta", (), {"apps": apps, "app_label": LABEL, "db_table": table, "managed": False})
    return type(table, (models.Model,), {**fields, "__module__": "kartei.world", "Meta": meta})


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
        read_only=over.read_only or column.name in SYSTEM or not column.editable,
        guarded=over.guarded,
        hidden=over.hidden or column.name in ("version", "deleted", "id"),
        inline=KINDS[kind].inline if over.inline is None else over.inline,
        unique=column.unique and not column.primary_key,
        nullable=column.null,
        options=over.options if callable(over.options) else tuple(over.options),
        options_of=over.options_of,
        target=target,
        small_target=bool(entity and entity.small),
        max_length=getattr(column, "max_length", None),
        default=over.default,
        has_key=f"{column.name}_key" in names,
        currency=over.currency,
    )


def by_language(row: Any, prefix: str) -> Any:
    """A lazy text out of a row's words by language; a missing one falls back to any there is."""
    labels: dict[str, str] = {
        code: text for code in LANGUAGES if (text := getattr(row, f"{prefix}_{code}"))
    }
    if not labels:
        return ""

    def pick() -> str:
        language = (translation.get_language() or "en")[:2]
        return labels.get(language) or labels.get("en") or next(iter(labels.values()))

    from django.utils.functional import lazystr

    class Words:
        def __str__(self) -> str:
            return pick()

    return lazystr(Words())


def runtime_field(row: RuntimeField, prefix: str) -> FieldSpec:
    """A field out of its metadata row; prefix is "x__" for side tables."""
    entity = registry.entities.get(row.target)
    name = f"f_{row.number}"
    kind = KINDS[row.kind]
    return FieldSpec(
        name=name,
        kind=kind,
        label=by_language(row, "label"),
        help=by_language(row, "help"),
        path=prefix + name,
        required=row.required,
        guarded=row.guarded,
        unique=row.unique,
        runtime=True,
        options=CONTACT_OPTIONS.get(row.kind)
        or tuple(
            Option(o.value, by_language(o, "label"), o.color or None, o.retired)
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
        shaped_by=row.pk,
    )


def fields_of(model: Any, over: dict[str, Field], targets: dict[Any, str]) -> dict[str, FieldSpec]:
    """The built-in fields of a model, in the order of its columns."""
    names = {c.name for c in model._meta.local_fields}
    found: dict[str, FieldSpec] = {}
    for column in model._meta.local_fields:
        spec = builtin_field(column, names, over.get(column.name), targets)
        if spec is not None:
            found[spec.name] = spec
    return found


def offer_fields(obj: Obj, objects: dict[str, Obj]) -> None:
    """Add the runtime fields of another object to the options of the fields that ask for them."""
    for name, spec in obj.fields.items():
        if spec.options_of in objects:
            more = (s for s in objects[spec.options_of].fields.values() if s.runtime)
            options = (*spec.options, *(Option(s.name, s.label) for s in more))
            obj.fields[name] = replace(spec, options=options)


def offered(spec: FieldSpec, objects: dict[str, Obj]) -> FieldSpec:
    """The field with its options, where these hang on the objects there are."""
    return replace(spec, options=tuple(spec.options(objects))) if callable(spec.options) else spec


class Builder:
    """Compiles one world."""

    def __init__(self, version: int, firm: Firm) -> None:
        self.version = version
        self.firm = firm
        self.apps = Apps([Stub(LABEL)])
        self.targets = {e.model: e.name for e in registry.entities.values()}
        self.runtime: dict[str, list[RuntimeField]] = {}
        rows = RuntimeField.objects.filter(deleted=False).order_by("position", "number")
        for row in rows.prefetch_related("choices"):
            self.runtime.setdefault(row.object, []).append(row)

    def build(self) -> World:
        """Twins of all our models, then the objects over them."""
        twins = {
            class_name(model): make_twin(model, self.apps)
            for config in real_apps.get_app_configs()
            if config.name.startswith("kartei.")
            for model in config.get_models()
        }
        objects: dict[str, Obj] = {}
        for entity in registry.entities.values():
            objects[entity.name] = self.builtin(entity, twins)
        for row in RuntimeObject.objects.filter(deleted=False).order_by("number"):
            objects[f"own.{row.code}"] = self.own(row)
        for obj in objects.values():
            obj.fields.update({n: offered(s, objects) for n, s in obj.fields.items()})
            offer_fields(obj, objects)
        self.apps.clear_cache()
        return World(self.version, self.firm, objects, twins)

    def builtin(self, entity: Entity, twins: dict[str, Any]) -> Obj:
        """An object with a model of its own."""
        model = entity.model
        twin = twins[class_name(model)]
        fields = fields_of(model, entity.overrides(), self.targets)
        rows = self.runtime.get(entity.name, [])
        added = [runtime_field(row, "x__") for row in rows]
        side = make_side(f"x_{model._meta.db_table}", twin, added, self.apps) if added else None
        fields.update({spec.name: spec for spec in added})
        lines = {d.name: self.lines(d, twins) for d in entity.lines}
        for name, found in lines.items():
            fields[name] = FieldSpec(
                name=name,
                kind=KINDS["lines"],
                label=found.declared.label,
                inline=False,
                lines=found.fields,
            )
        return Obj(
            name=entity.name,
            entity=entity,
            twin=twin,
            side=side,
            table=model._meta.db_table,
            fields=fields,
            title_field=entity.title_field,
            owned=entity.owned,
            small=entity.small,
            icon=entity.icon,
            words={"one": entity.one, "many": entity.many, "title": entity.title},
            lines=lines,
        )

    def lines(self, declared: Lines, twins: dict[str, Any]) -> LinesObj:
        """The fields of child rows, without the columns the platform fills."""
        over = {f.name: f for f in declared.fields}
        fields = fields_of(declared.model, over, self.targets)
        for name in ("id", "position", declared.by):
            fields.pop(name, None)
        return LinesObj(declared, twins[class_name(declared.model)], fields)

    def own(self, row: RuntimeObject) -> Obj:
        """An object made in the browser."""
        name = f"own.{row.code}"
        added = [runtime_field(f, "") for f in self.runtime.get(name, [])]
        table = f"o_{row.number}"
        twin = make_own(table, added, self.apps)
        over = {
            "owner": Field(name="owner", target="access.user"),
            "unit": Field(name="unit", target="access.unit", read_only=True),
            "name": Field(name="name", required=True),
        }
        fields = fields_of(twin, over, self.targets)
        fields = {n: s for n, s in fields.items() if not n.startswith("f_")}
        fields.update({spec.name: spec for spec in added})
        labels = by_language(row, "one")
        many = by_language(row, "many") or labels
        return Obj(
            name=name,
            entity=None,
            twin=twin,
            side=None,
            table=table,
            fields=fields,
            title_field="name",
            owned=True,
            small=False,
            icon=row.icon or "product",
            group=row.group or "base",
            words={"one": labels, "many": many, "title": many},
        )


_lock = threading.Lock()
_current: World | None = None


def world_at(version: int) -> World:
    """The world of a metadata version; compiled once per process and version."""
    global _current
    found = _current
    if found is not None and found.version == version:
        return found
    with _lock:
        if _current is not None and _current.version >= version:
            return _current
        firm = Firm.objects.filter(pk=1).first() or Firm()
        _current = Builder(version, firm).build()
        return _current


def current_world() -> World:
    """The world as the database has it now (one small query)."""
    version = State.objects.filter(pk=1).values_list("meta", flat=True).first()
    return world_at(version or 1)


def present_world() -> World:
    """The world as the running transaction sees it; never kept, for it may be rolled back."""
    return Builder(0, Firm.objects.filter(pk=1).first() or Firm()).build()


def forget_world() -> None:
    """Drop what is compiled; for tests that roll metadata back."""
    global _current
    _current = None
