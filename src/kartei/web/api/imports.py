"""Imports: upload, look, change, run, report, take back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Body, File, FormEx, P, Router
from ninja.files import UploadedFile
from pydantic import Field

from kartei.platform.access.actor import Actor
from kartei.platform.flow import jobs
from kartei.platform.flow.handlers import IMPORT, UNDO_IMPORT, import_title, undo_title
from kartei.platform.meta.errors import Refusal, bad_question
from kartei.platform.records import blobs
from kartei.platform.records.importing import mappings, service
from kartei.platform.records.importing.models import Import
from kartei.platform.records.importing.report import FORMATS, report
from kartei.web.api.base import Strict, answer, as_id
from kartei.web.api.exports import attachment
from kartei.web.api.files import pieces

router = Router(tags=["imports"])


class ImportFile(Strict):
    """The file as it was sent."""

    name: str
    size: int


class ColumnOut(Strict):
    """A column of the file, what it seems to hold, and the field it goes to."""

    index: int
    key: str
    title: str
    samples: list[str]
    target: str | None
    kind: str | None
    sure: float


class KindOut(Strict):
    """A kind that values of a field may have."""

    value: str
    label: str


class TargetOut(Strict):
    """A field that a column may go to."""

    id: str
    title: str
    group: str
    kinds: list[KindOut] | None


class Options(Strict):
    """What a person chooses about an import."""

    duplicates: str
    region: str
    groups: bool
    owner: str | None
    headless: bool
    keep: bool
    sheet: str
    head_row: int | None
    encoding: str
    delimiter: str


class FaultOut(Strict):
    """What is wrong in which row, and what to do."""

    row: int
    field: str
    value: str
    reason: str
    cure: str


class PreviewOut(Strict):
    """What the import will come to; beside: records made together with the rows, by object."""

    rows: int
    new: int
    updated: int
    duplicate: int
    faulty: int
    beside: dict[str, int]
    faults: list[FaultOut]
    exact: bool


class ImportOut(Strict):
    """One import."""

    id: str
    object: str
    file: ImportFile
    state: str
    kind: str
    encoding: str
    sheet: str
    sheets: list[str]
    head_row: int
    columns: list[ColumnOut]
    targets: list[TargetOut]
    options: Options
    preview: PreviewOut | None
    result: dict[str, Any] | None
    job: str | None
    change: str | None
    mapping_title: str
    created_at: datetime


class ImportsOut(Strict):
    """The asker's imports, newest first."""

    items: list[ImportOut]


class MappedColumn(Strict):
    """A column and the field it goes to; no target: it is left out."""

    index: int = Field(ge=0, le=100_000)
    target: str | None = None
    kind: str | None = None


class SomeOptions(Strict):
    """Options to be changed; the others stay."""

    duplicates: str | None = None
    region: str | None = None
    groups: bool | None = None
    owner: str | None = None
    headless: bool | None = None
    keep: bool | None = None
    sheet: str | None = None
    head_row: int | None = None
    encoding: str | None = None
    delimiter: str | None = None


class ImportChange(Strict):
    """Mapping and options; a title keeps the mapping for the next file of this sort."""

    mapping: list[MappedColumn] | None = Field(default=None, max_length=2000)
    options: SomeOptions | None = None
    mapping_title: str | None = None
    mapping_shared: bool = False


class JobRef(Strict):
    """The job that does it."""

    job: str


class SavedColumn(Strict):
    """A column title and its field."""

    title: str
    target: str | None
    kind: str | None


class SavedMapping(Strict):
    """A mapping kept for later files."""

    id: str
    object: str
    title: str
    shared: bool
    mine: bool
    columns: list[SavedColumn]


class SavedMappings(Strict):
    """Saved mappings of an object."""

    items: list[SavedMapping]


def shown(actor: Actor, row: Import, status: int = 200) -> HttpResponse:
    """An import as the answer."""
    return answer(service.wire(actor, row), status)


@router.post("/imports", response={201: ImportOut})
def create_import(
    request: Any, file: File[UploadedFile], object: FormEx[str, P(max_length=64)]
) -> HttpResponse:
    """Upload a file: it is recognised, mapped, and tried over all its rows."""
    if file.size is None or file.size > settings.FILE_LIMIT:
        raise blobs.too_large(settings.FILE_LIMIT)
    row = service.upload(request.actor, pieces(file), file.name or "", object)
    return shown(request.actor, row, 201)


@router.get("/imports", response=ImportsOut)
def list_imports(request: Any) -> HttpResponse:
    """The asker's imports, newest first."""
    actor: Actor = request.actor
    rows = [r for r in service.own_imports(actor) if mine(actor, r)]
    return answer({"items": [service.wire(actor, row) for row in rows]})


def mine(actor: Actor, row: Import) -> bool:
    """Whether the import's object is still there for the asker."""
    return row.object in actor.world.objects and actor.in_use(row.object)


@router.get("/imports/{id}", response=ImportOut)
def get_import(request: Any, id: str) -> HttpResponse:
    """One import."""
    return shown(request.actor, service.own_import(request.actor, as_id(id)))


@router.patch("/imports/{id}", response=ImportOut)
def change_import(request: Any, id: str, body: Body[ImportChange]) -> HttpResponse:
    """Change mapping or options; answers with a new preview."""
    row = service.own_import(request.actor, as_id(id))
    given = body.dict(exclude_unset=True)
    return shown(request.actor, service.change(request.actor, row, given))


@router.post("/imports/{id}/run", response={202: JobRef})
def run_import(request: Any, id: str) -> HttpResponse:
    """Carry the import out in the background."""
    actor: Actor = request.actor
    row = service.own_import(actor, as_id(id))
    with transaction.atomic():
        service.start(actor, row)
        return ordered(actor, row, IMPORT, import_title(row.file_name))


@router.post("/imports/{id}/cancel", response={202: JobRef})
def cancel_import(request: Any, id: str) -> HttpResponse:
    """Stop a running import after the batch it is at; what is written stays."""
    actor: Actor = request.actor
    row = service.own_import(actor, as_id(id))
    service.must_be(row, Import.RUNNING)
    if row.job is None:
        raise Refusal("imports.state", _("This import is not running"), status=409)
    jobs.cancel(jobs.own_job(actor, row.job))
    return answer({"job": str(row.job)}, 202)


@router.post("/imports/{id}/undo", response={202: JobRef})
def undo_import(request: Any, id: str) -> HttpResponse:
    """Take the whole import back in the background; later changes stay and are listed."""
    actor: Actor = request.actor
    row = service.own_import(actor, as_id(id))
    service.must_be(row, Import.DONE, Import.CANCELLED, Import.FAILED)
    with transaction.atomic():
        return ordered(actor, row, UNDO_IMPORT, undo_title(row.file_name))


def ordered(actor: Actor, row: Import, kind: str, title: str) -> HttpResponse:
    """Order a job of an import and note it there; 202."""
    job = jobs.enqueue(actor, kind, {"import": str(row.id)}, title=title, total=row.estimate)
    Import.objects.filter(pk=row.pk).update(job=job.pk)
    return answer({"job": str(job.pk)}, 202)


@router.get("/imports/{id}/report", response={200: None})
def get_report(request: Any, id: str, format: str = "csv") -> HttpResponse:
    """Rows that were not simply written: number, column, reason, cure."""
    actor: Actor = request.actor
    row = service.own_import(actor, as_id(id))
    if format not in FORMATS:
        raise bad_question(_("“format” is csv or xlsx"), "http.parameter")
    name = f"{row.file_name.rpartition('.')[0] or row.file_name} report.{format}"
    return attachment(b"".join(report(actor, row, format)), FORMATS[format], name)


@router.get("/import-mappings", response=SavedMappings)
def list_mappings(request: Any, object: str) -> HttpResponse:
    """Saved mappings of an object: one's own and the shared ones."""
    actor: Actor = request.actor
    actor.obj(object)
    rows = mappings.visible(actor, object)
    return answer({"items": [mappings.wire(actor, row) for row in rows]})
