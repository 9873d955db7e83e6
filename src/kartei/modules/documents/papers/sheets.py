"""Papers as files to work on: spreadsheets and Word files."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from kartei.modules.documents.drawing import paper_docx, paper_xlsx
from kartei.modules.documents.packs import pack
from kartei.modules.documents.papers.issue import Issued, printable, refused, releasable
from kartei.modules.documents.papers.kind import Kind
from kartei.modules.documents.papers.material import Values, fetch
from kartei.modules.documents.papers.paper import document_of
from kartei.modules.documents.render.model import PaperDocument
from kartei.platform.access.actor import Actor


def xlsx(kind: Kind, actor: Actor, key: UUID) -> Issued:
    """The paper as a workbook whose sums are formulas; nothing is kept.

    It is made of the record as it is now, for it is a means of work; the issued paper is its PDF.
    Options that are not chosen are left out. Refuses like `issue.pdf`: the
    sheet has no draft, for it carries the same prices out of the house.
    """
    paper, found = workable(kind, actor, key)
    found = replace(found, lines=tuple(line for line in found.lines if line.counts))
    firm = fetch(actor, "documents.firm", [paper["firm"]]).get(paper["firm"], {})
    rounding = pack(firm.get("country")).rounding
    return Issued(
        f"{found.number or found.kind}.xlsx", refused(lambda: paper_xlsx(found, rounding))
    )


def docx(kind: Kind, actor: Actor, key: UUID) -> Issued:
    """The paper as a Word file to go on editing; made, kept and refused like `xlsx`."""
    _paper, found = workable(kind, actor, key)
    return Issued(f"{found.number or found.kind}.docx", refused(lambda: paper_docx(found)))


def workable(kind: Kind, actor: Actor, key: UUID) -> tuple[Values, PaperDocument]:
    """The paper's values as they are now and what is printed of them, checked for handing out."""
    printable(kind, actor, key)
    releasable(kind.object, actor, key)
    paper = fetch(actor, kind.object, [key])[key]
    return paper, document_of(kind, actor, paper)
