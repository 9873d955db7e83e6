"""Kept query shapes: the ORM compiles a question once, afterwards only its values change.

The spike behind it: docs/decisions/0002. A ``Slot`` stands where a value will be bound.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import orjson
from django.db import connection, models
from django.db.models.expressions import Expression, F, Func


class Slot(Expression):
    """The n-th value of the question, converted by a Django field when it is bound."""

    def __init__(self, n: int, output: models.Field[Any, Any]) -> None:
        super().__init__(output_field=output)
        self.n = n
        self.output = output

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]

    @property
    def identity(self) -> tuple[Any, ...]:
        """Slots in one IN list must stay distinct."""
        return (Slot, self.n)


class Compare(Func):
    """``column op slot`` as a condition."""

    template = "%(expressions)s"
    output_field = models.BooleanField()

    def __init__(self, column: Any, operator: str, slot: Slot) -> None:
        super().__init__(F(column) if isinstance(column, str) else column, slot)
        self.arg_joiner = f" {operator} "


class Like(Func):
    """``column LIKE slot``; the value is already folded and escaped."""

    template = "%(expressions)s ESCAPE '\\'"
    arg_joiner = " LIKE "
    output_field = models.BooleanField()

    def __init__(self, column: Any, slot: Slot) -> None:
        super().__init__(F(column) if isinstance(column, str) else column, slot)


class In(Expression):
    """``column IN (slots)``; lists are padded to a power of two so that shapes stay few."""

    output_field = models.BooleanField()

    def __init__(self, path: Any, slots: Sequence[Slot]) -> None:
        super().__init__(output_field=models.BooleanField())
        self.column: Any = F(path) if isinstance(path, str) else path
        self.slots = list(slots)

    def get_source_expressions(self) -> list[Any]:
        return [self.column, *self.slots]

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        self.column, *self.slots = exprs

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        left, params = compiler.compile(self.column)
        marks = ", ".join(["%s"] * len(self.slots))
        return f"{left} IN ({marks})", [*params, *self.slots]


class Among(In):
    """``column IN (one slot that holds a list)``: one shape and one value for any length."""

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        """SQLite unpacks the list from JSON."""
        left, params = compiler.compile(self.column)
        listed = f"{left} IN (SELECT value FROM json_each(%s))"  # noqa: S608 (compiled by the ORM)
        return listed, [*params, *self.slots]

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        """PostgreSQL takes an array."""
        left, params = compiler.compile(self.column)
        return f"{left} = ANY(%s)", [*params, *self.slots]


class Ids:
    """How a list of ids, each in the database's own form, is bound for ``Among``."""

    def get_db_prep_value(self, value: list[Any], connection: Any) -> Any:
        """The driver's form of the list."""
        if connection.vendor == "sqlite":
            return '["' + '","'.join(value) + '"]'
        return value


IDS: Any = Ids()


class Texts:
    """How a list of texts is bound for ``Among``."""

    def get_db_prep_value(self, value: list[str], connection: Any) -> Any:
        """The driver's form of the list."""
        return orjson.dumps(value).decode() if connection.vendor == "sqlite" else value


TEXTS: Any = Texts()


class After(Expression):
    """``(a, b) > (slot, slot)``: the rest of a keyset page by index."""

    output_field = models.BooleanField()

    def __init__(self, paths: Sequence[str], slots: Sequence[Slot], operator: str) -> None:
        super().__init__(output_field=models.BooleanField())
        self.columns: list[Any] = [F(path) for path in paths]
        self.slots = list(slots)
        self.operator = operator

    def get_source_expressions(self) -> list[Any]:
        return [*self.columns, *self.slots]

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        half = len(exprs) // 2
        self.columns, self.slots = list(exprs[:half]), list(exprs[half:])

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        parts = [compiler.compile(column) for column in self.columns]
        left = ", ".join(sql for sql, _ in parts)
        marks = ", ".join(["%s"] * len(self.slots))
        params = [p for _, ps in parts for p in ps]
        return f"({left}) {self.operator} ({marks})", [*params, *self.slots]


class Shape:
    """The kept SQL of one query set with slots."""

    __slots__ = ("bind", "sql")

    def __init__(self, rows: models.QuerySet[Any], *, beside: str = "") -> None:
        compiler = rows.query.get_compiler(connection=connection)
        self.sql, params = compiler.as_sql()
        if beside and connection.vendor == "sqlite":
            self.sql = side_first(self.sql, beside)
        self.bind: list[tuple[int | None, Any]] = [
            (p.n, p.output) if isinstance(p, Slot) else (None, p) for p in params
        ]

    def rows(self, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """The rows for these values, unconverted."""
        with connection.cursor() as cursor:
            cursor.execute(
                self.sql,
                [
                    p if n is None else p.get_db_prep_value(values[n], connection)
                    for n, p in self.bind
                ],
            )
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found


def side_first(sql: str, base: str) -> str:
    """SQLite reads the side table before its BASE table, in the order of the side table's index.

    Rule 6 of docs/decisions/0002: the table that owns the sort drives. The likelihood tells the
    planner that few rows follow: without it, it reads the whole base table for a Bloom filter
    first, which takes longer than all the rest (SQLite 3.38 and newer). It stands with typeof, for
    what it says of IS NOT NULL makes that the bound of the index instead of the values asked for.
    """
    side = f'"x_{base}"'
    on = f'ON ("{base}"."id" = {side}."base_id")'
    if f" INNER JOIN {side} {on}" not in sql:
        return sql
    alone = sql.replace(f" INNER JOIN {side} {on}", "", 1)
    turned = re.sub(
        rf'FROM "{base}"(?= (INNER|LEFT|WHERE) )',
        f'FROM {side} CROSS JOIN "{base}" {on}',
        alone,
        count=1,
    )
    few = r"(\1 IS NOT NULL AND likelihood(typeof(\1) <> 'null', 0.0001))"
    return re.sub(rf'({side}\."\w+") IS NOT NULL', few, turned)


def found_among(
    shapes: dict[Any, Any],
    key: Any,
    rows: Callable[[], models.QuerySet[Any]],
    path: str,
    texts: list[str],
) -> list[tuple[Any, ...]]:
    """The rows whose column is one of some texts, unconverted.

    A list of hundreds as one value each would be composed, quoted and parsed for longer than it is
    looked for. shapes, key: where the statement is kept; rows: the query set without the list.
    """

    def make() -> Shape:
        return Shape(rows().filter(Among(path, [Slot(0, TEXTS)])))

    return list(kept(shapes, key, make).rows([texts]))


#: Shapes kept per world; past this the oldest half is thrown away.
MAX_SHAPES = 2000


def kept(shapes: dict[Any, Any], key: Any, make: Any, most: int = MAX_SHAPES) -> Any:
    """The shape under a key, made when it is not there."""
    found = shapes.get(key)
    if found is None:
        if len(shapes) >= most:
            for old in list(shapes)[: most // 2]:
                shapes.pop(old, None)
        found = shapes[key] = make()
    return found


def padded(values: Sequence[Any]) -> list[Any]:
    """The values repeated at the end up to a power of two."""
    size = 1
    while size < len(values):
        size *= 2
    return [*values, *([values[-1]] * (size - len(values)))] if values else []
