"""A calculator of the demo firm: plastic windows by width and height, with profile and glazing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kartei.modules.calculators.rules.files import table_from

#: Prices in roubles by width (columns) and height (rows), as a firm keeps them in a spreadsheet.
TABLE = Path(__file__).with_name("demo_window.csv")
LANGUAGES = ("ru", "de", "en")
#: What a rouble price becomes in the firm's currency, near enough for a demo.
RATE = {"RUB": 1, "EUR": 95, "GBP": 110}
WORDS: dict[str, tuple[str, str, str]] = {
    "name": ("Окно ПВХ", "Kunststofffenster", "PVC window"),
    "width": ("Ширина", "Breite", "Width"),
    "height": ("Высота", "Höhe", "Height"),
    "mm": ("мм", "mm", "mm"),
    "profile": ("Профиль", "Profil", "Profile"),
    "p58": ("58 мм, 3 камеры", "58 mm, 3 Kammern", "58 mm, 3 chambers"),
    "p70": ("70 мм, 5 камер", "70 mm, 5 Kammern", "70 mm, 5 chambers"),
    "p82": ("82 мм, 7 камер", "82 mm, 7 Kammern", "82 mm, 7 chambers"),
    "glazing": ("Стеклопакет", "Verglasung", "Glazing"),
    "g24": ("однокамерный 24 мм", "2-fach 24 mm", "double 24 mm"),
    "g32": ("двухкамерный 32 мм", "3-fach 32 mm", "triple 32 mm"),
    "g44": ("энергосберегающий 44 мм", "3-fach Wärmeschutz 44 mm", "triple low-energy 44 mm"),
    "colour": ("Цвет", "Farbe", "Colour"),
    "white": ("белый", "weiß", "white"),
    "grey": ("антрацит", "anthrazit", "anthracite"),
    "oak": ("золотой дуб", "Golden Oak", "golden oak"),
    "sill": ("Подоконник", "Fensterbank", "Window sill"),
    "base": ("Цена по размеру", "Preis nach Größe", "Price by size"),
    "area": ("Площадь, м²", "Fläche, m²", "Area, m²"),
    "frame": ("Рама", "Rahmen", "Frame"),
    "frame_cost": ("Рама в закупке", "Rahmen im Einkauf", "Frame in purchase"),
    "oak_rule": (
        "Золотой дуб бывает только с профилем 70 или 82 мм",
        "Golden Oak gibt es nur mit Profil 70 oder 82 mm",
        "Golden oak goes with profile 70 or 82 mm only",
    ),
    "glass_rule": (
        "Стеклопакет 44 мм встаёт только в профиль 82 мм",
        "Verglasung 44 mm passt nur in das Profil 82 mm",
        "Glazing of 44 mm fits profile 82 mm only",
    ),
    "with_sill": ("С подоконником 250 мм", "Mit Fensterbank 250 mm", "With a sill of 250 mm"),
}
#: parameter, value, surcharge and surcharge in purchase: of profile and colour in per cent of the
#: frame, of glazing in roubles a square metre
CHOICES = (
    ("profile", "p58", 0, 0),
    ("profile", "p70", 12, 10),
    ("profile", "p82", 26, 22),
    ("glazing", "g24", 0, 0),
    ("glazing", "g32", 1900, 1150),
    ("glazing", "g44", 3800, 2500),
    ("colour", "white", 0, 0),
    ("colour", "grey", 22, 18),
    ("colour", "oak", 28, 24),
)


def window(cells: str, language: str, rate: int = 1) -> dict[str, Any]:
    """The calculator as the API takes it. cells: its table; rate: roubles in the currency's unit."""
    size, unit = ("base", "") if rate == 1 else (f"base / {rate}", f" / {rate}")
    words = {name: told[LANGUAGES.index(language)] for name, told in WORDS.items()}
    return {
        "name": words["name"],
        "parameters": [*sizes(words), *picks(words)],
        "options": [option(words, rate, *row) for row in CHOICES],
        "tables": [
            {
                "name": "base",
                "label": words["base"],
                "down": "height",
                "across": "width",
                "how": "linear",
                "cells": cells,
            }
        ],
        "formulas": [
            {"name": name, "label": words[name], "formula": formula}
            for name, formula in (
                ("area", "width / 1000 * height / 1000"),
                ("frame", f"{size} * (1 + (profile.price + colour.price) / 100)"),
                ("frame_cost", f"{size} * 0.58 * (1 + (profile.cost + colour.cost) / 100)"),
            )
        ],
        "rules": [
            {"condition": "colour = 'oak' and profile = 'p58'", "message": words["oak_rule"]},
            {"condition": "glazing = 'g44' and profile <> 'p82'", "message": words["glass_rule"]},
        ],
        "price": f"frame + area * glazing.price + IF(sill; width / 1000 * 1450{unit}; 0)",
        "cost": f"frame_cost + area * glazing.cost + IF(sill; width / 1000 * 820{unit}; 0)",
        "rounding": "10" if rate == 1 else "1",
        "rounding_way": "nearest",
        "line": f"{words['name']} {{{{ width }}}} × {{{{ height }}}}, {{{{ profile }}}}",
        "details": f"{words['glazing']}: {{{{ glazing }}}}\n{words['colour']}: {{{{ colour }}}}\n"
        f"{{{{ if sill }}}}\n{words['with_sill']}\n{{{{ end }}}}",
        "wide": "width",
        "high": "height",
    }


def sizes(words: Mapping[str, str]) -> list[dict[str, Any]]:
    """Width and height."""
    return [
        {
            "name": name,
            "label": words[name],
            "kind": "number",
            "unit": words["mm"],
            "low": "600",
            "high": high,
            "step": "10",
            "default": default,
        }
        for name, high, default in (("width", "3000", "1300"), ("height", "2100", "1400"))
    ]


def picks(words: Mapping[str, str]) -> list[dict[str, Any]]:
    """What is chosen of a list, and whether there is a sill."""
    found = [
        {"name": name, "label": words[name], "kind": "choice", "default": default}
        for name, default in (("profile", "p70"), ("glazing", "g32"), ("colour", "white"))
    ]
    return [*found, {"name": "sill", "label": words["sill"], "kind": "bool", "default": "0"}]


def option(
    words: Mapping[str, str], rate: int, name: str, value: str, price: int, cost: int
) -> Any:
    """One choice; what is said in roubles becomes the firm's currency."""
    by = rate if name == "glazing" else 1
    told = {"price": f"{price / by:.2f}", "cost": f"{cost / by:.2f}"}
    return {"parameter": name, "value": value, "label": words[value], **told}


def fill(stage: Any) -> None:
    """The calculator of windows, its table read from a file as an administrator does it."""
    actor = stage.actor("admin")
    cells = table_from(actor, TABLE.read_bytes())["cells"]
    rate = RATE.get(actor.world.firm.currency, 95)
    values = window(cells, stage.language, rate)
    stage.add("calculators", "calculators.calculator", "admin", 360, **values)
