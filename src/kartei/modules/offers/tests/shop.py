"""A small firm for the tests of offers: own firms, products, a client, a deal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pypdfium2

from kartei.modules.sales.contract import setup as sales_setup
from kartei.platform.access.actor import Actor
from kartei.platform.access.tests.cast import ORGANISATION, OWN, SHARED_OBJECTS, Cast, make_cast
from kartei.platform.kit.money import Amount, show
from kartei.platform.records import query, write
from kartei.platform.records.ask import Ask

OFFER = "offers.offer"
BASE: dict[str, Any] = {
    "*": OWN,
    **{name: {"read": "organisation", "append_to": "organisation"} for name in SHARED_OBJECTS},
}
MONEY = {
    OFFER: {
        "cost": "read", "profit": "read", "margin": "read", "lines.cost": "write",
        "lines.profit": "read",
    },
    "catalog.product": {"cost": "write"},
}  # fmt: skip


@dataclass
class Shop:
    """Ids of what every test needs; alice owns client and deal and sees no purchase prices."""

    cast: Cast
    firms: dict[str, UUID]
    products: dict[str, UUID]
    company: UUID
    person: UUID
    deal: UUID

    def offer(self, actor: Actor | None = None, **values: Any) -> UUID:
        """An offer of alice's with two lines."""
        given = {"deal": str(self.deal), "lines": self.lines(), **values}
        return write.create(actor or self.cast.alice, OFFER, given)

    def lines(self) -> list[dict[str, Any]]:
        """A window from the catalogue and a free line."""
        return [
            {"product": str(self.products["window"]), "quantity": "3"},
            {"name": "Fitting", "price": "1999.99", "quantity": "1.5", "vat_rate": "10"},
        ]

    def insider(self) -> Actor:
        """Bob, who sees everything and the money too."""
        return self.cast.grant("bob", {"*": ORGANISATION}, MONEY)


def make_shop() -> Shop:
    """The cast, three own firms, two products, and alice's client with a deal."""
    cast = make_cast()
    firms = {country: make_firm(cast.admin, country) for country in ("ru", "de", "general")}
    sales_setup(cast.admin, "en", "ru")
    products = {
        "window": write.create(cast.admin, "catalog.product", WINDOW),
        "euro": write.create(
            cast.admin, "catalog.product",
            {"name": "Handle", "price": {"amount": "10.00", "currency": "EUR"}, "vat": "22"},
        ),
    }  # fmt: skip
    company = write.create(
        cast.alice, "people.company", {"name": "Romashka", "emails": ["office@romashka.example"]}
    )
    person = write.create(
        cast.alice, "people.person",
        {"last_name": "Ёлкин", "first_name": "Пётр", "middle_name": "Ильич", "salutation": "mr",
         "company": str(company), "emails": ["petr@romashka.example"]},
    )  # fmt: skip
    return Shop(cast, firms, products, company, person, make_deal(cast.alice, company, person))


WINDOW = {
    "name": "Window 1470 × 1420", "article": "W-1", "unit": "pcs", "price": "18450.33",
    "cost": "12345.67", "vat": "22", "description": "Tilt and turn",
}  # fmt: skip
NAMES = {"ru": "Окна Заречья", "de": "Fensterbau Brandt", "general": "Harbour Windows"}
LANGUAGES = {"ru": "ru", "de": "de", "general": "en"}


def make_firm(admin: Actor, country: str) -> UUID:
    """An own firm with the habits of its country; the Russian one is the usual one."""
    return write.create(
        admin, "documents.firm",
        {"name": NAMES[country], "country": country, "language": LANGUAGES[country],
         "vat_mode": "included" if country == "ru" else "on_top", "usual": country == "ru",
         "intro_ru": "Благодарим за обращение.", "intro_de": "vielen Dank.", "intro_en": "thanks.",
         "email": "info@firm.example"},
    )  # fmt: skip


def make_deal(actor: Actor, company: UUID, person: UUID) -> UUID:
    """A deal in the first stage of the selling funnel."""
    funnels = query.page(actor, "sales.funnel", Ask(fields=("*",)))["items"]
    funnel = next(f["id"] for f in funnels if f["kind"] == "sale")
    stages = query.page(actor, "sales.stage", Ask(filter=["funnel", "=", funnel], fields=("*",)))
    stage = min(stages["items"], key=lambda s: s["position"])["id"]
    return write.create(
        actor, "sales.deal",
        {"name": "New windows", "funnel": funnel, "stage": stage, "company": str(company),
         "person": str(person), "amount": "1.00"},
    )  # fmt: skip


def text_of(pdf: bytes) -> str:
    """All text of a PDF, blanks made plain."""
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return re.sub(r"\s+", " ", text.replace("\u200b", "").replace("\ufffe", "-"))


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF has."""
    document = pypdfium2.PdfDocument(pdf)
    count = len(document)
    document.close()
    return count


def printed(money: dict[str, str], language: str) -> str:
    """A sum of the API as paper of that language shows it, without its sign."""
    locale = {"ru": "ru", "de": "de", "en": "en_GB"}[language]
    minor = int(money["amount"].replace(".", ""))
    words = re.sub(r"[^\d.,\s]", "", show(Amount(minor, money["currency"]), locale))
    return re.sub(r"\s+", " ", words).strip()
