"""A backup of a running firm comes to life elsewhere, and its readers notice."""

from __future__ import annotations

import gzip
import io
import tarfile
import threading
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.live import House, empty_place, free_port, query

PERSON = "/records/people.person"
HEAD = "Content-Disposition: form-data; name="


def upload(house: House, record: str, data: bytes) -> str:
    """Put a file beside a contact; its id."""
    parts = [
        f'--x\r\n{HEAD}"object"\r\n\r\npeople.person',
        f'--x\r\n{HEAD}"record"\r\n\r\n{record}',
        f'--x\r\n{HEAD}"file"; filename="Договор.bin"\r\n\r\n',
    ]
    body = "\r\n".join(parts).encode() + data + b"\r\n--x--\r\n"
    kind = "multipart/form-data; boundary=x"
    made = house.ask("POST", "/files", body, Content_Type=kind)
    assert made.status == 201, made.data
    return str(made.data["id"])


def changes(house: House, cursor: str) -> Any:
    """What is told behind a cursor."""
    return house.ask("GET", f"/changes?after={urllib.parse.quote(cursor)}")


def to_come(house: House) -> int:
    """Rows of the journal that PostgreSQL would take for news some day."""
    if "KARTEI_DATABASE" not in house.environment:
        return 0
    return int(
        query(house, "SELECT count(*) FROM records_journal WHERE xid >= pg_current_xact_id()")[0][0]
    )


@contextmanager
def writing(house: House) -> Iterator[list[str]]:
    """Somebody makes contacts all the time; their ids as they are acknowledged."""
    made: list[str] = []
    ended = threading.Event()

    def write() -> None:
        while not ended.is_set():
            made.append(house.ask("POST", PERSON, {"last_name": "Meanwhile"}).data["id"])

    thread = threading.Thread(target=write)
    thread.start()
    try:
        while len(made) < 5:
            ended.wait(0.01)
        yield made
    finally:
        ended.set()
        thread.join()


def test_backup_amid_writes_is_of_one_moment(own_house: House, tmp_path: Path) -> None:
    """R13: nothing acknowledged before is missing, nothing in it is half written."""
    archive = tmp_path / "firm.tar.gz"
    with writing(own_house) as made:
        before = set(made)
        own_house.run("backup", str(archive))
        after = len(made)

    with empty_place(tmp_path / "other") as other:
        other.run("restore", str(archive))
        chosen = "SELECT id FROM people_person WHERE last_name = 'Meanwhile'"
        there = {str(UUID(str(row[0]))) for row in query(other, chosen)}
        for table in ("records_journal", "records_search", "records_timeline"):
            told = f"SELECT count(*) FROM {table} WHERE record IN ({chosen})"
            assert query(other, told) == [(len(there),)], table

    assert before <= there
    assert len(before) < after, "nobody wrote while the backup was made"


def test_restored_firm_goes_on_and_its_readers_begin_anew(own_house: House, tmp_path: Path) -> None:
    """R13: record and file come back; an old cursor is refused, a new one hears what follows."""
    firm, data = own_house, bytes(range(256)) * 400
    old = firm.ask("GET", "/changes").data["cursor"]
    kept = firm.ask("POST", PERSON, {"last_name": "Ёлкин", "notes": "до копии"}).data
    file = upload(firm, kept["id"], data)
    if "KARTEI_DATABASE" in firm.environment:
        # as if the server of this database had lived much longer than the next one
        query(firm, "UPDATE records_journal SET xid = '9000000000000000'")
    archive = tmp_path / "firm.tar.gz"
    firm.run("backup", str(archive))

    with empty_place(tmp_path / "other") as other:
        other.tokens = {"manager1": firm.token("manager1")}
        said = other.run("restore", str(archive))
        ahead = to_come(other)
        other.start()
        read = other.ask("GET", f"{PERSON}/{kept['id']}").data
        stored = other.ask("GET", f"/files/{file}").data
        refused = changes(other, old)
        cursor = other.ask("GET", "/changes").data["cursor"]
        made = other.ask("POST", PERSON, {"last_name": "Новый"}).data
        heard = changes(other, cursor).data
        rest = changes(other, heard["cursor"]).data

    assert "restored the state of 20" in said
    assert ahead == 0
    assert (read["last_name"], read["notes"]) == ("Ёлкин", "до копии")
    assert stored == data
    assert (refused.status, refused.data["code"]) == (410, "changes.too_old")
    assert [item["id"] for item in heard["items"]] == [made["id"]]
    assert rest["items"] == []


def no_archive(path: Path) -> None:
    path.write_bytes(b"this is a letter, not an archive" * 50)


def foreign_archive(path: Path) -> None:
    with tarfile.open(path, "w:gz") as tar:
        tar.addfile(tarfile.TarInfo("photo.jpg"), io.BytesIO(b""))


def half_archive(path: Path) -> None:
    path.write_bytes(gzip.compress(b"\0" * 10_000)[:20])


def nothing(path: Path) -> None:
    assert not path.exists()


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (no_archive, "damaged or cut off"),
        (foreign_archive, "something foreign: photo.jpg"),
        (half_archive, "damaged or cut off"),
        (nothing, "there is no file"),
    ],
)
def test_what_is_no_backup_is_refused_and_leaves_nothing(
    tmp_path: Path, make: Callable[[Path], None], word: str
) -> None:
    """R13: one line that says why, no traceback; the folder is as it was."""
    path = tmp_path / "archive.tar.gz"
    make(path)

    with empty_place(tmp_path / "other") as other:
        done = other.call("restore", str(path))

        assert done.returncode == 1
        assert word in done.stderr
        assert done.stderr.startswith("kartei: ")
        assert done.stderr.count("\n") == 1
        assert list((tmp_path / "other" / "data").glob("*")) == []


def test_database_out_of_reach_is_told(tmp_path: Path) -> None:
    """One line, and no password in it."""
    (tmp_path / "archive.tar.gz").touch()
    with empty_place(tmp_path) as other:
        other.environment["KARTEI_DATABASE"] = f"postgresql://u:geheim@127.0.0.1:{free_port()}/x"
        done = other.call("restore", str(tmp_path / "archive.tar.gz"))

    assert done.returncode == 1
    assert done.stderr.startswith("kartei: PostgreSQL: ")
    assert "Traceback" not in done.stderr
    assert "geheim" not in done.stderr
