"""What a configuration changes, in the words of the asker: beside the values, to be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from kartei.platform.access.actor import Actor
from kartei.platform.meta.fields import LANGUAGES
from kartei.platform.meta.spec import FieldSpec, registry
from kartei.platform.meta.world import Obj
from kartei.platform.records import telling

#: What the firm itself is called among the changes; it is no object with records.
FIRM = "meta.firm"
#: Columns that carry the name of a field or object of one's own, by language.
NAMES = ("label", "one")
#: Kinds of the fields that say where a record belongs.
BELONGS = ("link", "choice")


def title_of(actor: Actor, obj: Obj, row: Mapping[str, Any]) -> str:
    """The name of a record of the file: a field or object of one's own is named by its words,
    what has no name by the field or the object that it is for.
    """
    order = (actor.language, *LANGUAGES)
    words = [row.get(f"{prefix}_{code}") for prefix in NAMES for code in order]
    named = row.get(obj.title_field) or next((w for w in words if w), "")
    target = actor.world.objects.get(str(row.get("object")))
    if named or target is None:
        return str(named)
    spec = target.fields.get(str(row.get("field")))
    return str(spec.label if spec else target.words["title"])


def modules_changed(before: list[str], after: list[str]) -> dict[str, Any]:
    """The entry that tells which modules come into use and which go; no name means all."""
    value = {"name": "modules", "label": gettext("Modules"), "old": before, "new": after}
    return {"object": FIRM, "id": "", "title": "", "verb": "change", "fields": [value]}


def worded(actor: Actor, entries: list[dict[str, Any]]) -> None:
    """Add to each entry ``where`` (what the record belongs to) and ``told`` (its changes as words).

    actor: sees the world as the configuration makes it.
    """
    pairs = {id(entry): shown_pairs(actor, entry) for entry in entries}
    places = {id(entry): place_pairs(actor, entry) for entry in entries}
    leads = telling.targets([p for one in (*pairs.values(), *places.values()) for p in one])
    known = telling.titles(actor, leads)
    for entry in entries:
        where = [telling.words(actor, spec, value, known) for spec, _, value in places[id(entry)]]
        entry["where"] = " · ".join(filter(None, where))
        entry["told"] = (
            told_modules(entry)
            if entry["object"] == FIRM
            else telling.told(actor, pairs[id(entry)], known)
        )


def shown_pairs(actor: Actor, entry: Mapping[str, Any]) -> list[tuple[FieldSpec, Any, Any]]:
    """(field, old, new) of a record that is changed; what is made is told by its name alone."""
    obj = actor.world.objects.get(entry["object"])
    if obj is None or entry["verb"] != "change":
        return []
    return [(obj.fields[f["name"]], f["old"], f["new"]) for f in entry["fields"]]


def place_pairs(actor: Actor, entry: Mapping[str, Any]) -> list[tuple[FieldSpec, Any, Any]]:
    """(field, None, value) of what tells where a record belongs, such as a field's object."""
    obj = actor.world.objects.get(entry["object"])
    if obj is None:
        return []
    set_here = {f["name"]: f["new"] for f in entry["fields"]}
    specs = [obj.fields[name] for name in registry.entities[obj.name].setup if name in set_here]
    return [
        (spec, None, set_here[spec.name])
        for spec in specs
        if spec.name != obj.title_field and spec.kind.name in BELONGS
    ]


def told_modules(entry: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The modules by their titles."""
    [value] = entry["fields"]
    names = {name: str(module.title) for name, module in registry.modules.items()}

    def words(found: list[str]) -> str:
        return ", ".join(names[name] for name in found) if found else gettext("all modules")

    return [
        {
            "field": value["name"],
            "label": value["label"],
            "old": words(value["old"]),
            "new": words(value["new"]),
        }
    ]
