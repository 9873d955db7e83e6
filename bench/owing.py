"""How long it takes to say who owes what since when, among many invoices.

    KARTEI_DATA=… python -m bench.owing [COUNT]

The installation needs an administrator (`kartei demo` makes one). COUNT issued invoices of a
twentieth as many companies are put in, a fifth of them open and the others paid; they stay there.
Prints the median and the 95th hundredth of 20 runs, for today and for a day half a year ago.
COUNT 0 measures what is there.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from datetime import date, timedelta
from statistics import quantiles
from time import perf_counter, process_time
from typing import Any
from uuid import UUID

from kartei.web.loading import set_up

RUNS, BATCH = 20, 1000
#: Days over which the invoices are spread, and days to pay.
DAYS, TERM = 720, 14


def main(count: int) -> None:
    """Put the invoices in, and tell the figures."""
    set_up()
    from kartei.modules.finance import contract
    from kartei.platform.access.actor import an_administrator

    actor = an_administrator()
    if actor is None:
        raise SystemExit("no firm in this data folder; make one with `kartei demo`")
    today = actor.ctx.today
    if count:
        put_in(actor, count, today)
    past = contract.Asked(today - timedelta(days=180))
    now = contract.Asked(today)
    tell("debts today", lambda: contract.debtors(actor, now, 200))
    tell("debts half a year ago", lambda: contract.debtors(actor, past, 200))
    tell("list for calls", lambda: contract.calls(actor, now, 200))


def put_in(actor: Any, count: int, today: date) -> None:
    """Companies through the record path; invoices and payments past it, for only their number
    counts here.
    """
    from kartei.platform.records import write

    names = [{"name": f"Debtor {n}"} for n in range(max(count // 20, 1))]
    clients: list[UUID] = []
    for at in range(0, len(names), BATCH):
        made = write.create_many(actor, "people.company", names[at : at + BATCH])
        clients += [draft.id for draft in made]
    dice = random.Random(1)
    for at in range(0, count, BATCH):
        write_batch(actor, [sample(n, dice, clients, today) for n in range(at, at + BATCH)])


def sample(n: int, dice: random.Random, clients: list[UUID], today: date) -> dict[str, Any]:
    """One invoice: client, day, sum, and when it was paid (None: it was not)."""
    day = today - timedelta(days=dice.randrange(DAYS))
    paid = min(day + timedelta(days=dice.randrange(60)), today)
    if dice.random() < 0.2:
        paid = None
    return {
        "number": f"BENCH-{n}", "company": dice.choice(clients), "day": day,
        "total": dice.randrange(1000, 10_000_000), "paid": paid,
    }  # fmt: skip


def write_batch(actor: Any, batch: list[dict[str, Any]]) -> None:
    """Invoices, with a payment and its line for each that is paid."""
    from django.db import transaction
    from django.utils import timezone

    from kartei.modules.billing.contract import INVOICE
    from kartei.modules.documents.contract import usual_firm
    from kartei.modules.finance.models import Payment, PaymentLine

    why, now, cur = "a bench puts rows in", timezone.now(), actor.ctx.currency
    firm = usual_firm()
    bills, payments, lines = [], [], []
    for one in batch:
        left = 0 if one["paid"] else one["total"]
        both = {"created_at": now, "changed_at": now, "owner_id": actor.user, "currency": cur}
        bill = INVOICE.model(
            number=one["number"], number_key=one["number"], company_id=one["company"],
            firm_id=firm, status="issued", date=one["day"], due=one["day"] + timedelta(days=TERM),
            total=one["total"], total_cur=cur, total_base=one["total"], open=left, open_cur=cur,
            open_base=left, payment="open" if left else "paid", **both,
        )  # fmt: skip
        bills.append(bill)
        if one["paid"]:
            both.pop("currency")
            payment = Payment(
                kind="in", date=one["paid"], amount=one["total"], amount_cur=cur, rest=0,
                rest_cur=cur, state="done", company_id=one["company"], **both,
            )  # fmt: skip
            payments.append(payment)
            line = PaymentLine(
                payment=payment, position=1, invoice=bill, amount=one["total"], amount_cur=cur
            )
            lines.append(line)
    with transaction.atomic():
        INVOICE.model.objects.unguarded(why).bulk_create(bills)
        Payment.objects.unguarded(why).bulk_create(payments)
        PaymentLine.objects.unguarded(why).bulk_create(lines)


def tell(what: str, work: Callable[[], Any]) -> None:
    """One row; the first run fills caches."""
    work()
    took = []
    for _run in range(RUNS):
        before, begun = perf_counter(), process_time()
        work()
        took.append(((perf_counter() - before) * 1000, (process_time() - begun) * 1000))
    for name, at in (("by the clock", 0), ("of the processor", 1)):
        parts = quantiles([one[at] for one in took], n=20)
        print(f"{what}, {name}: p50 {parts[9]:.1f} ms, p95 {parts[18]:.1f} ms", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
