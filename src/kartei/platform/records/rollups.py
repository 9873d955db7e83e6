"""Sums over the records that lead to a record by a link: all of them, whoever may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Avg, Count, F, Max, Min, Sum
from django.db.models.functions import Coalesce

from kartei.platform.access.actor import Actor
from kartei.platform.kit.money import Amount
from kartei.platform.meta.spec import FieldSpec, Rollup
from kartei.platform.meta.world import Obj
from kartei.platform.records.criteria import build
from kartei.platform.records.filters import parse
from kartei.platform.records.question import Question, apply_aliases
from kartei.platform.records.shape import Shape
from kartei.platform.records.wire import as_key

HOW = {"sum": Sum, "mean": Avg, "min": Min, "max": Max}


def rolled_up(actor: Actor, rollup: Rollup, keys: Sequence[UUID]) -> dict[UUID, Any]:
    """A rollup's value for each of some records; those that nothing leads to are left out, except
    that nothing counts as none.
    """
    source = actor.world.objects.get(rollup.object)
    by = source.fields.get(rollup.by) if source else None
    if source is None or by is None:
        return {}
    rows, question = leading(everything(actor), source, by, keys, rollup.filter)
    if rollup.how == "count":
        counted = answer(rows.values_list(by.column("_id")).annotate(n=Count("id")), question)
        return {**dict.fromkeys(keys, 0), **dict(counted)}
    value = source.fields.get(rollup.field)
    if value is None:
        return {}
    if rollup.how == "distinct":
        different = Count(Coalesce(value.column("_id"), "id"), distinct=True)
        counted = answer(rows.values_list(by.column("_id")).annotate(n=different), question)
        return {**dict.fromkeys(keys, 0), **dict(counted)}
    if rollup.how == "last":
        return newest(rows, by, value, question)
    money = value.kind.name == "money"
    column = value.column("_base" if money else "")
    made = answer(rows.values_list(by.column("_id")).annotate(n=HOW[rollup.how](column)), question)
    return {key: of_kind(actor, value, n) for key, n in made if n is not None}


def filtered(rollup: Rollup) -> set[tuple[str, ...]]:
    """The paths of the fields that a rollup's filter names."""
    paths: set[tuple[str, ...]] = set()

    def walk(part: Any) -> None:
        if isinstance(part, list) and part:
            if part[0] in ("and", "or", "not"):
                for one in part[1:]:
                    walk(one)
            else:
                paths.add(tuple(str(part[0]).split(".")))

    walk(rollup.filter)
    return paths


def everything(actor: Actor) -> Actor:
    """The same asker, to whom nothing is hidden."""
    alone = replace(actor.standing, administrator=True, bounds=None, scopes={}, seen={}, kept={})
    return replace(actor, standing=alone)


def leading(
    actor: Actor, source: Obj, by: FieldSpec, keys: Sequence[UUID], wish: Any
) -> tuple[Any, Question]:
    """The records that lead to some others, as a query set with the values of its question."""
    question = Question(actor, source)
    skeleton = parse(question, wish) if wish else None
    rows = apply_aliases(question, source.twin.objects.order_by())
    rows = rows.filter(**{f"{by.column('_id')}__in": list(keys)})
    if source.has_bin:
        rows = rows.filter(deleted=False)
    return (rows.filter(build(question, skeleton)) if skeleton is not None else rows), question


def answer(rows: Any, question: Question) -> list[tuple[UUID, Any]]:
    """The rows of a query set whose values stand in a question; the record's id comes first."""
    found = Shape(rows).rows(question.values)
    return [(key, row[1]) for row in found if (key := as_key(row[0])) is not None]


def newest(rows: Any, by: FieldSpec, value: FieldSpec, question: Question) -> dict[UUID, Any]:
    """The value of the newest record that leads to each."""
    columns = [value.column(suffix) for suffix in value.kind.read(value)]
    ordered = rows.order_by(F("created_at").asc(), F("id").asc())
    found: dict[UUID, Any] = {}
    for row in Shape(ordered.values_list(by.column("_id"), *columns)).rows(question.values):
        key = as_key(row[0])
        if key is not None:
            found[key] = value.kind.load(row[1:], value)
    return found


def of_kind(actor: Actor, value: FieldSpec, found: Any) -> Any:
    """A sum as a value; money is in the firm's currency."""
    kind = value.kind.name
    if kind == "money":
        return Amount(round(found), actor.world.firm.currency)
    if kind in ("number", "percent", "integer", "duration"):
        return round(found)
    if isinstance(found, str):  # SQLite knows no type of what it has computed
        found = datetime.fromisoformat(found) if kind == "moment" else date.fromisoformat(found)
    return value.kind.load([found], value)
