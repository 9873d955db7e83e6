"""The rows that a question reaches: row rights, bin, filter and search as conditions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import Q

from kartei.platform.access.actor import Actor, Scope
from kartei.platform.records.ask import Plan
from kartei.platform.records.criteria import build
from kartei.platform.records.question import ID, Question, apply_aliases
from kartei.platform.records.shape import Among, Compare, In, padded


def branches(actor: Actor, scope: Scope) -> list[Scope]:
    """On SQLite own/unit rows and shared rows are two disjoint shapes (rule 4)."""
    if connection.vendor != "sqlite" or not scope.shares or scope.kind in ("all", "none"):
        return [scope]
    return [Scope(scope.kind, scope.units), Scope("none", (), scope.shares)]


def span(slots: Sequence[int]) -> tuple[int, int]:
    """Where a run of slots begins and how long it is; part of a shape's key."""
    return (slots[0], len(slots)) if slots else (0, 0)


def scope_values(question: Question, actor: Actor, scope: Scope) -> tuple[list[int], list[int]]:
    """Slots of the row rights: owner or units, and shares."""
    main: list[int] = []
    if scope.kind == "own":
        main = [question.value(actor.user, ID)]
    elif scope.kind == "units":
        units = scope.units if len(scope.units) == 1 else padded(scope.units)
        main = [question.value(u, ID) for u in units]
    return main, [question.value(s, ID) for s in padded(scope.shares)]


def row_rights(question: Question, scope: Scope, part: tuple[list[int], list[int]]) -> Q:
    """The asker's rows as a condition."""
    main, shares = part
    found = Q()
    if scope.kind == "own":
        found = Q(Compare("owner_id", "=", question.slot(main[0])))
    elif scope.kind == "units" and len(main) == 1:
        found = Q(Compare("unit_id", "=", question.slot(main[0])))
    elif scope.kind == "units":
        found = Q(In("unit_id", [question.slot(n) for n in main]))
    if not shares:
        return found if scope.kind != "none" else Q(version=0)
    shared = Q(In("id", [question.slot(n) for n in shares]))
    return shared if scope.kind == "none" else found | shared


def base_rows(made: Plan, scope: Scope, part: tuple[list[int], list[int]]) -> Any:
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
