"""Which migrations still have to be applied, found without Django: ``kartei up`` asks this at
every start.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing

from kartei.web.config import Config
from kartei.web.places import folder_of

_APPLIED = "SELECT app, name FROM django_migrations"


class DatabaseAwayError(Exception):
    """The database cannot be reached or read; the text says why, for a person."""


def pending(config: Config) -> list[str]:
    """``app.migration`` for each migration on disk that the database has not seen.

    A database that is not there, or was never migrated, has seen none. Raises DatabaseAwayError.
    """
    wanted = set(_on_disk(config.apps()))
    applied = _in_postgresql(config.database) if config.is_postgresql else _in_sqlite(config)
    return sorted(f"{app}.{name}" for app, name in wanted - set(applied))


def _on_disk(apps: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """(label, migration) of every migration file of APPS, packages by label."""
    for label, package in apps.items():
        folder = folder_of(package)
        for path in folder.glob("migrations/[0-9]*.py") if folder else ():
            yield label, path.stem


def _in_sqlite(config: Config) -> list[tuple[str, str]]:
    if not config.sqlite_path.exists():
        return []
    try:
        with closing(sqlite3.connect(config.sqlite_path, timeout=20)) as connection:
            known = connection.execute(
                "SELECT 1 FROM sqlite_master WHERE name = 'django_migrations'"
            ).fetchone()
            return connection.execute(_APPLIED).fetchall() if known else []
    except sqlite3.Error as error:
        raise DatabaseAwayError(f"{config.sqlite_path}: {error}") from error


def _in_postgresql(url: str) -> list[tuple[str, str]]:
    import psycopg

    try:
        with psycopg.connect(url, autocommit=True) as connection:
            known = connection.execute("SELECT to_regclass('django_migrations')").fetchone()
            if known is None or known[0] is None:
                return []
            return [(row[0], row[1]) for row in connection.execute(_APPLIED)]
    except psycopg.Error as error:
        raise DatabaseAwayError(f"PostgreSQL: {str(error).strip()}") from error
