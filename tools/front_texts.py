"""Compares the front end's files of texts: the same keys and placeholders in all three languages.

A set of texts is ``NAME/{ru,de,en}.json`` or ``{ru,de,en}/NAME.json`` below frontend/src. Plurals
follow i18next: ``key_one``, ``key_few`` …; each language has exactly the forms its grammar asks
for.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel import Locale

LANGUAGES = ("en", "ru", "de")
_PLURAL = re.compile(r"_(zero|one|two|few|many|other)$")
_PLACEHOLDER = re.compile(r"\{\{\s*-?\s*(\w+)")


def faults(top: Path) -> list[str]:
    """Every difference between the languages below TOP."""
    found: list[str] = []
    for english in sorted(path for path in top.rglob("*.json") if "en" in (path.stem, *path.parts)):
        files = {language: _twin(english, language) for language in LANGUAGES}
        missing = [str(path) for path in files.values() if not path.exists()]
        found += [f"{path}: missing" for path in missing]
        if not missing:
            found += _compare({language: _flat(path) for language, path in files.items()}, english)
    return found


def _twin(english: Path, language: str) -> Path:
    """The file of LANGUAGE beside the English one."""
    if english.stem == "en":
        return english.with_name(f"{language}.json")
    return english.parent.with_name(language) / english.name


def _flat(path: Path) -> dict[str, str]:
    """Dotted key -> text."""

    def walk(value: Any, prefix: str) -> Iterator[tuple[str, str]]:
        if isinstance(value, dict):
            for key, inner in value.items():
                yield from walk(inner, f"{prefix}.{key}" if prefix else key)
        else:
            yield prefix, str(value)

    return dict(walk(json.loads(path.read_text(encoding="utf-8")), ""))


def _compare(texts: dict[str, dict[str, str]], english: Path) -> Iterator[str]:
    """The faults of one set of texts; the plain key of a plural is its key without the form."""
    plurals = {_PLURAL.sub("", key) for key in texts["en"] if _PLURAL.search(key)}
    for language, found in texts.items():
        name = f"{_twin(english, language)}"
        wanted = set(_wanted(texts["en"], plurals, language))
        yield from (f"{name}: {key} is missing" for key in sorted(wanted - found.keys()))
        yield from (f"{name}: {key} is one too many" for key in sorted(found.keys() - wanted))
        for key in sorted(wanted & found.keys()):
            if not found[key].strip():
                yield f"{name}: {key} is empty"
            elif not _fits(key, found[key], texts["en"]):
                yield f"{name}: {key} has other placeholders"


def _wanted(english: dict[str, str], plurals: set[str], language: str) -> Iterator[str]:
    """The keys LANGUAGE needs: those of English, with the plural forms of its own grammar."""
    forms = {*Locale(language).plural_form.tags, "other"}
    for key in english:
        plain = _PLURAL.sub("", key)
        if plain in plurals and _PLURAL.search(key):
            yield from (f"{plain}_{form}" for form in forms)
        else:
            yield key


def _fits(key: str, text: str, english: dict[str, str]) -> bool:
    """Whether TEXT has the placeholders of its English twin; a plural may leave its number out."""
    twin = english.get(key) or english.get(f"{_PLURAL.sub('', key)}_other", "")
    given, asked = set(_PLACEHOLDER.findall(text)), set(_PLACEHOLDER.findall(twin))
    return given == asked or bool(_PLURAL.search(key) and given | {"count"} == asked | {"count"})
