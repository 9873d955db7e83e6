"""Column heads of Outlook's contact export in English, German and Russian, as data (folded)."""

from kartei.platform.kit.folding import fold

_COLUMNS = {
    "salutation": ("Title", "Anrede", "Обращение"),
    "first_name": ("First Name", "Vorname", "Имя"),
    "middle_name": ("Middle Name", "Weitere Vornamen", "Отчество"),
    "last_name": ("Last Name", "Nachname", "Фамилия"),
    "company": ("Company", "Firma", "Организация"),
    "department": ("Department", "Abteilung", "Отдел"),
    "position": ("Job Title", "Position", "Должность"),
    "phones:work": (
        "Business Phone", "Business Phone 2", "Telefon geschäftlich", "Telefon geschäftlich 2",
        "Рабочий телефон", "Телефон раб. 2", "Рабочий телефон 2",
    ),
    "phones:main": (
        "Company Main Phone", "Primary Phone", "Telefon Firma", "Haupttelefon",
        "Основной телефон организации", "Основной телефон",
    ),
    "phones:home": (
        "Home Phone", "Home Phone 2", "Telefon (privat)", "Telefon privat", "Telefon (privat 2)",
        "Telefon privat 2", "Домашний телефон", "Телефон дом. 2", "Домашний телефон 2",
    ),
    "phones:mobile": (
        "Mobile Phone", "Mobiltelefon", "Mobiltelefon 2", "Телефон переносной",
        "Мобильный телефон", "Сотовый телефон",
    ),
    "phones:fax": (
        "Business Fax", "Home Fax", "Other Fax", "Fax geschäftlich", "Fax privat",
        "Weiteres Fax", "Рабочий факс", "Домашний факс", "Другой факс",
    ),
    "phones:other": ("Other Phone", "Car Phone", "Pager", "Weiteres Telefon", "Autotelefon",
                     "Другой телефон", "Телефон в машине"),
    "emails": (
        "E-mail Address", "E-mail 2 Address", "E-mail 3 Address", "E-Mail-Adresse",
        "E-Mail 2: Adresse", "E-Mail 3: Adresse", "E-Mail-Adresse 2", "E-Mail-Adresse 3",
        "Адрес эл. почты", "Адрес 2 эл. почты", "Адрес 3 эл. почты", "Адрес электронной почты",
    ),
    "sites": ("Web Page", "Webseite", "Веб-страница"),
    "birthday": ("Birthday", "Geburtstag", "День рождения"),
    "groups": ("Categories", "Kategorien", "Категории"),
    "notes": ("Notes", "Notizen", "Заметки"),
}  # fmt: skip
_ADDRESSES = {
    "work": (
        "Business Street", "Business Street 2", "Business Street 3", "Business Postal Code",
        "Business City", "Business State", "Business Country/Region", "Business Country",
        "Straße geschäftlich", "Postleitzahl geschäftlich", "Ort geschäftlich",
        "Region geschäftlich", "Land/Region geschäftlich", "Land geschäftlich",
        "Улица (раб. адрес)", "Индекс (раб. адрес)", "Почтовый код (раб.)", "Город (раб. адрес)",
        "Область (раб. адрес)", "Страна или регион (раб. адрес)", "Страна (раб. адрес)",
    ),
    "home": (
        "Home Street", "Home Street 2", "Home Street 3", "Home Postal Code", "Home City",
        "Home State", "Home Country/Region", "Home Country", "Straße privat",
        "Postleitzahl privat", "Ort privat", "Region privat", "Land/Region privat", "Land privat",
        "Улица (дом. адрес)", "Почтовый код (дом.)", "Город (дом. адрес)",
        "Область (дом. адрес)", "Страна или регион (дом. адрес)", "Страна (дом. адрес)",
    ),
    "other": (
        "Other Street", "Other Postal Code", "Other City", "Other State", "Other Country/Region",
        "Weitere Straße", "Weitere Postleitzahl", "Weiterer Ort", "Weiteres/r Land/Region",
        "Улица (др. адрес)", "Город (др. адрес)",
    ),
}  # fmt: skip

OUTLOOK = {fold(title): key for key, titles in _COLUMNS.items() for title in titles}
"""Folded head → key of a contact."""
OUTLOOK_ADDRESSES = {fold(title): kind for kind, titles in _ADDRESSES.items() for title in titles}
"""Folded head of a part of an address → kind of that address."""
OUTLOOK_PROOF = tuple(
    {fold(title) for title in titles}
    for titles in (
        ("First Name", "Last Name", "E-mail Address", "Business Phone"),
        ("First Name", "Last Name", "E-mail Address", "Mobile Phone"),
        ("Vorname", "Nachname", "E-Mail-Adresse", "Telefon geschäftlich"),
        ("Имя", "Фамилия", "Рабочий телефон", "Адрес эл. почты"),
        ("Имя", "Фамилия", "Телефон переносной", "Адрес эл. почты"),
    )
)
"""Heads that together prove an Outlook export."""
