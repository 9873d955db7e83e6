"""Rules and verbs of letter templates: ready words to begin with, every place checked, a trial."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartei.platform.access.actor import Actor
from kartei.platform.access.models import User
from kartei.platform.kit.insertion import InsertionFault, compile_insertion
from kartei.platform.mail import look, purposes, templates
from kartei.platform.mail.models import Template
from kartei.platform.mail.post import Wish, post
from kartei.platform.mail.purposes import LANGUAGES, Purpose
from kartei.platform.mail.states import HIGH, TEST
from kartei.platform.meta.errors import FieldFault, Refusal, invalid, words_of
from kartei.platform.meta.world import Obj
from kartei.platform.records.draft import Draft

NAME = "mail.template"
#: Characters of a body; a letter of ten pages has fewer.
LONGEST = 20_000


def check_template(draft: Draft) -> None:
    """A new one begins with the ready words; a place that cannot be filled is refused by name."""
    purpose = purposes.known().get(draft.get("purpose") or "")
    if purpose is None:
        return
    if draft.creating:
        begin(draft, purpose)
    if draft.get("active") and not draft.get("deleted") and draft.changes("active", "purpose"):
        only_one(draft)
    for language in LANGUAGES:
        for field in (f"subject_{language}", f"body_{language}"):
            text = draft.get(field) or ""
            if text and draft.changes(field, "purpose"):
                judged = judge(purpose, text)
                if judged is not None:
                    draft.fault(field, judged[0], "%(words)s", words=judged[1])


def begin(draft: Draft, purpose: Purpose) -> None:
    """The ready words in each language for which none are given."""
    for language in LANGUAGES:
        if not draft.get(f"subject_{language}") and not draft.get(f"body_{language}"):
            subject, body = purpose.words(language)
            draft.put(f"subject_{language}", subject)
            draft.put(f"body_{language}", body)


def only_one(draft: Draft) -> None:
    """Which words go out must be plain: one template in use for a purpose."""
    rows = Template.objects.unguarded("the rule that there is one").exclude(pk=draft.id)
    other = rows.filter(purpose=draft.get("purpose"), active=True, deleted=False).first()
    if other is not None:
        words = gettext_lazy("“%(name)s” is in use for this purpose; take it out of use first")
        draft.fault("active", "mail.template_twice", words, name=other.name)


def judge(purpose: Purpose, text: str) -> tuple[str, str] | None:
    """(code, words) of what is wrong with a text, or None."""
    if len(text) > LONGEST:
        return "mail.template_long", _("At most %(limit)s characters") % {"limit": LONGEST}
    try:
        compile_insertion(text, purpose.names())
    except InsertionFault as fault:
        cause = f" ({words_of(fault.cause)})" if fault.cause else ""
        return fault.code, words_of(fault) + cause
    return None


def preview(key: str, language: str, words: tuple[str, str]) -> dict[str, str]:
    """``{"subject", "html", "text"}`` of a template's words with sample values.

    Errors: Refusal with the faulty field, ``subject`` or ``body``.
    """
    purpose = purposes.known().get(key)
    if purpose is None or language not in LANGUAGES:
        raise Refusal("mail.purpose", _("There is no such purpose"), status=404)
    faults = [
        FieldFault(field, found[0], found[1], f"/{field}")
        for field, text in zip(("subject", "body"), words, strict=True)
        if (found := judge(purpose, text)) is not None
    ]
    if faults:
        raise invalid(faults)
    samples = purpose.samples(language)
    for field, trial in (("subject", (words[0], "")), ("body", ("", words[1]))):
        try:
            templates.rendered(purpose, language, samples, trial)
        except InsertionFault as fault:
            said = words_of(fault) + (f" ({words_of(fault.cause)})" if fault.cause else "")
            raise invalid([FieldFault(field, fault.code, said, f"/{field}")]) from fault
    made = templates.rendered(purpose, language, samples, words)
    return {"subject": made.subject, "html": look.visible(made.html), "text": made.text}


def send_to_me(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> Any:
    """The template with sample values to the asker's own address, in his language."""
    me = User.objects.get(pk=actor.user)
    if not me.email:
        raise Refusal("mail.no_address", _("Enter a mail address in your profile first"))
    language = templates.settled(actor.language)
    for row in Template.objects.seen_by(actor).filter(pk__in=ids):
        purpose = purposes.known()[row.purpose]
        words = getattr(row, f"subject_{language}"), getattr(row, f"body_{language}")
        made = templates.rendered(purpose, language, purpose.samples(language), words)
        post(
            [
                Wish(
                    to=me.email, subject=made.subject, text=made.text, html=made.html, kind=TEST,
                    priority=HIGH, owner=actor.user, whole=True,
                )
            ]
        )  # fmt: skip
    return _("The letter is on its way to %(address)s") % {"address": me.email}


def offered() -> list[Mapping[str, Any]]:
    """The purposes with their fields and ready words, in the active language: the insert list."""
    return [
        {
            "key": purpose.key,
            "label": purpose.label,
            "fields": [
                {"name": slot.name, "label": slot.label, "sample": slot.sample}
                for slot in purpose.fields()
            ],
            "words": {
                language: dict(zip(("subject", "body"), purpose.words(language), strict=True))
                for language in LANGUAGES
            },
        }
        for purpose in purposes.known().values()
    ]
