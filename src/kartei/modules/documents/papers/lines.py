"""Lines: what they take from their product, what they must have, prices in one currency."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from kartei.modules.documents.papers.calculation import work_out
from kartei.modules.documents.papers.kind import Kind
from kartei.modules.documents.papers.material import Material, Values
from kartei.modules.documents.papers.pricing import set_prices, settled
from kartei.modules.documents.papers.rates import convert
from kartei.modules.documents.papers.sets import as_sold, name_parts, take_parts, unfold
from kartei.modules.documents.papers.terms import rate_of
from kartei.platform.kit.money import SCALE
from kartei.platform.meta.errors import FieldFault
from kartei.platform.records.draft import Draft

#: Field of the line -> field of the product.
NEEDED = {"name": "name", "unit": "unit", "vat_rate": "vat"}
OPTIONAL = {
    "article": "article", "description": "description", "picture": "picture", "cost": "cost",
}  # fmt: skip


def complete_lines(kind: Kind, draft: Draft, found: Material) -> list[Values]:
    """The lines as they will be written, without their sums; faults point at line and field.

    A needed field (name, unit, rate) that is empty comes from the product, any other when the
    caller has not named it; prices and discounts come as `pricing` says. Prices in another
    currency are converted at the paper's date.
    Faults: `value.required`, `totals.discount_range`, `papers.no_rate`.
    """
    before: dict[UUID, Values] = {line["id"]: line for line in draft.old.get("lines") or []}
    specs = draft.obj.fields["lines"].lines
    lines = [dict(given) for given in draft.get("lines") or []]
    agreed = settled(kind, draft)
    for number, line in enumerate(lines):
        old = before.get(line["id"])
        work_out(draft, line, number, old, found)
        take_parts(draft, line, old, found, agreed=agreed)
        name_parts(draft, line, old, found)
        product = found.products.get(line["product"]) if line.get("product") else None
        if product is not None:
            from_product(line, old, as_sold(draft, line, product, found))
        defaults(line, draft, found)
        choose(line)
    set_prices(kind, draft, lines, found)
    lines = unfold(draft, lines, found)
    for number, line in enumerate(lines):
        price_in_currency(draft, line, number)
        check_line(draft, line, number)
    return [{"id": line["id"], **{name: line.get(name) for name in specs}} for line in lines]


def from_product(line: Values, old: Values | None, product: Values) -> None:
    """Fill a line from its product; with another product, what came from the old one goes."""
    changed = old is not None and old.get("product") != line.get("product")
    for name, source in (*NEEDED.items(), *OPTIONAL.items()):
        stale = changed and old is not None and line.get(name) == old.get(name)
        absent = line.get(name) in (None, "") if name in NEEDED else name not in line
        if stale or absent:
            line[name] = product.get(source)
    if changed and old is not None and line.get("price") == old.get("price"):
        line["price"] = None


def defaults(line: Values, draft: Draft, found: Material) -> None:
    """One piece at the usual VAT rate."""
    if line.get("quantity") is None:
        line["quantity"] = SCALE
    line["unit"] = line.get("unit") or "pcs"
    line["vat_rate"] = line.get("vat_rate") or rate_of(draft, found)


def choose(line: Values) -> None:
    """Only an optional line is chosen or not."""
    line["optional"] = bool(line.get("optional"))
    line["chosen"] = line["optional"] and bool(line.get("chosen"))


def price_in_currency(draft: Draft, line: Values, number: int) -> None:
    """Price and cost in the currency of the paper; a cost without a rate is an unknown cost."""
    currency, own, on = draft.get("currency"), draft.actor.ctx.currency, draft.get("date")
    for name in ("price", "cost"):
        amount = line.get(name)
        if amount is None or amount.currency == currency:
            continue
        line[name] = convert(amount, currency, own, on)
        if line[name] is None and name == "price":
            text = _("There is no exchange rate from %(given)s to %(wanted)s") % {
                "given": amount.currency,
                "wanted": currency,
            }
            fault(draft, number, "price", "papers.no_rate", text)
            line["price"] = amount


def check_line(draft: Draft, line: Values, number: int) -> None:
    """A line has a name and a price; its discount is 0 to 100 per cent."""
    for name in ("name", "price"):
        if line.get(name) in (None, ""):
            fault(draft, number, name, "value.required", _("Fill in this field"))
    if not 0 <= (line.get("discount") or 0) <= 100 * SCALE:
        text = _("A discount is 0 to 100 per cent")
        fault(draft, number, "discount", "totals.discount_range", text)


def fault(draft: Draft, number: int, name: str, code: str, text: str) -> None:
    """A fault of one field of one line (counted from 0)."""
    draft.faults.append(FieldFault("lines", code, text, f"/lines/{number}/{name}", draft.row))


def pictures(lines: list[Values] | None) -> list[Any]:
    """The picture files that lines name."""
    return [line["picture"] for line in lines or [] if line.get("picture")]
