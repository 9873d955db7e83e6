"""What a delivery document tells beside its lines: parties, shipment, codes of Russian forms."""

from __future__ import annotations

from typing import Any

from kartei.modules.billing.delivery_words import FORMS
from kartei.modules.documents.contract import (
    Handover,
    Party,
    Row,
    address_of,
    currency_words,
    in_words,
    origin_of,
    phone_words,
    rows,
    seen,
    unit_code,
)
from kartei.platform.access.actor import Actor

Values = dict[str, Any]


def handover(actor: Actor, paper: Values, firm: Values) -> Handover:
    """The printable rest of a delivery document; clients as far as the asker may read them."""
    company = seen(actor, "people.company", paper["company"])
    person = seen(actor, "people.person", paper["person"])
    other = seen(actor, "people.company", paper["consignee"])
    language, form = paper["language"], paper["form"] or "act"
    return Handover(
        form=form,
        seller=seller_of(firm),
        buyer=party_of(company or person or {}),
        consignee=party_of(other) if other else None,
        rows=tuple(row_of(line, paper) for line in paper["lines"]),
        shipped_on=paper["shipped_on"] or paper["date"],
        place=paper["place"] or "",
        carrier=paper["carrier"] or "",
        basis=paper["basis"] or "",
        head_title=firm.get("signatory_title") or "",
        handed_by=paper["handed_by"] or firm.get("signatory") or "",
        received_by=paper["received_by"] or "",
        currency=currency_words(paper["currency"], paper["date"]),
        words=in_words(paper["total"], language),
        priced=language in FORMS[form].priced,
        advance=FORMS[form].advance,
        paid=paper["payment_doc"] or "",
        advances=paper["advance_doc"] or "",
        contract=paper["contract_id"] or "",
        places=paper["places"],
        mass_net=paper["mass_net"],
        mass_gross=paper["mass_gross"],
    )


def row_of(line: Values, paper: Values) -> Row:
    """The sums of one line, and the code of its unit."""
    net, vat, total = (line[name].minor for name in ("net", "vat", "total"))
    code, country = origin_of(line["origin"] or "")
    return Row(
        net, vat, total, unit_code(line["unit"] or "", paper["date"]), code, country,
        line["declaration"] or "",
    )  # fmt: skip


def seller_of(firm: Values) -> Party:
    """The own firm."""
    return Party(
        name=firm.get("legal_name") or firm.get("name") or "",
        address=", ".join(rows(firm.get("address"))),
        tax_id=firm.get("tax_id") or "",
        reg_code=firm.get("reg_code") or "",
        phone=phone_words(firm.get("phone") or ""),
        bank=bank_of(firm),
    )


def party_of(client: Values) -> Party:
    """A company or person as a party of the form."""
    phones = client.get("phones") or []
    return Party(
        name=client.get("legal_name") or client.get("name") or "",
        address=", ".join(address_of(client)),
        tax_id=client.get("tax_id") or "",
        reg_code=client.get("reg_code") or "",
        phone=phone_words(phones[0]["value"]) if phones else "",
        bank=bank_of(client),
    )


def bank_of(values: Values) -> str:
    """The account in the words of Russian forms; empty without a number."""
    if not values.get("bank_account"):
        return ""
    said = (
        ("р/с", values.get("bank_account")), ("в банке", values.get("bank_name")),
        ("БИК", values.get("bank_code")), ("к/с", values.get("corr_account")),
    )  # fmt: skip
    return ", ".join(f"{word} {value}" for word, value in said if value)
