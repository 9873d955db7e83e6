"""One event of a timeline: its kind, its words, its data (docs/api.md, "An event")."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, npgettext

from kartei.platform.access.actor import Actor, privilege_words
from kartei.platform.meta.kinds.moment import rfc3339
from kartei.platform.records.entry_input import DIRECTIONS, KIND_NAMES, RESULTS
from kartei.platform.records.home import Place
from kartei.platform.records.models import StoredFile
from kartei.platform.records.query import Facts
from kartei.platform.records.telling import Titles
from kartei.platform.records.wire import file_wire

if TYPE_CHECKING:
    from kartei.platform.records.timeline import Told

#: Verbs of the journal that are kinds of events themselves; any other verb counts as a change.
VERBS = ("file", "create", "change", "stage", "delete", "restore", "merge", "import")
#: Objects told under a kind of their own on the timelines of what they belong to: by their name.
GUESTS = ("task", "offer")
KINDS = (*KIND_NAMES, *VERBS, *GUESTS)
WORDS = {
    "note": gettext_lazy("Note"),
    "call": gettext_lazy("Call"),
    "meeting": gettext_lazy("Meeting"),
    "create": gettext_lazy("Created"),
    "change": gettext_lazy("Changed"),
    "stage": gettext_lazy("Stage changed"),
    "delete": gettext_lazy("Moved to the bin"),
    "restore": gettext_lazy("Taken out of the bin"),
    "merge": gettext_lazy("Merged"),
    "import": gettext_lazy("Imported"),
    "undo": gettext_lazy("Undone"),
    "share": gettext_lazy("Access granted"),
    "unshare": gettext_lazy("Access withdrawn"),
    "done": gettext_lazy("Done"),
}
CALLS = {"in": gettext_lazy("Incoming call"), "out": gettext_lazy("Outgoing call")}


def kind_of(row: Told, record: Place) -> str:
    """The kind under which a row is told on a record's timeline."""
    if row.entry is not None:
        return row.verb
    guest = row.home[0].partition(".")[2]
    if row.home != record and guest in GUESTS and row.verb != "file":
        return guest
    return row.verb if row.verb in VERBS else "change"


def kinds_condition(kinds: tuple[str, ...]) -> tuple[str, list[Any]]:
    """The same as a condition on the joined rows (t, j, e of timeline.SQL)."""
    parts: list[str] = []
    values: list[Any] = []
    entries = [k for k in kinds if k in KIND_NAMES]
    if entries:
        parts.append(f"e.kind IN ({marks(entries)})")
        values += entries
    host = " AND ".join(["t.home_object NOT LIKE %s"] * len(GUESTS))
    host = f"(t.home = t.record OR j.verb = 'file' OR ({host}))"
    verbs = [k for k in kinds if k in VERBS]
    if verbs:
        known = f"j.verb IN ({marks(verbs)})"
        values_here: list[Any] = list(verbs)
        if "change" in verbs:
            known = f"({known} OR j.verb NOT IN ({marks(VERBS)}))"
            values_here += VERBS
        parts.append(f"({known} AND {host})")
        values += [*values_here, *(f"%.{g}" for g in GUESTS)]
    for guest in (k for k in kinds if k in GUESTS):
        parts.append(
            "(j.id IS NOT NULL AND t.home <> t.record AND j.verb <> 'file' "
            "AND t.home_object LIKE %s)"
        )
        values.append(f"%.{guest}")
    return " OR ".join(parts), values


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
        "kind": kind_of(row, page.record),
        "at": rfc3339(row.at),
        "author": {"id": str(row.author), "title": name} if row.author else None,
        "object": row.home[0],
        "record": {"id": str(row.home[1]), "title": facts.title},
        "title": title_of(actor, row, page.record, facts),
        "text": row.text if row.entry else text_of(row),
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
        "title": facts.title,
        "what": words,
    }


def verb_words(actor: Actor, row: Told) -> str:
    """The words of a verb; a command's own label where a module declares it."""
    if row.entry is not None and row.verb == "call":
        return str(CALLS.get(row.data.get("direction") or "", WORDS["call"]))
    if row.verb == "file":
        gone = "gone" in row.data
        count = len(row.data.get("names", ()))
        if gone:
            return npgettext("timeline", "File deleted", "Files deleted", count)
        return npgettext("timeline", "File added", "Files added", count)
    if row.verb in WORDS:
        return str(WORDS[row.verb])
    entity = actor.world.objects[row.home[0]].entity
    for command in entity.commands if entity else ():
        if command.name == row.verb:
            return str(command.label)
    return _("Changed")


def text_of(row: Told) -> str:
    """The gist of a journal row that is no change of fields."""
    if row.verb == "file":
        return ", ".join(row.data.get("names", ()))
    if row.verb in ("share", "unshare"):
        name = row.data.get("with", {}).get("title", "")
        rights = ", ".join(privilege_words(r) for r in row.data.get("rights", ()))
        return f"{name}: {rights}" if rights else str(name)
    if row.verb == "merge":
        return str(row.data.get("other", ""))
    return ""


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
