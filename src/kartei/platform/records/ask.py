"""A list question in its outer form, and the plan that it becomes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor
from kartei.platform.meta.errors import bad_question
from kartei.platform.meta.spec import FieldSpec
from kartei.platform.meta.world import Obj
from kartei.platform.records.facts import fact_paths
from kartei.platform.records.filters import parse
from kartei.platform.records.question import Question, find_field, link_alias, unknown_field
from kartei.platform.records.shape import kept
from kartei.platform.records.wire import Reader

MAX_LIMIT = 200
MAX_SORTS = 3
#: Hidden fields that may be asked for: what every record is known by. The others are secrets.
SHOWN_HIDDEN = ("id", "version", "deleted")
#: Kinds of questions remembered for each user.
MAX_BEGUN = 100


@dataclass(frozen=True, slots=True)
class Ask:
    """A list question in its outer form; see docs/api.md."""

    filter: Any = None
    sort: str = ""
    fields: tuple[str, ...] | None = None
    search: str = ""
    limit: int = 50
    after: str = ""
    count: str = "none"
    deleted: bool = False
    #: records in the filter that the caller has found readable already
    known: tuple[UUID, ...] = ()


@dataclass(slots=True)
class Sort:
    """One sort key: the compared column, its direction and whether it can be empty."""

    path: str
    descending: bool
    nullable: bool
    output: Any
    spec: FieldSpec


@dataclass(slots=True)
class Plan:
    """A parsed question, ready to be compiled or found among the kept shapes."""

    actor: Actor
    obj: Obj
    question: Question
    reader: Reader
    skeleton: Any
    sorts: list[Sort]
    ask: Ask
    #: what the search words found, in the database's own form, and the slot that holds it
    found: list[Any] = field(default_factory=list)
    ids: list[int] = field(default_factory=list)


def parse_sort(question: Question, text: str, obj: Obj) -> list[Sort]:
    """``-created_at,name`` as sort keys; the id is always the last one."""
    names = sorted_by(text) or sorted_by(default_sort(question.actor, obj))
    if len(names) > MAX_SORTS:
        raise bad_question(_("At most %(limit)s sort keys"), "query.sort", limit=MAX_SORTS)
    found = []
    for name in names:
        spec = find_field(question, name.lstrip("-"))
        if not spec.kind.sortable:
            raise bad_question(_("The field “%(name)s” cannot sort"), "query.sort", name=spec.name)
        found.append(sort_key(question, spec, name.startswith("-")))
    return found


def sorted_by(text: str) -> list[str]:
    """The names in a list of sort keys; none where there is nothing but commas and space."""
    return [part.strip() for part in text.split(",") if part.strip()]


def default_sort(actor: Actor, obj: Obj) -> str:
    """The order of a list that names none: as declared, as far as the asker may read it."""
    known = actor.fields(obj)
    for wish in (obj.entity.sort if obj.entity else "", obj.title_field):
        if wish and all(name.strip().lstrip("-") in known for name in wish.split(",")):
            return wish
    return "created_at"


def sort_key(question: Question, spec: FieldSpec, descending: bool) -> Sort:
    """The column a field sorts by; a link sorts by the title of its readable target."""
    if spec.kind.name == "link":
        target = question.actor.world.objects.get(spec.target or "")
        if target is None or not (spec.small_target or question.actor.reads_title(target)):
            raise unknown_field(spec.name)
        spec = target.title.with_path(link_alias(question, spec))
        return Sort(
            spec.column("_key" if spec.has_key else ""),
            descending,
            True,
            spec.kind.output(spec),
            spec,
        )
    suffix = "_key" if spec.kind.compare_suffix == "_key" and spec.has_key else ""
    if spec.kind.compare_suffix == "_base":
        suffix = "_base"
    # across a link every column can be empty: the target may be absent or unreadable
    nullable = spec.nullable or spec.runtime or bool(suffix) or "__" in spec.path
    return Sort(spec.column(suffix), descending, nullable, spec.kind.output(spec), spec)


def chosen_fields(actor: Actor, obj: Obj, names: tuple[str, ...] | None) -> list[FieldSpec]:
    """The fields asked for; without a wish those of the list, with "*" all."""
    known = actor.fields(obj)
    if names is None:
        declared = obj.entity.columns if obj.entity and obj.entity.columns else tuple(known)
        names = tuple(n for n in declared if n in known)
    elif names == ("*",):
        names = tuple(n for n, s in known.items() if not s.hidden)
    for name in names:
        if name not in known or (known[name].hidden and name not in SHOWN_HIDDEN):
            raise unknown_field(name)
    fixed = [known[n] for n in ("id", "version") if n in known]
    return [*fixed, *(known[n] for n in names if n not in ("id", "version"))]


def plan(actor: Actor, name: str, ask: Ask) -> Plan:
    """Parse and check everything about a question; nothing is asked of the database yet."""
    obj = actor.obj(name)
    actor_must_see(actor, name)
    if not 1 <= ask.limit <= MAX_LIMIT:
        raise bad_question(_("limit is 1 to %(limit)s"), "query.limit", limit=MAX_LIMIT)
    question, reader, sorts = begun(actor, obj, ask.fields, ask.sort)
    question.known = ask.known
    skeleton = parse(question, ask.filter) if ask.filter else None
    return Plan(actor, obj, question, reader, skeleton, sorts, ask)


def begun(
    actor: Actor, obj: Obj, fields: tuple[str, ...] | None, sort: str | None
) -> tuple[Question, Reader, list[Sort]]:
    """What a question begins with: its columns and its order; sort None: records by id, with facts.

    They follow from rights and metadata alone, so they are made once and kept for the next time.
    """

    def make() -> tuple[Question, Reader, list[Sort]]:
        question = Question(actor, obj)
        reader = Reader(actor, question, chosen_fields(actor, obj, fields))
        sorts = [] if sort is None else parse_sort(question, sort, obj)
        for path in [s.path for s in sorts] if sorts else fact_paths(obj):
            reader.at(path)
        reader.at("id")
        return question, reader, sorts

    key = (obj.name, actor.world.version, fields, sort)
    question, reader, sorts = kept(actor.standing.kept, key, make, MAX_BEGUN)
    return question.again(actor), reader.asked_by(actor), sorts


def actor_must_see(actor: Actor, name: str) -> None:
    """403 when the asker's role reads nothing of this object and nothing is shared with him."""
    if actor.scope(name, "read").empty:
        actor.must(name, "read")
