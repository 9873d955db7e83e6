"""What somebody sends as a note, call or meeting: checked as a whole, every fault named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kartei.platform.access.actor import Actor
from kartei.platform.access.roster import stand
from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.phones import parse_phone
from kartei.platform.meta.errors import FieldFault, field_fault, invalid
from kartei.platform.meta.kinds import KINDS
from kartei.platform.meta.kinds.base import clean_text, wrong_type
from kartei.platform.meta.kinds.link import as_uuid
from kartei.platform.meta.spec import FieldSpec, Option
from kartei.platform.records.facts import facts_of, reachable
from kartei.platform.records.home import Place
from kartei.platform.records.models import Entry

KIND_NAMES = ("note", "call", "meeting")
RESULTS = (
    Option("reached", pgettext_lazy("call result", "reached")),
    Option("not_reached", pgettext_lazy("call result", "not reached")),
    Option("call_back", pgettext_lazy("call result", "call back")),
    Option("agreed", pgettext_lazy("call result", "agreed")),
    Option("refused", pgettext_lazy("call result", "refused")),
)
DIRECTIONS = (
    Option("in", pgettext_lazy("call", "incoming")),
    Option("out", pgettext_lazy("call", "outgoing")),
)
#: Fields beside text and moment that each kind takes.
CALL = ("direction", "phone", "result", "minutes")
TAKES = {"note": (), "call": CALL, "meeting": ("result", "minutes")}
ALWAYS = ("kind", "text", "at", "links", "mentions", "files", "next_step", "next_step_on")
MAX_TEXT = 50_000
MAX_LINKS = 20
MAX_MENTIONS = 50
MAX_FILES = 50
MAX_MINUTES = 24 * 60
#: Clocks differ a little; a planned talk is a task, not an entry.
AHEAD = timedelta(minutes=10)
EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
TEXTS = {
    "moment.range": _("An entry tells what has happened; %(value)s is no possible moment"),
    "list.too_long": _("At most %(limit)s"),
}


@dataclass(slots=True)
class EntryInput:
    """A checked entry; next_step holds JSON values for the home record's own fields.

    at is None where the entry tells of this very moment.
    """

    kind: str
    at: datetime | None
    text: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    links: list[Place] = field(default_factory=list)
    files: list[UUID] = field(default_factory=list)
    next_step: dict[str, Any] = field(default_factory=dict)


class Faults(list[FieldFault]):
    """Collects what is wrong while the rest is still looked at."""

    def take(self, name: str, parse: Any, *args: Any) -> Any:
        """The parsed value, or None with the fault kept."""
        try:
            return parse(*args)
        except ValueFault as fault:
            words = TEXTS.get(fault.code)
            if words is None:
                self.append(field_fault(name, fault))
            else:
                self.add(name, fault.code, words, **fault.params)
            return None

    def add(self, field: str, code: str, text: Any, **params: object) -> None:
        """A fault of our own."""
        self.append(FieldFault(field, code, str(text) % params, f"/{field}"))


def parse_new(actor: Actor, home: Place, raw: Mapping[str, Any]) -> EntryInput:
    """A new entry; 422 with every fault."""
    faults = Faults()
    kind = raw.get("kind")
    if kind not in KIND_NAMES:
        raise invalid(
            [field_fault("kind", ValueFault("value.unknown_option", value=str(kind)[:40]))]
        )
    known(faults, raw, (*ALWAYS, *TAKES[kind]))
    given = EntryInput(kind, faults.take("at", moment, actor, raw.get("at")))
    given.text = faults.take("text", text_of, raw.get("text")) or ""
    sent = call_data(actor, faults, kind, raw)
    given.data = {n: v for n, v in sent.items() if v is not None}
    given.files = faults.take("files", ids_of, raw.get("files"), MAX_FILES) or []
    mentions(actor, faults, home, raw, given.data)
    given.links = links(actor, faults, home, raw.get("links"))
    given.next_step = next_step(actor, faults, home, raw)
    if kind == "note" and not given.text and not given.files:
        faults.append(field_fault("text", ValueFault("value.required")))
    if faults:
        raise invalid(faults)
    if given.links:
        given.data["links"] = [{"object": n, "id": str(k)} for n, k in given.links]
    if given.files:
        given.data["files"] = len(given.files)
    return given


def parse_change(actor: Actor, entry: Entry, raw: Mapping[str, Any]) -> None:
    """Put changed fields into an entry; kind, links, files and next step stay as they are."""
    faults = Faults()
    known(faults, raw, ("text", "at", "mentions", *TAKES[entry.kind]))
    data = {**entry.data, **call_data(actor, faults, entry.kind, raw)}
    if "at" in raw:
        entry.at = faults.take("at", moment, actor, raw["at"]) or entry.at
    if "text" in raw:
        entry.text = faults.take("text", text_of, raw["text"]) or ""
    if "mentions" in raw:
        mentions(actor, faults, (entry.object, entry.record), raw, data)
    if entry.kind == "note" and not entry.text and not data.get("files"):
        faults.append(field_fault("text", ValueFault("value.required")))
    if faults:
        raise invalid(faults)
    entry.data = {n: v for n, v in data.items() if v is not None}


def known(faults: Faults, raw: Mapping[str, Any], names: tuple[str, ...]) -> None:
    """Fields that this kind of entry does not have are faults."""
    for name in raw:
        if name not in names:
            word = str(name)[:80]
            faults.append(field_fault(word, ValueFault("field.unknown", name=word)))


def text_of(raw: Any) -> str:
    """The text of an entry."""
    return "" if raw is None else clean_text(raw, MAX_TEXT).replace("\r\n", "\n").strip()


def moment(actor: Actor, raw: Any) -> datetime | None:
    """When it happened; not in the future and not before telephones had computers."""
    spec = FieldSpec(name="at", kind=KINDS["moment"], label="")
    value: datetime | None = spec.kind.parse(raw, spec, actor.ctx)
    if value is not None and not EARLIEST <= value <= actor.ctx.now + AHEAD:
        raise ValueFault("moment.range", value=str(raw)[:40])
    return value


def ids_of(raw: Any, limit: int) -> list[UUID]:
    """A list of ids without repetition."""
    if raw is None:
        return []
    if not isinstance(raw, list):
        raise wrong_type()
    if len(raw) > limit:
        raise ValueFault("list.too_long", limit=limit)
    return list(dict.fromkeys(as_uuid(item) for item in raw))


def call_data(actor: Actor, faults: Faults, kind: str, raw: Mapping[str, Any]) -> dict[str, Any]:
    """What is known of a talk: the fields that were sent, None for emptied ones."""
    found: dict[str, Any] = {}
    for name in TAKES[kind]:
        if name not in raw:
            continue
        if raw[name] is None or raw[name] == "":
            found[name] = None
        elif name == "minutes":
            found[name] = faults.take(name, minutes, raw[name])
        elif name == "phone":
            found[name] = faults.take(name, phone, actor, raw[name])
        else:
            options = DIRECTIONS if name == "direction" else RESULTS
            found[name] = faults.take(name, choice, raw[name], options)
    return found


def minutes(raw: Any) -> int:
    """How long the talk was, 0 to a day."""
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise wrong_type()
    if not 0 <= raw <= MAX_MINUTES:
        raise ValueFault("number.range")
    return raw


def phone(actor: Actor, raw: Any) -> str:
    """The number talked with, as E.164 where it is understood, else as it was noted."""
    text = clean_text(raw, 60).strip()
    try:
        return parse_phone(text, actor.ctx.region).value
    except ValueFault:
        # internal lines and short numbers are telephones, too
        if not any(c.isdigit() for c in text):
            raise
        return text


def choice(raw: Any, options: tuple[Option, ...]) -> str:
    """One of the options."""
    spec = FieldSpec(name="choice", kind=KINDS["choice"], label="", options=options)
    return str(spec.kind.parse(raw, spec, None))


def mentions(
    actor: Actor, faults: Faults, home: Place, raw: Mapping[str, Any], data: dict[str, Any]
) -> None:
    """Users spoken to; each must be in service and able to read the home record."""
    ids = faults.take("mentions", ids_of, raw.get("mentions"), MAX_MENTIONS) or []
    facts = facts_of(actor, home[0], [home[1]])[home[1]] if ids else None
    for user in ids:
        standing = stand(user, actor.roster)
        if standing is None or facts is None:
            faults.append(field_fault("mentions", ValueFault("link.absent")))
            continue
        other = replace(actor, standing=standing, _ctx=None)
        if not other.reaches(home[0], "read", facts.owner, facts.unit, home[1]):
            words = _("%(name)s may not see this record and cannot be mentioned here")
            faults.add("mentions", "entries.mention_blind", words, name=standing.name)
    if ids or "mentions" in raw:
        data["mentions"] = [str(u) for u in ids]


def links(actor: Actor, faults: Faults, home: Place, raw: Any) -> list[Place]:
    """Further records on whose timelines the entry stands; readable and open to attaching."""
    if raw is None:
        return []
    if not isinstance(raw, list) or not all(isinstance(item, dict) for item in raw):
        faults.append(field_fault("links", wrong_type()))
        return []
    if len(raw) > MAX_LINKS:
        faults.add("links", "list.too_long", TEXTS["list.too_long"], limit=MAX_LINKS)
        return []
    found: list[Place] = []
    for item in raw:
        place = faults.take("links", link, actor, item)
        if place is not None and place != home and place not in found:
            found.append(place)
    return found


def link(actor: Actor, item: dict[str, Any]) -> Place:
    """One further record."""
    name = item.get("object")
    if set(item) - {"object", "id", "title"} or not isinstance(name, str):
        raise wrong_type()
    key = as_uuid(item.get("id"))
    facts = reachable(actor, name, [key], "read").get(key)
    if facts is None or facts.deleted:
        raise ValueFault("link.absent")
    if not actor.reaches(name, "append_to", facts.owner, facts.unit, key):
        raise ValueFault("link.not_allowed")
    return name, key


def next_step(actor: Actor, faults: Faults, home: Place, raw: Mapping[str, Any]) -> dict[str, Any]:
    """What is to be done next, as values of the home record's own fields."""
    obj = actor.obj(home[0])
    fields = actor.fields(obj)
    found: dict[str, Any] = {}
    for sent, names in (
        ("next_step", ("next_step",)),
        ("next_step_on", ("next_step_on", "next_step_at")),
    ):
        if raw.get(sent) is None:
            continue
        name = next((n for n in names if n in fields), None)
        if name is None:
            faults.append(field_fault(sent, ValueFault("field.unknown", name=sent)))
        elif actor.field_right(obj, fields[name]) != "write":
            faults.append(field_fault(sent, ValueFault("field.read_only")))
        else:
            found[name] = raw[sent]
    facts = facts_of(actor, home[0], [home[1]])[home[1]] if found else None
    if facts and not actor.reaches(home[0], "write", facts.owner, facts.unit, home[1]):
        words = _("You may not change this record, so its next step stays as it is")
        faults.add("next_step", "access.forbidden", words)
    return found
