"""Signing in with a provider of the firm's: to its page, and back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.stagekit import unstash_login
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from ninja import Router
from pydantic import Field

from kartei.platform.access.models import User
from kartei.platform.federation import store
from kartei.platform.federation.models import Provider
from kartei.platform.federation.people import WORDS
from kartei.platform.meta.errors import Refusal
from kartei.platform.signin.stages import METHOD
from kartei.platform.signin.where import note
from kartei.web.api.base import Strict, answer, methods

router = Router(tags=["session"])
#: What the session keeps: a sign-on under way, and why the last one failed.
BEGUN, FAULT = "kartei_signon", "kartei_signon_fault"


class ProviderOut(Strict):
    """A way in."""

    id: UUID
    name: str


class SignonFault(Strict):
    """Why the last one did not come in, in words for himself."""

    code: str
    detail: str


class Signon(Strict):
    """Providers in use; fault: told once; pending: a further step of the sign-in is open."""

    items: list[ProviderOut]
    fault: SignonFault | None
    pending: bool


class Wish(Strict):
    """With which provider, and the page of ours to be on afterwards."""

    provider: UUID
    next: str = Field(default="/", max_length=8000)


class Begun(Strict):
    """The provider's page, to which the browser goes."""

    address: str


@router.get("/signon", response=Signon, operation_id="signon")
def get_signon(request: Any) -> HttpResponse:
    """The ways in beside the password."""
    code = request.session.pop(FAULT, "") if request.session.session_key else ""
    pending = not request.user.is_authenticated and unstash_login(request, peek=True) is not None
    items = [{"id": one.pk, "name": one.name} for one in store.in_use()]
    fault = {"code": code, "detail": str(WORDS[code])} if code in WORDS else None
    return answer({"items": items, "fault": fault, "pending": pending})


@router.post("/signon", response=Begun, operation_id="begin_signon")
def begin_signon(request: Any, body: Wish) -> HttpResponse:
    """Begin in this browser; it alone can finish."""
    from kartei.platform.federation.door import begin

    address, kept = begin(body.provider, own_page(body.next))
    request.session[BEGUN] = kept
    return answer({"address": address})


def come_back(request: HttpRequest, provider: UUID) -> HttpResponse:
    """``GET signon/<provider>/callback``: into the program, to a further step, or to the door with
    a reason. Providers add words of their own to the question, so it takes any.
    """
    from kartei.platform.federation.door import finish

    kept = request.session.pop(BEGUN, None)
    said = {name: str(value)[:4000] for name, value in request.GET.items()}
    try:
        user, source, onward = finish(provider, kept, said)
        enter(request, user, source)
    except Refusal as refusal:
        note(request, "", reason="provider")
        request.session[FAULT] = refusal.code if refusal.code in WORDS else "signon.failed"
        return HttpResponseRedirect("/")
    return HttpResponseRedirect(onward)


get_back = methods(GET=come_back)


def enter(request: HttpRequest, user: User, source: Provider) -> None:
    """Sign somebody in whom a provider vouches for, up to his own second factor."""
    trusted = True if source.trusts else None
    record_authentication(
        request, user, method=METHOD, provider=str(source.pk), second_factor=trusted
    )
    perform_login(request, Login(user=user))


def own_page(page: str) -> str:
    """A page of ours; the first one where it is none."""
    fits = page.startswith("/") and url_has_allowed_host_and_scheme(page, allowed_hosts=None)
    return page if fits and page.isprintable() else "/"
