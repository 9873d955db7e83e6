"""Letters as their readers see them, and templates before they are used."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from kartei.platform.mail import letters, news, wording
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


class Trial(Strict):
    """A template to be looked at."""

    purpose: str = Field(max_length=40)
    language: Literal["ru", "de", "en"]
    subject: str = Field(max_length=250)
    body: str = Field(max_length=40_000)


class Shown(Strict):
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


@router.post("/mail/preview", response=Shown, operation_id="previewTemplate")
def preview(request: Any, body: Trial) -> HttpResponse:
    """A template's words with sample values; 422 names the place that cannot be filled."""
    request.actor.must(wording.NAME, "read")
    return answer(wording.preview(body.purpose, body.language, (body.subject, body.body)))


@router.get("/mail/letters/{id}/shown", response=Shown, operation_id="showLetter")
def shown(request: Any, id: str) -> HttpResponse:
    """A letter as its reader sees it; 409 for one whose words are kept from everybody."""
    return answer(letters.shown(request.actor, as_id(id)))
