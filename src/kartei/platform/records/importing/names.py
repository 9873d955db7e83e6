"""Finding records by their names: users as owners, companies with or without their legal form."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from kartei.platform.access.actor import Actor
from kartei.platform.access.models import User
from kartei.platform.kit.legal_forms import without_legal_form
from kartei.platform.kit.text import fold
from kartei.platform.meta.world import Obj

_SIGNS = re.compile(r"[«»\"“”„'`.,()]")
#: The number that tells companies of one name apart.
TAX = "tax_id"


class Owners:
    """Users by login, mail address, name, or family name with initials; only active ones."""

    def __init__(self) -> None:
        rows = User.objects.filter(active=True, deleted=False)
        self._exact: dict[str, set[UUID]] = {}
        self._words: dict[UUID, list[str]] = {}
        self._known: dict[str, UUID | None] = {}
        for key, login, name, email in rows.values_list("id", "login", "name", "email"):
            for text in (login, name, email):
                if text:
                    self._exact.setdefault(fold(text), set()).add(key)
            self._words[key] = _words(name)

    def find(self, text: str) -> UUID | None:
        """The one user who is meant; None when there is none or more than one."""
        key = fold(text)
        if key not in self._known:
            self._known[key] = self._find(key)
        return self._known[key]

    def _find(self, key: str) -> UUID | None:
        exact = self._exact.get(key, set())
        if len(exact) == 1:
            return next(iter(exact))
        wanted = _words(key)
        if exact or not any(len(word) > 1 for word in wanted):
            return None
        fitting = [user for user, words in self._words.items() if _fits(wanted, words)]
        return fitting[0] if len(fitting) == 1 else None


def _words(name: str) -> list[str]:
    return _SIGNS.sub(" ", fold(name)).split()


def _fits(wanted: list[str], words: list[str]) -> bool:
    """Every wanted word is one of the words, or its first letter."""
    left = list(words)
    for word in sorted(wanted, key=len, reverse=True):
        found = next((w for w in left if w == word or (len(word) == 1 and w[0] == word)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def bare(key: str) -> str:
    """A folded name without legal form and quotes: «ооо "ромашка"» is «ромашка»."""
    plain = " ".join(_SIGNS.sub(" ", without_legal_form(key)).split())
    return plain or key


class Names:
    """Records of an object by name, as far as a privilege of the asker reaches.

    number: the field that tells records of one name apart (tax number, article), or empty.
    """

    def __init__(self, actor: Actor, obj: Obj, privilege: str, number: str = TAX) -> None:
        self._exact: dict[str, list[UUID]] = {}
        self._bare: dict[str, list[tuple[str, UUID]]] = {}
        self._numbers: dict[str, UUID] = {}
        self._number_of: dict[UUID, str] = {}
        has_number = number in actor.fields(obj)
        title = obj.title
        paths = ["id", title.column("_key") if title.has_key else title.path]
        paths += ["owner_id", "unit_id"] if obj.owned else []
        paths += [f"{obj.staged}_id"] if obj.staged else []
        paths += [number] if has_number else []
        rows = obj.twin.objects.order_by("id")
        for key, name, *rest in rows.filter(deleted=False).values_list(*paths).iterator():
            owner, unit = rest[:2] if obj.owned else (None, None)
            stage = rest[2 if obj.owned else 0] if obj.staged else None
            if actor.reaches(obj.name, privilege, owner, unit, key, stage):
                self._add(key, name or "", (rest[-1] if has_number else "") or "")

    def add(self, key: UUID, title: str, number: str = "") -> None:
        """A record made meanwhile."""
        self._add(key, fold(title), number)

    def forget(self, key: UUID, title: str) -> None:
        """A record that could not be made after all."""
        folded = fold(title)
        short = bare(folded)
        self._exact[folded] = [k for k in self._exact.get(folded, ()) if k != key]
        self._bare[short] = [pair for pair in self._bare.get(short, ()) if pair[1] != key]
        number = self._number_of.pop(key, "")
        if self._numbers.get(number) == key:
            del self._numbers[number]

    def _add(self, key: UUID, folded: str, number: str) -> None:
        if folded:
            self._exact.setdefault(folded, []).append(key)
            short = bare(folded)
            self._bare.setdefault(short, []).append((_form(folded, short), key))
        if number:
            self._numbers.setdefault(number, key)
            self._number_of[key] = number

    def find(self, title: str, number: str = "") -> UUID | None:
        """The record of this number, or else of this name; another number is another record.

        A name without its legal form finds the one with it, but «ООО» never finds «ИП».
        """
        if number and number in self._numbers:
            return self._numbers[number]
        folded = fold(title)
        if not folded:
            return None
        for key in self._exact.get(folded, ()):
            if self._same(key, number):
                return key
        short = bare(folded)
        form = _form(folded, short)
        found = [
            key
            for other, key in self._bare.get(short, ())
            if self._same(key, number) and (not form or not other or form == other)
        ]
        return found[0] if len(found) == 1 else None

    def _same(self, key: UUID, number: str) -> bool:
        known = self._number_of.get(key, "")
        return not number or not known or number == known


def _form(folded: str, short: str) -> str:
    """What was taken away from a name to make it bare."""
    plain = _SIGNS.sub(" ", folded).split()
    rest = short.split()
    return " ".join(word for word in plain if word not in rest)


def number_in(values: dict[str, Any], name: str) -> str:
    """A number that identifies a record, as it is stored."""
    words = str(values.get(name) or "").split()
    return "".join(words) if name == TAX else " ".join(words)
