"""What an import does to the base: duplicates, faults, rights, stops, and the way back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from kartei.platform.access.actor import Actor
from kartei.platform.access.tests.cast import Cast
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.spec import PRIVILEGES
from kartei.platform.records import write
from kartei.platform.records.ask import Ask
from kartei.platform.records.importing import mappings, run, service
from kartei.platform.records.importing.models import Import
from kartei.platform.records.importing.report import report
from kartei.platform.records.importing.tests.files import (
    COMPANY,
    PERSON,
    carry_out,
    faults_of,
    import_all,
    make_firm,
    mapping_of,
    records,
    silent,
    table,
    upload,
)
from kartei.platform.records.models import Journal
from kartei.platform.records.query import page
from kartei.platform.records.readers.table import open_table
from kartei.platform.records.readers.tests import samples
from kartei.platform.records.turns import BATCH
from kartei.platform.records.undo import undo

pytestmark = pytest.mark.django_db
HEAD = "Фамилия;Имя;Телефон;E-mail;Город"


class Stop(Exception):
    """A worker killed in the middle."""


@pytest.fixture
def cast(settings: Any, tmp_path: Any) -> Cast:
    """The firm, with files of its own."""
    settings.MEDIA_ROOT = str(tmp_path / "files")
    return make_firm()


def person(actor: Actor, **values: Any) -> UUID:
    return write.create(actor, PERSON, values)


def many(count: int) -> bytes:
    """A list of people; each twentieth has a phone that is none."""
    lines = [
        f"Фамилия{n};Имя{n};{'12' if n % 20 == 0 else f'8 (916) {n:07d}'};p{n}@firm.example;Тверь"
        for n in range(count)
    ]
    return table(HEAD, *lines)


def written(row: Import) -> int:
    """Journal rows of an import."""
    return Journal.objects.filter(change=str(row.change)).count()


@pytest.mark.parametrize(
    "cell", ["8 (916) 123-45-67", "+7 916 1234567", "89161234567", "7,9161234567E+10"]
)
def test_a_phone_finds_its_owner_in_whatever_notation(cast: Cast, cell: str) -> None:
    person(cast.admin, last_name="Ёлкин", first_name="Пётр", phones=["+79161234567"])
    result = import_all(cast.admin, table("ФИО;Телефон", f"Елкин Пётр;{cell}"))
    assert (result["new"], result["duplicate"]) == (0, 1)


def test_duplicates_are_found_by_mail_name_with_company_and_number(cast: Cast) -> None:
    firm = write.create(cast.admin, COMPANY, {"name": "ООО «Ромашка»", "tax_id": "7707083893"})
    person(cast.admin, last_name="Ежов", first_name="Андрей", company=str(firm))
    person(cast.admin, last_name="Müller", emails=["j.m@Firm.example"])
    people = table(
        "ФИО;Компания;E-mail", "Андрей Ежов;Ромашка;", "Müller Jürgen;;J.M@firm.example",
        "Андрей Ежов;Другая фирма;",
    )  # fmt: skip
    assert import_all(cast.admin, people)["duplicate"] == 2
    firms = table("Компания;ИНН", "Иное название;7707083893", "Ромашка;", "ИП Ромашка;")
    assert import_all(cast.admin, firms, COMPANY)["duplicate"] == 2


def test_colleagues_who_share_a_phone_stay_two_people(cast: Cast) -> None:
    content = table(
        "ФИО;Компания;Телефон", "Соколова Мария;Ромашка;84951112233",
        "Ежов Андрей;Ромашка;84951112233", "Соколова М.;Ромашка;8 495 111-22-33",
    )  # fmt: skip
    result = import_all(cast.admin, content)
    assert (result["new"], result["duplicate"]) == (2, 1)
    assert faults_of(result["import"]) == [(4, "", "import.duplicate_row")]


def test_each_way_with_duplicates_does_what_it_says(cast: Cast) -> None:
    content = table("Фамилия;Телефон;E-mail;Город", "Ёлкин;89161234567;new@firm.example;Тверь")
    old = {"last_name": "Ёлкин", "phones": ["+79161234567"], "city": "Москва"}

    def afterwards(way: str) -> dict[str, Any]:
        key = person(cast.admin, **old)
        result = import_all(cast.admin, content, duplicates=way)
        found = page(cast.admin, PERSON, Ask(fields=("*",)))["items"]
        shown = next(r for r in found if r["id"] == str(key))
        counts = (result["new"], result["updated"], result["duplicate"])
        write.bin_many(cast.admin, PERSON, [UUID(r["id"]) for r in found])
        mails = [m["value"] for m in shown["emails"]]
        return {"counts": counts, "city": shown["city"], "mails": mails, "people": len(found)}

    mail = ["new@firm.example"]
    assert afterwards("skip") == {
        "counts": (0, 0, 1), "city": "Москва", "mails": [], "people": 1,
    }  # fmt: skip
    assert afterwards("fill") == {
        "counts": (0, 1, 0), "city": "Москва", "mails": mail, "people": 1,
    }  # fmt: skip
    assert afterwards("overwrite") == {
        "counts": (0, 1, 0), "city": "Тверь", "mails": mail, "people": 1,
    }  # fmt: skip
    assert afterwards("create") == {
        "counts": (1, 0, 0), "city": "Москва", "mails": [], "people": 2,
    }  # fmt: skip


def test_an_empty_cell_takes_nothing_away_and_lists_lose_nothing(cast: Cast) -> None:
    person(cast.admin, last_name="Ёлкин", phones=["+79161234567", "+74951112233"], city="Москва")
    content = table("Фамилия;Телефон;Город", "Ёлкин;8 916 123-45-67;")
    assert import_all(cast.admin, content, duplicates="overwrite")["duplicate"] == 1
    shown = records(cast.admin)["Ёлкин"]
    assert shown["city"] == "Москва"
    assert [p["value"] for p in shown["phones"]] == ["+79161234567", "+74951112233"]


def test_rows_of_the_same_person_fill_one_record_one_after_the_other(cast: Cast) -> None:
    content = table(
        HEAD, "Ёлкин;Пётр;89161234567;;", "Ёлкин;;89161234567;p@firm.example;Тверь",
        "Ёлкин;;;P@firm.example;Москва",
    )  # fmt: skip
    result = carry_out(cast.admin, upload(cast.admin, content, duplicates="fill"))
    assert (result["new"], result["updated"], result["duplicate"]) == (1, 1, 1)
    assert records(cast.admin)["Ёлкин Пётр"]["city"] == "Тверь"


def test_a_faulty_row_is_left_out_and_named_and_the_good_ones_go_in(cast: Cast) -> None:
    content = table(
        "Фамилия;Телефон;E-mail;День рождения;Менеджер",
        "Ёлкин;8 916;falsch;31.02.2020;Никто", "Ежов;89161234567;;;Волкова",
    )  # fmt: skip
    result = import_all(cast.admin, content)
    assert (result["new"], result["faulty"]) == (1, 1)
    assert {(row, code.split(".")[0]) for row, _f, code in faults_of(result["import"])} == {
        (2, "phone"), (2, "mail"), (2, "date"), (2, "import"),
    }  # fmt: skip


def test_keeping_the_good_cells_writes_the_row_without_the_faulty_ones(cast: Cast) -> None:
    long = "x" * 200
    content = table(
        "Фамилия;Телефон;E-mail;Должность", f"Ёлкин;8 (916) 123, 89161234567;p@firm.example;{long}"
    )
    result = import_all(cast.admin, content, keep=True)
    assert (result["new"], result["faulty"]) == (1, 0)
    shown = records(cast.admin)["Ёлкин"]
    assert [p["value"] for p in shown["phones"]] == ["+79161234567"]
    assert shown["position"] is None
    assert [f for _r, f, _c in faults_of(result["import"])] == ["Телефон", "Должность"]


def test_a_row_whose_twin_was_refused_is_written_itself(cast: Cast) -> None:
    """The first row fails only when it is written; the second must not count as its duplicate."""
    long = "x" * 200
    content = table("Фамилия;Телефон;Должность", f"Ёлкин;89161234567;{long}", "Ёлкин;89161234567;")
    result = import_all(cast.admin, content)
    assert (result["new"], result["faulty"], result["duplicate"]) == (1, 1, 0)


def test_ten_thousand_rows_with_faults_are_counted_and_taken_back(cast: Cast) -> None:
    """5 % faults do not stop the others; the whole import is one change (S1-36, S0-076)."""
    row = upload(cast.admin, many(10_000))
    assert row.preview is not None
    assert {n: row.preview[n] for n in ("rows", "new", "faulty", "exact")} == {
        "rows": 10_000, "new": 9_500, "faulty": 500, "exact": True,
    }  # fmt: skip
    assert len(row.preview["faults"]) == 50
    assert Import.objects.get(pk=row.pk).estimate == 10_000, "progress counts what was counted"
    result = carry_out(cast.admin, row)
    assert (result["new"], result["faulty"]) == (9_500, 500)
    assert written(row) == 9_500
    key = UUID(records(cast.admin, filter=["name", "=", "Фамилия7 Имя7"]).popitem()[1]["id"])
    write.change(cast.admin, PERSON, key, {"notes": "called"})
    steps: list[tuple[int, int, dict[str, Any]]] = []

    def die(done: int, total: int, result: dict[str, Any]) -> None:
        if done > 5_000:
            raise Stop
        steps.append((done, total, result))

    with pytest.raises(Stop):
        run.take_back(cast.admin, row.id, die)
    assert [step[:2] for step in steps] == [(n, 9_500) for n in range(BATCH, 5_001, BATCH)]
    assert Import.objects.get(pk=row.pk).state == Import.DONE
    back = run.take_back(cast.admin, row.id, silent, done=5_000, result=steps[-1][2])
    assert back["undone"] == 9_499
    assert Journal.objects.filter(change=back["change"]).count() == 9_499
    assert [k["id"] for k in back["kept"]] == [str(key)]
    assert len(page(cast.admin, PERSON, Ask(limit=200))["items"]) == 1
    assert Import.objects.get(pk=row.pk).state == Import.UNDONE


def test_the_report_has_a_line_per_fault_with_row_reason_and_cure(cast: Cast) -> None:
    row = upload(cast.admin, many(40))
    carry_out(cast.admin, row)
    text = b"".join(report(cast.admin, row, "csv")).decode("utf-8-sig").splitlines()
    assert text[0] == "Row,Result,Column,Value,Reason,What to do"
    assert text[1].startswith("2,not imported,Телефон,12,")
    assert len(text) == 3
    sheet = open_table(b"".join(report(cast.admin, row, "xlsx")))
    assert [cells[2] for _n, cells in sheet.rows()] == ["Телефон", "Телефон"]


def test_an_interrupted_import_goes_on_and_writes_no_row_twice(cast: Cast) -> None:
    """A killed worker leaves the import running; the next attempt begins behind the last batch."""
    row = upload(cast.admin, many(1_300))
    service.start(cast.admin, row)

    def die(done: int, _total: int) -> None:
        if done == 1_000:
            raise Stop

    with pytest.raises(Stop):
        run.run(cast.admin, row.id, die)
    assert Import.objects.get(pk=row.pk).done == 1_000
    result = run.run(cast.admin, row.id, silent)
    assert (result["rows"], result["new"], result["faulty"]) == (1_300, 1_235, 65)
    assert written(row) == 1_235
    assert run.run(cast.admin, row.id, die)["rows"] == 1_300, "once more changes nothing"


def test_a_cancelled_import_keeps_what_is_written_and_can_be_taken_back(cast: Cast) -> None:
    row = upload(cast.admin, many(1_100))
    service.start(cast.admin, row)

    def cancel(done: int, _total: int) -> None:
        if done >= 1_000:
            raise Stop

    with pytest.raises(Stop):
        run.run(cast.admin, row.id, cancel)
    assert run.stopped(row.id, Import.CANCELLED)["new"] == 950
    assert run.take_back(cast.admin, row.id, silent)["undone"] == 950
    assert page(cast.admin, PERSON, Ask())["items"] == []


def test_an_importer_learns_nothing_of_records_that_he_may_not_write(cast: Cast) -> None:
    """Another's client with the same phone is no duplicate for him."""
    person(cast.dmitri, last_name="Ёлкин", phones=["+79161234567"])
    content = table("Фамилия;Телефон", "Ёлкин;89161234567")
    assert import_all(cast.alice, content)["new"] == 1
    assert import_all(cast.head, content)["duplicate"] == 1


def test_rows_for_others_need_the_right_to_create_and_assign(cast: Cast) -> None:
    content = table("Фамилия;Менеджер", "Ёлкин;Орлов", "Ежов;Волкова")
    result = import_all(cast.alice, content)
    assert (result["new"], result["faulty"]) == (1, 1)
    assert faults_of(result["import"]) == [(2, "Менеджер", "access.forbidden")]
    assert import_all(cast.head, content, duplicates="create")["new"] == 2


def test_groups_are_made_only_by_whoever_may(cast: Cast) -> None:
    content = table("Фамилия;Группа", "Ёлкин;VIP, опт", "Ежов;vip")
    assert import_all(cast.alice, content)["faulty"] == 2
    assert import_all(cast.admin, content, groups=False)["faulty"] == 2
    result = import_all(cast.admin, content)
    assert not faults_of(result["import"])
    assert (result["new"], result["beside"]) == (2, {"people.group": 2})
    people = records(cast.admin)
    assert people["Ежов"]["groups"][0]["title"] == "VIP"


def test_rights_are_those_of_the_moment_it_runs(cast: Cast) -> None:
    row = upload(cast.alice, many(20))
    service.start(cast.alice, row)
    cast.grant("alice", {PERSON: {"read": "own"}})
    with pytest.raises(Refusal) as refused:
        run.run(cast.alice, row.id, silent)
    assert refused.value.status == 403
    assert written(row) == 0


def test_a_saved_mapping_is_found_again_by_its_titles(cast: Cast) -> None:
    content = table("Кто;Куда звонить;Заметки", "Ёлкин Пётр;89161234567;x")
    row = upload(cast.alice, content)
    wanted = [
        {"index": 0, "target": "name"}, {"index": 1, "target": "phones", "kind": "work"},
        {"index": 2, "target": None},
    ]  # fmt: skip
    service.change(
        cast.alice, row, {"mapping": wanted, "mapping_title": "Outlook", "mapping_shared": True}
    )
    again = upload(cast.bob, content)
    assert again.mapping_title == "Outlook"
    assert mapping_of(again) == {"Кто": "name", "Куда звонить": "phones:work", "Заметки": ""}
    assert [m.title for m in mappings.visible(cast.bob, PERSON)] == ["Outlook"]
    result = carry_out(cast.bob, again)
    assert result["new"] == 1
    assert records(cast.bob)["Ёлкин Пётр"]["phones"][0]["kind"] == "mobile", "the number says more"


def test_the_same_import_starts_once(cast: Cast) -> None:
    row = upload(cast.alice, many(1))
    stale = Import.objects.get(pk=row.pk)
    service.start(cast.alice, row)
    with pytest.raises(Refusal, match=r"imports\.state"):
        service.start(cast.alice, stale)
    with pytest.raises(Refusal, match=r"imports\.state"):
        service.change(cast.alice, row, {"options": {"keep": True}})


def test_anothers_import_is_not_there(cast: Cast) -> None:
    row = upload(cast.alice, many(1))
    assert service.own_import(cast.alice, row.id).pk == row.pk
    with pytest.raises(Refusal) as refused:
        service.own_import(cast.bob, row.id)
    assert refused.value.status == 404


def test_who_may_not_delete_takes_his_own_import_back(cast: Cast) -> None:
    cast.grant("alice", {"*": {**dict.fromkeys(PRIVILEGES, "own"), "delete": "none"}})
    row = upload(cast.alice, table(HEAD, "Ежов;И;;e@f.example;", "Орлов;О;;o@f.example;"))
    carry_out(cast.alice, row)
    made = records(cast.alice)
    key = UUID(made["Ежов И"]["id"])
    write.change(cast.alice, PERSON, key, {"city": "Тверь"})
    back = run.take_back(cast.alice, row.id, silent)
    assert (back["undone"], [k["id"] for k in back["kept"]]) == (1, [str(key)])
    by_hand = person(cast.alice, last_name="Сам")
    change = Journal.objects.get(record=by_hand).change
    assert undo(cast.alice, change)["undone"] == 0, "what was made by hand is deleted by right"


def test_a_list_shows_exactly_what_one_import_wrote(cast: Cast) -> None:
    person(cast.alice, last_name="Ёлкин", phones=[{"value": "+79161234567"}])
    first = upload(cast.alice, table(HEAD, "Ёлкин;Пётр;89161234567;;Тверь", "Ежов;И;;e@f.example;"))
    service.change(cast.alice, first, {"options": {"duplicates": "fill"}})
    carry_out(cast.alice, first)
    second = upload(cast.alice, table(HEAD, "Орлов;О;;o@f.example;"))
    carry_out(cast.alice, second)
    person(cast.alice, last_name="Later")

    def names(actor: Actor, wanted: Any) -> set[str]:
        found = page(actor, PERSON, Ask(filter=wanted, count="exact"))
        assert found["count"]["value"] == len(found["items"])
        return {item["name"].split()[0] for item in found["items"]}

    mine = ["import", "=", str(first.id)]
    assert names(cast.alice, mine) == {"Ёлкин", "Ежов"}
    assert names(cast.alice, ["and", ["not", mine], ["name", "filled"]]) == {"Орлов", "Later"}
    assert names(cast.alice, ["import", "=", str(second.id)]) == {"Орлов"}
    assert names(cast.bob, mine) == set(), "another's import is not there"
    assert names(cast.alice, ["import", "=", "nonsense"]) == set()


def test_a_file_of_far_too_many_rows_is_refused_when_it_comes(cast: Cast) -> None:
    with pytest.raises(Refusal) as refused:
        upload(cast.alice, b"a;b\n" * 2_000_000)
    assert refused.value.code == "file.too_many_rows"
    assert not Import.objects.exists()


@pytest.mark.parametrize(
    ("content", "code", "status"),
    [
        (b"", "file.empty", 422),
        (samples.PICTURE, "file.kind", 415),
        ((samples.FILES / "locked.xlsx").read_bytes(), "file.password", 422),
        (samples.client_list()[:200], "file.damaged", 422),
    ],
)
def test_what_is_no_table_is_refused_and_nothing_stays(
    cast: Cast, content: bytes, code: str, status: int
) -> None:
    with pytest.raises(Refusal) as refused:
        upload(cast.admin, content)
    assert (refused.value.code, refused.value.status) == (code, status)
    assert not Import.objects.exists()


@pytest.mark.parametrize(
    "options",
    [
        {"duplicates": "maybe"}, {"region": "XX"}, {"owner": "nobody"}, {"keep": 1},
        {"head_row": -1}, {"delimiter": "ab"}, {"unknown": True}, {"groups": None},
    ],
)  # fmt: skip
def test_options_that_make_no_sense_are_refused(cast: Cast, options: dict[str, Any]) -> None:
    row = upload(cast.admin, many(1))
    with pytest.raises(Refusal, match=r"imports\.options"):
        service.change(cast.admin, row, {"options": options})


@pytest.mark.parametrize(
    "mapping",
    [
        [{"index": 99, "target": "name"}], [{"index": 0, "target": "nowhere"}],
        [{"index": 2, "target": "phones", "kind": "sea"}], [{"index": True, "target": "name"}],
    ],
)  # fmt: skip
def test_mappings_that_lead_nowhere_are_refused(cast: Cast, mapping: list[Any]) -> None:
    row = upload(cast.admin, many(1))
    with pytest.raises(Refusal, match=r"imports\.mapping"):
        service.change(cast.admin, row, {"mapping": mapping})


def test_a_field_that_one_may_not_write_is_no_target(cast: Cast) -> None:
    grants = {"*": dict.fromkeys(("read", "create", "write", "append", "append_to"), "own")}
    cast.grant("alice", grants, {PERSON: {"birthday": "none", "position": "read"}})
    row = upload(cast.alice, table("Фамилия;День рождения;Должность", "Ёлкин;01.02.1990;шеф"))
    assert mapping_of(row) == {"Фамилия": "last_name", "День рождения": "", "Должность": ""}
    ids = {t["id"] for t in service.wire(cast.alice, row)["targets"]}
    assert not ids & {"birthday", "position"}


def test_a_table_without_head_and_another_sheet_can_be_chosen(cast: Cast) -> None:
    row = upload(cast.admin, table("Ёлкин;89161234567", "Ежов;89261234567"), headless=True)
    assert row.head_row == 0
    assert (row.preview or {})["rows"] == 2
    book = upload(cast.admin, samples.client_list())
    assert book.sheets == ["Клиенты", "Архив"]
    with pytest.raises(Refusal, match=r"file\.sheet"):
        service.change(cast.admin, book, {"options": {"sheet": "Нет такого"}})


def test_large_files_are_counted_by_their_beginning(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kartei.platform.records.importing import preview

    monkeypatch.setattr(preview, "EXACT", 1_000)
    monkeypatch.setattr(preview, "SAMPLE", 500)
    row = upload(cast.admin, many(2_000))
    assert row.preview is not None
    assert row.preview["exact"] is False
    assert abs(row.preview["rows"] - 2_000) <= 100
    assert abs(row.preview["faulty"] - 100) <= 5
