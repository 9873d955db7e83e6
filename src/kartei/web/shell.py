"""The one HTML page; everything else is drawn in the browser."""

from __future__ import annotations

from pathlib import Path

import orjson
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from kartei.platform.access.models import User
from kartei.web.api.session import state
from kartei.web.sessions import recognise

INDEX = Path(__file__).parent / "static" / "app" / "index.html"
POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; "
    "script-src 'self'; connect-src 'self'; frame-src 'self' blob:; font-src 'self'; "
    "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)


def page(request: HttpRequest) -> HttpResponse:
    """The shell, or a plain word where the front end is not built."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponse(status=405)
    if not INDEX.is_file():
        return HttpResponse("The front end is not built: make up", status=503)
    whole = INDEX.read_bytes().replace(b"</head>", session_in_page(request) + b"</head>", 1)
    response = HttpResponse(whole, content_type="text/html; charset=utf-8")
    response["Content-Security-Policy"] = POLICY
    response["Cache-Control"] = "no-store"
    return response


def session_in_page(request: HttpRequest) -> bytes:
    """What ``GET /session`` would answer, as data in the page: its first question spared.

    Empty while the database does not answer; the page then asks itself, and shows that trouble.
    """
    try:
        seen = recognise(request)
        user = User.objects.filter(pk=seen.user).first() if seen else None
        found = orjson.dumps(state(request, user))
    except (OperationalError, InterfaceError):
        return b""
    # a name could hold the end of the element
    data = found.replace(b"<", b"\\u003c")
    return b'<script type="application/json" id="session">' + data + b"</script>"
