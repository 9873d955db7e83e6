"""Kartei as a provider for other programs: consent, tokens, and who somebody is."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from typing import Any, cast
from urllib.parse import unquote_plus
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from kartei.platform.federation import issuer
from kartei.platform.federation.rules import new_secret
from kartei.web.api.base import Strict, answer, methods
from kartei.web.sessions import bearer

router = Router(tags=["sign-on"])
Word = Field(default="", max_length=issuer.LONGEST)


class ProgramWish(Strict):
    """What a program asks (OpenID Connect Core 3.1.2.1)."""

    client_id: str = Field(max_length=issuer.LONGEST)
    redirect_uri: str = Field(max_length=issuer.LONGEST)
    response_type: str = Word
    scope: str = Word
    state: str = Word
    nonce: str = Word
    code_challenge: str = Word
    code_challenge_method: str = Word
    prompt: str = Word


class Decision(ProgramWish):
    """The same, with what somebody decided."""

    allow: bool


class Question(Strict):
    """What is to be decided, or where the browser goes because there is nothing to decide."""

    program: str = ""
    host: str = ""
    scopes: list[str] = []
    trusted: bool = False
    address: str = ""


class Onward(Strict):
    """Where the browser goes."""

    address: str


class NewSecret(Strict):
    """A program's secret, which is never told again."""

    client_id: str
    secret: str


@router.post("/oidc/question", response=Question, operation_id="oidc_question")
def ask(request: Any, body: ProgramWish) -> HttpResponse:
    """What a program wants to know of the asker."""
    return answer(issuer.ask(request.actor, issuer.Wish(**body.model_dump())))


@router.post("/oidc/decision", response=Onward, operation_id="oidc_decision")
def decide(request: Any, body: Decision) -> HttpResponse:
    """Let a program know who one is, or not."""
    wish = issuer.Wish(**body.model_dump(exclude={"allow"}))
    return answer({"address": issuer.decide(request.actor, wish, allow=body.allow)})


@router.post(
    "/oidc/programs/{key}/secret", response={201: NewSecret}, operation_id="program_secret"
)
def make_secret(request: Any, key: UUID) -> HttpResponse:
    """A new secret for a program, told this once; the old one ends."""
    return answer({"client_id": str(key), "secret": new_secret(request.actor, key)}, 201)


def token(request: HttpRequest) -> HttpResponse:
    """``POST oidc/token``, a form as RFC 6749 has it: for a code, or for a program by itself.

    No browser sends what proves a program on its own, so it needs no second proof against forging.
    """
    from kartei.platform.federation import programs

    form = request.POST
    try:
        program = programs.proved(*credentials(request))
        if form.get("grant_type") == "client_credentials":
            return told(programs.token_for(program, form.get("scope", "")))
        if form.get("grant_type") != "authorization_code":
            raise issuer.Unfit("unsupported_grant_type")
        words = (form.get(name, "") for name in ("code", "redirect_uri", "code_verifier"))
        return told(issuer.redeem(program, *words))
    except issuer.Unfit as unfit:
        return told({"error": unfit.error}, unfit.status)


def credentials(request: HttpRequest) -> tuple[str, str]:
    """(name, secret) of a program: by Basic, else in the form (RFC 6749 2.3.1)."""
    kind, _blank, value = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "basic":
        return request.POST.get("client_id", ""), request.POST.get("client_secret", "")
    try:
        name, _colon, secret = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError) as error:
        raise issuer.Unfit("invalid_client", status=401) from error
    return unquote_plus(name), unquote_plus(secret)


def told(found: dict[str, Any], status: int = 200) -> HttpResponse:
    """An answer that nobody keeps."""
    response = answer(found, status)
    response["Cache-Control"] = "no-store"
    if status == 401:
        response["WWW-Authenticate"] = "Basic"
    return response


def userinfo(request: HttpRequest) -> HttpResponse:
    """``GET oidc/userinfo``: who let the program know who he is."""
    return answer(issuer.about(bearer(request)))


def jwks(request: HttpRequest) -> HttpResponse:
    """``GET oidc/jwks``: the keys by which our word is known."""
    from kartei.platform.federation import keys

    return answer(keys.public())


def description(request: HttpRequest) -> HttpResponse:
    """``GET /.well-known/openid-configuration``: what a program reads first."""
    return answer(issuer.description())


def of_programs(**views: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that programs ask, which have neither a cookie of ours nor the page's proof."""
    view: Any = methods(**views)
    view.csrf_exempt = True
    return cast(Callable[..., HttpResponse], view)


get_token = of_programs(POST=token)
get_userinfo = of_programs(GET=userinfo, POST=userinfo)
get_jwks = methods(GET=jwks)
get_description = methods(GET=description)
