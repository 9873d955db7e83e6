"""What a calculator comes to for some parameters, as far as the asker may see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from kartei.modules.calculators import words
from kartei.modules.calculators.engine.faults import Fault, Refused
from kartei.modules.calculators.engine.plan import Plan
from kartei.modules.calculators.engine.work import Names, Result, work
from kartei.modules.calculators.rules.calculators import faults_of, plan_of
from kartei.modules.documents.contract import NO_VAT, kinds, pack, usual_firm
from kartei.platform.access.actor import Actor
from kartei.platform.kit.expression import Clock
from kartei.platform.kit.ids import uuid7
from kartei.platform.kit.insertion import InsertionFault, fill
from kartei.platform.kit.money import (
    SCALE,
    Amount,
    currency_digits,
    from_scaled,
    major,
    round_half_up,
)
from kartei.platform.meta.errors import invalid, not_found
from kartei.platform.records import store
from kartei.platform.records.checks import defaults
from kartei.platform.records.draft import Draft
from kartei.platform.records.parsing import parse_values
from kartei.platform.records.query import readable_record

NAME = "calculators.calculator"
LINE = 300


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a line takes: price and cost of one unit, its words, the parameters in JSON form."""

    result: Result
    price: Amount
    cost: Amount | None
    name: str
    details: str
    values: dict[str, Any]


def load(actor: Actor, key: UUID) -> dict[str, Any]:
    """A calculator that the asker may use, with all that prices it and its version; 404 where
    there is none, or it lies in the bin.
    """
    facts, seen = readable_record(actor, NAME, key)
    if facts.deleted:
        raise not_found()
    found = store.load(actor, actor.world.objects[NAME], [key])[key]
    return {**found, "version": seen["version"]}


def outcome(
    actor: Actor, record: Mapping[str, Any], plan: Plan, given: Mapping[str, Any]
) -> Outcome:
    """Price, cost and words for some parameters. Refused: those of `engine.work`."""
    currency = record["currency"] or actor.ctx.currency
    digits = currency_digits(currency)
    clock = Clock(actor.ctx.today, actor.ctx.now)
    found = work(plan, given, clock, digits, Names(_("Price"), _("Purchase price")))
    name = " ".join(text(plan, "line", found, clock).split()) or record.get("name") or ""
    return Outcome(
        result=found,
        price=money(found.price, currency),
        cost=None if found.cost is None else money(found.cost, currency),
        name=name[:LINE],
        details=text(plan, "details", found, clock).strip(),
        values={one: dumped(value) for one, value in found.values.items()},
    )


def text(plan: Plan, name: str, found: Result, clock: Clock) -> str:
    """A text of the line with its places filled. Refused: `calculators.wrong_text`."""
    block = plan.texts.get(name)
    if block is None:
        return ""
    try:
        return fill(block, found.known, clock, words.shown)
    except InsertionFault as fault:
        raise Refused(Fault("calculators.wrong_text", {"cause": fault})) from fault


def money(value: Decimal, currency: str) -> Amount:
    """A rounded amount in minor units."""
    return Amount(int(value.scaleb(currency_digits(currency))), currency)


def dumped(value: Any) -> Any:
    """A parameter's value in JSON form: numbers as text, choices by their value."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value if isinstance(value, bool) else str(value)


def shows_cost(actor: Actor) -> bool:
    """Whether the asker sees purchase prices in the lines of some paper."""
    for kind in kinds():
        obj = actor.world.objects.get(kind.object)
        known = actor.fields(obj) if obj else {}
        if "lines" in known and "cost" in known["lines"].lines:
            return True
    return False


def price(
    actor: Actor, key: UUID, variants: Sequence[Mapping[str, Any]], vat: int | None = None
) -> dict[str, Any]:
    """What several sets of parameters come to; see docs/api.md.

    vat: the rate that stands in the price, in millionths of a per cent (None: the usual one);
    profit is what is left of the price without it.
    """
    record = load(actor, key)
    plan = plan_of(record)
    vat = usual_vat(actor, record) if vat is None else vat
    items = [priced(actor, record, plan, given, vat) for given in variants]
    return {"version": record["version"], "items": items}


def usual_vat(actor: Actor, record: Mapping[str, Any]) -> int:
    """The VAT that stands in prices of the usual own firm: the product's rate, or the firm's."""
    firm = one_of(actor, "documents.firm", usual_firm())
    country = pack(firm.get("country"))
    if (firm.get("vat_mode") or country.vat_mode.value) != "included":
        return 0
    product = one_of(actor, "catalog.product", record.get("product"))
    rate = product.get("vat") or firm.get("vat") or country.standard_rate(actor.ctx.today)
    return 0 if rate == NO_VAT else int(rate) * SCALE


def one_of(actor: Actor, name: str, key: UUID | None) -> dict[str, Any]:
    """A record's values for a rule; empty where there is none."""
    return store.load(actor, actor.world.objects[name], [key]).get(key, {}) if key else {}


def attempt(
    actor: Actor, key: UUID | None, given: Mapping[str, Any], values: Mapping[str, Any]
) -> dict[str, Any]:
    """What a calculator that is still being written comes to; nothing is saved.

    given: the fields that are changed, in JSON form; key: of the saved one. Refuses wrong fields
    with their places, as saving does.
    """
    actor.must(NAME, "write" if key else "create")
    obj = actor.world.objects[NAME]
    draft = Draft(actor, obj, key or uuid7(), "change" if key else "create")
    if key:
        draft.old = load(actor, key)
    else:
        defaults(draft)
    parse_values(draft, dict(given))
    faults = draft.faults or faults_of(draft)
    if faults:
        raise invalid(faults)
    record = {name: draft.get(name) for name in obj.fields}
    return priced(actor, record, plan_of(record), values, usual_vat(actor, record))


def priced(
    actor: Actor,
    record: Mapping[str, Any],
    plan: Plan,
    given: Mapping[str, Any],
    vat: int = 0,
) -> dict[str, Any]:
    """One answer: figures and words, or what is wrong with which parameter."""
    try:
        found = outcome(actor, record, plan, given)
    except Refused as refused:
        return {"faults": [told(fault) for fault in refused.faults]}
    answer: dict[str, Any] = {
        "faults": [],
        "values": found.values,
        "price": shown(found.price),
        "name": found.name,
        "details": found.details,
    }
    return answer | (inside(found, vat) if shows_cost(actor) else {})


def told(fault: Fault) -> dict[str, Any]:
    """A fault of one parameter, or of the calculation as a whole (parameter empty)."""
    return {
        "parameter": str(fault.at[0]) if fault.at else "",
        "code": fault.code,
        "detail": words.words(fault),
    }


def inside(found: Outcome, vat: int) -> dict[str, Any]:
    """What only those see who see purchase prices: cost, profit, margin and the way to them."""
    stages = [
        {"name": one.name, "label": one.label, "value": words.shown(one.value)}
        for one in found.result.stages
    ]
    if found.cost is None:
        return {"cost": None, "profit": None, "margin": None, "steps": stages}
    net = round_half_up(found.price.minor * 100 * SCALE, 100 * SCALE + vat)
    profit = net - found.cost.minor
    share = round_half_up(profit * 100 * SCALE, net) if net else None
    return {
        "cost": shown(found.cost),
        "profit": shown(Amount(profit, found.price.currency)),
        "margin": None if share is None else from_scaled(share),
        "steps": stages,
    }


def shown(amount: Amount) -> dict[str, str]:
    """Money in JSON form."""
    return {"amount": major(amount), "currency": amount.currency}
