"""The audit: who did what, when and from where."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy
from ninja import Query, Router

from kartei.platform.records import audit
from kartei.platform.records.exporting import FORMATS
from kartei.platform.records.writers.columns import Column, Look, Row
from kartei.platform.records.writers.csv import write_csv
from kartei.platform.records.writers.xlsx import write_xlsx
from kartei.web.api.base import Strict, answer, whole_number
from kartei.web.api.entries import Named
from kartei.web.api.exports import attachment

router = Router(tags=["audit"])
#: By what an act was done; what is not named here stands as it is.
THROUGH = {
    "api": pgettext_lazy("audit", "Program"),
    "cli": pgettext_lazy("audit", "Command line"),
    "clock": pgettext_lazy("audit", "Clock"),
    "demo": pgettext_lazy("audit", "Sample"),
    "import": pgettext_lazy("audit", "Import"),
    "job": pgettext_lazy("audit", "Background job"),
    "page": pgettext_lazy("audit", "Page"),
    "rule": pgettext_lazy("audit", "Rule"),
    "samples": pgettext_lazy("audit", "Sample data"),
    "setup": pgettext_lazy("audit", "First run"),
}


class Asked(Strict):
    """What is looked for; times are moments, ``until`` itself excluded."""

    user: UUID | None = None
    object: str = ""
    record: UUID | None = None
    verb: str = ""
    via: str = ""
    ip: str = ""
    field: str = ""
    since: datetime | None = None
    until: datetime | None = None

    def wish(self, limit: int = 50, after: int | None = None) -> audit.Wish:
        """The same for the records room."""
        return audit.Wish(**self.model_dump(), limit=limit, after=after)


class Told(Strict):
    """One changed field in words."""

    field: str
    label: str
    old: str
    new: str


class AuditRow(Strict):
    """One act; change: what can be undone as a whole."""

    id: str
    at: datetime
    by: Named | None
    via: str
    ip: str
    object: str
    object_title: str
    icon: str
    record: str
    title: str
    verb: str
    verb_title: str
    changes: list[Told]
    text: str
    change: str | None


class AuditPage(Strict):
    """Acts, newest first; next: the value of ``after`` for the page behind."""

    items: list[AuditRow]
    next: str | None


class AuditChoices(Strict):
    """What can be looked for."""

    verbs: list[Named]
    objects: list[Named]


class OpenedRow(Strict):
    """How often cards were opened by a user, or one record; of: so many records, or users."""

    id: str
    object: str | None = None
    title: str
    opened: int
    of: int


class OpenedCounts(Strict):
    """Most opened first."""

    items: list[OpenedRow]


@router.get("/audit", response=AuditPage, operation_id="audit")
def get_audit(
    request: Any, asked: Query[Asked], limit: str = "50", after: str = ""
) -> HttpResponse:
    """Acts that the asker may know of, newest first."""
    last = whole_number(after, "after", 0, 10**9 - 1) if after else None
    wish = asked.wish(whole_number(limit, "limit", 1, audit.MAX_LIMIT), last)
    return answer(audit.page(request.actor, wish))


@router.get("/audit/choices", response=AuditChoices, operation_id="audit_choices")
def get_choices(request: Any) -> HttpResponse:
    """Verbs and objects to look for."""
    return answer(audit.choices(request.actor))


@router.get("/audit/opened", response=OpenedCounts, operation_id="audit_opened")
def get_opened(
    request: Any, asked: Query[Asked], by: Literal["user", "record"] = "user"
) -> HttpResponse:
    """How often cards were opened, per user or per record."""
    return answer({"items": audit.opened_by(request.actor, asked.wish(), by)})


@router.get("/audit/export", operation_id="audit_export")
def export_audit(
    request: Any, asked: Query[Asked], format: Literal["xlsx", "csv"] = "xlsx"
) -> HttpResponse:
    """The acts as a table, one row per changed field."""
    actor = request.actor
    audit.may_read(actor, "export")
    heads = (
        _("When"),
        _("Who"),
        _("Through"),
        pgettext("address", "From"),
        _("Act"),
        _("Object"),
        _("Record"),
    )
    columns = [Column(heads[0], "moment"), *(Column(h) for h in heads[1:])]
    columns += [Column(_("Field")), Column(_("Before")), Column(_("After"))]
    look = Look(actor.language, actor.world.zone, actor.world.firm.currency)
    rows = lines(audit.all_items(actor, asked.wish()))
    target = io.BytesIO()
    if format == "xlsx":
        write_xlsx(target, columns, rows, look, _("Audit"))
    else:
        for piece in write_csv(columns, rows, look):
            target.write(piece)
    name = f"{_('Audit')} {actor.ctx.today.isoformat()}.{format}"
    return attachment(target.getvalue(), FORMATS[format], name)


def lines(items: Iterator[dict[str, Any]]) -> Iterator[Row]:
    """Rows of the table; an act that changed no field has one."""
    for item in items:
        by = item["by"]["title"] if item["by"] else ""
        through = str(THROUGH.get(item["via"], item["via"]))
        head = [
            item["at"], by, through, item["ip"], item["verb_title"], item["object_title"],
            item["title"],
        ]  # fmt: skip
        for told in item["changes"] or [{"label": item["text"], "old": "", "new": ""}]:
            yield [*head, told["label"], told["old"], told["new"]]
