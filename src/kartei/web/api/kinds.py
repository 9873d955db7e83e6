"""Changing the kind of a field: what it can become, what that would come to, and doing it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from kartei.platform.flow import jobs, reshaping
from kartei.platform.records.reshaping import service
from kartei.platform.records.reshaping.preview import preview
from kartei.web.api.base import Strict, answer, as_id
from kartei.web.api.jobs import JobOut

router = Router(tags=["shape"])


class WishIn(Strict):
    """What a field is to become. currency: of money. back: take its last change of kind back."""

    kind: str = Field(default="", max_length=20)
    currency: str = Field(default="", max_length=3)
    back: bool = False

    def wish(self) -> service.Wish:
        """The wish as the platform knows it."""
        return service.Wish(self.kind, self.currency, self.back)


class KindOut(Strict):
    """A kind and its name."""

    value: str
    label: str


class KindsOut(Strict):
    """What a field can become. why: the reason where there is nothing. job: one under way."""

    kinds: list[KindOut]
    why: str
    back: KindOut | None
    job: str | None


class ExampleOut(Strict):
    """A value, what becomes of it, and in how many records it stands."""

    old: str
    new: str
    count: int


class LostOut(Strict):
    """A value that does not convert, why, and in how many records it stands."""

    old: str
    why: str
    count: int


class ChoiceOut(Strict):
    """A choice that texts become, and how many records would hold it."""

    label: str
    count: int


class UseOut(Strict):
    """What depends on the field. why: what would no longer work; empty where it holds."""

    what: str
    title: str
    why: str


class KindPreview(Strict):
    """What a change of kind would come to. dropped: settings that end with the old kind."""

    values: int
    fits: int
    lost: int
    examples: list[ExampleOut]
    faults: list[LostOut]
    choices: list[ChoiceOut]
    uses: list[UseOut]
    dropped: list[str]


@router.get("/fields/{id}/kinds", response=KindsOut)
def get_kinds(request: Any, id: str) -> dict[str, Any]:
    """What a field made at run time can become."""
    return service.offer(request.actor, as_id(id))


@router.post("/fields/{id}/kind/preview", response=KindPreview)
def preview_kind(request: Any, id: str, data: WishIn) -> dict[str, Any]:
    """What a change of its kind would come to; nothing is written."""
    return preview(request.actor, as_id(id), data.wish())


@router.post("/fields/{id}/kind", response={202: JobOut})
def change_kind(request: Any, id: str, data: WishIn) -> HttpResponse:
    """Change its kind in the background; what does not convert goes into the histories."""
    return answer(jobs.wire(reshaping.start(request.actor, as_id(id), data.wish())), 202)
