"""A1: every method of every address of the running router has an entry, and keeps to its door.

S2-14, S0-016. A new route without a line in routes.toml fails here; then nobody without a session,
nobody whose account or session is over, and nobody without rights gets more than his door gives.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from kartei.modules.tasks.models import Reminder
from kartei.platform.access.models import Notice, Session, Token, User
from kartei.platform.access.tests.cast import ORGANISATION, Cast
from kartei.platform.flow import jobs
from kartei.platform.meta.models import SavedView
from kartei.platform.meta.versions import bump_access
from kartei.platform.records import entries, write
from kartei.platform.records.importing import service
from kartei.platform.records.models import Journal
from kartei.web import presets, urls
from kartei.web.sessions import COOKIE, digest
from tests.closed_firm import PICTURE, leaks, tables
from tests.matrix.cells import Asker, filled
from tests.matrix.house import House, build

ROUTES: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "routes.toml").read_text("utf-8")
)
#: What somebody signed in without any right may be answered, by the kind of door.
POWERLESS: dict[str, tuple[int, ...]] = {
    "public": (), "signed": (200, 201, 204), "filtered": (200,), "own": (404,), "record": (404,),
    "rows": (403,), "right": (403,), "admin": (403,),
}  # fmt: skip
#: What shapes the house.
SETTING_UP = [k for k, r in ROUTES.items() if r["door"] in ("right", "admin")]
#: What is tried with the right to read alone.
READERS = [k for k, r in ROUTES.items() if "reader" in r]
API = "api/v1/"
WORD = "qzsecret"


def addresses(patterns: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every address of the resolver with its view."""
    for one in patterns:
        path = before + str(one.pattern)
        if hasattr(one, "url_patterns"):
            yield from addresses(one.url_patterns, path)
        else:
            yield path, one.callback


def methods_of(view: Any) -> set[str]:
    """The methods that a view answers, of the plain ones and of the router's."""
    found: set[str] = set()
    for cell in getattr(view, "__closure__", None) or ():
        held = cell.cell_contents
        if isinstance(held, dict):
            found |= set(held)
        for operation in getattr(held, "operations", ()):
            found |= set(operation.methods)
    return found


def running() -> set[str]:
    """``METHOD path`` of the whole running API."""
    found = set()
    for path, view in addresses(urls.urlpatterns):
        if path.startswith(API):
            plain = re.sub(r"<(?:\w+:)?(\w+)>", r"<\1>", path[len(API) :])
            found |= {f"{method} {plain}" for method in methods_of(view)}
    return found


def test_every_route_has_an_entry() -> None:
    """A new route needs a line in tests/matrix/routes.toml: its door, and a call with real ids."""
    known = set(ROUTES)
    assert not running() - known, (
        f"add to tests/matrix/routes.toml, with their door and a call: {sorted(running() - known)}"
    )
    assert not known - running(), f"gone from the router: {sorted(known - running())}"
    assert {r["door"] for r in ROUTES.values()} <= set(POWERLESS)


def deed(house: House) -> None:
    """What belongs to the administrator and what calls name: a person, a file, a job, a view …"""
    cast, ids = house.cast, house.ids
    admin = cast.admin
    person = write.create(admin, "people.person", {"last_name": WORD, "phones": ["+79995550187"]})
    binned = write.create(cast.admin, "people.person", {"last_name": f"{WORD} gone"})
    write.bin_many(cast.admin, "people.person", [binned])
    home = ("people.person", person)
    entry = entries.add(admin, *home, {"kind": "note", "text": f"{WORD} note"})
    task = write.create(
        cast.admin, "tasks.task", {"name": WORD, "remind_at": "2020-01-01T09:00:00Z"}
    )
    view = SavedView.objects.create(
        object="people.person", title=WORD, owner_id=admin.user, unit=admin.standing.unit
    )
    notice = Notice.objects.create(
        user_id=admin.user, kind="share", object=home[0], record=person, by=cast.ids["head"],
        at=timezone.now(), data={},
    )  # fmt: skip
    lasts = {"made_at": timezone.now(), "expires_at": timezone.now() + timedelta(days=1)}
    session = Session.objects.create(key=digest("desk"), user_id=admin.user, epoch=1, **lasts)
    table = service.upload(admin, [f"Name\n{WORD}\n".encode()], f"{WORD}.csv", "people.person")
    write.create(admin, "documents.firm", {"name": WORD, "country": "general", "language": "en"})
    found: dict[str, Any] = {
        "person": person, "binned": binned, "entry": entry["id"], "view": view.pk,
        "notice": notice.pk, "import": table.pk, "role": cast.roles["bob"],
        "twin": house.records["people.person"]["other branch"],
        "session": session.pk, "branch": cast.units["branch"], "stock": cast.units["stock"],
        "offer": write.create(cast.admin, "offers.offer", {"subject": WORD}),
        "order": write.create(cast.admin, "billing.order", {"subject": WORD}),
        "invoice": write.create(cast.admin, "billing.invoice", {"subject": WORD}),
        "delivery": write.create(cast.admin, "billing.delivery", {"subject": WORD}),
        "statement": write.create(cast.admin, "finance.statement", {"name": WORD}),
        "bill": write.create(cast.admin, "einvoice.bill", {"number": WORD}),
        "file": house.files["people.person"]["other branch"],
        "calculator": write.create(admin, "calculators.calculator", {"name": WORD, "price": "1"}),
        "job": jobs.enqueue(admin, "records.bulk", {}, title=WORD).pk,
        "reminder": Reminder.objects.get(task=task).pk,
        "change": Journal.objects.filter(record=person).order_by("pk")[0].change,
        "preset": presets.all_of("en")[0]["id"], "absent": "00000000-0000-4000-8000-000000000005",
    }  # fmt: skip
    ids.update({name: str(value) for name, value in found.items()})


@pytest.fixture
def house(tmp_path: Path, settings: Any) -> House:
    settings.MEDIA_ROOT = str(tmp_path)
    found = build("people.person")
    deed(found)
    return found


def knock(client: Client, house: House, key: str) -> tuple[int, bytes]:
    """One call of a route."""
    entry, (method, _, path) = ROUTES[key], key.partition(" ")
    at = f"/{API}{filled(entry.get('path', path), house.ids)}"
    send = getattr(client, method.lower())
    if "form" in entry:
        upload = SimpleUploadedFile("x.png", PICTURE)
        if "imports" in path:
            upload = SimpleUploadedFile("x.csv", b"Name\nX\n")
        response = send(at, {**entry["form"], "file": upload})
    else:
        body = {"data": orjson.dumps(filled(entry["body"], house.ids)),
                "content_type": "application/json"} if "body" in entry else {}  # fmt: skip
        response = send(at, headers={"If-Match": '"1"'}, **body)
    if response.streaming and entry.get("unread"):
        response.close()
        return response.status_code, b""
    return response.status_code, b"".join(response)


def holders(cast: Cast) -> dict[str, Client]:
    """Those who are nobody: no proof, a wrong one, one that is over, or an account that is."""
    now = timezone.now()
    bob, clara = User.objects.get(pk=cast.ids["bob"]), User.objects.get(pk=cast.ids["clara"])
    lasts = {"made_at": now, "expires_at": now + timedelta(days=1)}
    Session.objects.create(key=digest("closed"), user=bob, epoch=bob.epoch, **lasts)
    Session.objects.create(key=digest("epoch"), user=clara, epoch=clara.epoch + 1, **lasts)
    past = {"made_at": now, "expires_at": now - timedelta(seconds=1)}
    Session.objects.create(key=digest("late"), user=clara, epoch=clara.epoch, **past)
    Token.objects.create(key=digest("kt_ended"), user=clara, ended=True, made_at=now)
    Token.objects.create(key=digest("kt_late"), user=clara, **past)
    User.objects.filter(pk=bob.pk).update(active=False)
    User.objects.filter(pk=cast.ids["dmitri"]).update(deleted=True)
    bump_access()
    found = {"nobody": Client()}
    for secret in ("closed", "epoch", "late"):
        found[secret] = Client()
        found[secret].cookies[COOKIE] = secret
    for token in ("kt_none", "kt_ended", "kt_late", "kt_bob", "kt_dmitri"):
        found[token] = Client(headers={"Authorization": f"Bearer {token}"})
    return found


@pytest.mark.django_db
def test_nobody_gets_past_a_door_that_is_not_public(house: House) -> None:
    """No session, a session or token that is over, a closed or deleted account: 401, no trace."""
    people = holders(house.cast)
    before, wrong = tables(), []
    for key, entry in ROUTES.items():
        for who, client in people.items():
            if entry["door"] != "public":
                status, data = knock(client, house, key)
                if status != 401 or leaks(data, [WORD]):
                    wrong.append(f"{key} as {who}: {status}")
    assert not wrong, "\n".join(wrong)
    assert tables() == before


def each(house: House, who: str, keys: list[str]) -> Iterator[tuple[str, int, bytes, bool]]:
    """Calls one after the other, each taken back: key, status, answer, whether it left a trace."""
    asker = Asker(house)
    # a stream gives its connection back, and with it the transaction of the test
    for key in (k for k in keys if "unread" not in ROUTES[k]):
        client = Client(headers={"Authorization": f"Bearer kt_{who}"})
        with asker.undone() as wrote:
            status, data = knock(client, house, key)
            after = tables() if wrote and status >= 400 else ""
        yield key, status, data, bool(after) and after != tables()


def powerless(house: House, keys: list[str]) -> list[str]:
    """What is wrong with the answers to somebody without any right."""
    # nothing is shared with him, and he stands in for nobody
    house.cast.grant("gleb", {})
    wrong = []
    for key, status, data, moved in each(house, "gleb", keys):
        expected = ROUTES[key].get("refused", POWERLESS[ROUTES[key]["door"]])
        if (expected and status not in expected) or leaks(data, [WORD]) or moved:
            wrong.append(f"{key}: {status} moved={moved} {data[:160]!r}")
    return wrong


@pytest.mark.django_db
def test_who_has_no_right_gets_what_his_door_gives(house: House) -> None:
    """The refusal of the kind of door, without a word of what is closed, and without a trace."""
    wrong = powerless(house, list(ROUTES))
    assert not wrong, "\n".join(wrong)


def mere_reader(house: House, keys: list[str]) -> list[str]:
    """What somebody does who may only read."""
    house.cast.grant("gleb", {"*": {"read": "organisation"}})
    asker, client = Asker(house), Client(headers={"Authorization": "Bearer kt_gleb"})
    wrong = []
    for key in keys:
        before = tables()
        with asker.undone():
            status, data = knock(client, house, key)
            after = tables()
        if status not in ROUTES[key]["reader"] or after != before:
            wrong.append(f"{key}: {status} moved={after != before} {data[:160]!r}")
    return wrong


@pytest.mark.django_db
def test_who_only_reads_changes_nothing(house: House) -> None:
    """Every door that writes or takes along refuses him, with his eyes on the record."""
    wrong = mere_reader(house, READERS)
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_an_administrator_is_not_kept_out(house: House) -> None:
    """The call of each entry works: it would otherwise prove nothing when it is refused."""
    wrong = []
    for key, status, data, _moved in each(house, "admin", list(ROUTES)):
        wanted = ROUTES[key].get("status")
        if not (status == wanted if wanted else 200 <= status < 300):
            wrong.append(f"{key}: {status} {data[:160]!r}")
    assert not wrong, "\n".join(wrong)


def no_builder(house: House, keys: list[str]) -> list[str]:
    """What sets something up for somebody who may do everything with every record."""
    house.cast.grant("alice", {"*": ORGANISATION})
    return [f"{k}: {s}" for k, s, _d, moved in each(house, "alice", keys) if s != 403 or moved]


@pytest.mark.django_db
def test_all_rights_on_records_set_nothing_up(house: House) -> None:
    """Whoever may do everything with every record still shapes nothing, and sees no audit."""
    wrong = no_builder(house, SETTING_UP)
    assert not wrong, "\n".join(wrong)
