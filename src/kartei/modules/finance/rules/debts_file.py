"""Debts as a table."""

from __future__ import annotations

import io
from typing import Any

from django.utils.translation import gettext as _

from kartei.modules.billing.contract import INVOICE
from kartei.modules.documents.contract import Issued
from kartei.modules.finance.debt_words import SPANS, WAYS
from kartei.modules.finance.rules.debts import Asked, ageing, titles_of_keys
from kartei.platform.access.actor import Actor
from kartei.platform.kit.money import Amount
from kartei.platform.records.writers.columns import Column, Look
from kartei.platform.records.writers.xlsx import write_xlsx


def debts_xlsx(actor: Actor, asked: Asked) -> Issued:
    """Who owes how much, all rows; 403 without the right to export invoices, else as `ageing`."""
    actor.must(INVOICE.object, "export")
    found = ageing(actor, asked)
    heads = [
        Column(str(WAYS[asked.by])),
        Column(_("Currency")),
        *(Column(str(name), "money") for name in SPANS),
        Column(_("Overdue"), "money"),
        Column(_("Total"), "money"),
        Column(_("Invoices"), "integer"),
        Column(_("Due since"), "date"),
    ]
    rows: list[list[Any]] = []
    titles = titles_of_keys(actor, found.rows)
    for row in found.rows:
        sums = [Amount(minor, row.currency) for minor in (*row.spans, row.late, row.total)]
        name = titles.get(row.key, "")
        rows.append([name, row.currency, *sums, row.count, row.since])
    target = io.BytesIO()
    title = _("Receivables")
    look = Look(actor.language, actor.world.zone, actor.world.firm.currency)
    write_xlsx(target, heads, rows, look, title)
    return Issued(f"{title} {asked.day.isoformat()}.xlsx", target.getvalue())
