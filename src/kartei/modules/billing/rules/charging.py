"""What is done with an order to charge it: what is open, a part in advance, all that is left."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from kartei.modules.billing import words
from kartei.modules.billing.rules.parts import BILL, part_lines, shares
from kartei.modules.documents.contract import day_words, percent_words
from kartei.platform.access.actor import Actor
from kartei.platform.kit.money import SCALE
from kartei.platform.meta.errors import FieldFault, Refusal, invalid
from kartei.platform.meta.kinds import KINDS
from kartei.platform.meta.spec import FieldSpec
from kartei.platform.meta.world import Obj
from kartei.platform.records import store, write
from kartei.platform.records.commands import Outcome

PERCENT = FieldSpec(name="percent", kind=KINDS["percent"], label="")
SUM = FieldSpec(name="sum", kind=KINDS["money"], label="")


def charge(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> Any:
    """A draft of an invoice of every line that is still open."""
    made = None
    for key in ids:
        made = write.create(actor, BILL, {"order": str(key)})
        if not store.load(actor, actor.world.objects[BILL], [made])[made]["lines"]:
            text = _("Every line of this order is invoiced already")
            raise Refusal("billing.nothing_open", text, status=409)
    return outcome(made)


def finish(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> Any:
    """A draft of the final invoice: the whole order, less what was invoiced before."""
    made = None
    for key in ids:
        made = write.create(actor, BILL, {"order": str(key), "kind": "final"})
    return outcome(made)


def advance(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> Any:
    """A draft of an advance or part payment: so many per cent of the order, or a sum to be paid.

    data: kind ("advance", "partial"), percent or sum. 422 without exactly one of these.
    """
    made = None
    for key, order in store.load(actor, obj, ids).items():
        kind = data.get("kind") or "advance"
        lines = lines_for(actor, order, kind, data)
        # the order's discount is in these prices already
        values = {"order": str(key), "kind": kind, "lines": lines, "discount": None}
        made = write.create(actor, BILL, values)
    return outcome(made)


def outcome(made: UUID | None) -> Outcome:
    """The draft to go to."""
    return Outcome(_("Draft of an invoice"), made=(BILL, made) if made else None)


def lines_for(
    actor: Actor, order: dict[str, Any], kind: str, data: dict[str, Any]
) -> list[dict[str, Any]]:
    """The lines of a part: one for each VAT rate. Faults: `billing.share`, `billing.part_kind`."""
    if kind not in words.PARTS:
        raise refusal("kind", "billing.part_kind", _("An advance or a part payment"))
    percent = PERCENT.kind.parse(data.get("percent"), PERCENT, actor.ctx) or 0
    paid = SUM.kind.parse(data.get("sum"), SUM, actor.ctx)
    given = bool(percent) + bool(paid)
    if given != 1 or percent < 0 or percent > 100 * SCALE or (paid and paid.minor <= 0):
        raise refusal("percent", "billing.share", _("Give a percentage or a sum, above nothing"))
    if paid and paid.currency != order["currency"]:
        text = _("The order is in %(currency)s") % {"currency": order["currency"]}
        raise refusal("sum", "billing.currency", text)
    prices = shares(order, percent=percent, total=paid.minor if paid else 0)
    return part_lines(order, name_of(order, kind, percent), prices)


def name_of(order: dict[str, Any], kind: str, percent: int) -> str:
    """«Аванс 30 % по заказу З-2026-0001 от 22 ноября 2026 г.», in the order's language."""
    language = order["language"]
    with override(language):
        text = (
            _("Advance %(share)s on order %(number)s of %(date)s")
            if kind == "advance"
            else _("Part payment %(share)s on order %(number)s of %(date)s")
        )
        share = percent_words(percent, language) if percent else ""
        told = text % {
            "share": share,
            "number": order["number"],
            "date": day_words(order["date"], language),
        }
    return told.replace("  ", " ")


def refusal(field: str, code: str, text: str) -> Refusal:
    """422 for one input of the command."""
    return invalid([FieldFault(field, code, text, f"/{field}")])
