"""The common rules of the command path: before a paper is written, and after."""

from __future__ import annotations

from kartei.modules.documents.papers.kind import Kind
from kartei.modules.documents.papers.lines import complete_lines, pictures
from kartei.modules.documents.papers.material import Material
from kartei.modules.documents.papers.pricing import TERMS
from kartei.modules.documents.papers.sums import set_sums
from kartei.modules.documents.papers.terms import complete_terms
from kartei.modules.documents.render.totals import VatMode
from kartei.platform.records.draft import Draft
from kartei.platform.records.models import StoredFile

#: What prices and sums depend on.
PRICED = ("lines", "discount", "firm", *TERMS)


def fill(kind: Kind, draft: Draft, found: Material) -> None:
    """Terms, lines and sums of one paper. Fault: `papers.closed`, and those of the parts."""
    complete_terms(kind, draft, found)
    if draft.old.get(kind.state) in kind.closed and draft.changes(*kind.content):
        draft.fault("status", "papers.closed", kind.fixed)
    priced = draft.creating or draft.changes(*PRICED)
    if priced and not broken(draft):
        lines = complete_lines(kind, draft, found)
        if not draft.faults:
            set_sums(kind, draft, lines, found)


def broken(draft: Draft) -> bool:
    """Whether a fault of the terms makes looking at the lines senseless."""
    terms = {"currency", "vat_mode", "discount"}
    known = {mode.value for mode in VatMode}
    return bool(terms & {f.field for f in draft.faults}) or draft.get("vat_mode") not in known


def keep_pictures(draft: Draft) -> None:
    """Pictures uploaded for lines belong to the paper."""
    found = pictures(draft.new.get("lines"))
    if found:
        free = StoredFile.objects.filter(pk__in=found, record=None, by_id=draft.actor.user)
        free.update(object=draft.obj.name, record=draft.id)
