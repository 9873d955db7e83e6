"""Export: the file itself, or a job when it takes longer."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from kartei.platform.access.actor import Actor
from kartei.platform.flow import jobs
from kartei.platform.records import exporting
from kartei.platform.records.exporting import Wish
from kartei.web.api.base import answer


def export(actor: Actor, name: str, body: Mapping[str, Any]) -> HttpResponse:
    """The answer to POST /records/{object}/export."""
    from kartei.web.api.records import ask_of

    question = dict(body)
    kind = question.pop("format", "")
    wish = Wish(name, ask_of(question), kind if isinstance(kind, str) else "")
    wish = exporting.check(actor, wish)
    if exporting.count(actor, wish) > exporting.AT_ONCE:
        return later(actor, wish)
    target = io.BytesIO()
    exporting.write(actor, wish, target)
    file_name = exporting.file_name(actor, wish)
    return attachment(target.getvalue(), exporting.FORMATS[wish.format], file_name)


def attachment(content: bytes, kind: str, file_name: str) -> HttpResponse:
    """A file to download; browsers must not guess what else it could be."""
    response = HttpResponse(content, content_type=kind)
    header = content_disposition_header(True, file_name)
    response["Content-Disposition"] = header or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def later(actor: Actor, wish: Wish) -> HttpResponse:
    """A large export runs in the background; its file is the asker's alone."""
    title = _("Export: %(title)s") % {"title": actor.obj(wish.object).words["title"]}
    args = {"object": wish.object, "ask": asdict(wish.ask), "format": wish.format}
    with transaction.atomic():
        row = jobs.enqueue(actor, "records.export", args, title=title)
    return answer({"job": str(row.pk)}, 202)
