"""What a module says about itself: fields, entities, commands, menu. Pure declarations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from kartei.platform.kit import dates

if TYPE_CHECKING:
    from django.db.models import Model

#: Depths of a privilege, from nothing to everything (Microsoft CRM's five levels).
DEPTHS = ("none", "own", "unit", "subunits", "organisation")
#: Privileges that every object knows; export and print are ours.
PRIVILEGES = (
    "read", "create", "write", "delete", "append", "append_to", "assign", "share",
    "export", "print",
)  # fmt: skip
Tone = Literal["neutral", "accent", "pos", "warn", "neg", "info", "alt"]


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a choice field; label is a lazy text. retired: kept, no longer offered.

    under: offered only where the field that this one depends on has this value.
    """

    value: str
    label: Any
    color: Tone | None = None
    retired: bool = False
    under: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What the model's column does not say about a field.

    guarded: nobody reads it unless a role grants it (gross profit). read_only: computed by rules.
    small: the target's titles are few and come from memory. lines: entity of the child rows.
    search: part of the search text. duplicate: equal values hint at a duplicate. options: choices,
    or what makes them out of the objects there are (by name).
    options_of: the options are fields of this object; those made at run time are added to them, and
    those of every object made in the browser that goes the way of a funnel, too. open: the firm may
    give it choices of its own. rollup, formula: how it follows from other records and fields; who
    may not read the object that is summed up has no such field.
    """

    name: str
    label: Any = None
    help: Any = None
    options: Sequence[Option] | Callable[[Mapping[str, Any]], Sequence[Option]] = ()
    options_of: str = ""
    open: bool = False
    read_only: bool = False
    required: bool | None = None
    guarded: bool = False
    hidden: bool = False
    inline: bool | None = None
    default: Any = None
    currency: str | None = None
    target: str | None = None
    rollup: Rollup | None = None
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A block of a form: id, title and the names of its fields."""

    id: str
    title: Any
    fields: tuple[str, ...]
    collapsed: bool = False


@dataclass(frozen=True, slots=True)
class Related:
    """Records of another object that point here by one of their fields."""

    object: str
    field: str
    title: Any


@dataclass(frozen=True, slots=True)
class Board:
    """Columns by a link field, with a sum; the column objects carry probability and colour.

    funnel: the link field to the funnel; a field ``object`` of funnels says whose each is.
    also: fields that the cards need besides the columns of the list.
    """

    by: str
    sum: str | None = None
    funnel: str | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Child rows inside a parent (offer lines): field name, child model, its link to the parent.

    runtime_fields: administrators may give them fields of their own; the rows are then known to the
    metadata as "<object>.<name>" and are lines of a document, which can show such fields.
    """

    name: str
    label: Any
    model: type[Model]
    by: str
    fields: tuple[Field, ...] = ()
    runtime_fields: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A verb on a record. run(actor, obj, record_ids, data) -> message or None.

    needs: privilege asked on each record. when: a filter (API form) on the record, or None.
    input: fields asked from the user. on: "record" or "selection". told: how a timeline tells that
    it was done, where the label does not. first: the form of a new record asks its input too.
    """

    name: str
    label: Any
    run: Callable[..., Any]
    icon: str = "dot"
    needs: str = "write"
    on: Literal["record", "selection"] = "record"
    input: tuple[Mapping[str, Any], ...] = ()
    when: Any = None
    tone: str = "normal"
    confirm: bool = False
    told: Any = ""
    first: bool = False


@dataclass(frozen=True, slots=True)
class Menu:
    """A line of the left rail; needs: the privilege without which it is not shown.

    view: of the list of the object, or the path of a page ("/duplicates").
    """

    id: str
    title: Any
    icon: str
    group: str
    order: int
    object: str | None = None
    view: str = "list"
    needs: str = "read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """How a table appears: words, fields, columns, form, rules, rights.

    owned: rows carry owner and unit; otherwise only "none" and "organisation" depth exist.
    small: few rows, read by everybody often (stages, groups): titles are cached.
    before(draft) checks and completes a change, after(draft) lets more follow; both run inside
    the transaction of the command path. prepare(drafts) is the batch form for numbers and look-ups,
    after_many(drafts) that of what follows.
    timeline: link fields whose targets show this record's life in their own timeline;
    told_in(draft): further records that do, as (object, id). events: verbs of its timeline that are
    no commands, with their words.
    open_to_all: every signed-in user may read it, whatever his roles say (units, stages).
    setup: its records belong to the configuration and are told apart by these fields.
    by_name: a role reaches it only by naming it, never by "*". schema: its records are the schema,
    so that their author works alone (meta.keeper). denied(actor, record): the privileges that a
    record's own state takes away; a rule in ``before`` enforces it, this tells the interface.
    """

    model: type[Model]
    name: str
    one: Any
    many: Any
    title: Any
    icon: str = "dot"
    title_field: str = "name"
    note_field: str | None = None
    fields: tuple[Field, ...] = ()
    columns: tuple[str, ...] = ()
    form: tuple[Section, ...] = ()
    quick: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    board: Board | None = None
    lines: tuple[Lines, ...] = ()
    commands: tuple[Command, ...] = ()
    events: Mapping[str, Any] = field(default_factory=dict)
    search: tuple[str, ...] = ()
    duplicates: tuple[str, ...] = ()
    sort: str = ""
    features: tuple[str, ...] = ("timeline", "files", "bin", "import", "export")
    owned: bool = True
    small: bool = False
    open_to_all: bool = False
    by_name: bool = False
    schema: bool = False
    runtime_fields: bool = True
    setup: tuple[str, ...] = ()
    numerator: str = ""
    timeline: tuple[str, ...] = ()
    told_in: Callable[[Any], Iterable[tuple[str, UUID]]] | None = None
    prepare: Callable[[list[Any]], None] | None = None
    before: Callable[[Any], None] | None = None
    after: Callable[[Any], None] | None = None
    after_many: Callable[[list[Any]], None] | None = None
    denied: Callable[[Any, Mapping[str, Any]], frozenset[str]] | None = None

    def overrides(self) -> dict[str, Field]:
        """The declared fields by name."""
        return {f.name: f for f in self.fields}


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How records of objects made in the browser go through a funnel; one module declares it.

    funnel, stage: the objects that are the funnels (with a field ``object`` that says whose) and
    their stages (with a field ``funnel``). before(draft) holds for each record on its way, denied
    as in Entity. start(actor, object) makes the first funnel of an object. shut(actor, changed):
    the stages whose records the roles of somebody do not see, by object; changed: what stages will
    say, by id, where that is to be weighed before it is written. rights: the fields of a stage that
    name roles, with the words for what they give there.
    """

    funnel: str
    stage: str
    before: Callable[[Any], None]
    denied: Callable[[Any, Mapping[str, Any]], frozenset[str]]
    start: Callable[[Any, str], None]
    shut: Callable[[Any, Mapping[UUID, Mapping[str, Any]]], Mapping[str, frozenset[UUID]]]
    rights: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """One module: what it needs, its entities and menu lines. required: cannot be switched off."""

    name: str
    title: Any
    about: Any = ""
    needs: tuple[str, ...] = ()
    entities: tuple[Entity, ...] = ()
    menu: tuple[Menu, ...] = ()
    required: bool = False
    way: Way | None = None


@dataclass(frozen=True, slots=True)
class Rollup:
    """How a field sums up the records of an object that lead here by a link.

    how: count, sum, mean, min, max or last (of the newest record); in declarations also distinct:
    how many different records the link ``field`` leads to, those that lead nowhere counting
    themselves. filter: only these, in the API's form.
    """

    how: str
    object: str
    by: str
    field: str = ""
    filter: Any = None

    @property
    def moves(self) -> bool:
        """Whether the filter lets other records pass when the day changes."""

        def within(part: Any) -> bool:
            if isinstance(part, list):
                return any(within(one) for one in part)
            return isinstance(part, str) and dates.moves(part)

        return within(self.filter)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """A field of the compiled world: built-in or runtime, ready to be read and written.

    path: where the ORM finds it from the object's twin ("name" or "x__f_17").
    columns: suffix -> column attribute of the table that owns it. default, low and high
    of a runtime field are texts (meta.limits). shaped_by: the metadata record of a runtime field.
    formula: the checked expression (kit.expression) that computes it. stem: how its columns begin
    in the table, where that is not its name. former: (until when, what it was) before its kind was
    changed, the oldest first. printed: where documents show a field of their lines ("column",
    "under" the name, "" nowhere). open: a field of ours whose choices the firm may make its own.
    set_by: the metadata record by which the firm set a field of ours otherwise.
    """

    name: str
    kind: Any
    label: Any
    help: Any = ""
    path: str = ""
    required: bool = False
    read_only: bool = False
    guarded: bool = False
    hidden: bool = False
    inline: bool = True
    unique: bool = False
    runtime: bool = False
    nullable: bool = True
    options: Any = ()
    options_of: str = ""
    target: str | None = None
    small_target: bool = False
    max_length: int | None = None
    default: Any = None
    has_key: bool = False
    currency: str | None = None
    lines: Any = None
    low: str | None = None
    high: str | None = None
    pattern: str | None = None
    formula: Any = None
    rollup: Rollup | None = None
    series: str = ""
    depends: str = ""
    printed: str = ""
    shaped_by: Any = None
    open: bool = False
    set_by: Any = None
    stem: str = ""
    former: tuple[tuple[datetime, FieldSpec], ...] = ()

    def column(self, suffix: str = "") -> str:
        """ORM path of one of the field's columns."""
        return self.path + suffix

    def as_of(self, moment: datetime | None) -> FieldSpec:
        """The field as it was when something was written; without a moment as it is."""
        if moment is None:
            return self
        return next((spec for until, spec in self.former if moment <= until), self)

    @property
    def computed(self) -> bool:
        """Whether its value follows from others."""
        return self.formula is not None or self.rollup is not None

    @property
    def moves(self) -> bool:
        """Whether its value follows from today's date too."""
        return any(source is not None and source.moves for source in (self.formula, self.rollup))

    def with_path(self, prefix: str) -> FieldSpec:
        """The same field seen across a link alias."""
        return replace(self, path=f"{prefix}__{self.path}")


@dataclass(slots=True)
class Registry:
    """Modules and entities known to this process, in the order of their floors."""

    modules: dict[str, Module] = field(default_factory=dict)
    entities: dict[str, Entity] = field(default_factory=dict)

    def install(self, module: Module) -> None:
        """Add a module; a name may be taken once, and what it needs must stand already."""
        if module.name in self.modules:
            raise ValueError(f"module {module.name} is there twice")
        missing = [n for n in module.needs if n not in self.modules]
        if missing:
            raise ValueError(f"module {module.name} needs {missing}, which is not installed")
        for entity in module.entities:
            if self.module_of(entity.name) != module.name:
                raise ValueError(f"object {entity.name} must be named {module.name}.…")
        self.modules[module.name] = module
        for entity in module.entities:
            self.entities[entity.name] = entity

    def way(self, chosen: Sequence[str] = ()) -> Way | None:
        """The way of objects made in the browser, where a module in use declares one."""
        in_use = (m for m in self.modules.values() if not chosen or m.name in chosen)
        return next((m.way for m in in_use if m.way is not None), None)

    def module_of(self, object_name: str) -> str:
        """The module an object belongs to."""
        return object_name.split(".", 1)[0]


registry = Registry()
