"""The page behind the link that ends notices by mail."""

from __future__ import annotations

from html import escape

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from kartei.platform.mail import ending, news

POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"


# the link itself is the proof, and a mail program that posts to it has no cookies
@csrf_exempt
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST ends; without signing in, without a redirect. 404 for a strange link."""
    found = ending.read(token)
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponse(status=405)
    if found is None:
        return shown(_("This link is not valid"), "en", "", status=404)
    with translation.override(found.language):
        labels = ", ".join(str(news.kinds()[kind][0]) for kind in found.kinds)
        if request.method == "POST":
            ending.end(found)
            return shown(_("These notices do not come by mail any more"), found.language, labels)
        word = escape(_("End them"))
        button = f'<form method="post"><button>{word}</button></form>'
        return shown(_("End these notices by mail?"), found.language, labels, button)


def shown(
    title: str, language: str, text: str, form: str = "", *, status: int = 200
) -> HttpResponse:
    """A page without script and style."""
    page = (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">'
        f"<title>{escape(title)}</title></head><body><h1>{escape(title)}</h1>"
        f"<p>{escape(text)}</p>{form}</body></html>"
    )
    response = HttpResponse(page, content_type="text/html; charset=utf-8", status=status)
    response["Content-Security-Policy"] = POLICY
    response["Cache-Control"] = "no-store"
    return response
