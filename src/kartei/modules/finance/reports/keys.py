"""What gross profit is grouped by: expressions on the lines of invoices, as far as the asker reads.

A target that he may not read counts as none, like everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Case, F, Q, When

from kartei.modules.reports.contract import Dimension, Question
from kartei.platform.access.actor import Actor
from kartei.platform.access.depth import within
from kartei.platform.records.totals import Prefix

#: Dimension -> (path on a line of an invoice, object that it leads to).
LINKS = {
    "company": ("invoice__company", "people.company"),
    "person": ("invoice__person", "people.person"),
    "manager": ("invoice__owner", "access.user"),
    "unit": ("invoice__unit", "access.unit"),
    "firm": ("invoice__firm", "documents.firm"),
    "order": ("invoice__order", "billing.order"),
    "invoice": ("invoice", "billing.invoice"),
    "product": ("product", "catalog.product"),
    "group": ("product__group", "catalog.group"),
}
#: The same on a payment that is a cost of an order; others have no value there.
COSTS = {
    "company": ("order__company", "people.company"),
    "person": ("order__person", "people.person"),
    "manager": ("order__owner", "access.user"),
    "unit": ("order__unit", "access.unit"),
    "firm": ("order__firm", "documents.firm"),
    "order": ("order", "billing.order"),
}
Paths = Mapping[str, tuple[str, str]]


def key_of(actor: Actor, dimension: Dimension, paths: Paths, record: str, day: str) -> Any:
    """The grouped expression, None where there is no such value. record: the path to the paper."""
    if dimension.step:
        return Prefix(day, dimension.step)
    if dimension.name == "source":
        return seen(actor, f"{record}__deal", "sales.deal", F(f"{record}__deal__source"))
    if dimension.name not in paths:
        return None
    path, target = paths[dimension.name]
    # the first table of the way must be readable too: the group of a product that is not is none
    if dimension.name == "group":
        return seen(actor, "product", "catalog.product", seen(actor, path, target, F(path)))
    return seen(actor, path, target, F(path))


def seen(actor: Actor, path: str, target: str, value: Any) -> Any:
    """The value where the asker may read the target."""
    scope = actor.scope(target, "read")
    if scope.kind == "all" or target == "billing.invoice":
        return value
    twin = actor.world.objects[target].twin
    rows = twin.objects.filter(within(scope, actor.user)).values("pk")
    return Case(When(**{f"{path}__in": rows}, then=value))


def grouped(
    actor: Actor, rows: Any, question: Question, paths: Paths, record: str, day: str
) -> tuple[Any, list[str | None]]:
    """The rows narrowed to the question's values, and the names of the columns that group them.

    A column of None stands for a dimension that these rows have no value of.
    """
    columns: list[str | None] = []
    for n, dimension in enumerate(question.by):
        key = key_of(actor, dimension, paths, record, day)
        columns.append(None if key is None else f"key_{n}")
        if key is not None:
            rows = rows.annotate(**{f"key_{n}": key})
    for n, (dimension, value) in enumerate(question.where):
        key = key_of(actor, dimension, paths, record, day)
        if key is None:
            rows = rows if value is None else rows.none()
            continue
        name = f"only_{n}"
        empty = Q(**{f"{name}__isnull": True})
        if dimension.name == "source":
            empty |= Q(**{name: ""})
        rows = rows.annotate(**{name: key})
        rows = rows.filter(empty if value is None else Q(**{name: value}))
    return rows, columns
