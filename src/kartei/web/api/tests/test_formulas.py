"""Formulas while they are written, over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from kartei.platform.access.models import Token
from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.flow import handlers
from kartei.platform.flow.models import Job
from kartei.platform.flow.tests.test_jobs import alone
from kartei.platform.kit.expression import FUNCTIONS
from kartei.platform.meta.function_words import about
from kartei.platform.meta.world import current_world
from kartei.platform.records import write
from kartei.platform.records.models import Journal
from kartei.platform.records.query import select
from kartei.platform.records.recompute import recompute
from kartei.platform.records.tests.scene import (
    PERSON,
    drop_runtime_tables,
    own_field,
    own_object,
    person,
)
from kartei.web.sessions import digest

pytestmark = pytest.mark.django_db(transaction=True)
API = "/api/v1"
ROOT = Path(__file__).parents[5]
COMPANY = "people.company"
#: Passed by what was made within the last week.
NEW = '["and", ["created_at", ">=", "today-7"], ["last_name", "filled"]]'


@pytest.fixture
def cast() -> Iterator[Cast]:
    yield make_cast()
    drop_runtime_tables()


def client(cast: Cast, who: str) -> Client:
    """A client with a token of one of the cast."""
    Token.objects.get_or_create(
        key=digest(f"kt_{who}"), defaults={"user_id": cast.ids[who], "made_at": timezone.now()}
    )
    return Client(headers={"Authorization": f"Bearer kt_{who}"})


def tried(cast: Cast, who: str = "admin", **data: Any) -> Any:
    """The answer to an expression that is tried out."""
    wish = {"object": PERSON, **data}
    return client(cast, who).post(f"{API}/formulas/try", wish, content_type="application/json")


def test_a_formula_is_tried_on_real_records(cast: Cast) -> None:
    """S1-36: rules and formulas with a live test on what is there."""
    for last in ("Volkova", "Orlova"):
        person(cast.admin, last, first_name="Anna")
    found = tried(cast, expression='[First name] & "-" & UPPER(last_name)').json()
    assert found["fault"] is None
    assert found["text"] == 'first_name & "-" & UPPER(last_name)'
    assert [item["value"] for item in found["items"]] == ["Anna-ORLOVA", "Anna-VOLKOVA"]
    number = tried(cast, expression="LEN(last_name) / 4", kind="percent").json()
    assert [item["value"] for item in number["items"]] == ["1.5%", "1.75%"]


def test_what_is_wrong_is_told_with_its_place(cast: Cast) -> None:
    person(cast.admin)
    fault = tried(cast, expression="LEN(last_name) + foo(1)").json()["fault"]
    assert (fault["code"], fault["at"]) == ("expression.function", 18)
    fault = tried(cast, expression="last_name * 2").json()["fault"]
    assert fault["code"] == "expression.number"


def test_who_shapes_nothing_tries_nothing(cast: Cast) -> None:
    assert tried(cast, "alice", expression="1").status_code == 403
    assert client(cast, "alice").get(f"{API}/formulas/functions").status_code == 403
    assert tried(cast, object="own.nothing", expression="1").status_code == 404


def test_trying_tells_no_more_than_the_asker_reads(cast: Cast) -> None:
    """A formula is no way round the rights: closed columns of lines, records he does not see."""
    shapes = {"read": "organisation", "create": "organisation"}
    cast.grant("alice", {"*": {"read": "own", "create": "own"}, "meta.field": shapes})
    hidden = write.create(cast.dmitri, "people.company", {"name": "Secret firm"})
    key = person(cast.alice)
    write.change(cast.admin, PERSON, key, {"company": str(hidden)})
    for text in ("company", "company.name", '"x" & company.legal_name'):
        found = tried(cast, "alice", expression=text).json()
        assert [item["value"] for item in found["items"]] in ([""], ["x"]), text
        assert str(hidden) not in str(found)
    assert "Secret firm" in str(tried(cast, expression="company").json())
    told = tried(cast, "alice", object="offers.offer", expression="SUM(lines.cost)").json()
    assert told["fault"]["code"] == "expression.field"


def test_functions_are_told_in_the_language_of_the_asker(cast: Cast) -> None:
    answer = client(cast, "admin").get(
        f"{API}/formulas/functions", headers={"Accept-Language": "de"}
    )
    items = answer.json()["items"]
    assert len(items) == len({item["name"] for item in items}) > 30
    assert all(item["about"] for item in items)


def test_formulas_with_today_are_computed_anew_when_the_day_changes(cast: Cast) -> None:
    visit = own_object(cast.admin, "visit")
    age = own_field(cast.admin, visit, "integer", "Age", formula="TODAY() - DATE(2020, 1, 1)")
    key = write.create(cast.admin, visit, {"name": "One"})
    right = select(cast.admin, visit, [key])[key][age]
    recompute(cast.admin, visit, {key: {age: 1}})
    handlers.new_day()
    handlers.new_day()
    row = Job.objects.get(kind=handlers.COMPUTE, args__object=visit)
    alone(row)
    cast.admin.world = current_world()
    assert select(cast.admin, visit, [key])[key][age] == right
    assert Journal.objects.filter(record=key, verb="compute").latest("id").actor is None


def test_rollups_with_relative_days_are_computed_anew_when_the_day_changes(cast: Cast) -> None:
    """What leads here stays the same, yet another day other records pass the filter."""
    by = {"object": COMPANY, "rollup_object": PERSON, "rollup_by": "company", "rollup": "count"}
    new = own_field(cast.admin, kind="integer", label="New", **by, rollup_filter=NEW)
    every = own_field(cast.admin, kind="integer", label="All", **by)
    firm = write.create(cast.admin, COMPANY, {"name": "One"})
    person(cast.admin, company=str(firm))
    recompute(cast.admin, COMPANY, {firm: {new: 7, every: 7}})
    handlers.new_day()
    alone(Job.objects.get(kind=handlers.COMPUTE, args__object=COMPANY))
    cast.admin.world = current_world()
    row = select(cast.admin, COMPANY, [firm])[firm]
    assert (row[new], row[every]) == (1, 7)


@pytest.mark.parametrize("language", ["ru", "de", "en"])
def test_every_function_stands_in_the_manual(language: str) -> None:
    """S4-077: the language is documented, under the names and in the words of the program."""
    page = (ROOT / "docs" / "user" / f"formulas.{language}.md").read_text(encoding="utf-8")
    rows = [row for row in page.splitlines() if row.startswith("| `")]
    with translation.override(language):
        for function in FUNCTIONS:
            takes, words = about(function.name)
            line = next(row for row in rows if f"| {words} |" in row)
            assert f"({takes})`" in line
            assert all(name in line for name in (function.name, *function.also))
