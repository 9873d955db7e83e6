"""What XRechnung 3.0 asks beyond EN 16931: its rules BR-DE-1 to BR-DE-31, by the terms of a file.

Own words after the public list of rules (XRechnung 3.0.2, KoSIT). Left out are those on what we
neither write nor read: embedded files (22), payment cards (24); 12, 13 and 29 do not exist.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from kartei.platform.kit import requisites

Terms = Mapping[str, Any]
XRECHNUNG = re.compile(
    r"urn:cen\.eu:en16931:2017#compliant#urn:xeinkauf\.de:kosit:xrechnung_3\.0(#.*)?"
)
#: Kinds of invoice that it knows (BT-3).
TYPES = ("326", "380", "384", "389", "381", "875", "876", "877")
_TAXED = frozenset(("S", "Z", "E", "AE", "K", "G", "L", "M"))
_TRANSFERS, _SEPA, _DEBIT = ("30", "58"), "58", "59"
_CASH_DISCOUNT = re.compile(
    r"#SKONTO#TAGE=[0-9]+#PROZENT=[0-9]+\.[0-9]{2}(#BASISBETRAG=-?[0-9]+\.[0-9]{2})?#"
)
_MAIL = re.compile(r"[^@\s.][^@\s]*[^@\s.]@[^@\s.][^@\s]*\.[^@\s.]+")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by its name. broken tells it of a file's terms; words: what is wrong, or what is
    missing. mild: it is only recommended.
    """

    name: str
    broken: Callable[[Terms], bool]
    words: Any
    mild: bool = False
    missing: bool = False

    @property
    def told(self) -> str:
        """What is wrong, in the asker's language."""
        text = _("An XRechnung must tell %(what)s")
        return str(text) % {"what": str(self.words)} if self.missing else str(self.words)


def is_xrechnung(terms: Terms) -> bool:
    """Whether a file calls itself an XRechnung (BT-24), of whatever version."""
    return "xrechnung" in str(terms.get("BT-24") or "")


def broken(terms: Terms) -> Iterator[Rule]:
    """The rules that a file breaks; none where it is no XRechnung."""
    if is_xrechnung(terms):
        yield from (rule for rule in RULES if rule.broken(terms))


def said(terms: Terms, name: str) -> str:
    """A term as text; empty where it is missing."""
    value = terms.get(name)
    if isinstance(value, list):
        value = value[0] if value else ""
    return str(value or "").strip()


def without(name: str) -> Callable[[Terms], bool]:
    """Whether a term is missing."""
    return lambda terms: not said(terms, name)


def lacks(group: str, name: str) -> Callable[[Terms], bool]:
    """Whether a part of a group is missing."""
    return lambda terms: not said(terms.get(group) or {}, name)


def contact(terms: Terms) -> Terms:
    """Who answers questions about the invoice (BG-6)."""
    found: list[Terms] = (terms.get("BG-4") or {}).get("contacts") or []
    return found[0] if found else {}


def uncontacted(name: str) -> Callable[[Terms], bool]:
    """Whether the seller's contact lacks something; without a contact that alone is wrong."""
    return lambda terms: bool(contact(terms)) and not said(contact(terms), name)


def told_wrong(terms: Terms, name: str, right: Callable[[str], object]) -> bool:
    """Whether what the seller's contact says is wrong; without a contact nothing is."""
    return bool(contact(terms)) and not right(said(contact(terms), name))


def undelivered(name: str) -> Callable[[Terms], bool]:
    """Whether an address of delivery lacks something; without an address nothing does."""
    return lambda terms: (
        "country_code" in (terms.get("BG-13") or {}) and not said(terms["BG-13"], name)
    )


def unregistered(terms: Terms) -> bool:
    """Whether VAT is charged or left out by a seller without any tax number."""
    seller = terms.get("BG-4") or {}
    used = {said(tax, "BT-118") for tax in terms.get("BG-23") or []}
    numbered = said(seller, "vat_identifier") or said(seller, "tax_identifier")
    return bool(used & _TAXED) and not numbered


def discounts_wrong(terms: Terms) -> bool:
    """Whether a line of the terms of payment begins like a cash discount and is none."""
    lines = said(terms, "BT-20").splitlines()
    return any(not _CASH_DISCOUNT.fullmatch(line) for line in lines if line.startswith("#"))


def paid_by(terms: Terms, *codes: str) -> bool:
    """Whether the invoice is paid in one of these ways (BT-81)."""
    return said(terms, "BT-81") in codes


def no_iban(terms: Terms, name: str) -> bool:
    """Whether an account is no IBAN."""
    return not requisites.iban("".join(said(terms, name).split()), {})


def debited(terms: Terms) -> bool:
    """Whether the file speaks of a direct debit (BG-19)."""
    return any(said(terms, name) for name in ("BT-89", "BT-90", "BT-91"))


#: What must not be missing: name of the rule, its test, what is missing in words.
PARTS: tuple[tuple[str, Callable[[Terms], bool], Any], ...] = (
    ("BR-DE-1", without("BT-81"), _("how it is paid (BT-81)")),
    ("BR-DE-2", lambda terms: not contact(terms), _("the seller's contact (BG-6)")),
    ("BR-DE-3", lacks("BG-4", "city"), _("the seller's city (BT-37)")),
    ("BR-DE-4", lacks("BG-4", "postcode"), _("the seller's postcode (BT-38)")),
    ("BR-DE-5", uncontacted("name"), _("who answers questions (BT-41)")),
    ("BR-DE-6", uncontacted("phone"), _("the contact's phone (BT-42)")),
    ("BR-DE-7", uncontacted("email"), _("the contact's mail address (BT-43)")),
    ("BR-DE-8", lacks("BG-7", "city"), _("the buyer's city (BT-52)")),
    ("BR-DE-9", lacks("BG-7", "postcode"), _("the buyer's postcode (BT-53)")),
    ("BR-DE-10", undelivered("city"), _("the city of delivery (BT-77)")),
    ("BR-DE-11", undelivered("postcode"), _("the postcode of delivery (BT-78)")),
    (
        "BR-DE-14",
        lambda terms: any(not said(tax, "BT-119") for tax in terms.get("BG-23") or []),
        _("a VAT rate (BT-119)"),
    ),
    ("BR-DE-15", without("BT-10"), _("the buyer reference, such as the Leitweg-ID (BT-10)")),
    ("BR-DE-16", unregistered, _("a tax number or VAT number of the seller (BT-31, BT-32)")),
    (
        "BR-DE-23-a",
        lambda terms: paid_by(terms, *_TRANSFERS) and not said(terms, "BT-84"),
        _("the account for the transfer (BT-84)"),
    ),
    (
        "BR-DE-25-a",
        lambda terms: paid_by(terms, _DEBIT) and not debited(terms),
        _("the direct debit by which it is paid (BG-19)"),
    ),
    (
        "BR-DE-30",
        lambda terms: debited(terms) and not said(terms, "BT-90"),
        _("the creditor identifier of the direct debit (BT-90)"),
    ),
    (
        "BR-DE-31",
        lambda terms: debited(terms) and not said(terms, "BT-91"),
        _("the account of the direct debit (BT-91)"),
    ),
    ("PEPPOL-EN16931-R010", lacks("BG-7", "einvoicing_addr"), _("the buyer's e-address (BT-49)")),
    ("PEPPOL-EN16931-R020", lacks("BG-4", "einvoicing_addr"), _("the seller's e-address (BT-34)")),
)
RULES = (
    *(Rule(name, test, words, missing=True) for name, test, words in PARTS),
    Rule(
        "BR-DE-18",
        discounts_wrong,
        _("a cash discount has the form #SKONTO#TAGE=14#PROZENT=2.00# (BT-20)"),
    ),
    Rule(
        "BR-DE-17",
        lambda terms: said(terms, "BT-3") not in TYPES,
        _("this kind of invoice is not used in Germany (BT-3)"),
        mild=True,
    ),
    Rule(
        "BR-DE-19",
        lambda terms: paid_by(terms, _SEPA) and no_iban(terms, "BT-84"),
        _("the account of a SEPA transfer is no right IBAN (BT-84)"),
        mild=True,
    ),
    Rule(
        "BR-DE-20",
        lambda terms: paid_by(terms, _DEBIT) and no_iban(terms, "BT-91"),
        _("the account of a SEPA direct debit is no right IBAN (BT-91)"),
        mild=True,
    ),
    Rule(
        "BR-DE-21",
        lambda terms: not XRECHNUNG.fullmatch(said(terms, "BT-24")),
        _("this is not the present version of XRechnung (BT-24)"),
        mild=True,
    ),
    Rule(
        "BR-DE-26",
        lambda terms: said(terms, "BT-3") == "384" and not terms.get("BG-3"),
        _("a correction names the invoice that it corrects (BG-3)"),
        mild=True,
    ),
    Rule(
        "BR-DE-27",
        lambda terms: told_wrong(terms, "phone", lambda phone: len(re.findall(r"\d", phone)) > 2),
        _("a phone number has at least three digits (BT-42)"),
        mild=True,
    ),
    Rule(
        "BR-DE-28",
        lambda terms: told_wrong(terms, "email", _MAIL.fullmatch),
        _("this is no mail address (BT-43)"),
        mild=True,
    ),
)
