"""What is typed on the journey from the empty firm, in the language of whoever walks it."""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """Names, values and sentences; ``template``, ``title``, ``read``, ``write`` and ``work`` are
    the program's own.
    """

    firm: str
    admin: str
    one: str
    many: str
    client: str
    when: str
    material: str
    materials: tuple[str, str, str]
    openings: str
    minutes: str
    rule: str
    refusal: str
    section: str
    template: str
    role: str
    user: str
    title: str
    request: str
    street: str
    read: str
    write: str
    work: str
    moment: str


WORDS = {
    "ru": Words(
        firm="Окна у дома",
        admin="Анна Администратор",
        one="замер",
        many="замеры",
        client="Клиент",
        when="Когда",
        material="Материал",
        materials=("ПВХ", "Алюминий", "Дерево"),
        openings="Проёмов",
        minutes="Минут на замер",
        rule="Хотя бы один проём",
        refusal="Сколько проёмов мерить?",
        section="Выезд",
        template="Менеджер по продажам",
        role="Замерщик",
        user="Захар Замеров",
        title="Название",
        request="Заявка",
        street="Липовая",
        read="чтение",
        write="запись",
        work="В работе",
        moment="%d.%m.%Y %H:%M",
    ),
    "de": Words(
        firm="Fenster Nord",
        admin="Anna Albrecht",
        one="Aufmaß",
        many="Aufmaße",
        client="Kunde",
        when="Wann",
        material="Material",
        materials=("Kunststoff", "Aluminium", "Holz"),
        openings="Öffnungen",
        minutes="Minuten vor Ort",
        rule="Mindestens eine Öffnung",
        refusal="Wie viele Öffnungen sind zu messen?",
        section="Termin",
        template="Verkauf",
        role="Aufmesser",
        user="Achim Meßner",
        title="Name",
        request="Auftrag",
        street="Lindenweg",
        read="Lesen",
        write="Schreiben",
        work="In Arbeit",
        moment="%d.%m.%Y %H:%M",
    ),
    "en": Words(
        firm="Northside Windows",
        admin="Anna Archer",
        one="measurement",
        many="measurements",
        client="Client",
        when="When",
        material="Material",
        materials=("Plastic", "Aluminium", "Wood"),
        openings="Openings",
        minutes="Minutes on site",
        rule="At least one opening",
        refusal="How many openings are to be measured?",
        section="Visit",
        template="Sales manager",
        role="Surveyor",
        user="Simon Surrey",
        title="Name",
        request="Request",
        street="Linden Road",
        read="read",
        write="write",
        work="In progress",
        moment="%Y-%m-%d %H:%M",
    ),
}
#: Whose way is walked; the pictures of docs/journey are taken once in each language.
LANGUAGE = os.environ.get("KARTEI_TEST_LANGUAGE", "ru")
SAID = WORDS[LANGUAGE]
