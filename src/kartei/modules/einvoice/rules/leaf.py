"""An XML invoice as a paper that people can read: what it says, in our own layout."""

from __future__ import annotations

from django.utils.translation import get_language

from kartei.modules.documents.contract import (
    Account,
    ClientSide,
    FirmSide,
    PaperDocument,
    PaperLine,
    PaperSums,
    Payment,
    RateTotals,
    SenderSide,
    VatMode,
)
from kartei.modules.einvoice.formats.reading import ReadInvoice, ReadRow, Side
from kartei.modules.einvoice.rules.measures import unit_words


def leaf_of(found: ReadInvoice) -> PaperDocument:
    """The invoice in German or English: the Russian layout has no place for an IBAN."""
    german = (get_language() or "en").startswith("de")
    account = Account(found.seller.name, found.iban, code=found.bic) if found.iban else None
    return PaperDocument(
        language="de" if german else "en",
        firm=FirmSide(
            name=found.seller.name,
            legal=(found.seller.name,),
            address=rows(found.seller),
            phone=found.seller.phone,
            mail=found.seller.mail,
            tax=tuple(filter(None, (found.seller.vat_id, found.seller.tax_id))),
        ),
        client=ClientSide(found.buyer.name, rows(found.buyer)),
        sender=SenderSide(found.seller.name, phone=found.seller.phone, mail=found.seller.mail),
        number=found.number,
        date=found.date,
        currency=found.currency,
        vat_mode=VatMode.ON_TOP,
        lines=tuple(line(row, place) for place, row in enumerate(found.rows, 1)),
        sums=sums(found),
        kind="invoice",
        until=found.due,
        supplied_on=found.supplied_on,
        payment=Payment(account, found.purpose),
        outro="\n\n".join(filter(None, (found.note, found.terms, *reasons(found)))),
        layout="invoice",
    )


def rows(side: Side) -> tuple[str, ...]:
    """An address in lines."""
    return tuple(filter(None, (*side.address.split(", "), side.country)))


def reasons(found: ReadInvoice) -> list[str]:
    """Why no VAT is charged, each reason once."""
    return list(dict.fromkeys(tax.reason for tax in found.taxes if tax.reason))


def line(row: ReadRow, place: int) -> PaperLine:
    """One line; a discount shows itself in the amount."""
    return PaperLine(
        position=str(place),
        name=row.name,
        quantity=row.quantity,
        price=row.price,
        amount=row.amount,
        unit=unit_words(row.unit),
        description=row.description,
        article=row.article,
        vat=row.rate,
    )


def sums(found: ReadInvoice) -> PaperSums:
    """The sums that the file names, even where they do not add up."""
    amount = sum(row.amount for row in found.rows)
    taxes = tuple(RateTotals(t.rate or None, t.net, t.vat, t.net + t.vat) for t in found.taxes)
    return PaperSums(
        amount=amount,
        discount=max(amount - found.net, 0),
        net=found.net,
        vat=found.vat,
        total=found.total,
        rates=taxes,
    )
