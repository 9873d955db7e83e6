"""Backup and restore of one installation: database, files and secret key in one archive.

A SQLite database is copied by ``VACUUM INTO`` only: a plain copy of the file under writes is
damaged nearly always (measured). The database is taken first and the files after it, so that every
file a row names is there.
"""

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from kartei import __version__
from kartei.platform.kit.sealed import ENDING, Sealer, key_in, new_key
from kartei.web import archive
from kartei.web.archive import ArchiveError, Manifest, Writer
from kartei.web.config import Config, postgresql_parts


class RestoreError(Exception):
    """The restore was refused before anything was changed; the text says why."""


def back_up(config: Config, target: Path, key: Path | None = None) -> Manifest:
    """Write a verified archive of the installation to TARGET, which must not exist yet.

    key: the file with the key under which it is sealed; made when it is not there yet.
    Raises OSError, sqlite3.Error or ArchiveError; TARGET then does not exist.
    """
    if target.exists():
        raise FileExistsError(f"{target} is already there")
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _draft_beside(target) as draft:
        with open(draft, "xb", opener=_private) as file:
            with _sealed(file, key) as sink:
                _write(config, Writer(sink), draft.with_suffix(".db"))
            file.flush()
            os.fsync(file.fileno())
        manifest = archive.verify(draft, key)  # a backup that was never read is none
        os.replace(draft, target)
    return manifest


@contextmanager
def _sealed(file: IO[bytes], key: Path | None) -> Iterator[Any]:
    """Where an archive's bytes go: into the file as they are, or sealed."""
    if key is None:
        yield file
        return
    if not key.exists():
        key.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(key, "x", encoding="ascii", opener=_private) as made:
            made.write(new_key() + "\n")
            made.flush()
            os.fsync(made.fileno())
    with Sealer(file, key_in(key)) as sink:
        yield sink


def default_key(config: Config) -> Path:
    """Where the key of encrypted backups lies: beside the other keys, outside the data folder."""
    return config.key_file.with_name(f"{config.key_file.name}.backup")


def restore(config: Config, source: Path, key: Path | None = None) -> Manifest:
    """Bring the archive at SOURCE into the empty installation that CONFIG describes.

    key: the file with the key of a sealed archive.
    The installation gets a new epoch: what phones and other programs remember of it is no longer
    true. Raises RestoreError or ArchiveError; the data folder is then as it was.
    """
    _refuse_unless_empty(config)
    config.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix=".restoring-", dir=config.data) as name:
        folder = Path(name)
        manifest = archive.unpack(source, folder, key)
        _refuse_unless_fitting(config, manifest)
        if config.is_postgresql:
            _load_dump(config, folder / archive.DUMP)
            (folder / archive.DUMP).unlink()
        _move_in(folder, config.data)
    config.renew_epoch()
    return manifest


def default_target(config: Config, *, sealed: bool = False) -> Path:
    """Where a backup goes when nobody says otherwise."""
    moment = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    ending = "tar.gz.sealed" if sealed else "tar.gz"
    return config.data / "backups" / f"kartei-{moment}.{ending}"


def _write(config: Config, writer: Writer, scratch: Path) -> None:
    """All members in their order; SCRATCH is a free path for the database's copy."""
    try:
        if config.is_postgresql:
            _pg(
                config,
                "pg_dump",
                "-Fc",
                "--no-owner",
                "--no-privileges",
                "-f",
                str(scratch),
                "-d",
                _pg_name(config),
            )
            writer.add(archive.DUMP, scratch)
        else:
            _vacuum_into(config.sqlite_path, scratch)
            writer.add(archive.SQLITE, scratch)
    finally:
        scratch.unlink(missing_ok=True)
    if (config.data / archive.KEY).exists():
        writer.add(archive.KEY, config.data / archive.KEY)
    _add_files(config.files_path, writer)
    writer.close(
        Manifest(
            format=archive.FORMAT,
            version=__version__,
            epoch=config.epoch(),
            created_at=datetime.now(UTC).isoformat(timespec="seconds"),
            engine=_engine(config),
            members=tuple(writer.members),
        )
    )


def _add_files(top: Path, writer: Writer) -> None:
    """All uploaded files; one that goes meanwhile was named by no row of the database's copy.

    One that is encrypted meanwhile, or put back in clear, goes by its other name.
    """
    found = sorted(path for path in top.rglob("*") if path.is_file())
    added: set[Path] = set()
    for path in found:
        other = path.with_suffix("" if path.suffix == ENDING else ENDING)
        for place in (path, other):
            if place in added:
                break
            with suppress(FileNotFoundError):
                writer.add(f"{archive.FILES}/{place.relative_to(top).as_posix()}", place)
                added.add(place)
                break


def _load_dump(config: Config, dump: Path) -> None:
    """Fill the empty PostgreSQL database in one transaction; all or nothing.

    The journal's transaction numbers are those of the server that was dumped. Here they mean
    nothing: rows with higher ones than this server's would be told as news when it gets there.
    So all rows get one that is past already; readers begin anew behind them (the epoch changes).
    """
    words = ("--exit-on-error", "--single-transaction", "--no-owner", "-d", _pg_name(config))
    _pg(config, "pg_restore", *words, str(dump))
    with _connected(config) as connection:
        if connection.execute("SELECT to_regclass('records_journal')").fetchone() == (None,):
            return
        connection.execute("DROP INDEX records_journal_xid")
        # a new column with a constant costs nothing, an UPDATE would write every row anew
        connection.execute("ALTER TABLE records_journal DROP COLUMN xid")
        connection.execute("ALTER TABLE records_journal ADD COLUMN xid xid8 NOT NULL DEFAULT '0'")
        connection.execute(
            "ALTER TABLE records_journal ALTER COLUMN xid SET DEFAULT pg_current_xact_id()"
        )
        connection.execute("CREATE INDEX records_journal_xid ON records_journal (xid, id)")


def _vacuum_into(source: Path, target: Path) -> None:
    """A whole copy of the SQLite database at one moment, while others go on writing."""
    if not source.exists():
        raise FileNotFoundError(f"there is no database at {source}")
    with closing(sqlite3.connect(source, timeout=20)) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))
    target.chmod(0o600)


def _pg(config: Config, *words: str) -> None:
    """Run a PostgreSQL program; the password travels in the environment, unseen by others."""
    environment = {**os.environ, "PGPASSWORD": postgresql_parts(config.database)["password"]}
    try:
        done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise OSError(
            f"{words[0]} is not installed (Debian: apt install postgresql-client)"
        ) from error
    if done.returncode != 0:
        raise OSError(f"{words[0]} failed: {done.stderr.strip()}")


def _pg_name(config: Config) -> str:
    """The database's URL without the password, fit for a command line that everybody can see."""
    password = postgresql_parts(config.database)["password"]
    before, _, after = config.database.rpartition("@")
    return f"{before.rpartition(':')[0]}@{after}" if password else config.database


def _engine(config: Config) -> str:
    return "postgresql" if config.is_postgresql else "sqlite"


def _refuse_unless_empty(config: Config) -> None:
    """A restore never mixes with or overwrites what is there."""
    there = [config.sqlite_path, config.data / "epoch", config.data / archive.KEY]
    taken = [path for path in there if path.exists()]
    if config.files_path.is_dir() and any(config.files_path.iterdir()):
        taken.append(config.files_path)
    if taken:
        raise RestoreError(f"{config.data} is not empty: there is {taken[0].name}")
    if config.is_postgresql and _has_tables(config):
        raise RestoreError("the PostgreSQL database is not empty")


def _has_tables(config: Config) -> bool:
    with _connected(config) as connection:
        question = "SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema()"
        return connection.execute(question).fetchone() is not None


@contextmanager
def _connected(config: Config) -> Iterator[Any]:
    """A psycopg connection in a transaction; RestoreError says what the server did not like."""
    import psycopg

    try:
        with psycopg.connect(config.database) as connection:
            yield connection
    except psycopg.Error as error:
        raise RestoreError(f"PostgreSQL: {str(error).strip()}") from error


def _refuse_unless_fitting(config: Config, manifest: Manifest) -> None:
    """An archive of a newer program or of the other database cannot be read here."""
    if _number(manifest.version) > _number(__version__):
        raise RestoreError(
            f"the archive is from version {manifest.version}, this is {__version__}: update first"
        )
    if manifest.engine != _engine(config):
        raise RestoreError(
            f"the archive holds a {manifest.engine} database, here it is {_engine(config)}"
        )


def _number(version: str) -> tuple[int, ...]:
    """A version as comparable numbers: 1.10.2 is newer than 1.9."""
    try:
        return tuple(int(part) for part in version.split("."))
    except ValueError as error:
        raise ArchiveError(f"the archive names no version: {version!r}") from error


def _move_in(folder: Path, data: Path) -> None:
    """Put the unpacked members in their places, the database last: without it nothing starts."""
    for path in sorted(folder.iterdir(), key=lambda path: path.name == archive.SQLITE):
        place = data / path.name
        if place.is_dir():
            place.rmdir()  # the empty folder of files
        shutil.move(path, place)
        place.chmod(0o700 if place.is_dir() else 0o600)


@contextmanager
def _draft_beside(target: Path) -> Iterator[Path]:
    """A path beside TARGET that is gone afterwards, whatever happened."""
    draft = target.with_name(f".{target.name}.part")
    try:
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def _private(path: str, flags: int) -> int:
    """Opens a file that its owner alone can read."""
    return os.open(path, flags, 0o600)
