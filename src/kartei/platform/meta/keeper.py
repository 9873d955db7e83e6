"""The only author of DDL at run time: side tables, their columns and indexes, runtime objects.

DDL is plain SQL in the same transaction as the metadata row and the new version, on both
databases. On PostgreSQL the author takes an advisory lock alone (writers share it) and never waits
longer than a second for a table, so that a long report cannot hold everybody up; then it tries
again. A model's own table is never altered: Django's migrations rebuild it on SQLite and would
drop what they do not know (docs/decisions/0002).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext_lazy as _

from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.kinds import KINDS
from kartei.platform.meta.models import RuntimeField, RuntimeObject
from kartei.platform.meta.spec import FieldSpec, registry
from kartei.platform.meta.versions import bump_meta
from kartei.platform.meta.world import Obj, current_world

#: Advisory lock of PostgreSQL: writers share it, the schema author takes it alone.
SCHEMA_LOCK = 7_031_955
TRIES = 30
#: Kinds whose index may drive a query; few-valued ones never should (docs/decisions/0002).
DRIVING = ("text", "integer", "number", "percent", "money", "date", "moment", "link")
T = TypeVar("T")


def quote(name: str) -> str:
    """A quoted identifier; ours hold letters, digits and underscores only."""
    return connection.ops.quote_name(name)


def run(sql: str) -> None:
    """One statement of DDL."""
    with connection.cursor() as cursor:
        cursor.execute(sql)


def as_author(work: Callable[[], T]) -> T:
    """Carry out a change of the schema; on PostgreSQL again while a table is busy."""
    for attempt in range(TRIES):
        try:
            with transaction.atomic():
                if connection.vendor == "postgresql":
                    run("SET LOCAL lock_timeout = '1s'")
                    run(f"SELECT pg_advisory_xact_lock({SCHEMA_LOCK})")
                found = work()
                bump_meta()
            tidy()
            return found
        except OperationalError as err:
            busy = "lock timeout" in str(err) or "canceling statement" in str(err)
            if not busy or attempt == TRIES - 1:
                raise
            time.sleep(0.1)
    raise AssertionError("unreachable")


def tidy() -> None:
    """SQLite loses the statistics of what changed; without them it plans badly (measured)."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        run("PRAGMA optimize")


def create_field(
    object: str,
    kind: str,
    labels: Mapping[str, str],
    *,
    options: Sequence[Mapping[str, Any]] = (),
    target: str = "",
    required: bool = False,
    unique: bool = False,
    indexed: bool = False,
    guarded: bool = False,
    currency: str = "",
    help: Mapping[str, str] | None = None,
) -> RuntimeField:
    """Add a field to an object; it is at once in list, filter, form, API and everything else.

    labels: text by language, one is enough. options: [{"value", "labels", "color"}] of choices.
    Errors: Refusal for an unknown object, kind or target, or an object without runtime fields.
    """
    check_field(object, kind, labels, target)

    def work() -> RuntimeField:
        row = RuntimeField.objects.create(
            object=object,
            kind=kind,
            labels=dict(labels),
            help=dict(help or {}),
            options=[dict(o) for o in options],
            target=target,
            required=required,
            unique=unique,
            indexed=indexed,
            guarded=guarded,
            currency=currency,
        )
        table = home_of(object)
        add_columns(table, row)
        if indexed and kind in DRIVING:
            add_index(table, row)
        return row

    return as_author(work)


def check_field(object: str, kind: str, labels: Mapping[str, str], target: str) -> None:
    """Refuse what cannot be made."""
    world = current_world()
    obj = world.objects.get(object)
    if obj is None or (obj.entity is not None and not obj.entity.runtime_fields):
        raise Refusal("meta.no_fields", _("“%(name)s” takes no fields of its own"), name=object)
    if kind not in KINDS or kind in ("lines", "id"):
        raise Refusal("meta.kind", _("There is no kind of field “%(kind)s”"), kind=kind)
    if not any(labels.values()):
        raise Refusal("meta.label", _("A field needs a label"))
    if kind in ("link", "links") and target not in world.objects:
        raise Refusal("meta.target", _("There is no object “%(name)s”"), name=target)


def home_of(object: str) -> str:
    """The table that holds an object's runtime columns; made when it is not there yet."""
    entity = registry.entities.get(object)
    if entity is None:
        return f"o_{RuntimeObject.objects.get(name=object).pk}"
    base = entity.model._meta.db_table
    table = f"x_{base}"
    if table not in connection.introspection.table_names():
        key = entity.model._meta.pk.db_type(connection)
        tail = " WITHOUT ROWID" if connection.vendor == "sqlite" else ""
        run(
            f"CREATE TABLE {quote(table)} (base_id {key} NOT NULL PRIMARY KEY "
            f"REFERENCES {quote(base)} (id) ON DELETE CASCADE){tail}"
        )
    return table


def spec_of(row: RuntimeField) -> FieldSpec:
    """A field's row as far as its columns need it."""
    return FieldSpec(name=f"f_{row.pk}", kind=KINDS[row.kind], label="", runtime=True)


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


def compared(row: RuntimeField) -> str:
    """The column that sorts and compares."""
    spec = spec_of(row)
    suffix = spec.kind.compare_suffix
    return spec.name + ("" if suffix == "_id" and row.kind == "link" else suffix)


def index_name(table: str, row: RuntimeField) -> str:
    """The name of a field's index."""
    return f"{table}_{row.pk}_idx"


def add_index(table: str, row: RuntimeField) -> None:
    """An index for "search by this": rows with a value, in the order of a keyset page."""
    key = "base_id" if table.startswith("x_") else "id"
    column = quote(compared(row))
    run(
        f"CREATE INDEX {quote(index_name(table, row))} ON {quote(table)} ({column}, {key}) "
        f"WHERE {column} IS NOT NULL"
    )


def retire_field(field: int) -> None:
    """Take a field out of use; its values stay until it is purged."""

    def work() -> None:
        RuntimeField.objects.filter(pk=field).update(retired=True)

    as_author(work)


def restore_field(field: int) -> None:
    """Take a retired field into use again, values and all."""

    def work() -> None:
        RuntimeField.objects.filter(pk=field).update(retired=False)

    as_author(work)


def purge_field(field: int) -> None:
    """Drop a retired field's columns for good."""

    def work() -> None:
        row = RuntimeField.objects.get(pk=field, retired=True)
        table = home_of(row.object)
        run(f"DROP INDEX IF EXISTS {quote(index_name(table, row))}")
        spec = spec_of(row)
        for suffix in spec.kind.fields(spec):
            run(f"ALTER TABLE {quote(table)} DROP COLUMN {quote(spec.name + suffix)}")
        row.delete()

    as_author(work)


def create_object(
    name: str, labels: Mapping[str, str], many_labels: Mapping[str, str] | None = None
) -> RuntimeObject:
    """Add an object of one's own, called ``own.<name>``; it has a name, an owner and rights."""
    if not (name.isascii() and name.replace("_", "").isalnum() and name[:1].isalpha()):
        raise Refusal("meta.name", _("Use Latin letters, digits and underscores"))
    full = f"own.{name.lower()}"
    if RuntimeObject.objects.filter(name=full).exists():
        raise Refusal("meta.taken", _("There is an object of this name already"), status=409)

    def work() -> RuntimeObject:
        row = RuntimeObject.objects.create(
            name=full, labels=dict(labels), many_labels=dict(many_labels or labels)
        )
        create_table(f"o_{row.pk}")
        return row

    return as_author(work)


def create_table(table: str) -> None:
    """The table of a runtime object with the platform's columns and the indexes of its lists."""
    from kartei.platform.meta.world import own_columns

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


def side_tables(objects: Mapping[str, Obj]) -> list[str]:
    """Names of the side tables in use."""
    return [f"x_{o.table}" for o in objects.values() if o.side is not None]
