"""The demo firm's contracts, and one whose power of attorney fetches goods."""

from __future__ import annotations

from typing import Any

from kartei.modules.forms.contract import make, offered
from kartei.modules.forms.models import Kind

DOCUMENT = "forms.document"
SUBJECTS = {
    "ru": "изготовление и монтаж окон",
    "de": "Lieferung und Montage von Fenstern",
    "en": "supply and installation of windows",
}
GOODS = {
    "ru": ("Кладовщик", "Орлов Константин Львович", "Стеклопакеты по накладной"),
    "de": ("Lagerist", "Konstantin Orlow", "Isolierglas laut Lieferschein"),
    "en": ("Storekeeper", "Konstantin Orlov", "Glazing units as per delivery note"),
}
STATES = ("signed", "sent", "draft")
#: How many deals of each manager have a contract.
CONTRACTS = 3


def fill(stage: Any) -> None:
    """A contract for some deals, signed or not, with its Word file; a power of attorney."""
    contract, attorney = kinds()
    for login in ("manager1", "manager2"):
        for number, deal in enumerate(stage.made[f"deals of {login}"][:CONTRACTS]):
            age = 20 - 5 * number
            day = stage.moment(age).date()
            key = stage.add(
                "contracts", DOCUMENT, login, age, kind=contract, deal=str(deal),
                subject=SUBJECTS[stage.language], status=STATES[number], date=str(day),
                valid_until=str(stage.moment(-340 if number else -12).date()),
            )  # fmt: skip
            print_of(stage, login, age, key)
    title, name, goods = GOODS[stage.language]
    stage.add(
        "contracts", DOCUMENT, "manager1", 3, kind=attorney, subject=goods, content=goods,
        representative=name, representative_title=title, company=str(stage.made["companies"][0]),
        valid_until=str(stage.moment(-10).date()),
    )  # fmt: skip


def kinds() -> list[str]:
    """The contract and the power of attorney that the set-up has made."""
    rows = Kind.objects.unguarded("kinds of a firm that is being filled").order_by("created_at")
    return [str(row.pk) for row in rows]


def print_of(stage: Any, login: str, age: float, key: Any) -> None:
    """The Word file of a document, as its author made it."""
    actor = stage.actor(login, age)
    for template in offered(actor, DOCUMENT, key):
        make(actor, DOCUMENT, key, template.pk, pdf=False, keep=True)
