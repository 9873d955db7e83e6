"""Names that the clients of the demo firm and sample clients are made of."""

GROUPS = (
    ({"ru": "Застройщик", "de": "Bauträger", "en": "Developer"}, "alt"),
    ({"ru": "Опт", "de": "Großhandel", "en": "Wholesale"}, "accent"),
    ({"ru": "Дилер", "de": "Händler", "en": "Dealer"}, "info"),
    ({"ru": "Розница", "de": "Privatkunde", "en": "Retail"}, "neutral"),
    ({"ru": "Бюджет", "de": "Öffentliche Hand", "en": "Public sector"}, "warn"),
    ({"ru": "VIP", "de": "VIP", "en": "VIP"}, "pos"),
)
CITIES = {
    "ru": ("Москва", "Химки", "Подольск", "Тверь", "Калуга", "Тула", "Рязань", "Королёв"),
    "de": ("Berlin", "Potsdam", "Leipzig", "Dresden", "Hamburg", "Köln", "München"),
    "general": ("London", "Leeds", "Bristol", "Dublin", "Cardiff", "Glasgow", "York"),
}
#: Streets, and how an address is written, by the kind of land.
STREETS = {
    "ru": (("ул. Заводская", "ул. Мира", "Садовая ул."), "{street}, д. {number}\n{city}"),
    "de": (("Lindenallee", "Hafenstraße", "Ringstraße"), "{street} {number}\n0000{number} {city}"),
    "general": (("Station Road", "Mill Lane", "High Street"), "{number} {street}\n{city}"),
}
COMPANIES = {
    "ru": {
        "forms": ("ООО «%s»", "АО «%s»", "ООО «%s»", "ТСЖ «%s»", "ИП «%s»"),
        "first": ("Строй", "Фасад", "Тепло", "Дом", "Свет", "Гранд", "Мос", "Евро", "Нов", "Альфа"),
        "second": ("Инвест", "Комплект", "Сервис", "Монтаж", "Проект", "Град", "Лайн", "Стиль"),
    },
    "de": {
        "forms": ("%s GmbH", "%s GmbH & Co. KG", "%s AG", "%s e.K.", "%s GmbH"),
        "first": (
            "Haus",
            "Licht",
            "Nord",
            "Spree",
            "Wohn",
            "Havel",
            "Elbe",
            "Stadt",
            "Berg",
            "Glas",
        ),
        "second": ("bau", "technik", "werk", "projekt", "verwaltung", "handel", "planung"),
    },
    "general": {
        "forms": ("%s Ltd", "%s plc", "%s & Co.", "%s Group"),
        "first": ("North", "River", "Oak", "Bright", "Mill", "Stone", "Castle", "West"),
        "second": ("field", "works", "bridge", "gate", "wood", "line"),
    },
}
MALE = {
    "ru": ("Алексей", "Дмитрий", "Сергей", "Пётр", "Олег", "Руслан", "Денис", "Виктор", "Игорь"),
    "de": ("Jürgen", "Thomas", "Andreas", "Lukas", "Felix", "Matthias", "Jörg", "Stefan"),
    "general": ("James", "Oliver", "Thomas", "Harry", "George", "Daniel", "Ryan"),
}
FEMALE = {
    "ru": ("Светлана", "Анна", "Ирина", "Вера", "Тамара", "Лейла", "Ольга", "Елена", "Юлия"),
    "de": ("Sabine", "Claudia", "Anja", "Katrin", "Bärbel", "Monika", "Heike", "Lena"),
    "general": ("Emma", "Olivia", "Grace", "Alice", "Sophie", "Megan", "Ruth"),
}
PATRONYMICS = ("Сергеев", "Алексеев", "Павлов", "Иванов", "Викторов", "Олегов", "Андреев")
SURNAMES = {
    "ru": (
        "Соколов", "Юдин", "Кречетов", "Саблин", "Фадеев", "Гатин", "Мещеряков", "Ремизов",
        "Ёлкин", "Пряхин", "Кузьмичёв", "Ларионов", "Бирюков", "Воронцов", "Жуков", "Ефимов",
    ),
    "de": (
        "Müller", "Schäfer", "Weiß", "Krüger", "Böhm", "Lehmann", "Hoffmann", "Köhler", "Vogt",
        "Groß", "Jäger", "Zimmermann", "Brandt", "Schröder",
    ),
    "general": (
        "Ashworth", "Barlow", "Carter", "Dunne", "Ellis", "Fletcher", "Grant", "Holloway", "Irwin",
        "Keane", "Lawson", "Mercer",
    ),
}  # fmt: skip
FUNCTIONS = {
    "ru": ("Директор", "Закупки", "Главный инженер", "Прораб", "Бухгалтер", "Снабжение"),
    "de": ("Geschäftsführer", "Einkauf", "Bauleitung", "Buchhaltung", "Projektleitung"),
    "general": ("Managing director", "Purchasing", "Engineer", "Accounting", "Project lead"),
}
STEPS = {
    "ru": (
        "Позвонить",
        "Отправить КП",
        "Согласовать замер",
        "Уточнить бюджет",
        "Встреча",
        "Договор",
    ),
    "de": ("Anrufen", "Angebot senden", "Aufmaß abstimmen", "Budget klären", "Besuch", "Vertrag"),
    "en": (
        "Call",
        "Send the offer",
        "Agree the survey",
        "Ask for the budget",
        "Meeting",
        "Contract",
    ),
}

#: One company as two people entered it.
TWINS = {"ru": ("ООО «Светлый дом»", "Светлый Дом"), "de": ("Lichthaus GmbH", "Lichthaus")}
