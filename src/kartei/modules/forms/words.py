"""Choices of templates and own documents, and the words for what is wrong with a template."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kartei.modules.forms.engine.faults import Fault
from kartei.platform.meta.spec import Option

LANGUAGES = (Option("ru", "Русский"), Option("de", "Deutsch"), Option("en", "English"))
STATES = (
    Option("ready", pgettext_lazy("state of a Word template", "ready"), "pos"),
    Option("faulty", pgettext_lazy("state of a Word template", "has faults"), "neg"),
)
DOCUMENT_STATES = (
    Option("draft", pgettext_lazy("state of a document", "draft"), "neutral"),
    Option("sent", pgettext_lazy("state of a document", "sent"), "info"),
    Option("signed", pgettext_lazy("state of a document", "signed"), "pos"),
    Option("ended", pgettext_lazy("state of a document", "ended"), "alt"),
)
#: What documents are numbered by where their kind says nothing.
PREFIXES = {"ru": "Д", "de": "D", "en": "D"}
#: Objects of the platform that nobody hands out on paper.
INTERNAL = ("mail.", "access.", "meta.", "records.", "forms.template", "forms.kind")

TEMPLATES = pgettext_lazy("title", "Word templates")

PARTS = {
    "body": _("Text"),
    "header": _("Header"),
    "footer": _("Footer"),
    "footnotes": _("Footnotes"),
    "properties": _("Properties of the file"),
}
FAULTS: Mapping[str, Any] = {
    "forms.size": _("The file is larger than %(what)s MB"),
    "forms.no_docx": _("This is no Word document (DOCX)"),
    "forms.macros": _("The document holds programs or foreign files; save it as plain DOCX"),
    "forms.bomb": _("The document unpacks to more than a document can be"),
    "forms.coding": _("The document is written in a coding that Word does not use"),
    "forms.entities": _("The document declares entities, which Word never does"),
    "forms.external": _("The document fetches something from elsewhere: %(what)s"),
    "forms.fetches": _("The document has a field that fetches something: %(what)s"),
    "forms.syntax": _("This placeholder cannot be read; each opened bracket must be closed"),
    "forms.not_allowed": _("Placeholders can insert, compare and repeat, but not this"),
    "forms.filter": _("There is no filter “%(what)s”"),
    "forms.loop": _("A loop takes one list by name, and at most two stand in each other"),
    "forms.unknown": _("There is no “%(what)s”"),
    "forms.too_much": _("The document takes too long or becomes too large"),
    "forms.broken": _("The filled-in document would be damaged; simplify the place"),
}


def printable(objects: Mapping[str, Any]) -> list[Option]:
    """The objects that templates can be made for, as choices."""
    return [
        Option(name, obj.words["title"])
        for name, obj in objects.items()
        if not name.startswith(INTERNAL)
        and (obj.entity is None or (obj.owned and "timeline" in obj.entity.features))
    ]


def told(fault: Fault) -> str:
    """One fault in a sentence, with its place."""
    words = str(FAULTS[fault.code]) % {"what": fault.what}
    if fault.near:
        words = now("%(fault)s; did you mean “%(near)s”?") % {"fault": words, "near": fault.near}
    if not fault.part:
        return words
    return now("%(part)s, paragraph %(number)s: “%(text)s” – %(fault)s") % {
        "part": PARTS.get(fault.part, fault.part),
        "number": fault.paragraph or "–",
        "text": fault.text,
        "fault": words,
    }
