"""Stored files under a key: nothing of them can be read on disk, nothing is lost on the way."""

from __future__ import annotations

import hashlib
import io
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.kit.sealed import ENDING, SealError, new_key
from kartei.platform.records import at_rest, at_rest_pass, blobs, files
from kartei.platform.records.importing import service
from kartei.platform.records.tests.scene import PERSON
from kartei.platform.records.tests.test_files import client, get, png, send

pytestmark = pytest.mark.django_db
BIG = os.urandom(2_500_000)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = str(tmp_path / "files")
    settings.FILES_KEY = str(tmp_path / "outside" / "key")
    return tmp_path


def quiet(done: int, total: int) -> None:
    """Nobody watches."""


def endings() -> set[str]:
    """The forms of what lies there."""
    return {path.suffix for path in blobs.stored()}


def on_disk(folder: Path) -> bytes:
    """Everything in the data folder: files, drafts, pictures in other sizes."""
    return b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())


def test_what_is_stored_is_served_and_cannot_be_read_on_disk(cast: Cast, folder: Path) -> None:
    """S0-132: neither a file nor a picture of it lies readable; its length and bytes come back."""
    secret = b"What Meyer pays: 4711 " * 9
    made = send(cast.alice, secret, "prices.txt").json()
    answer, body = get(cast.alice, made["url"])
    assert body == secret
    assert answer["Content-Length"] == str(len(secret))
    assert made["type"] == "text/plain"
    assert b"Meyer" not in on_disk(folder)
    assert get(cast.alice, send(cast.alice, BIG).json()["url"])[1] == BIG

    picture = send(cast.alice, png(1000, 500), "front.png").json()
    for _again in range(2):
        shown = client(cast.alice).get(picture["thumb"]).content
        with Image.open(io.BytesIO(shown)) as found:
            assert found.size == (256, 128)
    assert shown not in on_disk(folder)
    assert endings() == {ENDING}


def test_equal_content_is_stored_once_in_either_form(cast: Cast, settings: Any) -> None:
    key, settings.FILES_KEY = settings.FILES_KEY, ""
    first = files.upload(cast.alice, [b"the same"], "a.txt")
    settings.FILES_KEY = key
    assert files.upload(cast.bob, [b"the same"], "b.txt").sha256 == first.sha256
    assert len(list(blobs.stored())) == 1
    at_rest_pass.seal_all(quiet)
    files.upload(cast.bob, [b"the same"], "c.txt")
    assert [path.name for path in blobs.stored()] == [first.sha256 + ENDING]


def test_a_file_that_looks_sealed_is_a_file_like_any_other(cast: Cast, settings: Any) -> None:
    at_rest.writing_key()
    look = (at_rest.top() / at_rest.PROBE).read_bytes()
    for key in (settings.FILES_KEY, ""):
        settings.FILES_KEY = key
        made = send(cast.alice, look + key.encode()).json()
        assert get(cast.alice, made["url"])[1] == look + key.encode()


def test_an_import_reads_a_sealed_table(cast: Cast) -> None:
    table = "Имя;Телефон\nАнна;+7 912 345-67-89\n".encode()
    row = service.upload(cast.alice, [table], "people.csv", PERSON)
    assert [column["title"] for column in row.columns] == ["Имя", "Телефон"]
    assert endings() == {ENDING}


def test_switched_on_later_all_is_sealed(cast: Cast, settings: Any) -> None:
    """S0-132: what was there before is encrypted, too, and says how far it got."""
    key, settings.FILES_KEY = settings.FILES_KEY, ""
    made = [send(cast.alice, data).json() for data in (b"one", b"", BIG)]
    settings.FILES_KEY = key
    told: list[tuple[int, int]] = []
    tally = at_rest_pass.seal_all(lambda done, total: told.append((done, total)))
    assert (tally.changed, tally.clean, told[-1]) == (3, True, (3, 3))
    assert at_rest.is_done()
    assert endings() == {ENDING}
    assert [get(cast.alice, one["url"])[1] for one in made] == [b"one", b"", BIG]
    assert at_rest_pass.seal_all(quiet).changed == 0


KILLED = """
import os, signal, sys
from django.conf import settings
settings.configure(MEDIA_ROOT=sys.argv[1], FILES_KEY=sys.argv[2], USE_I18N=False)
from kartei.platform.records import at_rest_pass
count = 0
def strike(frame, event, arg):
    global count
    count += event == "call" and "at_rest" in frame.f_code.co_filename
    if count == int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)
sys.setprofile(strike)
at_rest_pass.seal_all(lambda done, total: None)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_killed_anywhere_nothing_is_lost(cast: Cast, settings: Any) -> None:
    """S0-132: killed with SIGKILL at a dozen places of the pass, each file is there whole."""
    key, settings.FILES_KEY = settings.FILES_KEY, ""
    data = [bytes([n]) * n * 1000 for n in range(4)]
    names = [blobs.put([one], 10_000).sha256 for one in data]
    settings.FILES_KEY = key
    ends = []
    for calls in range(3, 90, 7):
        words = [sys.executable, "-c", KILLED, settings.MEDIA_ROOT, key, str(calls)]
        ends.append(subprocess.run(words, check=False, timeout=300).returncode)
        assert [blobs.read(name) for name in names] == data
    assert -signal.SIGKILL in ends
    assert at_rest_pass.seal_all(quiet).clean
    assert [blobs.read(name) for name in names] == data
    assert endings() == {ENDING}


def test_a_new_key_seals_all_anew_and_old_ones_are_forgotten(cast: Cast) -> None:
    """S0-132: keys are renewed; the last but one opens nothing more."""
    sha256 = blobs.put([BIG], len(BIG)).sha256
    first = at_rest.keys()
    late = blobs.place(sha256, ending=ENDING).read_bytes()
    assert at_rest_pass.renew(quiet).changed == 1
    second = at_rest.keys()
    assert (len(second), second[1]) == (2, first[0])
    # a server that had read the key before sealed something under it
    blobs.place(sha256, ending=ENDING).write_bytes(late)
    assert blobs.read(sha256) == BIG
    assert at_rest_pass.renew(quiet).changed == 1
    assert first[0] not in set(at_rest.keys())
    assert blobs.read(sha256) == BIG


def test_put_back_in_clear(cast: Cast, settings: Any) -> None:
    sha256 = blobs.put([BIG], len(BIG)).sha256
    assert at_rest_pass.open_all(quiet).clean
    settings.FILES_KEY = ""
    assert blobs.place(sha256).read_bytes() == BIG
    assert endings() == {""}
    assert at_rest.trouble() == ""


def another(path: Path) -> None:
    """A key, but not the one."""
    path.write_text(new_key())


@pytest.mark.parametrize("wrong", [Path.unlink, another, lambda path: path.write_text("x")])
def test_without_the_right_key_it_is_said_and_nothing_is_lost(
    cast: Cast, settings: Any, wrong: Any
) -> None:
    """S0-132: neither served nor stored under a wrong key; with the right one all is there."""
    made, path = send(cast.alice, png(), "a.png").json(), Path(settings.FILES_KEY)
    kept = path.read_text()
    wrong(path)
    for answer in (
        get(cast.alice, made["url"])[0],
        get(cast.alice, made["thumb"])[0],
        send(cast.alice, b"new"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (503, "files.locked")
    assert at_rest.trouble()
    with pytest.raises(SealError):
        at_rest_pass.seal_all(quiet)
    path.write_text(kept)
    assert get(cast.alice, made["url"])[1] == png()
    assert at_rest.trouble() == ""


def test_a_damaged_file_is_counted_and_left(cast: Cast, settings: Any) -> None:
    key, settings.FILES_KEY = settings.FILES_KEY, ""
    sha256 = blobs.put([b"whole"], 100).sha256
    blobs.place(sha256).write_bytes(b"other")
    settings.FILES_KEY = key
    tally = at_rest_pass.seal_all(quiet)
    assert (tally.changed, tally.damaged) == (0, 1)
    assert blobs.place(sha256).read_bytes() == b"other"
    assert not at_rest.is_done()


def test_the_sweep_knows_sealed_files(cast: Cast) -> None:
    kept = files.upload(cast.alice, [b"kept"], "k")
    orphan = blobs.put([b"orphan"], 100)
    for path in blobs.stored():
        os.utime(path, (1, 1))
    assert files.sweep() == 1
    assert blobs.read(kept.sha256) == b"kept"
    with pytest.raises(FileNotFoundError):
        blobs.read(orphan.sha256)
    assert hashlib.sha256(b"kept").hexdigest() == kept.sha256
