"""Where the modules are: in this tree, or in packages of their own found by entry point.

A package says in its metadata ``[project.entry-points."kartei.modules"]`` and there
``fleet = "kartei_fleet"``: the name of the module (its Django label too) and the importable folder
with the rooms. Free of Django, so that the program can say what does not fit before anything is
loaded; what a module needs is read from its ``module.py`` without running it.
"""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path

GROUP = "kartei.modules"
#: The platform's rooms that own tables, in the order of their floors.
PLATFORM = ("access", "meta", "records", "flow", "mail", "directory", "federation", "signin")


@dataclass(frozen=True, slots=True)
class Place:
    """A module's name, its importable package and folder; origin: "kartei-fleet 1.0", or empty for
    a module of this tree.
    """

    name: str
    package: str
    folder: Path
    origin: str = ""
    needs: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """How a person reads of it."""
        return f"module {self.name}" + (f" (package {self.origin})" if self.origin else "")


class Misfit(Exception):
    """A module cannot be used; the text names it and says why."""


@dataclass(frozen=True, slots=True)
class Survey:
    """The modules that fit together, each behind those it needs, and what is wrong with others."""

    places: tuple[Place, ...]
    faults: tuple[str, ...]


@cache
def installed() -> Mapping[str, list[EntryPoint]]:
    """Name -> entry points of the packages beside this tree; more than one is a quarrel."""
    found: dict[str, list[EntryPoint]] = {}
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: (entry.name, entry.value)):
        found.setdefault(entry.name, []).append(entry)
    return found


@cache
def survey(names: tuple[str, ...]) -> Survey:
    """Find the modules of these names and compare what they need; all faults at once."""
    found: dict[str, Place] = {}
    faults = []
    for name in dict.fromkeys(names):
        try:
            found[name] = declared(find(name))
        except Misfit as error:
            faults.append(str(error))
    for place in found.values():
        missing = [need for need in place.needs if need not in names]
        if missing:
            faults.append(f"{place.called} needs {', '.join(missing)}: left out")
    places, circle = in_order(found)
    if circle and not faults:
        faults.append(f"modules {', '.join(circle)} need each other in a circle")
    return Survey(places, tuple(faults))


def find(name: str) -> Place:
    """Where the module NAME is; Misfit when nowhere, twice, or under a name of the platform."""
    entries = installed().get(name, [])
    origins = [origin_of(entry) for entry in entries]
    if not name.isidentifier() or name in (*PLATFORM, "web"):
        said = f" (package {', '.join(origins)})" if origins else ""
        raise Misfit(f"module {name}{said}: this name is not free for a module")
    own = folder_of(f"{GROUP}.{name}")
    if own is not None and entries:
        raise Misfit(f"module {name} is there already; package {', '.join(origins)} brings another")
    if len(entries) > 1:
        raise Misfit(f"module {name} is brought by several packages: {', '.join(origins)}")
    if own is not None:
        return Place(name, f"{GROUP}.{name}", own)
    if not entries:
        raise Misfit(
            f"there is no module {name}; those of packages: {', '.join(installed()) or '-'}"
        )
    folder = folder_of(entries[0].module)
    if folder is None:
        raise Misfit(f"module {name} (package {origins[0]}): there is no {entries[0].module}")
    return Place(name, entries[0].module, folder, origins[0])


def folder_of(package: str) -> Path | None:
    """The folder of an importable package; a folder without ``__init__.py`` is none."""
    try:
        spec = find_spec(package)
    except Exception:  # noqa: BLE001 (the package above it runs, and may be anybody's)
        return None
    return Path(spec.origin).parent if spec and spec.origin else None


def origin_of(entry: EntryPoint) -> str:
    """The distribution that an entry point comes from."""
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist else entry.value


def declared(place: Place) -> Place:
    """The place with what its ``module.py`` says it needs; Misfit where that cannot be read."""
    path = place.folder / "module.py"
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    except OSError as error:
        raise Misfit(f"{place.called}: {path} cannot be read: {error.strerror}") from error
    except (SyntaxError, ValueError) as error:
        raise Misfit(f"{place.called}: {path} is no Python: {error}") from error
    words = next(calls_of(tree, "Module"), None)
    if words is None:
        raise Misfit(f"{place.called}: {path} declares no module = Module(...)")
    try:
        name = ast.literal_eval(words["name"])
        needs = ast.literal_eval(words["needs"]) if "needs" in words else ()
    except (KeyError, ValueError) as error:
        raise Misfit(f"{place.called}: name and needs must be written out in {path}") from error
    if name != place.name:
        raise Misfit(f"{place.called}: {path} names itself {name!r}")
    return Place(place.name, place.package, place.folder, place.origin, tuple(needs))


def calls_of(tree: ast.AST, name: str) -> Iterator[dict[str, ast.expr]]:
    """The keywords of every call of NAME."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield {word.arg: word.value for word in node.keywords if word.arg}


def in_order(found: Mapping[str, Place]) -> tuple[tuple[Place, ...], Sequence[str]]:
    """Each behind those it needs, else as they came; then those that wait for each other."""
    waiting, done = dict(found), dict[str, Place]()
    while ready := [p for p in waiting.values() if not set(p.needs) & set(waiting)]:
        first = ready[0]
        done[first.name] = waiting.pop(first.name)
    return tuple(done.values()), list(waiting)
