"""Letters as their readers see them, and templates before they are used."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from kartei.platform.mail import domain, letters, news, wording
from kartei.web.api.base import Strict, answer, as_id

router = Router(tags=["mail"])


class Slot(Strict):
    """A field that a template may insert."""

    name: str
    label: str
    sample: str


class Words(Strict):
    """Subject and body of a template."""

    subject: str
    body: str


class PurposeOut(Strict):
    """An occasion for letters: its insert list and its ready words by language."""

    key: str
    label: str
    fields: list[Slot]
    words: dict[str, Words]


class Purposes(Strict):
    """All occasions."""

    items: list[PurposeOut]


class MailTrial(Strict):
    """A template to be looked at."""

    purpose: str = Field(max_length=40)
    language: Literal["ru", "de", "en"]
    subject: str = Field(max_length=250)
    body: str = Field(max_length=40_000)


class MailShown(Strict):
    """A letter: a whole page of HTML for a frame without rights, and the plain twin."""

    subject: str
    html: str
    text: str


class Choice(Strict):
    """A kind of notices and the way it comes."""

    kind: str
    label: str
    way: Literal["now", "digest", "never"]


class Preferences(Strict):
    """Which notices come by mail; address: where to, empty where the profile has none."""

    address: str
    kinds: list[Choice]


class Ways(Strict):
    """Kind -> way; only those that are named change."""

    kinds: dict[str, Literal["now", "digest", "never"]]


@router.get("/mail/preferences", response=Preferences, operation_id="mailPreferences")
def get_preferences(request: Any) -> HttpResponse:
    """Which notices come to the asker by mail: at once, in the morning, never."""
    return answer(news.preferences(request.actor))


@router.patch("/mail/preferences", response=Preferences, operation_id="chooseMail")
def change_preferences(request: Any, body: Ways) -> HttpResponse:
    """Change some of them."""
    return answer(news.choose(request.actor, body.kinds))


@router.get("/mail/purposes", response=Purposes, operation_id="mailPurposes")
def get_purposes(request: Any) -> HttpResponse:
    """What templates are for, which fields each may insert, and the ready words."""
    request.actor.must(wording.NAME, "read")
    return answer({"items": wording.offered()})


@router.post("/mail/preview", response=MailShown, operation_id="previewTemplate")
def preview(request: Any, body: MailTrial) -> HttpResponse:
    """A template's words with sample values; 422 names the place that cannot be filled."""
    request.actor.must(wording.NAME, "read")
    return answer(wording.preview(body.purpose, body.language, (body.subject, body.body)))


class Record(Strict):
    """A DNS record of a sender's domain; publish: what should stand there."""

    kind: Literal["SPF", "DKIM", "DMARC"]
    state: Literal["fine", "missing", "wrong", "unknown"]
    name: str
    text: str
    found: str
    publish: str


class DomainOut(Strict):
    """What receivers can know of a domain."""

    domain: str
    records: list[Record]


@router.post("/mail/accounts/{id}/domain", response=DomainOut, operation_id="lookAtDomain")
def look_at_domain(request: Any, id: str) -> HttpResponse:
    """Ask the name server for SPF, DKIM and DMARC of the sender's domain; at most five seconds."""
    return answer(domain.told(request.actor, as_id(id)))


class TrialLetter(Strict):
    """Where a test letter goes."""

    to: str = Field(max_length=254)


class TrialOut(Strict):
    """The test letter; a failed test is told by it."""

    letter: str


class Became(Strict):
    """What became of a test letter; dialogue: line by line, "C: " the client, "S: " the server."""

    state: str
    result: str
    dialogue: str
    over: bool


@router.post("/mail/accounts/{id}/test", response=TrialOut, operation_id="testAccount")
def test_account(request: Any, id: str, body: TrialLetter) -> HttpResponse:
    """Queue a test letter through an account."""
    return answer({"letter": str(letters.trial(request.actor, as_id(id), body.to))})


@router.get("/mail/tests/{id}", response=Became, operation_id="testedAccount")
def tested(request: Any, id: str) -> HttpResponse:
    """What became of one's own test letter so far."""
    return answer(letters.became(request.actor, as_id(id)))


@router.get("/mail/letters/{id}/shown", response=MailShown, operation_id="showLetter")
def shown(request: Any, id: str) -> HttpResponse:
    """A letter as its reader sees it; 409 for one whose words are kept from everybody."""
    return answer(letters.shown(request.actor, as_id(id)))
