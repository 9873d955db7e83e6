"""Nothing acknowledged is lost or done twice, and nothing sent brings the server down.

Asked of a running installation with several processes, on the database of the run.
"""

from __future__ import annotations

import http.client
import json
import re
import socket
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any
from urllib.parse import quote, urlsplit
from uuid import uuid4

import pytest

from tests.live import Answer, House

PERSON = "/records/people.person"
#: Strings that programs stumble over; each must come back as it went in.
NAUGHTY = (
    "O'Brien; DROP TABLE people_person;--",
    '"><script>alert(1)</script>',
    "%s %d %(name)s {0} {x} ${jndi:ldap://x} {{7*7}}",
    *("=1+1", "+79161234567", "-5", "@SUM(A1)", "'x"),
    *("null", "undefined", "NaN", "0", "false", "\\x00 \\u0000 \\", "..%2f..%2fetc%2fpasswd"),
    *("Ёлкин Ёж", "ёлкин", "Straße ß ẞ", "é e\u0301 Å A\u030a", "İıIi", "ﬁ ﬂ"),
    *(
        "田中さん 漢字",
        "עברית العربية",
        "\u202e txet \u202c",
        "\u200bа\u200b",
        "Z\u0338\u0321a\u0336l",
    ),
    "\U0001f469\u200d\U0001f469\u200d\U0001f467 \U0001f44d\U0001f3fd",
    "x" * 99,
)


def together(count: int, act: Callable[[int], Answer]) -> list[Answer]:
    """COUNT calls at the same moment."""
    start = threading.Barrier(count)

    def run(number: int) -> Answer:
        start.wait()
        return act(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def named(house: House, family: str) -> list[dict[str, Any]]:
    """The persons of exactly this last name."""
    question = {"filter": ["last_name", "=", family], "fields": ["last_name"], "limit": 200}
    return list(house.ask("POST", f"{PERSON}/query", question).data["items"])


def test_one_key_repeated_makes_one_record(demo_house: House) -> None:
    """R4: fifty repetitions at once, as after lost answers."""
    demo_house.token("manager1")
    family = f"Once{uuid4().hex[:8]}"
    key = uuid4().hex

    answers = together(
        50,
        lambda _n: demo_house.ask("POST", PERSON, {"last_name": family}, Idempotency_Key=key),
    )

    found = Counter(answer.status for answer in answers)
    assert set(found) <= {201, 409}, found
    assert len({answer.data["id"] for answer in answers if answer.status == 201}) == 1
    assert len(named(demo_house, family)) == 1
    again = demo_house.ask("POST", PERSON, {"last_name": family}, Idempotency_Key=key)
    assert (again.status, again.data["last_name"]) == (201, family)
    other = demo_house.ask("POST", PERSON, {"last_name": "Other"}, Idempotency_Key=key)
    assert (other.status, other.data["code"]) == (409, "http.key_reused")


def test_double_submit_with_the_client_s_own_id_makes_one_record(demo_house: House) -> None:
    demo_house.token("manager1")
    family = f"Twice{uuid4().hex[:8]}"
    body = {"id": "01a20190-0000-7000-8000-" + uuid4().hex[:12], "last_name": family}

    answers = together(8, lambda _n: demo_house.ask("POST", PERSON, body))

    assert sorted(answer.status for answer in answers) == [201] + [409] * 7
    assert len(named(demo_house, family)) == 1


def test_of_two_editors_one_is_told(demo_house: House) -> None:
    """R6: with the version of the same reading, one change wins and the other gets the record."""
    made = demo_house.ask("POST", PERSON, {"last_name": "Editor", "first_name": "0"}).data

    answers = together(
        2,
        lambda number: demo_house.ask(
            "PATCH", f"{PERSON}/{made['id']}", {"first_name": f"editor {number}"},
            If_Match=f'"{made["version"]}"',
        ),
    )  # fmt: skip

    won, lost = sorted(answers, key=lambda answer: answer.status)
    assert (won.status, lost.status) == (200, 412)
    assert lost.data["current"]["first_name"] == won.data["first_name"]
    assert lost.data["current"]["version"] == won.data["version"] == made["version"] + 1
    blind = demo_house.ask("PATCH", f"{PERSON}/{made['id']}", {"first_name": "blind"})
    assert blind.status == 428


def test_many_writers_at_once_are_all_heard(demo_house: House) -> None:
    """R6: no write is refused because another is just being written."""
    demo_house.token("manager1")
    family = f"Many{uuid4().hex[:8]}"

    answers = together(40, lambda _n: demo_house.ask("POST", PERSON, {"last_name": family}))

    assert {answer.status for answer in answers} == {201}
    assert len(named(demo_house, family)) == 40


def test_database_is_set_to_keep_what_it_acknowledged(demo_house: House) -> None:
    """R2: looked at on the connections that the program itself opens."""
    report = demo_house.report("doctor")

    if "KARTEI_DATABASE" in demo_house.environment:
        # the tests' own cluster need not survive the machine; what is wrong with it must be told
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            assert re.search(rf"WRONG +{setting} is off\n +set {setting} = on", report)
        return
    assert "WRONG" not in report
    for line in ("journal_mode is wal", "synchronous is 2", "foreign_keys is 1"):
        assert line in report
    path = demo_house.folder / "data" / "kartei.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


REFUSED: dict[str, tuple[str, str, Any, dict[str, str], int]] = {
    "stale": ("PATCH", "{id}", {"first_name": "x"}, {"If_Match": '"999"'}, 412),
    "no version": ("PATCH", "{id}", {"first_name": "x"}, {}, 428),
    "unknown field": ("PATCH", "{id}", {"nothing": 1}, {"If_Match": '"1"'}, 422),
    "wrong phone": ("PATCH", "{id}", {"phones": [{"value": "12"}]}, {"If_Match": '"1"'}, 422),
    "half wrong": (
        "PATCH", "{id}", {"first_name": "x", "birthday": "2026-02-30"}, {"If_Match": '"1"'}, 422,
    ),
    "foreign": ("DELETE", "{foreign}", None, {"If_Match": '"1"'}, 404),
    "no such command": ("POST", "{id}/explode", {}, {}, 404),
    "wrong link": ("PATCH", "{id}", {"company": str(uuid4())}, {"If_Match": '"1"'}, 422),
    "bulk of nothing known": ("POST", "bulk", {"ids": ["{id}"], "set": {"nothing": 1}}, {}, 422),
}  # fmt: skip


def contents(house: House) -> dict[str, int]:
    """Every table with a sum over its rows, except what only counts logins and tokens."""
    path = house.folder / "data" / "kartei.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        names = [
            row[0]
            for row in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
            )
        ]
        return {
            name: hash(tuple(connection.execute(f'SELECT * FROM "{name}"').fetchall()))
            for name in names
            if name not in ("access_session", "access_token", "flow_worker", "flow_job")
        }


@pytest.mark.parametrize("case", REFUSED)
def test_refused_request_leaves_every_table_as_it_was(demo_house: House, case: str) -> None:
    """S2: a look at all tables before and after."""
    if "KARTEI_DATABASE" in demo_house.environment:
        pytest.skip("reads the SQLite file")
    verb, path, body, headers, status = REFUSED[case]
    own = demo_house.ask("POST", PERSON, {"last_name": "Refused"}).data["id"]
    foreign = demo_house.ask("POST", PERSON, {"last_name": "Foreign"}, login="manager2").data["id"]
    address = f"{PERSON}/{path.format(id=own, foreign=foreign)}"
    body = json.loads(json.dumps(body).replace("{id}", own))
    before = contents(demo_house)

    answer = demo_house.ask(verb, address, body, **headers)

    assert (answer.status, answer.headers["Content-Type"]) == (status, "application/problem+json")
    assert contents(demo_house) == before


@pytest.mark.parametrize("text", NAUGHTY)
def test_naughty_text_comes_back_and_is_found(demo_house: House, text: str) -> None:
    """R18: through create, read, filter, search and bulk, unchanged."""
    body = {"last_name": text, "position": text, "notes": f"{text}\t{text}\n{text}"}
    made = demo_house.ask("POST", PERSON, body)
    assert made.status == 201, made.data
    read = demo_house.ask("GET", f"{PERSON}/{made.data['id']}").data
    assert {name: read[name] for name in body} == body
    found = demo_house.ask(
        "GET", f"{PERSON}?filter={quote(json.dumps(['position', '=', text]))}&limit=200"
    )
    assert made.data["id"] in [item["id"] for item in found.data["items"]]
    for call in (
        ("POST", f"{PERSON}/query", {"search": text}),
        ("GET", f"/search?q={quote(text)}", None),
        ("POST", f"{PERSON}/similar", {"last_name": text}),
    ):
        assert demo_house.ask(*call).status == 200
    assert demo_house.ask("POST", f"{PERSON}/query", {"sort": text}).status == 400


def test_search_knows_no_case_and_no_letters_with_dots(demo_house: House) -> None:
    """R18: the same hits on both databases."""
    family = "Ёжикова-Müßig"
    key = demo_house.ask("POST", PERSON, {"last_name": family}).data["id"]

    for typed in ("ёжикова", "ЕЖИКОВА", "muessig", "MÜSSIG", "müßig", "Mussig"):
        found = demo_house.ask("POST", f"{PERSON}/query", {"search": typed}).data["items"]
        assert key in [item["id"] for item in found], typed


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_export_comes_home_by_import_as_it_was(demo_house: House, form: str) -> None:
    """S14: cells that look like formulas are the same after the round trip."""
    family = f"Formula{form}{uuid4().hex[:6]}"
    positions = ["=1+1", "+5", "-5", "@SUM(A1)", "'quoted", "=HYPERLINK(1)", "ordinary"]
    for number, position in enumerate(positions):
        body = {"last_name": family, "first_name": str(number), "position": position}
        assert demo_house.ask("POST", PERSON, body, login="admin").status == 201
    question = {"search": family, "fields": ["last_name", "first_name", "position"]}
    wish = {**question, "format": form}
    sheet = demo_house.ask("POST", f"{PERSON}/export", wish, login="admin").data
    assert isinstance(sheet, bytes)
    away = {"filter": ["last_name", "=", family], "command": "delete"}
    assert demo_house.ask("POST", f"{PERSON}/bulk", away, login="admin").data["done"] == 7
    file = demo_house.folder / f"back.{form}"
    file.write_bytes(sheet)

    demo_house.run("import", "people.person", str(file), "--as", "admin")

    back = demo_house.ask("POST", f"{PERSON}/query", question, login="admin").data["items"]
    assert sorted(item["position"] for item in back) == sorted(positions)


BAD_BODIES: dict[str, tuple[bytes, dict[str, str], int]] = {
    "another type": (b"last_name=x", {"Content_Type": "application/x-www-form-urlencoded"}, 415),
    "xml": (b"<a/>", {"Content_Type": "text/xml"}, 415),
    "cut short": (b'{"last_name": "x', {"Content_Type": "application/json"}, 400),
    "no object": (b"[1, 2]", {"Content_Type": "application/json"}, 400),
    "not utf-8": (b'{"last_name": "\xff"}', {"Content_Type": "application/json"}, 400),
    "nested": (b'{"last_name": ' + b"[" * 100_000, {"Content_Type": "application/json"}, 400),
    "nested and closed": (
        b'{"last_name": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        {"Content_Type": "application/json"}, 400,
    ),
    "half a letter": (b'{"last_name": "\\ud800"}', {"Content_Type": "application/json"}, 400),
    "huge number": (
        b'{"last_name": ' + b"9" * 5000 + b"}", {"Content_Type": "application/json"}, 400,
    ),
    "too large": (
        b'{"last_name": "' + b"x" * 11_000_000 + b'"}', {"Content_Type": "application/json"}, 413,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD_BODIES)
def test_bad_body_is_refused_in_words(demo_house: House, case: str) -> None:
    """S12 and bad input: a clear refusal, nothing written, the server unharmed."""
    body, headers, status = BAD_BODIES[case]

    answer = demo_house.ask("POST", PERSON, body, **headers)

    assert 400 <= answer.status < 500
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.status in (status, 422), answer.data
    assert demo_house.ask("GET", "/session").status == 200


@pytest.mark.parametrize(
    ("width", "status"),
    [
        ("120", 201),
        ("1" + "0" * 40, 400),
        ("NaN", 400),
        ("1e999", 400),
        ('"\\ud800"', 400),
        ('"\\u0000"', 400),
    ],
)
def test_odd_number_or_letter_in_a_view_is_kept_or_refused(
    demo_house: House, width: str, status: int
) -> None:
    """S12: what is stored as it comes can be written in an answer again."""
    body = '{"object": "people.person", "title": "Odd", "shared": "me", "state": {"widths": %s}}'
    sent = (body % f'{{"name": {width}}}').encode()

    answer = demo_house.ask("POST", "/views", sent, Content_Type="application/json")

    assert answer.status == status, answer.data
    assert demo_house.ask("GET", "/views?object=people.person").status == 200


ODD_PATHS = (
    "//api/v1/session", "/api/v1//session", "/api/./v1/session", "/api/v1/../v1/session",
    "/api/v1/%2e%2e/session", "/api/v1/records/people.person//", "/static/../kartei.sqlite3",
    "/static/%2e%2e/%2e%2e/settings.py", "/static//etc/passwd",
    "/api/v1/files/..%2f..%2fsecret-key", "/api/v1/records/%00",
    "/api/v1/records/people.person/%ff", "/%", "/api/v1/session/", "/api/v1/" + "a" * 8000,
    "/api/v1/records/people.person?search=" + "b" * 7000, "/" + "%41" * 2000,
)  # fmt: skip


@pytest.mark.parametrize("path", ODD_PATHS, ids=lambda path: path[:40])
def test_odd_address_never_breaks_the_server(demo_house: House, path: str) -> None:
    """S12: slashes, dots, encoded dots, eight thousand letters."""
    answer = demo_house.raw(
        "GET", path, None, {"Authorization": f"Bearer {demo_house.token('manager1')}"}
    )

    assert answer.status < 500
    assert b"root:" not in (answer.data if isinstance(answer.data, bytes) else b"")


def test_two_hundred_headers_never_break_the_server(demo_house: House) -> None:
    """S12"""
    headers = {f"X-Header-{number}": "v" * 20 for number in range(200)}
    try:
        status = demo_house.raw("GET", "/api/v1/session", None, headers).status
    except (http.client.RemoteDisconnected, ConnectionResetError):
        status = 431  # the server may hang up on such a head; it must go on serving
    assert status < 500
    assert demo_house.ask("GET", "/session").status == 200


@pytest.mark.parametrize(
    "sent",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"\x16\x03\x01\x00\xa5\x01\x00\x00\xa1",
        b"POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n",
        b"POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
    ],
)
def test_what_is_no_request_never_breaks_the_server(demo_house: House, sent: bytes) -> None:
    """S12: no host, a TLS greeting, impossible lengths."""
    parts = urlsplit(demo_house.url)
    with socket.create_connection((parts.hostname, parts.port or 80), timeout=60) as line:
        line.sendall(sent)
        line.shutdown(socket.SHUT_WR)
        line.settimeout(60)
        try:
            head = line.recv(64)
        except (TimeoutError, ConnectionResetError):
            head = b""

    assert b" 500 " not in head
    assert demo_house.ask("GET", "/session").status == 200


def test_filter_as_deep_as_a_well_is_refused(demo_house: House) -> None:
    """S12: depth and number of conditions have bounds."""
    deep: list[Any] = ["name", "filled"]
    for _ in range(200):
        deep = ["not", deep]
    wide = ["or", *[["name", "=", str(number)] for number in range(2000)]]

    for condition in (deep, wide, ["name", "contains", "%" * 5000], ["name", "in", ["x"] * 50_000]):
        answer = demo_house.ask("POST", f"{PERSON}/query", {"filter": condition})
        assert answer.status in (200, 400), answer.data
    assert demo_house.ask("POST", f"{PERSON}/query", {"filter": deep}).status == 400
    assert demo_house.ask("POST", f"{PERSON}/query", {"filter": wide}).status == 400
