"""Every way to rows beside the main record path, tried by people who may read little.

Answers hold nothing of records and fields that the asker may not read; an unreadable record is
answered like an absent one; a refused change leaves every table as it was (closed_firm.py).
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import Any

import orjson
import pytest
from django.test import Client

from kartei.platform.access.tests.cast import ORGANISATION
from kartei.platform.records import commands, write
from tests.closed_firm import BANNED, OPEN, OWNED, PHONE, WORD, Firm, ask, build, leaks

pytestmark = pytest.mark.django_db
Ask = tuple[str, str, Any]

LINKS = {
    "people.person": ("company",),
    "sales.deal": ("company", "person"),
    "offers.offer": ("company", "person", "deal", "firm"),
}


@pytest.fixture
def firm(tmp_path: Any, settings: Any) -> Firm:
    settings.MEDIA_ROOT = str(tmp_path / "files")
    return build()


def lists(firm: Firm, name: str) -> Iterator[Ask]:
    """Questions that show many records of an object, or count them."""
    at = f"/records/{name}"
    yield "get", f"{at}?fields=*&count=exact&limit=200", None
    yield "get", f"{at}?fields=*&deleted=1", None
    yield "get", f"{at}?search={WORD}", None
    yield "post", f"{at}/query", {"search": PHONE, "fields": ["*"]}
    ids = [str(key) for key in firm.theirs.values()]
    yield "post", f"{at}/query", {"filter": ["id", "in", ids], "count": "exact"}
    for link in LINKS.get(name, ()):
        yield "get", f"{at}?fields=*&sort={link}", None
        yield "get", f"{at}/groups?by={link}", None
        yield "get", f'{at}?fields=*&filter=["{link}","filled"]', None
        for op in ("contains", "starts"):
            dotted = f"{link}.{'subject' if link == 'offer' else 'name'}"
            yield "post", f"{at}/query", {"filter": [dotted, op, WORD], "fields": ["*"]}
    yield "get", f"{at}/groups?by=owner&sum={'amount' if name == 'sales.deal' else ''}", None
    yield "get", f"{at}/duplicates", None
    yield "get", f"{at}/duplicates/sure", None
    yield "post", f"{at}/similar", {"phones": [f"+7{PHONE}"], "tax_id": "7701234567"}
    yield "post", f"{at}/similar", {"name": f"{WORD} company", "last_name": f"{WORD}son"}
    for kind in ("csv", "xlsx", "vcf"):
        yield "post", f"{at}/export", {"format": kind, "fields": ["*"]}
    yield "post", f"{at}/bulk?dry_run=1", {"filter": ["owner", "filled"], "set": {"owner": None}}
    yield "post", f"{at}/bulk", {"search": WORD, "command": "delete"}


def everywhere(firm: Firm) -> Iterator[Ask]:
    """Questions over all objects, and about the asker himself."""
    for path in (
        "/meta", "/openapi.json", f"/search?q={WORD}", f"/search?q={PHONE}",
        f"/lookup?phone=%2B7{PHONE}", f"/lookup?phone={PHONE}", f"/lookup?phone={PHONE[-7:]}",
        "/tasks/day", "/reminders", "/jobs", "/imports", "/session",
        "/import-mappings?object=people.person",
        "/records/sales.deal/board", "/records/sales.deal/board?by=owner&sum=amount",
        *(f"/views?object={name}" for name in OWNED),
    ):  # fmt: skip
        yield "get", path, None


def cards(firm: Firm) -> Iterator[Ask]:
    """Alice's own records with everything that a card can show."""
    wishes = "links,related:200,timeline:200,files,stages,shares"
    for name, word in (
        ("people.person", "person"), ("people.person", "second"), ("people.company", "company"),
        ("sales.deal", "deal"), ("offers.offer", "offer"), ("tasks.task", "task"),
    ):  # fmt: skip
        at = f"/records/{name}/{firm.mine[word]}"
        yield "get", f"{at}?with={wishes}", None
        yield "get", f"{at}/timeline?limit=200", None
    offer = f"/records/offers.offer/{firm.mine['offer']}"
    yield "get", f"{offer}/eml", None
    yield "post", "/papers/offers.offer/preview", {"id": str(firm.mine["offer"])}
    about = {"object": "people.person", "id": str(firm.mine["person"])}
    yield "post", "/records/tasks.task", {"name": "Ring", "about": about}
    yield "get", f"/records/people.person/{firm.mine['person']}", None
    yield "post", f"{offer}/copy", {}
    yield "post", f"{offer}/to_deal", {}


def shown(client: Client, asked: Iterable[Ask], secrets: list[str]) -> list[Any]:
    """What shows a secret, or answers with a fault of the server."""
    found = []
    for verb, path, body in asked:
        status, data = ask(client, verb, path, body)
        leaked = leaks(data, secrets)
        if status >= 500 or leaked:
            found.append((verb, path, body, status, leaked))
    return found


def test_no_answer_shows_records_that_the_asker_may_not_read(firm: Firm) -> None:
    """Lists, groups, boards, search, look-up, exports, cards, timelines, meta."""
    asked = [*everywhere(firm), *cards(firm)]
    asked += [question for name in OWNED for question in lists(firm, name)]
    found = shown(firm.client("alice"), asked, firm.secrets())
    assert not found, "\n".join(map(str, found))


@pytest.mark.django_db(transaction=True)
def test_changes_tell_only_of_what_one_may_read(firm: Firm) -> None:
    """Neither a change nor a tombstone of Dmitri's; of a record that leaves her its id alone."""
    cast, client = firm.cast, firm.client("alice")
    start = orjson.loads(ask(client, "get", "/changes")[1])["cursor"]
    admin = cast.admin
    for word, name in (("person", "people.person"), ("deal", "sales.deal")):
        write.change(admin, name, firm.theirs[word], {"owner": str(cast.ids["bob"])})
        write.bin_many(admin, name, [firm.theirs[word]])
    write.change(admin, "people.person", firm.mine["second"], {"owner": str(cast.ids["bob"])})
    # a product's unit is a measure and no part of the firm: nobody's changes may stumble over it
    write.change(admin, "catalog.product", firm.mine["product"], {"unit": "m2"})
    wanted = {(str(firm.mine["second"]), "gone", None), (str(firm.mine["product"]), "change", 2)}
    told: set[Any] = set()
    until = time.monotonic() + 60
    while not wanted <= told and time.monotonic() < until:
        # PostgreSQL tells nothing before older transactions on the whole server have ended
        status, data = ask(client, "get", f"/changes?after={start}")
        assert (status, leaks(data, firm.secrets())) == (200, [])
        told = {(r["id"], r["verb"], r["version"]) for r in orjson.loads(data)["items"]}
    assert wanted <= told


#: Of values in fields closed to Bob: number, place, post, tax number, amounts, state, words.
CLOSED = [
    PHONE, f"{WORD} city", f"{WORD} chief", "7701234567", "987654.31", "987654", "61.37", "71.93",
    f"{WORD} offer", "talks", "stage changed", "2020-01-01t10", f"{WORD} words",
    '"verb":"send"', '"verb":"stage"',
]  # fmt: skip


def test_no_answer_shows_fields_that_the_asker_may_not_read(firm: Firm) -> None:
    """The same doors for somebody who reads every record, but not every field."""
    theirs, mine = firm.theirs, firm.mine
    admin = firm.cast.admin
    moved = {"stage": str(mine["talks"]), "amount": "987654.32"}
    write.change(admin, "sales.deal", theirs["deal"], moved)
    write.change(admin, "tasks.task", theirs["task"], {"description": f"{WORD} words"})
    commands.run(admin, "offers.offer", theirs["offer"], "send", {})
    firm.cast.grant("bob", {"*": ORGANISATION, **OPEN}, BANNED)
    client = firm.client("bob")
    asked: list[Ask] = []
    for name in OWNED:
        asked += [
            question for question in lists(firm, name) if "similar" not in question[1]
            and "delete" not in str(question[2]) and "=amount" not in question[1]
        ]  # fmt: skip
    wishes = "links,related:200,timeline:200,files,stages,shares"
    places = [("people.person", "person"), ("people.company", "company"), ("sales.deal", "deal"),
              ("offers.offer", "offer"), ("tasks.task", "task")]  # fmt: skip
    for name, word in places:
        at = f"/records/{name}/{theirs[word]}"
        asked += [("get", f"{at}?with={wishes}", None), ("get", f"{at}/timeline", None)]
        asked += [("get", f"{at}/timeline?kinds=stage,change", None)]
    asked += [
        ("get", f"/search?q={WORD}", None), ("get", f"/search?q={PHONE}", None),
        ("get", f"/lookup?phone={PHONE}", None),
        ("get", "/meta", None), ("get", "/tasks/day", None),
        ("post", "/papers/offers.offer/preview", {"id": str(theirs["offer"])}),
        ("post", "/papers/offers.offer/preview", {"lines": [{"product": str(mine["product"])}]}),
        ("get", "/records/catalog.product?fields=*", None),
        ("get", f"/records/catalog.product/{mine['product']}?with=timeline", None),
        ("post", f"/records/offers.offer/{mine['offer']}/copy", {}),
        ("post", "/records/catalog.product/export", {"format": "csv", "fields": ["*"]}),
    ]  # fmt: skip
    found = shown(client, asked, CLOSED)
    assert not found, "\n".join(map(str, found))


@pytest.mark.parametrize("name", ["phones", "position"])
def test_a_closed_field_is_asked_for_like_one_that_does_not_exist(firm: Firm, name: str) -> None:
    """Filter, sort, sum, group, dots over a link, bulk edits and similar: the same words."""
    client = firm.client("bob")
    at = "/records/people.person"

    def answers(word: str) -> list[Any]:
        asked: list[Ask] = [
            ("get", f'{at}?filter=["{word}","empty"]', None),
            ("get", f'/records/sales.deal?filter=["person.{word}","empty"]', None),
            ("get", f"{at}?sort={word}", None),
            ("get", f"{at}?fields={word}", None),
            ("get", f"{at}/groups?by={word}", None),
            ("get", f"{at}/groups?by=owner&sum={word}", None),
            ("get", f"{at}/board?by={word}", None),
            ("post", f"{at}/export", {"format": "csv", "fields": [word]}),
            ("post", f"{at}/bulk?dry_run=1", {"filter": ["owner", "filled"], "set": {word: None}}),
            ("post", f"{at}/{firm.theirs['person']}/merge",
             {"into": str(firm.theirs["other"]), "prefer": {word: "other"}}),
            ("post", at, {"last_name": "X", word: None}),
        ]  # fmt: skip
        return [
            (status, data.replace(word.encode(), b"*"))
            for status, data in (ask(client, *question) for question in asked)
        ]

    assert answers(name) == answers("nowhere")
