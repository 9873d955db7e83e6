"""A throw-away demo firm that runs: for pictures in the documentation and the API's description."""

import json
import os
import secrets
import socket
import subprocess
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools import front, texts
from tools.environment import PYTHON, ensure_python
from tools.steps import ROOT, Failed, run, say

_READY = "Kartei is ready"
_API = ROOT / "dist" / "openapi.json"


@dataclass(frozen=True)
class Trial:
    """Where it runs, the password of all its people, and an administrator's API token."""

    url: str
    password: str
    token: str


def api() -> int:
    """Write ``dist/openapi.json``: the built-in objects as an administrator sees them, in English;
    for who makes a client of the API.
    """
    with _running() as trial:
        head = {"Authorization": f"Bearer {trial.token}", "Accept-Language": "en"}
        request = urllib.request.Request(f"{trial.url}/api/v1/openapi.json", headers=head)  # noqa: S310 (our own address)
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 (our own address)
            document = json.load(answer)
    _API.parent.mkdir(exist_ok=True)
    _API.write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")
    say(f"{_API.relative_to(ROOT)}: {len(document['paths'])} addresses")
    return 0


def gallery() -> int:
    """Take the pictures of the README and of the accountant's handbook anew."""
    for language in ("ru", "de", "en"):
        with _running(language) as trial:
            known = (trial.url, trial.password)
            words: list[str | Path] = [PYTHON, "-m", "tools.handbook", *known, language]
            run(words, what="taking pictures", quiet=False)
            if language == "ru":
                words = [PYTHON, "-m", "tools.screens", *known]
                run(words, what="taking pictures", quiet=False)
    return 0


@contextmanager
def _running(language: str = "ru") -> Iterator[Trial]:
    """The small demo firm of a language on a free port, gone after the block."""
    ensure_python("dev")
    front.ensure_built()
    texts.ensure_compiled()
    password = secrets.token_urlsafe(12)
    with tempfile.TemporaryDirectory(prefix="kartei-trial-") as folder:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("KARTEI_")}
        environment = {**kept, "KARTEI_DATA": folder, "PORT": str(_free_port())}
        kartei: list[str | Path] = [PYTHON, "-m", "kartei"]
        say("filling in a demo firm")
        run([*kartei, "migrate"], what="kartei migrate", env=environment)
        words = [*kartei, "demo", "--small", "--language", language, "--password", password]
        run(words, what="kartei demo", env=environment)
        words = [*kartei, "token", "admin"]
        done = subprocess.run(words, env=environment, capture_output=True, text=True, check=True)
        with _served([*kartei, "up"], environment):
            url = f"http://127.0.0.1:{environment['PORT']}"
            yield Trial(url, password, done.stdout.splitlines()[-1])


@contextmanager
def _served(words: list[str | Path], environment: dict[str, str]) -> Iterator[None]:
    """The server, once it says that it is ready."""
    server = subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        if server.stdout is None or not any(_READY in line for line in server.stdout):
            raise Failed("the server does not start")
        yield
    finally:
        server.terminate()
        server.wait(20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
