"""E-invoices as files: CII and UBL after EN 16931, and the PDF that carries the CII.

factur-x writes the XML (UN/CEFACT D22B, OASIS UBL 2.1) and puts it into the PDF.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any, Literal

from lxml import etree

from kartei.modules.einvoice.formats.data import EInvoice, Form
from kartei.modules.einvoice.formats.terms import terms_of

Syntax = Literal["cii", "ubl"]
NORM = "urn:cen.eu:en16931:2017"
XRECHNUNG = NORM + "#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"
#: What PDF readers and receiving programs look for (ZUGFeRD 2, Factur-X 1).
ATTACHED = "factur-x.xml"
GUIDELINE = "{*}ExchangedDocumentContext/{*}GuidelineSpecifiedDocumentContextParameter/{*}ID"
_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_PLACES = {"cii": GUIDELINE, "ubl": "{*}CustomizationID"}


def write(invoice: EInvoice, syntax: Syntax = "cii") -> bytes:
    """The invoice as XML in UTF-8; nothing is checked here (`checking.faults_of`)."""
    from facturx.generate_xml import generate_cii_xml, generate_ubl_xml

    make: Any = generate_cii_xml if syntax == "cii" else generate_ubl_xml
    data: bytes = make(
        deepcopy(terms_of(invoice)), level="en16931", check_xsd=False, check_schematron=False
    )
    return finished(etree.fromstring(data), invoice.form, syntax)


def finished(root: etree._Element, form: Form, syntax: Syntax) -> bytes:
    """The tree as a file. An XRechnung calls itself so (BT-24): factur-x knows only names of its
    own; and it marks empty parts as nil, which the schema forbids.
    """
    for part in root.iter():
        part.attrib.pop(_NIL, None)
    if form is Form.XRECHNUNG:
        root.find(_PLACES[syntax]).text = XRECHNUNG
    etree.cleanup_namespaces(root)
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return made


def embed(pdf: bytes, xml: bytes, *, title: str, author: str, language: str) -> bytes:
    """The PDF/A-3 with the invoice's data inside (ZUGFeRD 2, profile EN 16931)."""
    from facturx import generate_from_binary

    about = {"title": title, "author": author, "subject": title, "keywords": "ZUGFeRD, Factur-X"}
    made: bytes = generate_from_binary(
        pdf, xml, flavor="factur-x", level="en16931", check_xsd=False, check_schematron=False,
        pdf_metadata=about, lang=language, afrelationship="alternative",
    )  # fmt: skip
    return made
