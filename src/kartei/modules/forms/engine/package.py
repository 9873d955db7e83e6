"""The file of a template before anything reads it: a real Word document that carries no trap.

A DOCX is a zip of XML parts (ECMA-376-1, part 2: Open Packaging Conventions). Refused are macros,
embedded programs, parts and pictures fetched from elsewhere, fields that read files or addresses
(INCLUDETEXT, DDE …), document type declarations (entity bombs), and packages that unpack to more
than a document needs.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from kartei.modules.forms.engine.faults import BadTemplate, Fault

MAX_FILE = 10 * 1024 * 1024
MAX_UNPACKED = 60 * 1024 * 1024
MAX_XML = 8 * 1024 * 1024
MAX_PARTS = 500
MAIN = "word/document.xml"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
#: Parts that hold programs or foreign documents.
FOREIGN = re.compile(r"vbaproject|vbadata|activex|/embeddings/|oleobject|altchunk|afchunk", re.I)
#: Links that a reader follows by himself only after a click.
CLICKED = re.compile(r'Type="[^"]*/hyperlink"')
EXTERNAL = re.compile(rb"<Relationship\b[^>]*>", re.S)
#: Fields by which Word or LibreOffice fetch something while they open the file.
FETCHING = re.compile(
    r"\b(INCLUDETEXT|INCLUDEPICTURE|IMPORT|DDE|DDEAUTO|LINK|DATABASE|MACROBUTTON|RD)\b"
)
FIELD = re.compile(rb"<w:instrText[^>]*>([^<]*)|w:instr=\"([^\"]*)\"", re.S)


def check(data: bytes) -> None:
    """Nothing where the file is harmless; BadTemplate with the first fault else."""
    if len(data) > MAX_FILE:
        raise BadTemplate(Fault("forms.size", what=str(MAX_FILE // 1024 // 1024)))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            check_parts(package)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        # RuntimeError: an encrypted part; NotImplementedError: a packing that nobody uses
        raise BadTemplate(Fault("forms.no_docx")) from error


def check_parts(package: zipfile.ZipFile) -> None:
    """Sizes, names and content of all parts."""
    infos = package.infolist()
    if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > MAX_UNPACKED:
        raise BadTemplate(Fault("forms.bomb"))
    names = [info.filename for info in infos]
    if len(set(names)) < len(names):
        raise BadTemplate(Fault("forms.no_docx"))
    if MAIN not in names or "[Content_Types].xml" not in names:
        raise BadTemplate(Fault("forms.no_docx"))
    for name, content in contents(package, infos):
        check_part(name, content)
    if DOCX.encode() not in package.read("[Content_Types].xml"):
        raise BadTemplate(Fault("forms.macros"))


def contents(package: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of each XML part; a part longer than it says or than allowed is a bomb."""
    for info in infos:
        if FOREIGN.search("/" + info.filename):
            raise BadTemplate(Fault("forms.macros", what=info.filename))
        if not info.filename.lower().endswith((".xml", ".rels")):
            continue
        with package.open(info) as part:
            content = part.read(MAX_XML + 1)
        if len(content) > MAX_XML:
            raise BadTemplate(Fault("forms.bomb"))
        yield info.filename, content


def check_part(name: str, content: bytes) -> None:
    """One XML part: plain UTF-8 without declarations, links only to what is inside."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in content[:200]:
        raise BadTemplate(Fault("forms.coding", what=name))
    head = re.match(rb"\s*<\?xml[^>]*encoding=[\"']([^\"']*)", content)
    if head and head[1].lower() not in (b"utf-8", b"us-ascii"):
        raise BadTemplate(Fault("forms.coding", what=name))
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise BadTemplate(Fault("forms.entities", what=name))
    if name.endswith(".rels"):
        check_links(content)
    told = " ".join((a or b).decode("utf-8", "replace") for a, b in FIELD.findall(content))
    fetching = FETCHING.search(told)
    if fetching:
        raise BadTemplate(Fault("forms.fetches", what=fetching[0]))


def check_links(content: bytes) -> None:
    """Nothing is fetched from outside when the document is opened."""
    for found in EXTERNAL.findall(content):
        text = found.decode("utf-8", "replace")
        if "External" not in text:
            continue
        target = re.search(r'Target="([^"]*)"', text)
        address = target[1] if target else ""
        safe = re.match(r"(https?://|mailto:|#)", address, re.I)
        if not (CLICKED.search(text) and safe):
            raise BadTemplate(Fault("forms.external", what=address[:200]))
