"""The demo firm's clients: groups, companies and their contacts, private persons."""

from __future__ import annotations

from typing import Any

from kartei.modules.people.demo_names import (
    CITIES,
    COMPANIES,
    FEMALE,
    FUNCTIONS,
    GROUPS,
    MALE,
    PATRONYMICS,
    STEPS,
    STREETS,
    SURNAMES,
    TWINS,
)
from kartei.platform.kit.ids import uuid7
from kartei.platform.kit.requisites import inn
from kartei.platform.records import write

LANDS = {"manager1": "ru", "manager2": "de"}
SIGNATORY = {"ru": "Кто подписывает", "de": "Unterzeichner", "en": "Signs contracts"}
HINT = {
    "help_ru": "Как в уставе или доверенности",
    "help_de": "Wie im Handelsregister oder in der Vollmacht",
    "help_en": "As in the register or the power of attorney",
}


def fill(stage: Any) -> None:
    """A quarter of all records are companies, as many again are contacts of theirs."""
    stage.field("signatory", "people.company", "fullname", SIGNATORY, **HINT)
    groups = make_groups(stage)
    companies = max(24, stage.size // 6)
    persons = max(60, stage.size // 3)
    for login, share in (("manager1", 0.6), ("manager2", 0.4)):
        made = make_companies(stage, login, int(companies * share), groups)
        make_persons(stage, login, int(persons * share), groups, made)
        make_twins(stage, login)
        make_payer(stage, login, made)
    make_unassigned(stage, groups)


def make_groups(stage: Any) -> list[str]:
    """The client groups, in the firm's language."""
    return [
        str(
            stage.add(
                "groups", "people.group", "admin", 390, name=names[stage.language], color=color
            )
        )
        for names, color in GROUPS
    ]


def phone(stage: Any, land: str, mobile: bool = True) -> str:
    """A number of the land's plan."""
    dice = stage.dice
    if land == "ru":
        code = dice.choice(("903", "916", "925", "926")) if mobile else dice.choice(("495", "499"))
        return f"+7{code}{dice.randrange(1000000, 9999999)}"
    code = dice.choice(("151", "160", "170", "172")) if mobile else "30"
    return f"+49{code}{dice.randrange(20000000, 89999999)}"


def make_companies(stage: Any, login: str, count: int, groups: list[str]) -> list[Any]:
    """Companies of one manager."""
    land = LANDS[login]
    before = len(stage.made.get("companies", []))
    items = [company(stage, land, number, groups, before) for number in range(count)]
    keys = [uuid7() for _ in items]
    write.create_many(stage.actor(login, 200), "people.company", items, ids=keys)
    stage.made.setdefault("companies", []).extend(keys)
    stage.made.setdefault(f"companies of {login}", []).extend(keys)
    return keys


def make_payer(stage: Any, login: str, made: list[Any]) -> None:
    """Another company pays for the first one of a manager."""
    values = {"company": str(made[0]), "payer": str(made[1]), "usual": True}
    write.create(stage.actor(login, 190), "people.payer", values)


def company(stage: Any, land: str, number: int, groups: list[str], before: int) -> dict[str, Any]:
    """One company with requisites and a next step; before: how many there are of other lands."""
    dice = stage.dice
    patterns = COMPANIES[land]
    name = patterns["forms"][number % len(patterns["forms"])] % (
        patterns["first"][number // 3 % len(patterns["first"])]
        + patterns["second"][(number * 7) % len(patterns["second"])]
    )
    if number >= 60:
        name = f"{name} {number}"
    site = f"firma{before + number + 1}.example"
    values: dict[str, Any] = {
        "name": name,
        "groups": [dice.choice(groups)] if dice.random() < 0.9 else [],
        "phones": [{"kind": "work", "value": phone(stage, land, False)}],
        "emails": [{"kind": "work", "value": f"info@{site}"}],
        "sites": [{"kind": "site", "value": site}],
        "city": dice.choice(CITIES[land]),
        "source": dice.choice(("site", "call", "referral", "fair")),
        "interests": dice.sample(("windows", "doors", "balcony", "facade", "service"), 2),
        "tax_id": tax_id(dice.randrange(10**9, 10**10 - 1)) if land == "ru" else "",
        "country": land if land in ("ru", "de") else "other",
        stage.own["signatory"]: signatory(land, number),
        **next_step(stage),
    }
    values["addresses"] = address(land, values["city"], number)
    return values


def tax_id(number: int) -> str:
    """An ИНН that can be one: ten digits, the last of them its check digit."""
    stem = str(number)[:9]
    return next(f"{stem}{end}" for end in range(10) if inn(f"{stem}{end}", {}))


def address(land: str, city: str, number: int) -> list[dict[str, str]]:
    """Where papers go."""
    streets, form = STREETS[land]
    street = streets[number % len(streets)]
    return [{"kind": "main", "value": form.format(street=street, number=number % 9 + 1, city=city)}]


def signatory(land: str, number: int) -> dict[str, str] | None:
    """Who signs for a company, where it is known: a name in its parts."""
    if number % 3 == 2:
        return None
    woman = number % 2
    first, last = (FEMALE if woman else MALE)[land], SURNAMES[land]
    found = {"first": first[number % len(first)], "last": last[number * 5 % len(last)]}
    if land == "ru":
        ends, name = ("на", "а") if woman else ("ич", "")
        found["middle"] = PATRONYMICS[number % len(PATRONYMICS)] + ends
        found["last"] += name
    elif number % 4 == 0:
        found["prefix"] = "Dr."
    return found


def next_step(stage: Any) -> dict[str, Any]:
    """Most clients have a planned step, some overdue, some none at all."""
    dice = stage.dice
    if dice.random() < 0.25:
        return {}
    return {
        "next_step": dice.choice(STEPS[stage.language]),
        "next_step_at": stage.slot(dice.randrange(-4, 21)).isoformat(),
    }


def make_twins(stage: Any, login: str) -> None:
    """A client who was entered twice, so that the list of duplicates has something to show."""
    land = LANDS[login]
    values = {"phones": [{"kind": "work", "value": phone(stage, land)}], "city": CITIES[land][0]}
    items = [{"name": name, **values} for name in TWINS[land]]
    write.create_many(stage.actor(login, 30), "people.company", items)


def make_persons(
    stage: Any, login: str, count: int, groups: list[str], companies: list[Any]
) -> None:
    """Contacts of the companies, and private clients."""
    land = LANDS[login]
    items = []
    for number in range(count):
        employer = companies[number % len(companies)] if number < len(companies) * 1.4 else None
        items.append(person(stage, land, number, employer, groups))
    keys = [uuid7() for _ in items]
    write.create_many(stage.actor(login, 180), "people.person", items, ids=keys)
    stage.made.setdefault("persons", []).extend(keys)
    stage.made.setdefault(f"persons of {login}", []).extend(keys)


def person(stage: Any, land: str, number: int, employer: Any, groups: list[str]) -> dict[str, Any]:
    """One person."""
    dice = stage.dice
    woman = dice.random() < 0.5
    first = dice.choice((FEMALE if woman else MALE)[land])
    last = dice.choice(SURNAMES[land])
    if land == "ru" and woman:
        last += "а"
    values: dict[str, Any] = {
        "last_name": last,
        "first_name": first,
        "salutation": "ms" if woman else "mr",
        "phones": [{"kind": "mobile", "value": phone(stage, land)}],
        "emails": [{"kind": "work", "value": f"kontakt{land}{number}@mail.example"}],
        "city": dice.choice(CITIES[land]),
        "channel": dice.choice(("phone", "email", "messenger")),
        "call_time": dice.choice(("morning", "day", "evening")),
        "consent": "given" if dice.random() < 0.8 else None,
        "groups": [dice.choice(groups)] if dice.random() < 0.7 else [],
        **next_step(stage),
    }
    values["addresses"] = address(land, values["city"], number)
    if land == "ru":
        values["middle_name"] = dice.choice(PATRONYMICS) + ("на" if woman else "ич")
    if employer:
        values.update(company=str(employer), position=dice.choice(FUNCTIONS[land]))
    if dice.random() < 0.3:
        values["birthday"] = (
            f"{dice.randrange(1955, 2003)}-{dice.randrange(1, 13):02}-{dice.randrange(1, 28):02}"
        )
    return values


def make_unassigned(stage: Any, groups: list[str]) -> None:
    """Clients whom nobody leads yet; the head distributes them."""
    items = [{**person(stage, "ru", 9000 + n, None, groups), "owner": None} for n in range(5)]
    stage.add_many("persons", "people.person", "head", 3, items)
