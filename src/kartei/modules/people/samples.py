"""Sample clients: companies and persons of the firm's land."""

from __future__ import annotations

from typing import Any

from kartei.modules.people.demo_names import (
    CITIES,
    COMPANIES,
    FEMALE,
    FUNCTIONS,
    MALE,
    PATRONYMICS,
    SURNAMES,
)
from kartei.platform.records.samples import Recipe, Scene

STEPS = {
    "ru": ("Позвонить", "Отправить предложение", "Договориться о встрече"),
    "de": ("Anrufen", "Angebot senden", "Termin vereinbaren"),
    "en": ("Call", "Send an offer", "Arrange a meeting"),
}
#: Every third client has nothing planned.
UNPLANNED = 3


def company(scene: Scene) -> dict[str, Any]:
    """A company with ways to reach it."""
    names, number, land = COMPANIES[scene.land], scene.number, scene.land
    word = names["first"][number % len(names["first"])]
    form = names["forms"][number % len(names["forms"])]
    site = f"company{number + 1}.example"
    return {
        "name": form % (word + names["second"][number // 3 % len(names["second"])]),
        "groups": groups(scene),
        "phones": scene.phone(),
        "emails": [{"value": f"info@{site}"}],
        "sites": [{"value": site}],
        "city": CITIES[land][number % len(CITIES[land])],
        "source": scene.dice.choice(("site", "call", "referral")),
        **planned(scene),
    }


def person(scene: Scene) -> dict[str, Any]:
    """A person; two of three are contacts of a company."""
    land, number, dice = scene.land, scene.number, scene.dice
    woman = number % 2 == 0
    last = SURNAMES[land][number % len(SURNAMES[land])]
    values: dict[str, Any] = {
        "last_name": last + "а" if woman and land == "ru" else last,
        "first_name": dice.choice((FEMALE if woman else MALE)[land]),
        "salutation": "ms" if woman else "mr",
        "groups": groups(scene),
        "phones": scene.phone(),
        "emails": scene.email(),
        "city": CITIES[land][number % len(CITIES[land])],
        "birthday": f"{dice.randrange(1960, 2003)}-{dice.randrange(1, 13):02}-17",
        "consent": "given",
        **planned(scene),
    }
    if land == "ru":
        values["middle_name"] = dice.choice(PATRONYMICS) + ("на" if woman else "ич")
    if number % 3:
        functions = FUNCTIONS[land]
        values |= {"company": scene.some("people.company"), "position": dice.choice(functions)}
    return values


def groups(scene: Scene) -> list[str]:
    """One of the firm's own groups of clients, if it has any."""
    known = scene.existing("people.group")
    return [scene.dice.choice(known)] if known else []


def planned(scene: Scene) -> dict[str, str]:
    """A next step, now and then overdue."""
    if scene.number % UNPLANNED == 0:
        return {}
    return {
        "next_step": scene.words(STEPS),
        "next_step_at": scene.moment(-3, 14),
    }


RECIPES = (Recipe("people.company", 12, company), Recipe("people.person", 20, person))
