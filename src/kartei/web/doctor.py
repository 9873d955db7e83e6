"""What ``kartei doctor`` examines: whether saved means on disk, and the pieces fit together.

Rooms and modules add examinations of their own as Django checks under the tag ``doctor``.
"""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass

from django.core import checks
from django.db import connection
from django.utils import translation

from kartei.web import tls
from kartei.web.config import Config, ConfigurationError, config
from kartei.web.loading import set_up
from kartei.web.migrations_state import DatabaseAwayError, pending
from kartei.web.places import survey

_MIB = 1024 * 1024
_SPACE_WANTED = 500 * _MIB
# Setting -> what a saved row needs it to be.
_SQLITE = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
_POSTGRESQL = {"fsync": "on", "full_page_writes": "on", "server_encoding": "UTF8"}
# With these an acknowledged write may still be only in memory.
_UNSAFE_COMMIT = ("off", "local")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; CURE says what to do when it is not fine."""

    fine: bool
    text: str
    cure: str = ""


def examine() -> Iterator[Finding]:
    """Look at everything, the database last: it may not answer.

    Without modules that fit together Django cannot be set up, and nothing further be looked at.
    """
    settings = config()
    modules = list(_modules(settings))
    yield from modules
    yield from _folder(settings)
    for seen in tls.look(settings.address):
        yield Finding(seen.fine, seen.text, seen.cure)
    if not all(finding.fine for finding in modules):
        return
    try:
        waiting = pending(settings)
    except DatabaseAwayError as error:
        yield Finding(False, str(error), "let it run, or mend the address; a backup helps else")
        return
    yield from (_postgresql() if settings.is_postgresql else _sqlite())
    yield Finding(not waiting, f"{len(waiting)} migrations pending", "run: kartei migrate")
    if not waiting:
        yield from _keys(settings)
        yield from _security(settings)
    for message in checks.run_checks(tags=["doctor"], databases=["default"]):
        yield Finding(fine=message.level < checks.ERROR, text=message.msg, cure=message.hint or "")


def _folder(settings: Config) -> Iterator[Finding]:
    """The data folder: writable, private, with room to grow."""
    data = settings.data
    try:
        with tempfile.TemporaryFile(dir=data):
            yield Finding(fine=True, text=f"{data} is writable")
    except OSError as error:
        yield Finding(fine=False, text=f"{data} is not writable: {error.strerror}", cure="chown it")
        return
    key = data / "secret-key"
    if os.name == "posix" and not settings.secret_key and key.exists():
        mode = stat.S_IMODE(key.stat().st_mode)
        yield Finding(mode == 0o600, f"the secret key has mode {mode:o}", "chmod 600 secret-key")
    free = shutil.disk_usage(data).free
    yield Finding(free > _SPACE_WANTED, f"{free // _MIB} MiB free on the disk", "make room")


def _keys(settings: Config) -> Iterator[Finding]:
    """The keys of stored passwords: private, apart from the data, and fitting every secret."""
    from kartei.platform.access import vault

    path, mode = settings.key_file, vault.vault().mode
    if mode is not None:
        if os.name == "posix":
            yield Finding(mode == 0o600, f"the key file has mode {mode:o}", f"chmod 600 {path}")
        apart = not path.is_relative_to(settings.data)
        where = "apart from" if apart else "inside"
        cure = "move it and name its new place in KARTEI_KEY_FILE"
        yield Finding(apart, f"the key file {path} lies {where} the data folder", cure)
    yield from _files(settings)
    lost = vault.unreadable()
    cure = f"bring the file {path} back, or enter the passwords again"
    yield Finding(not lost, f"{lost} stored passwords cannot be decrypted", cure)


def _files(settings: Config) -> Iterator[Finding]:
    """The keys of stored files, where they are encrypted: apart from the data."""
    path = settings.files_key
    if path is not None:
        apart = not path.is_relative_to(settings.data)
        where = "apart from" if apart else "inside"
        cure = "move it and name its new place in KARTEI_FILES_KEY"
        yield Finding(apart, f"the key file {path} lies {where} the data folder", cure)


def _security(settings: Config) -> Iterator[Finding]:
    """What is unsafe in the present settings; only what is grave makes the house unsound."""
    from kartei.platform.mail import domain
    from kartei.web.findings import HIGH, findings

    with translation.override("en"):
        domain.look_at_all()
        found = findings(settings)
    for one in found:
        if not one.fine:
            grave = one.severity == HIGH
            text = f"{'unsafe' if grave else 'advice'}: {one.title}: {one.text}"
            yield Finding(not grave, text if grave else f"{text} -> {one.cure}", one.cure)


def _modules(settings: Config) -> Iterator[Finding]:
    """The modules fit together and can be loaded; those of packages are named."""
    cure = "mend or remove the package, or name in KARTEI_MODULES the modules that shall be there"
    found = survey(settings.modules)
    for fault in found.faults:
        yield Finding(False, fault, cure)
    if found.faults:
        return
    try:
        set_up()
    except ConfigurationError as error:
        yield Finding(False, str(error), cure)
        return
    for place in found.places:
        if place.origin:
            yield Finding(fine=True, text=f"{place.called} is loaded")


def _sqlite() -> Iterator[Finding]:
    """SQLite's settings on the very connection that the server uses, and the state of the file."""
    for name, wanted in _SQLITE.items():
        value = _one(f"PRAGMA {name}")
        yield Finding(value == wanted, f"{name} is {value}", f"must be {wanted}; mend the settings")
    state = _one("PRAGMA quick_check")
    yield Finding(state == "ok", f"the database file: {state}", "restore the last backup")


def _postgresql() -> Iterator[Finding]:
    """PostgreSQL's settings that decide whether saved means on disk."""
    for name, wanted in _POSTGRESQL.items():
        value = _one(f"SHOW {name}")
        yield Finding(value == wanted, f"{name} is {value}", f"set {name} = {wanted}")
    value = _one("SHOW synchronous_commit")
    cure = "set synchronous_commit = on for this database"
    yield Finding(value not in _UNSAFE_COMMIT, f"synchronous_commit is {value}", cure)
    known = _one("SELECT count(*) FROM pg_available_extensions WHERE name = 'pg_trgm'")
    there = "" if known else "not "
    yield Finding(bool(known), f"pg_trgm is {there}available", "install postgresql-contrib")


def _one(question: str) -> object:
    """The first column of the first row."""
    with connection.cursor() as cursor:
        cursor.execute(question)
        row = cursor.fetchone()
    return row[0] if row else None
