"""Registering oneself, where the firm lets people: three questions that nobody signs in for."""

from __future__ import annotations

from typing import Any, Literal

from allauth.core import ratelimit
from django.http import HttpResponse
from django.utils.translation import gettext
from ninja import Router
from pydantic import Field

from kartei.platform.flow import jobs
from kartei.platform.signin import riddles, signup, where
from kartei.platform.signin.jobs import REGISTER
from kartei.platform.signin.proofs import too_many
from kartei.web.api.base import Strict, answer

router = Router(tags=["session"])
KEY = Field(min_length=1, max_length=600)


class SignupIn(Strict):
    """Whose address it is, he says."""

    email: str = Field(min_length=3, max_length=254)


class SignupSent(Strict):
    """The same for every address."""

    sent: bool


class SignupKey(Strict):
    """The key of a letter's link."""

    key: str = KEY


class SignupLink(Strict):
    """The address that a link proves; it becomes the login."""

    email: str


class SignupConfirm(Strict):
    """What the newcomer says of himself."""

    key: str = KEY
    name: str = Field(min_length=1, max_length=200, pattern=r"\S")
    password: str = Field(max_length=1000)
    language: Literal["ru", "de", "en"]


class SignupDone(Strict):
    """waits: an administrator has to let him in first."""

    waits: bool


@router.post("/signup", response=SignupSent, operation_id="signup")
def register(request: Any, body: SignupIn) -> HttpResponse:
    """Ask to register: a letter follows. A riddle is put first (``X-Captcha``), to everybody."""
    email = signup.checked(body.email)
    asker = f"signup {email} {where.address_of(request)}"
    if not riddles.is_solved(request.headers.get("X-Captcha", ""), asker):
        raise riddles.unsolved(asker)
    if not ratelimit.consume(request, action="reset_password", key=f"signup {email}"):
        raise too_many()
    args = {"email": email, "language": request.language}
    jobs.enqueue(None, REGISTER, args, title=gettext("Letter about a registration"))
    return answer({"sent": True})


@router.post("/signup/link", response=SignupLink, operation_id="signup_link")
def read_link(request: Any, body: SignupKey) -> HttpResponse:
    """Whose address a link proves."""
    return answer({"email": signup.email_of(body.key)})


@router.post("/signup/confirm", response={201: SignupDone}, operation_id="signup_confirm")
def confirm(request: Any, body: SignupConfirm) -> HttpResponse:
    """Make the account."""
    newcomer = signup.Newcomer(body.name.strip(), body.password, body.language)
    return answer({"waits": signup.join(body.key, newcomer)}, 201)
