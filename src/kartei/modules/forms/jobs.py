"""Background work of forms: documents that take LibreOffice or go by mail, checks of templates."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from kartei.modules.forms.making.mailing import MAKE, Wish, made_by_job
from kartei.modules.forms.making.rechecking import CHECK, check_again
from kartei.platform.access.actor import Actor, an_administrator
from kartei.platform.flow.jobs import job
from kartei.platform.flow.progress import Progress
from kartei.platform.records.files import one
from kartei.platform.records.journal import CLOCK
from kartei.platform.records.wire import file_wire


@job(MAKE)
def make_document(actor: Actor, args: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """A document, kept among the files of its record; its letter where one is wanted."""
    given = {name: value for name, value in args.items() if name != "at"}
    keys = {name: UUID(given[name]) for name in ("record", "template")}
    wish = Wish(**{**given, **keys, "to": tuple(given["to"])})
    progress(0, 1)
    found = made_by_job(actor, wish, args["at"])
    progress(1, 1)
    file = file_wire(one(actor, found.file)) if found.file else {}
    return {"url": file.get("url"), "name": found.name, "letters": len(wish.to)}


@job(CHECK)
def check_templates(actor: Actor, args: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """All templates again, by an administrator's view of the fields: state and places are kept."""
    found = an_administrator() or actor
    return {"changed": check_again(replace(found, via=CLOCK))}
