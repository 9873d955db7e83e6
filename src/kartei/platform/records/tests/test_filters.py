"""Filters find what people mean: whole days, numbers in any notation."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.records import write
from kartei.platform.records.ask import Ask
from kartei.platform.records.query import page

pytestmark = pytest.mark.django_db
PERSON = "people.person"
TASK = "tasks.task"


@pytest.fixture
def cast() -> Cast:
    """The firm."""
    return make_cast()


def found(cast: Cast, name: str, condition: Any) -> set[str]:
    """Titles that a filter finds."""
    alice = cast.alice
    alice.clock = datetime(2026, 11, 22, 9, tzinfo=UTC)
    return {r["name"] for r in page(alice, name, Ask(filter=condition, limit=200))["items"]}


@pytest.mark.parametrize(
    ("condition", "names"),
    [
        (["due_at", "=", "today"], {"first", "last"}),
        (["due_at", "=", "2026-11-22"], {"first", "last"}),
        (["due_at", "=", "yesterday"], {"before"}),
        (["due_at", "<=", "today"], {"before", "first", "last"}),
        (["due_at", ">", "today"], {"after"}),
        (["due_at", "!=", "today"], {"before", "after", "never"}),
        (["not", ["due_at", "=", "today"]], {"before", "after", "never"}),
    ],
)
def test_a_day_compared_with_moments_is_the_whole_day(
    cast: Cast, condition: Any, names: set[str]
) -> None:
    zone = cast.alice.ctx.zone
    for name, moment in {
        "before": datetime(2026, 11, 21, 23, 59, tzinfo=zone),
        "first": datetime(2026, 11, 22, 0, 0, tzinfo=zone),
        "last": datetime(2026, 11, 22, 23, 59, tzinfo=zone),
        "after": datetime(2026, 11, 23, 0, 0, tzinfo=zone),
    }.items():
        write.create(cast.alice, TASK, {"name": name, "due_at": moment.isoformat()})
    write.create(cast.alice, TASK, {"name": "never"})
    assert found(cast, TASK, condition) == names


@pytest.mark.parametrize(
    "condition",
    [
        ["phones", "=", "8 (916) 123-45-67"],
        ["phones", "=", "+7 916 1234567"],
        ["phones", "contains", "8 916 123 45 67"],
        ["phones", "contains", "123-45"],
        ["emails", "=", "Elkin@FIRM.example"],
        ["sites", "=", "firm.example"],
    ],
)
def test_contacts_are_found_in_any_notation(cast: Cast, condition: Any) -> None:
    values = {"phones": ["+79161234567"], "emails": ["elkin@firm.example"]}
    person = {"last_name": "Ёлкин", "sites": ["https://firm.example"], **values}
    write.create(cast.alice, PERSON, person)
    assert found(cast, PERSON, condition) == {"Ёлкин"}
