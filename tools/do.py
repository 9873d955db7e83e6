"""Does the words of the Makefile: ``python3 tools/do.py WORD``, standard library only.

Everything a word needs is made on the way (environment, front end, catalogues) and made again only
when its sources changed, so that a second call is fast.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

if sys.version_info < (3, 11):  # noqa: UP036 (a person may start it with an older one)
    sys.exit("Kartei needs Python 3.11 or newer (Debian: apt install make python3-venv)")

from tools import bench, checking, running, scaffold, testing, texts, trial, wheel
from tools.steps import Failed

WORDS: dict[str, tuple[str, Callable[[], int]]] = {
    "up": ("a running firm with demo data (PORT=, DEMO=0, KARTEI_DATA=)", running.up),
    "test": ("the whole test suite on SQLite, PostgreSQL and in the browser", testing.test),
    "check": ("lint, types, imports, translations", checking.check),
    "fix": ("repair what lint and format can repair", checking.fix),
    "dev": ("server and front end, both following your changes", running.dev),
    "demo": ("fill an empty installation with the demo firm", running.demo),
    "i18n": ("gather the texts to translate into the catalogues", texts.gather),
    "module": ("write a new module (NAME=fleet OBJECT=vehicle, OUT=folder)", scaffold.module),
    "migrations": ("write the steps that changed models ask for (NAME=)", scaffold.migrations),
    "bench": ("measure against the budgets (SCALE=0.1, QUICK=1)", bench.bench),
    "api": ("write the API's description to dist/openapi.json", trial.api),
    "gallery": ("take the pictures of README and handbook anew", trial.gallery),
    "release": ("build the package and start it in an empty environment", wheel.release),
}


def menu() -> int:
    """Print the words."""
    print("Kartei. make WORD, or python3 tools/do.py WORD:")
    for word, (about, _) in WORDS.items():
        print(f"  {word:<12}{about}")
    return 0


def main(words: list[str]) -> int:
    """Do the one word given; the exit code is that of the work.

    Behind it may stand options as make takes them (``OBJECT=vehicle``); a bare word is the NAME.
    """
    if not words or words == ["menu"]:
        return menu()
    if words[0] not in WORDS or any(word.startswith("-") for word in words):
        menu()
        return 2
    for word in words[1:]:
        name, _, value = word.rpartition("=")
        os.environ[name or "NAME"] = value
    # Ended from outside, the tools still stop what they started (a throw-away server, for example).
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        return WORDS[words[0]][1]()
    except Failed as failed:
        print(f"\n{failed}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
