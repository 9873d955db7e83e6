"""Reports: each figure is a plain sum of the table and leads to a list of the same sum."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from openpyxl import load_workbook

from kartei.modules.billing.tests.billing_shop import billing_shop
from kartei.modules.billing.tests.test_invoices import BILL, insider
from kartei.modules.offers.tests.shop import Shop, text_of
from kartei.modules.reports.contract import Wish, all_for, answer, made
from kartei.platform.access.actor import Actor
from kartei.platform.access.tests.cast import ORGANISATION, OWN
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import query, write
from kartei.platform.records.ask import Ask
from kartei.platform.records.commands import run

pytestmark = pytest.mark.django_db
REPORT = "billing.invoices"
YEAR = {"period": "own", "since": "2025-01-01", "until": "2026-12-31"}
#: Each dimension with the SQL by which a reader would group.
COLUMNS = {
    "month": "substr(cast(date as text), 1, 7)",
    "manager": "owner_id",
    "company": "company_id",
    "firm": "firm_id",
    "kind": "kind",
}


@pytest.fixture
def shop() -> Shop:
    """Invoices of alice's and the head's, of three months, one of them taken back, one a draft."""
    shop = billing_shop()
    german = {"firm": str(shop.firms["de"]), "language": "de"}
    for who, day, more in (
        ("alice", "2025-12-31", {}),
        ("alice", "2026-01-10", german),
        ("admin", "2026-01-31", {}),
        ("admin", "2026-02-01", german),
    ):
        bill(shop, getattr(shop.cast, who), day, **more)
    back = bill(shop, shop.cast.alice, "2026-02-03", **german)
    run(shop.cast.alice, BILL, back, "reverse", {})
    write.create(shop.cast.alice, BILL, {**client(shop), "date": "2026-02-04"})
    return shop


def client(shop: Shop, rate: str = "22") -> dict[str, Any]:
    lines = [{"name": "Window", "price": "100.10", "quantity": "3", "vat_rate": rate}]
    return {"company": str(shop.company), "lines": lines}


def bill(shop: Shop, actor: Actor, day: str, **values: Any) -> UUID:
    rate = "19" if values else "20" if day < "2026" else "22"
    key = write.create(actor, BILL, {**client(shop, rate), "date": day, **values})
    run(actor, BILL, key, "issue", {})
    return key


def by_hand(column: str, where: str = "") -> dict[str, tuple[int, int]]:
    """{value: (count, total in minor units)} of standing invoices as SQL says it."""
    text = (
        f"SELECT {column}, count(*), sum(total_base) FROM billing_invoice "
        f"WHERE status = 'issued' AND kind <> 'reversal' AND NOT deleted {where} GROUP BY 1"
    )
    with connection.cursor() as cursor:
        cursor.execute(text)
        return {str(v).replace("-", ""): (n, int(s)) for v, n, s in cursor.fetchall()}


def minor(money: dict[str, str]) -> int:
    return int(money["amount"].replace(".", ""))


def test_each_figure_is_a_plain_sum_and_leads_to_its_records(shop: Shop) -> None:
    """S0-128: whatever the invoices are grouped by."""
    for dimension in COLUMNS:
        compare_with_sql(shop.cast.admin, dimension)


def compare_with_sql(admin: Actor, dimension: str) -> None:
    found = answer(admin, REPORT, Wish(**YEAR, by=dimension))
    told = {
        str(row["keys"][0]["value"]).replace("-", ""): (
            row["figures"]["count"], minor(row["figures"]["total"]),
        )
        for row in found["rows"]
    }  # fmt: skip
    assert told == by_hand(COLUMNS[dimension])
    assert sum(total for _n, total in told.values()) == minor(found["total"]["figures"]["total"])
    for row in (*found["rows"], found["total"]):
        assert listed(admin, row) == (row["figures"]["count"], minor(row["figures"]["total"]))


def listed(actor: Actor, row: dict[str, Any]) -> tuple[int, int]:
    """Count and sum of the list that a figure leads to."""
    ask = Ask(filter=row["list"]["filter"], fields=("total",), limit=200)
    items = query.page(actor, row["list"]["object"], ask)["items"]
    return len(items), sum(minor(item["total"]) for item in items)


def test_a_narrowed_report_is_compared_with_the_period_before(shop: Shop) -> None:
    """The months of one manager; the earlier figures are those of their own period."""
    cast = shop.cast
    where = f'{{"manager": "{cast.alice.user}", "month": "2026-01"}}'
    wish = Wish(
        period="own", since="2026-01-01", until="2026-01-31", where=where, by="firm",
        compare="before",
    )  # fmt: skip
    found = answer(cast.admin, REPORT, wish)
    assert [row["figures"]["count"] for row in found["rows"]] == [1]
    assert found["where"][0]["label"] == "Alice"
    assert found["against"] == {"since": "2025-12-01", "until": "2025-12-31"}
    assert found["total"]["before"]["count"] == 0, "the month that it is narrowed to"
    wide = answer(cast.admin, REPORT, Wish(**{**YEAR, "since": "2026-01-01"}, compare="year"))
    assert (
        minor(wide["total"]["before"]["total"]) == by_hand("1", "AND date < '2026-01-01'")["1"][1]
    )


def test_nobody_counts_what_he_may_not_read(shop: Shop) -> None:
    """Alice counts hers alone, one without the right to read has no report, one without the field
    no figure, and a dimension that he does not read is an unknown one.
    """
    cast = shop.cast
    mine = answer(cast.alice, REPORT, Wish(**YEAR, by="manager"))
    assert [row["keys"][0]["title"] for row in mine["rows"]] == ["Alice"]
    assert mine["total"]["figures"]["count"] == by_hand("owner_id")[cast.alice.user.hex][0]
    nothing = cast.grant("dmitri", {"people.person": OWN})
    assert all_for(nothing) == []
    assert refusal(answer, nothing, REPORT, Wish()).status == 403
    half = cast.grant("bob", {"*": ORGANISATION}, {BILL: {"total": "none", "firm": "none"}})
    seen = answer(half, REPORT, Wish(**YEAR))
    assert "total" not in seen["total"]["figures"]
    assert refusal(answer, half, REPORT, Wish(by="firm")).status == 400
    blind = cast.grant("bob", {"*": ORGANISATION}, {BILL: {"kind": "none"}})
    assert refusal(answer, blind, REPORT, Wish()).status == 403


def refusal(act: Callable[..., Any], *given: Any) -> Refusal:
    with pytest.raises(Refusal) as caught:
        act(*given)
    return caught.value


def test_who_may_not_export_all_that_is_counted_gets_no_file(shop: Shop) -> None:
    for export in ({"export": "none"}, {"export": "own"}):
        reads = {"read": "organisation", **export}
        bob = shop.cast.grant("bob", {"*": ORGANISATION, BILL: reads})
        assert refusal(made, bob, REPORT, Wish(), "xlsx").status == 403


def test_a_file_holds_what_the_page_shows(shop: Shop) -> None:
    """Real numbers in the spreadsheet, the same figures on paper."""
    bob = insider(shop)
    wish = Wish(**YEAR, by="month", compare="before")
    found = answer(bob, REPORT, wish)
    data, name = made(bob, REPORT, wish, "xlsx")
    assert name.endswith("2025-01-01 – 2026-12-31.xlsx")
    rows = list(load_workbook(io.BytesIO(data)).active.values)
    assert rows[0][:2] == ("Month", "Invoices")
    shown = [row["figures"]["total"]["amount"] for row in (*found["rows"], found["total"])]
    assert [f"{row[4]:.2f}" for row in rows[1:]] == shown
    paper = text_of(made(bob, REPORT, wish, "pdf")[0])
    assert "Compared with 1 January 2023 – 31 December 2024" in paper
    assert f"{float(shown[-1]):,.2f}" in paper


WRONG: list[tuple[dict[str, str], str]] = [
    ({"period": "someday"}, "reports.period"),
    ({"period": "own", "since": "2026-02-30", "until": "2026-03-01"}, "reports.period"),
    ({"period": "own", "since": "2026-03-02", "until": "2026-03-01"}, "reports.period"),
    ({"by": "month,month"}, "reports.by"),
    ({"by": "secret"}, "reports.by"),
    ({"where": "{"}, "reports.where"),
    ({"where": '{"manager": ["x"]}'}, "reports.where"),
    ({"where": '{"month": "2026-13"}'}, "reports.where"),
    ({"where": '{"month": "2026-W47-1"}'}, "reports.where"),
    ({"where": '{"manager": "nobody"}'}, "query.value"),
    ({"chosen": "basis:paid"}, "reports.choice"),
    ({"compare": "never"}, "reports.choice"),
    ({"sort": "-secret"}, "reports.sort"),
]


def test_a_wrong_question_is_named(shop: Shop) -> None:
    for asked, code in WRONG:
        found = refusal(answer, shop.cast.admin, REPORT, Wish(**asked))
        assert found.code == code, asked
