"""House rules that no ready tool knows: ``python -m tools.lints``.

Each rule is one function, its docstring the law.
A rule gets the path of a file (relative to src/) and its syntax tree, and yields (node, text) for
each breach.
"""

import ast
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tools.steps import ROOT

Breaches = Iterator[tuple[ast.AST, str]]
_PLAIN = {"gettext", "ngettext", "pgettext", "npgettext"}
_TRANSLATE = {"_", *_PLAIN, *(f"{name}_lazy" for name in _PLAIN)}
_RUNS_DATA = {"pickle", "marshal", "shelve", "dill"}


def no_way_round_rights(path: Path, tree: ast.AST) -> Breaches:
    """``_base_manager`` passes by rights and journal: the platform alone may use it."""
    if "platform" not in path.parts:
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr == "_base_manager":
                yield node, "_base_manager passes by the rights; use the module's guarded way"


def no_running_data(path: Path, tree: ast.AST) -> Breaches:
    """Data is never code: no pickle, marshal or shelve, and YAML only by its safe loader."""
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        if any(name.split(".")[0] in _RUNS_DATA for name in names):
            yield node, "this loads code out of data; use JSON"
        if _is_call(node, "yaml", "load"):
            yield node, "yaml.load runs what it reads; use yaml.safe_load"


def one_clock(path: Path, tree: ast.AST) -> Breaches:
    """No ``default=timezone.now`` and no auto_now in models: the command path stamps rows."""
    if path.stem != "models" and "models" not in path.parts:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword):
            now = isinstance(node.value, ast.Attribute) and node.value.attr == "now"
            if node.arg in ("auto_now", "auto_now_add") or (node.arg == "default" and now):
                yield node.value, "the command path stamps times, the model does not"


def constant_texts(path: Path, tree: ast.AST) -> Breaches:
    """What is translated is a constant: an f-string or a variable never reaches the catalogue."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or _name(node.func) not in _TRANSLATE:
            continue
        if node.args and not isinstance(node.args[0], ast.Constant):
            yield node, "only a constant text can be translated"


def no_names_as_imports(path: Path, tree: ast.AST) -> Breaches:
    """Modules do not import each other by name at run time, where import-linter cannot see it."""
    if "modules" not in path.parts:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in (
            "import_module",
            "__import__",
            "get_model",
        ):
            yield node, "a neighbour is entered by its contract, not by its name"


RULES: tuple[Callable[[Path, ast.AST], Breaches], ...] = (
    no_way_round_rights,
    no_running_data,
    one_clock,
    constant_texts,
    no_names_as_imports,
)


def breaches(path: Path, source: str) -> list[str]:
    """All breaches in one file; PATH is relative to src/."""
    tree = ast.parse(source)
    return [
        f"src/{path}:{getattr(node, 'lineno', 0)}: {text} ({rule.__name__})"
        for rule in RULES
        for node, text in rule(path, tree)
    ]


def main() -> int:
    """Print the breaches of all sources but tests and migrations; 1 when there is one."""
    found = []
    for path in sorted((ROOT / "src").rglob("*.py")):
        short = path.relative_to(ROOT / "src")
        if not {"tests", "migrations"} & set(short.parts):
            found += breaches(short, path.read_text(encoding="utf-8"))
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


def _name(node: ast.expr) -> str:
    """The last part of a dotted name, empty for anything else."""
    return (
        node.attr
        if isinstance(node, ast.Attribute)
        else node.id
        if isinstance(node, ast.Name)
        else ""
    )


def _is_call(node: ast.AST, owner: str, name: str) -> bool:
    """Whether NODE calls ``OWNER.NAME``."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == name
        and _name(node.func.value) == owner
    )


if __name__ == "__main__":
    sys.exit(main())
