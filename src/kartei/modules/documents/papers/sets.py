"""Lines that are sets: what is in them, what they cost, and how they become lines of their parts.

A line keeps what is in one set, ``{"of": product, "rows": [{"product", "article", "name",
"quantity", "unit", "optional", "chosen"}]}`` (quantities as decimal texts), whatever becomes of the
product: deliveries need it. Who sells a set says only which optional parts are chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import override

from kartei.modules.documents.papers.material import Material, Values
from kartei.modules.documents.papers.rates import convert
from kartei.modules.documents.render import figures
from kartei.platform.kit.decimals import SCALE, from_scaled, round_half_up, to_scaled
from kartei.platform.kit.ids import uuid7
from kartei.platform.kit.money import Amount
from kartei.platform.meta.kinds.link import as_uuid
from kartei.platform.records.draft import Draft

WHOLE = 100 * SCALE
#: How a set stands in a paper: as a line, or unfolded.
LINE, LINES = "line", "lines"
#: A part of which there is one.
ONE: Values = {"quantity": "1"}


def take_parts(
    draft: Draft, line: Values, old: Values | None, found: Material, *, agreed: bool
) -> None:
    """What is in the set that a line is; nothing where its product is none.

    agreed: the paper is made from another, so that what comes with a price stands as it stood. What
    charges or delivers a line of an order stays that line.
    """
    product = found.products.get(line["product"]) if line.get("product") else None
    made = basis(line, old, product, found)
    line["parts"] = chosen_as(made, line.get("parts"))
    usual = LINE if agreed and line.get("price") else (product or {}).get("parts_as")
    stands = LINE if line.get("order_line") else line.get("parts_as") or usual or LINE
    line["parts_as"] = stands if made else None
    same = old is not None and old.get("product") == line.get("product")
    if old is not None and same and product and made and old.get("parts") != line["parts"]:
        follow(draft, line, old, product, found)


def basis(
    line: Values, old: Values | None, product: Values | None, found: Material
) -> Values | None:
    """The parts as they were sold; those of the catalogue for what is new, or another product."""
    if old is not None and old.get("product") == line.get("product"):
        return old.get("parts")
    before = taken_over(line, found) if old is None else []
    if before:
        return before[0]
    return fresh(product, found) if product and product.get("parts") else None


def taken_over(line: Values, found: Material) -> list[Values | None]:
    """The parts of a line of another paper that this one was copied from."""
    mine = (line.get("product"), line.get("name"), line.get("price"))
    return [
        other.get("parts")
        for paper in found.papers.values()
        for other in paper["lines"]
        if (other["product"], other["name"], other["price"]) == mine
    ]


def fresh(product: Values, found: Material) -> Values:
    """What is in one set as the catalogue has it now."""
    rows = []
    for row in product["parts"]:
        part = found.products.get(row["part"], {})
        rows.append({
            "product": str(row["part"]), "article": part.get("article") or "",
            "name": part.get("name") or "", "quantity": from_scaled(row["quantity"]),
            "unit": part.get("unit") or "", "optional": bool(row["optional"]), "chosen": False,
        })  # fmt: skip
    return {"of": str(product["id"]), "rows": rows}


def chosen_as(made: Values | None, wish: Any) -> Values | None:
    """The parts with those optional ones chosen that a caller's parts name; else as they were."""
    rows = wish.get("rows") if isinstance(wish, dict) else None
    if made is None or not isinstance(rows, list) or len(rows) != len(made["rows"]):
        return made
    chosen = [isinstance(row, dict) and bool(row.get("chosen")) for row in rows]
    return {
        **made,
        "rows": [
            {**row, "chosen": bool(row["optional"]) and on}
            for row, on in zip(made["rows"], chosen, strict=True)
        ],
    }


def rows_of(line: Values) -> list[Values]:
    """The rows of a set; none for a line that is no set."""
    return (line.get("parts") or {}).get("rows") or []


def sold(line: Values) -> list[Values]:
    """What the client gets: fixed parts and chosen ones."""
    return [row for row in rows_of(line) if not row["optional"] or row["chosen"]]


def product_of(row: Values, found: Material) -> Values:
    """The product of a part; empty where it is gone."""
    return found.products.get(as_uuid(row["product"]), {})


def quantity_of(row: Values) -> int:
    """How much of a part is in one set, in millionths."""
    return to_scaled(row["quantity"])


def as_sold(draft: Draft, line: Values, product: Values, found: Material) -> Values:
    """The product as this line sells it: a set costs what its parts do, and names them."""
    if not line.get("parts"):
        return product
    amounts = [product_of(row, found).get("cost") for row in sold(line)]
    return {
        **product,
        "cost": summed(draft, amounts, sold(line), 0),
        "description": described(draft, line, product),
    }


def described(draft: Draft, line: Values, product: Values) -> str | None:
    """The product's description with the parts below, in the language of the paper."""
    plain: str | None = product.get("description")
    if as_shown(line) == LINES:
        return plain
    language = draft.get("language") or "en"
    units = draft.obj.fields["lines"].lines["unit"].options
    with override(language):
        words = {option.value: str(option.label) for option in units}
    told = [
        f"– {row['name']}, {figures.quantity(quantity_of(row), language)} "
        f"{words.get(row['unit'], row['unit'])}".rstrip()
        for row in sold(line)
    ]
    return "\n".join(filter(None, [plain, *told]))


def as_shown(line: Values) -> str:
    """How the set stands in the paper."""
    return str(line.get("parts_as") or LINE)


def name_parts(draft: Draft, line: Values, old: Values | None, found: Material) -> None:
    """Put the parts into the description of a new set, unless somebody worded it."""
    product = found.products.get(line["product"]) if line.get("product") else None
    if old is None and product is not None and line.get("parts"):
        bare = {**line["parts"], "rows": [{**r, "chosen": False} for r in rows_of(line)]}
        usual = (product.get("description"), described(draft, {**line, "parts": bare}, product))
        if line.get("description") in (None, "", *usual) and not taken_over(line, found):
            line["description"] = described(draft, line, product)


def follow(draft: Draft, line: Values, old: Values, product: Values, found: Material) -> None:
    """With other parts chosen, what followed from the parts follows again."""
    was, now = (as_sold(draft, one, product, found) for one in (old, line))
    for name in ("cost", "description"):
        if line.get(name) == old.get(name) and old.get(name) == was[name]:
            line[name] = now[name]
    if line.get("price_by") and line.get("price") == old.get("price"):
        line["price"] = None


def summed(
    draft: Draft, amounts: Sequence[Amount | None], rows: Sequence[Values], less: int
) -> Amount | None:
    """Amounts for one piece, each so often, less a percentage, in the paper's currency.

    None where one is not known or cannot be converted.
    """
    currency, own, on = draft.get("currency"), draft.actor.ctx.currency, draft.get("date")
    exact = 0
    for amount, row in zip(amounts, rows, strict=True):
        here = convert(amount, currency, own, on) if amount else None
        if here is None:
            return None
        exact += here.minor * quantity_of(row)
    return Amount(round_half_up(exact * (WHOLE - less), SCALE * WHOLE), currency)


def unfold(draft: Draft, lines: list[Values], found: Material) -> list[Values]:
    """The lines with those of the parts in place of each set that shall not stand as one line."""
    done: list[Values] = []
    for line in lines:
        apart = rows_of(line) and as_shown(line) == LINES and line.get("price") is not None
        done += part_lines(draft, line, found) if apart else [line]
    return done


def part_lines(draft: Draft, line: Values, found: Material) -> list[Values]:
    """The lines of a set's parts, which together cost what the set does.

    An optional part that is not chosen stays as an optional line, on papers that have such.
    """
    options = "optional" in draft.obj.fields["lines"].lines
    rows = [row for row in rows_of(line) if options or not row["optional"] or row["chosen"]]
    price = line["price"].minor * (WHOLE - (line.get("discount") or 0))
    target = round_half_up(price, WHOLE)
    shares = apportioned(draft, rows, target, found)
    made = []
    for row, share in zip(rows, shares, strict=True):
        part = product_of(row, found)
        made.append({
            "id": uuid7(), "product": part.get("id"), "article": row["article"] or None,
            "name": row["name"], "description": part.get("description"),
            "picture": part.get("picture"), "unit": row["unit"] or "pcs",
            "quantity": round_half_up(line["quantity"] * quantity_of(row), SCALE),
            "price": Amount(share, draft.get("currency")), "cost": part.get("cost"),
            "vat_rate": part.get("vat") or line["vat_rate"], "parts_as": None,
            "optional": bool(line.get("optional")) or row["optional"],
            "chosen": bool(line.get("chosen") if not row["optional"] else row["chosen"]),
        })  # fmt: skip
    return made


def apportioned(draft: Draft, rows: list[Values], target: int, found: Material) -> list[int]:
    """Unit prices (minor units) of parts that come to the price of the set.

    They stand to one another as the products' prices do; the cents that are left over go to a part
    that can take them without a rest. Optional parts that are not chosen keep their own price.
    """
    amounts = [summed(draft, [product_of(row, found).get("price")], [ONE], 0) for row in rows]
    prices = [amount.minor if amount else 0 for amount in amounts]
    counted = [at for at, row in enumerate(rows) if not row["optional"] or row["chosen"]]
    weights = {at: prices[at] * quantity_of(rows[at]) for at in counted}
    whole = sum(weights.values())
    if not whole:
        prices = [SCALE] * len(rows)
        whole = sum(SCALE * quantity_of(rows[at]) for at in counted)
    shares = list(prices)
    for at in counted:
        shares[at] = round_half_up(target * prices[at] * SCALE, whole)
    rest = target * SCALE - sum(shares[at] * quantity_of(rows[at]) for at in counted)
    for at in counted:
        more, left = divmod(rest, quantity_of(rows[at]))
        if left == 0 and shares[at] + more >= 0:
            shares[at] += more
            break
    return shares
