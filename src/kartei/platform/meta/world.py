"""The compiled world: every object of this installation as the record path reads and writes it.

Built-in models have unmanaged twins in an isolated ``Apps`` registry, joined 1:1 with side tables
(``x_<table>``) that hold the runtime fields; runtime objects live in tables ``o_<n>``. A world
belongs to one metadata version and is thrown away with it (facts: docs/decisions/0002); only its
models stay while no column changes (schema).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.text import format_lazy

from kartei.platform.meta import layouts, reshapes
from kartei.platform.meta.builtin_fields import as_set, settings
from kartei.platform.meta.fields import by_language, fields_of
from kartei.platform.meta.kinds import KINDS
from kartei.platform.meta.models import Firm, RuntimeField, RuntimeObject, State
from kartei.platform.meta.rules import RuleSpec, rules_in_use
from kartei.platform.meta.schema import Table, schema_over
from kartei.platform.meta.spec import (
    Board,
    Entity,
    Field,
    FieldSpec,
    Lines,
    Option,
    Way,
    registry,
)
from kartei.platform.meta.twins import class_name


@dataclass(slots=True)
class Obj:
    """One object: its declaration (None for runtime objects), twin, side twin and fields.

    group: the menu's part in which a runtime object stands. way: given where a runtime object's
    records go through a funnel. whole, part: given where these are child rows that take fields of
    their own: the object they are part of, and the name of its field that holds them.
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
    board: Board | None = None
    way: Way | None = None
    whole: Obj | None = None
    part: str = ""

    @property
    def staged(self) -> str:
        """The link to the stage, where records go through a funnel; else empty."""
        board = self.board
        return board.by if board is not None and board.funnel and board.by in self.fields else ""

    @property
    def before(self) -> Callable[[Any], None] | None:
        """The rule that a change of a record must pass."""
        if self.entity is not None:
            return self.entity.before
        return self.way.before if self.way else None

    @property
    def denied(self) -> Callable[[Any, Mapping[str, Any]], frozenset[str]] | None:
        """What a record's own state takes away (Entity.denied)."""
        if self.entity is not None:
            return self.entity.denied
        return self.way.denied if self.way else None

    def among(self, name: str) -> tuple[str, str] | None:
        """(dotted field of the target, value): which funnels and stages a record may lead to."""
        board = self.board
        if board is None or not board.funnel or name not in (board.funnel, board.by):
            return None
        return ("object" if name == board.funnel else f"{board.funnel}.object"), self.name

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
    side: Any = None


@dataclass(slots=True)
class World:
    """All objects under one metadata version, the firm's settings, and the kept query shapes."""

    version: int
    firm: Firm
    objects: dict[str, Obj]
    twins: dict[str, Any]
    layouts: layouts.Kept
    rules: dict[str, list[RuleSpec]] = field(default_factory=dict)
    shapes: dict[Any, Any] = field(default_factory=dict)
    derived: dict[Any, Any] = field(default_factory=dict)
    parts: dict[str, Obj] = field(default_factory=dict)

    @property
    def places(self) -> dict[str, Obj]:
        """Everything that takes fields of its own: the objects, and child rows as if they were."""
        return {**self.objects, **self.parts}

    @property
    def zone(self) -> ZoneInfo:
        """The firm's time zone."""
        return ZoneInfo(self.firm.timezone)

    @property
    def region(self) -> str:
        """Region of phone numbers written without a country code."""
        return {"ru": "RU", "de": "DE"}.get(self.firm.country, "GB")


def offer_fields(obj: Obj, objects: dict[str, Obj]) -> None:
    """Add the runtime fields of another object to the options of the fields that ask for them."""
    for name, spec in obj.fields.items():
        if spec.options_of in objects:
            others = options_from(spec, objects)
            more = (s for other in others for s in other.fields.values() if s.runtime)
            options = (*spec.options, *(Option(s.name, s.label) for s in more))
            obj.fields[name] = replace(spec, options=options)


def options_from(spec: FieldSpec, objects: Mapping[str, Obj]) -> list[Obj]:
    """The objects whose fields are the options of a field."""
    return [objects[spec.options_of], *(o for o in objects.values() if o.way is not None)]


def offered(spec: FieldSpec, objects: dict[str, Obj]) -> FieldSpec:
    """The field with its options, where these hang on the objects there are."""
    return replace(spec, options=tuple(spec.options(objects))) if callable(spec.options) else spec


class Builder:
    """Compiles one world."""

    def __init__(self, version: int, firm: Firm) -> None:
        self.version = version
        self.firm = firm
        self.targets = {e.model: e.name for e in registry.entities.values()}
        self.runtime: dict[str, list[RuntimeField]] = {}
        rows = RuntimeField.objects.filter(deleted=False).order_by("position", "number")
        for row in rows.prefetch_related("choices"):
            self.runtime.setdefault(row.object, []).append(row)
        self.former = reshapes.former_kinds()
        self.settings = settings()
        self.own_rows = list(RuntimeObject.objects.filter(deleted=False).order_by("number"))

    def added(self, name: str, prefix: str) -> tuple[FieldSpec, ...]:
        """The runtime fields of an object."""
        rows = self.runtime.get(name, [])
        return tuple(reshapes.as_it_was(row, prefix, self.former.get(row.pk, ())) for row in rows)

    def tables(self) -> Iterator[Table]:
        """The tables of runtime columns: beside our models and their child rows, and of objects
        made in the browser.
        """
        for entity in registry.entities.values():
            places = {entity.name: entity.model}
            places |= {f"{entity.name}.{d.name}": d.model for d in entity.lines}
            for name, model in places.items():
                if name in self.runtime:
                    specs = self.added(name, "x__")
                    yield Table(f"x_{model._meta.db_table}", class_name(model), specs)
        for row in self.own_rows:
            specs = self.added(f"own.{row.code}", "")
            yield Table(f"o_{row.number}", "", specs, self.way_of(row))

    def way_of(self, row: RuntimeObject) -> Way | None:
        """The funnels that the records of an object made in the browser go through."""
        return registry.way(self.firm.modules) if row.pipeline else None

    def build(self) -> World:
        """The models, then the objects over them."""
        self.schema = schema_over(self.tables())
        twins = self.schema.twins
        objects: dict[str, Obj] = {}
        for entity in registry.entities.values():
            objects[entity.name] = self.builtin(entity, twins)
        for row in self.own_rows:
            objects[f"own.{row.code}"] = self.own(row)
        for obj in objects.values():
            obj.fields.update({n: offered(s, objects) for n, s in obj.fields.items()})
            offer_fields(obj, objects)
        kept, rules = layouts.kept(), rules_in_use()
        parts = {part.name: part for obj in objects.values() for part in parts_of(obj)}
        return World(self.version, self.firm, objects, twins, kept, rules, parts=parts)

    def builtin(self, entity: Entity, twins: dict[str, Any]) -> Obj:
        """An object with a model of its own."""
        model = entity.model
        twin = twins[class_name(model)]
        fields = fields_of(model, entity.overrides(), self.targets)
        added = self.added(entity.name, "x__")
        side = self.schema.tables.get(f"x_{model._meta.db_table}")
        fields = {n: as_set(s, self.settings.get((entity.name, n))) for n, s in fields.items()}
        fields.update({spec.name: spec for spec in added})
        lines = {d.name: self.lines(entity, d, twins) for d in entity.lines}
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
            board=entity.board,
        )

    def lines(self, entity: Entity, declared: Lines, twins: dict[str, Any]) -> LinesObj:
        """The fields of child rows, without the columns the platform fills."""
        over = {f.name: f for f in declared.fields}
        fields = fields_of(declared.model, over, self.targets)
        for name in ("id", "position", declared.by):
            fields.pop(name, None)
        twin = twins[class_name(declared.model)]
        added = self.added(f"{entity.name}.{declared.name}", "x__")
        side = self.schema.tables.get(f"x_{declared.model._meta.db_table}")
        fields.update({spec.name: spec for spec in added})
        return LinesObj(declared, twin, fields, side)

    def own(self, row: RuntimeObject) -> Obj:
        """An object made in the browser."""
        name = f"own.{row.code}"
        added = self.added(name, "")
        table = f"o_{row.number}"
        way = self.way_of(row)
        twin = self.schema.tables[table]
        over = {
            "owner": Field(name="owner", target="access.user"),
            "unit": Field(name="unit", target="access.unit", read_only=True),
            "name": Field(name="name", required=True),
        }
        if way is not None:
            over["funnel"] = Field(name="funnel", target=way.funnel)
            over["stage"] = Field(name="stage", target=way.stage)
            over |= {n: Field(name=n, read_only=True) for n in ("stage_since", "rots_on")}
        fields = fields_of(twin, over, self.targets)
        fields = {n: s for n, s in fields.items() if not n.startswith("f_")}
        fields.update({spec.name: spec for spec in added})
        labels = by_language(row, "one")
        many = by_language(row, "many") or labels
        title = by_language(row, "many", heading=True) or by_language(row, "one", heading=True)
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
            words={"one": labels, "many": many, "title": title},
            board=board_over(added) if way else None,
            way=way,
        )


def parts_of(obj: Obj) -> list[Obj]:
    """The child rows of an object that take fields of their own, seen as objects."""
    return [
        Obj(
            name=f"{obj.name}.{name}",
            entity=None,
            twin=lines.twin,
            side=lines.side,
            table=lines.declared.model._meta.db_table,
            fields=lines.fields,
            title_field=next(iter(lines.fields)),
            owned=False,
            small=False,
            words={"title": format_lazy("{}: {}", obj.words["title"], lines.declared.label)},
            whole=obj,
            part=name,
        )
        for name, lines in obj.lines.items()
        if lines.declared.runtime_fields
    ]


def board_over(added: Sequence[FieldSpec]) -> Board:
    """The board of an object made in the browser; it sums the first of its amounts."""
    amounts = (s.name for s in added if s.kind.name == "money")
    return Board("stage", next(amounts, None), "funnel", ("stage_since", "rots_on"))


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


def present_world(wished: RuntimeField | None = None) -> World:
    """The world as the running transaction sees it; never kept, for it may be rolled back.

    wished: a field as it is to be, in place of the one there is.
    """
    builder = Builder(0, Firm.objects.filter(pk=1).first() or Firm())
    if wished is not None:
        rows = builder.runtime.get(wished.object, [])
        builder.runtime[wished.object] = [wished if r.pk == wished.pk else r for r in rows]
    return builder.build()


def forget_world() -> None:
    """Drop what is compiled; for tests that roll metadata back."""
    global _current
    _current = None
