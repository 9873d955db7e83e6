"""Rules of XRechnung: each one is told by its name when a file breaks it, and by no other file."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from lxml import etree

from kartei.modules.einvoice.formats.checking import german_of
from kartei.modules.einvoice.formats.data import (
    Bank,
    EInvoice,
    Form,
    Party,
    Place,
    Row,
    Tax,
    TaxSum,
)
from kartei.modules.einvoice.formats.writing import Syntax, write

M = 1_000_000
SELLER = Party(
    "Fensterbau Brandt e. K.", Place(("Hansastraße 18",), "01097", "Dresden", "DE"),
    vat_id="DE136695976", address="buero@brandt.example", scheme="EM", contact="Jana Brandt",
    phone="+49 351 4445566", mail="buero@brandt.example",
)  # fmt: skip
BUYER = Party(
    "Klinik Nord", Place(("Am Ring 1",), "20095", "Hamburg", "DE"),
    address="04011000-1234512345-06", scheme="0204",
)  # fmt: skip


def right(**values: Any) -> EInvoice:
    """An XRechnung that keeps every rule."""
    given: dict[str, Any] = {
        "form": Form.XRECHNUNG, "number": "RE-1", "date": date(2026, 11, 22), "type_code": "380",
        "currency": "EUR", "seller": SELLER, "buyer": BUYER,
        "rows": (Row("1", "Fenster", M, "H87", 100 * M, 10_000, Tax.STANDARD, 19 * M),),
        "taxes": (TaxSum(Tax.STANDARD, 19 * M, 10_000, 1_900),), "net": 10_000, "vat": 1_900,
        "total": 11_900, "due": date(2026, 12, 6), "supplied_on": date(2026, 11, 20),
        "reference": "04011000-1234512345-06", "terms": "Zahlbar bis 06.12.2026",
        "bank": Bank("DE89370400440532013000", "COBADEFFXXX", "Fensterbau Brandt e. K."),
    }  # fmt: skip
    return EInvoice(**{**given, **values})


def told(invoice: EInvoice, syntax: Syntax, *gone: str) -> set[str]:
    """The rules that a file breaks; gone: elements taken out of it by their local names."""
    root = etree.fromstring(write(invoice, syntax))
    for path in gone:
        for part in root.findall(path):
            parent = part.getparent()
            assert parent is not None
            parent.remove(part)
    return {one.rule for one in german_of(deepcopy(root))}


@pytest.mark.parametrize("syntax", ["cii", "ubl"])
def test_a_right_file_breaks_none(syntax: Syntax) -> None:
    assert told(right(), syntax) == set()
    assert told(right(form=Form.ZUGFERD, reference="", bank=Bank()), syntax) == set()


def but(side: Party, **values: Any) -> Party:
    """A side with other values."""
    names = Party.__dataclass_fields__
    return Party(**{name: values.get(name, getattr(side, name)) for name in names})


NOWHERE = Place(("Hansastraße 18",), "", "", "DE")
BROKEN: list[tuple[dict[str, Any], set[str]]] = [
    ({"bank": Bank()}, {"BR-DE-1"}),
    ({"seller": but(SELLER, contact="", phone="", mail="")}, {"BR-DE-2"}),
    ({"seller": but(SELLER, contact="", phone="")}, {"BR-DE-5", "BR-DE-6", "BR-DE-27"}),
    ({"seller": but(SELLER, mail="")}, {"BR-DE-7", "BR-DE-28"}),
    ({"seller": but(SELLER, place=NOWHERE)}, {"BR-DE-3", "BR-DE-4"}),
    ({"seller": but(SELLER, phone="12")}, {"BR-DE-27"}),
    ({"seller": but(SELLER, mail="buero.brandt")}, {"BR-DE-28"}),
    ({"buyer": but(BUYER, place=NOWHERE)}, {"BR-DE-8", "BR-DE-9"}),
    ({"reference": ""}, {"BR-DE-15"}),
    ({"seller": but(SELLER, vat_id="", register="HRA 4711")}, {"BR-DE-16"}),
    ({"type_code": "386"}, {"BR-DE-17"}),
    ({"terms": "#SKONTO#TAGE=14#PROZENT=2#"}, {"BR-DE-18"}),
    ({"bank": Bank("DE89370400440532013001")}, {"BR-DE-19"}),
    ({"type_code": "384"}, {"BR-DE-26"}),
    ({"buyer": but(BUYER, address="")}, {"PEPPOL-EN16931-R010"}),
    ({"seller": but(SELLER, address="")}, {"PEPPOL-EN16931-R020"}),
]  # fmt: skip


@pytest.mark.parametrize("syntax", ["cii", "ubl"])
@pytest.mark.parametrize(("values", "rules"), BROKEN)
def test_a_broken_rule_is_told_by_its_name(
    values: dict[str, Any], rules: set[str], syntax: Syntax
) -> None:
    assert told(right(**values), syntax) == rules


def test_a_transfer_needs_an_account() -> None:
    """BR-DE-23-a and what a direct debit must tell (BR-DE-25, -30, -31)."""
    account = ".//{*}PayeePartyCreditorFinancialAccount"
    assert told(right(), "cii", account) == {"BR-DE-23-a", "BR-DE-19"}
    debit = write(right(), "cii").replace(b">58<", b">59<")
    found = {one.rule for one in german_of(etree.fromstring(debit))}
    assert found == {"BR-DE-25-a", "BR-DE-20"}


def test_an_older_version_is_told() -> None:
    data = write(right(), "ubl").replace(b"xrechnung_3.0", b"xrechnung_2.3")
    (found,) = german_of(etree.fromstring(data))
    assert (found.rule, found.mild) == ("BR-DE-21", True)
