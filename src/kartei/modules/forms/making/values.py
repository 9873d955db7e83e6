"""The values that go into a document: plain texts in the language of the template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from babel.dates import format_date
from django.utils.translation import override

from kartei.modules.documents.contract import account_for, in_words, usual_firm
from kartei.modules.forms.engine import declension
from kartei.modules.forms.making.places import (
    CLIENT,
    COMPANY,
    DECLINED,
    FIRM,
    PERSON,
    SILENT,
    WORDED,
    lists,
    parts,
    stem,
    told,
)
from kartei.platform.access.actor import Actor
from kartei.platform.meta.spec import FieldSpec
from kartei.platform.records import store
from kartei.platform.records.facts import reachable
from kartei.platform.records.wire import titles_of

Values = dict[str, Any]
OFFICES = ("signatory_title", "position", "representative_title")


class Filling:
    """What one record gives to a template, under the rights of who asks."""

    def __init__(self, actor: Actor, name: str, key: UUID, language: str) -> None:
        """The caller has checked that the record may be printed."""
        self.actor, self.name, self.key, self.language = actor, name, key, language
        self.row = self.loaded(name, key)

    def all(self) -> Values:
        """Every group, as `places.known` names them."""
        found: Values = {}
        clients: dict[str, Values] = {}
        for part in parts(self.actor, self.name):
            row = self.row if part.link == "" else self.linked(part.object, part.link)
            found[part.name] = self.texts(part.object, told(self.actor, part.object), row)
            if part.object in (COMPANY, PERSON) and row and part.object not in clients:
                clients[part.object] = found[part.name]
        found["client"] = client(clients)
        today = self.actor.ctx.today
        found["today"] = {"date": self.day(today), "words": self.long_day(today)}
        for name, spec in lists(self.actor, self.name).items():
            found[name] = self.lines(spec, self.row.get(name) or [])
        return found

    def loaded(self, name: str, key: UUID) -> Values:
        """The values of a record."""
        return store.load(self.actor, self.actor.world.objects[name], [key]).get(key, {})

    def linked(self, target: str, link: str) -> Values:
        """The values of what a link leads to; none when it is empty or the asker may not see it."""
        key = usual_firm() if link == "*" else self.row.get(link)
        if key is None or not reachable(self.actor, target, [key], "read"):
            return {}
        found = self.loaded(target, key)
        if target == FIRM and self.row.get("currency"):
            return account_for(found, self.row["currency"])
        return found

    def lines(self, spec: FieldSpec, rows: list[Values]) -> list[Values]:
        """The lines of a list, each with its number from 1 on."""
        specs = {n: s for n, s in spec.lines.items() if s.kind.name not in SILENT}
        titles = self.titles(specs.values(), rows)
        return [
            {"place": str(place), **self.texts("", specs, row, titles)}
            for place, row in enumerate(rows, 1)
        ]

    def texts(
        self,
        name: str,
        specs: Mapping[str, FieldSpec],
        row: Values,
        titles: Mapping[UUID, str] | None = None,
    ) -> Values:
        """Fields as texts, with those in words and in the genitive."""
        known = self.titles(specs.values(), [row]) if titles is None else titles
        found: Values = {}
        for spec in specs.values():
            value = row.get(spec.name)
            found[spec.name] = self.shown(spec, value, known)
            if spec.kind.name in WORDED:
                found[f"{spec.name}_words"] = self.worded(value)
            if (name, spec.name) in DECLINED:
                found[f"{spec.name}_genitive"] = self.declined(spec.name, found[spec.name], row)
        return found

    def titles(self, specs: Iterable[FieldSpec], rows: list[Values]) -> dict[UUID, str]:
        """Titles of the readable records that links lead to."""
        found: dict[UUID, str] = {}
        for spec in specs:
            if spec.kind.name not in ("link", "links"):
                continue
            keys = {UUID(str(k)) for row in rows for k in many(row.get(spec.name))}
            told_by = titles_of(self.actor, spec.target or "", keys)
            found.update({key: told_by[key][0] for key in keys if key in told_by})
        return found

    def shown(self, spec: FieldSpec, value: Any, titles: Mapping[UUID, str]) -> str:
        """One value; empty for a link that the asker may not follow."""
        if value in (None, "", []):
            return ""
        if spec.kind.name in ("link", "links"):
            keys = [UUID(str(key)) for key in many(value)]
            return ", ".join(titles[key] for key in keys if key in titles)
        if isinstance(value, datetime):
            value = value.astimezone(self.actor.world.zone)
        with override(self.language):
            return clean(str(spec.kind.show(value, spec, self.language)))

    def worded(self, value: Any) -> str:
        """A sum or a day in words."""
        if value is None:
            return ""
        if isinstance(value, datetime):
            return self.long_day(value.astimezone(self.actor.world.zone).date())
        return self.long_day(value) if isinstance(value, date) else in_words(value, self.language)

    def declined(self, name: str, text: str, row: Values) -> str:
        """A name or an office in the genitive where the language has one."""
        if self.language != "ru":
            return text
        if name in OFFICES:
            return declension.office(text)
        return declension.name(text, {"mr": "m", "ms": "f"}.get(row.get("salutation") or "", ""))

    def day(self, value: date) -> str:
        """«22.11.2026»."""
        return str(
            format_date(
                value, "short" if self.language == "en" else "dd.MM.yyyy", locale=self.language
            )
        )

    def long_day(self, value: date) -> str:
        """«22 ноября 2026 г.», „22. November 2026“."""
        return str(format_date(value, "long", locale=self.language))


def many(value: Any) -> list[Any]:
    """A link or several as a list."""
    if value in (None, ""):
        return []
    return value if isinstance(value, list) else [value]


def clean(text: str) -> str:
    """A text without signs that XML has no place for; line breaks stay."""
    return "".join(c for c in text if c in "\n\t" or c.isprintable() or c in "\u00a0\u202f\u00ad")


def client(sides: Mapping[str, Values]) -> Values:
    """The client: the company, else the person."""
    row = sides.get(COMPANY) or sides.get(PERSON) or {}
    full = row.get("legal_name") or row.get("name") or ""
    return {"full_name": full, **{name: row.get(name, "") for name in CLIENT}}


def title_of(filling: Filling) -> str:
    """What the file is named after: the record's number or title."""
    own = told(filling.actor, filling.name)
    spec = filling.actor.world.objects[filling.name].title
    if spec.name not in own:
        return stem(filling.name)
    return filling.shown(spec, filling.row.get(spec.name), {}) or stem(filling.name)
