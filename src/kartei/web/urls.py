"""All addresses: the API and the shell of the page."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.urls import include, path, re_path
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser

from kartei.platform.mail import ending
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.spec import registry
from kartei.web import auth
from kartei.web.api import docs, meta, oidc, openapi, records, signon
from kartei.web.api.base import methods, problem, strict_parameters
from kartei.web.loading import rooms
from kartei.web.middleware import answer_to
from kartei.web.shell import page
from kartei.web.unsubscribe import unsubscribe

#: Files in web/api with a ``router``; a fixed endpoint is added by naming its file here.
ROUTERS = (
    "session", "views", "entries", "files", "lookup", "undo", "jobs", "imports", "tasks",
    "documents", "rights", "stream", "layouts", "team", "formulas", "configuration", "audit", "bin",
    "samples", "kinds", "accounts", "mail", "activity", "security", "tokens",
    "calculators", "signup", "signon", "oidc", "einvoice", "forms", "offers", "billing",
    "pricing", "reports", "finance", "finance_matching", "finance_receivables",
)  # fmt: skip


def is_on(name: str) -> bool:
    """Whether a file's endpoints are there: those named as a module, or as a part of one
    (``finance_receivables``), belong to it.
    """
    owner = name.partition("_")[0]
    return find_spec(f"kartei.modules.{owner}") is None or owner in registry.modules


class StrictParser(Parser):
    """Reads bodies as the record endpoints do: no NaN, no halves of letters, no number that could
    not be written in an answer.
    """

    def parse_body(self, request: HttpRequest) -> Any:
        """The body; Ninja answers 400 to what this cannot read."""
        return orjson.loads(request.body)


api = NinjaAPI(
    title="Kartei",
    version="1",
    parser=StrictParser(),
    urls_namespace="ninja",
    docs_url=None,
    openapi_url=None,
)
api.add_decorator(strict_parameters, mode="view")
for name in ROUTERS:
    if is_on(name):
        api.add_router("", import_module(f"kartei.web.api.{name}").router)
# A module's own endpoints lie under its name, so that it can take none of another's.
for name, room in rooms("api"):
    api.add_router(f"/{name}", room.router)


def proven(urls: tuple[list[Any], str, str]) -> tuple[list[Any], str, str]:
    """Ninja's addresses under the same proof against forged requests as all others.

    Ninja marks its views as exempt and leaves the check to its own way of signing in, which is not
    ours: a page elsewhere could otherwise write with the session of whoever looks at it.
    """
    for address in urls[0]:
        address.callback.csrf_exempt = False
    return urls


def refuse(request: HttpRequest, error: Any) -> HttpResponse:
    """Ninja hands exceptions over here; unexpected ones go on to be logged as a 500."""
    found = answer_to(error)
    if found is None:
        raise error
    return found


for kind in (Refusal, ValidationError, HttpError, Exception):
    api.add_exception_handler(kind, refuse)


def no_address(request: HttpRequest, **rest: Any) -> HttpResponse:
    """An API address that does not exist."""
    return problem(Refusal("http.no_address", _("There is no such address"), status=404))


def client_pages() -> list[Any]:
    """The addresses of offers for their clients, where there are offers."""
    if "offers" not in registry.modules:
        return []
    room = import_module("kartei.web.offer_page")
    return [path(f"{room.PATH}/<str:secret>", room.page)]


urlpatterns = [
    path(
        "api/v1/",
        include(
            [
                path("meta", methods(GET=meta.get_meta), name="meta"),
                path("openapi.json", methods(GET=openapi.get_openapi), name="openapi"),
                path("docs", methods(GET=docs.get_docs), name="docs"),
                path("auth/browser/v1/auth/password/request", auth.ask_for_link),
                path("auth/", include("allauth.headless.urls")),
                path("signon/<uuid:provider>/callback", signon.get_back),
                path("oidc/token", oidc.get_token),
                path("oidc/userinfo", oidc.get_userinfo),
                path("oidc/jwks", oidc.get_jwks),
                # the last route takes any word behind a record as a command; fixed ones go first
                *records.ROUTES[:-1],
                path("", proven(api.urls)),
                records.ROUTES[-1],
                re_path(r"^.*$", no_address),
            ]
        ),
    ),
    path(".well-known/openid-configuration", oidc.get_description),
    path(f"{ending.PATH}/<str:token>", unsubscribe),
    *client_pages(),
    re_path(r"^(?!static/).*$", page),
]
