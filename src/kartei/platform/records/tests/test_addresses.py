"""The addresses of timeline, entries, look-up, search and undo, as a program calls them."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kartei.platform.access.actor import Actor
from kartei.platform.access.models import Token
from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.records.tests.scene import PERSON, person

pytestmark = pytest.mark.django_db
API = "/api/v1"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def client(actor: Actor, language: str = "en") -> Client:
    """A program that acts as somebody."""
    key = hashlib.sha256(f"kt_{actor.user}".encode()).hexdigest()
    made = {"user_id": actor.user, "made_at": timezone.now()}
    Token.objects.get_or_create(key=key, defaults=made)
    headers = {"Authorization": f"Bearer kt_{actor.user}", "Accept-Language": language}
    return Client(headers=headers)


def call(actor: Actor, verb: str, path: str, body: Any = None) -> tuple[int, Any]:
    """Status and answer."""
    run = getattr(client(actor), verb.lower())
    more = {} if body is None else {"data": body, "content_type": "application/json"}
    answer = run(API + path, **more)
    return answer.status_code, answer.json() if answer.content else None


def test_a_talk_from_note_to_undo(cast: Cast) -> None:
    anna = person(cast.alice, phones=["89161234567"])
    alice = cast.alice
    at = f"/records/{PERSON}/{anna}"
    body = {"kind": "call", "text": "Wants windows", "direction": "in", "next_step": "Measure"}
    status, made = call(alice, "POST", at + "/entries", body)
    assert (status, made["kind"], made["editable"]) == (201, "call", True)
    status, edited = call(alice, "PATCH", f"/entries/{made['id']}", {"text": "Wants doors"})
    assert (status, edited["text"]) == (200, "Wants doors")
    status, told = call(alice, "GET", at + "/timeline?limit=1&kinds=call,note")
    assert (status, told["items"], told["next"]) == (200, [edited], None)
    status, card = call(alice, "GET", at + "?with=timeline:5,files,shares")
    assert (status, card["with"]["timeline"]["items"][0]) == (200, edited)
    status, callers = call(alice, "GET", "/lookup?phone=8%20916%20123-45-67")
    assert (status, callers["items"][0]["next_step"]) == (200, "Measure")
    assert callers["items"][0]["last_talk_at"].endswith("Z")
    assert call(alice, "DELETE", f"/entries/{made['id']}") == (204, None)
    changed = call(alice, "GET", at + "/timeline")[1]["items"][0]
    status, undone = call(alice, "POST", f"/undo/{changed['data']['change']}")
    assert (status, undone["kept"], undone["undone"]) == (200, [], 1)
    assert call(alice, "GET", at)[1]["next_step"] is None


def test_search_is_one_question_over_everything(cast: Cast) -> None:
    anna = person(cast.alice, "Volkova")
    found = {
        "object": PERSON, "id": str(anna), "title": "Volkova", "note": "", "icon": "person",
    }  # fmt: skip
    assert call(cast.alice, "GET", "/search?q=volk&limit=5") == (200, {"items": [found]})
    assert call(cast.bob, "GET", "/search?q=volk") == (200, {"items": []})


@pytest.mark.parametrize(
    ("verb", "path", "body", "status"),
    [
        ("GET", "/lookup", None, 400),
        ("GET", "/lookup?phone=abc", None, 400),
        ("GET", "/lookup?phone=1234567&color=red", None, 400),
        ("GET", "/search?q=a&limit=0", None, 400),
        ("GET", "/search?q=" + "a" * 201, None, 400),
        ("POST", "/undo/x", None, 404),
        ("POST", "/undo/00000000-0000-0000-0000-000000000000", None, 404),
        ("PATCH", "/entries/x", {"text": "a"}, 404),
        ("PATCH", "/entries/00000000-0000-0000-0000-000000000000", {"colour": 1}, 400),
        ("DELETE", "/entries/00000000-0000-0000-0000-000000000000", None, 404),
        ("GET", "/files/x", None, 404),
        ("DELETE", "/files/00000000-0000-0000-0000-000000000000", None, 404),
    ],
)
def test_a_wrong_call_is_a_clear_4xx(
    cast: Cast, verb: str, path: str, body: Any, status: int
) -> None:
    found, answer = call(cast.alice, verb, path, body)
    assert (found, answer["status"]) == (status, status)


def test_nobody_gets_401_everywhere() -> None:
    make_cast()
    for verb, path in (
        ("get", "/lookup?phone=1"),
        ("get", "/search?q=a"),
        ("post", "/undo/x"),
        ("get", "/files/x"),
        ("get", "/files/x/inline"),
        ("delete", "/entries/x"),
    ):
        assert getattr(Client(), verb)(API + path).status_code == 401


def test_faults_speak_the_askers_language(cast: Cast) -> None:
    anna = person(cast.alice)
    answer = client(cast.alice, "ru").post(
        f"{API}/records/{PERSON}/{anna}/entries",
        data={"kind": "call", "at": "2999-01-01T00:00:00Z"},
        content_type="application/json",
    )
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["detail"].startswith("Запись рассказывает о том")
