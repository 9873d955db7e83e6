"""A document by a template made in the background, and sent by mail where that is wanted."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from kartei.modules.documents.contract import (
    DELAY,
    NOWHERE,
    Sending,
    checked,
    releasable,
    salutation,
    seen,
    sender,
)
from kartei.modules.forms.making.make import (
    DOCUMENT,
    Result,
    make,
    offered,
    printable,
    unsuitable,
)
from kartei.modules.forms.making.places import COMPANY, PERSON
from kartei.modules.forms.making.values import Filling, title_of
from kartei.modules.forms.models import Made, Template
from kartei.platform.access.actor import Actor
from kartei.platform.flow import jobs
from kartei.platform.mail import accounts, post, templates
from kartei.platform.mail.letters import NAME as LETTER
from kartei.platform.mail.models import Letter
from kartei.platform.mail.purposes import Purpose, Slot
from kartei.platform.mail.states import LETTER as PERSONAL
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import write
from kartei.platform.records.models import StoredFile

MAKE = "forms.make"
PURPOSE = Purpose(
    key="form",
    label=_("Contract or document by a template"),
    kind=PERSONAL,
    slots=(
        Slot("salutation", _("Salutation"), _("Dear Ms Muster,")),
        Slot("document", _("Name of the document"), _("Contract")),
        Slot("number", _("Number"), "2026-0017"),
        Slot("sender", _("Sender, line by line"), "Peter Beispiel\nMuster GmbH"),
    ),
    subject=_("{{ document }} {{ number }}"),
    body=_(
        "{{ salutation }}\n\nplease find the document attached: {{ document }} {{ number }}.\n\n"
        "Kind regards\n{{ sender }}"
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A document that is wanted. format: docx or pdf. to: empty, or the receivers of a letter with
    subject and text as typed. again: to somebody who was sent it before, too.
    """

    object: str
    record: UUID
    template: UUID
    format: str = "docx"
    to: tuple[str, ...] = ()
    subject: str = ""
    text: str = ""
    again: bool = False


def proposal(actor: Actor, name: str, key: UUID, template: UUID) -> dict[str, Any]:
    """The letter as it would be: ``{"from","to","subject","text","language"}``.

    Refuses like ``make``; 403 for who may write no letters.
    """
    row = suitable(actor, name, key, template)
    actor.must(LETTER, "create")
    filling = Filling(actor, name, key, row.language)
    clients = clients_of(filling)
    found = {
        entry["value"].lower(): {"name": one.get("name") or "", "address": entry["value"]}
        for _target, one in clients
        for entry in one.get("emails") or []
    }
    person = next((one for target, one in clients if target == PERSON), None)
    mine = sender(actor)
    values = {
        "salutation": salutation(row.language, person),
        "document": row.name,
        "number": title_of(filling),
        "sender": mine["name"] if mine else "",
    }
    words = templates.letter(PURPOSE, templates.settled(row.language), values)
    return {
        "from": mine,
        "to": list(found.values()),
        "subject": words.subject,
        "text": words.plain,
        "language": row.language,
    }


def suitable(actor: Actor, name: str, key: UUID, template: UUID) -> Template:
    """The template, where it suits a record that the asker may print."""
    printable(actor, name, key)
    row = next((one for one in offered(actor, name, key) if one.pk == template), None)
    if row is None:
        raise unsuitable(actor, template)
    return row


def clients_of(filling: Filling) -> list[tuple[str, dict[str, Any]]]:
    """(object, values) of the client as far as the asker may read him, the person first."""
    if filling.name in (PERSON, COMPANY):
        wanted = [(filling.name, filling.key)]
    else:
        links = (("person", PERSON), ("company", COMPANY))
        wanted = [(target, filling.row[link]) for link, target in links if filling.row.get(link)]
    found = [(target, seen(filling.actor, target, key)) for target, key in wanted]
    return [(target, one) for target, one in found if one]


def order(actor: Actor, wish: Wish) -> UUID:
    """Order the document, and its letter where there are receivers; the id of the job.

    Refuses like ``make``, and for a letter 403 without the right to write one, 409
    `mail.no_account` and `papers.sent_before`, 422 for wrong addresses and empty words.
    """
    row = suitable(actor, wish.object, wish.record, wish.template)
    releasable(wish.object, actor, wish.record)
    if wish.to:
        refuse_letter(actor, wish)
    args = {**asdict(wish), "record": str(wish.record), "template": str(wish.template)}
    args["at"] = timezone.now().isoformat()
    title = now("Document: %(name)s") % {"name": row.name}
    with transaction.atomic():
        return jobs.enqueue(actor, MAKE, args, title=title).pk


def refuse_letter(actor: Actor, wish: Wish) -> None:
    """What keeps the letter from going; told before anything is made."""
    actor.must(LETTER, "create")
    to = checked(Sending(to=wish.to, subject=wish.subject, text=wish.text))
    if accounts.route(actor.user) is None:
        words = _("There is no mail account to send it by: an administrator makes one")
        raise Refusal("mail.no_account", words, status=409)
    made = Made.objects.unguarded("the record was checked for printing").filter(
        object=wish.object, record=wish.record, template=wish.template
    )
    files = [key for pair in made.values_list("docx__sha256", "pdf__sha256") for key in pair if key]
    had = receivers_of(wish.object, wish.record, files)
    twice = [one for one in to if one.lower() in had]
    if twice and not wish.again:
        told = now("This document was sent to %(address)s already") % {"address": ", ".join(twice)}
        raise Refusal("papers.sent_before", told, status=409)


def receivers_of(name: str, key: UUID, contents: list[str], since: str = "") -> set[str]:
    """The addresses that letters about a record took files of these contents to."""
    carried = StoredFile.objects.filter(object=LETTER, sha256__in=contents).values("record")
    rows = Letter.objects.unguarded("the rule against sending twice").filter(
        about=name, about_id=key, deleted=False, pk__in=carried
    )
    if since:
        rows = rows.filter(created_at__gte=since)
    rows = rows.exclude(state__in=NOWHERE)
    return {address.lower() for address in rows.values_list("recipient", flat=True)}


def made_by_job(actor: Actor, wish: Wish, at: str) -> Result:
    """Make the document and queue its letter; a second attempt sends nothing a second time.

    Where an own document of the house is sent as a draft, it is marked as sent.
    """
    found = make(
        actor, wish.object, wish.record, wish.template, pdf=wish.format == "pdf", keep=True
    )
    if not wish.to or found.file is None:
        return found
    source = StoredFile.objects.get(pk=found.file)
    to = checked(Sending(to=wish.to, subject=wish.subject, text=wish.text))
    words = templates.typed(wish.subject, wish.text, templates.settled(actor.language))
    with transaction.atomic():
        had = receivers_of(wish.object, wish.record, [source.sha256], at)
        post.post([
            post.Wish(
                to=one, subject=words.subject, text=words.text, html=words.html, owner=actor.user,
                about=(wish.object, wish.record), files=[source.pk], whole=True, delay=DELAY,
            )
            for one in to if one.lower() not in had
        ])  # fmt: skip
        mark_sent(actor, wish)
    return found


def mark_sent(actor: Actor, wish: Wish) -> None:
    """A draft of an own document is sent now, where the asker may write it."""
    if wish.object != DOCUMENT or not actor.may(DOCUMENT, "write"):
        return
    filling = Filling(actor, wish.object, wish.record, "en")
    facts = printable(actor, wish.object, wish.record)
    writes = actor.reaches(wish.object, "write", facts.owner, facts.unit, wish.record)
    if filling.row.get("status") == "draft" and writes:
        write.change(actor, DOCUMENT, wish.record, {"status": "sent"})
