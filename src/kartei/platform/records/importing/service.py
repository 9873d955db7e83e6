"""An import from upload to the start: what was recognised, what people change, what will happen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor
from kartei.platform.kit.ids import uuid7
from kartei.platform.meta.errors import Refusal, bad_question
from kartei.platform.records import blobs, sniff
from kartei.platform.records.importing import mappings, options, targets
from kartei.platform.records.importing.faults import file_refusal
from kartei.platform.records.importing.models import Import
from kartei.platform.records.importing.preview import NEARLY, look_ahead
from kartei.platform.records.models import StoredFile
from kartei.platform.records.readers.faults import FileFault
from kartei.platform.records.readers.limits import Limits
from kartei.platform.records.readers.recognise import match_columns
from kartei.platform.records.readers.table import HEADLESS, Table, open_table

#: The object under which an import's file is kept, so that the sweep of unclaimed files spares it.
HOME = "records.import"
SHOWN = 50
#: How long drafts and files are kept.
KEPT = timedelta(days=90)
CHANGEABLE = ("mapping", "options", "mapping_title", "mapping_shared")


def upload(actor: Actor, chunks: Iterable[bytes], file_name: str, name: str) -> Import:
    """Take a file in, recognise it and look ahead.

    404 for an unknown object, 403 without the right to create, 409 when the object has no import,
    413, 415 or 422 for a file that cannot be read as a table; nothing is kept then.
    """
    must_import(actor, name)
    blob = blobs.put(chunks, settings.FILE_LIMIT)
    row = Import(
        id=uuid7(),
        by_id=actor.user,
        object=name,
        file_name=sniff.clean_name(file_name, "application/octet-stream"),
        file_size=blob.size,
        options=options.defaults(actor),
        created_at=timezone.now(),
    )
    row.file = StoredFile(
        object=HOME,
        record=row.id,
        sha256=blob.sha256,
        name=row.file_name,
        type="application/octet-stream",
        size=blob.size,
        by_id=actor.user,
        at=row.created_at,
    )
    table = recognise(actor, row)
    with transaction.atomic():
        row.file.save(force_insert=True)
        row.save(force_insert=True)
    look_ahead(actor, row, table)
    return row


def must_import(actor: Actor, name: str) -> None:
    """Refuse where there is nothing to import into, or not by this person."""
    obj = actor.obj(name)
    if obj.entity is not None and "import" not in obj.entity.features:
        raise Refusal("imports.no_object", _("These records cannot be imported"), status=409)
    actor.must(name, "create")


def opened(row: Import) -> Table:
    """The import's file as a table; a Refusal says why it cannot be read."""
    if row.file is None:
        raise Refusal(
            "imports.no_file", _("The file of this import is not kept any more"), status=409
        )
    chosen = row.options
    head = HEADLESS if chosen["headless"] else chosen["head_row"]
    try:
        return open_table(
            blobs.Blob(row.file.sha256, row.file.size),
            sheet=chosen["sheet"],
            head_row=head,
            encoding=chosen["encoding"],
            delimiter=chosen["delimiter"],
        )
    except FileFault as fault:
        raise file_refusal(fault) from fault


def recognise(actor: Actor, row: Import) -> Table:
    """Open the file and say what its columns are; a saved mapping that fits goes before."""
    table = opened(row)
    if table.estimate > Limits().rows * NEARLY:
        raise file_refusal(FileFault("file.too_many_rows", limit=Limits().rows))
    found = targets.places(actor, row.object)
    matches = match_columns(
        table,
        targets.as_reader_targets(found),
        object_name=row.object,
        region=row.options["region"],
    )
    row.kind, row.encoding, row.delimiter = table.kind, table.encoding, table.delimiter
    row.sheet, row.sheets, row.head_row = table.sheet, table.sheets, table.head_row
    row.estimate = table.estimate
    row.columns = [
        {
            "index": column.index,
            "title": column.title,
            "samples": list(column.samples),
            "target": match.target,
            "kind": match.kind,
            "sure": round(match.sure, 2),
        }
        for column, match in zip(table.columns, matches, strict=True)
    ]
    row.mapping = {str(c["index"]): [c["target"], c["kind"]] for c in row.columns if c["target"]}
    mappings.apply_fitting(actor, row, found)
    return table


def change(actor: Actor, row: Import, body: Mapping[str, Any]) -> Import:
    """Change mapping or options of a draft; looks ahead anew."""
    for name in body:
        if name not in CHANGEABLE:
            raise bad_question(
                _("There is no parameter “%(name)s”"), "http.unknown_parameter", name=name[:80]
            )
    must_be(row, Import.DRAFT)
    before = dict(row.options)
    row.options = options.merged(actor, before, _dict(body.get("options") or {}))
    if any(before[n] != row.options[n] for n in (*options.READING, "headless", "region")):
        table = recognise(actor, row)
    else:
        table = opened(row)
    if body.get("mapping") is not None:
        row.mapping = mappings.parsed(actor, row, body["mapping"])
    if body.get("mapping_title") is not None:
        mappings.save(actor, row, body["mapping_title"], shared=body.get("mapping_shared") is True)
    keep_draft(row)
    look_ahead(actor, row, table)
    return row


#: What people change about a draft, and what is recognised anew with it.
CHANGED = (
    "options", "mapping", "mapping_title", "kind", "encoding", "delimiter", "sheet", "sheets",
    "head_row", "estimate", "columns",
)  # fmt: skip


def keep_draft(row: Import) -> None:
    """Save a changed draft, unless it was started while its file was looked at."""
    draft = Import.objects.filter(pk=row.pk, state=Import.DRAFT)
    if not draft.update(**{name: getattr(row, name) for name in CHANGED}):
        raise Refusal("imports.state", _("This import runs already"), status=409)


def _dict(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise bad_question(_("“%(name)s” is an object"), "http.parameter", name="options")
    return value


def must_be(row: Import, *states: str) -> None:
    """409 when the import is past that point."""
    if row.state not in states:
        raise Refusal(
            "imports.state",
            _("This is not possible in the present state of the import"),
            status=409,
        )


def start(actor: Actor, row: Import) -> None:
    """From now on the import runs, once; the caller orders the job in the same transaction.

    409 when it is no draft (any more), 422 when no column has a field.
    """
    must_import(actor, row.object)
    must_be(row, Import.DRAFT)
    if not row.mapping:
        raise Refusal("imports.no_mapping", _("Choose a field for at least one column"))
    change_id = uuid7()
    mine = Import.objects.filter(pk=row.pk, state=Import.DRAFT)
    if not mine.update(state=Import.RUNNING, change=change_id):
        raise Refusal("imports.state", _("This import runs already"), status=409)
    row.state, row.change = Import.RUNNING, change_id


def own_import(actor: Actor, key: UUID) -> Import:
    """An import of the asker; administrators see all. 404 else."""
    row = Import.objects.select_related("file").filter(pk=key).first()
    if row is None or (row.by_id != actor.user and not actor.administrator):
        raise Refusal("imports.not_found", _("There is no such import"), status=404)
    return row


def own_imports(actor: Actor) -> list[Import]:
    """The asker's newest imports."""
    return list(Import.objects.filter(by=actor.user).order_by("-created_at")[:SHOWN])


def wire(actor: Actor, row: Import) -> dict[str, Any]:
    """An import in its JSON form (docs/api.md)."""
    found = targets.places(actor, row.object)
    return {
        "id": str(row.id),
        "object": row.object,
        "file": {"name": row.file_name, "size": row.file_size},
        "state": row.state,
        "kind": row.kind,
        "encoding": row.encoding,
        "sheet": row.sheet,
        "sheets": row.sheets,
        "head_row": row.head_row,
        "columns": [_column(row, column, found) for column in row.columns],
        "targets": targets.wire(found),
        "options": row.options,
        "preview": row.preview,
        "result": row.result,
        "job": str(row.job) if row.job else None,
        "change": str(row.change) if row.change else None,
        "mapping_title": row.mapping_title,
        "created_at": row.created_at,
    }


def _column(
    row: Import, column: Mapping[str, Any], found: dict[str, targets.Place]
) -> dict[str, Any]:
    """A column with the target it has now; how sure the recognition was stays."""
    target, kind = row.mapping.get(str(column["index"]), ("", ""))
    return {
        **column,
        "key": column["title"],
        "title": targets.title_of(found, column["title"], row.kind),
        "target": target or None,
        "kind": kind or None,
    }


def sweep() -> None:
    """Old drafts go, and the files of imports that ended long ago; their reports stay."""
    long_ago = timezone.now() - KEPT
    Import.objects.filter(state=Import.DRAFT, created_at__lt=long_ago).delete()
    kept = Import.objects.filter(created_at__gte=long_ago).values("file")
    old = StoredFile.objects.filter(object=HOME, at__lt=long_ago, deleted=False)
    old.exclude(pk__in=kept).update(deleted=True)
