"""Workbooks of four formats become the same table."""

from datetime import date

import pytest

from kartei.platform.records.readers.faults import FileFault
from kartei.platform.records.readers.table import HEADLESS, open_table
from kartei.platform.records.readers.tests import samples

_FORMATS = ["clients.xlsx", "clients-libreoffice.xlsx", "clients.xls", "clients.ods"]


def _file(name: str) -> bytes:
    return samples.client_list() if name == "clients.xlsx" else (samples.FILES / name).read_bytes()


@pytest.mark.parametrize("name", _FORMATS)
def test_client_list_is_read_alike_from_every_format(name: str) -> None:
    """S0-068: an existing client file, with titles above the head."""
    table = open_table(_file(name))
    rows = list(table.rows())

    assert (table.kind, table.sheet, table.sheets) == (
        name.rpartition(".")[2], "Клиенты", ["Клиенты", "Архив"],
    )  # fmt: skip
    assert (table.head_row, table.estimate) == (4, 5)
    assert [column.title for column in table.columns] == samples.HEAD
    assert [number for number, _ in rows] == [5, 6, 7, 8, 9]
    assert rows[0][1] == [
        "1", "Соколова Мария Павловна", "ООО «Ромашка»", "директор",
        "8 (916) 123-45-67, +7 495 111-22-33 доб. 12; сот.", "m.sokolova@romashka.example",
        "г. Москва, ул. Лесная, д. 5", "1985-04-12", "7707083893", "Волкова А.", "Звонить до 18",
    ]  # fmt: skip
    assert rows[1][1][4] == "7,9E+10"
    assert rows[2][1][4] == "79261234567"


@pytest.mark.parametrize("name", _FORMATS[:3])
def test_cell_merged_over_rows_holds_for_each(name: str) -> None:
    rows = dict(open_table(_file(name)).rows())

    assert rows[8][9] == rows[9][9] == "Орлов Д."
    assert rows[7][10] == ""


def test_columns_show_different_samples() -> None:
    companies = open_table(samples.client_list()).columns[2]

    assert companies.samples == ("ООО «Ромашка»", "ИП Ёлкин П. И.", "Müller GmbH & Co. KG")


def test_another_sheet_is_read_when_asked_for() -> None:
    table = open_table(samples.client_list(), sheet="Архив", head_row=HEADLESS)

    assert list(table.rows()) == [(1, ["пусто"])]


def test_unknown_sheet_is_refused() -> None:
    with pytest.raises(FileFault) as caught:
        open_table(samples.client_list(), sheet="Нет такого")

    assert (caught.value.code, caught.value.params) == ("file.sheet", {"name": "Нет такого"})


def test_head_row_may_be_given() -> None:
    table = open_table(samples.client_list(), head_row=5)

    assert table.columns[1].title == "Соколова Мария Павловна"
    assert [number for number, _ in table.rows()] == [6, 7, 8, 9]


def test_table_without_a_head_is_seen() -> None:
    table = open_table(
        samples.workbook(
            [
                ["Соколова Мария", "+7 916 123-45-67", "m.sokolova@romashka.example"],
                ["Ёлкин Пётр", "+7 495 111-22-33", "elkin@post.example"],
            ]
        )
    )

    assert table.head_row == HEADLESS
    assert [number for number, _ in table.rows()] == [1, 2]


def test_rows_may_be_read_twice_and_left_half_way() -> None:
    table = open_table(samples.client_list())
    half = table.rows()
    next(half)

    assert list(table.rows()) == list(table.rows())
    assert next(half)[0] == 6


def test_numbers_keep_their_digits() -> None:
    table = open_table(
        samples.workbook([["Цена", "Код"], [0.1 + 0.2, 123456789012345.0], [1e20, 5]])
    )

    assert [cells for _, cells in table.rows()] == [
        ["0.3", "123456789012345"],
        ["100000000000000000000", "5"],
    ]


def test_table_that_begins_far_from_the_corner() -> None:
    rows: list[list[object]] = [[], [], ["", "", "Имя", "Телефон"], ["", "", "Анна", "89161234567"]]
    table = open_table(samples.workbook(rows))

    assert (table.head_row, [column.index for column in table.columns]) == (3, [2, 3])
    assert list(table.rows()) == [(4, ["", "", "Анна", "89161234567"])]


def test_day_and_moment_are_iso() -> None:
    rows = [["Дата", "Имя"], [date(2026, 11, 22).isoformat(), "Анна"]]

    assert next(open_table(samples.workbook(rows)).rows())[1][0] == "2026-11-22"


def test_file_on_disk_is_read_as_well() -> None:
    assert open_table(samples.FILES / "clients.xls").kind == "xls"
