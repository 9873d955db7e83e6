"""One event of a timeline: its kind, its words, its data (docs/api.md, "An event")."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import npgettext, pgettext, pgettext_lazy

from kartei.platform.access.actor import Actor
from kartei.platform.access.asker import privilege_words
from kartei.platform.meta.kinds.many import show_stored
from kartei.platform.meta.kinds.moment import rfc3339
from kartei.platform.records.entry_input import DIRECTIONS, KIND_NAMES, RESULTS
from kartei.platform.records.facts import Facts
from kartei.platform.records.home import Place
from kartei.platform.records.models import StoredFile
from kartei.platform.records.telling import Titles
from kartei.platform.records.wire import file_wire

if TYPE_CHECKING:
    from kartei.platform.records.timeline import Told

#: Verbs of the journal that are kinds of events themselves; any other verb counts as a change.
VERBS = ("file", "create", "change", "stage", "delete", "restore", "merge", "import")
#: Objects told under a kind of their own on the timelines of what they belong to: by their name.
GUESTS = ("task", "offer", "letter")
#: Fields that say how far a record is, besides the one its board goes by.
STATES = ("done", "state", "status")
KINDS = (*KIND_NAMES, *VERBS, *GUESTS)
WORDS = {
    "note": pgettext_lazy("event", "Note"),
    "call": pgettext_lazy("event", "Call"),
    "meeting": pgettext_lazy("event", "Meeting"),
    "create": pgettext_lazy("event", "Created"),
    "change": pgettext_lazy("event", "Changed"),
    "stage": pgettext_lazy("event", "Stage changed"),
    "delete": pgettext_lazy("event", "Moved to the bin"),
    "restore": pgettext_lazy("event", "Taken out of the bin"),
    "merge": pgettext_lazy("event", "Merged"),
    "import": pgettext_lazy("event", "Imported"),
    "undo": pgettext_lazy("event", "Undone"),
    "share": pgettext_lazy("event", "Access granted"),
    "unshare": pgettext_lazy("event", "Access withdrawn"),
    "done": pgettext_lazy("event", "Done"),
    "make_token": pgettext_lazy("event", "Token made"),
    "confirm_mail": pgettext_lazy("event", "Mail address confirmed"),
    "take_factor_off": pgettext_lazy("event", "Second step taken off"),
    "end_token": pgettext_lazy("event", "Token ended"),
    "end_session": pgettext_lazy("event", "Session ended"),
    "end_sessions": pgettext_lazy("event", "All sessions ended"),
    "convert": pgettext_lazy("event", "Kind of the field changed"),
}
CALLS = {
    "in": pgettext_lazy("event", "Incoming call"),
    "out": pgettext_lazy("event", "Outgoing call"),
}


def states_of(actor: Actor, name: str) -> set[str]:
    """The fields of an object that say how far it is: told on other records' timelines, too."""
    obj = actor.world.objects[name]
    return {n for n in (*STATES, obj.board.by if obj.board else "") if n in obj.fields}


def moves(actor: Actor) -> list[tuple[str, str]]:
    """(object, "%field%" as it stands in the journal's JSON) of every board the asker may read."""
    return [(name, f'%"{by}"%') for name, by in boards(actor) if by in seen(actor, name)]


def boards(actor: Actor) -> list[tuple[str, str]]:
    """(object, field that makes its columns) of every board."""
    return [(name, obj.board.by) for name, obj in actor.world.objects.items() if obj.board]


def seen(actor: Actor, name: str) -> Collection[str]:
    """The fields of an object that exist for the asker."""
    return actor.fields(actor.world.objects[name])


def kind_case(actor: Actor) -> tuple[str, list[Any]]:
    """The kind of a row as SQL over timeline.SQL's tables: filter and page then agree."""
    parts = ["CASE WHEN t.entry IS NOT NULL THEN e.kind WHEN j.verb = 'file' THEN 'file'"]
    params: list[Any] = []
    for guest in GUESTS:
        parts.append("WHEN t.home <> t.record AND t.home_object LIKE %s THEN %s")
        params += [f"%.{guest}", guest]
    parts.append("WHEN j.verb = 'create' AND j.via = 'import' THEN 'import'")
    for name, by in boards(actor):
        if by not in seen(actor, name):
            parts.append("WHEN j.verb = 'stage' AND t.home_object = %s THEN 'change'")
            params.append(name)
    for name, pattern in moves(actor):
        parts.append(
            "WHEN j.verb = 'change' AND t.home_object = %s AND CAST(j.changes AS TEXT) LIKE %s "
            "THEN 'stage'"
        )
        params += [name, pattern]
    parts.append(f"WHEN j.verb IN ({marks(VERBS)}) THEN j.verb ELSE 'change' END")
    return " ".join(parts), [*params, *VERBS]


def state_condition(actor: Actor) -> tuple[str, list[Any]]:
    """Edits of another record that are told: those that touch its state."""
    patterns = dict.fromkeys([*(f'%"{n}"%' for n in STATES), *(p for _n, p in moves(actor))])
    parts = [" OR CAST(j.changes AS TEXT) LIKE %s"] * len(patterns)
    return "".join(parts), list(patterns)


def marks(values: Any) -> str:
    """Place marks for a list."""
    return ", ".join(["%s"] * len(values))


def files_by(rows: list[Told]) -> dict[Any, list[dict[str, Any]]]:
    """Files in outer form by entry and by their own id; asked only where some are named."""
    entries = [r.entry for r in rows if r.entry and r.data.get("files")]
    ids = [UUID(key) for r in rows for key in named_files(r)]
    found: dict[Any, list[dict[str, Any]]] = {}
    if entries or ids:
        wanted = Q(entry__in=entries) | Q(pk__in=ids)
        for file in StoredFile.objects.filter(wanted, deleted=False).order_by("at", "pk"):
            found.setdefault(file.entry or str(file.pk), []).append(file_wire(file))
    return found


def named_files(row: Told) -> list[str]:
    """Ids of the files that a journal row tells of."""
    return row.data.get("files", []) if row.entry is None and row.verb == "file" else []


@dataclass(frozen=True, slots=True)
class Page:
    """What the events of one page share: who asks, whose timeline, titles and files fetched."""

    actor: Actor
    record: Place
    known: Titles
    files: dict[Any, list[dict[str, Any]]]


def event(page: Page, row: Told, facts: Facts, changes: list[dict[str, Any]]) -> dict[str, Any]:
    """A row of the stream in its outer form; FACTS are those of its home record."""
    actor = page.actor
    name = actor.roster.user_names.get(row.author, "") if row.author else ""
    attached = page.files.get(row.entry, []) if row.entry else []
    for key in named_files(row):
        attached = [*attached, *page.files.get(key, [])]
    return {
        "id": str(row.entry or row.journal),
        "kind": row.kind,
        "at": rfc3339(row.at),
        "author": {"id": str(row.author), "title": name} if row.author else None,
        "object": row.home[0],
        "record": {"id": str(row.home[1]), "title": named(actor, row, facts)},
        "title": title_of(actor, row, page.record, facts),
        "text": row.text if row.entry else text_of(row, page.known),
        "data": entry_data(actor, row, page.known) if row.entry else journal_data(row),
        "changes": changes,
        "editable": row.entry is not None and (row.author == actor.user or actor.administrator),
        "files": attached,
    }


def title_of(actor: Actor, row: Told, record: Place, facts: Facts) -> str:
    """What happened, in a few words; a guest is named."""
    words = verb_words(actor, row)
    if row.home == record:
        return words
    one = str(actor.world.objects[row.home[0]].words.get("one", ""))
    return _("%(one)s “%(title)s”: %(what)s") % {
        "one": one[:1].upper() + one[1:],
        "title": named(actor, row, facts),
        "what": words,
    }


def named(actor: Actor, row: Told, facts: Facts) -> str:
    """The title of an event's record; empty for whom that field is closed."""
    return facts.title if actor.reads_title(actor.world.objects[row.home[0]]) else ""


def verb_words(actor: Actor, row: Told) -> str:
    """The words of a verb; a command's own words where a module declares it."""
    if row.entry is not None and row.verb == "call":
        return str(CALLS.get(row.data.get("direction") or "", WORDS["call"]))
    if row.verb == "file":
        gone = "gone" in row.data
        count = len(row.data.get("names", ()))
        if gone:
            return npgettext("event", "File deleted", "Files deleted", count)
        return npgettext("event", "File added", "Files added", count)
    if row.verb == "change" and row.kind == "stage":
        return str(WORDS["stage"])
    if row.verb == "change" and row.changes.get("done", (None, None))[1] is True:
        return str(WORDS["done"])
    if row.verb in WORDS:
        return str(WORDS[row.verb])
    entity = actor.world.objects[row.home[0]].entity
    if entity and row.verb in entity.events:
        return str(entity.events[row.verb])
    for command in entity.commands if entity else ():
        if command.name == row.verb:
            return str(command.told or command.label)
    return pgettext("event", "Changed")


def merged_with(row: Told) -> str:
    """The id of the other record of a merge; empty for other rows."""
    merged = row.data if row.entry is None and row.verb == "merge" else {}
    return str(merged.get("merged_from") or merged.get("merged_into") or "")


def text_of(row: Told, known: Titles) -> str:
    """The gist of a journal row that is no change of fields."""
    if row.verb == "file":
        return ", ".join(row.data.get("names", ()))
    if row.verb in ("share", "unshare"):
        name = row.data.get("with", {}).get("title", "")
        rights = ", ".join(privilege_words(r) for r in row.data.get("rights", ()))
        return f"{name}: {rights}" if rights else str(name)
    if row.verb == "merge":
        # the title that it had then, for those who may read the record and its title
        readable = known.get((row.home[0], merged_with(row)))
        return str(row.data.get("other", "")) if readable else ""
    return str(row.data.get("said", ""))


def journal_data(row: Told) -> dict[str, Any]:
    """What a program may want of a journal row: its verb and the change that can be undone."""
    return {"verb": row.verb, "change": str(row.change) if row.change else None}


def entry_data(actor: Actor, row: Told, known: Titles) -> dict[str, Any]:
    """The data of an entry, with names and words beside ids and codes."""
    data = row.data
    found = {n: v for n, v in data.items() if n in ("direction", "phone", "result", "minutes")}
    for name, options in (("direction", DIRECTIONS), ("result", RESULTS)):
        label = next((str(o.label) for o in options if o.value == data.get(name)), None)
        if label:
            found[f"{name}_label"] = label
    if "phone" in found:
        found["phone_show"] = show_stored(found["phone"])
    found["mentioned"] = [
        {"id": user, "title": actor.roster.user_names.get(UUID(user), "")}
        for user in data.get("mentions", ())
    ]
    found["links"] = [
        {**place, "title": known[(place["object"], place["id"])]}
        for place in data.get("links", ())
        if (place["object"], place["id"]) in known
    ]
    return found
