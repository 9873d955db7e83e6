"""Imports, exports, bulk edits and jobs over HTTP, and the words of the program."""

from __future__ import annotations

import threading
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from kartei.platform.access.models import Token
from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.flow import queue
from kartei.platform.flow.models import Job
from kartei.platform.flow.worker import perform
from kartei.platform.records import exporting, write
from kartei.platform.records.ask import Ask
from kartei.platform.records.query import page
from kartei.platform.signin.backend import check
from kartei.web.commands import export as export_word
from kartei.web.commands import import_ as import_word
from kartei.web.commands import password as password_word
from kartei.web.commands import token as token_word
from kartei.web.sessions import digest

pytestmark = pytest.mark.django_db
API = "/api/v1"
PERSON = "people.person"
JSON = "application/json"
CONTENT = "Фамилия;Телефон\nЁлкин;89161234567\nЕжов;12\n".encode()


@pytest.fixture
def cast(settings: Any, tmp_path: Path) -> Cast:
    """The firm, with files of its own."""
    settings.MEDIA_ROOT = str(tmp_path / "files")
    return make_cast()


def client(cast: Cast, who: str, language: str = "en") -> Client:
    """A program with a token."""
    Token.objects.get_or_create(
        key=digest(f"kt_{who}"), defaults={"user_id": cast.ids[who], "made_at": timezone.now()}
    )
    return Client(headers={"Authorization": f"Bearer kt_{who}", "Accept-Language": language})


def send(who: Client, content: bytes = CONTENT, name: str = PERSON) -> Any:
    file = SimpleUploadedFile("people.csv", content)
    return who.post(f"{API}/imports", {"file": file, "object": name})


def work() -> Job:
    """Do the one job that waits."""
    row = queue.claim("me")
    assert row is not None
    perform(row, "me", threading.Event())
    row.refresh_from_db()
    return row


def test_an_import_from_upload_to_undo(cast: Cast) -> None:
    """S0-050: upload, mapping, preview, run, report, undo, all by API."""
    alice = client(cast, "alice")
    made = send(alice)
    assert made.status_code == 201
    row = made.json()
    assert (row["state"], row["preview"]["new"], row["preview"]["faulty"]) == ("draft", 1, 1)
    url = f"{API}/imports/{row['id']}"
    changed = alice.patch(url, {"options": {"duplicates": "fill"}}, content_type=JSON)
    assert changed.json()["options"]["duplicates"] == "fill"
    begun = alice.post(f"{url}/run")
    assert begun.status_code == 202
    assert alice.post(f"{url}/run").status_code == 409
    done = work()
    shown = alice.get(f"{API}/jobs/{begun.json()['job']}").json()
    assert (shown["state"], shown["done"], shown["total"]) == ("done", 2, 2)
    assert shown["result"]["new"] == 1
    assert str(done.pk) == alice.get(url).json()["job"]
    report = alice.get(f"{url}/report?format=csv")
    assert report["Content-Disposition"].startswith("attachment")
    assert "3,not imported,Телефон,12," in report.content.decode()
    assert alice.get(f"{url}/report?format=pdf").status_code == 400
    back = alice.post(f"{url}/undo")
    assert back.status_code == 202
    result = work().result
    assert result is not None
    assert result["undone"] == 1
    assert alice.get(url).json()["state"] == "undone"
    assert [i["id"] for i in alice.get(f"{API}/imports").json()["items"]] == [row["id"]]


def test_texts_of_an_import_are_in_the_language_of_the_asker(cast: Cast) -> None:
    row = send(client(cast, "alice", "de")).json()
    assert row["preview"]["faults"][0]["reason"].startswith("Das ist keine gültige Telefonnummer")
    assert {t["title"] for t in row["targets"]} >= {"Nachname", "Telefone"}


def test_a_saved_mapping_is_listed(cast: Cast) -> None:
    alice = client(cast, "alice")
    row = send(alice).json()
    body = {"mapping": [{"index": 0, "target": "name"}], "mapping_title": "Mine"}
    shown = alice.patch(f"{API}/imports/{row['id']}", body, content_type=JSON).json()
    assert [c["target"] for c in shown["columns"]] == ["name", None]
    items = alice.get(f"{API}/import-mappings?object={PERSON}").json()["items"]
    assert [(m["title"], m["mine"]) for m in items] == [("Mine", True)]


def test_an_import_called_off_before_it_began(cast: Cast) -> None:
    alice = client(cast, "alice")
    url = f"{API}/imports/{send(alice).json()['id']}"
    assert alice.post(f"{url}/cancel").status_code == 409
    alice.post(f"{url}/run")
    assert alice.post(f"{url}/cancel").status_code == 202
    assert alice.get(url).json()["state"] == "cancelled"
    assert queue.claim("me") is None


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        ("nowhere.thing", CONTENT, 404), ("people.group", CONTENT, 409),
        (PERSON, b"\x89PNG\r\n\x1a\n", 415), (PERSON, b" ", 422),
    ],
)  # fmt: skip
def test_uploads_that_cannot_be(cast: Cast, name: str, content: bytes, status: int) -> None:
    answer = send(client(cast, "admin"), content, name)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"


def test_imports_and_jobs_of_others_are_not_there(cast: Cast) -> None:
    alice, bob = client(cast, "alice"), client(cast, "bob")
    url = f"{API}/imports/{send(alice).json()['id']}"
    job = alice.post(f"{url}/run").json()["job"]
    for path in (url, f"{url}/report", f"{API}/jobs/{job}"):
        assert bob.get(path).status_code == 404
    for path in (f"{url}/run", f"{url}/undo", f"{url}/cancel", f"{API}/jobs/{job}/cancel"):
        assert bob.post(path).status_code == 404
    assert bob.get(f"{API}/jobs").json() == {"items": []}
    assert bob.get(f"{API}/imports").json() == {"items": []}


def test_a_large_edit_is_handed_to_a_job(cast: Cast) -> None:
    write.create_many(cast.alice, PERSON, [{"last_name": f"P{n}"} for n in range(201)])
    alice = client(cast, "alice")
    url = f"{API}/records/{PERSON}/bulk"
    body = {"filter": ["name", "starts", "p"], "set": {"city": "Bonn"}}
    trial = alice.post(f"{url}?dry_run=1", body, content_type=JSON)
    assert trial.json() == {"count": 201, "refused": 0}
    answer = alice.post(url, body, content_type=JSON)
    assert answer.status_code == 202
    result = work().result
    assert result is not None
    assert (result["done"], result["change"]) == (201, answer.json()["change"])


def test_an_export_is_the_file_itself_or_a_job_with_its_address(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    write.create(cast.alice, PERSON, {"last_name": "Ёлкин"})
    alice = client(cast, "alice", "ru")
    url = f"{API}/records/{PERSON}/export"
    body = {"filter": ["name", "=", "Ёлкин"], "fields": ["name"], "format": "csv"}
    answer = alice.post(url, body, content_type=JSON)
    assert answer.status_code == 200
    assert answer.content.decode("utf-8-sig").splitlines()[1:] == ["Ёлкин"]
    monkeypatch.setattr(exporting, "AT_ONCE", 0)
    assert alice.post(url, body, content_type=JSON).status_code == 202
    result = work().result
    assert result is not None
    file = alice.get(result["url"])
    assert b"".join(file.streaming_content) == answer.content  # type: ignore[attr-defined]


def run_word(word: Any, *words: str) -> int:
    """A word of the program with its arguments."""
    parser = ArgumentParser()
    word.add_arguments(parser)
    return int(word.run(parser.parse_args(words)))


def test_the_program_imports_and_exports_as_a_user(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = tmp_path / "people.csv", tmp_path / "out.csv"
    source.write_bytes(CONTENT)
    assert run_word(import_word, PERSON, str(source), "--as", "alice", "--dry-run") == 0
    assert page(cast.alice, PERSON, Ask())["items"] == []
    report = tmp_path / "report.csv"
    words = (PERSON, str(source), "--as", "alice", "--report", str(report))
    assert run_word(import_word, *words) == 0
    out = capsys.readouterr().out
    assert "Телефон: phones" in out
    assert "2 rows are: new 1, updated 0, duplicate 0, faulty 1" in out
    assert "not imported" in report.read_text(encoding="utf-8-sig")
    words = (PERSON, str(target), "--as", "alice", "--fields", "name,phones")
    assert run_word(export_word, *words, "--filter", '["name","=","ёлкин"]') == 0
    assert target.read_text(encoding="utf-8-sig").splitlines()[1].startswith("Ёлкин,")
    assert run_word(export_word, PERSON, str(tmp_path / "x.pdf"), "--as", "alice") == 1
    assert run_word(export_word, PERSON, str(target), "--filter", "{") == 1
    assert run_word(import_word, PERSON, str(source), "--as", "nobody") == 1
    assert run_word(import_word, "nowhere.thing", str(source)) == 1
    capsys.readouterr()
    assert run_word(import_word, PERSON, "nowhere.csv") == 1
    assert capsys.readouterr().err == "kartei: No such file or directory: nowhere.csv\n"
    assert "nobody" not in page(cast.alice, PERSON, Ask(search="nobody"))["items"]
    assert sorted(p.name for p in tmp_path.iterdir() if p.is_file()) == [
        "out.csv", "people.csv", "report.csv",
    ]  # fmt: skip


def test_a_token_stands_alone_on_the_last_line_and_works(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_word(token_word, "ALICE", "--title", "Script") == 0
    token = capsys.readouterr().out.splitlines()[-1]
    assert token.startswith("kt_")
    assert len(token) == 43
    asker = Client(headers={"Authorization": f"Bearer {token}"})
    assert asker.get(f"{API}/jobs").status_code == 200
    assert Token.objects.get(title="Script").key == digest(token)
    assert run_word(token_word, "nobody") == 1


def test_a_password_is_given_and_log_ins_are_listed(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_word(password_word) == 0
    assert "alice" in capsys.readouterr().out.split()

    assert run_word(password_word, "Alice", "--password", "right horse") == 0
    user = check("alice", "right horse")
    assert user is not None
    assert user.pk == cast.ids["alice"]

    assert run_word(password_word, "alice") == 0
    random = capsys.readouterr().out.split()[-1]
    assert check("alice", random) is not None
    assert check("alice", "right horse") is None

    assert run_word(password_word, "alice", "--password", "short") == 1
    assert capsys.readouterr().err == "kartei: A password has 8 to 256 characters\n"
    assert run_word(password_word, "nobody") == 1
