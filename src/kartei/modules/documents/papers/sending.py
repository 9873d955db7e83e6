"""A paper by mail: what the letter would be, and the letter, once to each receiver."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kartei.modules.documents.papers import companions, issue, letters, pages, sides, wording
from kartei.modules.documents.papers.kind import Kind
from kartei.modules.documents.papers.material import fetch
from kartei.modules.documents.papers.paper import document
from kartei.modules.documents.render.model import PaperDocument
from kartei.platform.access.actor import Actor
from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.ids import uuid7
from kartei.platform.kit.mail import parse_email
from kartei.platform.mail import accounts, post, templates
from kartei.platform.mail.addresses import wire_address
from kartei.platform.mail.letters import NAME as LETTER
from kartei.platform.mail.models import Account, Letter
from kartei.platform.mail.states import DRAFT, FAILED
from kartei.platform.mail.templates import Rendered
from kartei.platform.meta.errors import FieldFault, Refusal, invalid, words_of
from kartei.platform.meta.kinds.moment import rfc3339
from kartei.platform.records.facts import Facts
from kartei.platform.records.models import StoredFile

#: How long a letter waits in the queue, so that a slip can be taken back.
DELAY = timedelta(seconds=12)
#: Receivers of one letter; more are a mailing.
MOST = 10
#: Letters of these states went to nobody.
NOWHERE = (DRAFT, FAILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """What a person wants to send. text: as typed; where it is what was proposed in this language,
    the firm's template goes out as it is. again: to somebody who was sent this paper before, too.
    link: the client's page is opened, and its address is in the text.
    """

    to: tuple[str, ...]
    subject: str
    text: str
    language: str = ""
    layout: str = ""
    again: bool = False
    link: bool = False


def proposal(
    kind: Kind,
    actor: Actor,
    key: UUID,
    language: str = "",
    layout: str = "",
    link: bool | None = None,
) -> dict[str, Any]:
    """The letter as it would be:
    ``{"from","to","subject","text","language","file","link","sent"}``.

    from: None where there is no account to send by. to: the client's addresses. sent: letters about
    this paper that the asker may see, newest first. link: whether the letter leads to the client's
    page (unless asked for, where there is a link already); None where it cannot.
    Refuses like ``issue.pdf``; 403 for who may write no letters.
    """
    issue.printable(kind, actor, key)
    actor.must(LETTER, "create")
    found = document(kind, actor, key, layout)
    chosen = templates.settled(language or found.language)
    words, linked = proposed(kind, actor, key, found, chosen, link)
    people = issue.receivers(kind, actor, key)
    return {
        "from": sender(actor),
        "to": [{"name": one.name, "address": one.mail} for one in people],
        "subject": words.subject,
        "text": words.plain,
        "language": chosen,
        "file": f"{found.number}.pdf",
        "link": linked,
        "sent": history(kind, actor, key),
    }


def proposed(
    kind: Kind, actor: Actor, key: UUID, found: PaperDocument, language: str, link: bool | None
) -> tuple[Rendered, bool | None]:
    """The words, and whether they tell the link; a template without a place for it tells none."""
    bare = worded(kind, actor, key, found, language)
    page = pages.page_of(kind.object, actor, key)
    if page is None:
        return bare, None
    full = worded(kind, actor, key, found, language, page.address)
    if page.address not in full.plain:
        return bare, None
    linked = page.made if link is None else link
    return (full if linked else bare), linked


def worded(
    kind: Kind, actor: Actor, key: UUID, found: PaperDocument, language: str, page: str = ""
) -> Rendered:
    """The firm's words in a language, the client addressed in it."""
    person = sides.seen(actor, "people.person", fetch(actor, kind.object, [key])[key]["person"])
    return wording.letter(kind.letter, found, language, letters.salutation(language, person), page)


def sender(actor: Actor) -> dict[str, str] | None:
    """As whom the asker's letters go."""
    road = accounts.route(actor.user)
    rows = Account.objects.unguarded("as whom one's own letters go").filter(pk=road)
    return next(({"name": one.sender, "address": one.address} for one in rows), None)


def history(kind: Kind, actor: Actor, key: UUID) -> list[dict[str, Any]]:
    """The letters about a paper, with their state."""
    obj = actor.world.objects[LETTER]
    if not {"recipient", "state"} <= actor.fields(obj).keys():
        return []
    rows = Letter.objects.seen_by(actor).filter(about_id=key, about=kind.object, deleted=False)
    return [
        {"id": str(one.pk), "to": one.recipient, "state": one.state, "at": rfc3339(one.created_at)}
        for one in rows.order_by("-created_at", "-pk")[:20]
    ]


def send(kind: Kind, actor: Actor, key: UUID, wish: Sending) -> dict[str, Any]:
    """Queue the letter with the PDF for each receiver, and mark an open paper as sent.

    Returns ``{"letters": [{"id", "to"}], "until", "change"}``: until when they can be taken back
    (``withdraw``) and the change that marked the paper, or None. 409 ``papers.sent_before`` for
    receivers who were sent this paper already, ``mail.no_account`` without an account; 422 for
    wrong addresses and empty words.
    """
    facts = issue.printable(kind, actor, key)
    actor.must(LETTER, "create")
    issue.must_be_numbered(kind, key)
    to = checked(wish)
    if accounts.route(actor.user) is None:
        words = _("There is no mail account to send it by: an administrator makes one")
        raise Refusal("mail.no_account", words, status=409)
    refuse_twice(kind, key, to, wish)
    made = dressed(kind, actor, key, wish)
    paper = issue.pdf(kind, actor, key, layout=wish.layout)
    with transaction.atomic():
        # two who press the button at once: the second sees the letters of the first
        kind.model.objects.unguarded("one sends it at a time").select_for_update().get(pk=key)
        refuse_twice(kind, key, to, wish)
        ids = post.post([wanted(kind, actor, key, one, made, paper.file) for one in to])
        change = mark(kind, actor, key, facts)
        if wish.link:
            open_page(kind, actor, key)
    first = Letter.objects.unguarded("just queued by the asker").get(pk=ids[0])
    return {
        "letters": [{"id": str(k), "to": one} for k, one in zip(ids, to, strict=True)],
        "until": rfc3339(first.next_at),
        "change": change,
    }


def checked(wish: Sending) -> list[str]:
    """The receivers, each once; 422 with the faulty fields."""
    faults = []
    found: dict[str, str] = {}
    for place, text in enumerate(wish.to):
        try:
            wire_address(text)
            found.setdefault(parse_email(text).lower(), parse_email(text))
        except ValueFault as fault:
            faults.append(FieldFault("to", fault.code, words_of(fault), f"/to/{place}"))
    if not wish.to:
        faults.append(FieldFault("to", "papers.nobody", str(_("Choose a receiver")), "/to"))
    if len(found) > MOST:
        words = _("At most %(limit)s receivers") % {"limit": MOST}
        faults.append(FieldFault("to", "papers.too_many", words, "/to"))
    for field in ("subject", "text"):
        if not getattr(wish, field).strip():
            required = words_of(ValueFault("value.required"))
            faults.append(FieldFault(field, "value.required", required, f"/{field}"))
    if faults:
        raise invalid(faults)
    return list(found.values())


def refuse_twice(kind: Kind, key: UUID, to: list[str], wish: Sending) -> None:
    """Nobody gets the same paper twice by a slip."""
    if wish.again:
        return
    rows = Letter.objects.unguarded("the rule against sending twice").filter(
        about=kind.object, about_id=key, deleted=False
    )
    # letters without a file are news about the paper, not the paper
    rows = rows.filter(pk__in=StoredFile.objects.filter(object=LETTER).values("record"))
    had = {address.lower() for address in rows.exclude(state__in=NOWHERE).values_list(
        "recipient", flat=True
    )}  # fmt: skip
    twice = [one for one in to if one.lower() in had]
    if twice:
        words = _("This document was sent to %(address)s already") % {"address": ", ".join(twice)}
        raise Refusal("papers.sent_before", words, status=409)


def dressed(kind: Kind, actor: Actor, key: UUID, wish: Sending) -> Rendered:
    """The words that go out: the template's where nothing was changed, else what was typed."""
    found = document(kind, actor, key, wish.layout)
    language = templates.settled(wish.language or found.language)
    page = pages.address_in(kind.object, actor, key) if wish.link else ""
    ours = worded(kind, actor, key, found, language, page)
    if (wish.subject.strip(), plain(wish.text)) == (ours.subject, plain(ours.plain)):
        return ours
    return templates.typed(wish.subject, wish.text, language)


def plain(text: str) -> str:
    """A text for comparing: browsers change line ends."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def wanted(
    kind: Kind, actor: Actor, key: UUID, to: str, made: Rendered, file: UUID | None
) -> post.Wish:
    """The letter to one receiver."""
    files = [*([file] if file else []), *companions.carried(kind.object, key)]
    return post.Wish(
        to=to, subject=made.subject, text=made.text, html=made.html, owner=actor.user,
        about=(kind.object, key), files=files, whole=True, delay=DELAY,
    )  # fmt: skip


def open_page(kind: Kind, actor: Actor, key: UUID) -> None:
    """Open the client's page in a change of its own: taking the mark back leaves the link."""
    before, actor.change = actor.change, uuid7()
    pages.open_page(kind.object, actor, key)
    actor.change = before


def mark(kind: Kind, actor: Actor, key: UUID, facts: Facts) -> str | None:
    """What the kind does with a paper that went out, where the asker may write it; the change by
    which that is taken back.
    """
    obj = actor.obj(kind.object)
    before = actor.change
    if kind.sent is None or not actor.reaches(obj.name, "write", facts.owner, facts.unit, key):
        return None
    actor.change = uuid7()
    if kind.sent(actor, obj, key):
        return str(actor.change)
    actor.change = before
    return None
