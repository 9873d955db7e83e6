"""A field made at run time is at once everywhere (S0-064, S4-070, S4-072, AM-05; blueprint 4)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.migrations.operations import AlterField
from django.db.migrations.state import ProjectState
from django.test.utils import CaptureQueriesContext

from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.models import RuntimeField, SavedView
from kartei.platform.meta.world import forget_world
from kartei.platform.records import query, write
from kartei.platform.records.ask import Ask
from kartei.platform.records.models import Journal
from kartei.platform.records.tests.scene import drop_runtime_tables, own_field, own_object

pytestmark = pytest.mark.django_db(transaction=True)
PERSON = "people.person"


@pytest.fixture
def cast() -> Any:
    made = make_cast()
    yield made
    forget_world()


@pytest.fixture(autouse=True)
def _drop_runtime_tables() -> Any:
    yield
    drop_runtime_tables()


def four_fields(cast: Cast) -> dict[str, str]:
    """A money, a choice, a link and a text field."""
    admin = cast.admin
    return {
        "budget": own_field(admin, PERSON, "money", "Budget", label_ru="Бюджет", indexed=True),
        "colour": own_field(admin, PERSON, "choice", "Colour", choices=["red", "blue"]),
        "friend": own_field(admin, PERSON, "link", "Friend", target=PERSON),
        "nick": own_field(admin, PERSON, "text", "Nickname", indexed=True),
    }


def names(page: dict[str, Any]) -> list[str]:
    return [item["name"] for item in page["items"]]


def add(cast: Cast, last: str, **values: Any) -> UUID:
    return write.create(cast.alice, PERSON, {"last_name": last, **values})


def test_new_fields_are_written_read_filtered_sorted_searched_and_kept_in_history(
    cast: Cast,
) -> None:
    """Create, filter, sort, search, history of money, choice, link and text fields."""
    f = four_fields(cast)
    anna = add(cast, "Anna", **{f["budget"]: "1500.50", f["colour"]: "red", f["nick"]: "Ёжик"})
    boris = add(cast, "Boris", **{f["budget"]: "700", f["friend"]: str(anna)})
    add(cast, "Clemens")

    one = write.one(cast.alice, PERSON, boris)
    assert one[f["budget"]] == {"amount": "700.00", "currency": "RUB"}
    assert one[f["friend"]] == {"id": str(anna), "title": "Anna"}

    def found(condition: Any, **more: Any) -> list[str]:
        return names(query.page(cast.alice, PERSON, Ask(filter=condition, **more)))

    assert found([f["budget"], ">=", "1000"]) == ["Anna"]
    assert found([f["colour"], "=", "red"]) == ["Anna"]
    assert found([f["colour"], "!=", "red"]) == ["Boris", "Clemens"]
    assert found([f["friend"], "=", str(anna)]) == ["Boris"]
    assert found([f["friend"] + ".name", "starts", "ann"]) == ["Boris"]
    assert found([f["nick"], "contains", "еж"]) == ["Anna"]
    assert found([f["nick"], "empty"]) == ["Boris", "Clemens"]
    for sort, expected in (
        (f["budget"], ["Boris", "Anna", "Clemens"]),
        ("-" + f["budget"], ["Anna", "Boris", "Clemens"]),
        (f["nick"], ["Anna", "Boris", "Clemens"]),
        (f["friend"], ["Boris", "Anna", "Clemens"]),
    ):
        assert names(query.page(cast.alice, PERSON, Ask(sort=sort))) == expected
    assert names(query.page(cast.alice, PERSON, Ask(search="ежик"))) == ["Anna"]

    write.change(cast.alice, PERSON, anna, {f["budget"]: "2000", f["colour"]: "blue"}, version=1)
    row = Journal.objects.filter(record=anna, verb="change").get()
    assert row.changes[f["budget"]] == [
        {"amount": "1500.50", "currency": "RUB"},
        {"amount": "2000.00", "currency": "RUB"},
    ]
    assert row.changes[f["colour"]] == ["red", "blue"]


def test_pages_by_a_runtime_field_join_to_the_full_order(cast: Cast) -> None:
    """Keyset in two phases: values by index, then the empty ones, nothing lost or repeated."""
    f = four_fields(cast)
    for number in range(23):
        values = {} if number % 3 == 0 else {f["budget"]: str(100 - number % 5)}
        add(cast, f"P{number:02}", **values)
    whole = names(query.page(cast.alice, PERSON, Ask(sort=f["budget"], limit=200)))
    walked: list[str] = []
    after = ""
    while True:
        page = query.page(cast.alice, PERSON, Ask(sort=f["budget"], limit=4, after=after))
        walked += names(page)
        if page["next"] is None:
            break
        after = page["next"]
    assert walked == whole
    assert len(set(walked)) == 23


def test_wrong_values_and_unreadable_links_are_refused(cast: Cast) -> None:
    """Nothing is written when a runtime field is wrong; a hidden target shows nothing."""
    f = four_fields(cast)
    hers = write.create(cast.dmitri, PERSON, {"last_name": "Dmitri's"})
    for field, value, code in (
        ("budget", "1.234", "money.digits"),
        ("colour", "green", "value.unknown_option"),
        ("friend", str(hers), "link.absent"),
        ("nick", 5, "value.type"),
    ):
        with pytest.raises(Refusal) as refused:
            add(cast, "Nobody", **{f[field]: value})
        assert [x.code for x in refused.value.faults] == [code]
    assert query.page(cast.head, PERSON, Ask(count="exact"))["count"]["value"] == 1

    mine = write.create(cast.head, PERSON, {"last_name": "Mine", f["friend"]: str(hers)})
    cast.grant("alice", {"*": {"read": "own"}, PERSON: {"read": "own"}})
    from kartei.platform.access.models import Share
    from kartei.platform.meta.versions import bump_access

    Share.objects.create(
        object=PERSON, record=mine, user=cast.ids["alice"], rights=["read"],
        by=cast.ids["head"], at="2026-01-01T00:00:00Z",
    )  # fmt: skip
    bump_access()
    shown = query.page(cast.alice, PERSON, Ask(fields=("name", f["friend"])))["items"]
    assert [(r["name"], r[f["friend"]]) for r in shown] == [("Mine", None)]
    hidden = [f["friend"] + ".name", "contains", "dmitri"]
    assert query.page(cast.alice, PERSON, Ask(filter=hidden))["items"] == []


def test_a_field_in_the_bin_vanishes_and_comes_back_with_its_values(cast: Cast) -> None:
    """Taking a field out of use is metadata only; nothing is lost by it."""
    f = four_fields(cast)
    anna = add(cast, "Anna", **{f["nick"]: "Ann"})
    key = RuntimeField.objects.get(number=f["nick"].split("_")[1]).pk
    write.bin_many(cast.admin, "meta.field", [key])
    assert f["nick"] not in write.one(cast.alice, PERSON, anna)
    write.bin_many(cast.admin, "meta.field", [key], back=True)
    assert write.one(cast.alice, PERSON, anna)[f["nick"]] == "Ann"


def test_a_field_that_a_view_asks_by_stays_until_the_view_does_without_it(cast: Cast) -> None:
    """S4-072: shared views and one's own are named; another's private one is nobody's business."""
    field = four_fields(cast)["nick"]
    key = RuntimeField.objects.get(number=field.split("_")[1]).pk
    alice = cast.alice.user

    def view(title: str, shared: str, **state: Any) -> None:
        made = {"object": PERSON, "owner_id": alice, "title": title, "shared": shared}
        SavedView.objects.create(**made, state=state)

    view("Private", "me", filter=[field, "filled"])
    view("Only a column", "all", columns=["name", field])
    view("Another field", "all", sort=f"{field}0")
    view("Filtered", "all", filter=["and", [field, "filled"]])
    view("Sorted", "unit", sort=f"name,-{field}")
    with pytest.raises(Refusal) as caught:
        write.bin_many(cast.admin, "meta.field", [key])
    [fault] = caught.value.faults
    assert fault.code == "meta.needed"
    assert "view “Filtered”, view “Sorted”;" in fault.detail
    SavedView.objects.filter(title__in=("Filtered", "Sorted")).delete()
    write.bin_many(cast.admin, "meta.field", [key])


def test_values_survive_a_migration_that_rebuilds_the_base_table(cast: Cast) -> None:
    """SQLite rebuilds a table for AlterField; the side table and its rows stay."""
    f = four_fields(cast)
    anna = add(cast, "Anna", **{f["nick"]: "Ann"})
    from django.apps import apps

    from kartei.platform.meta import columns

    state = ProjectState.from_apps(apps)
    changed = state.clone()
    wider = columns.Text("Function", max_length=170, blank=True, default="")
    operation = AlterField("person", "position", wider)
    operation.state_forwards("people", changed)
    with connection.schema_editor() as editor:
        operation.database_forwards("people", editor, state, changed)
    try:
        assert write.one(cast.alice, PERSON, anna)[f["nick"]] == "Ann"
        assert names(query.page(cast.alice, PERSON, Ask(search="anna"))) == ["Anna"]
    finally:
        with connection.schema_editor() as editor:
            operation.database_backwards("people", editor, changed, state)


def test_an_object_of_ones_own_lists_filters_and_keeps_rights(cast: Cast) -> None:
    """A runtime object has a name, an owner, fields, rights and history without a line of code."""
    visit = own_object(cast.admin, "visit")
    field = own_field(cast.admin, visit, "date", "On")
    price = own_field(cast.admin, visit, "money", "Price")
    client = own_field(cast.admin, visit, "link", "Client", target=PERSON)
    anna = add(cast, "Anna")
    key = write.create(
        cast.alice,
        visit,
        {
            "name": "Lenina 5",
            field: "2026-11-22",
            price: "10",
            client: str(anna),
        },
    )
    assert write.one(cast.alice, visit, key)[field].isoformat() == "2026-11-22"
    shown = write.one(cast.alice, visit, key)[client]
    assert shown == {"id": str(anna), "title": "Anna"}
    write.change(cast.alice, visit, key, {client: None, price: "12"})
    assert write.one(cast.alice, visit, key)[client] is None
    assert query.page(cast.bob, visit, Ask())["items"] == []
    found = query.page(
        cast.alice,
        visit,
        Ask(filter=[field, ">=", "2026-11-01"], sort=f"-{price}"),
    )
    assert names(found) == ["Lenina 5"]
    write.bin_many(cast.alice, visit, [key])
    assert query.page(cast.alice, visit, Ask())["items"] == []


def test_a_page_sorted_by_an_own_field_walks_its_index_from_the_side_table(cast: Cast) -> None:
    """SQLite's plan: neither all persons nor a Bloom filter of them before the first row."""
    nick = own_field(cast.admin, PERSON, "text", "Nickname", indexed=True)
    for n in range(30):
        add(cast, f"P{n:02}", **{nick: f"{'Ёж' if n % 2 else 'ежи'} {n:02}"})
    ask = Ask(filter=[nick, "starts", "еж"], sort=nick, limit=20)
    first = query.page(cast.admin, PERSON, ask)
    rest = query.page(cast.admin, PERSON, replace(ask, after=first["next"]))
    found = names(first) + names(rest)
    assert found == [f"P{n:02}" for n in (*range(1, 30, 2), *range(0, 30, 2))]
    backwards = query.page(cast.admin, PERSON, replace(ask, sort=f"-{nick}", limit=30))
    assert names(backwards) == found[::-1]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        # statistics of two moments: many rows in the side table, few in its base
        cursor.execute("ANALYZE")
        few, many = "SET stat = '30 1 1 1'", "SET stat = '200000 5 1'"
        cursor.execute(f"UPDATE sqlite_stat1 {few} WHERE tbl = 'people_person'")
        cursor.execute(f"UPDATE sqlite_stat1 {many} WHERE tbl = 'x_people_person'")
        cursor.execute("ANALYZE sqlite_master")
        with CaptureQueriesContext(connection) as asked:
            query.page(cast.admin, PERSON, ask)
        (page,) = (q["sql"] for q in asked if 'FROM "x_people_person"' in q["sql"])
        cursor.execute(f"EXPLAIN QUERY PLAN {page}")
        plan = [row[3] for row in cursor.fetchall()]
        cursor.execute("DELETE FROM sqlite_stat1")
        cursor.execute("ANALYZE sqlite_master")
    assert f"INDEX x_people_person_{nick.removeprefix('f_')}_idx" in plan[0]
    assert not any(words in line for line in plan for words in ("BLOOM", "TEMP B-TREE"))


def test_a_beginning_is_taken_as_it_stands(cast: Cast) -> None:
    """Wild cards mean themselves, and what comes last among all characters still begins so."""
    nick = own_field(cast.admin, PERSON, "text", "Nickname")
    for value in ("50% off", "50 percent", "a_b", "aXb", "Эхо\U0001f600", "эй"):
        add(cast, value, **{nick: value})

    def beginning(text: str) -> set[str]:
        ask = Ask(filter=[nick, "starts", text], sort="name")
        return set(names(query.page(cast.admin, PERSON, ask)))

    assert beginning("50%") == {"50% off"}
    assert beginning("A_") == {"a_b"}
    assert beginning("эхо") == {"Эхо\U0001f600"}
    assert beginning("э") == {"Эхо\U0001f600", "эй"}
    ask = Ask(filter=["not", [nick, "starts", "э"]], sort="name")
    assert set(names(query.page(cast.admin, PERSON, ask))) == {
        "50% off",
        "50 percent",
        "a_b",
        "aXb",
    }


def test_models_are_made_anew_only_where_columns_change(cast: Cast) -> None:
    """A new choice is known in a world over the same models; a new column makes them anew."""
    colour = own_field(cast.admin, PERSON, "choice", "Colour", choices=["red"])
    before = cast.admin.world
    row = RuntimeField.objects.get(number=colour.removeprefix("f_"))
    choices = [{"value": value, "label_en": value} for value in ("red", "blue")]
    write.change(cast.admin, "meta.field", row.pk, {"choices": choices})
    relabelled = cast.admin.world
    assert [o.value for o in relabelled.objects[PERSON].fields[colour].options] == ["red", "blue"]
    assert relabelled.version > before.version
    assert relabelled.objects[PERSON].twin is before.objects[PERSON].twin
    nick = own_field(cast.admin, PERSON, "text", "Nickname")
    after = cast.admin.world
    assert nick in after.objects[PERSON].fields
    assert after.objects[PERSON].twin is not relabelled.objects[PERSON].twin
