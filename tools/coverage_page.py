"""Which test proves which requirement: ``python -m tools.coverage_page`` writes docs/coverage.md.

A test names the ids it proves in its docstring, or in the docstring of its file for all of them;
``S4-083…S4-092`` names a row of them. Short titles stand in tools/requirements.tsv.
"""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from tools.steps import ROOT

PAGE = ROOT / "docs" / "coverage.md"
_TITLES = ROOT / "tools" / "requirements.tsv"
_PLACES = ("src", "tests")
_ID = re.compile(r"(S[0-4]-|(?:AM|BX|MP|MS|RC|SA)-)(\d{2,3})(?:…(?:[A-Z0-9]{2}-)?(\d{2,3}))?")
_HEAD = """# Requirements and the tests that prove them

Written by `python -m tools.coverage_page` out of the tests' docstrings; not to be edited by hand. A
file alone means that all of its tests together prove the requirement.
"""


def titles() -> dict[str, str]:
    """Id -> short title, in the order of the page."""
    lines = _TITLES.read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines)


def proofs() -> dict[str, list[str]]:
    """Id -> the tests that name it, as ``path`` or ``path::test``."""
    found: dict[str, list[str]] = defaultdict(list)
    for place in _PLACES:
        for path in sorted((ROOT / place).rglob("test_*.py")):
            for name, text in _docstrings(path):
                for one in ids(text):
                    found[one].append(name)
    return found


def ids(text: str) -> Iterator[str]:
    """The requirement ids in a docstring, rows written out."""
    for match in _ID.finditer(text):
        kind, first, last = match.groups()
        for number in range(int(first), int(last or first) + 1):
            yield f"{kind}{number:0{len(first)}}"


def page(known: Mapping[str, str], found: Mapping[str, list[str]]) -> str:
    """The whole page."""
    proved = [f"| {one} | {title} | {_links(found[one])} |" for one, title in known.items()
              if one in found]  # fmt: skip
    open_ones = [f"| {one} | {title} |" for one, title in known.items() if one not in found]
    parts = [_HEAD, "| id | requirement | proved by |", "|---|---|---|", *proved]
    if open_ones:
        parts += ["", "## Built, but named by no test", "", "| id | requirement |", "|---|---|"]
        parts += open_ones
    return "\n".join(parts) + "\n"


def main() -> int:
    """Write the page; 1 when a test names an id that has no title."""
    known, found = titles(), proofs()
    strange = sorted(found.keys() - known.keys())
    if strange:
        print(f"no title in {_TITLES.name}: {', '.join(strange)}")
        return 1
    PAGE.write_text(page(known, found), encoding="utf-8")
    return 0


def _docstrings(path: Path) -> Iterator[tuple[str, str]]:
    """(where, text) of the file itself and of every test in it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    where = path.relative_to(ROOT).as_posix()
    yield where, ast.get_docstring(tree) or ""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield f"{where}::{node.name}", ast.get_docstring(node) or ""


def _links(tests: list[str]) -> str:
    """The tests as links to their files."""
    shown = []
    for test in tests:
        path, _, name = test.partition("::")
        shown.append(f"[{name or Path(path).name}](../{path})")
    return ", ".join(shown)


if __name__ == "__main__":
    sys.exit(main())
