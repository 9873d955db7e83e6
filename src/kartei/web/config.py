"""One installation's configuration: environment variables, else a TOML file, else safe defaults.

Free of Django, so that the program's light commands can use it. Every option stands once, in
``OPTIONS``; docs/configuration.md explains each, and a test keeps the two in step.
"""

import os
import secrets
import tomllib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from kartei.web.places import PLATFORM, Place, installed, survey

# Option -> default, all as text; the environment variable is KARTEI_<OPTION IN CAPITALS>.
OPTIONS: Mapping[str, str] = {
    "data": "./data",
    "database": "",
    "connections": "16",
    "host": "127.0.0.1",
    "port": "8000",
    "address": "",
    "hosts": "",
    "modules": "people,tasks,catalog,documents,reports,pricing,calculators,sales,offers,billing,"
    "einvoice,forms,finance",
    "language": "en",
    "workers": "2",
    "threads": "256",
    "secret_key": "",
    "key_file": "",
    "files_key": "",
    "proxy": "no",
    "sign_in_days": "180",
    "debug": "no",
    "log": "info",
}

LANGUAGES = ("ru", "de", "en")


class ConfigurationError(Exception):
    """The configuration cannot be used; the text says which option and why."""


@dataclass(frozen=True, slots=True)
class Config:
    """One installation's configuration; ``address`` is the public URL without a trailing slash."""

    data: Path
    database: str
    connections: int
    host: str
    port: int
    address: str
    hosts: tuple[str, ...]
    modules: tuple[str, ...]
    language: str
    workers: int
    threads: int
    secret_key: str
    key_file: Path
    files_key: Path | None
    proxy: bool
    sign_in_days: int
    debug: bool
    log: str

    @property
    def sqlite_path(self) -> Path:
        """Where the SQLite database lies when no PostgreSQL is named."""
        return self.data / "kartei.sqlite3"

    @property
    def files_path(self) -> Path:
        """The folder of uploaded files."""
        return self.data / "files"

    @property
    def is_postgresql(self) -> bool:
        """Whether the rows live in PostgreSQL."""
        return bool(self.database)

    @property
    def url(self) -> str:
        """The address people open."""
        return self.address or f"http://{self.host}:{self.port}"

    def make_folder(self) -> None:
        """The data folder is there and can be written; ConfigurationError says why not."""
        try:
            self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
            with TemporaryFile(dir=self.data):
                return
        except OSError as error:
            raise ConfigurationError(
                f"the data folder {self.data} cannot be used: {error.strerror}."
                " Choose another with KARTEI_DATA=…"
            ) from error

    def places(self) -> tuple[Place, ...]:
        """The modules switched on, each behind those it needs; ConfigurationError names those that
        are not there, taken twice, or lack a module they need.
        """
        found = survey(self.modules)
        if found.faults:
            raise ConfigurationError("\n        ".join(found.faults))
        return found.places

    def apps(self) -> dict[str, str]:
        """Label -> package of the applications Django installs: platform rooms, modules switched
        on, the shell.
        """
        return {
            **{room: f"kartei.platform.{room}" for room in PLATFORM},
            **{place.name: place.package for place in self.places()},
            "web": "kartei.web",
        }

    def secret(self) -> str:
        """The secret key: the configured one, else one made on the first start and kept in the
        data folder.
        """
        return self.secret_key or _kept(self.data / "secret-key", lambda: secrets.token_urlsafe(48))

    def epoch(self) -> str:
        """The installation epoch, part of every cursor; a restore or a move replaces it."""
        return _kept(self.data / "epoch", lambda: uuid.uuid4().hex)

    def renew_epoch(self) -> str:
        """Make all cursors handed out before invalid; servers must be started anew after this."""
        (self.data / "epoch").unlink(missing_ok=True)
        return self.epoch()


@cache
def config() -> Config:
    """The configuration of this process, read once."""
    return read(os.environ)


def read(environ: Mapping[str, str]) -> Config:
    """Read the configuration from ENVIRON and the TOML file it may name in KARTEI_CONFIG.

    Raises ConfigurationError for an unknown option in the file, a value of the wrong form or a
    missing file.
    """
    said = _from_file(environ.get("KARTEI_CONFIG", ""))
    for name in OPTIONS:
        if (value := environ.get(f"KARTEI_{name.upper()}")) is not None:
            said[name] = value
    given = {**OPTIONS, **said}
    given["port"] = environ.get("PORT", given["port"])
    return Config(
        data=_path(given["data"]),
        database=_database(given["database"]),
        connections=_number("connections", given, 1, 1000),
        host=given["host"],
        port=_number("port", given, 1, 65535),
        address=given["address"].rstrip("/"),
        hosts=_words(given["hosts"]),
        modules=_words(given["modules"]) + (() if "modules" in said else _beside(OPTIONS)),
        language=_one_of("language", given, LANGUAGES),
        workers=_number("workers", given, 1, 64),
        threads=_number("threads", given, 4, 1024),
        secret_key=given["secret_key"],
        key_file=_beside_data(given),
        files_key=_path(given["files_key"]) if given["files_key"] else None,
        proxy=_yes_no("proxy", given),
        sign_in_days=_number("sign_in_days", given, 1, 3650),
        debug=_yes_no("debug", given),
        log=_one_of("log", given, ("debug", "info", "warning", "error")),
    )


def postgresql_parts(url: str) -> dict[str, str]:
    """Name, user, password, host, port and further libpq options of a PostgreSQL URL, empty where
    not given.
    """
    parts = urlsplit(url)
    return {
        "name": unquote(parts.path.lstrip("/")),
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "host": unquote(parts.hostname or ""),
        "port": str(parts.port or ""),
        **dict(parse_qsl(parts.query)),
    }


def _from_file(path: str) -> dict[str, str]:
    """The options of the TOML file at PATH as text; nothing when no file is named."""
    if not path:
        return {}
    try:
        found: dict[str, Any] = tomllib.loads(Path(path).expanduser().read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError(f"KARTEI_CONFIG={path} cannot be read: {error}") from error
    unknown = sorted(found.keys() - OPTIONS.keys())
    if unknown:
        raise ConfigurationError(f"{path}: unknown option {', '.join(unknown)}")
    return {name: _as_text(value) for name, value in found.items()}


def _as_text(value: Any) -> str:
    """A TOML value as it would be written in the environment."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def _beside_data(given: Mapping[str, str]) -> Path:
    """The file of the vault's keys: by default beside the data folder, so that no copy of the
    folder holds it.
    """
    data = _path(given["data"])
    return _path(given["key_file"]) if given["key_file"] else data.with_name(f"{data.name}.keys")


def _path(text: str) -> Path:
    """A path as a whole one."""
    return Path(text).expanduser().resolve()


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _beside(given: Mapping[str, str]) -> tuple[str, ...]:
    """Modules of installed packages: they are on where nobody names the modules."""
    return tuple(name for name in installed() if name not in _words(given["modules"]))


def _number(name: str, given: Mapping[str, str], low: int, high: int) -> int:
    if given[name].isdecimal() and low <= int(given[name]) <= high:
        return int(given[name])
    raise ConfigurationError(f"{name} must be a whole number from {low} to {high}")


def _one_of(name: str, given: Mapping[str, str], allowed: tuple[str, ...]) -> str:
    if given[name] in allowed:
        return given[name]
    raise ConfigurationError(f"{name} must be one of {', '.join(allowed)}")


def _yes_no(name: str, given: Mapping[str, str]) -> bool:
    return _one_of(name, given, ("yes", "no", "1", "0")) in ("yes", "1")


def _database(url: str) -> str:
    """The database URL after a first look; empty means SQLite. The URL itself is never repeated:
    it holds a password.
    """
    try:
        parts = urlsplit(url)
        if not url or (parts.scheme in ("postgresql", "postgres") and parts.path.strip("/")):
            return url
    except ValueError as error:
        raise ConfigurationError("database is no URL") from error
    raise ConfigurationError("database must look like postgresql://USER:PASSWORD@HOST:PORT/NAME")


def _kept(path: Path, make: Any) -> str:
    """The text kept in PATH, made with MAKE when there is none; readable by its owner alone.

    Written aside and linked into place, so that of several processes starting at once one wins and
    all read the same whole text.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(make())
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii").strip()
