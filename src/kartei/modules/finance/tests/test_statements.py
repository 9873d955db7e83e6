"""Statements of banks: read, booked once whatever comes twice, taken back as a whole."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from kartei.modules.finance import jobs
from kartei.modules.finance.models import Payment
from kartei.modules.finance.rules.showing import entries_of
from kartei.modules.finance.statements.tests import samples
from kartei.modules.finance.tests.till import ACCOUNT, PAYMENT, Till, make_till
from kartei.platform.flow import queue
from kartei.platform.flow.worker import perform
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import files, write
from kartei.platform.records.ask import Ask
from kartei.platform.records.commands import run
from kartei.platform.records.query import page

pytestmark = pytest.mark.django_db
STATEMENT = "finance.statement"
FILE = samples.client_bank(
    samples.document(12, "500.00")
    + samples.document(13, "250.50", ПлательщикИНН="", ПлательщикСчет="40702810900000000009")
    + samples.document(7, "50.50", incoming=False),
    "1700.00",
).encode("cp1251")


@pytest.fixture
def till() -> Till:
    """Two bank accounts in rubles with numbers, one in euros."""
    found = make_till()
    firm = {"name": "Bank", "firm": str(found.shop.firms["ru"])}
    for account, number in ((found.bank, samples.OURS), (second(found), samples.SECOND)):
        made = write.create(
            found.admin, "documents.account", {**firm, "bank_account": number, "currency": "RUB"}
        )
        write.change(found.admin, ACCOUNT, account, {"firm": firm["firm"], "bank": str(made)})
    return found


def second(till: Till) -> UUID:
    given = {"name": "second", "kind": "bank", "currency": "RUB", "opened_on": "2026-01-01"}
    return write.create(till.admin, ACCOUNT, given)


def taken(till: Till, data: bytes, **values: Any) -> UUID:
    file = files.upload(till.admin, [data], "statement.txt")
    return write.create(till.admin, STATEMENT, {"file": str(file.pk), **values})


def done(till: Till, key: UUID, command: str = "book") -> dict[str, Any]:
    """Carry a command out with its job."""
    run(till.admin, STATEMENT, key, command, {})
    work()
    return till.seen(STATEMENT, key)


def work() -> None:
    while claimed := queue.claim("me"):
        perform(claimed, "me", threading.Event())
        claimed.refresh_from_db()
        assert claimed.state == "done", claimed.error


def payments(till: Till) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page(till.admin, PAYMENT, Ask(fields=("*",), sort="bank_number"))[
        "items"
    ]
    return found


def refused(till: Till, data: bytes, **values: Any) -> str:
    with pytest.raises(Refusal) as caught:
        taken(till, data, **values)
    (fault,) = caught.value.faults
    assert (fault.field, "%(" in fault.detail) == ("file", False)
    return fault.code


def test_a_file_is_shown_before_anything_is_booked(till: Till) -> None:
    """RC-05: account, period, balances and what is new stand there; no payment is made."""
    key = taken(till, FILE)
    found = till.seen(STATEMENT, key)
    assert (found["account"]["id"], found["status"], found["form"]) == (str(till.bank), "new", "1c")
    assert [found[name].isoformat() for name in ("since", "until")] == ["2026-11-01", "2026-11-05"]
    assert [found[name]["amount"] for name in ("opening", "closing")] == ["1000.00", "1700.00"]
    assert (found["entries"], found["fresh"], found["findings"]) == (3, 3, None)
    assert payments(till) == []
    shown = entries_of(till.admin, key, 1, 1)
    assert (shown["count"], [one["number"] for one in shown["items"]]) == (3, ["13"])
    assert (shown["items"][0]["state"], shown["items"][0]["amount"]["amount"]) == ("new", "250.50")
    done(till, key)
    assert {one["state"] for one in entries_of(till.admin, key, 0, 50)["items"]} == {"booked"}


def test_bookings_become_payments_of_known_clients(till: Till) -> None:
    company = till.shop.company
    write.change(till.admin, "people.company", company, {"tax_id": "7707083893"})
    found = done(till, taken(till, FILE))
    assert (found["status"], found["booked"], found["fresh"]) == ("done", 3, 0)
    first, second, out = payments(till)
    assert (first["kind"], first["amount"]["amount"], first["bank_number"]) == (
        "in",
        "500.00",
        "12",
    )
    assert first["company"]["id"] == str(company)
    assert (first["party"], first["party_id"]) == ("ООО Вектор", "7707083893")
    assert first["date"].isoformat() == "2026-11-05"
    assert second["company"] is None
    assert (out["kind"], out["amount"]["amount"]) == ("out", "50.50")
    assert till.balance(till.bank) == "1700.00"


def test_the_account_tells_a_client_that_paid_from_it_before(till: Till) -> None:
    till.pay("1", company=str(till.shop.company), party_account="40702810900000000009")
    done(till, taken(till, FILE))
    told = {one["bank_number"]: one["company"] for one in payments(till)}
    assert told["13"]["id"] == str(till.shop.company)
    assert told["12"] is None


def test_what_comes_twice_is_booked_once(till: Till) -> None:
    """The same file is refused, a longer one brings what is new, equal bookings stay two."""
    done(till, taken(till, FILE))
    assert refused(till, FILE) == "finance.same_file"
    longer = FILE.replace(
        "КонецФайла".encode("cp1251"), (samples.document(14, "5.00") * 2).encode("cp1251")
    )
    key = taken(till, longer)
    assert till.seen(STATEMENT, key)["fresh"] == 2
    found = done(till, key)
    assert (found["booked"], found["fresh"], len(payments(till))) == (2, 0, 5)
    assert till.balance(till.bank) == "1710.00"


def test_a_statement_is_taken_back_and_booked_again(till: Till) -> None:
    key = taken(till, FILE)
    done(till, key)
    with pytest.raises(Refusal):
        write.bin_many(till.admin, STATEMENT, [key])
    found = done(till, key, "unbook")
    assert (found["status"], found["booked"], found["fresh"]) == ("undone", 0, 3)
    assert (payments(till), till.balance(till.bank)) == ([], "1000.00")
    assert done(till, key)["booked"] == 3
    assert till.balance(till.bank) == "1700.00"
    assert Payment.objects.unguarded("whether they came back").count() == 3


def test_a_transfer_seen_on_both_accounts_is_one(till: Till) -> None:
    out = samples.document(5, "100.00", incoming=False, ПолучательСчет=samples.SECOND)
    here = samples.client_bank(out, "900.00")
    there = samples.client_bank(out.replace("05.11.2026", "06.11.2026"), "1100.00").replace(
        f"РасчСчет={samples.OURS}\r\n", f"РасчСчет={samples.SECOND}\r\n"
    ).replace(f"ПлательщикРасчСчет={samples.SECOND}", "")  # fmt: skip
    for text in (there, here):
        assert done(till, taken(till, text.encode("cp1251")))["status"] == "done"
    (only,) = payments(till)
    assert (only["kind"], only["account"]["id"]) == ("transfer", str(till.bank))
    assert till.balance(till.bank) == "900.00"


def test_foreign_accounts_and_other_currencies_are_told_and_not_booked(till: Till) -> None:
    found = till.seen(STATEMENT, key := taken(till, samples.SPARKASSE_V8))
    assert (found["account"], found["fresh"], "number" in found["findings"]) == (None, 2, True)
    with pytest.raises(Refusal):
        run(till.admin, STATEMENT, key, "book", {})
    write.change(till.admin, STATEMENT, key, {"account": str(till.bank)})
    assert "EUR" in till.seen(STATEMENT, key)["findings"]
    with pytest.raises(Refusal, match=r"finance\.currency"):
        run(till.admin, STATEMENT, key, "book", {})
    write.change(till.admin, STATEMENT, key, {"account": str(till.euro)})
    assert done(till, key)["booked"] == 2


def test_a_closed_month_keeps_its_bookings_out_and_names_them(till: Till) -> None:
    lock = write.create(
        till.admin, "finance.lock", {"account": str(till.bank), "until": "2026-11-05"}
    )
    key = taken(till, FILE)
    found = done(till, key)
    assert (found["status"], found["booked"], found["fresh"]) == ("part", 0, 3)
    assert "17" in found["findings"].split("\n")[0]
    run(till.admin, "finance.lock", lock, "reopen", {"reason": "late statement"})
    found = done(till, key)
    assert (found["status"], found["booked"], found["findings"]) == ("done", 3, None)


def test_a_file_of_two_accounts_makes_two_statements(till: Till) -> None:
    out = samples.document(5, "100.00", incoming=False, ПолучательСчет=samples.SECOND)
    both = samples.client_bank(out, "900.00").replace(
        "\r\nСекцияРасчСчет", f"\r\nРасчСчет={samples.SECOND}\r\nСекцияРасчСчет", 1
    )
    taken(till, both.encode("cp1251"))
    rows = page(till.admin, STATEMENT, Ask(fields=("*",), sort="name"))["items"]
    assert [row["bank_account"] for row in rows] == [samples.OURS, samples.SECOND]
    for row in rows:
        done(till, UUID(row["id"]))
    assert [one["kind"] for one in payments(till)] == ["transfer"]


def test_what_is_no_statement_is_refused_in_words(till: Till) -> None:
    assert refused(till, b"%PDF-1.7\n...") == "statement.pdf"
    assert refused(till, b"name,phone\nAnna,+49 30 1\n") == "statement.columns"
    assert refused(till, samples.TWO_COLUMNS) == "statement.currency"
    chosen = till.seen(STATEMENT, taken(till, samples.TWO_COLUMNS, account=str(till.bank)))
    assert (chosen["entries"], chosen["fresh"]) == (2, 2)
    assert "4" in chosen["findings"]


def test_a_watched_folder_is_emptied_and_a_foreign_file_put_aside(
    till: Till, settings: Any, tmp_path: Path
) -> None:
    """RC-05: what a bank's program puts down is booked; the reason lies beside what is not."""
    settings.STATEMENT_FOLDERS = str(tmp_path)
    with pytest.raises(Refusal):
        write.change(till.admin, ACCOUNT, till.bank, {"folder": "../elsewhere"})
    write.change(till.admin, ACCOUNT, till.bank, {"folder": "sber"})
    folder = tmp_path / "sber"
    folder.mkdir()
    for name, data in (("a.txt", FILE), ("b.txt", FILE), ("c.pdf", b"%PDF-1.7")):
        (folder / name).write_bytes(data)
        os.utime(folder / name, (1_000_000_000, 1_000_000_000))
    (folder / "d.txt").write_bytes(FILE)  # may still be written
    jobs.look()
    jobs.look()
    work()
    names = sorted(str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file())
    assert names == ["d.txt", "done/a.txt", "done/b.txt", "faulty/c.pdf", "faulty/c.pdf.txt"]
    assert "PDF" in (folder / "faulty/c.pdf.txt").read_text("utf-8")
    assert len(payments(till)) == 3
