"""Unmanaged copies of the models in a registry of their own, with what was made at run time."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.apps.registry import Apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from kartei.platform.meta.models import RuntimeObject
from kartei.platform.meta.spec import FieldSpec, Way, registry

LABEL = "w"


class Stub(AppConfig):
    """The app config without which reverse relations of the twins are not found."""

    path = ""

    def __init__(self, label: str) -> None:
        self.name = self.label = label
        self.apps: Any = None
        self.models: Any = None

    def import_models(self) -> None:
        self.models = self.apps.all_models[self.label]


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
                db_column=spec.stem or spec.name,
                related_name="+",
            )
            continue
        for suffix, column in spec.kind.fields(spec).items():
            if spec.stem:
                column.db_column = spec.stem + suffix
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


def way_columns(way: Way) -> dict[str, models.Field[Any, Any]]:
    """What a record on its way through a funnel knows of it, in nullable columns."""
    found: dict[str, models.Field[Any, Any]] = {}
    for name, words, target in (
        ("funnel", _("Pipeline"), way.funnel),
        ("stage", _("Stage"), way.stage),
    ):
        found[name] = models.ForeignKey(
            f"{LABEL}.{class_name(registry.entities[target].model)}",
            models.DO_NOTHING,
            null=True,
            verbose_name=words,
            related_name="+",
        )
    found["stage_since"] = models.DateTimeField(_("In stage since"), null=True)
    found["rots_on"] = models.DateField(_("Neglected from"), null=True)
    return found


def make_own(table: str, specs: list[FieldSpec], apps: Apps, way: Way | None = None) -> Any:
    """The model of a runtime object's table: the platform's columns plus its fields."""
    fields: dict[str, Any] = way_columns(way) if way else {}
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
