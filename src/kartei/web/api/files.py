"""Files: upload, download, show, delete.

What comes out of here was made by strangers: it is handed over for saving, never run. Only
pictures drawn anew and PDF in a sandbox are shown in place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header
from ninja import File, FormEx, P, Router
from ninja.files import UploadedFile

from kartei.platform.kit.faults import ValueFault
from kartei.platform.meta.errors import field_fault, invalid
from kartei.platform.records import blobs, files, pictures, sniff
from kartei.platform.records.home import Place
from kartei.platform.records.models import StoredFile
from kartei.platform.records.wire import file_wire
from kartei.web.api.base import answer, as_id, gone
from kartei.web.api.entries import FileOut

router = Router(tags=["files"])
SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'self'"
#: A PDF viewer inside the browser needs its styles; it still runs nothing and reaches nobody.
PDF_SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
PIECE = 1_048_576
Answer = TypeVar("Answer", HttpResponse, FileResponse)


@router.post("/files", response={201: FileOut})
def upload_file(
    request: Any,
    file: File[UploadedFile],
    object: FormEx[str, P(max_length=64)] = "",
    record: FormEx[str, P(max_length=64)] = "",
) -> HttpResponse:
    """Upload a file; with object and record it is attached there, else to be named by a field."""
    if file.size is None or file.size > settings.FILE_LIMIT:
        raise blobs.too_large(settings.FILE_LIMIT)
    home = home_of(object, record)
    row = files.upload(request.actor, pieces(file), file.name or "", home=home)
    return answer(file_wire(row), 201)


def home_of(name: str, key: str) -> Place | None:
    """The record a file is attached to; both parts are named or none."""
    if bool(name) != bool(key):
        missing = "record" if name else "object"
        raise invalid([field_fault(missing, ValueFault("value.required"))])
    return (name, as_id(key)) if name else None


def pieces(file: UploadedFile) -> Iterator[bytes]:
    """The upload in pieces."""
    yield from file.chunks(PIECE)


@router.get("/files/{id}", response={200: None})
def download_file(request: Any, id: str) -> FileResponse | HttpResponse:
    """The file itself, always for saving."""
    row = files.one(request.actor, as_id(id))
    kind = "application/octet-stream" if row.type in sniff.ACTIVE else row.type
    return sent(row, kind, attachment=True, policy=SANDBOX)


@router.get("/files/{id}/inline", response={200: None})
def show_file(request: Any, id: str) -> FileResponse | HttpResponse:
    """A picture (drawn anew, WebP) or PDF to be looked at; 415 for everything else."""
    row = files.one(request.actor, as_id(id))
    if row.type == "application/pdf":
        return sent(row, row.type, attachment=False, policy=PDF_SANDBOX)
    return picture(row, pictures.VIEW)


@router.get("/files/{id}/thumb", response={200: None})
def thumb_of_file(request: Any, id: str) -> HttpResponse:
    """A picture of at most 256 pixels."""
    return picture(files.one(request.actor, as_id(id)), pictures.THUMB)


@router.delete("/files/{id}", response={204: None})
def delete_file(request: Any, id: str) -> HttpResponse:
    """Take a file away; ``X-Change`` names the change to undo."""
    files.delete(request.actor, as_id(id))
    return gone(request.actor)


def picture(row: StoredFile, size: int) -> HttpResponse:
    """A picture in a size, as WebP without metadata."""
    if row.width is None:
        raise pictures.no_picture()
    data = pictures.drawn(row.sha256, row.type, size)
    stem = row.name.rpartition(".")[0] or row.name
    response = HttpResponse(data, content_type="image/webp")
    return guarded(response, f"{stem}.webp", attachment=False, policy=SANDBOX)


def sent(row: StoredFile, kind: str, *, attachment: bool, policy: str) -> FileResponse:
    """The stored bytes; 404 where a restore left them behind."""
    try:
        content = blobs.opened(row.sha256)
    except FileNotFoundError as error:
        raise blobs.missing() from error
    response = FileResponse(content, content_type=kind)
    response["Content-Length"] = row.size
    return guarded(response, row.name, attachment=attachment, policy=policy)


def guarded(response: Answer, name: str, *, attachment: bool, policy: str) -> Answer:
    """Headers that keep a browser from running or guessing anything (RFC 6266, RFC 5987 names)."""
    response["Content-Disposition"] = content_disposition_header(attachment, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = policy
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cache-Control"] = "private, max-age=3600"
    return response
