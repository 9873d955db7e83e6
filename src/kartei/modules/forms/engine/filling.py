"""What a template asks for, and the document made from it; run by `worker`, on files and JSON."""

from __future__ import annotations

import difflib
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from jinja2 import nodes
from jinja2.exceptions import TemplateError, TemplateSyntaxError

from kartei.modules.forms.engine.faults import BadTemplate, Fault
from kartei.modules.forms.engine.sandbox import Refused, Sandbox, names

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TAG = re.compile(r"<[^>]+>")
MAX_FAULTS = 50
#: Kinds of part with text, by the end of their content type.
PARTS = ("header+xml", "footer+xml", "footnotes+xml")
PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")


def opened(data: bytes) -> DocxTemplate:
    """The template, ready to be read; BadTemplate when it is no Word document."""
    made = DocxTemplate(io.BytesIO(data))
    try:
        made.init_docx()
    except (OpcError, KeyError, ValueError, SyntaxError) as error:
        # what lxml says of broken XML is a SyntaxError
        raise BadTemplate(Fault("forms.no_docx")) from error
    return made


def sources(template: DocxTemplate) -> Iterator[tuple[str, str]]:
    """(part, XML) of everything that is filled in."""
    yield "body", template.get_xml()
    for part in template.docx.part.package.parts:
        kind = next((k for k in PARTS if part.content_type.endswith(k)), None)
        if kind:
            yield kind.partition("+")[0], part.blob.decode("utf-8")
    for name in PROPERTIES:
        yield "properties", f"<w:p>{getattr(template.docx.core_properties, name)}</w:p>"


def check(data: bytes, known: Mapping[str, Any]) -> dict[str, Any]:
    """{"faults": […], "asked": [names that the template asks for]}; known as of `sandbox.names`."""
    template = opened(data)
    faults: list[Fault] = []
    asked: set[str] = set()
    for part, xml in sources(template):
        found, missed = examined(template, part, xml, known)
        asked |= found
        faults += missed
    return {"faults": [fault.plain() for fault in faults[:MAX_FAULTS]], "asked": sorted(asked)}


def examined(
    template: DocxTemplate, part: str, xml: str, known: Mapping[str, Any]
) -> tuple[set[str], list[Fault]]:
    """What one part asks for and what is wrong with it."""
    # a paragraph begins a line, as it does when the part is filled in: faults then name theirs
    source = re.sub(r"<w:p([ >])", r"\n<w:p\1", template.patch_xml(xml))
    try:
        tree: nodes.Template = Sandbox().parse(source)
    except Refused as fault:
        return set(), [placed(Fault(fault.code, fault.what), part, xml, source, fault.lineno)]
    except TemplateSyntaxError as fault:
        return set(), [placed(Fault("forms.syntax"), part, xml, source, fault.lineno)]
    asked: set[str] = set()
    missed: dict[str, int] = {}
    for name, line, there in names(tree, known):
        asked.add(name)
        if not there:
            missed.setdefault(name, line)
    return asked, [
        placed(Fault("forms.unknown", name, nearest(name, known)), part, xml, source, line)
        for name, line in missed.items()
    ]


def placed(fault: Fault, part: str, xml: str, source: str, line: int) -> Fault:
    """The fault with the paragraph it stands in, as the author of the template sees it."""
    written = paragraphs(xml)
    text = plain(source.splitlines()[max(line - 1, 0)]) if source else ""
    # cleaning joins the rows of a table, so the wrong name itself is the better mark
    mark = fault.what if fault.code == "forms.unknown" else text
    number = next((at for at, one in enumerate(written, 1) if mark and mark in one), 0)
    said = written[number - 1] if number else text
    return Fault(fault.code, fault.what, fault.near, part, number, said[:200])


def paragraphs(xml: str) -> list[str]:
    """The words of the paragraphs of a part."""
    return [plain(piece) for piece in re.split(r"<w:p[ >]", xml)[1:]]


def plain(piece: str) -> str:
    """The words of a piece of XML, each space once."""
    # a piece may begin within a tag that the split cut off
    words = TAG.sub("", re.sub(r"^[^<{]*>", "", piece))
    for code, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        words = words.replace(code, sign)
    return " ".join(words.split())


def nearest(name: str, known: Mapping[str, Any]) -> str:
    """The name most like one that does not exist."""
    every = list(paths(known))
    found = difflib.get_close_matches(name, every, 1, 0.6)
    last = name.rpartition(".")[2]
    same = [one for one in every if one.rpartition(".")[2] == last]
    return next(iter(found or same), "")


def paths(known: Mapping[str, Any], before: str = "") -> Iterator[str]:
    """Every name there is, with dots."""
    for name, value in known.items():
        inner = value[0] if isinstance(value, list) else value
        if isinstance(value, list):
            yield before + name
        if isinstance(inner, Mapping):
            stem = "line." if isinstance(value, list) else f"{before}{name}."
            yield from paths(inner, stem)
        else:
            yield before + name


def fill(data: bytes, values: Mapping[str, Any]) -> bytes:
    """The document with its values; BadTemplate where that cannot be."""
    template = opened(data)
    try:
        template.render(dict(values), jinja_env=Sandbox(), autoescape=True)
    except TemplateError as error:
        raise BadTemplate(Fault("forms.syntax")) from error
    except (ValueError, SyntaxError) as error:
        code = "forms.too_much" if str(error) == "forms.too_much" else "forms.broken"
        raise BadTemplate(Fault(code)) from error
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()
