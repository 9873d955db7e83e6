"""Word templates as files: what is refused, what is named, what is filled in."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document

from kartei.modules.forms.engine import declension, package, running
from kartei.modules.forms.engine.faults import BadTemplate

KNOWN = {
    "client": {"name": "Name", "city": "City"},
    "offer": {"total": "Total"},
    "lines": [{"name": "Name", "total": "Total"}],
}


def docx(*paragraphs: str, rows: tuple[str, ...] = ()) -> bytes:
    """A Word file with paragraphs and a table of one column."""
    made = Document()
    for text in paragraphs:
        made.add_paragraph(text)
    if rows:
        table = made.add_table(rows=0, cols=1)
        for text in rows:
            table.add_row().cells[0].text = text
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def words(data: bytes) -> list[str]:
    """The paragraphs of a Word file, its tables' cells behind them."""
    made = Document(io.BytesIO(data))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return [one.text for one in made.paragraphs] + cells


def changed(data: bytes, name: str, content: bytes, *, old: bytes = b"", new: bytes = b"") -> bytes:
    """The package with a part added, or with a piece of a part replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for info in before.infolist():
            part = before.read(info)
            if info.filename == name and old:
                assert old in part
                part = part.replace(old, new)
            after.writestr(info, part)
        if content:
            after.writestr(name, content)
    return out.getvalue()


def test_values_conditions_and_loops_are_filled_in() -> None:
    """Signs of XML and line breaks in values do no harm; a run in bold does not split a name."""
    made = Document()
    paragraph = made.add_paragraph("For {{ cli")
    paragraph.add_run("ent.name }}").bold = True
    made.add_paragraph("{% if client.city %}in {{ client.city|upper }}{% else %}nowhere{% endif %}")
    table = made.add_table(rows=3, cols=1)
    for at, text in enumerate(
        ("{%tr for line in lines %}", "{{ loop.index }}. {{ line.name }}", "{%tr endfor %}")
    ):
        table.cell(at, 0).text = text
    out = io.BytesIO()
    made.save(out)

    found = running.fill(
        out.getvalue(), KNOWN,
        {"client": {"name": "A & <B>\nC", "city": ""}, "lines": [{"name": "x"}, {"name": "y"}]},
    )  # fmt: skip

    assert words(found.data) == ["For A & <B>\nC", "nowhere", "1. x", "2. y"]
    assert found.closed == ()
    assert "line.name" in found.asked


def test_a_wrong_name_is_told_with_its_paragraph_and_the_nearest_right_one() -> None:
    faults, _asked = running.check(docx("Dear Sirs", "for {{ client.nmae }} only"), KNOWN)

    assert [(f.code, f.what, f.near, f.part, f.paragraph, f.text) for f in faults] == [
        ("forms.unknown", "client.nmae", "client.name", "body", 2, "for {{ client.nmae }} only")
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{{ ''.__class__ }}", "forms.unknown"),
        ("{{ client.name.__class__.__mro__ }}", "forms.unknown"),
        ("{{ client.items }}", "forms.unknown"),
        ("{{ self }}", "forms.unknown"),
        ("{{ 'a' * 10000000000 }}", "forms.not_allowed"),
        ("{{ 9 ** 9 ** 9 }}", "forms.not_allowed"),
        ("{% for a in range(999999999) %}x{% endfor %}", "forms.not_allowed"),
        ("{{ client.name.join(lines) }}", "forms.not_allowed"),
        ("{% set a = 1 %}", "forms.not_allowed"),
        ("{% include 'x' %}", "forms.not_allowed"),
        ("{% macro a() %}{% endmacro %}", "forms.not_allowed"),
        ("{{ client|attr('name') }}", "forms.filter"),
        ("{{ '%999999999s'|format(1) }}", "forms.filter"),
        ("{% for a in lines recursive %}x{% endfor %}", "forms.loop"),
        (
            "{% for a in lines %}{% for b in lines %}{% for c in lines %}x"
            "{% endfor %}{% endfor %}{% endfor %}",
            "forms.loop",
        ),
        ("{{ client.name", "forms.syntax"),
        ("{% if client.name %}", "forms.syntax"),
    ],
)
def test_a_template_is_more_than_names_at_no_place(text: str, code: str) -> None:
    """Attribute walks, calls, arithmetic, format strings and deep loops never run."""
    faults, _asked = running.check(docx("first", text), KNOWN)

    assert [fault.code for fault in faults] == [code]
    assert faults[0].text.replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    "text", ["{{ client.name.__class__ }}", "{{ client.items }}", "{{ client['__init__'] }}"]
)
def test_what_passed_no_check_fills_in_nothing(text: str) -> None:
    """Values are plain: nothing but the texts that were given can come out."""
    found = running.fill(docx(f"[{text}]"), KNOWN, {"client": {"name": "Secret"}})

    assert words(found.data) == ["[]"]


def test_too_large_an_output_is_stopped() -> None:
    """Two loops over many lines in each other give up instead of filling the memory."""
    text = "{% for a in lines %}{% for b in lines %}" + "x" * 400 + "{% endfor %}{% endfor %}"
    many = [{"name": "x"}] * 2000

    with pytest.raises(BadTemplate) as caught:
        running.fill(docx(text), KNOWN, {"lines": many})

    assert caught.value.faults[0].code == "forms.too_much"


RELS = "word/_rels/document.xml.rels"
LINK = (
    b'<Relationship Id="rX" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'relationships/%s" Target="%s" TargetMode="External"/></Relationships>'
)
FIELD = b'<w:p><w:r><w:instrText>INCLUDETEXT "/etc/passwd"</w:instrText></w:r></w:p><w:sectPr'
BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"no zip at all", "forms.no_docx"),
        (changed(docx("x"), "word/vbaProject.bin", b"\xd0\xcf"), "forms.macros"),
        (changed(docx("x"), "word/embeddings/a.bin", b"MZ"), "forms.macros"),
        (
            changed(docx("x"), "[Content_Types].xml", b"",
                    old=b"wordprocessingml.document.main+xml", new=b"x.macroEnabled.main+xml"),
            "forms.macros",
        ),
        (
            changed(docx("x"), RELS, b"", old=b"</Relationships>",
                    new=LINK % (b"image", b"http://127.0.0.1:8000/a.png")),
            "forms.external",
        ),
        (
            changed(docx("x"), RELS, b"", old=b"</Relationships>",
                    new=LINK % (b"hyperlink", b"file:///etc/passwd")),
            "forms.external",
        ),
        (
            changed(docx("x"), "word/document.xml", b"", old=b"<w:sectPr", new=FIELD),
            "forms.fetches",
        ),
        (changed(docx("x"), "customXml/item.xml", BOMB), "forms.entities"),
        (changed(docx("x"), "word/more.xml", b"\xff\xfe<\x00a\x00"), "forms.coding"),
        (changed(docx("x"), "word/more.xml", b" " * (package.MAX_XML + 1)), "forms.bomb"),
        (b"x" * (package.MAX_FILE + 1), "forms.size"),
    ],
)  # fmt: skip
def test_a_file_that_carries_more_than_a_document_is_refused(data: bytes, code: str) -> None:
    """Macros, foreign parts, what is fetched from elsewhere, entity and zip bombs."""
    with pytest.raises(BadTemplate) as caught:
        package.check(data)

    assert caught.value.faults[0].code == code


def test_a_link_to_click_is_no_trap() -> None:
    package.check(
        changed(docx("x"), RELS, b"", old=b"</Relationships>",
                new=LINK % (b"hyperlink", b"https://firm.example"))
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "genitive"),
    [
        ("Волкова Анна Сергеевна", "Волковой Анны Сергеевны"),
        ("Иванов Пётр Ильич", "Иванова Петра Ильича"),
        ("Шевченко Ольга Юрьевна", "Шевченко Ольги Юрьевны"),
        ("Кузьмич Мария Ивановна", "Кузьмич Марии Ивановны"),
        ("Черных Игорь Павлович", "Черных Игоря Павловича"),
        ("Чайка Юрий Яковлевич", "Чайки Юрия Яковлевича"),
        ("Пётр Ильич Иванов", "Петра Ильича Иванова"),
        ("Волкова А. С.", "Волковой А. С."),
        ("Anna Wolkowa", "Anna Wolkowa"),
        ("Ким Ю.", "Ким Ю."),
        ("", ""),
    ],
)
def test_names_in_the_genitive(name: str, genitive: str) -> None:
    """A name that does not tell its gender stays as it is."""
    assert declension.name(name) == genitive


@pytest.mark.parametrize(
    ("office", "genitive"),
    [
        ("Генеральный директор", "генерального директора"),
        ("Заместитель директора по продажам", "заместителя директора по продажам"),
        ("Управляющий", "управляющего"),
        ("Заведующая складом", "заведующей складом"),
        ("Начальник отдела", "начальника отдела"),
        ("Geschäftsführer", "Geschäftsführer"),
    ],
)
def test_offices_in_the_genitive(office: str, genitive: str) -> None:
    assert declension.office(office) == genitive
