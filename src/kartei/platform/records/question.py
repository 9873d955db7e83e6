"""A question in the making: its values, and the links it crosses as far as the asker may read.

A field that the asker may not read is answered like an unknown one, here and everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.db.models import (
    FilteredRelation,
    Q,
    UUIDField,
)
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor
from kartei.platform.meta.errors import Refusal, bad_question
from kartei.platform.meta.spec import FieldSpec
from kartei.platform.meta.world import Obj
from kartei.platform.records.shape import Slot, padded

LINKING = ("link", "links", "record")
ID = UUIDField()
#: The id of no record.
NOBODY = uuid4()


@dataclass(slots=True)
class Question:
    """Values collected while parsing, and the link aliases that the question needs."""

    actor: Actor
    obj: Obj
    values: list[Any] = field(default_factory=list)
    outputs: list[Any] = field(default_factory=list)
    aliases: dict[str, str] = field(default_factory=dict)
    scopes: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    #: records that who asks in the asker's name has found readable already
    known: tuple[UUID, ...] = ()
    conditions: int = 0

    def value(self, value: Any, output: Any) -> int:
        """Keep a value; its number goes into the skeleton."""
        self.values.append(value)
        self.outputs.append(output)
        return len(self.values) - 1

    def again(self, actor: Actor) -> Question:
        """A question that begins like this one, for somebody with the same rights."""
        return Question(
            actor, self.obj, [*self.values], [*self.outputs], {**self.aliases}, {**self.scopes}
        )

    def slot(self, n: int) -> Slot:
        """The place of the n-th value."""
        return Slot(n, self.outputs[n])


def unknown_field(name: Any) -> Refusal:
    """An unknown and an unreadable field are told apart by nobody."""
    return bad_question(
        _("There is no field “%(name)s”"),
        "query.unknown_field",
        name=str(name)[:80],
        faults=[],
    )


def find_field(question: Question, name: Any) -> FieldSpec:
    """A readable field by name; one dot follows a link under the rights of its target."""
    if not isinstance(name, str):
        raise unknown_field(name)
    actor, obj = question.actor, question.obj
    head, dot, rest = name.partition(".")
    spec = actor.fields(obj).get(head)
    if spec is None or (spec.hidden and spec.name != "id"):
        raise unknown_field(name)
    if not dot:
        return spec
    if spec.kind.name != "link" or spec.target not in actor.world.objects:
        raise unknown_field(name)
    target = actor.obj(spec.target)
    inner = actor.fields(target).get(rest)
    if (
        inner is None
        or inner.runtime
        or inner.hidden
        or inner.kind.many
        or inner.kind.name == "lines"
    ):
        raise unknown_field(name)
    return inner.with_path(link_alias(question, spec))


def link_alias(question: Question, spec: FieldSpec) -> str:
    """The alias "this link as far as I may see it"; the plain relation where all is visible."""
    if spec.target is None:
        raise unknown_field(spec.name)
    scope = question.actor.scope(spec.target, "read")
    if scope.kind == "all":
        return spec.path
    alias = "seen_" + spec.path.replace("__", "_")
    if alias not in question.aliases:
        question.aliases[alias] = spec.path
        question.scopes[alias] = scope_slots(question, spec.target)
    return alias


def scopes_key(question: Question) -> tuple[Any, ...]:
    """The hashable form of the rights of all links crossed: kinds, places and sizes."""
    return tuple(
        (alias, main[0], next((n for part in slots for n in part), None), *map(len, slots))
        for alias, (main, *beside, _stage) in question.scopes.items()
        for slots in ((main[1:], *beside),)
    )


def scope_slots(question: Question, target: str) -> tuple[Any, ...]:
    """Values of a row condition, as numbers: ("own", n…) | ("units", n…) | ("most",), then shares,
    owners, the stages shut off, and the link to them.
    """
    actor = question.actor
    scope = actor.scope(target, "read")
    id_field = ID
    main: tuple[Any, ...] = (scope.kind,)
    if scope.kind == "own":
        main = ("own", question.value(actor.user, id_field))
    elif scope.kind == "none" and scope.owners:
        main = ("absent",)
    elif scope.kind == "units":
        main = ("units", *(question.value(u, id_field) for u in padded(scope.units)))
    shares = tuple(question.value(s, id_field) for s in padded(scope.shares))
    owners = tuple(question.value(o, id_field) for o in padded(scope.owners))
    if scope.shut is None:
        return (main, shares, owners, (), "")
    shut = tuple(question.value(s, id_field) for s in padded(scope.shut.stages))
    return (main, shares, owners, shut, scope.shut.field)


def apply_aliases(question: Question, rows: Any) -> Any:
    """Add the filtered relations that fields of the question go through."""
    for alias, path in question.aliases.items():
        main, shares, owners, shut, stage = question.scopes[alias]
        reach = Q()
        if main[0] == "own":
            reach = Q(**{f"{path}__owner": question.slot(main[1])})
        elif main[0] == "units":
            for n in dict.fromkeys(main[1:]):
                reach |= Q(**{f"{path}__unit": question.slot(n)})
        if shares:
            reach |= Q(**{f"{path}__id__in": [question.slot(n) for n in shares]})
        for n in dict.fromkeys(owners):
            reach |= Q(**{f"{path}__owner": question.slot(n)})
        if main[0] == "none" and not shares:
            reach = Q(**{f"{path}__version": 0})
        for n in shut:
            reach &= ~Q(**{f"{path}__{stage}": question.slot(n)})
        rows = rows.annotate(**{alias: FilteredRelation(path, condition=reach)})
    return rows
