"""A configuration taken in: compared with what is there, and applied as a whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import orjson
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor
from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.ids import uuid7
from kartei.platform.kit.text import fold
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.fields import LANGUAGES
from kartei.platform.meta.kinds.link import as_uuid
from kartei.platform.meta.spec import registry
from kartei.platform.meta.ways import brought
from kartei.platform.meta.world import Obj, present_world
from kartei.platform.records import firm, write
from kartei.platform.records.configuration.file import (
    FORMAT,
    LINKS,
    in_order,
    must_configure,
    records_of,
    set_fields,
)
from kartei.platform.records.configuration.wording import (
    FIRM,
    modules_changed,
    title_of,
    worded,
)

#: A field of one's own, by the name it has in the file.
OWN_FIELD = re.compile(r"\bf_(\d+)\b")
#: What a field of one's own says of others, which may come later in the file.
LATER = ("formula", "rollup", "rollup_object", "rollup_by", "rollup_field", "rollup_filter")
#: What a row says of a record that is to go, such as a ready pipeline that a trade does not have.
UNWANTED = "deleted"
MAX_RECORDS = 5000


@dataclass(slots=True)
class Outcome:
    """What a configuration would change, or has changed.

    changes: one entry per record that is made or changed; only_here: records that the file does
    not know and that stay; faults: what cannot be taken in, by record.
    """

    changes: list[dict[str, Any]] = field(default_factory=list)
    same: int = 0
    only_here: list[dict[str, Any]] = field(default_factory=list)
    faults: list[dict[str, Any]] = field(default_factory=list)

    def wire(self) -> dict[str, Any]:
        """The outer form."""
        return {
            "changes": self.changes,
            "same": self.same,
            "only_here": self.only_here,
            "faults": self.faults,
        }


def take_in(actor: Actor, data: Any, *, dry_run: bool) -> Outcome:
    """Compare and apply. Everything is one change, which one undo takes back.

    With faults, or as a trial, nothing is written. Errors: Refusal for what is no configuration.
    """
    must_configure(actor)
    check_file(data)
    with transaction.atomic():
        taking = Taking(seeing_now(actor))
        taking.run(data)
        if dry_run or taking.outcome.faults:
            transaction.set_rollback(True)
    if taking.outcome.faults and not dry_run:
        raise Refusal(
            "configuration.faults",
            _("Some of it cannot be taken in, so nothing was changed"),
            extra={"faults": taking.outcome.faults},
        )
    return taking.outcome


def check_file(data: Any) -> None:
    """Refuse what is no configuration, and one of a newer program."""
    if not isinstance(data, dict) or not isinstance(data.get("records"), dict):
        raise Refusal("configuration.file", _("This is not a configuration of Kartei"), status=422)
    if not isinstance(data.get("format"), int) or data["format"] > FORMAT:
        raise Refusal(
            "configuration.newer",
            _("This configuration was made by a newer Kartei; update this one first"),
            status=422,
        )
    rows = list(data["records"].values())
    modules = data.get("modules") or []
    named = isinstance(modules, list) and all(isinstance(name, str) for name in modules)
    fine = all(isinstance(r, list) and all(isinstance(one, dict) for one in r) for r in rows)
    if not (named and fine) or sum(map(len, rows)) > MAX_RECORDS:
        raise Refusal("configuration.file", _("This is not a configuration of Kartei"), status=422)


def seeing_now(actor: Actor) -> Actor:
    """The same asker in the world as the running transaction has made it."""
    alone = replace(actor.standing, scopes={}, seen={}, kept={})
    change = actor.change or uuid7()
    return replace(actor, world=present_world(), standing=alone, change=change)


class Taking:
    """One configuration being taken in."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.outcome = Outcome()
        #: ids in the file -> ids here, and numbers of fields in the file -> numbers here
        self.ids: dict[str, str] = {}
        self.numbers: dict[str, str] = {}
        #: objects whose funnels the file brings along
        self.ways: set[str] = set()

    def run(self, data: Mapping[str, Any]) -> None:
        """All entities in their order, then what may lead to later ones."""
        unknown = set(data["records"]) - set(in_order(self.actor))
        for name in sorted(unknown):
            if data["records"][name]:
                text = _("“%(name)s” belongs to a module that is not in use here")
                self.fault(name, "", "", str(text) % {"name": name})
        self.modules(data)
        way = registry.way(self.actor.world.firm.modules)
        rows = data["records"].get(way.funnel) if way else None
        self.ways = {str(row.get("object")) for row in rows or []}
        for name in in_order(self.actor):
            rows = [said_once(self.actor, r) for r in data["records"].get(name) or []]
            if not rows:
                continue
            self.take(name, rows)
            if registry.entities[name].schema:
                self.actor = seeing_now(self.actor)
        worded(self.actor, self.outcome.changes)

    def modules(self, data: Mapping[str, Any]) -> None:
        """Which modules are in use."""
        wish = data.get("modules")
        if not isinstance(wish, list) or not wish:
            return
        before = list(self.actor.world.firm.modules)
        known = [name for name in wish if name in registry.modules]
        for name in sorted(set(map(str, wish)) - set(known)):
            text = _("“%(name)s” belongs to a module that is not in use here")
            self.fault(FIRM, "", "modules", str(text) % {"name": name[:60]})
        if len(known) < len(wish):
            return
        if sorted(known) != sorted(before):
            try:
                firm.change(self.actor, {"modules": known})
            except Refusal as refusal:
                self.fault(FIRM, "", "modules", refusal.faults[0].detail)
                return
            self.outcome.changes.append(modules_changed(before, known))
            self.actor = seeing_now(self.actor)

    def take(self, name: str, rows: list[dict[str, Any]]) -> None:
        """The records of one entity: first themselves, then what they say of one another."""
        obj = self.actor.world.objects[name]
        here = {r["id"]: r for r in records_of(self.actor, name)}
        unwanted = [row for row in rows if row.get(UNWANTED) is True]
        rows = [row for row in rows if row.get(UNWANTED) is not True]
        left = self.taken(obj, rows, here)
        for row in unwanted:
            self.retire(obj, row, left)
        self.outcome.only_here += [
            {"object": name, "id": key, "title": self.title(obj, record)}
            for key, record in left.items()
        ]

    def taken(
        self, obj: Obj, rows: list[dict[str, Any]], here: dict[str, dict[str, Any]]
    ) -> dict[str, dict[str, Any]]:
        """Make and change the records of some rows; the records here that no row means."""
        name = obj.name
        keys = [self.match(obj, row, here) for row in rows]
        for at, row in enumerate(rows):
            keys[at] = self.keep(obj, row, keys[at], here, later=False)
        if any(self.postponed(obj, row) for row in rows):
            self.actor = seeing_now(self.actor)
            obj = self.actor.world.objects[name]
            here = {r["id"]: r for r in records_of(self.actor, name)}
            for row, key in zip(rows, keys, strict=True):
                self.keep(obj, row, key, here, later=True)
        return {key: record for key, record in here.items() if key not in keys}

    def retire(self, obj: Obj, row: dict[str, Any], left: dict[str, dict[str, Any]]) -> None:
        """Put a record that the file does not want into the bin; one that is in use stays."""
        key = self.match(obj, row, left)
        if not key:
            return
        try:
            with transaction.atomic():
                write.bin_many(self.actor, obj.name, [UUID(key)])
        except Refusal:
            return  # it is told among what is only here
        self.tell(obj, key, row, "delete", [])
        del left[key]

    def match(self, obj: Obj, row: dict[str, Any], here: Mapping[str, Any]) -> str:
        """The id of the record here that a row means: the same id, else the same names."""
        given = str(row.get("id") or "")
        if given in here:
            self.ids[given] = given
            return given
        mine = self.names(obj, row)
        for key, record in here.items():
            if key not in self.ids.values() and names_in(obj, record) == mine:
                if given:
                    self.ids[given] = key
                return key
        return ""

    def names(self, obj: Obj, row: Mapping[str, Any]) -> tuple[Any, ...]:
        """What tells a row apart, its links led over to the records here."""
        entity = registry.entities[obj.name]
        values = {n: self.translated(obj, n, row.get(n)) for n in entity.setup}
        return names_in(obj, values)

    def translated(self, obj: Obj, name: str, value: Any) -> Any:
        """A value of the file in the terms of this installation."""
        spec = obj.fields.get(name)
        if spec is None or value is None:
            return value
        if spec.kind.name == "link":
            return self.ids.get(str(value), value)
        if spec.kind.name == "links" and isinstance(value, list):
            return [self.ids.get(str(one), one) for one in value]
        text = orjson.dumps(value).decode()
        return orjson.loads(OWN_FIELD.sub(self.number_here, text))

    def number_here(self, found: re.Match[str]) -> str:
        """A field's name here for its name in the file."""
        return f"f_{self.numbers.get(found.group(1), found.group(1))}"

    def postponed(self, obj: Obj, row: Mapping[str, Any]) -> list[str]:
        """The fields of a row that may lead to records of the same entity, or speak of them."""
        own = [s.name for s in obj.fields.values() if s.kind.name in LINKS and s.target == obj.name]
        later = [*own, *(LATER if obj.name == "meta.field" else ())]
        return [n for n in later if row.get(n)]

    def keep(
        self,
        obj: Obj,
        row: dict[str, Any],
        key: str,
        here: Mapping[str, dict[str, Any]],
        *,
        later: bool,
    ) -> str:
        """Make or change one record; returns its id here."""
        known = {s.name for s in set_fields(obj)}
        postponed = self.postponed(obj, row)
        names = [n for n in row if n not in ("id", "number") and (n in postponed) == later]
        for name in names:
            if name not in known:
                text = _("There is no field “%(name)s”")
                self.fault(obj.name, self.title(obj, row), name, str(text) % {"name": name})
        values = {n: self.translated(obj, n, row[n]) for n in names if n in known}
        current = here.get(key)
        try:
            with transaction.atomic(), self.way_of(obj, row):
                if current is None and not later:
                    key = self.create(obj, row, values)
                elif current is not None:
                    self.change(obj, row, key, current, values, later=later)
        except Refusal as refusal:
            self.refused(obj, row, refusal)
        return key

    def way_of(self, obj: Obj, row: Mapping[str, Any]) -> AbstractContextManager[None]:
        """Around a record: an object whose funnels come later in the file gets no ready one."""
        mine = obj.name == "meta.object" and f"own.{row.get('code')}" in self.ways
        return brought() if mine else nullcontext()

    def create(self, obj: Obj, row: dict[str, Any], values: dict[str, Any]) -> str:
        """A record that is not here yet; it keeps the id it has in the file."""
        try:
            wished = as_uuid(row.get("id"))
        except ValueFault:
            wished = None
        taken = wished is not None and obj.twin.objects.filter(pk=wished).exists()
        values = {n: lines_here(None, v) for n, v in values.items()}
        key = write.create(self.actor, obj.name, values, id=None if taken else wished)
        if row.get("id"):
            self.ids[str(row["id"])] = str(key)
        self.learn_number(obj, row, key)
        fields = [told(obj, n, None, v) for n, v in values.items()]
        self.tell(obj, str(key), row, "create", fields)
        return str(key)

    def change(
        self,
        obj: Obj,
        row: dict[str, Any],
        key: str,
        current: dict[str, Any],
        values: dict[str, Any],
        *,
        later: bool,
    ) -> None:
        """A record that is here already, as far as it differs."""
        self.learn_number(obj, row, UUID(key))
        values = {n: lines_here(current.get(n), v) for n, v in values.items()}
        differing = {n: v for n, v in values.items() if plain(current.get(n)) != plain(v)}
        if differing:
            write.change(self.actor, obj.name, UUID(key), differing)
            fields = [told(obj, n, current.get(n), v) for n, v in differing.items()]
            self.tell(obj, key, row, "change", fields)
        elif not later:
            self.outcome.same += 1

    def learn_number(self, obj: Obj, row: Mapping[str, Any], key: UUID) -> None:
        """Under which number a field of one's own stands here."""
        if obj.name == "meta.field" and row.get("number") is not None:
            number = obj.twin.objects.values_list("number", flat=True).get(pk=key)
            self.numbers[str(row["number"])] = str(number)

    def tell(
        self, obj: Obj, key: str, row: Mapping[str, Any], verb: str, fields: list[dict[str, Any]]
    ) -> None:
        """What happens to a record; what comes later is added to the same entry."""
        for entry in self.outcome.changes:
            if entry["object"] == obj.name and entry["id"] == key:
                entry["fields"] += fields
                return
        self.outcome.changes.append(
            {
                "object": obj.name,
                "id": key,
                "title": self.title(obj, row),
                "verb": verb,
                "fields": fields,
            }
        )

    def refused(self, obj: Obj, row: Mapping[str, Any], refusal: Refusal) -> None:
        """Why a record cannot be taken in."""
        if not refusal.faults:
            self.fault(obj.name, self.title(obj, row), "", refusal.detail)
        for one in refusal.faults:
            self.fault(obj.name, self.title(obj, row), one.field, one.detail)

    def title(self, obj: Obj, row: Mapping[str, Any]) -> str:
        """The name of a record of the file, where it has words of its own in the asker's."""
        return title_of(self.actor, obj, row)

    def fault(self, name: str, title: str, column: str, detail: str) -> None:
        """One thing that is wrong."""
        self.outcome.faults.append(
            {"object": name, "title": title, "field": column, "detail": detail}
        )


def said_once(actor: Actor, row: dict[str, Any]) -> dict[str, Any]:
    """A row in the firm's language: presets say names of data in all three."""
    language = actor.world.firm.language

    def one(value: Any) -> Any:
        if isinstance(value, dict) and value and set(value) <= set(LANGUAGES):
            return value.get(language) or value.get("en") or next(iter(value.values()))
        return value

    return {name: one(value) for name, value in row.items()}


def names_in(obj: Obj, values: Mapping[str, Any]) -> tuple[Any, ...]:
    """What tells a record apart, without regard to case."""
    entity = registry.entities[obj.name]
    return tuple(fold(v) if isinstance(v := values.get(n), str) else v for n in entity.setup)


def lines_here(current: Any, wish: Any) -> Any:
    """Child rows of the file with the ids that they have here: by value, else by their words."""
    if not isinstance(wish, list) or not all(isinstance(one, dict) for one in wish):
        return wish
    left = [one for one in current or [] if isinstance(one, dict)]
    found = []
    for row in wish:
        values = {n: v for n, v in row.items() if n not in ("id", "position")}
        twin = next((one for one in left if alike(one, values)), None)
        if twin is not None:
            left.remove(twin)
            values = {**twin, **values}
        found.append({n: v for n, v in values.items() if n != "position"})
    return found


def alike(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two choices are the same: by their value, else by a word in some language."""
    if other.get("value"):
        return bool(one.get("value") == other["value"])
    names = [f"label_{code}" for code in LANGUAGES]
    return any(other.get(n) and fold(str(other[n])) == fold(str(one.get(n) or "")) for n in names)


def plain(value: Any) -> Any:
    """A value to compare: child rows without what is empty."""
    if isinstance(value, list) and value and all(isinstance(v, dict) for v in value):
        empty = (None, "", False)
        return [
            {n: v for n, v in one.items() if v not in empty and n != "position"} for one in value
        ]
    return value


def told(obj: Obj, name: str, old: Any, new: Any) -> dict[str, Any]:
    """A change of one field: its name to people and its values."""
    return {"name": name, "label": str(obj.fields[name].label), "old": old, "new": new}
