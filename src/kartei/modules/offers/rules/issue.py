"""Issued papers of an offer: the PDF, its versions, and the mail that carries it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kartei.modules.documents.contract import (
    Attachment,
    MailPerson,
    OfferDocument,
    offer_mail,
    preview_png,
    render_offer,
)
from kartei.modules.offers.models import Offer, Paper
from kartei.modules.offers.rules import sides, wording
from kartei.modules.offers.rules.material import Values, fetch
from kartei.modules.offers.rules.paper import NAME, document
from kartei.platform.access.actor import Actor
from kartei.platform.kit.faults import ValueFault
from kartei.platform.mail.templates import Rendered
from kartei.platform.meta.errors import Refusal, forbidden, words_of
from kartei.platform.records import blobs
from kartei.platform.records.facts import Facts
from kartei.platform.records.home import now_of, readable, show_in, tell
from kartei.platform.records.models import StoredFile

Drawn = TypeVar("Drawn")
PDF = "application/pdf"
MAX_PDF = 200 * 1024 * 1024
#: Words for what the typesetter refuses; the rest of its codes have words in the platform.
TEXTS = {
    "offer.layout": _("There is no such layout in this language: %(value)s"),
    "offer.colour": _("The own firm has a colour that is none: %(value)s"),
    "offer.too_many_lines": _("At most %(limit)s lines can be printed"),
    "offer.no_page": _("The offer has %(pages)s pages"),
    "picture.too_large": _("A picture of this offer is too large to be printed"),
    "picture.pixels": _("A picture of this offer is too large to be printed"),
    "picture.kind": _("A picture of this offer is neither PNG nor JPEG nor WebP"),
    "picture.broken": _("A picture of this offer is damaged"),
}


@dataclass(frozen=True, slots=True)
class Issued:
    """A file to hand out: its name and its bytes; pages: how many the whole has, where known; file:
    the stored file of a kept version.
    """

    name: str
    data: bytes
    pages: int | None = None
    file: UUID | None = None


def pdf(actor: Actor, key: UUID, *, layout: str = "", draft: bool = False) -> Issued:
    """The offer as PDF. Unless it is a draft, it is kept as a version among the offer's files.

    A version is made only when what is printed differs from the last one. 404 for an invisible
    offer, 403 without the right to print, 409 in the bin, 422 for what cannot be printed.
    """
    facts = printable(actor, key)
    found = document(actor, key, layout)
    if draft:
        return Issued(f"{found.number}.pdf", rendered(found))
    mark = fingerprint(found)
    return last(key, mark) or keep(actor, key, facts, found.number, mark, rendered(found))


def picture(actor: Actor, key: UUID, *, layout: str = "", page: int = 1) -> Issued:
    """One page (counted from 1) as PNG, for the screen; nothing is kept. Refuses like `pdf`."""
    printable(actor, key)
    found = document(actor, key, layout)
    return Issued(f"{found.number}.png", refused(lambda: preview_png(found, page)))


def printable(actor: Actor, key: UUID) -> Facts:
    """What rights know of an offer that the asker may print."""
    facts = readable(actor, NAME, key)
    if not actor.reaches(NAME, "print", facts.owner, facts.unit, key):
        actor.must(NAME, "print")
        raise forbidden(_("You may see this offer, but not print it"))
    if facts.deleted:
        raise Refusal("records.in_bin", _("This record is in the bin"), status=409)
    return facts


def rendered(found: OfferDocument) -> bytes:
    """The bytes of the PDF."""
    return refused(lambda: render_offer(found))


def refused(draw: Callable[[], Drawn]) -> Drawn:
    """What is drawn; what cannot be drawn is a refusal in words."""
    try:
        return draw()
    except ValueFault as fault:
        text = TEXTS.get(fault.code)
        words = str(text) % fault.params if text else words_of(fault)
        raise Refusal(fault.code, words) from fault


def fingerprint(found: OfferDocument) -> str:
    """sha256 of everything that is printed."""
    text = json.dumps(asdict(found), sort_keys=True, default=plain)
    return sha256(text.encode()).hexdigest()


def plain(value: Any) -> str:
    """Pictures by their hash, days by their text."""
    return sha256(value).hexdigest() if isinstance(value, bytes) else str(value)


def last(key: UUID, mark: str) -> Issued | None:
    """The last version, when it shows the same."""
    papers = Paper.objects.unguarded("the offer was checked for printing").filter(offer=key)
    paper = papers.select_related("file").order_by("-issue").first()
    if paper is None or paper.fingerprint != mark or paper.file is None or paper.file.deleted:
        return None
    data = blobs.place(paper.file.sha256).read_bytes()
    return Issued(paper.file.name, data, file=paper.file.pk)


def keep(actor: Actor, key: UUID, facts: Facts, number: str, mark: str, data: bytes) -> Issued:
    """Store a new version as a file of the offer, told on the timelines that show the offer."""
    blob = blobs.put([data], MAX_PDF)
    with transaction.atomic():
        rows = Offer.objects.unguarded("one new version at a time").select_for_update()
        offer = rows.get(pk=key)
        other = last(key, mark)
        if other is not None:
            return other
        papers = Paper.objects.unguarded("number of the next version").filter(offer=key)
        issue = 1 + (papers.order_by("-issue").values_list("issue", flat=True).first() or 0)
        row = StoredFile.objects.create(
            object=NAME, record=key, sha256=blob.sha256, name=f"{number} v{issue}.pdf",
            type=PDF, size=blob.size, by_id=actor.user, at=now_of(actor),
        )  # fmt: skip
        Paper.objects.unguarded("a new version").create(
            offer=offer, issue=issue, fingerprint=mark, file=row
        )
        told(actor, offer, facts, row)
    return Issued(row.name, data, file=row.pk)


def told(actor: Actor, offer: Offer, facts: Facts, row: StoredFile) -> None:
    """The event on the offer's timeline and on those of its deal and client."""
    home = (NAME, offer.pk)
    data = {"files": [str(row.pk)], "names": [row.name]}
    event = tell(actor, home, facts, "file", data)
    linked = (
        ("sales.deal", offer.deal_id),
        ("people.person", offer.person_id),
        ("people.company", offer.company_id),
    )
    places = [home, *((name, key) for name, key in linked if key is not None)]
    show_in(places, home, event.at, journal=event.pk)


def mail(actor: Actor, key: UUID, *, layout: str = "") -> Issued:
    """The mail draft with the PDF (a kept version) to the first address of the person or company.

    Refuses with 422 `offers.no_sender` when neither the owner nor the firm has a mail address.
    """
    printable(actor, key)
    found = document(actor, key, layout)
    sender, firm = found.sender, found.firm
    if not (sender.mail or firm.mail):
        raise Refusal("offers.no_sender", _("Enter a mail address in your profile first"))
    with transaction.atomic():
        data = letter(actor, key, found, pdf(actor, key, layout=layout))
    return Issued(f"{found.number}.eml", data)


def letter(actor: Actor, key: UUID, found: OfferDocument, paper: Issued) -> bytes:
    """The mail draft as a file; 422 for addresses that no mail can have."""
    sender, firm = found.sender, found.firm
    words = worded(found, found.language, found.salutation)
    try:
        return offer_mail(
            MailPerson(sender.name or firm.name, sender.mail or firm.mail),
            receivers(actor, key)[:1],
            words.subject,
            words.text,
            attachments=[Attachment(paper.name, PDF, paper.data)],
        )
    except ValueFault as fault:
        raise Refusal(fault.code, words_of(fault)) from fault


def worded(found: OfferDocument, language: str, salutation: str) -> Rendered:
    """The words of the letter that goes with an offer."""
    sender, firm = found.sender, found.firm
    signed = [sender.name, sender.position, firm.name, sender.phone or firm.phone]
    return wording.letter(language, salutation, found.number, found.date, found.subject, signed)


def receivers(actor: Actor, key: UUID) -> list[MailPerson]:
    """The client's mail addresses, the person's before the company's."""
    offer = fetch(actor, NAME, [key])[key]
    found: dict[str, MailPerson] = {}
    for name, link in (("people.person", "person"), ("people.company", "company")):
        client: Values = sides.seen(actor, name, offer[link]) or {}
        for entry in client.get("emails") or []:
            address = entry["value"]
            found.setdefault(address.lower(), MailPerson(client.get("name") or "", address))
    return list(found.values())
