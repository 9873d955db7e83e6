"""Around every request: language, who asks, and refusals as problem+json."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.core.exceptions import DisallowedHost, RequestDataTooBig, TooManyFieldsSent
from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from ninja.errors import HttpError, ValidationError

from kartei.platform.access.actor import Actor
from kartei.platform.access.fence import fence_at
from kartei.platform.access.roster import bounded, roster_at, stand
from kartei.platform.access.tokens import uses, visits
from kartei.platform.kit.ids import uuid7
from kartei.platform.kit.sealed import SealError
from kartei.platform.meta.errors import FieldFault, Refusal, bad_question
from kartei.platform.meta.versions import present
from kartei.platform.meta.world import world_at
from kartei.platform.records.blobs import locked
from kartei.platform.signin import demand
from kartei.web.api.base import problem
from kartei.web.sessions import Seen, address_of, recognise

log = logging.getLogger("kartei.web")
LANGUAGES = ("ru", "de", "en")
API = "/api/v1/"
UNSAFE = ("POST", "PATCH", "DELETE")


def wished_language(request: HttpRequest) -> str:
    """The first of our languages in Accept-Language; empty when none is named."""
    for part in request.headers.get("Accept-Language", "")[:200].split(","):
        code = part.split(";")[0].strip().lower()[:2]
        if code in LANGUAGES:
            return code
    return ""


def actor_of(request: HttpRequest, seen: Seen, language: str) -> Actor | None:
    """The actor of a recognised user."""
    roster = roster_at(seen.access)
    standing = stand(seen.user, roster)
    if standing is None:
        return None
    world = world_at(seen.meta)
    chosen = language or standing.language or world.firm.language
    via = "api" if seen.by_token else "page"
    # what one request changes, rules' follow-up changes included, is undone as one
    change = uuid7() if request.method in UNSAFE else None
    standing = bounded(standing, seen.bounds, roster)
    return Actor(
        standing, world, roster, via=via, language=chosen, change=change, ip=address_of(request)
    )


def shut_out(request: HttpRequest, seen: Seen | None, language: str) -> HttpResponse | None:
    """403 for an address that the rules about addresses shut out; before anything is looked at."""
    roster = roster_at(seen.access if seen else present()[1])
    if not fence_at(roster).shuts_out(address_of(request)):
        return None
    with translation.override(language or "en"):
        words = _("Nobody comes in from your address")
        return problem(Refusal("access.shut_out", words, status=403))


def kept_away(request: HttpRequest, language: str) -> HttpResponse | None:
    """The same for the page; while the database does not answer it tells that itself."""
    try:
        return shut_out(request, None, language)
    except (OperationalError, InterfaceError):
        return None


class KnownHost:
    """400 for a name that is not this installation's (settings.ALLOWED_HOSTS).

    Django looks at the name only where a view builds an address with it; a foreign site whose name
    was bent to this machine would otherwise be served.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            request.get_host()
        except DisallowedHost:
            return problem(bad_question(_("This server is not called that"), "http.host"))
        return self.get_response(request)


class WhoAsks:
    """Gives the request ``actor`` (401 for nobody), ``found_actor`` (or None) and ``language``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        language = wished_language(request)
        if not request.path_info.startswith(API):
            return kept_away(request, language) or self.get_response(request)
        try:
            seen = recognise(request)
            if (refused := shut_out(request, seen, language)) is not None:
                return refused
            request.seen = seen
            request.found_actor = actor_of(request, seen, language) if seen else None
        except (OperationalError, InterfaceError) as err:
            return unavailable(err)
        if seen is not None and seen.by_token:
            uses.note(seen.key, address_of(request))
            # a token is not sent by a browser on its own, so it needs no second proof
            request._dont_enforce_csrf_checks = True
        elif seen is not None:
            visits.note(seen.key, "")
        found = request.found_actor
        request.language = found.language if found else language or "en"
        with translation.override(request.language):
            response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Content-Language", request.language)
        return response

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """401 before anything is looked at, for all but the public addresses."""
        if not request.path_info.startswith(API):
            return None
        if request.found_actor is None and not is_public(request):
            return problem(nobody())
        request.actor = request.found_actor
        if is_late(request):
            return problem(late())
        return problem(only_reads()) if writes_beyond(request) else None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Refusals and known troubles as problem+json; the rest stays a 500 that is logged."""
        if not request.path_info.startswith(API):
            return None
        return answer_to(error)


#: (method, path) that nobody has to sign in for; a test reads this list.
PUBLIC = {
    ("GET", "session"),
    ("POST", "session"),
    ("GET", "setup"),
    ("POST", "setup"),
    ("POST", "signup"),
    ("POST", "signup/link"),
    ("POST", "signup/confirm"),
    ("POST", "account/email/confirm"),
    ("GET", "openapi.json"),
    ("GET", "docs"),
    ("GET", "signon"),
    ("POST", "signon"),
}
#: What programs ask in the forms of OpenID Connect, with a secret or token of their own.
OF_PROGRAMS = ("oidc/token", "oidc/userinfo", "oidc/jwks")


def is_public(request: HttpRequest) -> bool:
    """Whether the address is open to everybody; those for signing in ask for themselves."""
    path = request.path_info[len(API) :]
    if path.startswith(("auth/", "signon/")) or path in OF_PROGRAMS:
        return True
    return (request.method, path.rstrip("/")) in PUBLIC


#: What is open besides to who has to set up a second factor first: to leave, and the language.
WHILE_LATE = {("DELETE", "session"), ("PATCH", "session")}


def is_late(request: Any) -> bool:
    """Whether somebody's days of grace are over in which he should have set up a second factor.

    Programs with a token go on: they have none, and their owner is asked in his browser.
    """
    if request.found_actor is None or request.seen.by_token or is_public(request):
        return False
    here = (request.method, request.path_info[len(API) :].rstrip("/"))
    actor = request.found_actor
    return here not in WHILE_LATE and demand.is_late(actor.user, actor.roster)


def late() -> Refusal:
    """The one thing that is left to do."""
    return Refusal("session.factor", _("Set up your second step first"), status=403)


def nobody() -> Refusal:
    """Sign in first."""
    return Refusal("session.needed", _("Sign in first"), status=401)


#: Last words of addresses that are asked by POST for the length of the question, and write nothing.
ASKING = ("query", "similar", "preview")


def writes_beyond(request: Any) -> bool:
    """Whether a token that only reads asks for something that writes, be it only its user's own."""
    bounds = request.seen.bounds if request.seen else None
    if bounds is None or not bounds.only_reads or request.method not in UNSAFE:
        return False
    return request.method != "POST" or request.path_info.rpartition("/")[2] not in ASKING


def only_reads() -> Refusal:
    """The token was made for reading."""
    return Refusal("token.only_reads", _("This token may only read"), status=403)


def answer_to(error: Exception) -> HttpResponse | None:
    """The answer to an exception, or None when it is unexpected."""
    if isinstance(error, Refusal):
        return problem(error)
    if isinstance(error, ValidationError):
        return problem(malformed(error))
    if isinstance(error, HttpError):
        return problem(Refusal("http.error", str(error), status=error.status_code))
    if isinstance(error, RequestDataTooBig | TooManyFieldsSent):
        return problem(Refusal("http.too_large", _("The request is too large"), status=413))
    if isinstance(error, MultiPartParserError):
        return problem(bad_question(_("The upload is damaged"), "http.multipart"))
    if isinstance(error, DataError):
        return problem(bad_question(_("A value is out of range"), "query.value"))
    if isinstance(error, OperationalError | InterfaceError):
        return unavailable(error)
    if isinstance(error, SealError):
        log.error("files.locked %s", error)
        return problem(locked())
    if isinstance(error, OSError) and error.errno == 28:
        return problem(Refusal("system.full", _("The disk is full"), status=507))
    return None


def malformed(error: ValidationError) -> Refusal:
    """A body or parameter of the wrong shape."""
    faults = []
    for fault in error.errors:
        path = [str(p) for p in fault.get("loc", ()) if p not in ("body", "query", "path", "form")]
        words = str(fault.get("msg", ""))
        code = "http." + str(fault.get("type", "invalid"))
        faults.append(FieldFault(path[-1] if path else "", code, words, "/" + "/".join(path)))
    return Refusal("http.invalid", _("The request has a wrong shape"), status=400, faults=faults)


def unavailable(error: Exception) -> HttpResponse:
    """The database is full, locked or away."""
    log.warning("database.trouble kind=%s", type(error).__name__)
    if "full" in str(error):
        return problem(Refusal("system.full", _("The disk is full"), status=507))
    response = problem(
        Refusal("system.busy", _("The database does not answer, try again shortly"), status=503)
    )
    response["Retry-After"] = "2"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page's proof is missing or old."""
    return problem(Refusal("session.csrf", _("Reload the page and try again"), status=403))
