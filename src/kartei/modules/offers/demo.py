"""The demo firm's offers, made from deals and products; some sent, some accepted."""

from __future__ import annotations

from typing import Any

from kartei.modules.offers.page import links
from kartei.modules.pricing.contract import ask
from kartei.platform.records import commands

LINES = "offers.offer.lines"
WIDTH = {"ru": "Ширина, мм", "de": "Breite, mm", "en": "Width, mm"}
HEIGHT = {"ru": "Высота, мм", "de": "Höhe, mm", "en": "Height, mm"}
AREA = {"ru": "Площадь, м²", "de": "Fläche, m²", "en": "Area, m²"}
#: Millimetres of the products that are made to measure, by their place among the demo firm's goods.
SIZES = ((1500, 1200), (900, 1200), (2100, 1400), (2100, 2100), (1000, 2100), (900, 2000))


def fill(stage: Any) -> None:
    """An offer for every third deal."""
    measure(stage)
    for login in ("manager1", "manager2"):
        for number, deal in enumerate(stage.made[f"deals of {login}"]):
            if number % 3 == 0:
                make_offer(stage, login, number, deal)
    shown_to_its_client(stage)
    beyond_the_limit(stage)


def measure(stage: Any) -> None:
    """Lines with width and height, and the area that follows from them."""
    limits = {"low": "100", "high": "9000", "printed": "under"}
    width = stage.field("width", LINES, "integer", WIDTH, **limits)
    height = stage.field("height", LINES, "integer", HEIGHT, **limits)
    formula = f"ROUND({width} * {height} * quantity / 1000000; 2)"
    stage.field("area", LINES, "number", AREA, formula=formula, printed="column")


#: Why so much discount.
REASON = {
    "ru": "Клиент берёт ещё два объекта, конкурент даёт 14 %.",
    "de": "Der Kunde hat zwei weitere Objekte, ein Mitbewerber gibt 14 %.",
    "en": "The client has two more sites, a competitor gives 14%.",
}


def line(stage: Any, product: Any) -> dict[str, Any]:
    """A line with a product, its sizes where it is made to measure."""
    values = {"product": str(product), "quantity": str(stage.dice.randrange(1, 13))}
    place = stage.made["products"].index(product)
    if place < len(SIZES):
        width, height = SIZES[place]
        values.update({stage.own["width"]: width, stage.own["height"]: height})
    return values


def make_offer(stage: Any, login: str, number: int, deal: Any) -> None:
    """One offer of three to seven lines."""
    dice = stage.dice
    products = dice.sample(stage.made["products"], dice.randrange(3, 8))
    lines = [line(stage, product) for product in products]
    age = 2 + number % 9
    values: dict[str, Any] = {"deal": str(deal), "lines": lines}
    if number % 2:
        values["discount"] = str(dice.choice((3, 5, 7)))
    key = stage.add("offers", "offers.offer", login, age, **values)
    if number % 2:
        commands.run(stage.actor(login, age - 1), "offers.offer", key, "send", {})
    if number % 4 == 3:
        commands.run(stage.actor(login, age - 1.5), "offers.offer", key, "accept", {})
        stage.made.setdefault("accepted offers", []).append((login, key, age - 1.5))


def shown_to_its_client(stage: Any) -> None:
    """An offer with two options, to which its client has a link."""
    dice, deal = stage.dice, stage.made["deals of manager1"][1]
    lines = [line(stage, product) for product in dice.sample(stage.made["products"], 5)]
    lines[3] |= {"optional": True, "chosen": True}
    lines[4] |= {"optional": True}
    values: dict[str, Any] = {"deal": str(deal), "lines": lines}
    key = stage.add("offers", "offers.offer", "manager1", 1, **values)
    links.make(stage.actor("manager1", 0.5), key)


def beyond_the_limit(stage: Any) -> None:
    """An offer with more discount than its manager may give: the head of sales is asked."""
    products = stage.dice.sample(stage.made["products"], 4)
    values: dict[str, Any] = {
        "deal": str(stage.made["deals of manager1"][2]),
        "lines": [line(stage, product) for product in products],
        "discount": "15",
    }
    key = stage.add("offers", "offers.offer", "manager1", 0.4, **values)
    ask(stage.actor("manager1", 0.3), "offers.offer", key, REASON[stage.language])
