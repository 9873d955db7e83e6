"""The demo firm's goods: window profiles, glass, fittings, and the work around them."""

from __future__ import annotations

from typing import Any

from kartei.modules.catalog.demo_pictures import picture
from kartei.platform.records import files

#: group, article, names (ru, de, en), unit, price and cost in roubles, kind
GOODS = (
    ("windows", "ОК-1512", ("Окно двустворчатое 1500 × 1200", "Fenster zweiflügelig 1500 × 1200", "Double window 1500 × 1200"), "pcs", 28400, 17300, "goods"),
    ("windows", "ОК-0912", ("Окно одностворчатое 900 × 1200", "Fenster einflügelig 900 × 1200", "Single window 900 × 1200"), "pcs", 16900, 10200, "goods"),
    ("windows", "ОК-2114", ("Окно трёхстворчатое 2100 × 1400", "Fenster dreiflügelig 2100 × 1400", "Triple window 2100 × 1400"), "pcs", 41200, 25600, "goods"),
    ("windows", "БЛ-0921", ("Балконный блок 2100 × 2100", "Balkontür-Element 2100 × 2100", "Balcony set 2100 × 2100"), "pcs", 52800, 33100, "goods"),
    ("doors", "ДВ-0920", ("Дверь входная алюминиевая", "Haustür Aluminium", "Aluminium entrance door"), "pcs", 94500, 61200, "goods"),
    ("doors", "ДВ-0720", ("Дверь межкомнатная", "Innentür", "Interior door"), "pcs", 18700, 11900, "goods"),
    ("facade", "ФС-50", ("Фасадная система, стойка-ригель", "Pfosten-Riegel-Fassade", "Curtain wall"), "m2", 24600, 16800, "goods"),
    ("facade", "СП-44", ("Стеклопакет энергосберегающий", "Wärmeschutzglas", "Low-energy glazing"), "m2", 5900, 3700, "goods"),
    ("fittings", "ПД-250", ("Подоконник 250 мм", "Fensterbank 250 mm", "Window sill 250 mm"), "lm", 1450, 820, "goods"),
    ("fittings", "ОТ-180", ("Отлив оцинкованный 180 мм", "Außenfensterbank 180 mm", "Outer sill 180 mm"), "lm", 690, 380, "goods"),
    ("fittings", "МС-10", ("Москитная сетка", "Insektenschutzgitter", "Insect screen"), "pcs", 1900, 1050, "goods"),
    ("fittings", "РЧ-2", ("Ручка с ключом", "Abschließbarer Griff", "Lockable handle"), "pcs", 1250, 640, "goods"),
    ("service", "ЗМ-1", ("Замер на объекте", "Aufmaß vor Ort", "Survey on site"), "trip", 1500, 900, "service"),
    ("service", "МН-1", ("Монтаж окна", "Fenstermontage", "Window installation"), "pcs", 5200, 3400, "service"),
    ("service", "МН-2", ("Монтаж фасада", "Fassadenmontage", "Curtain wall installation"), "m2", 6800, 4700, "service"),
    ("service", "ДС-1", ("Доставка по городу", "Lieferung", "Delivery"), "trip", 2900, 2100, "service"),
    ("service", "ОТК-1", ("Откосы, отделка", "Laibung verkleiden", "Reveals"), "lm", 1800, 1100, "service"),
)  # fmt: skip
GROUPS = {
    "windows": ("Окна", "Fenster", "Windows"),
    "doors": ("Двери", "Türen", "Doors"),
    "facade": ("Фасады", "Fassaden", "Façades"),
    "fittings": ("Комплектующие", "Zubehör", "Fittings"),
    "service": ("Работы", "Leistungen", "Services"),
}
#: article, names, group, price by, percentage less, how it stands, parts: (article, quantity, optional)
SETS = (
    ("КТ-1", ("Окно под ключ", "Fenster fertig eingebaut", "Window, fitted"), "windows", "parts", "7", "line",
     (("ОК-1512", "1", False), ("ПД-250", "1.5", False), ("ОТ-180", "1.5", False), ("МН-1", "1", False), ("МС-10", "1", True))),
    ("КТ-2", ("Входная группа", "Eingangsset", "Entrance set"), "doors", "own", "", "lines",
     (("ДВ-0920", "1", False), ("РЧ-2", "2", False), ("ДС-1", "1", False))),
)  # fmt: skip
LANGUAGES = ("ru", "de", "en")
#: What a rouble price becomes in the firm's currency, near enough for a demo.
RATE = {"RUB": 1, "EUR": 95, "GBP": 110}


def fill(stage: Any) -> None:
    """Groups and products."""
    which = LANGUAGES.index(stage.language)
    firm = stage.actor("admin").world.firm
    rate = RATE.get(firm.currency, 95)
    vat = {"ru": "22", "de": "19"}.get(firm.country, "20")
    groups = {
        key: str(stage.add("product groups", "catalog.group", "admin", 380, name=names[which]))
        for key, names in GROUPS.items()
    }
    made = goods(stage, groups, rate, vat)
    for article, names, group, price_by, less, stands, parts in SETS:
        own = {"amount": f"{101000 / rate:.2f}", "currency": firm.currency}
        stage.add(
            "sets", "catalog.product", "admin", 365,
            name=names[which], article=article, group=groups[group], unit="set", vat=vat,
            price_by=price_by, parts_discount=less or None, parts_as=stands,
            price=own if price_by == "own" else None,
            parts=[
                {"part": made[part], "quantity": quantity, "optional": optional}
                for part, quantity, optional in parts
            ],
        )  # fmt: skip


def goods(stage: Any, groups: dict[str, str], rate: float, vat: str) -> dict[str, str]:
    """The single products; their ids by article number."""
    which, currency = LANGUAGES.index(stage.language), stage.actor("admin").world.firm.currency
    made = {}
    for group, article, names, unit, price, cost, kind in GOODS:
        key = stage.add(
            "products",
            "catalog.product",
            "admin",
            370,
            name=names[which],
            article=article,
            group=groups[group],
            unit=unit,
            kind=kind,
            price={"amount": f"{price / rate:.2f}", "currency": currency},
            cost={"amount": f"{cost / rate:.2f}", "currency": currency},
            vat=vat,
            picture=uploaded(stage, article),
        )
        made[article] = str(key)
    return made


def uploaded(stage: Any, article: str) -> str | None:
    """The id of a product's picture, if there is one."""
    data = picture(article)
    if data is None:
        return None
    return str(files.upload(stage.actor("admin", 370), [data], f"{article}.png").pk)
