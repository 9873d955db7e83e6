"""The one HTML page; everything else is drawn in the browser."""

from __future__ import annotations

from pathlib import Path

from django.http import HttpRequest, HttpResponse

INDEX = Path(__file__).parent / "static" / "app" / "index.html"
POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; "
    "script-src 'self'; connect-src 'self'; font-src 'self'; object-src 'none'; "
    "base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)


def page(request: HttpRequest) -> HttpResponse:
    """The shell, or a plain word where the front end is not built."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponse(status=405)
    if not INDEX.is_file():
        return HttpResponse("The front end is not built: make up", status=503)
    response = HttpResponse(INDEX.read_bytes(), content_type="text/html; charset=utf-8")
    response["Content-Security-Policy"] = POLICY
    response["Cache-Control"] = "no-cache"
    return response
