"""What every endpoint uses: answers, bodies, parameters, strict schemas."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from ninja import Schema
from pydantic import ConfigDict

from kartei.platform.meta.errors import Refusal, bad_question

if TYPE_CHECKING:
    from kartei.platform.access.actor import Actor

MAX_BODY = 10 * 1024 * 1024
OPTIONS = orjson.OPT_NAIVE_UTC | orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS


class ApiRequest(HttpRequest):
    """A request with the one who asks; made by kartei.web.middleware."""

    actor: Actor
    found_actor: Actor | None
    language: str
    session_key: str
    versions: tuple[int, int]


class Strict(Schema):
    """A body or answer without unknown fields."""

    model_config = ConfigDict(extra="forbid")


def plain(value: Any) -> Any:
    """What orjson does not know: lazy texts."""
    if isinstance(value, Promise):
        return str(value)
    raise TypeError(type(value).__name__)


def answer(data: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """A JSON answer."""
    body = orjson.dumps(data, default=plain, option=OPTIONS)
    return HttpResponse(body, status=status, content_type="application/json", headers=headers)


def gone(actor: Actor) -> HttpResponse:
    """The answer to a deletion: nothing, and the change by which ``/undo`` brings it back."""
    headers = {"X-Change": str(actor.change)} if actor.change else {}
    return HttpResponse(status=204, headers=headers)


def problem(refusal: Refusal) -> HttpResponse:
    """A refusal as problem+json (RFC 9457)."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": refusal.detail,
        "status": refusal.status,
        "code": refusal.code,
        "detail": refusal.detail,
        **refusal.extra,
    }
    if refusal.faults:
        body["errors"] = [
            {
                "field": f.field,
                "pointer": f.pointer or f"/{f.field}",
                "code": f.code,
                "detail": f.detail,
                **({"row": f.row} if f.row is not None else {}),
            }
            for f in refusal.faults
        ]
    data = orjson.dumps(body, default=plain, option=OPTIONS)
    found = HttpResponse(data, status=refusal.status, content_type="application/problem+json")
    if refusal.status == 401:
        found["WWW-Authenticate"] = "Bearer"
    if (wait := refusal.extra.get("retry_after")) is not None:
        found["Retry-After"] = str(wait)
    return found


def read_json(request: HttpRequest) -> dict[str, Any]:
    """The body as an object; 400, 413 or 415 when it is none."""
    if not request.body:
        return {}
    kind = (request.content_type or "").lower()
    if kind != "application/json":
        raise Refusal("http.type", _("Send JSON (application/json)"), status=415)
    if len(request.body) > MAX_BODY:
        raise Refusal("http.too_large", _("The request is too large"), status=413)
    try:
        found = orjson.loads(request.body)
    except orjson.JSONDecodeError as err:
        raise bad_question(_("The body is not valid JSON"), "http.json") from err
    if not isinstance(found, dict):
        raise bad_question(_("The body must be a JSON object"), "http.json")
    return found


def only(values: Mapping[str, Any], *known: str) -> None:
    """Refuse parameters or body fields that nobody knows."""
    for name in values:
        if name not in known:
            raise bad_question(
                _("There is no parameter “%(name)s”"), "http.unknown_parameter", name=str(name)[:80]
            )


def whole_number(text: str, name: str, low: int, high: int) -> int:
    """An integer parameter within its limits."""
    if not text.isascii() or not text.isdigit() or len(text) > 9 or not low <= int(text) <= high:
        raise bad_question(
            _("“%(name)s” is a number from %(low)s to %(high)s"),
            "http.parameter", name=name, low=low, high=high,
        )  # fmt: skip
    return int(text)


def yes(values: Mapping[str, str], name: str) -> bool:
    """A flag parameter: 1 or 0."""
    text = values.get(name, "0")
    if text not in ("0", "1"):
        raise bad_question(_("“%(name)s” is 1 or 0"), "http.parameter", name=name)
    return text == "1"


def json_parameter(text: str, name: str) -> Any:
    """A parameter that holds JSON."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as err:
        raise bad_question(
            _("The parameter “%(name)s” is not valid JSON"), "http.json", name=name
        ) from err


def as_id(text: Any) -> UUID:
    """An id of a path or body; a wrong one is like an absent record."""
    try:
        return UUID(str(text))
    except ValueError as err:
        raise Refusal("records.not_found", _("There is no such record"), status=404) from err


def methods(**views: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view by HTTP method; others get 405."""

    def view(request: HttpRequest, **path: Any) -> HttpResponse:
        found = views.get(request.method or "")
        if found is None:
            refusal = Refusal("http.method", _("This address does not know that verb"), status=405)
            response = problem(refusal)
            response["Allow"] = ", ".join(sorted(views))
            return response
        return found(request, **path)

    return view


def strict_parameters(run: Callable[..., Any]) -> Callable[..., Any]:
    """Ninja's operations ignore unknown query parameters; ours refuse them."""
    operation = getattr(run, "__self__", None)
    known: set[str] = set()
    for model in getattr(operation, "models", ()):
        if model.__ninja_param_source__ == "query":
            known.update(model.__ninja_flatten_map__)

    def inner(request: HttpRequest, **path: Any) -> Any:
        only(request.GET, *known)
        return run(request, **path)

    return inner
