"""The models of a world, kept from one metadata version to the next.

They hang on which columns there are and on nothing else, so a new rule, layout, label or choice
takes those of the version before: to make them is nearly all the work of compiling a world.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps as real_apps
from django.apps.registry import Apps

from kartei.platform.meta.spec import FieldSpec, Way
from kartei.platform.meta.twins import (
    LABEL,
    Stub,
    class_name,
    make_own,
    make_side,
    make_twin,
    twin_name,
)

#: Sets of models that are kept: those in use, and those that a draft was looked at with.
MOST = 2


@dataclass(frozen=True, slots=True)
class Table:
    """A table of runtime columns. twin: whose side table it is, by class name; empty where it is
    that of a runtime object, which goes through a funnel where there is a WAY.
    """

    name: str
    twin: str
    specs: tuple[FieldSpec, ...]
    way: Way | None = None

    def key(self) -> tuple[Any, ...]:
        """What its model hangs on."""
        columns = ((s.name, s.kind.name, s.stem, leads_to(s)) for s in self.specs)
        way = self.way and (self.way.funnel, self.way.stage)
        return self.name, self.twin, tuple(columns), way


@dataclass(frozen=True, slots=True)
class Schema:
    """twins: the copies of our models by class name. tables: models of runtime tables by name."""

    twins: dict[str, Any]
    tables: dict[str, Any]


_kept: dict[Any, Schema] = {}


def leads_to(spec: FieldSpec) -> str:
    """The twin that a column refers to; empty for values."""
    return twin_name(spec) if spec.kind.name in ("link", "file") else ""


def schema_over(tables: Iterable[Table]) -> Schema:
    """The models of the installed apps with these runtime tables."""
    wanted = list(tables)
    models = tuple(m for config in real_apps.get_app_configs() for m in config.get_models())
    key = (models, tuple(table.key() for table in wanted))
    found = _kept.pop(key, None) or _made(models, wanted)
    for old in list(_kept)[: max(0, len(_kept) + 1 - MOST)]:
        _kept.pop(old, None)
    _kept[key] = found  # the newest stands last
    return found


def _made(models: tuple[Any, ...], tables: list[Table]) -> Schema:
    registry = Apps([Stub(LABEL)])
    twins = {class_name(model): make_twin(model, registry) for model in models}
    made = {}
    for table in tables:
        specs = list(table.specs)
        if table.twin:
            made[table.name] = make_side(table.name, twins[table.twin], specs, registry)
        else:
            made[table.name] = make_own(table.name, specs, registry, table.way)
    registry.clear_cache()
    return Schema(twins, made)
