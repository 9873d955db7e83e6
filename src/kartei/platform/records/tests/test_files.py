"""Files: stored by content, shown to whom may read their home, never run (S4-016)."""

from __future__ import annotations

import hashlib
import io
import os
import struct
import time
import zipfile
import zlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from kartei.platform.access.actor import Actor
from kartei.platform.access.models import Token
from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import blobs, files, pictures, sniff, write
from kartei.platform.records.models import StoredFile
from kartei.platform.records.tests.scene import PERSON, events, person

pytestmark = pytest.mark.django_db
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><script>alert(1)</script>"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = str(tmp_path / "files")
    return tmp_path


def png(width: int = 8, height: int = 8) -> bytes:
    """A small real picture."""
    into = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(into, "PNG")
    return into.getvalue()


def bomb_png() -> bytes:
    """A PNG whose head claims 50,000 × 50,000 pixels."""
    head = b"IHDR" + struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", 13)
        + head
        + struct.pack(">I", zlib.crc32(head))
        + png()[33:]
    )


def turned_jpeg() -> bytes:
    """A wide JPEG that its camera marked as lying on its side, with the place it was taken at."""
    picture = Image.new("RGB", (40, 20), "blue")
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "home of the client"
    into = io.BytesIO()
    picture.save(into, "JPEG", exif=exif)
    return into.getvalue()


def client(actor: Actor) -> Client:
    """A program that acts as somebody."""
    key = hashlib.sha256(f"kt_{actor.user}".encode()).hexdigest()
    made = {"user_id": actor.user, "made_at": timezone.now()}
    Token.objects.get_or_create(key=key, defaults=made)
    return Client(headers={"Authorization": f"Bearer kt_{actor.user}"})


def get(actor: Actor, url: str) -> tuple[Any, bytes]:
    """An answer and its body, read to the end, which closes the file behind it."""
    answer: Any = client(actor).get(url)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer, body


def status(actor: Actor, url: str) -> int:
    """How a download is answered."""
    found: int = get(actor, url)[0].status_code
    return found


def send(actor: Actor, data: bytes, name: str = "a.bin", **form: Any) -> Any:
    """Upload as a program does."""
    upload = SimpleUploadedFile(name, data)
    return client(actor).post("/api/v1/files", {"file": upload, **form})


def test_equal_content_is_stored_once_under_its_hash(cast: Cast, folder: Path) -> None:
    one = files.upload(cast.alice, [b"the ", b"same"], "a.txt")
    two = files.upload(cast.bob, [b"the same"], "b.txt")
    assert one.sha256 == two.sha256 == hashlib.sha256(b"the same").hexdigest()
    assert [p.name for p in blobs.stored()] == [one.sha256]
    assert blobs.place(one.sha256).read_bytes() == b"the same"
    assert list((folder / "files" / "incoming").iterdir()) == []


def test_too_large_is_413_and_leaves_nothing(cast: Cast, settings: Any, folder: Path) -> None:
    settings.FILE_LIMIT = 1_048_576
    answer = send(cast.alice, b"x" * 1_048_577)
    assert (answer.status_code, answer.json()["code"]) == (413, "files.too_large")
    assert send(cast.alice, b"x" * 1_048_576).status_code == 201
    assert len(list(blobs.stored())) == 1
    assert list((folder / "files" / "incoming").iterdir()) == []


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (png(), "image/png"),
        (turned_jpeg(), "image/jpeg"),
        (PDF, "application/pdf"),
        (SVG, "image/svg+xml"),
        (b'<?xml version="1.0"?>\n' + SVG, "image/svg+xml"),
        (HTML, "text/html"),
        (b"\xef\xbb\xbf  <HTML><body>", "text/html"),
        ("Привет, мир".encode(), "text/plain"),
        (b"BEGIN:VCARD\r\nVERSION:4.0", "text/vcard"),
        (b"BM is how this letter begins", "text/plain"),
        (b"\x00\x01\x02", "application/octet-stream"),
        (b"", "application/octet-stream"),
    ],
)
def test_the_type_is_told_by_content(cast: Cast, data: bytes, kind: str) -> None:
    assert files.upload(cast.alice, [data], "photo.png").type == kind


def test_office_files_are_told_apart_from_plain_archives(cast: Cast) -> None:
    for member, ending in (("xl/workbook.xml", "sheet"), ("word/document.xml", "document")):
        into = io.BytesIO()
        with zipfile.ZipFile(into, "w") as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr(member, "<x/>")
        assert files.upload(cast.alice, [into.getvalue()], "x").type.endswith(ending)
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        archive.writestr("notes.txt", "hello")
    assert files.upload(cast.alice, [into.getvalue()], "x.docx").type == "application/zip"


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("a\x00b\r\nSet-Cookie: x.txt", "ab Set-Cookie x.txt".replace("Cookie x", "Cookie: x")),
        ("\u202egnp.exe", "gnp.exe"),
        ("", "file.txt"),
        ("...", "file.txt"),
        ("Смета №5.pdf", "Смета №5.pdf"),
        ("n" * 300 + ".pdf", "n" * 196 + ".pdf"),
        ("n" * 300, "n" * 200),
    ],
)
def test_names_are_only_words(raw: str, clean: str) -> None:
    """No path, no line break, no direction mark; an endless name keeps its ending."""
    assert sniff.clean_name(raw, "text/plain") == clean


def test_a_download_is_never_run_by_the_browser(cast: Cast) -> None:
    """Everything goes out for saving; pages and markup as plain bytes."""
    for data in (HTML, SVG, png(), PDF):
        made = send(cast.alice, data, "Смета.png").json()
        answer, body = get(cast.alice, made["url"])
        assert body == data
        assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
        assert answer["Content-Type"] not in ("text/html", "image/svg+xml")


def test_only_real_pictures_and_pdf_are_shown_in_place(cast: Cast) -> None:
    """HTML and SVG named as pictures, and damaged pictures, are not."""
    for data in (HTML, SVG, b"plain", png()[:40], bomb_png(), b"GIF89a" + HTML):
        made = send(cast.alice, data, "photo.png").json()
        assert made["thumb"] is None or data[:3] == b"GIF"
        for way in ("inline", "thumb"):
            assert status(cast.alice, f"{made['url']}/{way}") == 415
    made = send(cast.alice, PDF, "a.pdf").json()
    shown, body = get(cast.alice, made["url"] + "/inline")
    assert shown["Content-Type"] == "application/pdf"
    assert shown["Content-Security-Policy"].startswith("sandbox")
    assert shown["Content-Disposition"].startswith("inline")
    assert body == PDF


def test_a_picture_is_drawn_anew_upright_and_without_its_secrets(cast: Cast) -> None:
    """What hides behind or inside a picture does not go out with it."""
    made = send(cast.alice, turned_jpeg() + HTML, "photo.jpg").json()
    shown = client(cast.alice).get(made["url"] + "/inline")
    assert shown["Content-Type"] == "image/webp"
    assert b"script" not in shown.content
    assert b"home of the client" not in shown.content
    with Image.open(io.BytesIO(shown.content)) as picture:
        assert picture.size == (20, 40)
        assert not picture.getexif()


def test_a_thumb_has_256_pixels_at_most_and_is_made_once(cast: Cast, folder: Path) -> None:
    made = send(cast.alice, png(1000, 500)).json()
    first = client(cast.alice).get(made["thumb"]).content
    with Image.open(io.BytesIO(first)) as picture:
        assert picture.size == (256, 128)
    kept = list((folder / "cache").rglob("*.webp"))
    kept[0].write_bytes(b"kept")
    assert client(cast.alice).get(made["thumb"]).content == b"kept"


def test_a_pixel_flood_is_refused_before_it_is_decoded() -> None:
    with blobs.put([bomb_png()], 10_000).open() as file:
        assert pictures.width_of(file, "image/png") is None


def test_an_upload_belongs_to_its_uploader_until_it_has_a_home(cast: Cast) -> None:
    """A foreign id in the address is answered like an absent one."""
    made = send(cast.alice, b"mine", "mine.txt").json()
    for way in ("", "/inline", "/thumb"):
        assert status(cast.bob, made["url"] + way) == 404
    assert client(cast.bob).delete(made["url"]).status_code == 404
    assert status(cast.alice, made["url"]) == 200


def test_a_file_takes_the_rights_of_its_home(cast: Cast) -> None:
    anna = person(cast.alice)
    form = {"object": PERSON, "record": str(anna)}
    assert send(cast.bob, b"x", **form).status_code == 404
    made = send(cast.alice, b"plan", "plan.txt", **form).json()
    assert status(cast.bob, made["url"]) == 404
    cast.grant("bob", {"*": {"read": "organisation"}})
    assert status(cast.bob, made["url"]) == 200
    assert send(cast.bob, b"x", **form).status_code == 403
    assert client(cast.bob).delete(made["url"]).status_code == 403
    assert client(cast.alice).delete(made["url"]).status_code == 204
    assert status(cast.alice, made["url"]) == 404


def test_a_file_is_an_event_and_stands_in_the_list_of_its_record(cast: Cast) -> None:
    anna = person(cast.alice)
    made = send(cast.alice, png(), "front.png", object=PERSON, record=str(anna)).json()
    told = events(cast.alice, PERSON, anna)[0]
    assert (told["kind"], told["text"], told["files"]) == ("file", "front.png", [made])
    assert [f["id"] for f in files.files_of(cast.alice, PERSON, anna)] == [made["id"]]
    with pytest.raises(Refusal):
        files.files_of(cast.bob, PERSON, anna)


def test_object_and_record_come_together(cast: Cast) -> None:
    assert send(cast.alice, b"x", object=PERSON).status_code == 422
    assert send(cast.alice, b"x", object="no.such", record=str(cast.ids["bob"])).status_code == 404
    assert client(cast.alice).post("/api/v1/files", {}).status_code == 400


def test_a_photo_becomes_part_of_its_record(cast: Cast) -> None:
    """A file named by a field takes the record as its home; a foreign upload is no value."""
    mine = files.upload(cast.alice, [png()], "me.png")
    his = files.upload(cast.bob, [png(9)], "him.png")
    anna = person(cast.alice, photo=str(mine.pk))
    cast.grant("bob", {"*": {"read": "organisation"}})
    assert status(cast.bob, f"/api/v1/files/{mine.pk}") == 200
    with pytest.raises(Refusal) as refusal:
        write.change(cast.alice, PERSON, anna, {"photo": str(his.pk)})
    assert [f.code for f in refusal.value.faults] == ["link.absent"]


def test_the_sweep_takes_what_nobody_needs_and_nothing_else(cast: Cast, folder: Path) -> None:
    anna = person(cast.alice)
    kept = files.upload(cast.alice, [b"kept"], "k", home=(PERSON, anna))
    fresh = files.upload(cast.alice, [b"fresh"], "f")
    stale = files.upload(cast.alice, [b"stale"], "s")
    orphan = blobs.put([b"orphan"], 100)
    young = blobs.put([b"young"], 100)
    StoredFile.objects.filter(pk=stale.pk).update(at=timezone.now() - timedelta(hours=25))
    for sha in (kept.sha256, fresh.sha256, stale.sha256, orphan.sha256):
        os.utime(blobs.place(sha), (time.time() - 7200,) * 2)
    assert files.sweep() == 2
    left = {p.name for p in blobs.stored()}
    assert left == {kept.sha256, fresh.sha256, young.sha256}
