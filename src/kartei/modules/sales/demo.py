"""The demo firm's deals on their way through the funnel, with talks on the way."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from kartei.modules.sales.rules.history import DEAL
from kartei.platform.access.models import Role
from kartei.platform.meta.layouts import standard_form
from kartei.platform.meta.spec import registry
from kartei.platform.records import commands, entries, write
from kartei.platform.records.ask import Ask
from kartei.platform.records.query import page

GOODS = {
    "ru": ("Остекление фасада", "Окна в квартиру", "Балконный блок", "Замена окон в офисе", "Входная группа", "Окна для школы", "Остекление лоджии", "Поставка стеклопакетов"),
    "de": ("Fassadenverglasung", "Fenster Wohnung", "Balkonelement", "Fenstertausch Büro", "Eingangsanlage", "Fenster Schule", "Loggiaverglasung", "Lieferung Isolierglas"),
    "en": ("Façade glazing", "Windows for a flat", "Balcony set", "Office window replacement", "Entrance", "Windows for a school", "Loggia glazing", "Glazing supply"),
}  # fmt: skip
#: What was said, by what came of the talk.
TALKS = {
    "reached": {
        "ru": ("Обсудили размеры и сроки, ждёт расчёт.", "Сравнивает с конкурентом, важна гарантия."),
        "de": ("Maße und Termin besprochen, wartet auf die Kalkulation.", "Vergleicht mit einem Mitbewerber, Garantie ist wichtig."),
        "en": ("Talked about sizes and dates, waits for the price.", "Compares with a competitor, warranty matters."),
    },
    "call_back": {
        "ru": ("Просит скидку за объём, обещал ответить после совещания.", "Был за рулём, просил перезвонить."),
        "de": ("Bittet um Mengenrabatt, meldet sich nach der Besprechung.", "War unterwegs, bittet um Rückruf."),
        "en": ("Asks for a volume discount, will answer after a meeting.", "Was driving, asked to be called again."),
    },
    "agreed": {
        "ru": ("Согласовали замер, адрес в карточке.", "Условия подходят, можно готовить документы."),
        "de": ("Aufmaß vereinbart, Adresse steht in der Karte.", "Die Bedingungen passen, Unterlagen können vorbereitet werden."),
        "en": ("Survey agreed, the address is on the card.", "The terms are fine, the papers can be made ready."),
    },
}  # fmt: skip
NOTES = {
    "ru": ("Конкурент предложил дешевле, но без монтажа.", "Решение принимает главный инженер.", "Оплата по этапам."),
    "de": ("Mitbewerber ist günstiger, aber ohne Montage.", "Die Bauleitung entscheidet.", "Zahlung nach Baufortschritt."),
    "en": ("The competitor is cheaper, but without installation.", "The chief engineer decides.", "Payment in stages."),
}  # fmt: skip
#: What is planned with a deal, by the place of its stage in the funnel.
STEPS = {
    "ru": (("Позвонить, уточнить потребность", "Отправить каталог"), ("Уточнить размеры", "Предложить замер"), ("Провести замер", "Подтвердить адрес замера"), ("Обсудить предложение", "Пересчитать со скидкой"), ("Отправить договор", "Согласовать правки договора"), ("Проверить оплату", "Напомнить о счёте")),
    "de": (("Anrufen, Bedarf klären", "Katalog senden"), ("Maße klären", "Aufmaß vorschlagen"), ("Aufmaß vor Ort", "Adresse für das Aufmaß bestätigen"), ("Angebot besprechen", "Mit Rabatt neu rechnen"), ("Vertrag senden", "Änderungen am Vertrag abstimmen"), ("Zahlung prüfen", "An die Rechnung erinnern")),
    "en": (("Call, ask what is needed", "Send the catalogue"), ("Ask for the sizes", "Suggest a survey"), ("Survey on site", "Confirm the address of the survey"), ("Talk the offer through", "Price again with a discount"), ("Send the contract", "Agree changes to the contract"), ("Check the payment", "Remind of the invoice")),
}  # fmt: skip
#: What to do at the stages of the selling funnel, in order.
HELP = {
    "ru": ("Перезвонить в течение часа. Узнать, что нужно и к какому сроку.", "Уточнить размеры и бюджет, предложить замер.", "Проверить адрес и парковку, взять с собой образцы профиля.", "Назвать цену в день замера. Через два дня спросить, всё ли понятно."),
    "de": ("Innerhalb einer Stunde zurückrufen. Bedarf und Termin erfragen.", "Maße und Budget klären, Aufmaß vorschlagen.", "Adresse und Parkplatz prüfen, Profilmuster mitnehmen.", "Preis am Tag des Aufmaßes nennen. Nach zwei Tagen nachfragen."),
    "en": ("Call back within the hour. Ask what is needed and by when.", "Get sizes and budget, suggest a survey.", "Check address and parking, take profile samples along.", "Name the price on the day of the survey. Ask again after two days."),
}  # fmt: skip
#: Where to from the stages before the end, by their places: neither paid for nor forgotten by mistake.
WAYS = {4: (3, 5, 7), 5: (4, 6, 7)}
#: Own fields of a deal: what is wanted and, hanging on it, how it is made.
PRODUCT = {"ru": "Изделие", "de": "Produkt", "en": "Product"}
MAKE = {"ru": "Исполнение", "de": "Ausführung", "en": "Make"}
PRODUCTS: dict[str, tuple[tuple[str, str, str], dict[str, tuple[str, str, str]]]] = {
    "window": (("Окно", "Fenster", "Window"), {
        "turn": ("Поворотно-откидное", "Dreh-Kipp", "Tilt and turn"),
        "fixed": ("Глухое", "Festverglast", "Fixed"),
    }),
    "balcony": (("Балкон", "Balkon", "Balcony"), {
        "cold": ("Холодное остекление", "Kaltverglasung", "Unheated glazing"),
        "warm": ("Тёплое остекление", "Warmverglasung", "Heated glazing"),
    }),
    "door": (("Дверь", "Tür", "Door"), {
        "entrance": ("Входная", "Haustür", "Entrance door"),
        "sliding": ("Раздвижная", "Schiebetür", "Sliding door"),
    }),
    "facade": (("Фасад", "Fassade", "Façade"), {
        "stick": ("Стойка-ригель", "Pfosten-Riegel", "Stick system"),
        "structural": ("Структурное остекление", "Structural Glazing", "Structural glazing"),
    }),
}  # fmt: skip
#: Which of them the goods above are, in the same order.
MEANT = ("facade", "window", "balcony", "window", "door", "window", "balcony", "window")
#: Who may take a deal to the last stage before the end, where money is expected: ready roles.
CASHIERS = ("director", "head", "accountant")
#: Days from today on which a next step is due; a few are late, a few deals have none.
DUE = (1, 0, 3, -2, 5, None, 2, 0, 7, 4, -1, 1, 10, 2, 6)
RATE = {"RUB": 1, "EUR": 95, "GBP": 110}


def fill(stage: Any) -> None:
    """Deals of both managers, moved to where they stand today."""
    choose_products(stage)
    stages = stages_of(stage)
    reasons = [r["id"] for r in page(stage.actor("admin"), "sales.loss_reason", Ask())["items"]]
    for login in ("manager1", "manager2"):
        for number in range(max(16, stage.size // 12)):
            make_deal(stage, login, number, stages, reasons)
    describe(stage, stages)


def choose_products(stage: Any) -> None:
    """Two own fields of deals, the choices of the second hanging on the first."""
    values = [choice(key, names) for key, (names, _makes) in PRODUCTS.items()]
    upper = stage.field("product", DEAL, "choice", PRODUCT, choices=values)
    under = [
        {**choice(key, names), "under": product}
        for product, (_names, makes) in PRODUCTS.items()
        for key, names in makes.items()
    ]
    stage.field("make", DEAL, "choice", MAKE, choices=under, depends=upper)
    place(stage, ("product", "make"))


def place(stage: Any, codes: tuple[str, ...]) -> None:
    """Own fields stand where the deal is described, not at the end of the form."""
    definition = standard_form(registry.entities[DEAL]).model_dump(exclude_defaults=True)
    main = definition["tabs"][0]["sections"][0]["fields"]
    at = next(n for n, field in enumerate(main) if field["name"] == "stage") + 1
    main[at:at] = [{"name": stage.own[code]} for code in codes]
    values = {"object": DEAL, "place": "form", "definition": definition}
    write.create(stage.actor("admin", 390), "meta.layout", values)


def choice(value: str, names: tuple[str, str, str]) -> dict[str, str]:
    """A choice with its words in three languages."""
    ru, de, en = names
    return {"value": value, "label_ru": ru, "label_de": de, "label_en": en}


def wanted(stage: Any, goods: str, number: int) -> dict[str, str]:
    """The product that a deal's name says, and a make of it."""
    product = MEANT[GOODS[stage.language].index(goods)]
    makes = list(PRODUCTS[product][1])
    return {stage.own["product"]: product, stage.own["make"]: makes[number // 2 % len(makes)]}


def describe(stage: Any, stages: list[dict[str, Any]]) -> None:
    """What is done at each stage, where one may go from the last ones, and who takes a deal to the
    very last: it is the step that those who mind the money take.
    """
    changes: dict[UUID, dict[str, Any]] = {
        UUID(one["id"]): {"help": text}
        for one, text in zip(stages, HELP[stage.language], strict=False)
    }
    for place, ways in WAYS.items():
        changes[UUID(stages[place]["id"])] = {"moves": [stages[n]["id"] for n in ways]}
    roles = Role.objects.filter(key__in=CASHIERS, deleted=False).values_list("pk", flat=True)
    changes[UUID(stages[max(WAYS)]["id"])]["movers"] = [str(role) for role in roles]
    write.change_many(stage.actor("admin"), "sales.stage", changes)


def stages_of(stage: Any) -> list[dict[str, Any]]:
    """The stages of the selling funnel, in order."""
    actor = stage.actor("admin")
    funnels = page(actor, "sales.funnel", Ask(filter=["kind", "=", "sale"]))["items"]
    ask = Ask(
        filter=["funnel", "=", funnels[0]["id"]],
        fields=("name", "kind", "position"),
        sort="position",
    )
    found: list[dict[str, Any]] = page(actor, "sales.stage", ask)["items"]
    return found


def make_deal(
    stage: Any, login: str, number: int, stages: list[dict[str, Any]], reasons: list[str]
) -> None:
    """One deal with its client, its talks and its way."""
    dice = stage.dice
    age = dice.randrange(3, 90)
    companies = stage.made[f"companies of {login}"]
    currency = stage.actor("admin").world.firm.currency
    amount = dice.randrange(60, 1900) * 1000 / RATE.get(currency, 95)
    goods = dice.choice(GOODS[stage.language])
    values: dict[str, Any] = {
        "name": f"{goods} {number + 1}",
        "company": str(companies[number % len(companies)]),
        "stage": stages[0]["id"],
        "amount": {"amount": f"{amount:.2f}", "currency": currency},
        "expected_on": stage.moment(-dice.randrange(5, 60)).date().isoformat(),
        "source": dice.choice(("site", "call", "referral", "fair")),
        **wanted(stage, goods, number),
    }
    if dice.random() < 0.5:
        values["person"] = str(dice.choice(stage.made[f"persons of {login}"]))
    key = stage.add("deals", "sales.deal", login, age, **values)
    stage.made.setdefault(f"deals of {login}", []).append(key)
    talk(stage, login, key, age - 1)
    travel(stage, login, key, age, stages, reasons)


def travel(
    stage: Any, login: str, key: UUID, age: int, stages: list[dict[str, Any]], reasons: list[str]
) -> None:
    """Stage by stage until today; some are won, some lost."""
    dice = stage.dice
    open_stages = [s for s in stages if s["kind"] == "open"]
    goal = dice.randrange(len(open_stages) + 2)
    day = float(age)
    for step in open_stages[1 : goal + 1]:
        day = max(0.1, day - dice.uniform(1, age / 5 + 1))
        run(stage, login, key, day, "move", {"stage": step["id"]})
        if dice.random() < 0.5:
            talk(stage, login, key, max(0.05, day - 0.4))
    if goal < len(open_stages):
        plan(stage, login, key, goal, min(day, 2.0))
    elif goal > len(open_stages):
        run(stage, login, key, max(0.05, day - 1), "win", {})
    else:
        data = {"loss_reason": dice.choice(reasons)}
        run(stage, login, key, max(0.05, day - 1), "lose", data)


def plan(stage: Any, login: str, key: UUID, place: int, day: float) -> None:
    """The next step with an open deal, agreed in a talk of the last days."""
    known = stage.made.setdefault("planned deals", [])
    due = DUE[len(known) % len(DUE)]
    known.append(key)
    if due is None:
        return
    step = stage.dice.choice(STEPS[stage.language][place])
    planned = {"next_step": step, "next_step_on": stage.slot(due).isoformat()}
    talk(stage, login, key, day * 0.9, **planned)


def run(stage: Any, login: str, key: UUID, day: float, command: str, data: dict[str, Any]) -> None:
    """A command on a deal, some days ago."""
    commands.run(stage.actor(login, day), "sales.deal", key, command, data)


def talk(stage: Any, login: str, key: UUID, day: float, **planned: str) -> None:
    """A call or a note, and what was planned in it."""
    dice = stage.dice
    actor = stage.actor(login, max(0.05, day))
    moment = actor.clock.isoformat()
    if dice.random() < 0.7:
        result = dice.choice(tuple(TALKS))
        raw = {
            "kind": "call",
            "direction": dice.choice(("in", "out")),
            "result": result,
            "minutes": dice.randrange(1, 15),
            "text": dice.choice(TALKS[result][stage.language]),
            "at": moment,
        }
    else:
        raw = {"kind": "note", "text": dice.choice(NOTES[stage.language]), "at": moment}
    entries.add(actor, "sales.deal", key, {**raw, **planned})
