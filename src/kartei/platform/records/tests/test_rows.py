"""Rows written without model instances are those that the ORM would write."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils import timezone

from kartei.platform.kit.ids import uuid7
from kartei.platform.records import rows
from kartei.platform.records.models import Entry, Journal, Numerator, Value

pytestmark = pytest.mark.django_db


def journal(**values: Any) -> dict[str, Any]:
    return {
        "change": uuid7(), "at": datetime(2026, 11, 22, 10, 0, 0, 123456, tzinfo=UTC),
        "actor": None, "via": "test", "object": "people.person", "record": uuid7(),
        "verb": "create", "changes": {"name": [None, "Ёлкин «x»"]}, **values,
    }  # fmt: skip


@pytest.mark.parametrize("count", [1, rows.COPY_FROM - 1, rows.COPY_FROM, 700])
def test_every_column_comes_back_as_it_was(count: int) -> None:
    """A few by INSERT, many by COPY on PostgreSQL."""
    table = rows.Table(Journal)
    numbers = rows.take_ids(Journal, count)
    wanted = [journal(id=number) for number in numbers]
    rows.insert(table, [table.from_dict(one) for one in wanted])
    found = {row.pk: row for row in Journal.objects.all()}
    assert len(set(numbers)) == len(found) == count
    for one in wanted:
        row = found[one["id"]]
        assert {name: getattr(row, name) for name in one} == one
        assert (row.version, row.data) == (1, {})


def test_numbers_taken_are_not_given_out_again_by_the_database() -> None:
    table = rows.Table(Journal)
    rows.insert(table, [table.from_dict(journal(id=n)) for n in rows.take_ids(Journal, 3)])
    before = set(Journal.objects.values_list("pk", flat=True))
    made = Journal.objects.create(**journal())
    assert made.pk not in before
    assert not set(rows.take_ids(Journal, 2)) & {made.pk, *before}


def test_text_that_a_copy_would_stumble_over() -> None:
    texts = ["a\tb", "a\nb", "\\N", "\\.", "\\x41", '"', "", "ё\u2028"] * 3
    table = rows.Table(Value, ("object", "record", "field", "tag", "norm"))
    key = uuid7()
    rows.insert(table, [table.row(("o", key, "f", "", text)) for text in texts])
    found = list(Value.objects.filter(record=key).order_by("id").values_list("norm", flat=True))
    assert found == texts


def test_updates_of_different_columns_go_together_and_count_what_they_changed() -> None:
    for name in ("a", "b", "c"):
        Numerator.objects.create(key=name)
    updates = rows.Updates({}, Numerator)
    updates.add({"next": 5}, {"key": "a"})
    updates.add({"next": 6}, {"key": "b"})
    updates.add({"next": 7}, {"key": "nobody"})
    assert updates.run() == 2
    assert dict(Numerator.objects.values_list("key", "next")) == {"a": 5, "b": 6, "c": 1}
    more = rows.Updates({}, Numerator, "next = next + 1")
    more.add({"key": "d"}, {"key": "c", "next": 1})
    assert more.run() == 1
    assert Numerator.objects.get(pk="d").next == 2


def test_defaults_that_are_made_are_made_for_each_row() -> None:
    table = rows.Table(Entry)
    place = [column.strip('"') for column in table.columns.split(", ")].index("id")
    one, other = (table.from_dict({"object": "o"}) for _row in range(2))
    assert one[place] != other[place]


def test_a_column_that_is_not_there_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        rows.Table(Numerator).from_dict({"nowhere": 1})


def test_days_and_nothing() -> None:
    assert rows._iso(date(2026, 11, 22)) == "2026-11-22"
    assert [f(None) for f in (rows._iso, rows._hex, rows._sqlite_moment, rows.json_text)] == [
        None
    ] * 4
    assert rows._sqlite_moment(timezone.now()) is not None
