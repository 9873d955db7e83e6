"""Headers of every answer, files of the front end included, that browsers are to be strict by."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

#: What no page of ours needs (W3C Permissions Policy); pages of others that frame nothing inherit.
PERMISSIONS = ", ".join(
    f"{name}=()"
    for name in ("camera", "microphone", "geolocation", "payment", "usb", "browsing-topics")
)
#: Data is no page: shown on its own, it may load and run nothing, and stands in no frame.
DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
DATA = ("application/json", "application/problem+json", "text/event-stream", "text/csv")


class Strictness:
    """Adds what Django's own middleware does not; a view's own policy stays."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if response.headers.get("Content-Type", "").partition(";")[0] in DATA:
            response.headers.setdefault("Content-Security-Policy", DATA_POLICY)
        return response
