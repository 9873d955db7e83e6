"""Papers as Word files: they say what their PDF says."""

import dataclasses
import io
import re

import pytest
from docx import Document

from kartei.modules.documents.render import figures
from kartei.modules.documents.render.model import PaperDocument
from kartei.modules.documents.render.paper import render_paper
from kartei.modules.documents.render.tests.golden import LANGUAGES, papers
from kartei.modules.documents.render.tests.reading import pages_of
from kartei.modules.documents.render.tests.samples import logo, sample, window_picture
from kartei.modules.documents.render.tests.test_handover import paper as delivery
from kartei.modules.documents.render.word.book import FORMS, paper_docx
from kartei.platform.kit.faults import ValueFault

DELIVERIES = {
    f"{at}-{form}": dataclasses.replace(delivery(at, form, 5), until=None)
    for at in LANGUAGES
    for form in ("act", "note")
}
#: Statements of account have no Word file: nobody goes on editing them.
FOUND = {
    name: paper for name, paper in dict(papers()).items() if paper.kind != "statement"
} | DELIVERIES


def parts(data: bytes) -> list[str]:
    """The XML of body, heads and feet."""
    book = Document(io.BytesIO(data))
    section = book.sections[0]
    around = (section.first_page_header, section.header, section.first_page_footer, section.footer)
    return [book.element.xml, *(one._element.xml for one in around)]


def said(data: bytes) -> str:
    """All text of a Word file, line breaks and tabs as spaces."""
    xml = re.sub(r"<w:(br|tab|p)[ />]", r" \g<0>", " ".join(parts(data)))
    return re.sub(r"<[^>]*>", "", xml).replace("\xa0", " ").replace("&amp;", "&")


def told(paper: PaperDocument) -> set[str]:
    """The words of the PDF, without those that a set page hyphenates or counts."""
    text = " ".join(pages_of(render_paper(paper))).replace("\u200b", "")
    return {word for word in text.replace("\xa0", " ").split() if word.isalnum()}


@pytest.mark.parametrize("name", FOUND)
def test_a_word_file_says_what_the_pdf_says(name: str) -> None:
    """S0-012: each line, sum and text of the paper stands in its Word file, in all languages."""
    paper: PaperDocument = FOUND[name]
    text = said(paper_docx(paper))
    squeezed = re.sub(r"\s+", "", text)
    missing = {word for word in told(paper) if word not in squeezed}
    assert not missing


@pytest.mark.parametrize("form", FORMS)
def test_a_form_tells_the_sums_of_each_line(form: str) -> None:
    """The ruled forms of law become one table: net, rate, VAT and total of each line and of all."""
    paper = delivery("ru", form, 5)
    text = said(paper_docx(paper))
    assert paper.handover is not None
    for line, row in zip(paper.lines, paper.handover.rows, strict=True):
        assert line.name in text
        for sum in (row.net, row.vat, row.total):
            assert figures.bare_amount(sum, "RUB", "ru").replace("\xa0", " ") in text
    for sum in (paper.sums.net, paper.sums.vat, paper.sums.total):
        assert figures.bare_amount(sum, "RUB", "ru").replace("\xa0", " ") in text
    assert paper.handover.words in text


def test_pages_are_counted_by_word_and_pictures_are_in_it() -> None:
    mark = logo()
    paper = sample("de", 2)
    firm = dataclasses.replace(paper.firm, logo=mark, signature=mark, stamp=window_picture())
    data = paper_docx(dataclasses.replace(paper, firm=firm))
    xml = parts(data)
    for foot in xml[3:]:
        assert 'w:instr="PAGE"' in foot
        assert 'w:instr="NUMPAGES"' in foot
    assert xml[0].count("<pic:pic") == 4
    assert xml[1].count("<pic:pic") == 1
    assert 'w:val="de-DE"' in Document(io.BytesIO(data)).styles.element.xml


def test_a_design_is_kept() -> None:
    """S0-010: title, hidden columns, foot and missing page numbers as the design says."""
    paper = sample("ru", 1)
    look = dataclasses.replace(
        paper.look, title="Смета", foot="Внизу", page_numbers=False, hidden=("discount", "article")
    )
    data = paper_docx(dataclasses.replace(paper, look=look))
    text = said(data)
    assert "Смета № КП-2026-0418" in text
    assert "Внизу" in text
    assert "NUMPAGES" not in " ".join(parts(data))
    assert paper.lines[0].article not in text


def test_texts_stay_texts() -> None:
    """What XML cannot hold is left out, and markup is no markup."""
    paper = sample("en", 1)
    odd = dataclasses.replace(paper.lines[0], name="\ufffeA <w:p/> & {{ b }}\x07", article="=1+1")
    text = said(paper_docx(dataclasses.replace(paper, lines=(odd,))))
    assert "A &lt;w:p/&gt; & {{ b }}" in text
    assert "=1+1" in text


def test_too_many_lines_are_refused() -> None:
    paper = sample("de", 1)
    with pytest.raises(ValueFault, match="too_many_lines"):
        paper_docx(dataclasses.replace(paper, lines=paper.lines * 2001))
