"""allauth's headless addresses under ``/api/v1/auth``, in Kartei's manners.

Which of them there are, how large a question may be, and errors as problem+json: allauth's own
members (``data``, ``meta``, ``errors[].message``) stay beside those of RFC 9457.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
from allauth.account.internal.stagekit import unstash_login
from allauth.core import ratelimit
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kartei.platform.flow import jobs
from kartei.platform.meta.errors import Refusal
from kartei.platform.signin.jobs import RECOVER
from kartei.platform.signin.locks import locked
from kartei.platform.signin.where import address_of, agent_of, note
from kartei.web.api.base import answer, methods, only, problem, read_json

AUTH = "/api/v1/auth/"
#: Bytes of a question; a passkey's answer has some two thousand.
LIMIT = 32 * 1024
SECOND = "auth/2fa/authenticate"
READ, WRITE, BOTH = {"GET"}, {"POST"}, {"GET", "POST"}
#: What allauth offers here, below ``auth/browser/v1/``; the rest does not exist.
OFFERED: dict[str, set[str]] = {
    "config": READ,
    "auth/session": {"GET", "DELETE"},
    "auth/login": WRITE,
    "auth/reauthenticate": WRITE,
    "auth/password/request": WRITE,
    "auth/password/reset": BOTH,
    SECOND: WRITE,
    "auth/2fa/reauthenticate": WRITE,
    "auth/2fa/trust": WRITE,
    "auth/webauthn/login": BOTH,
    "auth/webauthn/authenticate": BOTH,
    "auth/webauthn/reauthenticate": BOTH,
    "account/password/change": WRITE,
    "account/authenticators": READ,
    "account/authenticators/totp": {"GET", "POST", "DELETE"},
    "account/authenticators/recovery-codes": BOTH,
    "account/authenticators/webauthn": {"GET", "POST", "PUT", "DELETE"},
}
#: allauth's codes that have a name of ours.
CODES = {
    "username_password_mismatch": "session.wrong",
    "invalid_login": "session.wrong",
    "too_many_login_attempts": "session.locked",
    "invalid_password_reset": "signin.link",
    "incorrect_code": "signin.code",
    "enter_current_password": "signin.password",
    "incorrect_password": "signin.password",
    "password": "access.password",
    "required": "value.required",
}


class Sessions(SessionMiddleware):
    """Gives each request its session, which asks the database only when somebody looks into it."""

    def process_request(self, request: HttpRequest) -> None:
        """The session knows from where it comes."""
        super().process_request(request)
        session: Any = request.session
        session.ip = address_of(request)
        session.agent = agent_of(request)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> Any:
        """401 where the session was ended while the request ran."""
        try:
            return super().process_response(request, response)
        except SessionInterrupted:
            return problem(Refusal("session.needed", _("Sign in first"), status=401))


class Door:
    """Stands before allauth's addresses, and translates its refusals."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(AUTH):
            return self.get_response(request)
        try:
            admit(request)
        except Refusal as refusal:
            return problem(refusal)
        response = self.get_response(request)
        if response.status_code == 400 and request.path_info == f"{AUTH}browser/v1/{SECOND}":
            note_wrong_code(request)
        return translated(response)


def note_wrong_code(request: HttpRequest) -> None:
    """The log of sign-ins tells of codes that were wrong."""
    login = unstash_login(request, peek=True)
    if login is not None and login.user is not None:
        note(request, login.user.login, reason="factor_wrong", user=login.user)


def admit(request: HttpRequest) -> None:
    """Only what is offered, and of a size that somebody who signs in needs."""
    path = request.path_info.removeprefix(f"{AUTH}browser/v1/")
    offered = OFFERED.get(path)
    if offered is None:
        raise Refusal("http.no_address", _("There is no such address"), status=404)
    if request.method not in offered:
        raise Refusal("http.method", _("This address does not know that verb"), status=405)
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > LIMIT or len(request.body) > LIMIT:
        raise Refusal("http.too_large", _("The request is too large"), status=413)


def translated(response: HttpResponseBase) -> HttpResponseBase:
    """allauth's refusals as problem+json; all else as it is."""
    if response.status_code < 400 or response.get("Content-Type") != "application/json":
        return response
    body = orjson.loads(getattr(response, "content", b"{}"))
    code, detail = reason(response.status_code, body)
    faults = [fault(one) for one in body.get("errors", ())]
    found = {
        "type": "about:blank", "title": detail, "code": code, "detail": detail, **body,
        **({"errors": faults} if faults else {}),
    }  # fmt: skip
    changed: Any = response
    changed.content = orjson.dumps(found)
    changed["Content-Type"] = "application/problem+json"
    if response.status_code == 429:
        changed["Retry-After"] = "60"
    return response


def fault(found: dict[str, Any]) -> dict[str, Any]:
    """One error in both forms."""
    name = found.get("param", "")
    code = code_of(found)
    return {
        **found,
        "field": name,
        "pointer": f"/{name}",
        "code": code,
        "detail": found.get("message", ""),
    }


def code_of(found: dict[str, Any]) -> str:
    """The stable code of an error."""
    code = str(found.get("code", "invalid"))
    return CODES.get(code, f"signin.{code}")


def reason(status: int, body: dict[str, Any]) -> tuple[str, str]:
    """(code, words) of a refusal: the first error, else what allauth's status and flows mean."""
    errors = body.get("errors")
    if errors:
        return code_of(errors[0]), str(errors[0].get("message", ""))
    if status == 401:
        return next_step(body)
    if status == 429:
        return "signin.too_many", gettext("Too many requests; wait a little")
    if status == 409:
        return "signin.conflict", gettext("This cannot be done now")
    if status == 404:
        return "signin.absent", gettext("This is not set up")
    return "signin.refused", gettext("This cannot be done now")


def next_step(body: dict[str, Any]) -> tuple[str, str]:
    """What is missing before the request may be made."""
    if body.get("meta", {}).get("is_authenticated"):
        return "session.prove", gettext("Prove once more that it is you")
    flows = body.get("data", {}).get("flows", ())
    if any(flow.get("is_pending") for flow in flows):
        return "session.step", gettext("One more step is needed to sign in")
    return "session.needed", gettext("Sign in first")


def answer_locked(request: HttpRequest, *rest: Any) -> HttpResponse:
    """AXES_LOCKOUT_CALLABLE: the attempt that reached the limit is answered like the next ones."""
    return problem(locked())


def request_link(request: HttpRequest) -> HttpResponse:
    """``POST auth/password/request`` {"email"}: a recovery letter, if somebody has that address.

    Stands in place of allauth's, which looks the address up while the asker waits.
    """
    data = read_json(request)
    only(data, "email")
    email = data.get("email")
    if not isinstance(email, str) or not 3 <= len(email) <= 254 or "\x00" in email:
        raise Refusal("signin.email", _("Enter a mail address"), status=400)
    key = email.strip().lower()
    if not ratelimit.consume(request, action="reset_password", key=key):
        raise Refusal(
            "signin.too_many", _("Too many requests; wait a little"), status=429,
            extra={"retry_after": 60},
        )  # fmt: skip
    jobs.enqueue(None, RECOVER, {"email": key}, title=gettext("Recovery letter"))
    return answer({"status": 200})


ask_for_link = methods(POST=request_link)
