"""Security for those with the right to it: the log of sign-ins, sessions of everybody."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router

from kartei.platform.access import sessions, sign_ins
from kartei.platform.records.exporting import FORMATS
from kartei.platform.records.writers.columns import Column, Look, Row
from kartei.platform.records.writers.csv import write_csv
from kartei.platform.records.writers.xlsx import write_xlsx
from kartei.web.api.base import Strict, answer, whole_number
from kartei.web.api.entries import Named
from kartei.web.api.exports import attachment
from kartei.web.config import config
from kartei.web.findings import findings

router = Router(tags=["security"])


class SignInsAsked(Strict):
    """What is looked for; times are moments, ``until`` itself excluded."""

    search: str = ""
    login: str = ""
    ip: str = ""
    user: UUID | None = None
    ok: bool | None = None
    reason: str = ""
    since: datetime | None = None
    until: datetime | None = None

    def wish(self, limit: int = 50, after: int | None = None) -> sign_ins.Asked:
        """The same for the access room."""
        return sign_ins.Asked(**self.model_dump(), limit=limit, after=after)


class SignInRow(Strict):
    """One attempt. blocked: whether its address is shut out now; device: the agent in words."""

    id: str
    at: datetime
    login: str
    user: Named | None
    ip: str
    blocked: bool
    agent: str
    device: str
    ok: bool
    reason: str
    reason_title: str
    factor: str


class SignInPage(Strict):
    """Attempts, newest first; next: the value of ``after`` for the page behind."""

    items: list[SignInRow]
    next: str | None


class SignInReasons(Strict):
    """How attempts end."""

    reasons: list[Named]


@router.get("/security/sign-ins", response=SignInPage, operation_id="sign_ins")
def get_sign_ins(
    request: Any, asked: Query[SignInsAsked], limit: str = "50", after: str = ""
) -> HttpResponse:
    """Attempts to sign in, newest first."""
    last = whole_number(after, "after", 0, 10**9 - 1) if after else None
    wish = asked.wish(whole_number(limit, "limit", 1, sign_ins.MAX_LIMIT), last)
    return answer(sign_ins.page(request.actor, wish))


@router.get("/security/sign-ins/choices", response=SignInReasons, operation_id="sign_in_choices")
def get_reasons(request: Any) -> HttpResponse:
    """Ends of attempts to look for."""
    request.actor.must(sign_ins.SECURITY, "read")
    found = [{"id": name, "title": str(words)} for name, words in sign_ins.REASONS.items()]
    return answer({"reasons": found})


@router.get("/security/sign-ins/export", operation_id="sign_ins_export")
def export_sign_ins(
    request: Any, asked: Query[SignInsAsked], format: Literal["xlsx", "csv"] = "xlsx"
) -> HttpResponse:
    """The attempts as a table."""
    actor = request.actor
    items = sign_ins.export(actor, asked.wish())
    heads = (_("Login"), _("User"), _("Address"), _("Device"), _("Result"), _("Second factor"))
    columns = [Column(_("When"), "moment"), *(Column(head) for head in heads)]
    look = Look(actor.language, actor.world.zone, actor.world.firm.currency)
    target = io.BytesIO()
    if format == "xlsx":
        write_xlsx(target, columns, lines(items), look, _("Sign-ins"))
    else:
        for piece in write_csv(columns, lines(items), look):
            target.write(piece)
    name = f"{_('Sign-ins')} {actor.ctx.today.isoformat()}.{format}"
    return attachment(target.getvalue(), FORMATS[format], name)


class SessionRow(Strict):
    """A signed-in browser; used_at: up to ten minutes late."""

    id: str
    user: Named
    made_at: datetime
    used_at: datetime | None
    expires_at: datetime
    ip: str
    agent: str
    device: str


class SessionPage(Strict):
    """Newest first; next: the value of ``after`` for the page behind."""

    items: list[SessionRow]
    next: str | None


class EndAll(Strict):
    """Whose sessions end, and whether his tokens end with them."""

    user: UUID
    tokens: bool = False


class EndedAll(Strict):
    """How many ended."""

    sessions: int
    tokens: int


@router.get("/security/sessions", response=SessionPage, operation_id="all_sessions")
def get_sessions(
    request: Any, search: str = "", user: UUID | None = None, after: str = ""
) -> HttpResponse:
    """Sessions of everybody in force."""
    return answer(sessions.page(request.actor, search, user, after))


@router.post("/security/sessions/end", response=EndedAll, operation_id="end_all_sessions")
def end_all(request: Any, body: EndAll) -> HttpResponse:
    """End all sessions of somebody at once, and his tokens if wished."""
    return answer(sessions.end_all(request.actor, body.user, with_tokens=body.tokens))


@router.delete("/security/sessions/{key}", response={204: None}, operation_id="end_any_session")
def end_session(request: Any, key: str) -> HttpResponse:
    """End one session at once."""
    sessions.end(request.actor, key)
    return HttpResponse(status=204)


class FindingRow(Strict):
    """A look at the settings. text: what is wrong; cure: what to do; both empty when all is well.

    severity: "high", "middle" or "low".
    """

    id: str
    severity: str
    fine: bool
    title: str
    text: str
    cure: str


class FindingList(Strict):
    """What is unsafe first, by how much it matters."""

    items: list[FindingRow]


@router.get("/security/findings", response=FindingList, operation_id="security_findings")
def get_findings(request: Any) -> HttpResponse:
    """What is unsafe in the present settings, and its cure."""
    request.actor.must(sign_ins.SECURITY, "read")
    return answer({"items": [asdict(found) for found in findings(config())]})


def lines(items: list[dict[str, Any]]) -> Iterator[Row]:
    """Rows of the table."""
    for item in items:
        user = item["user"]["title"] if item["user"] else ""
        yield [
            item["at"], item["login"], user, item["ip"], item["agent"], item["reason_title"],
            item["factor"],
        ]  # fmt: skip
