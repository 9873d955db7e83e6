"""Background work of documents."""

from __future__ import annotations

import tempfile
from functools import partial
from typing import Any
from uuid import UUID

from kartei.modules.documents.papers.batch import PRINT, print_many
from kartei.modules.documents.papers.kind import kinds
from kartei.platform.access.actor import Actor
from kartei.platform.flow.jobs import job
from kartei.platform.flow.progress import Progress
from kartei.platform.records import blobs
from kartei.platform.records.home import now_of
from kartei.platform.records.models import StoredFile

MEDIA = {"pdf": "application/pdf", "zip": "application/zip"}
#: A file of many papers may be larger than what people upload.
MAX_BYTES, CHUNK = 1 << 30, 1 << 18


@job(PRINT)
def print_papers(actor: Actor, args: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Many papers as a file that its orderer alone may fetch, for a day.

    A second attempt begins anew: papers that were kept by then are handed out as they are.
    """
    kind = next(kind for kind in kinds() if kind.object == args["object"])
    keys = [UUID(key) for key in args["ids"]]
    with tempfile.TemporaryFile() as target:
        done = print_many(kind, actor, keys, args["form"], target, progress)
        target.seek(0)
        blob = blobs.put(iter(partial(target.read, CHUNK), b""), MAX_BYTES)
    stored = StoredFile.objects.create(
        sha256=blob.sha256,
        name=f"{actor.obj(kind.object).words['title']} {actor.ctx.today}.{args['form']}",
        type=MEDIA[args["form"]],
        size=blob.size,
        by_id=actor.user,
        at=now_of(actor),
    )
    url = f"/api/v1/files/{stored.pk}"
    return {"url": url, "name": stored.name, "size": stored.size, **done.wire()}
