"""``make up``, ``make dev`` and ``make demo``: from a fresh checkout to a running firm."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from tools import front, texts
from tools.environment import PYTHON, ensure_python
from tools.steps import ROOT, Failed, run, say

_COMMANDS = ROOT / "src" / "kartei" / "web" / "commands"


def up() -> int:
    """Make what is missing, fill a new installation with the demo firm, serve until Ctrl C."""
    _prepare()
    _first_start()
    say("starting; log-ins and new passwords: " + _hint())
    return _become([PYTHON, "-m", "kartei", "up"])


def demo() -> int:
    """Fill an empty installation with the demo firm; refuses where there are rows already."""
    _prepare()
    run([PYTHON, "-m", "kartei", "migrate"], what="kartei migrate")
    say("filling in the demo firm")
    run([PYTHON, "-m", "kartei", "demo"], what="kartei demo", quiet=False)
    return 0


def dev() -> int:
    """Django's own server, which follows changes, the job worker, and Vite with its hot reload."""
    ensure_python("dev")
    texts.ensure_compiled()
    os.environ.setdefault("KARTEI_DEBUG", "yes")
    os.environ.setdefault("KARTEI_DATA", str(ROOT / "data"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kartei.web.settings")
    _first_start()
    port = os.environ.get("PORT", "8000")
    os.environ.setdefault("KARTEI_API", f"http://127.0.0.1:{port}")
    front.ensure_modules()
    servers = [
        subprocess.Popen([PYTHON, "-m", "django", "runserver", f"127.0.0.1:{port}"], cwd=ROOT),
        subprocess.Popen([PYTHON, "-m", "kartei", "worker"], cwd=ROOT),
        front.start_vite(),
    ]
    try:
        return servers[-1].wait()
    except KeyboardInterrupt:
        return 0
    finally:
        for server in servers:
            server.terminate()
        for server in servers:
            server.wait()


def _prepare() -> None:
    """Environment, front end and catalogues, each only when it is missing or stale."""
    ensure_python()
    front.ensure_built()
    texts.ensure_compiled()
    os.environ.setdefault("KARTEI_DATA", str(ROOT / "data"))


def _first_start() -> None:
    """On a new data folder: the tables and, unless DEMO=0, the demo firm.

    The note in the data folder survives an interrupted filling, so that the next start finishes it.
    """
    data = Path(os.environ["KARTEI_DATA"])
    note = data / "demo-wanted"
    if not (data / "epoch").exists():
        try:
            data.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise Failed(
                f"The data folder {data} cannot be used: {error.strerror}."
                " Choose another with KARTEI_DATA=…"
            ) from error
        say("making the database")
        if os.environ.get("DEMO") != "0" and (_COMMANDS / "demo.py").exists():
            note.touch()
        run([PYTHON, "-m", "kartei", "migrate"], what="kartei migrate")
    if note.exists():
        say("filling in the demo firm")
        run([PYTHON, "-m", "kartei", "demo"], what="kartei demo", quiet=False)
        note.unlink()


def _hint() -> str:
    """How the program lists the log-ins and gives new passwords, from this folder."""
    data = os.environ["KARTEI_DATA"]
    elsewhere = "" if data == str(ROOT / "data") else f"KARTEI_DATA={data} "
    program = PYTHON.with_name("kartei" + PYTHON.suffix).relative_to(ROOT)
    return f"{elsewhere}{program} password [LOGIN]"


def _become(words: list[Path | str]) -> int:
    """Go on as another program, so that signals reach it directly; Windows keeps a parent."""
    sys.stdout.flush()
    if os.name == "posix":
        os.execv(words[0], [str(word) for word in words])  # noqa: S606 (no shell is wanted)
    process = subprocess.Popen([str(word) for word in words])
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            process.send_signal(signal.SIGINT)
