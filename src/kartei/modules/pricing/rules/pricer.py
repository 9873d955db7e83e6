"""What the common rules of priced papers ask: prices and discounts of their lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from kartei.modules.documents.contract import NO_VAT, Asked, Offered, convert
from kartei.modules.pricing.rules import choice, limits
from kartei.modules.pricing.rules.book import book_of, client_of, groups_above, steps_of
from kartei.modules.pricing.rules.choice import Book, Client, Reduction, Step, Tariff
from kartei.platform.access.actor import Actor
from kartei.platform.kit.decimals import SCALE, from_scaled, round_half_up
from kartei.platform.kit.money import Amount
from kartei.platform.records.draft import Draft

#: The object whose module tells whether prices are in use.
LIST = "pricing.list"
NOTHING = Offered()


class Pricer:
    """The prices of the module, as `documents.contract.Pricer` wants them."""

    def lines(self, draft: Draft, asked: Sequence[Asked]) -> Sequence[Offered]:
        """What each line costs this client on the paper's day; without a list there is no price."""
        book = book_of(draft.actor) if draft.actor.in_use(LIST) else Book()
        if not asked or not (book.tariffs or book.reductions):
            return [NOTHING] * len(asked)
        terms = Terms(draft, book, asked)
        return [terms.offered(one) for one in asked]

    def whole(self, draft: Draft, amount: Amount) -> Offered:
        """The discount on the whole of a paper whose lines come to an amount."""
        if not draft.actor.in_use(LIST):
            return NOTHING
        rules = [rule for rule in book_of(draft.actor).reductions if rule.whole]
        if not rules:
            return NOTHING
        client, on = client_in(draft), draft.get("date")
        met = [r for r in held(rules, client, on) if reached(draft, r, amount)]
        best = max(met, key=choice.rank, default=None)
        return Offered(discount=best.percent, discount_from=best.name) if best else NOTHING

    def clear(self, object: str, actor: Actor, key: UUID) -> None:
        """Refuse a paper beyond the limits of who sends it out."""
        if actor.in_use(LIST):
            limits.clear(object, actor, key)


def client_in(draft: Draft) -> Client:
    """Whom the paper is for."""
    return client_of(draft.actor, draft.get("company"), draft.get("person"))


def held(rules: Sequence[Reduction], client: Client, on: date) -> list[Reduction]:
    """The rules that hold for a client on a day."""
    return [rule for rule in rules if rule.holds(on) and rule.closeness(client)]


def reached(draft: Draft, rule: Reduction, amount: Amount) -> bool:
    """Whether a sum is as great as the rule asks; one that cannot be converted is not."""
    if rule.least is None:
        return True
    least = convert(rule.least, amount.currency, draft.actor.ctx.currency, draft.get("date"))
    return least is not None and amount.minor >= least.minor


class Terms:
    """Lists, steps and rules that hold for one paper; asked for once for all of its lines."""

    def __init__(self, draft: Draft, book: Book, asked: Sequence[Asked]) -> None:
        on, currency = draft.get("date"), draft.get("currency")
        self.draft = draft
        client = client_in(draft)
        self.tariffs = choice.order(book.tariffs.values(), client, currency, on)
        self.rules = held([r for r in book.reductions if not r.whole], client, on)
        products: list[UUID] = [one.product["id"] for one in asked if one.product]
        self.steps = steps_of(products, [t.id for t in self.tariffs])
        self.named = {t.id: t for t in self.tariffs}

    def offered(self, one: Asked) -> Offered:
        """Price and discount of a line."""
        rule = self.rule(one)
        percent, rule_name = (rule.percent, rule.name) if rule else (None, None)
        step = self.step(one)
        if step is None:
            return Offered(discount=percent, discount_from=rule_name)
        tariff = self.named[step.list]
        return Offered(
            price=taxed(step.price, tariff.vat_mode, self.draft.get("vat_mode"), one.vat),
            price_from=words(tariff, step),
            discount=percent,
            discount_from=rule_name,
        )

    def step(self, one: Asked) -> Step | None:
        """The price of a list, where a product has one."""
        if one.product is None:
            return None
        mine: dict[UUID, Any] = self.steps.get(one.product["id"], {})
        return choice.best_step(self.tariffs, mine, one.quantity)

    def rule(self, one: Asked) -> Reduction | None:
        """The discount of a line."""
        if not self.rules:
            return None
        product = one.product or {}
        above = groups_above(self.draft.actor, product.get("group"))
        return choice.best_reduction(self.rules, str(product.get("id", "")), above, one.quantity)


def words(tariff: Tariff, step: Step) -> str:
    """Where a price comes from: the list, and its step where that is not the first piece."""
    if step.quantity <= SCALE:
        return tariff.name
    told = {"list": tariff.name, "quantity": from_scaled(step.quantity)}
    return _("%(list)s, from %(quantity)s") % told


def taxed(price: Amount, given: str, wanted: str, rate: str) -> Amount:
    """A price with VAT in it or without, as the paper has it; rate: the choice of a line."""
    if not given or given == wanted or wanted == "none" or rate == NO_VAT:
        return price
    whole, more = 100, 100 + int(rate)
    up, down = (whole, more) if given == "included" else (more, whole)
    return Amount(round_half_up(price.minor * up, down), price.currency)


PRICER = Pricer()
