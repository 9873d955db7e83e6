"""``make module`` writes a module with all its rooms, ``make migrations`` the steps of its tables.

The rooms are templates in tools/module: ``$name`` and the like are filled in (string.Template), the
ending ``.in`` falls off. With OUT= the module becomes a package of its own there; without, it is
put among Kartei's modules and named where the modules are listed.
"""

import keyword
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from string import Template

from tools.environment import BIN, PYTHON, ensure_python
from tools.steps import ROOT, Failed, run, say

_TEMPLATES = Path(__file__).parent / "module"
_MODULES = ROOT / "src" / "kartei" / "modules"
_WORD = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
#: The longest name of an index that every database takes.
_LONGEST = 30
#: Where Kartei's own modules are listed: file, the text before the list's end, and what is added.
_LISTS = (
    ("src/kartei/web/config.py", r'("modules": "[a-z_,]+(?:"\n +"[a-z_,]+)*)', ",$name"),
    ("docs/configuration.md", r"(\| `modules` \| `[a-z_,]+)", ",$name"),
    ("pyproject.toml", r'(containers = \["kartei.modules"\]\nlayers = \[\n +"[^"]+)', " | ($name)"),
)


@dataclass(frozen=True)
class Plan:
    """What is written: the module's name, that of its first object, and the folder of a package,
    or None for a module of this tree.
    """

    name: str
    object: str
    out: Path | None

    @property
    def package(self) -> str:
        """How the module is imported."""
        return f"kartei_{self.name}" if self.out else f"kartei.modules.{self.name}"

    @property
    def folder(self) -> Path:
        """Where the rooms lie."""
        return self.out / "src" / self.package if self.out else _MODULES / self.name

    def words(self) -> dict[str, str]:
        """What the templates' placeholders become."""
        one = self.object.replace("_", " ")
        many = plural(one)
        return {
            "name": self.name,
            "Name": self.name.replace("_", " ").capitalize(),
            "App": camel(self.name),
            "object": self.object,
            "Model": camel(self.object),
            "one": one,
            "many": many,
            "Many": many.capitalize(),
            "package": self.package,
            "project": self.package.replace("_", "-"),
        }


def module() -> int:
    """Write the module NAME with an object OBJECT, into the tree or as a package into OUT."""
    plan = planned(os.environ)
    ensure_python("dev")
    generate(plan)
    say(f"{plan.folder} is written; its words for people are to be translated in locale/")
    if plan.out:
        say(f"install it: {PYTHON} -m pip install -e {plan.out}")
    return 0


def generate(plan: Plan) -> None:
    """Write the module: rooms, catalogues, first migration; name it where it has to be named."""
    words = plan.words()
    write(_TEMPLATES / "rooms", plan.folder, words)
    write_catalogues(plan.folder, words)
    if plan.out:
        write(_TEMPLATES / "package", plan.out, words)
        (plan.folder / "README.md").rename(plan.out / "README.md")
    else:
        enlist(words)
    for ruff in (["check", "--select", "I", "--fix"], ["format"]):
        run([BIN / "ruff", *ruff, "--quiet", plan.folder], what="ruff")
    (plan.folder / "migrations").mkdir()
    (plan.folder / "migrations" / "__init__.py").touch()
    with announced(plan) as places:
        make_migrations(places, plan.name, "--name", "initial")
    run([PYTHON, "-m", "tools.i18n", "compile", plan.folder], what="compiling the catalogues")


def migrations() -> int:
    """Write what the changed models of a module ask of the database (NAME=, else of all)."""
    ensure_python("dev")
    name = os.environ.get("NAME", "")
    make_migrations([], *([name] if name else []), quiet=False)
    return 0


def planned(given: Mapping[str, str]) -> Plan:
    """What is asked for by NAME, OBJECT and OUT; Failed says what does not go."""
    name, object_name = given.get("NAME", ""), given.get("OBJECT", "") or "item"
    for word in (name, object_name):
        if not _WORD.fullmatch(word) or keyword.iskeyword(word):
            raise Failed("make module NAME=fleet OBJECT=vehicle: small letters, digits and _ only")
    if len(f"{name}_{object_name}_owner") > _LONGEST:
        raise Failed("NAME and OBJECT are too long together: an index would be named by both")
    plan = Plan(name, object_name, Path(given["OUT"]).resolve() if given.get("OUT") else None)
    rooms = [p.name for p in (ROOT / "src" / "kartei" / "platform").iterdir()]
    taken = [*rooms, "web", *(p.stem for p in (ROOT / "src/kartei/web/api").glob("*.py"))]
    if name in taken or (_MODULES / name).exists():
        raise Failed(f"the name {name} is taken")
    if plan.folder.exists():
        raise Failed(f"{plan.folder} is there already")
    return plan


def write(source: Path, target: Path, words: Mapping[str, str]) -> None:
    """Every template below SOURCE as a file below TARGET."""
    for path in sorted(source.rglob("*.in")):
        name = Template(str(path.relative_to(source)).removesuffix(".in")).substitute(words)
        place = target / name
        place.parent.mkdir(parents=True, exist_ok=True)
        text = Template(path.read_text(encoding="utf-8")).substitute(words)
        place.write_text(text, encoding="utf-8", newline="\n")


def write_catalogues(folder: Path, words: Mapping[str, str]) -> None:
    """The texts of the rooms in Russian and German, with stand-ins for the module's own words."""
    text = Template((_TEMPLATES / "words.tsv").read_text(encoding="utf-8")).substitute(words)
    rows = {row.split("\t")[0]: row.split("\t")[1:] for row in text.splitlines()}
    for column, language in enumerate(("ru", "de")):
        entries = [("", f"Language: {language}\\nContent-Type: text/plain; charset=utf-8\\n")]
        entries += sorted((english, row[column]) for english, row in rows.items())
        path = folder / "locale" / language / "LC_MESSAGES" / "django.po"
        path.parent.mkdir(parents=True)
        lines = [f'msgid "{english}"\nmsgstr "{other}"\n' for english, other in entries]
        path.write_text("\n".join(lines), encoding="utf-8", newline="\n")


def enlist(words: Mapping[str, str]) -> None:
    """Name the module where Kartei's own are listed; it may know all that stand there."""
    for name, pattern, added in _LISTS:
        path = ROOT / name
        text = path.read_text(encoding="utf-8")
        found = re.search(pattern, text)
        if found is None:
            raise Failed(f"{name} does not list the modules as expected; add {words['name']} there")
        text = text[: found.end()] + Template(added).substitute(words) + text[found.end() :]
        path.write_text(text, encoding="utf-8", newline="\n")


@contextmanager
def announced(plan: Plan) -> Iterator[list[str]]:
    """The folders on whose path a package is found before it is installed."""
    if plan.out is None:
        yield []
        return
    with tempfile.TemporaryDirectory() as folder:
        notes = Path(folder) / f"{plan.package}-0.dist-info"
        notes.mkdir()
        head = f"Metadata-Version: 2.1\nName: {plan.package}\nVersion: 0\n"
        (notes / "METADATA").write_text(head, encoding="utf-8")
        point = f"[kartei.modules]\n{plan.name} = {plan.package}\n"
        (notes / "entry_points.txt").write_text(point, encoding="utf-8")
        yield [folder, str(plan.out / "src")]


def make_migrations(places: list[str], *words: str, quiet: bool = True) -> None:
    """Django's makemigrations, beside a database that is thrown away; PLACES come to the path."""
    with tempfile.TemporaryDirectory() as data:
        settings = {
            "DJANGO_SETTINGS_MODULE": "kartei.web.settings",
            "KARTEI_DATA": data,
            "PYTHONPATH": os.pathsep.join([*places, str(ROOT / "src")]),
        }
        line: list[str | Path] = [PYTHON, "-m", "django", "makemigrations", *words]
        run(line, what="makemigrations", env=settings, quiet=quiet)


def camel(name: str) -> str:
    """spare_part as SparePart."""
    return "".join(part.capitalize() for part in name.split("_"))


def plural(word: str) -> str:
    """An English word for several, near enough for a first text."""
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + ("es" if re.search(r"(s|x|z|ch|sh)$", word) else "s")
