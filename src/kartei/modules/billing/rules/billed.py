"""How much of an order is invoiced: nobody charges more than was ordered without being asked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.modules.billing import words
from kartei.modules.billing.models import Order
from kartei.modules.billing.rules.parts import charging, keys, quantities
from kartei.modules.billing.rules.remaining import remaining
from kartei.modules.documents.contract import money_words
from kartei.platform.access.actor import Actor
from kartei.platform.kit.money import Amount
from kartei.platform.records import store
from kartei.platform.records.draft import Draft
from kartei.platform.records.query import readable_record
from kartei.platform.records.recompute import recompute

ORDER, BILL = "billing.order", "billing.invoice"


def hold(drafts: list[Draft]) -> None:
    """Hold the orders still, so that two who charge one at the same moment see one another."""
    orders = {draft.get("order") for draft in drafts} - {None}
    rows = Order.objects.unguarded("one at a time charges an order").select_for_update()
    list(rows.filter(pk__in=orders).order_by("pk").values_list("pk", flat=True))


def check(draft: Draft) -> None:
    """More than was ordered, in sum or of a line, must be meant.

    Faults: `billing.currency`, `billing.beyond`.
    """
    key = draft.get("order")
    if key is None or draft.get("kind") in ("reversal", "correction") or draft.get("total") is None:
        return
    order = store.load(draft.actor, draft.actor.world.objects[ORDER], [key])[key]
    if order["currency"] != draft.get("currency"):
        text = _("The order is in %(currency)s")
        draft.fault("currency", "billing.currency", text, currency=order["currency"])
        return
    if draft.get("beyond"):
        return
    aside = [draft.id, draft.get("corrects")]
    # a final invoice that is still a draft will take off whatever is issued before it
    others = charging(key, but=aside).exclude(kind="final", status="draft")
    charged = sum_of(others) + draft.get("total").minor
    over = charged - order["total"].minor
    if over > 0:
        text = _("%(sum)s more than ordered would be invoiced; say whether that is meant")
        told = money_words(over, order["currency"], draft.actor.language)
        draft.fault("beyond", "billing.beyond", text, sum=told)
    elif draft.get("kind") in words.BY_LINES:
        check_lines(draft, order, aside)


def check_lines(draft: Draft, order: dict[str, Any], aside: list[UUID | None]) -> None:
    """No line of the order is charged more often than it was ordered."""
    done = quantities(draft.actor, draft.get("order"), but=aside)
    for line in draft.get("lines") or []:
        if line.get("order_line"):
            place = line["order_line"]
            done[place] = done.get(place, 0) + line["quantity"]
    for line in order["lines"]:
        if done.get(str(line["id"]), 0) > max(line["quantity"], 0):
            text = _("More of “%(name)s” than ordered would be invoiced; say whether that is meant")
            draft.fault("beyond", "billing.beyond", text, name=line["name"])
            return


def sum_of(rows: Any) -> int:
    """The totals of invoices in minor units."""
    return sum(rows.exclude(total=None).values_list("total", flat=True))


def open_rest(draft: Draft) -> None:
    """What of an order's total is not invoiced."""
    total, billed = draft.get("total"), draft.get("billed")
    if total is not None:
        minor = total.minor - (billed.minor if billed else 0)
        draft.put("unbilled", Amount(minor, total.currency))


def follow(draft: Draft) -> None:
    """Tell the order what issued invoices charge for it."""
    if draft.changes("status", "order", "deleted", "total"):
        for key in {draft.get("order"), draft.old.get("order")} - {None}:
            renew(draft.actor, key)


def renew(actor: Actor, key: UUID) -> None:
    """Bring an order's sums of invoices up to date; it is nobody's change of the order."""
    order = store.load(actor, actor.world.objects[ORDER], [key])[key]
    currency, total = order["currency"], order["total"]
    billed = sum_of(charging(key).filter(status="issued"))
    left = Amount((total.minor if total else 0) - billed, currency)
    recompute(actor, ORDER, {key: {"billed": Amount(billed, currency), "unbilled": left}})


def lines_of(actor: Actor, key: UUID) -> dict[str, Any]:
    """What is invoiced of an order, line by line, drafts of invoices told apart.

    {"lines": [{"id", "name", "unit", "ordered", "issued", "drafted", "open", "delivered"}],
    "final": bool} with quantities in millionths; final: a final invoice charges whatever is left.
    404 for an order that the asker may not read.
    """
    readable_record(actor, ORDER, key)
    order = store.load(actor, actor.world.objects[ORDER], [key])[key]
    drafts = list(keys(charging(key).filter(status="draft")))
    issued, both = quantities(actor, key, but=drafts), quantities(actor, key)
    delivered = {str(p.line["id"]): p.delivered for p in remaining(actor, ORDER, key)}
    found = []
    for line in order["lines"]:
        place = str(line["id"])
        done, all_of_it = issued.get(place, 0), both.get(place, 0)
        found.append({
            "id": place, "name": line["name"], "unit": line["unit"], "ordered": line["quantity"],
            "issued": done, "drafted": all_of_it - done, "open": line["quantity"] - all_of_it,
            "delivered": delivered[place],
        })  # fmt: skip
    return {"lines": found, "final": charging(key).filter(kind="final").exists()}
