"""Texts of the Python apps: ``python -m tools.i18n gather|compile|check [FOLDER]``, by Babel.

English is the message id; each app that owns texts has ``locale/{ru,de}/LC_MESSAGES/django.po``.
The check demands every text in every language, with the same placeholders and the right number of
plurals, and nothing that is no longer used; it also compares the front end's files of texts
(tools/front_texts.py). FOLDER: only one app, which may lie elsewhere, in a package of its own.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tools import front_texts
from tools.steps import ROOT

LANGUAGES = ("ru", "de")
_SOURCE = ROOT / "src" / "kartei"
_PO = "locale/*/LC_MESSAGES/django.po"
_PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|\{(\w*)\}|%[sd]")
_METHODS = [("**/tests/**", "ignore"), ("**/migrations/**", "ignore"), ("**.py", "python")]
_LAZY = {
    f"{name}_lazy": spec
    for name, spec in DEFAULT_KEYWORDS.items()
    if name in ("gettext", "ngettext", "pgettext", "npgettext")
}


def apps() -> list[Path]:
    """The folders that may own texts: rooms of the platform, modules, the shell."""
    floors = [*(_SOURCE / "platform").iterdir(), *(_SOURCE / "modules").iterdir(), _SOURCE / "web"]
    return sorted(path for path in floors if path.is_dir() and path.name != "__pycache__")


def chosen(folder: Path | None) -> list[Path]:
    """The one app named, else all."""
    return apps() if folder is None else [folder]


def texts(app: Path) -> Catalog:
    """All texts in the sources of APP."""
    found = Catalog(charset="utf-8")
    keywords = {**DEFAULT_KEYWORDS, **_LAZY}
    for name, line, message, comments, context in extract_from_dir(
        app, _METHODS, keywords=keywords, comment_tags=["Translators:"]
    ):
        found.add(message, None, [(name, line)], auto_comments=comments, context=context)
    return found


def gather(folder: Path | None = None) -> int:
    """Bring every catalogue up to the sources: unused texts go, new ones come in empty."""
    for app in chosen(folder):
        wanted = texts(app)
        for language in LANGUAGES if len(wanted) else ():
            path = _po(app, language)
            old = _read(path, language) if path.exists() else Catalog(locale=language)
            old.update(wanted, no_fuzzy_matching=True, update_creation_date=False)
            old.obsolete.clear()
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                write_po(file, old, omit_header=False, sort_output=True, include_lineno=False)
            empty = sum(1 for message in _messages(old) if not all(_strings(message)))
            print(f"{_short(path)}: {len(old)} texts, {empty} not translated")
    return 0


def compile_all(folder: Path | None = None) -> int:
    """Write ``django.mo`` beside every catalogue."""
    for path in _SOURCE.rglob(_PO) if folder is None else folder.glob(_PO):
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, _read(path, path.parts[-3]))
    return 0


def check(folder: Path | None = None) -> int:
    """Print every fault of the translations; 1 when there is one."""
    faults = [fault for app in chosen(folder) for fault in _app_faults(app)]
    faults += _clashes(chosen(folder))
    faults += front_texts.faults(ROOT / "frontend" / "src")
    for fault in faults:
        print(fault)
    return 1 if faults else 0


def _app_faults(app: Path) -> Iterator[str]:
    """The faults of one app's catalogues."""
    wanted = texts(app)
    for language in LANGUAGES if len(wanted) else ():
        path = _po(app, language)
        name = _short(path)
        if not path.exists():
            yield f"{name}: missing, run make i18n"
            continue
        catalog = _read(path, language)
        for message in _messages(wanted):
            yield from _message_faults(f"{name}: {message.id!r}", message, catalog)
        for message in _messages(catalog):
            if wanted.get(message.id, message.context) is None:
                yield f"{name}: {message.id!r} is no longer used, run make i18n"


def _clashes(among: list[Path]) -> Iterator[str]:
    """Texts that apps translate differently: Django knows one catalogue for all of them, so that
    one app's words would stand on another's screen. Other meanings need another context.
    """
    for language in LANGUAGES:
        known: dict[tuple[str | None, str], tuple[list[str], Path]] = {}
        for app in among:
            path = _po(app, language)
            for message in _messages(_read(path, language)) if path.exists() else ():
                key = (message.context, str(message.id))
                before, where = known.setdefault(key, (_strings(message), path))
                if before != _strings(message):
                    yield f"{_short(path)}: {message.id!r} reads otherwise in {_short(where)}"


def _message_faults(name: str, wanted: Message, catalog: Catalog) -> Iterator[str]:
    """What is wrong with the translation of one text."""
    found = catalog.get(wanted.id, wanted.context)
    if found is None or not any(_strings(found)):
        yield f"{name} is not translated"
        return
    if found.fuzzy:
        yield f"{name} is marked as fuzzy"
    if isinstance(wanted.id, (list, tuple)) and len(_strings(found)) != catalog.num_plurals:
        yield f"{name} has {len(_strings(found))} plural forms instead of {catalog.num_plurals}"
    ids = wanted.id if isinstance(wanted.id, (list, tuple)) else (wanted.id,)
    allowed = [_placeholders(one) for one in ids]
    for text in _strings(found):
        if not text:
            yield f"{name} lacks a plural form"
        elif _placeholders(text) not in allowed:
            yield f"{name} has other placeholders: {text!r}"


def _placeholders(text: str) -> frozenset[str]:
    return frozenset(match.group() for match in _PLACEHOLDER.finditer(text.replace("%%", "")))


def _messages(catalog: Catalog) -> list[Message]:
    """The texts of CATALOG without its header."""
    return [message for message in catalog if message.id]


def _strings(message: Message) -> list[str]:
    """The translations of one text: one, or one per plural form."""
    value = message.string
    return list(value) if isinstance(value, (list, tuple)) else [value or ""]


def _po(app: Path, language: str) -> Path:
    return app / "locale" / language / "LC_MESSAGES" / "django.po"


def _short(path: Path) -> Path:
    """The path within this tree, where it lies there."""
    return path.relative_to(ROOT) if path.is_relative_to(ROOT) else path


def _read(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


if __name__ == "__main__":
    _work = {"gather": gather, "compile": compile_all, "check": check}[sys.argv[1]]
    sys.exit(_work(*(Path(name).resolve() for name in sys.argv[2:])))
