"""Foreign files opened safely: XML without tricks, and the XML that a PDF or mail carries."""

from __future__ import annotations

import io
import logging
import re
from email import message_from_bytes, policy

from lxml import etree

from kartei.platform.kit.faults import ValueFault

MAX_XML = 10 * 1024 * 1024
MAX_PDF = 30 * 1024 * 1024
#: Deeper than any invoice.
_DEPTH = 40
_NODES = 200_000
#: Names under which the standards attach the data, in the order in which they count.
_NAMES = ("factur-x.xml", "xrechnung.xml", "zugferd-invoice.xml")
#: How a mail as file begins: with a header.
_MAIL = re.compile(rb"(\xef\xbb\xbf)?[A-Za-z][A-Za-z0-9-]*:[ \t]")
_ROOTS = {
    "{urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100}CrossIndustryInvoice",
    "{urn:oasis:names:specification:ubl:schema:xsd:Invoice-2}Invoice",
    "{urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2}CreditNote",
}
#: ZUGFeRD 1, which no law accepts any more.
_OLD = "CrossIndustryDocument"


def xml_of(data: bytes) -> bytes:
    """The XML of an uploaded file: itself, or what the PDF or mail carries.

    Raises ValueFault: `einvoice.kind` (neither PDF nor XML), `einvoice.too_large`,
    `einvoice.broken_pdf`, `einvoice.no_xml` (a PDF without data), `einvoice.several` (a PDF with
    data in several versions).
    """
    data = unwrapped(data)
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return carried(data)
    if not data.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00").startswith(b"<"):
        raise ValueFault("einvoice.kind")
    return data


def unwrapped(data: bytes) -> bytes:
    """The invoice among the attachments of a mail; other files as they are.

    XML comes before PDF, as an XRechnung has its readable copy beside it. Raises ValueFault:
    `einvoice.no_attachment`, `einvoice.several`, `einvoice.too_large`.
    """
    if not _MAIL.match(data):
        return data
    if len(data) > MAX_PDF:
        raise ValueFault("einvoice.too_large", limit=MAX_PDF // 1_048_576)
    parts = message_from_bytes(data, policy=policy.default).walk()
    contents = {part.get_payload(decode=True) for part in parts if not part.is_multipart()}
    for usable in (is_invoice, carries):
        found = [content for content in contents if isinstance(content, bytes) and usable(content)]
        if len(found) > 1:
            raise ValueFault("einvoice.several", name="*.eml")
        if found:
            return found[0]
    raise ValueFault("einvoice.no_attachment")


def is_invoice(data: bytes) -> bool:
    """Whether some bytes are an XML invoice that can be opened."""
    try:
        opened(data)
    except ValueFault:
        return False
    return True


def carries(data: bytes) -> bool:
    """Whether some bytes are a PDF with an invoice's XML."""
    try:
        return data.startswith(b"%PDF-") and bool(carried(data))
    except ValueFault:
        return False


def carried(pdf: bytes) -> bytes:
    """The invoice's XML out of a PDF; raises like `xml_of`."""
    if len(pdf) > MAX_PDF:
        raise ValueFault("einvoice.too_large", limit=MAX_PDF // 1_048_576)
    found = attachments(pdf)
    for name in _NAMES:
        same = {content for other, content in found if other == name}
        if len(same) > 1:
            raise ValueFault("einvoice.several", name=name)
        if same:
            return same.pop()
    rest = [content for name, content in found if name.endswith(".xml")]
    if len(rest) > 1:
        raise ValueFault("einvoice.several", name="*.xml")
    if not rest:
        raise ValueFault("einvoice.no_xml")
    return rest[0]


def attachments(pdf: bytes) -> list[tuple[str, bytes]]:
    """(name in small letters, content) of all that a PDF carries."""
    from pypdf import PdfReader

    # pypdf tells of every oddity of a foreign file; the reader of the invoice hears one sentence
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(pdf))
        return [(one.name.lower(), one.content) for one in reader.attachment_list if one.content]
    except Exception as fault:
        # a broken file fails in pypdf in any way it likes
        raise ValueFault("einvoice.broken_pdf") from fault


def opened(data: bytes) -> etree._Element:
    """The root of an e-invoice's XML.

    Raises ValueFault: `einvoice.too_large`, `einvoice.broken_xml`, `einvoice.doctype` (a document
    type, with which entities come), `einvoice.too_deep`, `einvoice.old` (ZUGFeRD 1),
    `einvoice.no_invoice`.
    """
    if len(data) > MAX_XML:
        raise ValueFault("einvoice.too_large", limit=MAX_XML // 1_048_576)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise ValueFault("einvoice.broken_xml") from fault
    if root.getroottree().docinfo.doctype:
        raise ValueFault("einvoice.doctype")
    if not small(root):
        raise ValueFault("einvoice.too_deep")
    if root.tag not in _ROOTS:
        old = etree.QName(root).localname == _OLD
        raise ValueFault("einvoice.old" if old else "einvoice.no_invoice")
    return root


def small(root: etree._Element) -> bool:
    """Whether a tree is no deeper and larger than invoices are."""
    depth = 0
    for count, (event, _node) in enumerate(etree.iterwalk(root, events=("start", "end")), 1):
        depth += 1 if event == "start" else -1
        if depth > _DEPTH or count > 2 * _NODES:
            return False
    return True
