"""Sample goods and services, such as firms of any trade sell."""

from __future__ import annotations

from typing import Any

from kartei.platform.records.samples import Recipe, Scene

GOODS = {
    "ru": ("Консультация", "Базовый комплект", "Доставка", "Расширенный комплект", "Выезд специалиста", "Набор принадлежностей", "Обслуживание, месяц", "Подарочный сертификат", "Обучение, час", "Запасная часть", "Настройка", "Расходные материалы"),
    "de": ("Beratung", "Grundpaket", "Lieferung", "Komplettpaket", "Einsatz vor Ort", "Zubehörsatz", "Wartung, Monat", "Gutschein", "Schulung, Stunde", "Ersatzteil", "Einrichtung", "Verbrauchsmaterial"),
    "en": ("Consultation", "Basic set", "Delivery", "Complete set", "Visit on site", "Set of accessories", "Maintenance, month", "Gift voucher", "Training, hour", "Spare part", "Setting up", "Consumables"),
}  # fmt: skip
VAT = {"ru": "22", "de": "19"}


def product(scene: Scene) -> dict[str, Any]:
    """A product; services and goods by turns, in the order of their names."""
    price = scene.money(15, 900)
    cost = {**price, "amount": str(int(price["amount"]) * 3 // 5)}
    return {
        "name": scene.words(GOODS),
        "article": f"DEMO-{scene.number + 1:03}",
        "kind": "goods" if scene.number % 2 else "service",
        "unit": "pcs",
        "price": price,
        "cost": cost,
        "vat": VAT.get(scene.land, "20"),
    }


RECIPES = (Recipe("catalog.product", 12, product),)
