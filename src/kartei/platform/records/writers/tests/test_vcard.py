"""Address cards: folded and escaped after the standard, and read back by the importer."""

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartei.platform.records.readers.blob import Blob
from kartei.platform.records.readers.contacts import Contact
from kartei.platform.records.readers.limits import Limits
from kartei.platform.records.readers.vcard import VCards
from kartei.platform.records.writers.vcard import Card, Version, write_vcards

VERSIONS: tuple[Version, ...] = ("4.0", "3.0")
ANNA = Card(
    name="Анна Волкова",
    last_name="Волкова",
    first_name="Анна",
    middle_name="Петровна",
    company="ООО «Окна; двери, сетки»",
    department="Продажи",
    position="Менеджер",
    phones=[("mobile", "+79161234567"), ("work", "+74951234567;ext=12"), ("fax", "+74951234568"),
            ("", "+79990000000"), ("main", "+74950000000")],
    emails=[("work", "anna@okna.example"), ("home", "a.v@mail.example")],
    addresses=[("work", "Тула, ул. Каминского, д. 24; оф. 5")],
    messengers=[("telegram", "annav"), ("vk", "id1")],
    sites=[("", "https://okna.example/?a=1,2;b=3")],
    birthday=date(1985, 2, 3),
    note="Строка 1\nСтрока 2; и, ещё \\ " + "очень длинная заметка " * 20,
    categories=["клиенты", "VIP, Тула"],
    photo=b"\xff\xd8\xff" + bytes(range(256)) * 4,
    uid="0190-aa",
    changed_at=datetime(2026, 11, 22, 10, 0, tzinfo=UTC),
)  # fmt: skip


def text_of(card: Card, version: Version) -> str:
    """The card with its folds undone."""
    data = b"".join(write_vcards([card], version))
    assert data.endswith(b"\r\nEND:VCARD\r\n")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
        assert b"\n" not in line
        assert b"\r" not in line
    return data.decode().replace("\r\n ", "")


def read(data: bytes) -> list[Contact]:
    limits = Limits()
    return list(VCards(Blob(data, limits), "", limits).contacts())


@pytest.mark.parametrize("version", VERSIONS)
def test_the_importer_reads_everything_back(version: Version) -> None:
    first, second = read(b"".join(write_vcards([ANNA, Card(name="Ёлкин")], version)))
    assert first.values == {
        "last_name": ["Волкова"],
        "first_name": ["Анна"],
        "middle_name": ["Петровна"],
        "company": ["ООО «Окна; двери, сетки»"],
        "department": ["Продажи"],
        "position": ["Менеджер"],
        "phones:mobile": ["+79161234567"],
        "phones:work": ["+74951234567 ext. 12"],
        "phones:fax": ["+74951234568"],
        "phones": ["+79990000000"],
        "phones:main": ["+74950000000"],
        "emails:work": ["anna@okna.example"],
        "emails:home": ["a.v@mail.example"],
        "addresses:work": ["Тула, ул. Каминского, д. 24; оф. 5"],
        "messengers:telegram": ["annav"],
        "messengers:vk": ["id1"],
        "sites": ["https://okna.example/?a=1,2;b=3"],
        "birthday": ["1985-02-03"],
        "notes": [ANNA.note.strip()],
        "groups": ["клиенты", "VIP, Тула"],
    }
    assert first.photo == ANNA.photo
    assert second.values == {"name": ["Ёлкин"]}


def test_each_version_speaks_its_own_tongue() -> None:
    four, three = text_of(ANNA, "4.0"), text_of(ANNA, "3.0")
    for text in (four, three):
        assert text.startswith("BEGIN:VCARD\r\nVERSION:")
        assert "N:Волкова;Анна;Петровна;;\r\n" in text
        assert "ORG:ООО «Окна\\; двери\\, сетки»;Продажи\r\n" in text
        assert "URL:https://okna.example/?a=1,2;b=3\r\n" in text
        assert "CATEGORIES:клиенты,VIP\\, Тула\r\n" in text
        assert "NOTE:Строка 1\\nСтрока 2\\; и\\, ещё \\\\ очень" in text
        assert "REV:20261122T100000Z" in text
    assert "KIND:individual" in four
    assert "TEL;TYPE=cell;PREF=1:+79161234567" in four
    assert "BDAY:19850203" in four
    assert "PHOTO:data:image/jpeg;base64,/9j/" in four
    assert "KIND" not in three
    assert "TEL;TYPE=cell,pref:+79161234567" in three
    assert "BDAY:1985-02-03" in three
    assert "PHOTO;ENCODING=b;TYPE=JPEG:/9j/" in three


def test_an_organisation_and_a_nameless_card_have_names() -> None:
    firm = text_of(Card(name="", company="Окна", organisation=True), "4.0")
    assert "KIND:org\r\nFN:Окна\r\n" in firm
    assert "FN:Волкова Анна" in text_of(Card("", "Волкова", "Анна"), "3.0")


@pytest.mark.parametrize("version", VERSIONS)
@given(text=st.text(max_size=120))
def test_no_text_starts_a_property(version: Version, text: str) -> None:
    card = Card(
        name=text, last_name=text, company=text, phones=[(text, text)], messengers=[(text, text)],
        sites=[("", text)], note=text, categories=[text], uid=text, addresses=[("", text)],
    )  # fmt: skip
    lines = text_of(card, version).split("\r\n")[:-1]
    names = [re.split("[:;]", line)[0] for line in lines]
    known = "BEGIN VERSION KIND FN N ORG TEL ADR IMPP URL CATEGORIES NOTE UID END"
    assert set(names) <= set(known.split())
    assert names.count("NOTE") <= 1
