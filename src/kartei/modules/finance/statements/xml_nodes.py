"""XML of banks read by local names, so that every version of a message is read alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from kartei.platform.kit.faults import ValueFault

_DEPTH = 60
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_UTF8 = ("utf-8", "utf8", "")
#: Read alike by lxml and by Python.
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")


def local(node: etree._Element) -> str:
    """The name of an element without its namespace."""
    tag = node.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def each(node: etree._Element | None, path: str) -> Iterator[etree._Element]:
    """All elements at a path of local names below a node."""
    if node is None:
        return
    name, _, rest = path.partition("/")
    for child in node:
        if local(child) == name:
            if rest:
                yield from each(child, rest)
            else:
                yield child


def one(node: etree._Element | None, *paths: str) -> etree._Element | None:
    """The first element at the first path that leads anywhere."""
    for path in paths:
        for found in each(node, path):
            return found
    return None


def said(node: etree._Element | None, *paths: str) -> str:
    """The text at the first path where any stands."""
    for path in paths:
        for found in each(node, path):
            if found.text and found.text.strip():
                return str(found.text).strip()
    return ""


def sound(data: bytes) -> tuple[bytes, bool]:
    """The bytes, and whether they were as they say: UTF-8 that is none is read as windows-1252."""
    if data.startswith(_WIDE):
        return data, True
    found = _DECLARED.search(data[:400])
    if (found[1].decode("ascii").lower() if found else "") not in _UTF8:
        return data, True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as fault:
        if fault.reason == "unexpected end of data":
            return data[: fault.start], True
        return data.decode("cp1252", "replace").encode("utf-8"), False
    return data, True


def walked(data: bytes) -> Iterator[tuple[str, etree._Element]]:
    """("start" | "end", element) one by one; what has ended is whole even in a cut file.

    Raises ValueFault: `statement.doctype` (a document type, with which entities come),
    `statement.too_deep`, `statement.broken_xml` with the line where it breaks off.
    """
    steps = etree.iterparse(
        BytesIO(data), events=("start", "end"), resolve_entities=False, no_network=True,
        load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    depth = 0
    try:
        for step, node in steps:
            if not depth and step == "start" and node.getroottree().docinfo.doctype:
                raise ValueFault("statement.doctype")
            depth += 1 if step == "start" else -1
            if depth > _DEPTH:
                raise ValueFault("statement.too_deep")
            yield step, node
    except etree.XMLSyntaxError as fault:
        raise ValueFault("statement.broken_xml", line=fault.lineno or 1) from fault
