"""Delimited text: encodings, delimiters, rows as a spreadsheet counts them."""

import pytest

from kartei.platform.records.readers.faults import FileFault
from kartei.platform.records.readers.table import HEADLESS, open_table
from kartei.platform.records.readers.tests import samples


@pytest.mark.parametrize(
    ("written", "recognised"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("windows-1251", "windows-1251"),
        ("koi8-r", "koi8-r"),
        ("cp866", "cp866"),
    ],
)
def test_russian_text_is_read_in_every_encoding(written: str, recognised: str) -> None:
    table = open_table(samples.RUSSIAN_CSV.encode(written))

    assert (table.encoding, table.delimiter) == (recognised, ";")
    assert [column.title for column in table.columns] == [
        "Имя", "Фамилия", "Телефон", "Почта", "Примечание",
    ]  # fmt: skip
    assert [(number, cells[1]) for number, cells in table.rows()] == [(2, "Соколова"), (4, "Ёлкин")]


@pytest.mark.parametrize("written", ["utf-8", "windows-1252", "utf-16"])
def test_german_text_is_read_in_every_encoding(written: str) -> None:
    table = open_table(samples.GERMAN_CSV.encode(written))

    assert table.encoding == written
    assert [cells[3] for _, cells in table.rows()] == ["München", "Köln"]


@pytest.mark.parametrize("word", ["Größe", "Ähre", "Öl", "Crème brûlée", "5 €", "»Haus«", "Łódź"])
def test_a_single_western_letter_is_enough(word: str) -> None:
    encoding = "windows-1252" if word != "Łódź" else "utf-8"
    table = open_table(f"Name;Ort\nMeyer;{word}\nSchulz;Bonn\n".encode(encoding))

    assert next(table.rows())[1][1] == word


@pytest.mark.parametrize("word", ["Иван", "ООО «Ёж»", "АНО", "щётка", "№ 5, кв. 7"])
def test_a_few_russian_letters_are_enough(word: str) -> None:
    table = open_table(f"Name;Ort\nMeyer;{word}\nSchulz;Bonn\n".encode("windows-1251"))

    assert next(table.rows())[1][1] == word


def test_letters_far_down_decide_as_well() -> None:
    text = "Name;Ort\n" + "Meyer;Bonn\n" * 20_000 + "Иванов;Тверь\n"

    table = open_table(text.encode("windows-1251"))

    assert [cells[1] for _, cells in table.rows()][-1] == "Тверь"
    assert abs(table.estimate - 20_001) < 200


def test_utf_8_with_one_bad_byte_stays_utf_8() -> None:
    content = ("Имя;Город\n" + "Анна;Тверь\n" * 50).encode() + b"\xff;x\n"

    table = open_table(content)

    assert table.encoding == "utf-8"
    assert next(cells[1] for _, cells in table.rows()) == "Тверь"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_recognised(delimiter: str) -> None:
    rows = [
        ["Name", "Phone", "Note"],
        ["Lee", "1,5; 2", "a"],
        ["Ray", "", "b, c"],
        ["Moe", "7", "d"],
    ]
    text = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)

    table = open_table(text.encode())

    assert table.delimiter == delimiter
    assert [cells for _, cells in table.rows()] == rows[1:]


def test_commas_in_remarks_make_no_columns() -> None:
    text = "Name;Remark\nLee;one, two, three\nRay;four, five, six\nMoe;seven, eight, nine\n"

    assert open_table(text.encode()).delimiter == ";"


def test_commas_of_decimals_make_no_columns() -> None:
    assert open_table(b"1,5;2,5;3,5\n1,6;2,6;3,6\n").delimiter == ";"


def test_single_column_has_no_delimiter() -> None:
    table = open_table("Телефон\n89161234567\n89261234567\n".encode())

    assert (table.delimiter, table.head_row) == ("", 1)
    assert [cells for _, cells in table.rows()] == [["89161234567"], ["89261234567"]]


def test_announced_delimiter_is_obeyed_and_its_line_not_counted() -> None:
    table = open_table(b"sep=|\r\nName|Phone\r\nLee, Ann|1\r\n")

    assert (table.delimiter, table.head_row) == ("|", 1)
    assert list(table.rows()) == [(2, ["Lee, Ann", "1"])]


def test_line_break_within_quotes_is_part_of_the_cell() -> None:
    table = open_table(samples.RUSSIAN_CSV.encode())

    assert next(table.rows())[1][4] == "Любит чай;\nи точность"


def test_old_line_ends_are_understood() -> None:
    assert list(open_table(b"Name;Phone\rLee;1\rRay;2\r").rows()) == [
        (2, ["Lee", "1"]),
        (3, ["Ray", "2"]),
    ]


def test_short_and_long_rows_get_the_width_of_the_table() -> None:
    table = open_table(b"Name;Phone;Mail\nLee\nRay;2;r@y.example;;\nMoe;3;m@o.example\n")

    assert [len(cells) for _, cells in table.rows()] == [5, 5, 5]


def test_what_the_caller_says_is_taken() -> None:
    text = "Имя,Город;Улица\nАнна,Тверь;Новая\n".encode("cp866")

    table = open_table(text, encoding="cp866", delimiter=",", head_row=HEADLESS)

    assert next(iter(table.rows())) == (1, ["Имя", "Город;Улица"])


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"encoding": "klingon"}, "file.encoding"),
        ({"encoding": "hex"}, "file.encoding"),
        ({"delimiter": ";;"}, "file.delimiter"),
        ({"delimiter": "\n"}, "file.delimiter"),
    ],
)
def test_refuses_what_is_no_encoding_or_delimiter(given: dict[str, str], code: str) -> None:
    with pytest.raises(FileFault) as caught:
        open_table(b"a;b\n1;2\n", encoding=given.get("encoding", ""),
                   delimiter=given.get("delimiter", ""))  # fmt: skip

    assert caught.value.code == code
