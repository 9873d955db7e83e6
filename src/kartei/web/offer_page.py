"""The offer as a page for its client: who holds the link looks at it and answers, unsigned.

The link is the proof of who may; nothing is kept in the client's browser, so forged requests would
need the link too. A strange, withdrawn or mistyped link is answered alike.
"""

from __future__ import annotations

from secrets import token_urlsafe
from typing import Any
from urllib.parse import quote

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from kartei.modules.documents.contract import pdf
from kartei.modules.offers.contract import KIND, answering, links, showing, visit
from kartei.platform.meta.errors import Refusal
from kartei.web.middleware import wished_language
from kartei.web.sessions import recognise

PATH = links.PATH
#: Looks and answers of one address, and answers to one offer: far more than a person makes.
LIMITS = {"offer_look": "90/m/ip", "offer_answer": "20/m/ip,60/h/key"}
NAME, TEXT, MARK, OPTIONS = 100, 2000, 64, 500
METHODS = ("GET", "HEAD", "POST")


# the link itself is the proof, and the page sets no cookie
@csrf_exempt
def page(request: HttpRequest, secret: str) -> HttpResponse:
    """GET shows the offer (``?pdf=1``: its paper), POST answers it. 404 for a strange link."""
    if request.method not in METHODS:
        return HttpResponse(status=405, headers={"Allow": ", ".join(METHODS)})
    nonce = token_urlsafe(18)
    action = "offer_answer" if request.method == "POST" else "offer_look"
    if not within_limits(request, action, secret):
        return strange(request, nonce, 429)
    found = visit.visit(secret)
    if found is None:
        return strange(request, nonce, 404)
    try:
        if request.method == "POST":
            return answered(request, found, nonce)
        return paper(request, found) if "pdf" in request.GET else look(request, found, nonce)
    except Refusal:
        # what the keeper of the link may not show any more is no client's matter
        return strange(request, nonce, 404)


def within_limits(request: HttpRequest, action: str, secret: str) -> bool:
    """Whether this address, and this offer, are asked no more often than people ask."""
    return bool(
        ratelimit.consume(
            request, app="kartei", action=action, config={action: LIMITS[action]},
            key=links.mark_of(secret), limit_get=True,
        )
    )  # fmt: skip


def look(request: HttpRequest, found: visit.Visit, nonce: str) -> HttpResponse:
    """The page; a client's look is counted, one of the house is not."""
    told = request.GET.get("told", "")
    html = showing.whole(found, nonce, told=told)
    if request.method == "GET" and recognise(request) is None:
        visit.looked(found, found.content() if found.readable else None)
    return shown(html, nonce)


def paper(request: HttpRequest, found: visit.Visit) -> HttpResponse:
    """The PDF, as long as the page shows the offer."""
    if not found.readable:
        return HttpResponseRedirect(request.path)
    made = pdf(KIND, found.actor, found.key)
    if request.method == "GET" and recognise(request) is None:
        visit.fetched(found)
    response = HttpResponse(made.data, content_type="application/pdf")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(made.name, safe='')}"
    return strict(response, "default-src 'none'; frame-ancestors 'none'")


def answered(request: HttpRequest, found: visit.Visit, nonce: str) -> HttpResponse:
    """What the client sent: a step of his choice, or an answer."""
    act, answer = request.POST.get("act", ""), typed(request)
    if act == "sums" and found.readable:
        return shown(showing.sums(found, answer.options), nonce)
    if act == "choose":
        return shown(showing.whole(found, nonce, ticked=answer.options), nonce)
    if act == "confirm" and found.state == "open":
        return confirm(found, nonce, answer, problem=False)
    if act == "accept" and found.state == "open" and not answer.name:
        return confirm(found, nonce, answer, problem=True)
    if act == "accept":
        done = answering.accept(found, answer)
        return back(request, done if done in ("changed", "gone") else "")
    if act == "decline":
        answering.decline(found, answer)
        return back(request, "")
    if act == "ask" and (answer.text or found.state in ("expired", "replaced")):
        answering.ask(found, answer)
        return back(request, "asked")
    return back(request, "")


def confirm(
    found: visit.Visit, nonce: str, answer: answering.Answer, *, problem: bool
) -> HttpResponse:
    """The second question."""
    form: dict[str, Any] = {
        "mark": answer.mark, "name": answer.name, "text": answer.text, "problem": problem,
    }  # fmt: skip
    return shown(showing.confirming(found, nonce, answer.options, form), nonce)


def typed(request: HttpRequest) -> answering.Answer:
    """The fields of a form, cut to what they may hold, without what no text holds."""
    values = {name: request.POST.get(name, "").replace("\x00", "") for name in ("name", "text")}
    return answering.Answer(
        name=" ".join(values["name"].split())[:NAME],
        text=values["text"].strip()[:TEXT],
        mark=request.POST.get("mark", "")[:MARK],
        options=frozenset(request.POST.getlist("option")[:OPTIONS]),
    )


def back(request: HttpRequest, told: str) -> HttpResponse:
    """To the page again, so that a reload sends nothing twice."""
    response = HttpResponseRedirect(f"{request.path}?told={told}" if told else request.path)
    response.status_code = 303
    return strict(response, "default-src 'none'")


def strange(request: HttpRequest, nonce: str, status: int) -> HttpResponse:
    """The answer where there is no offer to show."""
    language = wished_language(request) or "en"
    with translation.override(language):
        title = _("This link is not valid (any more)")
        if status == 429:
            title = _("Too many requests; wait a little")
        return shown(showing.strange(language, nonce, title), nonce, status)


def shown(html: str, nonce: str, status: int = 200) -> HttpResponse:
    """A page that runs its own script alone, stands in no frame and tells nobody where it is."""
    response = HttpResponse(html, content_type="text/html; charset=utf-8", status=status)
    policy = (
        f"default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; "
        "img-src data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )
    return strict(response, policy)


def strict(response: HttpResponse, policy: str) -> HttpResponse:
    """Headers of everything behind a link: kept nowhere, found by no search."""
    response["Content-Security-Policy"] = policy
    response["Cache-Control"] = "no-store, private"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
