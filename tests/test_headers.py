"""What every kind of answer says to browsers, who may ask without signing in, and under which name.

Asked of a running installation, so that the headers are those that arrive.
"""

from __future__ import annotations

import re
from typing import Any

import pytest

from kartei.web.middleware import PUBLIC
from tests.live import Answer, House

PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"
DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
#: The security headers of everything that Django or WhiteNoise answers.
COMMON = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS,
}
WATCHED = (
    *COMMON, "X-Frame-Options", "Content-Security-Policy", "Cache-Control", "Content-Type",
    "WWW-Authenticate",
)  # fmt: skip
PAGE_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; "
    "script-src 'self'; connect-src 'self'; frame-src 'self' blob:; font-src 'self'; "
    "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)
SHELL = {
    **COMMON, "X-Frame-Options": "DENY", "Content-Security-Policy": PAGE_POLICY,
    "Cache-Control": "no-store", "Content-Type": "text/html; charset=utf-8",
}  # fmt: skip
JSON = {
    **COMMON, "X-Frame-Options": "DENY", "Cache-Control": "no-store",
    "Content-Type": "application/json", "Content-Security-Policy": DATA_POLICY,
}  # fmt: skip
PROBLEM = {**JSON, "Content-Type": "application/problem+json"}
#: kind of address -> path below the host, status, headers
KINDS: dict[str, tuple[str, int, dict[str, str]]] = {
    "page": ("/", 200, SHELL),
    "deep page": ("/o/people.person?search=x", 200, SHELL),
    "list": ("/api/v1/records/people.person", 200, JSON),
    "session": ("/api/v1/session", 200, JSON),
    "document": ("/api/v1/openapi.json", 200, JSON),
    "no record": ("/api/v1/records/people.person/0", 404, PROBLEM),
    "no address": ("/api/v1/nothing", 404, PROBLEM),
    "wrong question": ("/api/v1/records/people.person?nothing=1", 400, PROBLEM),
}
#: Header -> what a stream and a paper say about it.
PAPER = {
    **COMMON, "X-Frame-Options": "DENY", "Cache-Control": "private, no-store",
    "Content-Type": "application/pdf",
}  # fmt: skip


def watched(answer: Answer) -> dict[str, str]:
    """The headers that matter here."""
    return {name: answer.headers[name] for name in WATCHED if name in answer.headers}


def get(house: House, path: str, **headers: str) -> Answer:
    """A signed-in question to any address."""
    return house.raw(
        "GET", path, None, {"Authorization": f"Bearer {house.token('manager1')}", **headers}
    )


@pytest.mark.parametrize("kind", KINDS)
def test_headers_of_each_kind_of_answer(demo_house: House, kind: str) -> None:
    path, status, headers = KINDS[kind]
    if headers is SHELL and get(demo_house, "/").status == 503:
        pytest.skip("the front end is not built")

    answer = get(demo_house, path)

    assert (answer.status, watched(answer)) == (status, headers)


def test_paper_is_kept_by_no_cache(demo_house: House) -> None:
    offer = demo_house.ask("GET", "/records/offers.offer?limit=1").data["items"][0]["id"]

    answer = get(demo_house, f"/api/v1/records/offers.offer/{offer}/pdf?draft=1")

    assert (answer.status, watched(answer)) == (200, PAPER)
    assert answer.headers["Content-Disposition"].startswith("inline; filename=")


def test_page_of_the_document_runs_no_script(demo_house: House) -> None:
    answer = get(demo_house, "/api/v1/docs")

    assert answer.status == 200
    assert watched(answer) == {
        **COMMON, "X-Frame-Options": "DENY", "Cache-Control": "no-store",
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; "
        "base-uri 'none'; frame-ancestors 'none'; form-action 'none'",
    }  # fmt: skip


def test_built_files_are_kept_for_ever_and_the_page_never(demo_house: House) -> None:
    page = get(demo_house, "/")
    if page.status == 503:
        pytest.skip("the front end is not built")
    name = re.search(rb'src="(/static/app/[^"]+\.js)"', page.data)
    assert name

    answer = get(demo_house, name[1].decode())

    assert answer.status == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert {name: answer.headers[name] for name in COMMON} == COMMON
    assert answer.headers["Content-Type"].startswith("text/javascript")


def test_cookie_of_the_session_is_out_of_reach_for_scripts(demo_house: House) -> None:
    from tests.live import PASSWORD

    start = demo_house.ask("GET", "/session", login="")
    cookie = start.headers["Set-Cookie"].split(";")[0]
    answer = demo_house.ask(
        "POST", "/session", {"login": "manager2", "password": PASSWORD}, login="",
        X_CSRFToken=start.data["csrf"], Cookie=cookie, Origin=demo_house.url,
    )  # fmt: skip

    assert answer.status == 200
    session = next(
        value
        for value in answer.headers.get_all("Set-Cookie", [])
        if value.startswith("kartei_session=")
    )
    assert "HttpOnly" in session
    assert "SameSite=Lax" in session


def test_without_the_page_s_proof_nothing_is_signed_in(demo_house: House) -> None:
    answer = demo_house.ask("POST", "/session", {"login": "admin", "password": "x"}, login="")

    assert (answer.status, answer.data["code"]) == (403, "session.csrf")


def operations(house: House) -> list[tuple[str, str]]:
    """(verb, path) of everything the administrator's document names."""
    document: dict[str, Any] = house.ask("GET", "/openapi.json", login="admin").data
    return [
        (verb.upper(), path)
        for path, verbs in document["paths"].items()
        for verb in verbs
        if verb != "parameters"
    ]


def test_every_address_is_answered_with_the_headers(demo_house: House) -> None:
    """S18: by whom ever it is asked, whatever the answer; no policy lets scripts in a page run."""
    key = "01a20190-0000-7000-8000-000000000000"
    found = [("GET", "/"), ("GET", "/static/none.js"), ("GET", "/nothing")]
    for verb, path in operations(demo_house):
        found.append((verb, "/api/v1" + re.sub(r"\{\w+\}", key, path)))
    for verb, path in found:
        stranger = demo_house.raw(verb, path, b"{}" if verb != "GET" else None, {})
        answers = (
            [stranger] if verb != "GET" or "/stream" in path else [stranger, get(demo_house, path)]
        )
        for answer in answers:
            said = {name: answer.headers[name] for name in COMMON}
            assert said == COMMON, (verb, path)
            policy = answer.headers.get("Content-Security-Policy", "")
            assert "unsafe" not in policy.replace("style-src 'self' 'unsafe-inline'", "").replace(
                "style-src 'unsafe-inline'", ""
            ), (verb, path)


def test_only_the_public_addresses_answer_strangers(demo_house: House) -> None:
    """S4-086: everything else asks who is there before it looks at anything."""
    key = "01a20190-0000-7000-8000-000000000000"
    open_ones = set()
    found = [*operations(demo_house), ("GET", "/openapi.json"), ("GET", "/docs")]
    assert len(found) > 250
    for verb, path in found:
        address = re.sub(r"\{\w+\}", key, path)
        answer = demo_house.ask(verb, address, {} if verb != "GET" else None, login="")
        if (answer.status, answer.status == 401 and answer.data["code"]) == (401, "session.needed"):
            assert answer.headers["WWW-Authenticate"] == "Bearer"
        else:
            open_ones.add((verb, path.removeprefix("/")))

    assert open_ones == PUBLIC


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "a b", "localhost@x"])
@pytest.mark.parametrize("path", ["/api/v1/session", "/"])
def test_foreign_host_name_is_refused(demo_house: House, host: str, path: str) -> None:
    answer = demo_house.raw("GET", path, None, {"Host": host})

    assert answer.status == 400
    assert b"evil" not in (answer.data if isinstance(answer.data, bytes) else b"")


def test_forwarded_host_name_is_not_believed(demo_house: House) -> None:
    answer = get(demo_house, "/api/v1/session", **{"X-Forwarded-Host": "evil.example"})

    assert answer.status == 200
    assert "evil" not in str(answer.data)
