"""Doors that take an id: an unreadable record is like an absent one, and nothing is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest

from kartei.modules.tasks.models import Reminder
from kartei.platform.flow import jobs
from kartei.platform.meta.models import SavedView
from kartei.platform.records.importing import service
from kartei.platform.records.models import Journal
from tests.closed_firm import PHONE, WORD, Firm, ask, build, leaks, tables

pytestmark = pytest.mark.django_db
Ask = tuple[str, str, Any]


@pytest.fixture
def firm(tmp_path: Any, settings: Any) -> Firm:
    settings.MEDIA_ROOT = str(tmp_path / "files")
    return build()


def on_one(firm: Firm, name: str, key: UUID, other: UUID) -> Iterator[Ask]:
    """All that can be asked of, or done to, one record; other: one of Alice's to go with it."""
    at = f"/records/{name}/{key}"
    yield "get", at, None
    yield "get", f"{at}?with=links,related,timeline,files,stages,shares", None
    yield "get", f"{at}/timeline", None
    yield "patch", at, {"owner": str(firm.cast.ids["alice"])}
    yield "delete", at, None
    yield "post", f"{at}/entries", {"kind": "note", "text": "hello"}
    yield "post", f"{at}/restore", {}
    yield "post", f"{at}/assign", {"owner": str(firm.cast.ids["alice"])}
    yield "post", f"{at}/share", {"user": str(firm.cast.ids["alice"]), "rights": ["read"]}
    yield "post", f"{at}/unshare", {"user": str(firm.cast.ids["dmitri"])}
    yield "post", f"{at}/merge", {"into": str(other)}
    yield "post", f"/records/{name}/{other}/merge", {"into": str(key)}
    yield "post", f"{at}/nosuch", {}
    for verb in ("win", "accept", "copy", "to_deal", "complete"):
        yield "post", f"{at}/{verb}", {}
    for act in ({"command": "delete"}, {"set": {"owner": None}}, {"command": "restore"}):
        yield "post", f"/records/{name}/bulk", {"ids": [str(key)], **act}
        yield "post", f"/records/{name}/bulk?dry_run=1", {"ids": [str(key)], **act}
    yield "post", f"/records/{name}/query", {"filter": ["id", "=", str(key)]}


def elsewhere(firm: Firm, word: str, key: UUID) -> Iterator[Ask]:
    """Doors to what is no record: entries, files, imports, jobs, changes, reminders, views."""
    if word == "entry":
        yield "patch", f"/entries/{key}", {"text": "mine now"}
        yield "delete", f"/entries/{key}", None
    if word in ("file", "loose"):
        yield "get", f"/files/{key}", None
        yield "get", f"/files/{key}/inline", None
        yield "get", f"/files/{key}/thumb", None
        yield "delete", f"/files/{key}", None
        at = f"/records/people.person/{firm.mine['person']}"
        yield "patch", at, {"photo": str(key)}
        yield "post", f"{at}/entries", {"kind": "note", "text": "with it", "files": [str(key)]}
    if word == "change":
        yield "post", f"/undo/{key}", None
    if word in ("import", "job"):
        yield "get", f"/{word}s/{key}", None
        yield "post", f"/{word}s/{key}/cancel", None
    if word == "import":
        yield "patch", f"/imports/{key}", {"options": {"duplicates": "overwrite"}}
        yield "post", f"/imports/{key}/run", None
        yield "post", f"/imports/{key}/undo", None
        yield "get", f"/imports/{key}/report", None
    if word == "reminder":
        yield "post", f"/reminders/{key}/seen", None
    if word == "view":
        yield "patch", f"/views/{key}", {"title": "mine"}
        yield "delete", f"/views/{key}", None


def linking(firm: Firm, word: str, key: UUID) -> Iterator[Ask]:
    """Doors that take the id of a record to be linked or compared with."""
    known = {"other": ("people.person", "person"), "concern": ("people.company", "company"),
             "deal": ("sales.deal", "deal")}  # fmt: skip
    if word not in known:
        return
    name, word = known[word]
    deal, person = firm.mine["deal"], firm.mine["second"]
    place = {"object": name, "id": str(key)}
    at = f"/records/people.person/{person}"
    yield "post", f"{at}/entries", {"kind": "note", "text": "x", "links": [place]}
    yield "post", "/records/tasks.task", {"name": "x", "about": place}
    yield "get", f'/records/tasks.task?count=exact&filter=["about","=","{name}:{key}"]', None
    yield "post", "/papers/offers.offer/preview", {word: str(key), "lines": []}
    yield "post", "/papers/offers.offer/preview.png", {word: str(key), "lines": []}
    yield "post", "/records/offers.offer", {word: str(key)}
    if word != "deal":
        yield "patch", f"/records/sales.deal/{deal}", {word: str(key)}
        yield "post", f"/records/sales.deal/{deal}/win", {word: str(key)}
        for op in ("=", "!="):
            condition = f'["{word}","{op}","{key}"]'
            yield "get", f"/records/sales.deal?count=exact&filter={condition}", None
            yield "get", f"/records/sales.deal/board?filter={condition}", None
        dotted = f'["person.company","=","{key}"]'
        yield "get", f"/records/sales.deal?count=exact&filter={dotted}", None
        yield (
            "post",
            "/records/people.person/similar",
            {"last_name": "Ivanova", "company": str(key)},
        )
        yield "post", "/records/sales.deal", {"name": "x", word: str(key)}


def more_of_theirs(firm: Firm) -> dict[str, UUID]:
    """Dmitri's import, job, reminder, change and view."""
    actor = firm.cast.dmitri
    table = f"Name;Phone\n{WORD};+7{PHONE}\n".encode()
    found = {"import": service.upload(actor, [table], f"{WORD}.csv", "people.person").pk}
    job = jobs.enqueue(actor, "records.bulk", {}, title=f"{WORD} job")
    found["job"] = job.pk
    found["reminder"] = Reminder.objects.get(task=firm.theirs["task"]).pk
    changes = Journal.objects.filter(object="people.person", record=firm.theirs["person"])
    found["change"] = changes.order_by("pk")[0].change
    view = SavedView.objects.create(
        object="people.person", title=f"{WORD} view", owner_id=actor.user, unit=actor.standing.unit
    )
    found["view"] = view.pk
    return found


def plain(data: bytes, key: UUID) -> bytes:
    """An answer without the id that was asked for, and without that of the change it made."""
    return re.sub(rb'"change":"[^"]*"', b"", data.replace(str(key).encode(), b"*"))


def test_unreadable_is_answered_like_absent_and_nothing_is_written(firm: Firm) -> None:
    """For every door that takes an id: status and words do not tell whether it exists."""
    theirs = {**firm.theirs, **more_of_theirs(firm)}
    firm.theirs.update(theirs)
    client = firm.client("alice")
    other = {"people.company": "company", "people.person": "second", "sales.deal": "deal",
             "offers.offer": "offer", "tasks.task": "task"}  # fmt: skip
    homes = {"other": "people.person", "company": "people.company", "person": "people.person",
             "deal": "sales.deal", "offer": "offers.offer", "task": "tasks.task"}  # fmt: skip
    wrong: list[Any] = []
    before = tables()

    def asked(word: str, key: UUID) -> list[Ask]:
        found = [*elsewhere(firm, word, key), *linking(firm, word, key)]
        if name := homes.get(word):
            found += on_one(firm, name, key, firm.mine[other[name]])
        if word == "offer":
            at = f"/records/offers.offer/{key}"
            found += [("get", f"{at}/{door}", None) for door in ("pdf", "eml", "preview.png")]
            found += [("post", "/papers/offers.offer/preview", {"id": str(key)})]
            found += [("post", "/records/offers.offer", {"replaces": str(key)})]
        return found

    stamp = {"If-Match": '"1"'}
    for word, key in theirs.items():
        absent = uuid4()
        for question, like in zip(asked(word, key), asked(word, absent), strict=True):
            status, data = ask(client, *question, **stamp)
            now = tables()
            expected, words = ask(client, *like, **stamp)
            same = plain(data, key) == plain(words, absent)
            refused = status >= 400 or b'"failed":[{' in data
            moved = now != before and refused
            if status != expected or status >= 500 or moved or (refused and not same):
                wrong.append((question, status, expected, moved, data[:300], words[:300]))
            wrong += [(question, hit) for hit in leaks(data, [WORD, PHONE])]
            before = tables()
    assert not wrong, "\n".join(map(str, wrong))
