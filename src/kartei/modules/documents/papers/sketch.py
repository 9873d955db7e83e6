"""The look of a paper that is still being typed; nothing is written or kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from kartei.modules.documents.drawing import preview_pages
from kartei.modules.documents.papers.issue import Issued, printable, refused
from kartei.modules.documents.papers.kind import Kind
from kartei.modules.documents.papers.material import Values
from kartei.modules.documents.papers.paper import document_of
from kartei.modules.documents.papers.preview import computed, draft_of
from kartei.platform.access.actor import Actor
from kartei.platform.kit.money import Amount
from kartei.platform.meta.errors import Refusal
from kartei.platform.records.draft import Draft


def sketch(kind: Kind, actor: Actor, given: Mapping[str, Any], *, page: int = 1) -> Issued:
    """One page (counted from 1) as PNG of a paper's fields in JSON form.

    Takes what `preview` takes and refuses like it and like `picture`; 422 `paper.no_page` beyond
    the last page. A line without a price is printed with none to pay.
    """
    draft = draft_of(kind, actor, dict(given))
    if draft.creating:
        actor.must(kind.object, "print")
    else:
        printable(kind, actor, draft.id)
    computed(kind, draft)
    found = document_of(kind, actor, values_of(draft))
    pages = refused(lambda: preview_pages(found))
    if not 1 <= page <= len(pages):
        text = _("The document has %(pages)s pages") % {"pages": len(pages)}
        raise Refusal("paper.no_page", text)
    return Issued(f"{found.number}.png", pages[page - 1], len(pages))


def values_of(draft: Draft) -> Values:
    """The draft's values, with what paper needs in place of what is not typed yet."""
    values = {name: draft.get(name) for name in draft.obj.fields}
    nothing = Amount(0, values["currency"])
    values["lines"] = [
        {**line, "name": line["name"] or "", "price": line["price"] or nothing}
        for line in values["lines"] or []
    ]
    return values
