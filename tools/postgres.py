"""A throw-away PostgreSQL server in a temporary folder, for tests and measurements."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tools.steps import Failed

# Nothing in such a cluster has to survive the machine, so it need not wait for the disk.
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
_SAFE = ("fsync=on", "synchronous_commit=on")


def binaries() -> Path | None:
    """The folder with initdb, postgres and pg_dump, the newest where there are several; None
    without.
    """
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: int(path.parts[-3]) if path.parts[-3].isdecimal() else 0,
    )
    on_path = shutil.which("initdb")
    place = found[-1] if found else Path(on_path).resolve() if on_path else None
    return place.parent if place and place.with_name("postgres").exists() else None


@contextmanager
def cluster(folder: Path, *, safe: bool = False) -> Iterator[str]:
    """Run a server from the binaries in FOLDER; yields its URL; the superuser needs no password.

    It listens on 127.0.0.1 alone, on a free port. SAFE waits for the disk as a real one does.
    """
    top = Path(tempfile.mkdtemp(prefix="kartei-postgresql-"))
    account = _account()
    server = None
    try:
        if account:
            shutil.chown(top, account["user"])
        port = _free_port()
        _initdb(folder, top / "data", account)
        server = _start(folder, top, port, _SAFE if safe else _FAST, account)
        _wait(server, folder, port, top)
        yield f"postgresql://kartei@127.0.0.1:{port}/postgres"
    finally:
        if server is not None:
            server.send_signal(signal.SIGINT)  # the fast way: SIGTERM would wait for clients
            server.wait(30)
        shutil.rmtree(top, ignore_errors=True)


def _account() -> dict[str, Any]:
    """As whom to run: PostgreSQL refuses root, so root lends it an unprivileged account."""
    if os.name != "posix" or os.geteuid() != 0:
        return {}
    import pwd

    known = {entry.pw_name for entry in pwd.getpwall()}
    name = next((one for one in ("postgres", "nobody") if one in known), None)
    if name is None:
        raise Failed("PostgreSQL does not run as root, and there is no account postgres or nobody")
    return {"user": name, "group": pwd.getpwnam(name).pw_gid, "extra_groups": []}


def _initdb(folder: Path, data: Path, account: dict[str, Any]) -> None:
    """Make the cluster; C.UTF-8 knows the letters of all languages, which pg_trgm needs."""
    words: list[str | Path] = [folder / "initdb", "-D", data, "-U", "kartei", "-A", "trust"]
    words += ["-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    done = subprocess.run(
        words, capture_output=True, text=True, check=False, cwd=data.parent, **account
    )
    if done.returncode != 0:
        raise Failed(f"initdb failed:\n{done.stdout}{done.stderr}")


def _start(
    folder: Path, top: Path, port: int, options: tuple[str, ...], account: dict[str, Any]
) -> "subprocess.Popen[bytes]":
    """Start the server as a child; its log goes to a file beside the data."""
    words: list[str | Path] = [folder / "postgres", "-D", top / "data", "-p", str(port)]
    for option in ("listen_addresses=127.0.0.1", "unix_socket_directories=", *options):
        words += ["-c", option]
    with (top / "log").open("wb") as log:
        return subprocess.Popen(words, stdout=log, stderr=log, cwd=top, **account)


def _wait(server: "subprocess.Popen[bytes]", folder: Path, port: int, top: Path) -> None:
    """Wait until the server takes connections."""
    probe: list[str | Path] = [folder / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
    for _ in range(300):
        if server.poll() is not None:
            break
        if subprocess.run(probe, check=False).returncode == 0:
            return
        time.sleep(0.1)
    raise Failed(f"PostgreSQL did not start:\n{(top / 'log').read_text(errors='replace')}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
