"""Exports hold exactly the list, and only what may be exported (S0-045, S2-52)."""

from __future__ import annotations

import io
from typing import Any

import pytest

from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import exporting, write
from kartei.platform.records.ask import Ask
from kartei.platform.records.exporting import Wish
from kartei.platform.records.readers.table import open_table

pytestmark = pytest.mark.django_db
PERSON, PRODUCT = "people.person", "catalog.product"


@pytest.fixture
def cast() -> Cast:
    """The firm with some clients."""
    made = make_cast()
    for number, who in enumerate(("alice", "alice", "bob")):
        values = {
            "last_name": f"P{number}", "city": "Bonn", "phones": [f"+7916000000{number}"],
            "source": "site", "birthday": "1990-02-01", "notes": "=1+1",
        }  # fmt: skip
        write.create(getattr(made, who), PERSON, values)
    return made


def text(cast: Cast, who: str, kind: str, name: str = PERSON, **ask: Any) -> str:
    """An export as text."""
    target = io.BytesIO()
    exporting.write(getattr(cast, who), Wish(name, Ask(**ask), kind), target)
    return target.getvalue().decode("utf-8-sig")


def test_filter_order_and_columns_are_those_of_the_list(cast: Cast) -> None:
    table = text(
        cast, "head", "csv", filter=["name", "!=", "P1"], sort="-name", search="p",
        fields=("name", "city", "phones", "birthday", "source", "notes"),
    ).splitlines()  # fmt: skip
    assert table[0] == "Full name,City,Phones,Birthday,Source,Notes"
    assert [line.split(",")[0] for line in table[1:]] == ["P2", "P0"]
    assert table[1].startswith("P2,Bonn,'+7 (916) 000-00-02,1990-02-01,web site,")
    assert "'=1+1" in table[1], "what a spreadsheet would compute is made harmless"


def test_the_right_to_export_cuts_rows_and_field_rights_cut_columns(cast: Cast) -> None:
    cast.grant(
        "alice", {PERSON: {"read": "organisation", "export": "own"}}, {PERSON: {"city": "none"}}
    )
    rows = text(cast, "alice", "csv", sort="name", fields=("name",)).splitlines()[1:]
    assert rows == ["P0", "P1"]
    assert "City" not in text(cast, "alice", "csv").splitlines()[0]
    with pytest.raises(Refusal, match=r"query\.unknown_field"):
        text(cast, "alice", "csv", fields=("city",))
    cast.grant("alice", {PERSON: {"read": "organisation"}})
    with pytest.raises(Refusal) as refused:
        text(cast, "alice", "csv")
    assert refused.value.status == 403


def test_a_spreadsheet_has_money_beside_its_currency_and_comes_back_by_import(cast: Cast) -> None:
    values = {"name": "Fenster", "price": {"amount": "12.50", "currency": "EUR"}, "vat": "20"}
    write.create(cast.admin, PRODUCT, values)
    target = io.BytesIO()
    wish = Wish(PRODUCT, Ask(fields=("name", "price", "vat", "active")), "xlsx")
    assert exporting.write(cast.admin, wish, target) == 1
    table = open_table(target.getvalue())
    assert [c.title for c in table.columns] == [
        "Name", "Price", "Price, currency", "VAT rate", "On sale",
    ]  # fmt: skip
    assert [cells for _n, cells in table.rows()] == [["Fenster", "12.5", "EUR", "20\u00a0%", "yes"]]


def test_address_cards(cast: Cast) -> None:
    cards = text(cast, "alice", "vcf", sort="name")
    assert cards.count("BEGIN:VCARD") == 2
    assert "N:P0;;;;" in cards
    assert "BDAY:19900201" in cards
    with pytest.raises(Refusal, match=r"export\.no_cards"):
        text(cast, "admin", "vcf", PRODUCT)


def test_long_lists_come_page_by_page_without_gaps(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "PAGE", 2)
    seen: list[int] = []
    target = io.BytesIO()
    wish = Wish(PERSON, Ask(sort="birthday", fields=("name",)), "csv")
    rows = exporting.write(cast.head, wish, target, lambda done, _total: seen.append(done))
    assert (rows, seen) == (3, [2, 3])
    assert exporting.count(cast.head, wish) == 3


@pytest.mark.parametrize("kind", ["", "pdf", "XLSX"])
def test_unknown_formats_are_a_wrong_question(cast: Cast, kind: str) -> None:
    with pytest.raises(Refusal, match=r"export\.format"):
        exporting.check(cast.admin, Wish(PERSON, Ask(), kind))
