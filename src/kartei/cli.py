"""The program ``kartei``: finds its commands in ``kartei.web.commands`` and runs one of them.

Only the command that was asked for is imported, so that ``kartei --help`` and the small commands
start fast.
"""

import argparse
import ast
import keyword
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType

from kartei import __version__
from kartei.web.config import ConfigurationError, config
from kartei.web.migrations_state import DatabaseAwayError, pending

# Commands that work without Django: the supervisor keeps its memory small, the others must also
# work where the database is damaged or not there yet.
LIGHT = frozenset({"up", "backup", "restore"})

# These make the tables, or say that they are missing.
_WITHOUT_TABLES = LIGHT | {"migrate", "doctor"}

_FOLDER = Path(__file__).parent / "web" / "commands"


def commands() -> dict[str, str]:
    """Name -> one line of help, of all commands that exist, read without importing them."""
    found = {}
    for path in sorted(_FOLDER.glob("*.py")):
        if not path.stem.startswith("_"):
            text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
            # a word of Python's own (import) has an underscore behind it as a file
            found[path.stem.rstrip("_").replace("_", "-")] = text.split("\n", 1)[0]
    return found


def main(argv: Sequence[str] | None = None) -> int:
    """Run ``kartei ARGV`` and return the exit code; wrong usage ends with 2 as argparse does."""
    words = list(sys.argv[1:] if argv is None else argv)
    known = commands()
    if words and words[0] in known:
        return _run(words[0], words[1:])
    return _menu(known, words)


def _menu(known: dict[str, str], words: list[str]) -> int:
    """Answer ``--help``, ``--version`` and unknown words."""
    parser = argparse.ArgumentParser(prog="kartei", description="Kartei, version " + __version__)
    parser.add_argument("--version", action="version", version=__version__)
    choices = parser.add_subparsers(title="commands", metavar="COMMAND")
    for name, text in known.items():
        choices.add_parser(name, help=text, add_help=False)
    parser.parse_args(words)
    parser.print_help()
    return 2


def _run(name: str, words: list[str]) -> int:
    """Import the command NAME, read its arguments and run it; what cannot be used is told in a
    line.
    """
    try:
        return _carried_out(name, words)
    except ConfigurationError as error:
        print(f"kartei: {error}", file=sys.stderr)
        return 2
    except DatabaseAwayError as error:
        print(f"kartei: {error}", file=sys.stderr)
        return 1


def _carried_out(name: str, words: list[str]) -> int:
    module = _load(name)
    parser = argparse.ArgumentParser(
        prog=f"kartei {name}",
        description=module.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    module.add_arguments(parser)
    args = parser.parse_args(words)
    if name not in _WITHOUT_TABLES and (waiting := pending(config())):
        print(f"kartei: the database lacks {len(waiting)} steps of this version", file=sys.stderr)
        print("run: kartei migrate", file=sys.stderr)
        return 1
    return int(module.run(args))


def _load(name: str) -> ModuleType:
    """The module of a command, with Django set up before where the command needs it."""
    if name not in LIGHT and name != "doctor":  # which tells why Django cannot be set up
        from kartei.web.loading import set_up

        set_up()
    stem = name.replace("-", "_") + ("_" if keyword.iskeyword(name) else "")
    return import_module(f"kartei.web.commands.{stem}")
