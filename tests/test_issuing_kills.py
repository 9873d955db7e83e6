"""Numbers of issued invoices have no gaps and no doubles, whoever issues at once and whoever dies.

Real processes issue at the same time; some are killed in the middle of it, as by a power cut.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from kartei.modules.billing.models import Invoice, InvoicePaper
from kartei.modules.billing.tests.billing_shop import REQUISITES
from kartei.modules.billing.tests.test_invoices import BILL
from kartei.modules.offers.tests.shop import Shop, make_shop
from kartei.platform.records import write

#: A machine with more time asks for 500 invoices, 10 processes and 20 kills.
INVOICES = int(os.environ.get("KARTEI_TEST_INVOICES", "8"))
PROCESSES = int(os.environ.get("KARTEI_TEST_PROCESSES", "2"))
KILLS = int(os.environ.get("KARTEI_TEST_KILLS", "1"))

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(sys.platform == "win32", reason="kills as only POSIX systems do"),
]


def drafts(shop: Shop) -> list[UUID]:
    """Invoices that lack nothing but their issue."""
    write.change(shop.cast.admin, "documents.firm", shop.firms["ru"], REQUISITES["ru"])
    address = [{"kind": "main", "value": "Тула, ул. Мира, д. 1"}]
    write.change(shop.cast.alice, "people.company", shop.company, {"addresses": address})
    line = {"name": "Fitting", "price": "10", "vat_rate": "22"}
    items = [{"company": str(shop.company), "lines": [line]} for _ in range(INVOICES)]
    return [draft.id for draft in write.create_many(shop.cast.alice, BILL, items)]


class Office:
    """Processes that issue. A process that is to die does so while it issues its second invoice."""

    def __init__(self, shop: Shop) -> None:
        self.start = [
            sys.executable, "-m", "tests.issuing", str(connection.settings_dict["NAME"]),
            str(shop.cast.alice.user),
        ]  # fmt: skip
        self.killed = 0

    def issue(self, keys: list[UUID], *, dies: bool) -> int:
        """Have one process issue these; how it ended."""
        command = [*self.start, *map(str, keys)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            for number, _line in enumerate(process.stdout):
                if dies and number == 1:
                    process.kill()
                    self.killed += 1
                    break
        return process.returncode

    def together(self, keys: list[UUID], deaths: int) -> list[int]:
        """Several processes at once, some of which die; how each ended."""
        ends: list[Any] = [None] * PROCESSES

        def work(place: int) -> None:
            ends[place] = self.issue(keys[place::PROCESSES], dies=place < deaths)

        threads = [threading.Thread(target=work, args=(place,)) for place in range(PROCESSES)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return ends


def left() -> list[UUID]:
    """The invoices that are still drafts."""
    rows = Invoice.objects.unguarded("the test's own").filter(status="draft")
    return list(rows.order_by("id").values_list("pk", flat=True))


def test_issuing_leaves_no_gap_and_no_double_whoever_dies() -> None:
    """Every invoice has one number and one paper, and the numbers are those from 1 on."""
    shop = make_shop()
    keys = drafts(shop)
    office = Office(shop)
    while office.killed < KILLS:
        waiting = left()
        assert len(waiting) >= 2 * PROCESSES, "more invoices are needed for so many kills"
        room = 3 * PROCESSES  # each round leaves some for the next kill
        office.together(waiting[:room], min(KILLS - office.killed, PROCESSES))
    assert set(office.together(left(), 0)) == {0}
    rows = Invoice.objects.unguarded("the test's own").filter(pk__in=keys)
    numbers = sorted(str(row.number) for row in rows)
    start = numbers[0].rsplit("-", 1)[0]
    assert numbers == sorted(f"{start}-{n:04}" for n in range(1, INVOICES + 1))
    papers = InvoicePaper.objects.unguarded("the test's own").filter(record__in=keys)
    assert papers.count() == INVOICES
