"""Files as firms really have them, made up: client lists, address books, phone books.

All people, firms and numbers are invented. What another program must have written (XLS, ODS,
locked workbooks) lies in `files/`; LibreOffice made it from `client_list()`, and the folder's
README says how.
"""

from base64 import b64encode
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter

FILES = Path(__file__).parent / "files"

HEAD = [
    "№", "ФИО клиента", "Компания", "Должность", "Телефоны", "E-mail", "Адрес", "День рождения",
    "ИНН", "Менеджер", "Комментарий",
]  # fmt: skip
CLIENTS: list[list[Any]] = [
    [1, "Соколова Мария Павловна", "ООО «Ромашка»", "директор",
     "8 (916) 123-45-67, +7 495 111-22-33 доб. 12; сот.", "m.sokolova@romashka.example",
     "г. Москва, ул. Лесная, д. 5", date(1985, 4, 12), 7707083893, "Волкова А.", "Звонить до 18"],
    [2, "Ёлкин Пётр Ильич", "ИП Ёлкин П. И.", "", "7,9E+10", "elkin@post.example",
     "г. Тверь, пр-кт Победы, д. 1", date(1990, 1, 31), 500100732259, "Волкова А.",
     "Просил счёт на двоих;\nперезвонить"],
    [3, "Ежов Андрей", "ООО «Ромашка»", "бухгалтер", 79261234567, "ezhov@romashka.example", "",
     "", 7707083893, "Орлов Д.", ""],
    [4, "Müller Jürgen", "Müller GmbH & Co. KG", "Einkauf", "+49 171 1234567", "jm@mueller.example",
     "Hauptstraße 5, 80331 München", date(1972, 11, 3), "", "Орлов Д.", "Spricht Russisch"],
    [5, "Жуков И. И.", "", "", "нет", "", "", "", "", "", "только в мессенджере"],
]  # fmt: skip
# One picture of one point; enough to be a picture.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478"
    "9c6360606060000000050001a5f645400000000049454e44ae426082"
)


def client_list() -> bytes:
    """A workbook with two title rows, a gap, the head in row 4, merged cells and a second sheet."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("Клиенты")
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    sheet.merge_range(0, 0, 0, len(HEAD) - 1, "База клиентов ООО «Окна»")
    sheet.write(1, 0, "на 22.11.2026")
    sheet.write_row(3, 0, HEAD)
    for row, client in enumerate(CLIENTS, 4):
        for column, value in enumerate(client):
            if isinstance(value, date):
                sheet.write_datetime(row, column, value, day)
            else:
                sheet.write(row, column, value)
    # The last two clients share one manager, in one cell.
    sheet.merge_range(7, 9, 8, 9, "Орлов Д.")
    book.add_worksheet("Архив").write(0, 0, "пусто")
    book.close()
    return out.getvalue()


def price_list() -> bytes:
    """Goods with prices."""
    return workbook(
        [
            ["Артикул", "Наименование товара", "Ед. изм.", "Цена, руб.", "Закупочная цена", "НДС",
             "Группа товаров", "Описание"],
            ["W-100", "Окно глухое", "шт", 12500.5, 8000, "20%", "Окна", "Белый профиль"],
            ["W-200", "Окно поворотное", "шт", 18900, 12000, "20%", "Окна", "С москитной сеткой"],
        ]
    )  # fmt: skip


def company_list() -> bytes:
    """Firms with their requisites and a contact person in the same row."""
    return workbook(
        [
            ["Название", "Полное наименование", "ИНН", "КПП", "ОГРН", "Расчётный счёт", "БИК",
             "Банк", "Контактное лицо", "Должность", "Телефон", "Сайт", "Юридический адрес"],
            ["Ромашка", "ООО «Ромашка»", "7707083893", "770701001", "1027700132195",
             "40702810400000000001", "044525225", "Банк «Пример»", "Соколова Мария Павловна",
             "директор", "+7 495 111-22-33", "romashka.example", "125009, Москва, ул. Лесная, 5"],
            ["Сокол", "АО «Сокол»", "7736050003", "773601001", "1027700070518",
             "40702810900000000002", "044525593", "Банк «Пример»", "Ежов Андрей Львович",
             "закупки", "+7 495 222-33-44", "www.sokol.example", "119021, Москва, ул. Новая, 1"],
        ]
    )  # fmt: skip


def workbook(rows: list[list[Any]], name: str = "Лист1") -> bytes:
    """The rows as the only sheet of an XLSX file."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet(name)
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return out.getvalue()


def with_member(workbook_bytes: bytes, name: str, content: bytes) -> bytes:
    """The same zipped file with one member put in or exchanged."""
    out = BytesIO()
    with ZipFile(BytesIO(workbook_bytes)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for one in old.namelist():
            if one != name:
                new.writestr(one, old.read(one))
        new.writestr(name, content)
    return out.getvalue()


RUSSIAN_CSV = (
    "Имя;Фамилия;Телефон;Почта;Примечание\r\n"
    "Мария;Соколова;8 (916) 123-45-67;m.sokolova@romashka.example;\"Любит чай;\r\nи точность\"\r\n"
    "\r\n"
    "Пётр;Ёлкин;+7 495 111-22-33;elkin@post.example;Съезжает в июле\r\n"
)  # fmt: skip
GERMAN_CSV = (
    "Name;Vorname;Straße;Ort;Telefon privat;Handy;E-Mail;Geburtstag;Bemerkungen\n"
    "Müller;Jürgen;Hauptstraße 5;München;089 123456;0171 1234567;jm@mueller.example;"
    "03.11.1972;Möchte größere Fenster\n"
    "Weiß;Änne;Goethestr. 7;Köln;0221 123456;0172 7654321;aw@weiss.example;12.04.1985;\n"
)

GOOGLE_OLD = (
    "Name,Given Name,Additional Name,Family Name,Name Prefix,Name Suffix,Birthday,Notes,Photo,"
    "Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,"
    "Phone 2 - Type,Phone 2 - Value,Address 1 - Type,Address 1 - Formatted,Address 1 - Street,"
    "Address 1 - City,Address 1 - Postal Code,Address 1 - Country,Organization 1 - Type,"
    "Organization 1 - Name,Organization 1 - Title,Website 1 - Type,Website 1 - Value,"
    "Custom Field 1 - Type,Custom Field 1 - Value\n"
    "Мария Соколова,Мария,Павловна,Соколова,,,1985-04-12,Звонить до 18,,"
    "Клиенты ::: VIP ::: * myContacts,* Work,m.sokolova@romashka.example ::: info@romashka.example,"
    "Mobile,+7 916 123-45-67 ::: +7 926 123-45-67,Work Fax,+7 495 111-22-33,Work,,Лесная 5,Москва,"
    "125009,Россия,,ООО Ромашка,директор,Profile,https://romashka.example,Рост,170\n"
    "Мастер окна,,,,,,,,,* myContacts,,,,89161112233,,,,,,,,,,,,,,,\n"
)
GOOGLE_NEW = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Name Prefix,Name Suffix,Nickname,File As,"
    "Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,Labels,"
    "E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,"
    "Phone 2 - Value,Website 1 - Label,Website 1 - Value\n"
    "Jürgen,,Müller,,Dr.,,,,Müller GmbH,Einkauf,Fenster,1972-11-03,Spricht Russisch,"
    "https://photos.example/1,* myContacts ::: Kunden,* Work,jm@mueller.example,Mobile,"
    "+49 171 1234567,Home,089 123456,,https://mueller.example\n"
)
OUTLOOK_EN = (
    '"Title","First Name","Middle Name","Last Name","Company","Department","Job Title",'
    '"Business Street","Business City","Business Postal Code","Business Country/Region",'
    '"Business Fax","Business Phone","Home Phone","Mobile Phone","Birthday","Categories",'
    '"E-mail Address","E-mail 2 Address","Notes","Web Page"\r\n'
    '"Dr.","Jürgen","","Müller","Müller GmbH","","Einkauf","Hauptstraße 5","München","80331",'
    '"Deutschland","089 1234568","089 1234567","089 7654321","0171 1234567","1972-11-03",'
    '"Kunden;VIP","jm@mueller.example","j.mueller@post.example","Two\r\nlines",'
    '"www.mueller.example"\r\n'
)
OUTLOOK_RU = (
    "Обращение,Имя,Отчество,Фамилия,Организация,Должность,Рабочий телефон,Домашний телефон,"
    "Телефон переносной,Рабочий факс,Адрес эл. почты,День рождения,Заметки\r\n"
    "г-жа,Мария,Павловна,Соколова,ООО «Ромашка»,директор,+7 495 111-22-33,,8 916 123-45-67,"
    "+7 495 111-22-34,m.sokolova@romashka.example,12.04.1985,Звонить до 18\r\n"
)


def _folded(line: str) -> str:
    """Folded at 75 characters as RFC 6350 asks."""
    parts = [line[place : place + 74] for place in range(0, len(line), 74)]
    return "\r\n ".join(parts)


ANDROID_21 = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\n"
    "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=A1=D0=BE=D0=BA=D0=BE=D0=BB=D0=BE=D0=B2=D0=B0;=\r\n"
    "=D0=9C=D0=B0=D1=80=D0=B8=D1=8F;;;\r\n"
    "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=9C=D0=B0=D1=80=D0=B8=D1=8F=20=\r\n"
    "=D0=A1=D0=BE=D0=BA=D0=BE=D0=BB=D0=BE=D0=B2=D0=B0\r\n"
    "TEL;CELL;PREF:+79161234567\r\nTEL;WORK:84951112233\r\n"
    "EMAIL;HOME:m.sokolova@post.example\r\n"
    f"PHOTO;ENCODING=BASE64;PNG:{b64encode(PICTURE[:30]).decode()}\r\n"
    f" {b64encode(PICTURE[30:]).decode()}\r\n\r\n"
    "END:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:2.1\r\nN:;Мастер Окна;;;\r\nFN:Мастер Окна\r\nTEL;CELL:89161112233\r\n"
    "END:VCARD\r\n"
)
IPHONE_30 = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nPRODID:-//Example//Phone 17//EN\r\n"
    "N:Müller;Jürgen;;Dr.;\r\nFN:Dr. Jürgen Müller\r\n"
    "ORG:Müller GmbH & Co. KG;Einkauf;\r\nTITLE:Leiter\r\n"
    "EMAIL;type=INTERNET;type=WORK;type=pref:jm@mueller.example\r\n"
    "TEL;type=CELL;type=VOICE;type=pref:+49 171 1234567\r\n"
    "TEL;type=WORK;type=FAX:089 1234568\r\n"
    "item1.TEL:089 1234567\r\nitem1.X-ABLabel:Büro\r\n"
    "item2.ADR;type=WORK;type=pref:;;Hauptstraße 5;München;;80331;Deutschland\r\n"
    "item2.X-ABADR:de\r\n"
    "item3.URL;type=pref:https://mueller.example\r\nitem3.X-ABLabel:_$!<HomePage>!$_\r\n"
    "IMPP;X-SERVICE-TYPE=Telegram;type=HOME:x-apple:jmueller\r\n"
    "BDAY:1972-11-03\r\n"
    "NOTE:Spricht Russisch\\, mag Tee\\;\\nruft nie zurück\r\n"
    "CATEGORIES:Kunden,VIP\\, wichtig\r\n"
    + _folded(f"PHOTO;ENCODING=b;TYPE=PNG:{b64encode(PICTURE).decode()}")
    + "\r\nEND:VCARD\r\n"
)
MODERN_40 = (
    "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Анна Волкова\r\nN:Волкова;Анна;Сергеевна;;\r\n"
    'TEL;VALUE=uri;TYPE="cell,voice";PREF=1:tel:+7-916-222-33-44\r\n'
    "TEL;VALUE=uri;TYPE=work:tel:+7-495-222-33-44;ext=15\r\n"
    "EMAIL;TYPE=work:a.volkova@okna.example\r\n"
    "ADR;TYPE=home:;;ул. Новая\\, 1;Москва;;119021;Россия\r\n"
    "ORG:ООО «Окна»\r\nROLE:менеджер\r\nBDAY:--0412\r\nIMPP:xmpp:anna@chat.example\r\n"
    + _folded("NOTE:" + "Длинная заметка о том, чего хочет клиент. " * 6)
    + f"\r\nPHOTO:data:image/png;base64,{b64encode(PICTURE).decode()}"
    + "\r\nX-HOBBY:лыжи\r\nEND:VCARD\r\n"
)
OUTLOOK_21 = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\n"
    "N;LANGUAGE=ru;CHARSET=windows-1251:Соколова;Мария;Павловна\r\n"
    "FN;CHARSET=windows-1251:Мария Соколова\r\n"
    "ORG;CHARSET=windows-1251:ООО «Ромашка»\r\n"
    "TEL;WORK;VOICE:+7 495 111-22-33\r\nTEL;CELL;VOICE:+7 916 123-45-67\r\n"
    "TEL;WORK;FAX:+7 495 111-22-34\r\n"
    "EMAIL;PREF;INTERNET:m.sokolova@romashka.example\r\n"
    "X-MS-OL-DEFAULT-POSTAL-ADDRESS:0\r\nREV:20261122T100000Z\r\nEND:VCARD\r\n"
).encode("windows-1251")


def all_samples() -> dict[str, bytes]:
    """Every sound sample by name, for tests that spoil them."""
    return {
        "clients.xlsx": client_list(),
        "clients.xls": (FILES / "clients.xls").read_bytes(),
        "clients.ods": (FILES / "clients.ods").read_bytes(),
        "russian-1251.csv": RUSSIAN_CSV.encode("windows-1251"),
        "russian.csv": RUSSIAN_CSV.encode("utf-8-sig"),
        "german.csv": GERMAN_CSV.encode("windows-1252"),
        "wide.csv": RUSSIAN_CSV.encode("utf-16"),
        "google-old.csv": GOOGLE_OLD.encode(),
        "google-new.csv": GOOGLE_NEW.encode(),
        "outlook.csv": OUTLOOK_EN.encode("windows-1252"),
        "android.vcf": ANDROID_21.encode(),
        "iphone.vcf": IPHONE_30.encode(),
        "modern.vcf": MODERN_40.encode(),
        "outlook.vcf": OUTLOOK_21,
    }
