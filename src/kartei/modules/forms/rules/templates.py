"""The rules of Word templates: a file is checked whenever it or what it is for changes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kartei.modules.forms import words
from kartei.modules.forms.engine import package, running
from kartei.modules.forms.engine.faults import BadTemplate
from kartei.modules.forms.making.places import known
from kartei.platform.access.actor import Actor
from kartei.platform.meta.errors import FieldFault
from kartei.platform.records import blobs
from kartei.platform.records.draft import Draft
from kartei.platform.records.models import StoredFile

#: What decides whether a template is good.
CHECKED = ("file", "object")
DOCUMENT = "forms.document"


def prepare(drafts: list[Draft]) -> None:
    """Check the files of templates.

    A file that is no harmless Word document is refused (codes of `words.FAULTS`); one with faulty
    placeholders is kept, named as faulty, and not offered.
    """
    for draft in drafts:
        if draft.get("object") != DOCUMENT and draft.get("kind") is not None:
            draft.put("kind", None)
        if draft.faults or not (draft.creating or draft.changes(*CHECKED)):
            continue
        examine(draft)


def examine(draft: Draft) -> None:
    """The file of one template."""
    row = StoredFile.objects.filter(pk=draft.get("file"), deleted=False).first()
    if row is None:
        draft.put("state", "faulty")
        draft.put("faults", str(_("Choose a Word file")))
        return
    data = blobs.read(row.sha256)
    try:
        package.check(data)
    except BadTemplate as bad:
        for fault in bad.faults:
            draft.faults.append(FieldFault("file", fault.code, words.told(fault)))
        return
    for name, value in judged(draft.actor, draft.get("object"), data).items():
        draft.put(name, value)


def judged(actor: Actor, name: str, data: bytes) -> dict[str, str]:
    """State and faults of a template's file for an object, as its columns."""
    faults, _asked = running.check(data, known(actor, name))
    return {
        "state": "faulty" if faults else "ready",
        "faults": "\n".join(words.told(fault) for fault in faults),
    }
