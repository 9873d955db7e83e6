"""What reaches rows by a detour: imports, undo, merges, hand-overs, views, searches, page marks."""

from __future__ import annotations

import base64
import json
from typing import Any
from uuid import uuid4

import orjson
import pytest

from kartei.platform.access.tests.cast import OWN
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import write
from kartei.platform.records.importing import service
from kartei.platform.records.models import Journal
from tests.closed_firm import OPEN, PHONE, WORD, Firm, ask, build, leaks

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm(tmp_path: Any, settings: Any) -> Firm:
    settings.MEDIA_ROOT = str(tmp_path / "files")
    return build()


def test_what_one_hands_over_is_handed_over(firm: Firm) -> None:
    """A change that takes the record out of the asker's sight is no 404: he would do it again."""
    client, bob = firm.client("alice"), str(firm.cast.ids["bob"])
    person, second = firm.mine["person"], firm.mine["second"]
    at = "/records/people.person"
    status, data = ask(client, "post", f"{at}/{person}/assign", {"owner": bob})
    record = orjson.loads(data)["record"]
    assert (status, record) == (200, {"id": str(person), "version": 2, "gone": True})
    status, data = ask(client, "patch", f"{at}/{second}", {"owner": bob}, **{"If-Match": '"1"'})
    assert (status, orjson.loads(data)["gone"]) == (200, True)
    firm.cast.grant("alice", {"*": {**OWN, "create": "organisation", "assign": "organisation"}})
    status, data = ask(client, "post", at, {"last_name": "For Bob", "owner": bob})
    assert (status, orjson.loads(data)["gone"]) == (201, True)


def cursor_of(*parts: Any) -> str:
    """A page mark with anything in it."""
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


def test_a_page_mark_that_nobody_made_is_a_wrong_question(firm: Firm) -> None:
    """Values of wrong kinds, beyond columns and calendars, of another order, or no mark at all."""
    client, key = firm.client("alice"), str(uuid4())
    lists = "/records/people.person?sort="
    asked = [
        *(
            f"{lists}created_at&after={cursor_of('created_at', 'v', value, key)}"
            for value in ("garbage", [1], {"a": 1}, "0001-01-01T00:00:00+23:00", 5)
        ),
        f"{lists}birthday&after={cursor_of('birthday', 'v', '2026-99-99', key)}",
        *(f"{lists}name&after={cursor_of('name_key', 'v', v, key)}" for v in ("a\x00",)),
        f"{lists}name&after={cursor_of('name_key', 'v', 'a', 'no id')}",
        f"{lists}name&after={cursor_of('name_key', 'v', 'a', 7)}",
        f"{lists}name&after={cursor_of('city', 'v', 'a', key)}",
        f"{lists}name&after={cursor_of()}",
        f"{lists}name&after=%D1%8B",
        *(
            f"/records/sales.deal?sort=amount&after={cursor_of('amount_base', 'v', value, key)}"
            for value in (10**19, -(10**19), 10**30, 1e400, {"a": 1}, "x")
        ),
        *(
            f"/records/people.person/{firm.mine['person']}/timeline?after={cursor_of(*parts)}"
            for parts in (
                ("2026-01-01T00:00:00+00:00", 10**19), ("2026-01-01T00:00:00+00:00", -1),
                ("0001-01-01T00:00:00+23:00", 1), ("9999-12-31T23:59:59-23:00", 1), ("x", 1), (),
            )
        ),
        f"/changes?after={cursor_of(1, 2, 3)}",
        f"/changes?after={cursor_of(1, 'x', 10**30, 0, 0, 'y')}",
    ]  # fmt: skip
    for path in asked:
        status, data = ask(client, "get", path)
        assert status == 400, (path, status, data)


def test_texts_that_a_database_refuses_are_refused_before(firm: Firm) -> None:
    """NUL, endless lists and dates beyond the calendar, wherever a text is taken."""
    client = firm.client("alice")
    deals, people = "/records/sales.deal", "/records/people.person"
    ids = [str(uuid4()) for _ in range(1000)]
    many = ["or", *[["name", "in", ids] for _ in range(50)]]
    for verb, path, body in (
        ("get", f"{deals}/board?search=%00", None), ("get", f"{deals}/board?column=%00", None),
        ("get", f"{deals}/groups?by=owner&search=%00", None), ("get", "/search?q=%00", None),
        ("get", "/lookup?phone=1%00", None), ("get", f"{deals}/board?search={'x' * 4000}", None),
        ("get", f"{people}/%00", None), ("get", "/views?object=%00", None),
        ("post", f"{people}/bulk?dry_run=1", {"search": "\x00", "command": "delete"}),
        ("post", f"{people}/query", {"filter": many}),
        ("post", f"{people}/query", {"filter": ["and", *[["id", "in", ids]] * 50]}),
        ("post", f"{people}/bulk?dry_run=1", {"ids": ids * 20, "command": "delete"}),
        ("post", f"{people}/query", {"filter": ["created_at", "=", "0001-01-01T00:00:00+23:00"]}),
        ("post", f"{people}/query", {"filter": ["created_at", ">", "9999-12-31T23:59:59-23:00"]}),
        ("post", f"{people}/similar", {"last_name": "\x00", "phones": ["\x00"], "company": "\x00"}),
        ("post", people, {"last_name": "x", "birthday": "9999-99-99", "notes": "\x00"}),
        ("post", f"{people}/{firm.mine['person']}/entries",
         {"kind": "note", "text": "x", "at": "0001-01-01T00:00:00+23:00"}),
        ("get", f"{people}/{firm.mine['person']}?with=related:200,timeline:200,links,files", None),
    ):  # fmt: skip
        status, data = ask(client, verb, path, body)
        assert status < 500, (path, status, data)


def test_a_shared_view_with_closed_fields_is_not_for_everybody(firm: Firm) -> None:
    """What it asks for would tell of fields that do not exist for the asker."""
    mine, theirs = firm.client("admin"), firm.client("bob")
    for title, state in (
        ("filter", {"filter": ["and", ["name", "filled"], ["phones", "contains", PHONE]]}),
        ("dotted", {"filter": ["company.city", "=", f"{WORD} city"]}),
        ("sort", {"sort": "-position"}),
        ("fine", {"filter": ["name", "filled"], "columns": ["name", "position"]}),
    ):
        body = {"object": "people.person", "title": title, "shared": "all", "state": state}
        assert ask(mine, "post", "/views", body)[0] == 201
    views = orjson.loads(ask(theirs, "get", "/views?object=people.person")[1])["items"]
    assert [(v["title"], v["state"]["columns"]) for v in views] == [("fine", ["name"])]
    assert len(orjson.loads(ask(mine, "get", "/views?object=people.person")[1])["items"]) == 4


def test_an_import_neither_finds_nor_changes_what_is_not_the_importers(firm: Firm) -> None:
    """Same phone, tax number, name or company: nothing tells that Dmitri has them; his stay."""
    cast = firm.cast
    before = repr(write.one(cast.dmitri, "people.company", firm.theirs["company"]))
    for name, head, row in (
        ("people.company", "Name;Phone;Tax number", f"{WORD} company;+7{PHONE};7701234567"),
        ("people.person", "Last name;Phone;Company", f"{WORD}son;+7{PHONE};{WORD} company"),
    ):
        for way in ("skip", "fill", "overwrite"):
            made = service.upload(cast.alice, [f"{head}\n{row}\n".encode()], "x.csv", name)
            service.change(cast.alice, made, {"options": {"duplicates": way}})
            found: Any = made.preview
            counts = {n: found[n] for n in ("new", "updated", "duplicate", "faulty")}
            assert counts == {"new": 1, "updated": 0, "duplicate": 0, "faulty": 0}, (name, way)
    owned = b"Last name;Owner\nSomebody;dmitri\n"
    made = service.upload(cast.alice, [owned], "x.csv", "people.person")
    found = made.preview
    assert (found["new"], found["faulty"]) == (0, 1)
    assert repr(write.one(cast.dmitri, "people.company", firm.theirs["company"])) == before


def test_a_started_import_is_no_draft_for_who_looked_before(firm: Firm) -> None:
    """A slow change must not turn it back into one: it would run twice."""
    alice = firm.cast.alice
    made = service.upload(alice, [b"Last name\nOnce\n"], "x.csv", "people.person")
    late = service.own_import(alice, made.pk)
    service.start(alice, service.own_import(alice, made.pk))
    with pytest.raises(Refusal) as refused:
        service.change(alice, late, {"options": {"duplicates": "create"}})
    assert refused.value.status == 409
    kept = service.own_import(alice, made.pk)
    assert (kept.state, kept.options["duplicates"]) == ("running", "skip")


def test_undo_hands_nothing_back_without_the_right_to(firm: Firm) -> None:
    """Undoing another's handing over is handing over."""
    cast, person = firm.cast, firm.mine["person"]
    admin = cast.admin
    write.change(admin, "people.person", person, {"owner": str(cast.ids["bob"])})
    write.change(admin, "people.person", person, {"owner": str(cast.ids["alice"])})
    change = Journal.objects.filter(record=person).order_by("-pk")[0].change
    cast.grant("alice", {"*": {**OWN, "assign": "none"}, **OPEN})
    status, data = ask(firm.client("alice"), "post", f"/undo/{change}")
    assert (status, orjson.loads(data)["undone"]) == (200, 0)
    owner = write.one(cast.admin, "people.person", person)["owner"]
    assert owner["id"] == str(cast.ids["alice"])


def test_a_merge_names_the_other_record_to_its_readers_alone(firm: Firm) -> None:
    """Alice still reads her merged record in the bin, but not the one of Dmitri it went into."""
    admin = firm.client("admin")
    at = f"/records/people.person/{firm.mine['second']}"
    into = {"into": str(firm.theirs["other"])}
    assert ask(admin, "post", f"{at}/merge", into)[0] == 200
    status, data = ask(firm.client("alice"), "get", f"{at}/timeline")
    assert (status, leaks(data, firm.secrets())) == (200, [])
    change = Journal.objects.filter(record=firm.mine["second"], verb="merge")[0].change
    status, data = ask(firm.client("alice"), "post", f"/undo/{change}")
    assert status == 404, data


def test_searching_for_many_reaches_them_all(firm: Firm) -> None:
    """Bulk edits, exports and counts take every match, not those of the first page."""
    alice = firm.cast.alice
    write.create_many(alice, "people.person", [{"last_name": f"Many {n:03}"} for n in range(70)])
    client = firm.client("alice")
    at = "/records/people.person"
    _, data = ask(client, "post", f"{at}/export", {"format": "csv", "search": "many"})
    assert data.count(b"Many ") == 70
    body = {"search": "many", "set": {"city": "Here"}}
    assert orjson.loads(ask(client, "post", f"{at}/bulk", body)[1])["done"] == 70
    _, data = ask(client, "get", f"{at}/board?by=source&search=many")
    assert sum(c["count"] for c in orjson.loads(data)["columns"]) == 70


def test_a_hidden_link_is_empty_in_every_question(firm: Firm) -> None:
    """Neither its being set nor its target can be asked for, and the opposite does not tell."""
    client = firm.client("alice")
    company, deal = firm.theirs["company"], f"sales.deal:{firm.theirs['deal']}"

    def count(name: str, *condition: str) -> int:
        body = {"filter": [*condition], "count": "exact"}
        status, data = ask(client, "post", f"/records/{name}/query", body)
        assert status == 200, data
        found: int = orjson.loads(data)["count"]["value"]
        return found

    hidden = str(company)
    assert count("people.person", "company", "=", hidden) == 0
    assert count("people.person", "company", "!=", hidden) == 2
    assert count("people.person", "company", "filled") == 1
    assert count("people.person", "company", "empty") == 1
    assert count("people.person", "company", "=", str(firm.mine["company"])) == 1
    assert count("tasks.task", "about", "=", deal) == 0
    assert count("sales.deal", "person.company", "filled") == 0
    assert count("sales.deal", "company.notes", "filled") == 0
    assert count("offers.offer", "firm", "filled") == 0
    assert count("offers.offer", "firm", "=", str(firm.theirs["firm"])) == 0


def test_a_command_on_a_stale_record_is_refused(firm: Firm) -> None:
    """If-Match holds for commands, too; an unreadable record stays absent whatever it says."""
    client = firm.client("alice")
    at, stale = f"/records/people.person/{firm.mine['second']}/share", {"If-Match": '"7"'}
    body = {"user": str(firm.cast.ids["bob"]), "rights": ["read"]}
    status, data = ask(client, "post", at, body, **stale)
    assert (status, orjson.loads(data)["current"]["version"]) == (412, 1)
    hidden = f"/records/people.person/{firm.theirs['person']}/share"
    assert ask(client, "post", hidden, body, **stale)[0] == 404
