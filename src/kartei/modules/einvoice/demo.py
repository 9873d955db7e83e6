"""The demo firm's e-invoices: a client who wants ZUGFeRD, and a bill that came as XML."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

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
from kartei.modules.einvoice.formats.writing import write
from kartei.platform.kit.money import SCALE
from kartei.platform.records import files

RATE = 19 * SCALE
SUPPLIER = Party(
    "Glas Müller & Söhne KG",
    Place(("Glashüttenweg 4",), "02943", "Weißwasser", "DE"),
    vat_id="DE811907980",
    register="HRA 4711, Amtsgericht Hoyerswerda",
    address="rechnung@glas-mueller.example",
    scheme="EM",
    contact="Uta Müller",
    phone="+49 3576 200100",
    mail="rechnung@glas-mueller.example",
)
#: Goods of the bill: name, quantity, price in cents.
GOODS = (("Isolierglas 4-16-4, 1000 × 1200", 12, 8450), ("Anfahrt und Abladen", 1, 9500))


def fill(stage: Any) -> None:
    """Settings of one German client, and one bill that waits to be checked."""
    german = stage.made.get("companies of manager2", ())
    if german:
        values = {"company": str(german[0]), "form": Form.ZUGFERD.value}
        stage.add("recipients", "einvoice.recipient", "admin", 20, **values)
    actor = stage.actor("director", 3)
    file = files.upload(actor, [bill(stage)], "GM-2041.xml")
    stage.add("bills", "einvoice.bill", "director", 3, file=str(file.pk))


def bill(stage: Any) -> bytes:
    """The supplier's invoice of five days ago."""
    day = stage.moment(5).date()
    rows = tuple(
        Row(str(at), name, count * SCALE, "H87", price * SCALE // 100, count * price, Tax.STANDARD,
            RATE)
        for at, (name, count, price) in enumerate(GOODS, 1)
    )  # fmt: skip
    net = sum(row.amount for row in rows)
    vat = (net * 19 + 50) // 100
    return write(
        EInvoice(
            form=Form.ZUGFERD,
            number="GM-2041",
            date=day,
            type_code="380",
            currency="EUR",
            seller=SUPPLIER,
            buyer=Party("Vektor Fenster", Place(("Hafenstraße 2",), "10115", "Berlin", "DE")),
            rows=rows,
            taxes=(TaxSum(Tax.STANDARD, RATE, net, vat),),
            net=net,
            vat=vat,
            total=net + vat,
            due=day + timedelta(days=14),
            supplied_on=day - timedelta(days=1),
            purpose="GM-2041",
            bank=Bank("DE02120300000000202051", "BYLADEM1001", SUPPLIER.name),
        )
    )
