"""Issued papers: the PDF, its versions, and the mail that carries it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kartei.modules.documents.drawing import preview_png, render_paper
from kartei.modules.documents.papers import companions, sides, wording
from kartei.modules.documents.papers.kind import Kind, kinds
from kartei.modules.documents.papers.material import Values, fetch
from kartei.modules.documents.papers.models import PricedPaper
from kartei.modules.documents.papers.paper import document
from kartei.modules.documents.papers.pricing import cleared
from kartei.modules.documents.render.eml import Attachment, MailPerson, paper_mail
from kartei.modules.documents.render.model import PaperDocument
from kartei.platform.access.actor import Actor
from kartei.platform.kit.faults import ValueFault
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
    "paper.layout": _("There is no such layout in this language: %(value)s"),
    "paper.colour": _("The own firm has a colour that is none: %(value)s"),
    "paper.too_many_lines": _("At most %(limit)s lines can be printed"),
    "paper.no_page": _("The document has %(pages)s pages"),
    "picture.too_large": _("A picture of this document is too large to be printed"),
    "picture.pixels": _("A picture of this document is too large to be printed"),
    "picture.kind": _("A picture of this document is neither PNG nor JPEG nor WebP"),
    "picture.broken": _("A picture of this document is damaged"),
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


def pdf(
    kind: Kind,
    actor: Actor,
    key: UUID,
    *,
    layout: str = "",
    draft: bool = False,
    agreed: bool = False,
) -> Issued:
    """The paper as PDF. Unless it is a draft, it is kept as a version among the record's files.

    A version is made only when what is printed differs from the last one; of a paper that has no
    number yet there are drafts alone. 404 for an invisible record, 403 without the right to print,
    409 in the bin or, unless agreed, beyond the asker's price limits, 422 for what cannot be
    printed.
    """
    facts = printable(kind, actor, key)
    kept = lasting(kind, actor, key)
    if kept is not None:
        return kept
    found = document(kind, actor, key, layout)
    if draft or not numbered(kind, key):
        return Issued(f"{found.number}.pdf", rendered(found))
    if not agreed:
        cleared(kind.object, actor, key)
    mark = fingerprint(found)
    return last(kind, key, mark) or keep(kind, actor, key, facts, found, mark)


def releasable(object: str, actor: Actor, key: UUID) -> None:
    """Refuse with 409 what would take prices out of the house beyond the asker's limits.

    What was issued for good is out already; records that are no priced papers are free.
    """
    kind = next((one for one in kinds() if one.object == object), None)
    if kind is not None and lasting(kind, actor, key) is None:
        cleared(object, actor, key)


def picture(kind: Kind, actor: Actor, key: UUID, *, layout: str = "", page: int = 1) -> Issued:
    """One page (counted from 1) as PNG, for the screen; nothing is kept. Refuses like `pdf`."""
    printable(kind, actor, key)
    found = document(kind, actor, key, layout)
    return Issued(f"{found.number}.png", refused(lambda: preview_png(found, page)))


def printable(kind: Kind, actor: Actor, key: UUID) -> Facts:
    """What rights know of a paper that the asker may print."""
    facts = readable(actor, kind.object, key)
    if not actor.reaches(kind.object, "print", facts.owner, facts.unit, key):
        actor.must(kind.object, "print")
        raise forbidden(_("You may see this record, but not print it"))
    if facts.deleted:
        raise Refusal("records.in_bin", _("This record is in the bin"), status=409)
    return facts


def numbered(kind: Kind, key: UUID) -> bool:
    """Whether the paper has its number; some get it when they are issued."""
    rows = kind.model.objects.unguarded("the paper was checked for printing").filter(pk=key)
    return bool(rows.values_list("number", flat=True).get())


def must_be_numbered(kind: Kind, key: UUID) -> None:
    """409 `papers.not_issued` for a paper that may not leave the house yet."""
    if not numbered(kind, key):
        raise Refusal("papers.not_issued", _("Issue it first, then send it"), status=409)


def rendered(found: PaperDocument) -> bytes:
    """The bytes of the PDF."""
    return refused(lambda: render_paper(found))


def refused(draw: Callable[[], Drawn]) -> Drawn:
    """What is drawn; what cannot be drawn is a refusal in words."""
    try:
        return draw()
    except ValueFault as fault:
        text = TEXTS.get(fault.code)
        words = str(text) % fault.params if text else words_of(fault)
        raise Refusal(fault.code, words) from fault


def fingerprint(found: PaperDocument) -> str:
    """sha256 of everything that is printed."""
    text = json.dumps(asdict(found), sort_keys=True, default=plain)
    return sha256(text.encode()).hexdigest()


def plain(value: Any) -> str:
    """Pictures by their hash, days by their text."""
    return sha256(value).hexdigest() if isinstance(value, bytes) else str(value)


def lasting(kind: Kind, actor: Actor, key: UUID) -> Issued | None:
    """The last version of a closed paper that stays as it was printed."""
    if not kind.lasting:
        return None
    paper = fetch(actor, kind.object, [key])[key]
    rows = kind.issued.objects.unguarded("the paper was checked for printing").filter(record=key)
    row = rows.select_related("file").order_by("-issue").first()
    if paper["status"] not in kind.closed or row is None or row.file is None:
        return None
    return Issued(row.file.name, blobs.read(row.file.sha256), file=row.file.pk)


def kept(ids: list[UUID]) -> set[UUID]:
    """The files among some that are papers which stay as they were handed out."""
    return {
        key
        for kind in kinds()
        if kind.lasting
        for key in kind.issued.objects.unguarded("which files stay")
        .filter(file__in=ids)
        .values_list("file", flat=True)
    }


def last(kind: Kind, key: UUID, mark: str) -> Issued | None:
    """The last version, when it shows the same."""
    papers = kind.issued.objects.unguarded("the paper was checked for printing").filter(record=key)
    paper = papers.select_related("file").order_by("-issue").first()
    if paper is None or paper.fingerprint != mark or paper.file is None or paper.file.deleted:
        return None
    return Issued(paper.file.name, blobs.read(paper.file.sha256), file=paper.file.pk)


def keep(
    kind: Kind, actor: Actor, key: UUID, facts: Facts, found: PaperDocument, mark: str
) -> Issued:
    """Store a new version as a file of the paper, told on the timelines that show the paper."""
    paper = fetch(actor, kind.object, [key])[key]
    data = companions.sealed(kind.object, actor, key, paper, found) or rendered(found)
    blob = blobs.put([data], MAX_PDF)
    with transaction.atomic():
        rows = kind.model.objects.unguarded("one new version at a time").select_for_update()
        row = rows.get(pk=key)
        other = last(kind, key, mark)
        if other is not None:
            return other
        papers = kind.issued.objects.unguarded("number of the next version").filter(record=key)
        issue = 1 + (papers.order_by("-issue").values_list("issue", flat=True).first() or 0)
        file = StoredFile.objects.create(
            object=kind.object, record=key, sha256=blob.sha256,
            name=f"{found.number} v{issue}.pdf", type=PDF, size=blob.size, by_id=actor.user,
            at=now_of(actor),
        )  # fmt: skip
        kind.issued.objects.unguarded("a new version").create(
            record=row, issue=issue, fingerprint=mark, file=file
        )
        told(kind, actor, row, facts, file)
    return Issued(file.name, data, file=file.pk)


def told(kind: Kind, actor: Actor, row: PricedPaper, facts: Facts, file: StoredFile) -> None:
    """The event on the paper's timeline and on those of its deal and client."""
    home = (kind.object, row.pk)
    data = {"files": [str(file.pk)], "names": [file.name]}
    event = tell(actor, home, facts, "file", data)
    linked = (
        ("sales.deal", row.deal_id),
        ("people.person", row.person_id),
        ("people.company", row.company_id),
    )
    places = [home, *((name, key) for name, key in linked if key is not None)]
    show_in(places, home, event.at, journal=event.pk)


def mail(kind: Kind, actor: Actor, key: UUID, *, layout: str = "") -> Issued:
    """The mail draft with the PDF (a kept version) to the first address of the person or company.

    Refuses with 422 `papers.no_sender` when neither the owner nor the firm has a mail address.
    """
    printable(kind, actor, key)
    must_be_numbered(kind, key)
    found = document(kind, actor, key, layout)
    sender, firm = found.sender, found.firm
    if not (sender.mail or firm.mail):
        raise Refusal("papers.no_sender", _("Enter a mail address in your profile first"))
    with transaction.atomic():
        data = letter(kind, actor, key, found, pdf(kind, actor, key, layout=layout))
    return Issued(f"{found.number}.eml", data)


def letter(kind: Kind, actor: Actor, key: UUID, found: PaperDocument, paper: Issued) -> bytes:
    """The mail draft as a file; 422 for addresses that no mail can have."""
    sender, firm = found.sender, found.firm
    words = wording.letter(kind.letter, found, found.language, found.salutation)
    try:
        return paper_mail(
            MailPerson(sender.name or firm.name, sender.mail or firm.mail),
            receivers(kind, actor, key)[:1],
            words.subject,
            words.text,
            attachments=[Attachment(paper.name, PDF, paper.data)],
        )
    except ValueFault as fault:
        raise Refusal(fault.code, words_of(fault)) from fault


def receivers(kind: Kind, actor: Actor, key: UUID) -> list[MailPerson]:
    """The client's mail addresses, the person's before the company's."""
    paper = fetch(actor, kind.object, [key])[key]
    found: dict[str, MailPerson] = {}
    for name, link in (("people.person", "person"), ("people.company", "company")):
        client: Values = sides.seen(actor, name, paper[link]) or {}
        for entry in client.get("emails") or []:
            address = entry["value"]
            found.setdefault(address.lower(), MailPerson(client.get("name") or "", address))
    return list(found.values())
