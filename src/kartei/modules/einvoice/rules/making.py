"""From a saved invoice to the data of its e-invoice: the same figures as on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from kartei.modules.documents.contract import NO_VAT, PaperDocument
from kartei.modules.einvoice.formats import leitweg
from kartei.modules.einvoice.formats.data import (
    Bank,
    EInvoice,
    Form,
    Party,
    Row,
    Tax,
    TaxSum,
)
from kartei.modules.einvoice.formats.places import place_of
from kartei.modules.einvoice.formats.units import code_of
from kartei.modules.einvoice.rules.settings import Wish
from kartei.platform.kit.money import SCALE, currency_digits, round_half_up

Values = dict[str, Any]
HUNDRED = 100 * SCALE
#: UNTDID 1001 by kind of invoice; what is not named here is a commercial invoice.
CODES = {
    "partial": "326",
    "advance": "386",
    "corrected": "384",
    # their sums are below zero: a credit note (381) would turn them round once more
    "correction": "384",
    "reversal": "384",
}
#: XRechnung has no code of its own for advances (BR-DE-17).
_ADVANCE, _PART = "386", "326"
_COUNTRIES = {"de": "DE", "ru": "RU"}
#: VAT numbers of these begin otherwise than the country's code.
_PREFIXES = {"EL": "GR", "XI": "GB"}


@dataclass(frozen=True, slots=True)
class Exemption:
    """Why no VAT is charged: category, code of the reason (VATEX)."""

    tax: Tax
    code: str = ""


EXEMPTIONS = {
    "reverse": Exemption(Tax.REVERSE, "VATEX-EU-AE"),
    "eu": Exemption(Tax.EU, "VATEX-EU-IC"),
    "export": Exemption(Tax.EXPORT, "VATEX-EU-G"),
    "small": Exemption(Tax.EXEMPT),
    "other": Exemption(Tax.EXEMPT),
}


def reason_of(wish: Wish, language: str) -> str:
    """Why no VAT is charged, in the words of the law; empty where nothing was agreed."""
    with override(language):
        words = {
            "reverse": _("VAT is owed by the recipient of the supply (reverse charge)"),
            "eu": _("VAT-free supply within the European Union"),
            "export": _("VAT-free export"),
            "small": _("No VAT is charged: small business after § 19 UStG"),
            "other": wish.reason,
        }
        return words.get(wish.exemption, "")


def numbered_reason(wish: Wish, company: Values, language: str) -> str:
    """The reason with the client's VAT number, which the law wants beside some (§ 14a UStG)."""
    reason, number = reason_of(wish, language), company.get("vat_id") or ""
    if not number or wish.exemption not in ("reverse", "eu"):
        return reason
    with override(language):
        return _("%(reason)s. The client's VAT number: %(number)s") % {
            "reason": reason,
            "number": number,
        }


def untaxed(paper: Values) -> bool:
    """Whether a paper has lines without VAT."""
    return paper["vat_mode"] == "none" or any(line["vat_rate"] == NO_VAT for line in paper["lines"])


def type_of(kind: str, form: Form) -> str:
    """The code of a kind of invoice (BT-3)."""
    code = CODES.get(kind, "380")
    return _PART if form is Form.XRECHNUNG and code == _ADVANCE else code


def made(
    paper: Values,
    printed: PaperDocument,
    firm: Values,
    company: Values,
    wish: Wish,
    settled: Sequence[tuple[str, date]] = (),
) -> EInvoice:
    """The e-invoice of a paper; what it lacks is found by `gaps`.

    settled: number and day of the invoices that it takes off.
    """
    rows, taxes = rows_of(paper, wish), taxes_of(paper, wish)
    corrected = [printed.corrects] if printed.corrects else []
    same = printed.supplied_same
    return EInvoice(
        form=wish.form,
        number=paper["number"] or "",
        date=paper["date"],
        type_code=type_of(paper.get("kind") or "", wish.form),
        currency=paper["currency"],
        seller=seller_of(firm, printed, wish),
        buyer=buyer_of(company, printed, wish, country_of(firm)),
        rows=rows,
        taxes=taxes,
        net=paper["net"].minor,
        vat=paper["vat"].minor,
        total=paper["total"].minor,
        due=paper.get("due"),
        supplied_on=paper["date"] if same else printed.supplied_on,
        supplied_until=printed.supplied_until,
        reference=wish.reference,
        preceding=(*corrected, *settled),
        terms=terms_of(paper),
        purpose=paper["number"] or "",
        note="\n".join(part for part in (printed.subject, printed.outro) if part),
        bank=bank_of(printed),
    )


def terms_of(paper: Values) -> str:
    """Until when is paid, in the paper's language."""
    if not paper.get("due"):
        return ""
    with override(paper["language"]):
        return _("Payable until %(day)s") % {"day": paper["due"].strftime("%d.%m.%Y")}


def bank_of(printed: PaperDocument) -> Bank:
    """The account on the paper."""
    account = printed.payment.account
    if account is None:
        return Bank()
    return Bank("".join(account.number.split()), account.code, account.name)


def country_of(firm: Values) -> str:
    """Where an own firm is: by its country, else by its VAT number or account."""
    known = _COUNTRIES.get(firm.get("country") or "")
    return known or prefix(firm.get("vat_id") or "") or prefix(firm.get("bank_account") or "")


def prefix(text: str) -> str:
    """The country before a VAT number or an IBAN."""
    head = text[:2].upper()
    return _PREFIXES.get(head, head) if head.isascii() and head.isalpha() else ""


def seller_of(firm: Values, printed: PaperDocument, wish: Wish) -> Party:
    """The own firm, with who answers questions about the invoice."""
    side, sender = printed.firm, printed.sender
    address = wish.own_address or side.mail
    return Party(
        name=firm.get("legal_name") or firm.get("name") or "",
        place=place_of("\n".join(side.address), country_of(firm)),
        vat_id=firm.get("vat_id") or "",
        tax_id=firm.get("tax_id") or "",
        register=firm.get("reg_number") or "",
        address=address,
        scheme=wish.own_scheme or scheme_of(address),
        contact=wish.contact or sender.name or firm.get("signatory") or "",
        phone=sender.phone or side.phone,
        mail=sender.mail or side.mail,
    )


def buyer_of(company: Values, printed: PaperDocument, wish: Wish, country: str) -> Party:
    """The client as on the paper."""
    vat_id = "".join((company.get("vat_id") or "").split()).upper()
    mails = [entry["value"] for entry in company.get("emails") or []]
    routed = wish.reference if leitweg.is_valid(wish.reference) else ""
    address = wish.address or routed or (mails[0] if mails else "")
    return Party(
        name=company.get("legal_name") or company.get("name") or "",
        place=place_of("\n".join(printed.client.address), prefix(vat_id) or country),
        vat_id=vat_id,
        register=company.get("reg_number") or "",
        address=address,
        scheme=wish.scheme if wish.address and wish.scheme else scheme_of(address),
    )


def scheme_of(address: str) -> str:
    """What an electronic address is, by its looks."""
    if "@" in address:
        return "EM"
    if leitweg.is_valid(address):
        return "0204"
    return "9930" if prefix(address) == "DE" else "0088"


def tax_of(choice: str, mode: str, wish: Wish) -> tuple[Tax, int]:
    """Category and rate of a line; without VAT and without a reason it counts as exempt."""
    if mode == "none" or choice == NO_VAT:
        return EXEMPTIONS.get(wish.exemption, Exemption(Tax.EXEMPT)).tax, 0
    rate = int(choice) * SCALE
    return (Tax.STANDARD if rate else Tax.ZERO), rate


def rows_of(paper: Values, wish: Wish) -> tuple[Row, ...]:
    """The lines, at net prices."""
    digits = currency_digits(paper["currency"])
    return tuple(
        row_of(line, str(place), paper, wish, digits)
        for place, line in enumerate(paper["lines"], 1)
    )


def row_of(line: Values, place: str, paper: Values, wish: Wish, digits: int) -> Row:
    """One line. What the price does not explain of the amount is the line's discount.

    Where prices include VAT the share of the whole discount stands in the lines: net amounts of
    EN 16931 are rounded line by line, and the paper's are not.
    """
    tax, rate = tax_of(line["vat_rate"], paper["vat_mode"], wish)
    quantity, price, amount = figures_of(line, paper["vat_mode"], rate, digits)
    whole = round_half_up(quantity * price * 10**digits, SCALE * SCALE)
    allowance = whole - amount
    discounted = line["discount"] or paper["discount"]
    return Row(
        id=place,
        name=line["name"],
        quantity=quantity,
        unit=code_of(line["unit"] or ""),
        price=price,
        amount=amount,
        tax=tax,
        rate=rate,
        # without a discount a difference is the rounding of a net price
        allowance=allowance if discounted else 0,
        description=line["description"] or "",
        article=line["article"] or "",
    )


def figures_of(line: Values, mode: str, rate: int, digits: int) -> tuple[int, int, int]:
    """Quantity, net price and net amount of a line; the quantity is below zero, no price (BR-27).

    A line that takes another invoice off has that one's net amount as its price.
    """
    unit = SCALE // 10**digits
    quantity, price, amount = line["quantity"], line["price"].minor * unit, line["amount"].minor
    if mode == "included":
        price, amount = round_half_up(price * HUNDRED, HUNDRED + rate), line["net"].minor
    if line.get("settles"):
        quantity, price = SCALE, line["net"].minor * unit
    return (-quantity, -price, amount) if price < 0 else (quantity, price, amount)


def taxes_of(paper: Values, wish: Wish) -> tuple[TaxSum, ...]:
    """The sums by category and rate, the highest rate first."""
    found: dict[tuple[Tax, int], list[int]] = {}
    for line in paper["lines"]:
        sums = found.setdefault(tax_of(line["vat_rate"], paper["vat_mode"], wish), [0, 0, 0])
        net = line["net"].minor
        amount = net if paper["vat_mode"] == "included" else line["amount"].minor
        for at, value in enumerate((net, line["vat"].minor, amount - net)):
            sums[at] += value
    return tuple(
        tax_sum(tax, rate, found[tax, rate], paper, wish)
        for tax, rate in sorted(found, key=lambda key: -key[1])
    )


def tax_sum(tax: Tax, rate: int, sums: list[int], paper: Values, wish: Wish) -> TaxSum:
    """The sums (net, VAT, discount) of one category and rate, with the reason of none."""
    net, vat, allowance = sums
    if tax in (Tax.STANDARD, Tax.ZERO) or wish.exemption not in EXEMPTIONS:
        return TaxSum(tax, rate, net, vat, allowance)
    reason, code = reason_of(wish, paper["language"]), EXEMPTIONS[wish.exemption].code
    return TaxSum(tax, rate, net, vat, allowance, reason, code)
