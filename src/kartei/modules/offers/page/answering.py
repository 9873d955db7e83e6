"""What a client answers: he accepts what he saw, declines, asks.

Answers of one offer go one after the other. Who answers what was decided meanwhile is shown how it
stands; who accepts something else than he saw is shown what it is now.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from kartei.modules.documents.contract import pdf
from kartei.modules.offers.models import Link
from kartei.modules.offers.page import telling
from kartei.modules.offers.page.content import mark_of
from kartei.modules.offers.page.links import held, links
from kartei.modules.offers.page.visit import OFFER, Visit, behind
from kartei.modules.offers.rules.kind import KIND
from kartei.platform.mail.post import installation
from kartei.platform.meta.kinds.moment import rfc3339
from kartei.platform.records import write
from kartei.platform.records.home import now_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the client typed. mark: of the content that he saw; options: ids of those he ticked."""

    name: str = ""
    text: str = ""
    mark: str = ""
    options: frozenset[str] = frozenset()


def accept(found: Visit, answer: Answer) -> str:
    """The client agrees to what he saw, with the options that he ticked: accepted, else why not.

    Returns "accepted", the state of an offer that is not open any more, "changed" where it is not
    what he saw, or "gone". The paper that he agreed to is kept as a version.
    """
    with transaction.atomic():
        now = again(found.link)
        if now is None or now.state != "open":
            return now.state if now else "gone"
        content = now.content()
        if mark_of(content) != answer.mark:
            return "changed"
        ticked = frozenset(line["id"] for line in content["lines"] if line["optional"])
        options = answer.options & ticked
        put: dict[str, Any] = {"status": "accepted"}
        if ticked:
            put["lines"] = with_options(now, options)
        decide(now, "page_accept", put, answer)
        # What was offered had been cleared; the client's own choice among it needs no consent.
        issued = pdf(KIND, now.actor, now.key, agreed=True)
        keep(now, "accepted", answer, {"mark": answer.mark, "file": issued.name})
    return "accepted"


def decline(found: Visit, answer: Answer) -> str:
    """The client does not want it; returns like ``accept``."""
    with transaction.atomic():
        now = again(found.link)
        if now is None or now.state != "open":
            return now.state if now else "gone"
        decide(now, "page_decline", {"status": "declined"}, answer)
        keep(now, "declined", answer, {})
    return "declined"


def ask(found: Visit, answer: Answer) -> None:
    """The client asks or remarks something; an offer that is over he asks to be renewed."""
    verb = "page_renew" if found.state in ("expired", "replaced") else "page_asked"
    with transaction.atomic():
        telling.tell_all(found.actor, found.key, found.facts, verb, said(answer))
        telling.tell_owner(found.key, found.facts, verb, said(answer))


def again(link: Link) -> Visit | None:
    """What a link leads to at this moment, held still; None when it was withdrawn meanwhile."""
    held(link.offer_id)
    fresh = links().filter(pk=link.pk, withdrawn_at=None).first()
    return None if fresh is None else behind(fresh)


def with_options(found: Visit, options: Collection[str]) -> list[dict[str, Any]]:
    """The offer's lines with just these options chosen."""
    return [
        {**line, "chosen": bool(line["optional"]) and str(line["id"]) in options}
        for line in found.offer["lines"]
    ]


def decide(found: Visit, verb: str, put: dict[str, Any], answer: Answer) -> None:
    """Write the decision; nobody of the house made it."""
    house = installation()
    data = {"said": said(answer)}
    write.change_many(house, OFFER, {found.key: {}}, verb=verb, put=put, data=data)
    telling.tell_owner(found.key, found.facts, verb, said(answer))


def keep(found: Visit, what: str, answer: Answer, more: dict[str, str]) -> None:
    """Who answered what, and when, stays at the link."""
    told = {"what": what, "name": answer.name, "text": answer.text, **more}
    links().filter(pk=found.link.pk).update(answer={**told, "at": rfc3339(now_of(found.actor))})


def said(answer: Answer) -> str:
    """Name and words in one."""
    return ": ".join(filter(None, (answer.name, answer.text)))
