"""A paper as a Word file."""

from __future__ import annotations

from kartei.modules.documents.render.model import PaperDocument
from kartei.modules.documents.render.word.around import frame, opening
from kartei.modules.documents.render.word.below import closing
from kartei.modules.documents.render.word.page import Page
from kartei.modules.documents.render.word.table import write_form, write_lines

#: Forms with the sums of each line; they lie across.
FORMS = ("upd", "upd2", "factura", "torg12")


def paper_docx(paper: PaperDocument) -> bytes:
    """The paper as a Word file that says what its PDF says, in the firm's look, to go on editing.

    The forms of Russian law become a plain table with the same columns of sums, not the ruled
    form. Raises ValueFault as `render_paper` does, but for the layout, which Word has none of.
    """
    page = Page(paper, wide=paper.kind in FORMS)
    frame(page)
    opening(page)
    if paper.kind in FORMS and paper.handover is not None:
        write_form(page)
    else:
        write_lines(page)
    closing(page)
    return page.file()
