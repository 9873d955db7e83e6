"""What a template can insert: the fields that the asker may read, of a record and of its links.

Every name is made of two words: the group («client», «firm», «offer») and the field. Money and days
are there a second time in words («offer.total_words»), names of people a second time in the
Russian genitive («person.name_genitive»).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kartei.modules.forms.engine.sandbox import first_upper
from kartei.platform.access.actor import Actor
from kartei.platform.meta.spec import FieldSpec

#: Kinds of field that are no words.
SILENT = ("file", "lines", "layout", "id", "grants", "field_rights", "record")
FIRM, PERSON, COMPANY = "documents.firm", "people.person", "people.company"
WORDED = ("money", "date", "moment")
#: Fields with the name or the office of a person.
DECLINED = {
    (FIRM, "signatory"), (FIRM, "signatory_title"), (FIRM, "accountant"), (PERSON, "name"),
    (PERSON, "position"), ("forms.document", "representative"),
    ("forms.document", "representative_title"),
}  # fmt: skip
#: What a client is asked for, whether a company or a person.
CLIENT = (
    "name", "legal_name", "addresses", "phones", "emails", "tax_id", "reg_code", "reg_number",
    "vat_id", "bank_name", "bank_account", "bank_code",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """A group of placeholders: the record itself (no link), or what one of its links leads to.

    link: the field that leads there; "" for the record, "*" for what is found another way.
    """

    name: str
    label: Any
    object: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """One placeholder within its group, with the words for people."""

    name: str
    label: str


def stem(name: str) -> str:
    """The group of an object's own fields: «offers.offer» -> «offer»."""
    return name.rpartition(".")[2].replace("-", "_")


def parts(actor: Actor, name: str) -> list[Part]:
    """The record's own fields, those of its links, and the own firm."""
    obj = actor.world.objects[name]
    found = [Part(stem(name), first_upper(obj.words["one"]), name)]
    for spec in actor.fields(obj).values():
        if spec.kind.name == "link" and spec.name != "unit" and readable(actor, spec.target):
            found.append(Part(spec.name, spec.label, str(spec.target), spec.name))
    if not any(part.object == FIRM for part in found) and readable(actor, FIRM):
        found.append(Part("firm", _("Own firm"), FIRM, "*"))
    return found


def readable(actor: Actor, name: str | None) -> bool:
    """Whether there is such an object and the asker reads any of it."""
    return name in actor.world.objects and actor.may(str(name), "read")


def told(actor: Actor, name: str) -> dict[str, FieldSpec]:
    """The fields of an object that the asker reads and that are words."""
    known = actor.fields(actor.world.objects[name])
    return {n: s for n, s in known.items() if s.kind.name not in SILENT and not s.hidden}


def lists(actor: Actor, name: str) -> dict[str, FieldSpec]:
    """The lists of lines of an object, by name."""
    known = actor.fields(actor.world.objects[name])
    return {n: s for n, s in known.items() if s.kind.name == "lines"}


def places(object_name: str, specs: dict[str, FieldSpec]) -> list[Place]:
    """The placeholders of some fields, with those in words and in the genitive behind each."""
    found = []
    for spec in specs.values():
        label = str(spec.label)
        found.append(Place(spec.name, label))
        if spec.kind.name in WORDED:
            found.append(
                Place(f"{spec.name}_words", str(_("%(name)s, in words")) % {"name": label})
            )
        if (object_name, spec.name) in DECLINED:
            words = str(_("%(name)s, in the genitive")) % {"name": label}
            found.append(Place(f"{spec.name}_genitive", words))
    return found


def client_places(actor: Actor, name: str) -> list[Place]:
    """The placeholders of the client, whoever he is; none where a record has no client."""
    sources = [part.object for part in parts(actor, name) if part.object in (COMPANY, PERSON)]
    specs: dict[str, FieldSpec] = {}
    for source in sorted(set(sources)):
        specs = {**told(actor, source), **specs}
    found = [Place(n, str(specs[n].label)) for n in CLIENT if n in specs]
    if not found:
        return []
    return [Place("full_name", str(pgettext_lazy("of a client", "Full name"))), *found]


def groups(actor: Actor, name: str) -> list[tuple[str, str, list[Place]]]:
    """(name, words, placeholders) of each group, the lists of lines behind them as «line»."""
    found = [("client", str(_("Client")), client_places(actor, name))]
    for part in parts(actor, name):
        found.append((part.name, str(part.label), places(part.object, told(actor, part.object))))
    found.append(("today", str(_("Today")), [
        Place("date", str(_("Date"))), Place("words", str(_("Date, in words"))),
    ]))  # fmt: skip
    for spec in lists(actor, name).values():
        inner = {n: s for n, s in spec.lines.items() if s.kind.name not in SILENT}
        lines = [Place("place", str(_("Number of the line"))), *places("", inner)]
        found.append((spec.name, str(spec.label), lines))
    return [group for group in found if group[2]]


def labels(actor: Actor, name: str) -> dict[str, str]:
    """Words for each placeholder by its whole name: «Client: E-mails» of `client.emails`."""
    return {
        f"{group}.{place.name}": f"{words}: {place.label}"
        for group, words, entries in groups(actor, name)
        for place in entries
    }


def known(actor: Actor, name: str) -> dict[str, Any]:
    """All names as `engine.sandbox.names` wants them."""
    listed = lists(actor, name)
    found: dict[str, Any] = {}
    for group, _label, entries in groups(actor, name):
        inner = {place.name: place.label for place in entries}
        found[group] = [inner] if group in listed else inner
    return found
