"""Many rows into one table at once, without making model instances of them.

Django's ``bulk_create`` spends its time on instances and per-value calls (measured: half of the
whole write path of an import). Here each column's conversion is found once per table; PostgreSQL
takes larger batches by COPY, SQLite by ``executemany``. All runs in the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import orjson
from django.db import connection, models

#: From so many rows on COPY is quicker than INSERT.
COPY_FROM = 9
#: Columns whose values every driver takes as they are.
PLAIN: tuple[type[Any], ...] = (
    models.CharField, models.TextField, models.IntegerField, models.BooleanField,
    models.BinaryField,
)  # fmt: skip
Convert = Callable[[Any], Any]


class Table:
    """The columns of a model in a fixed order, with defaults and conversions of this database."""

    def __init__(self, model: Any, names: Sequence[str] | None = None) -> None:
        known = {f.attname: f for f in model._meta.local_concrete_fields}
        chosen = [known[n] for n in names] if names else list(known.values())
        self.name = model._meta.db_table
        self.names = [f.attname for f in chosen]
        self.columns = ", ".join(f'"{f.column}"' for f in chosen)
        self.marks = ", ".join(["%s"] * len(chosen))
        self._converts = [converter(f) for f in chosen]
        self._places = {name: (i, self._converts[i]) for i, name in enumerate(self.names)}
        self._made = [
            (f.attname, i, f.get_default, self._converts[i])
            for i, f in enumerate(chosen)
            if f.has_default() and callable(f.default) and f.default not in (list, dict)
        ]
        made = {i for _name, i, _default, _convert in self._made}
        self._blank = [
            None if i in made else (c(f.get_default()) if c else f.get_default())
            for i, (f, c) in enumerate(zip(chosen, self._converts, strict=True))
        ]

    def from_dict(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        """A row as the database takes it; what is not named gets the column's default."""
        found = list(self._blank)
        for name, i, default, convert in self._made:
            if name not in values:
                found[i] = convert(default()) if convert else default()
        places = self._places
        for name, value in values.items():
            i, convert = places[name]
            found[i] = convert(value) if convert else value
        return tuple(found)

    def row(self, values: Iterable[Any]) -> tuple[Any, ...]:
        """The same from values in the order of ``names``."""
        return tuple([c(v) if c else v for c, v in zip(self._converts, values, strict=True)])


def converter(column: Any) -> Convert | None:
    """From a Python value to the driver's; None where the driver takes it as it is."""
    target = column.target_field if column.is_relation else column
    sqlite = connection.vendor == "sqlite"
    if isinstance(target, models.JSONField):
        return json_text
    if isinstance(target, models.UUIDField):
        return _hex if sqlite else None
    if isinstance(target, models.DateTimeField):
        return _sqlite_moment if sqlite else None
    if isinstance(target, models.DateField):
        return _iso if sqlite else None
    if isinstance(target, PLAIN):
        return None
    return lambda value: column.get_db_prep_save(value, connection)


def json_text(value: Any) -> str | None:
    """JSON as text, which both databases take for their JSON columns."""
    return None if value is None else orjson.dumps(value).decode()


def _hex(value: Any) -> str | None:
    return None if value is None else value.hex


def _iso(value: Any) -> str | None:
    return None if value is None else value.isoformat()


@lru_cache(maxsize=64)
def _moment_text(value: datetime) -> str:
    return str(value.astimezone(UTC).replace(tzinfo=None))


def _sqlite_moment(value: datetime | None) -> str | None:
    return None if value is None else _moment_text(value)


def insert(table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Write converted rows."""
    if not rows:
        return
    if connection.vendor == "postgresql" and len(rows) >= COPY_FROM:
        _copy(table, rows)
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(*_at_once(table, rows))
        else:
            cursor.executemany(f"{_into(table)} VALUES ({table.marks})", rows)


def insert_numbered(model: Any, table: Table, rows: Sequence[tuple[Any, ...]]) -> list[int]:
    """Write converted rows without their running key ``id``; returns the numbers they got."""
    if connection.vendor == "postgresql" and len(rows) < COPY_FROM:
        sql, values = _at_once(table, rows)
        with connection.cursor() as cursor:
            cursor.execute(f"{sql} RETURNING id", values)
            return [row[0] for row in cursor.fetchall()]
    numbers = take_ids(model, len(rows))
    whole = table_of(OWN, model, ("id", *table.names))
    insert(whole, [(n, *row) for n, row in zip(numbers, rows, strict=True)])
    return numbers


def _into(table: Table) -> str:
    return f'INSERT INTO "{table.name}" ({table.columns})'


def _at_once(table: Table, rows: Sequence[tuple[Any, ...]]) -> tuple[str, list[Any]]:
    """A few rows as one statement, which costs one way to the server and back."""
    marks = ", ".join([f"({table.marks})"] * len(rows))
    return f"{_into(table)} VALUES {marks}", [value for row in rows for value in row]


def _copy(table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    # the driver's own cursor, so Django's translation of its errors must be asked for
    statement = f'COPY "{table.name}" ({table.columns}) FROM STDIN'
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.cursor.copy(statement) as copy,
    ):
        for row in rows:
            copy.write_row(row)


def take_ids(model: Any, count: int) -> list[int]:
    """The next numbers of a table with a running key, taken before its rows are written.

    On SQLite they are safe because the transaction holds the write lock from its beginning.
    """
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [table, count],
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
        last = int(found[0]) if found else 0
        return list(range(last + 1, last + count + 1))


@dataclass(slots=True)
class Update:
    """One kind of UPDATE: its statement, and the rows waiting for it."""

    sql: str
    changed: Table
    keys: Table
    rows: list[tuple[Any, ...]] = field(default_factory=list)

    def add(self, changes: Mapping[str, Any], keys: Mapping[str, Any]) -> None:
        """One row more; the names must be those that the statement was made for."""
        self.rows.append((*self.changed.row(changes.values()), *self.keys.row(keys.values())))


class Updates:
    """Changes of many rows, those that change the same columns carried out together.

    extra: assignments written out, such as ``version = version + 1``. kept: where tables are kept.
    """

    def __init__(self, kept: dict[Any, Any], model: Any, extra: str = "") -> None:
        self._kept, self._model, self._extra = kept, model, extra
        self._kinds: dict[tuple[str, ...], Update] = {}

    def add(self, changes: Mapping[str, Any], keys: Mapping[str, Any]) -> None:
        """Set columns where the key columns have these values."""
        names = (*changes, "where", *keys)
        if names not in self._kinds:
            self._kinds[names] = self._kind(tuple(changes), tuple(keys))
        self._kinds[names].add(changes, keys)

    def _kind(self, changes: tuple[str, ...], keys: tuple[str, ...]) -> Update:
        table = table_of(self._kept, self._model, changes)
        where = table_of(self._kept, self._model, keys)
        parts = [f"{column} = %s" for column in table.columns.split(", ")]
        parts += [self._extra] if self._extra else []
        tests = " AND ".join(f"{column} = %s" for column in where.columns.split(", "))
        sql = f'UPDATE "{table.name}" SET {", ".join(parts)} WHERE {tests}'  # noqa: S608 - our own names
        return Update(sql, table, where)

    def run(self) -> int:
        """Carry them out; returns how many rows were really changed."""
        done = 0
        with connection.cursor() as cursor:
            for kind in self._kinds.values():
                if len(kind.rows) == 1:  # executemany would open a pipeline for it
                    cursor.execute(kind.sql, kind.rows[0])
                else:
                    cursor.executemany(kind.sql, kind.rows)
                done += max(0, cursor.rowcount)
        return done


def table_of(kept: dict[Any, Any], model: Any, names: Sequence[str] | None = None) -> Table:
    """The table of a model, found once and kept (twins: in their world; others: for good)."""
    key = ("rows", model, tuple(names or ()))
    found: Table | None = kept.get(key)
    if found is None:
        found = kept[key] = Table(model, names)
    return found


#: Tables of the records room itself, which do not change with the metadata.
OWN: dict[Any, Any] = {}
