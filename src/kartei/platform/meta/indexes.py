"""Indexes of fields made at run time: at once where the table is small, else beside the writers.

The index for "search by this" of a large table is built by a job (``hooks.index``). PostgreSQL
builds it CONCURRENTLY, outside of any transaction; what a failed attempt leaves behind is invalid:
it is dropped and made anew. SQLite holds its one write lock for as long as the building takes. The
index that holds values apart is always made with the change that asks for it: a value that came
twice meanwhile could not be told to anybody later.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import connection, transaction

from kartei.platform.meta import hooks
from kartei.platform.meta.keeper import (
    IndexUnderWay,
    columns_of,
    home_of,
    must_be_free,
    quote,
    run,
    spec_of,
    tidy,
)
from kartei.platform.meta.models import RuntimeField

#: Kinds whose index may drive a query; few-valued ones never should (docs/decisions/0002).
DRIVING = (
    "text", "integer", "number", "percent", "money", "date", "moment", "duration", "fullname",
    "link",
)  # fmt: skip
#: A table with more rows than this gets its index in the background.
AT_ONCE = 2000


def keep(actor: Any, row: RuntimeField) -> None:
    """Make or drop a field's indexes, as it now says; inside the transaction of the change."""
    table = home_of(row.object)
    must_be_free(table)
    name, once = index_name(table, row), unique_name(table, row)
    if not wanted(row):
        drop(name)
    elif not stands(name):
        if large(table):
            hooks.index(actor, row)
        else:
            drop(name)
            run(statement(table, row))
    if not row.unique:
        drop(once)
    elif not stands(once):
        add_unique(table, row)


def build(key: UUID) -> None:
    """Make the index of a field stand as its record says; outside of any transaction.

    May be called again after an attempt that failed or was killed.
    """
    if connection.vendor == "postgresql":
        build_beside_writers(key)
        return
    with transaction.atomic():
        row = RuntimeField.objects.filter(pk=key).first()
        if row is not None and wanted(row):
            table = home_of(row.object)
            if not stands(index_name(table, row)):
                run(statement(table, row))
    tidy()


def build_beside_writers(key: UUID) -> None:
    """PostgreSQL's way; who no longer wants the index meanwhile finds it gone afterwards."""
    row = RuntimeField.objects.filter(pk=key).first()
    if row is None:
        return
    table = home_of(row.object)
    name = index_name(table, row)
    if wanted(row) and not stands(name):
        run(f"DROP INDEX CONCURRENTLY IF EXISTS {quote(name)}")
        run(statement(table, row, " CONCURRENTLY"))
        row.refresh_from_db()
    if not wanted(row):
        run(f"DROP INDEX CONCURRENTLY IF EXISTS {quote(name)}")


def clear_up(key: UUID) -> None:
    """Drop what an attempt left behind that nobody will repeat: it would only slow the writers."""
    row = RuntimeField.objects.filter(pk=key).first()
    if row is None:
        return
    table = home_of(row.object)
    try:
        must_be_free(table)
    except IndexUnderWay:  # the attempt's own: its worker is dead, yet the database goes on
        return
    if not stands(index_name(table, row)):
        drop(index_name(table, row))


def wanted(row: RuntimeField) -> bool:
    """Whether a field is to have an index for "search by this"."""
    return row.indexed and row.kind in DRIVING


def large(table: str) -> bool:
    """Whether building an index would be felt."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM {quote(table)} LIMIT {AT_ONCE + 1}) rows"  # noqa: S608
        )
        return int(cursor.fetchone()[0]) > AT_ONCE


def stands(name: str) -> bool:
    """Whether there is an index of this name that serves."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            asked = "SELECT 1 FROM pg_index WHERE indexrelid = to_regclass(%s) AND indisvalid"
            cursor.execute(asked, [quote(name)])
        else:
            cursor.execute("SELECT 1 FROM sqlite_master WHERE type = 'index' AND name = %s", [name])
        return cursor.fetchone() is not None


def drop(name: str) -> None:
    """Drop an index, if it is there."""
    run(f"DROP INDEX IF EXISTS {quote(name)}")


def drop_columns(row: RuntimeField) -> None:
    """Drop the columns of a field and their indexes; inside ``keeper.as_author``."""
    table = home_of(row.object)
    must_be_free(table)
    for name in (index_name(table, row), unique_name(table, row)):
        drop(name)
    there, spec = columns_of(table), spec_of(row)
    for suffix in spec.kind.fields(spec):
        if spec.name + suffix in there:
            run(f"ALTER TABLE {quote(table)} DROP COLUMN {quote(spec.name + suffix)}")


def index_name(table: str, row: RuntimeField) -> str:
    """The name of a field's index."""
    return f"{table}_{row.column_stem.removeprefix('f_')}_idx"


def unique_name(table: str, row: RuntimeField) -> str:
    """The name of the index that holds a field's values apart."""
    return f"{table}_{row.column_stem.removeprefix('f_')}_once"


def statement(table: str, row: RuntimeField, how: str = "") -> str:
    """An index for "search by this": rows with a value, in the order of a keyset page."""
    key = "base_id" if table.startswith("x_") else "id"
    column = quote(compared(row))
    return (
        f"CREATE INDEX{how} {quote(index_name(table, row))} ON {quote(table)} ({column}, {key}) "
        f"WHERE {column} IS NOT NULL"
    )


def compared(row: RuntimeField) -> str:
    """The column that sorts and compares."""
    spec = spec_of(row)
    suffix = spec.kind.compare_suffix
    return spec.name + ("" if suffix == "_id" and row.kind == "link" else suffix)


def add_unique(table: str, row: RuntimeField) -> None:
    """What two writers at the same moment cannot get past."""
    column = quote(row.column_stem)
    run(
        f"CREATE UNIQUE INDEX {quote(unique_name(table, row))} ON {quote(table)} ({column}) "
        f"WHERE {column} IS NOT NULL"
    )
