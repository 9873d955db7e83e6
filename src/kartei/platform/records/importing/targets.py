"""Where a column of a file may go: fields of the object, of its company, of its contact person.

A target is named like the readers name it: ``phones``, ``company.tax_id``, ``person.phones``.
Beside real fields there are a full name (taken apart), links by name, and notes for the timeline.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from kartei.platform.access.actor import Actor
from kartei.platform.meta.spec import FieldSpec, registry
from kartei.platform.meta.world import Obj
from kartei.platform.records.readers.recognise import Target
from kartei.platform.records.readers.synonyms import COMMON, OBJECTS

LANGUAGES = ("ru", "de", "en")
#: Kinds that no cell of a table can fill.
WITHOUT = ("lines", "file", "record", "id")
#: Kinds that a record beside the row's own takes: how to reach it, and its numbers.
BESIDE_KINDS = (
    "text", "date", "phones", "emails", "sites", "messengers", "addresses",
)  # fmt: skip
#: Files whose columns are known by keys.
ADDRESS_BOOKS = ("google", "outlook", "vcard")
NAME_PARTS = ("last_name", "first_name", "middle_name")
#: The two things a comment can become.
NOTE_KINDS = (("entry", _("note on the timeline")), ("field", _("notes of the card")))
NOTES = "notes"
#: What a column can hold of a name.
NAMED_PARTS = (
    ("full", _("full name")),
    ("last", _("family name")),
    ("first", _("given name")),
    ("middle", _("middle name or patronymic")),
    ("prefix", _("title before the name")),
)
FULL_NAME = "name"


@dataclass(frozen=True, slots=True)
class Place:
    """A target: its id, the object it belongs to, and the field (None for a virtual one).

    home: "" for the record itself, else the name before the dot. link: by which field home and
    record hang together.
    """

    id: str
    home: str
    name: str
    object: str
    spec: FieldSpec | None
    label: Any
    group: Any
    kinds: tuple[tuple[str, Any], ...] = ()
    synonyms: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The kind of the field; virtual targets take text."""
        return self.spec.kind.name if self.spec else "text"


@dataclass(frozen=True, slots=True)
class Beside:
    """A record that is made together with the row's own.

    name: before the dot in targets. object: what it is. link: the field that joins both; it belongs
    to the row's own record (``company``) or, when ``contact``, to the one beside (``person``).
    """

    name: str
    object: str
    link: str
    contact: bool


def places(actor: Actor, name: str) -> dict[str, Place]:
    """All targets of an object that the asker may fill, by id."""
    obj = actor.obj(name)
    found = {place.id: place for place in _own(actor, obj)}
    for beside in besides(actor, name):
        for place in _beside(actor, actor.world.objects[beside.object], beside, found):
            found.setdefault(place.id, place)
    return found


def besides(actor: Actor, name: str) -> list[Beside]:
    """Records that a row of this object may bring along: its company, or its contact person."""
    obj = actor.obj(name)
    found = []
    for spec in writable(actor, obj):
        if spec.kind.name == "link" and spec.target and _comes_along(actor, name, spec.target):
            found.append(Beside(spec.name, spec.target, spec.name, False))
    for related in obj.entity.related if obj.entity else ():
        if not _comes_along(actor, name, related.object):
            continue
        if related.field in actor.fields(actor.world.objects[related.object]):
            short = related.object.partition(".")[2]
            found.append(Beside(short, related.object, related.field, True))
    return found


def _comes_along(actor: Actor, name: str, other: str) -> bool:
    """Only records of the same module, with an import of their own, that the asker may create."""
    entity = registry.entities.get(other)
    same = registry.module_of(other) == registry.module_of(name)
    return bool(
        entity
        and same
        and not entity.small
        and other != name
        and "import" in entity.features
        and actor.may(other, "create")
    )


def writable(actor: Actor, obj: Obj) -> Iterator[FieldSpec]:
    """The fields that a cell can fill and the asker may write."""
    for spec in actor.fields(obj).values():
        usable = not spec.hidden and spec.kind.name not in WITHOUT
        follows = spec.name == "unit" and obj.owned  # the unit is that of the owner
        if usable and not follows and actor.field_right(obj, spec) == "write":
            yield spec


def _own(actor: Actor, obj: Obj) -> Iterator[Place]:
    group = str(obj.words["one"])
    fields = {spec.name: spec for spec in writable(actor, obj)}
    timeline = bool(obj.entity and "timeline" in obj.entity.features)
    if has_full_name(obj, fields):
        yield Place(FULL_NAME, "", FULL_NAME, obj.name, None, _("Full name"), group)
    for spec in fields.values():
        if spec.name == NOTES and timeline:
            continue
        yield Place(spec.name, "", spec.name, obj.name, spec, spec.label, group, _kinds(spec))
    if timeline:
        kinds = NOTE_KINDS if NOTES in fields else NOTE_KINDS[:1]
        yield Place(NOTES, "", NOTES, obj.name, fields.get(NOTES), _("Note"), group, kinds)


def has_full_name(obj: Obj, fields: dict[str, FieldSpec]) -> bool:
    """Whether the object's title is made of the parts of a name."""
    title = obj.fields.get(FULL_NAME)
    return bool(title and title.read_only and {"last_name", "first_name"} <= fields.keys())


def _beside(actor: Actor, obj: Obj, beside: Beside, own: dict[str, Place]) -> Iterator[Place]:
    group = str(obj.words["one"])
    fields = {spec.name: spec for spec in writable(actor, obj)}
    if has_full_name(obj, fields):
        label = _("Full name")
        yield Place(f"{beside.name}.name", beside.name, FULL_NAME, obj.name, None, label, group)
    for spec in fields.values():
        same_thing = spec.name == obj.title_field and not beside.contact
        if spec.kind.name not in BESIDE_KINDS or spec.name.startswith("next_step") or same_thing:
            continue
        alone = spec.name not in own
        yield Place(
            f"{beside.name}.{spec.name}", beside.name, spec.name, obj.name, spec, spec.label,
            group, _kinds(spec), synonyms(beside.object, spec.name) if alone else (),
        )  # fmt: skip


def synonyms(name: str, field: str) -> tuple[str, ...]:
    """What people call a field that only the record beside has: «ИНН» in a list of contacts."""
    return OBJECTS.get(name, {}).get(field, ()) or COMMON.get(field, ())


def _kinds(spec: FieldSpec) -> tuple[tuple[str, Any], ...]:
    if spec.kind.name == "fullname":
        return NAMED_PARTS
    if spec.kind.many and spec.kind.name not in ("choices", "links"):
        return tuple((option.value, option.label) for option in spec.options)
    return ()


#: What address books hold and cards have no field for.
HOMELESS = {
    "salutation": _("Form of address"),
    "nickname": _("Nickname"),
    "department": _("Department"),
}


def title_of(found: dict[str, Place], title: str, file_kind: str) -> str:
    """The title of a column as people read it.

    A table brings its own; the columns of an address book have keys ("phones:mobile"), for which
    the words of the field and its kind stand.
    """
    if file_kind not in ADDRESS_BOOKS:
        return title
    key, _colon, kind = title.partition(":")
    place = found.get(key)
    words = _capital(str(place.label if place else HOMELESS.get(key, key)))
    label = dict(place.kinds).get(kind) if place else None
    return f"{words}, {label}" if label else words


def in_all_languages(text: Any) -> tuple[str, ...]:
    """A lazy text in each of our languages."""
    found = []
    for language in LANGUAGES:
        with override(language):
            found.append(str(text))
    return tuple(dict.fromkeys(found))


def as_reader_targets(found: dict[str, Place]) -> list[Target]:
    """The targets as the readers want them; a label that two share speaks for the own record."""
    targets = []
    for place in found.values():
        labels = in_all_languages(place.label)
        if place.home:
            around = in_all_languages(place.group)
            apart = place.id.partition(".")[2] not in found
            labels = (
                *(labels if apart else ()),
                *(f"{g} {label}" for g in around for label in labels),
            )
        targets.append(
            Target(
                place.id, (*labels, *place.synonyms), place.kind, tuple(k for k, _l in place.kinds)
            )
        )
    return targets


def wire(found: dict[str, Place]) -> list[dict[str, Any]]:
    """The targets in JSON form, in the asker's language."""
    return [
        {
            "id": place.id,
            "title": _capital(str(place.label)),
            "group": _capital(str(place.group)),
            "kinds": [{"value": v, "label": str(label)} for v, label in place.kinds] or None,
        }
        for place in found.values()
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
