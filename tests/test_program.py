"""The program ``kartei``: commands, child processes, pending migrations, taken ports."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from argparse import Namespace
from contextlib import closing
from functools import partial
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from kartei import __version__, cli
from kartei.web import processes
from kartei.web.commands import bounce, up
from kartei.web.config import read
from kartei.web.front import hashed_files
from kartei.web.logs import KeyValueFormatter
from kartei.web.migrations_state import pending
from kartei.web.serve import PortTakenError, port_free
from tests.live import free_port


def test_help_lists_every_command_with_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 2

    out = capsys.readouterr().out
    for name, text in cli.commands().items():
        assert text.endswith(".")
        assert name in out


def test_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["--version"])

    assert (ended.value.code, capsys.readouterr().out.strip()) == (0, __version__)


def test_unknown_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["fly"])

    assert ended.value.code == 2
    assert "fly" in capsys.readouterr().err


def test_light_commands_exist_and_load_no_django() -> None:
    code = (
        "import sys; from kartei import cli\n"
        "[cli._load(name) for name in cli.LIGHT]\n"
        "print('django' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
    assert set(cli.commands()) >= cli.LIGHT


def test_taken_port_is_seen_although_servers_share_theirs() -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(PortTakenError, match=str(port)):
            port_free("127.0.0.1", port)

    port_free("127.0.0.1", port)


def test_migrations_are_pending_until_the_database_has_seen_them(tmp_path: Path) -> None:
    config = read({"KARTEI_DATA": str(tmp_path)})
    wanted = pending(config)
    assert "access.0001_initial" in wanted

    with closing(sqlite3.connect(config.sqlite_path)) as connection:
        connection.execute("CREATE TABLE django_migrations (app TEXT, name TEXT)")
        for name in wanted[1:]:
            connection.execute("INSERT INTO django_migrations VALUES (?, ?)", name.split(".", 1))
        connection.commit()

    assert pending(config) == wanted[:1]


def run(words: list[str], **options: str) -> "subprocess.CompletedProcess[str]":
    """``kartei WORDS`` with these options of its configuration alone."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("KARTEI_", "DJANGO_"))}
    given = {f"KARTEI_{name.upper()}": value for name, value in options.items()}
    return subprocess.run(
        [sys.executable, "-m", "kartei", *words],
        env={**kept, "KARTEI_PORT": str(free_port()), **given},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("words", [["demo"], ["token", "admin"], ["export", "people.person", "x"]])
def test_command_without_tables_says_what_to_do(tmp_path: Path, words: list[str]) -> None:
    done = run(words, data=str(tmp_path))

    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "run: kartei migrate"
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "kartei.sqlite3").exists()


@pytest.mark.parametrize("word", ["up", "migrate", "doctor", "worker"])
def test_database_out_of_reach_is_told_at_once(tmp_path: Path, word: str) -> None:
    with socket.socket() as silent:  # bound, but nobody listens
        silent.bind(("127.0.0.1", 0))
        port = silent.getsockname()[1]
        url = f"postgresql://u:geheim@127.0.0.1:{port}/x"
        done = run([word], data=str(tmp_path), database=url)

    assert done.returncode == 1
    assert "PostgreSQL: connection failed" in done.stdout + done.stderr
    for word_to_miss in ("Traceback", "geheim"):
        assert word_to_miss not in done.stdout + done.stderr


def test_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "kartei.sqlite3").write_bytes(b"not a database " * 100)

    done = run(["up"], data=str(tmp_path))

    assert (done.returncode, "not a database" in done.stderr) == (1, True)
    assert "Traceback" not in done.stderr


def wait_for(path: Path, lines: int) -> list[str]:
    """The lines of PATH once there are LINES of them."""
    for _ in range(600):
        found = path.read_text().split() if path.exists() else []
        if len(found) >= lines:
            return found
        time.sleep(0.1)
    raise AssertionError(f"{path} never got {lines} lines")


def is_alive(pid: int) -> bool:
    """Whether the process still runs; one that waits for its parent's notice does not."""
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False


def wait_gone(pid: int) -> None:
    """Wait until a process has ended."""
    for _ in range(600):
        if not is_alive(pid):
            return
        time.sleep(0.1)
    raise AssertionError(f"{pid} is still alive")


def note_pid(note: Path) -> None:
    """Write down which process this is, and stay."""
    with note.open("a") as file:
        file.write(f"{os.getpid()}\n")
    time.sleep(60)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_kept_process_is_started_again_until_it_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = tmp_path / "pids"
    monkeypatch.setattr(processes, "_RESTART_SECONDS", 0.1)
    kept = processes.Kept("worker", partial(note_pid, note))
    kept.start()
    first = int(wait_for(note, 1)[0])

    os.kill(first, signal.SIGKILL)
    second = int(wait_for(note, 2)[1])
    kept.stop()

    assert not is_alive(second)
    time.sleep(0.5)
    assert len(note.read_text().split()) == 2


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of their parent")
def test_child_ends_with_its_killed_parent(tmp_path: Path) -> None:
    note = tmp_path / "pids"
    child = (
        "import os, time; from kartei.web.processes import die_with_parent; die_with_parent();"
        f"open({str(note)!r}, 'a').write(str(os.getpid())); time.sleep(60)"
    )
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    process = subprocess.Popen([sys.executable, "-c", parent])
    pid = int(wait_for(note, 1)[0])
    assert is_alive(pid)

    process.kill()
    process.wait()

    wait_gone(pid)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of their parent")
def test_child_whose_parent_was_killed_before_it_began_ends_at_once() -> None:
    """It would serve for ever and keep the port from the next start."""
    code = "from kartei.web.processes import die_with_parent; die_with_parent(1); print('lives')"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (1, "")


@pytest.mark.skipif(sys.platform != "linux", reason="counts threads in /proc")
def test_what_is_loaded_before_processes_part_has_neither_thread_nor_connection(
    tmp_path: Path,
) -> None:
    """A copy of either would not work; and the copies share what has been loaded, also what the
    first look-up of a host name loads: a thread does that while processes are forked.
    """
    code = (
        "import os, sys; from kartei.web.loading import load_all; load_all()\n"
        "from django.db import connection\n"
        "print(len(os.listdir('/proc/self/task')), connection.connection,"
        " {'kartei.web.api', 'kartei.platform.flow.handlers', 'encodings.idna'}"
        " <= set(sys.modules))"
    )
    url = "postgresql://u:geheim@127.0.0.1:1/nobody-listens"
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("KARTEI_", "DJANGO_"))}
    environment = {**kept, "KARTEI_DATA": str(tmp_path), "KARTEI_DATABASE": url}

    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )

    assert done.stdout.split() == ["1", "None", "True"]


def test_only_files_of_the_build_are_immutable(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.json"
    assert hashed_files(manifest) == frozenset()

    manifest.write_text(
        '{"index.html": {"file": "index-a1.js", "css": ["index-b2.css"], "assets": ["f-c3.woff2"]},'
        ' "_kit.js": {"file": "kit-d4.js"}}'
    )

    assert hashed_files(manifest) == {"index-a1.js", "index-b2.css", "f-c3.woff2", "kit-d4.js"}


def test_log_line_is_key_and_value() -> None:
    import logging

    record = logging.LogRecord("kartei.jobs", logging.INFO, "", 0, 'took "%s"', ("a\nb",), None)

    line = KeyValueFormatter().format(record)

    assert line.startswith("time=20")
    assert line.endswith(f'level=info name=kartei.jobs pid={os.getpid()} event="took \\"a\\nb\\""')


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such limit")
def test_limit_of_open_files_is_raised_and_never_lowered() -> None:
    code = (
        "import resource; from kartei.web.processes import allow_open_files\n"
        "hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))\n"
        "for wanted in (300, 280):\n"
        "    allow_open_files(wanted)\n"
        "    print(resource.getrlimit(resource.RLIMIT_NOFILE)[0])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["300", "300"]


def test_unusable_configuration_is_told_in_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(up, "config", lambda: read({"PORT": "eighty"}))

    assert cli.main(["up"]) == 2

    assert capsys.readouterr().err == "kartei: port must be a whole number from 1 to 65535\n"


def test_unusable_data_folder_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(up, "config", lambda: read({"KARTEI_DATA": str(tmp_path / "file/data")}))

    assert cli.main(["up"]) == 2

    told = capsys.readouterr().err
    assert told.startswith("kartei: the data folder ")
    assert "KARTEI_DATA=" in told


def test_what_is_no_report_on_a_letter_is_left_aside(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mail server that hands over anything else hears no fault, so it writes no report on it."""
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(b"\xff no report")))

    assert bounce.run(Namespace()) == 0

    assert capsys.readouterr().out == "letters marked: 0\n"
