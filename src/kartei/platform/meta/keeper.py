"""The only author of DDL at run time: side tables, their columns, runtime objects.

DDL is plain SQL in the same transaction as the metadata record and the new version, on both
databases; it follows from records of ``meta.field`` and ``meta.object`` (meta.shaping). On
PostgreSQL the author takes an advisory lock alone (writers share it) and never waits longer than a
second for a table, so that a long report cannot hold everybody up; then it tries again. Indexes of
fields are in meta.indexes. A model's own table is never altered: Django's migrations rebuild it on
SQLite and would drop what they do not know (docs/decisions/0002).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TypeVar

from django.db import OperationalError, connection, models, transaction
from django.utils.translation import gettext_lazy as _

from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.kinds import KINDS
from kartei.platform.meta.models import RuntimeField, RuntimeObject
from kartei.platform.meta.spec import FieldSpec, Way, registry
from kartei.platform.meta.twins import way_columns
from kartei.platform.meta.world import Obj

#: Advisory lock of PostgreSQL: writers share it, the schema author takes it alone.
SCHEMA_LOCK = 7_031_955
TRIES = 30
#: Rows of an index that SQLite looks at for its statistics.
LOOKED_AT = 1000
#: What PostgreSQL says when somebody else was in the way.
IN_THE_WAY = ("lock timeout", "canceling statement", "deadlock detected")
T = TypeVar("T")


class IndexUnderWay(Exception):
    """The table is to be changed, but an index of it is being built."""


def quote(name: str) -> str:
    """A quoted identifier; ours hold letters, digits and underscores only."""
    return connection.ops.quote_name(name)


def run(sql: str) -> None:
    """One statement of DDL."""
    with connection.cursor() as cursor:
        cursor.execute(sql)


def as_author(work: Callable[[], T]) -> T:
    """Carry out a change of the schema in a transaction; on PostgreSQL again while a table is busy.

    Errors: Refusal when a table stays busy.
    """
    words = _("The table is busy with a long report; please try again later")
    for _attempt in range(TRIES):
        try:
            with transaction.atomic():
                found = work()
            tidy()
            return found
        except IndexUnderWay:
            words = _("An index of this object is being built; please try again when it is done")
        except OperationalError as err:
            if not any(one in str(err) for one in IN_THE_WAY):
                raise
        time.sleep(0.1)
    raise Refusal("meta.busy", words, status=409)


def begin() -> None:
    """Inside the transaction of the change: keep writers and other authors off.

    Writers of runtime columns take the same lock shared (records.write.enter). The version rises
    when the change is complete, so that nobody compiles half of it.
    """
    if connection.vendor == "postgresql":
        run("SET LOCAL lock_timeout = '1s'")
        run(f"SELECT pg_advisory_xact_lock({SCHEMA_LOCK})")


def tidy() -> None:
    """SQLite loses the statistics of what changed; without them it plans badly (measured).

    In a transaction of its own, which takes the lock at its beginning: one that comes to write
    only after it has read is refused at once when somebody else wrote meanwhile. The limit keeps
    it short, for everybody's writes wait.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        run(f"PRAGMA analysis_limit = {LOOKED_AT}")
        with transaction.atomic():
            run("PRAGMA optimize")


def must_be_free(table: str) -> None:
    """Leave a table alone while PostgreSQL builds an index there beside the writers.

    Waiting for it inside a transaction would hold the writers up, and the index waits for the
    transaction: a circle. Errors: IndexUnderWay, upon which ``as_author`` begins anew.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_stat_progress_create_index "
            "WHERE datname = current_database() AND relid = to_regclass(%s)",
            [quote(table)],
        )
        if cursor.fetchone():
            raise IndexUnderWay


def add_field(row: RuntimeField) -> None:
    """The columns of a new field, in its object's side table or own table."""
    table = home_of(row.object)
    must_be_free(table)
    add_columns(table, row)


def home_of(object: str) -> str:
    """The table that holds an object's runtime columns; made when it is not there yet."""
    model = model_of(object)
    if model is None:
        code = object.removeprefix("own.")
        return f"o_{RuntimeObject.objects.values_list('number', flat=True).get(code=code)}"
    base = model._meta.db_table
    table = f"x_{base}"
    if table not in connection.introspection.table_names():
        key = model._meta.pk.db_type(connection)
        tail = " WITHOUT ROWID" if connection.vendor == "sqlite" else ""
        run(
            f"CREATE TABLE {quote(table)} (base_id {key} NOT NULL PRIMARY KEY "
            f"REFERENCES {quote(base)} (id) ON DELETE CASCADE){tail}"
        )
    return table


def model_of(object: str) -> type[models.Model] | None:
    """The model of a built-in object, or of its child rows ("offers.offer.lines"); None else."""
    entity = registry.entities.get(object)
    if entity is not None:
        return entity.model
    whole, _dot, part = object.rpartition(".")
    entity = registry.entities.get(whole)
    return next((d.model for d in entity.lines if d.name == part), None) if entity else None


def spec_of(row: RuntimeField) -> FieldSpec:
    """A field's row as far as its columns need it; its name is the stem of the columns."""
    return FieldSpec(name=row.column_stem, kind=KINDS[row.kind], label="", runtime=True)


def add_columns(table: str, row: RuntimeField) -> None:
    """The nullable columns of a field."""
    spec = spec_of(row)
    for suffix, column in spec.kind.fields(spec).items():
        parameters = column.db_parameters(connection)
        collation = parameters.get("collation")
        tail = f" COLLATE {quote(collation)}" if collation else ""
        run(
            f"ALTER TABLE {quote(table)} ADD COLUMN {quote(spec.name + suffix)} "
            f"{parameters['type']}{tail}"
        )


def columns_of(table: str) -> set[str]:
    """The names of a table's columns."""
    with connection.cursor() as cursor:
        return {c.name for c in connection.introspection.get_table_description(cursor, table)}


def create_table(table: str) -> None:
    """The table of a runtime object with the platform's columns and the indexes of its lists."""
    from kartei.platform.meta.twins import own_columns

    parts = []
    for column in own_columns():
        kind = column.db_parameters(connection)
        collation = kind.get("collation")
        null = "" if column.null else " NOT NULL"
        key = " PRIMARY KEY" if column.primary_key else ""
        tail = f" COLLATE {quote(collation)}" if collation else ""
        parts.append(f"{quote(str(column.column))} {kind['type']}{tail}{null}{key}")
    run(f"CREATE TABLE {quote(table)} ({', '.join(parts)})")
    for first in ("owner_id", "unit_id"):
        run(f"CREATE INDEX {quote(f'{table}_{first}')} ON {quote(table)} ({first}, name_key, id)")


def add_way(table: str, way: Way) -> None:
    """What records on their way through a funnel know of it; it stays when switched off."""
    known = columns_of(table)
    key = models.UUIDField().db_parameters(connection)
    for name, column in way_columns(way).items():
        place = f"{name}_id" if column.is_relation else name
        if place in known:
            return
        kind = key if column.is_relation else column.db_parameters(connection)
        run(f"ALTER TABLE {quote(table)} ADD COLUMN {quote(place)} {kind['type']}")
    run(
        f"CREATE INDEX {quote(f'{table}_stage')} ON {quote(table)} "
        "(stage_id, created_at DESC, id DESC)"
    )


def side_tables(objects: Mapping[str, Obj]) -> list[str]:
    """Names of the side tables in use."""
    return [f"x_{o.table}" for o in objects.values() if o.side is not None]
