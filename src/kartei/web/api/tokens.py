"""Tokens: one's own, those of programs' accounts, and all of them for who sees to security."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from kartei.platform.access import tokens
from kartei.web.api.base import Strict, answer
from kartei.web.api.entries import Named

router = Router(tags=["tokens"])
Scopes = dict[str, Literal["read", "write"]]


class NewToken(Strict):
    """A token to make. scopes: object or "*" -> what it may do there, within its user's rights."""

    title: str = Field(max_length=120)
    scopes: Scopes
    expires_at: datetime | None = None


class NewTokenFor(NewToken):
    """The same for a program's account."""

    user: UUID


class TokenOut(Strict):
    """A token in force. used_at, used_ip: its last use, up to a minute late."""

    id: str
    title: str
    user: Named
    scopes: Scopes
    made_at: datetime
    expires_at: datetime | None
    used_at: datetime | None
    used_ip: str


class MadeToken(TokenOut):
    """A new token with its secret, which is never told again."""

    token: str


class TokenList(Strict):
    """Newest first."""

    items: list[TokenOut]


class TokenPage(TokenList):
    """next: the value of ``after`` for the page behind."""

    next: str | None


def made(actor: Any, user: UUID, body: NewToken) -> HttpResponse:
    """The answer with the new token."""
    wish = tokens.Wish(body.title, body.scopes, body.expires_at)
    row, secret = tokens.make(actor, user, wish)
    return answer({**tokens.told_one(actor, row), "token": secret}, 201)


@router.get("/tokens", response=TokenList, operation_id="tokens")
def get_tokens(request: Any) -> HttpResponse:
    """One's own tokens in force."""
    return answer({"items": tokens.own(request.actor)})


@router.post("/tokens", response={201: MadeToken}, operation_id="make_token")
def make_token(request: Any, body: NewToken) -> HttpResponse:
    """Make a token for oneself; signed in, not by a token."""
    return made(request.actor, request.actor.user, body)


@router.delete("/tokens/{key}", response={204: None}, operation_id="end_token")
def end_token(request: Any, key: str) -> HttpResponse:
    """End one's own token at once."""
    tokens.end(request.actor, key, own=True)
    return HttpResponse(status=204)


@router.get("/security/tokens", response=TokenPage, operation_id="all_tokens")
def get_all(
    request: Any, search: str = "", user: UUID | None = None, after: str = ""
) -> HttpResponse:
    """Tokens of everybody in force."""
    return answer(tokens.everybody_s(request.actor, search, user, after))


@router.post("/security/tokens", response={201: MadeToken}, operation_id="make_token_for")
def make_for(request: Any, body: NewTokenFor) -> HttpResponse:
    """Make a token for a program's account; administrators, signed in."""
    return made(request.actor, body.user, body)


@router.delete("/security/tokens/{key}", response={204: None}, operation_id="end_any_token")
def end_any(request: Any, key: str) -> HttpResponse:
    """End anybody's token at once."""
    tokens.end(request.actor, key, own=False)
    return HttpResponse(status=204)
