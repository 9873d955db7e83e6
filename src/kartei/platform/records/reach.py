"""The rows that a question reaches: row rights, bin, filter and search as conditions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import Q

from kartei.platform.access.actor import Actor
from kartei.platform.access.standing import Scope, Shut
from kartei.platform.records.ask import Plan
from kartei.platform.records.criteria import build
from kartei.platform.records.question import ID, Question, apply_aliases
from kartei.platform.records.shape import Among, Compare, In, padded


def branches(actor: Actor, scope: Scope) -> list[Scope]:
    """On SQLite own/unit rows and what comes beside them are two disjoint shapes (rule 4)."""
    own = scope.kind == "own"
    beside = Scope("none", (), scope.shares, () if own else scope.owners, scope.shut)
    if connection.vendor != "sqlite" or beside.empty or scope.kind in ("all", "most", "none"):
        return [scope]
    main = Scope(scope.kind, scope.units, (), scope.owners if own else (), scope.shut)
    return [main, beside]


def span(slots: Sequence[int]) -> tuple[int, int]:
    """Where a run of slots begins and how long it is; part of a shape's key."""
    return (slots[0], len(slots)) if slots else (0, 0)


#: Slots of row rights: the owners or units of the main part, shared ids, owners beside units, and
#: the stages shut off.
Part = tuple[list[int], list[int], list[int], list[int]]


def scope_values(question: Question, actor: Actor, scope: Scope) -> Part:
    """Slots of the row rights; among "own" rows those of absent owners are like one's own."""
    main: tuple[Any, ...] = ()
    if scope.kind == "own":
        main = (actor.user, *scope.owners)
    elif scope.kind == "units":
        main = scope.units
    many = main if len(main) == 1 else padded(main)
    beside = () if scope.kind == "own" else scope.owners
    return (
        [question.value(key, ID) for key in many],
        [question.value(key, ID) for key in padded(scope.shares)],
        [question.value(key, ID) for key in padded(beside)],
        [question.value(key, ID) for key in padded(scope.shut.stages if scope.shut else ())],
    )


def spans(part: Part) -> tuple[tuple[int, int], ...]:
    """The row rights in a shape's key."""
    return tuple(span(slots) for slots in part)


def row_rights(question: Question, scope: Scope, part: Part) -> Q:
    """The asker's rows as a condition."""
    main, shares, owners, stages = part
    open_stages = standing_elsewhere(question, scope.shut, stages) if scope.shut else Q()
    if scope.kind == "most":
        return open_stages
    column = "owner_id" if scope.kind == "own" else "unit_id"
    reached = [Q(among(question, column, main))] if main else []
    if shares:
        reached.append(Q(In("id", [question.slot(n) for n in shares])))
    if owners:
        reached.append(Q(In("owner_id", [question.slot(n) for n in owners])))
    found = Q()
    for one in reached:
        found |= one
    return found & open_stages if reached else Q(version=0)


def standing_elsewhere(question: Question, shut: Shut, stages: list[int]) -> Q:
    """Rows at none of some stages, or at no stage at all."""
    column = f"{shut.field}_id"
    apart = ~Q(among(question, column, stages))
    return Q(**{f"{column}__isnull": True}) | apart if shut.empty else apart


def among(question: Question, column: str, slots: list[int]) -> Any:
    """Whether a column holds one of some values; the equality where there is one alone."""
    if len(slots) == 1:
        return Compare(column, "=", question.slot(slots[0]))
    return In(column, [question.slot(n) for n in slots])


def base_rows(made: Plan, scope: Scope, part: Part) -> Any:
    """Rows under rights, bin, filter and search."""
    question = made.question
    rows = apply_aliases(question, made.obj.twin.objects.order_by())
    if made.obj.has_bin:
        rows = rows.filter(deleted=made.ask.deleted)
    if scope.kind != "all":
        rows = rows.filter(row_rights(question, scope, part))
    if made.skeleton is not None:
        rows = rows.filter(build(question, made.skeleton))
    if made.ids:
        rows = rows.filter(Among("id", [question.slot(n) for n in made.ids]))
    return rows
