"""Fields and objects are made like any record, and the schema follows (S0-064, S4-070, S4-072)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.models import RuntimeField
from kartei.platform.meta.world import current_world
from kartei.platform.records import query, write
from kartei.platform.records.ask import Ask
from kartei.platform.records.models import Journal
from kartei.platform.records.related import related_of
from kartei.platform.records.tests.scene import (
    PERSON,
    drop_runtime_tables,
    own_field,
    own_object,
    person,
)
from kartei.platform.records.undo import undo

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast() -> Iterator[Cast]:
    yield make_cast()
    drop_runtime_tables()


def refused(actor: Any, **values: Any) -> dict[str, str]:
    """The faults of a field that must not be made: name -> code."""
    with pytest.raises(Refusal) as caught:
        write.create(actor, "meta.field", {"object": PERSON, "label_en": "Own", **values})
    return {fault.field: fault.code for fault in caught.value.faults}


def choices(*labels: str) -> list[dict[str, Any]]:
    return [{"label_ru": label} for label in labels]


def test_a_field_is_named_numbered_and_has_history(cast: Cast) -> None:
    name = own_field(cast.admin, PERSON, "text", "Shoe size", label_ru="Размер обуви")
    row = RuntimeField.objects.get()
    assert (name, row.name, row.position) == (f"f_{row.number}", "Shoe size", row.number)
    assert Journal.objects.get(record=row.pk).verb == "create"
    spec = current_world().objects[PERSON].fields[name]
    assert (str(spec.label), spec.kind.name) == ("Shoe size", "text")


def test_what_cannot_be_made_is_refused_by_field(cast: Cast) -> None:
    """Nothing half applied: no row, no column, no new version."""
    before = current_world().version
    admin = cast.admin
    assert refused(admin, kind="text", label_en="") == {"label_en": "meta.label"}
    assert refused(admin, kind="lines") == {"kind": "value.unknown_option"}
    assert refused(admin, kind="text", object="access.unit") == {"object": "value.unknown_option"}
    assert refused(admin, kind="choice") == {"choices": "meta.choices"}
    assert refused(admin, kind="text", choices=choices("a")) == {"choices": "meta.no_choices"}
    assert refused(admin, kind="choice", choices=choices("Ёж", "еж")) == {
        "choices": "meta.choice_twice"
    }
    many = choices(*(f"n{n}" for n in range(501)))
    assert refused(admin, kind="choice", choices=many) == {"choices": "meta.many_choices"}
    assert refused(admin, kind="link") == {"target": "meta.target"}
    assert refused(admin, kind="money", unique=True) == {"unique": "meta.not_distinct"}
    assert refused(admin, kind="integer", low="ten") == {"low": "number.invalid"}
    assert refused(admin, kind="integer", low="5", high="1") == {"high": "meta.limits"}
    assert refused(admin, kind="integer", high="5", default="6") == {"default": "value.high"}
    assert refused(admin, kind="text", length=2000) == {"length": "meta.length"}
    assert refused(admin, kind="phones", default="1") == {"default": "meta.no_limit"}
    assert RuntimeField.objects.count() == 0
    assert current_world().version == before
    assert not [t for t in connection.introspection.table_names() if t.startswith("x_")]


def test_only_who_is_granted_it_by_name_shapes(cast: Cast) -> None:
    """A role that reaches everything does not reach the shape of things; S4-088."""
    with pytest.raises(Refusal) as caught:
        own_field(cast.head, PERSON, "text")
    assert caught.value.status == 403
    assert query.page(cast.head, "access.user", Ask())["items"]
    with pytest.raises(Refusal):
        query.page(cast.head, "meta.field", Ask())
    cast.grant("alice", {"meta.field": {"read": "organisation", "create": "organisation"}})
    assert own_field(cast.alice, PERSON, "text")


def test_limits_defaults_and_required_hold(cast: Cast) -> None:
    admin = cast.admin
    floor = own_field(admin, PERSON, "integer", "Floor", low="-2", high="40", default="1")
    price = own_field(admin, PERSON, "money", "Price", low="0")
    code = own_field(admin, PERSON, "text", "Code", length=3, required=True)
    since = own_field(admin, PERSON, "date", "Since", default="today")
    key = person(cast.alice, "Anna", **{code: "abc"})
    shown = write.one(cast.alice, PERSON, key)
    assert (shown[floor], shown[since]) == (1, cast.alice.ctx.today)

    def faults(**values: Any) -> dict[str, str]:
        with pytest.raises(Refusal) as caught:
            person(cast.alice, "Boris", **values)
        return {fault.field: fault.code for fault in caught.value.faults}

    assert faults(**{code: "abcd", floor: 41, price: "-1"}) == {
        code: "value.too_long", floor: "value.high", price: "value.low",
    }  # fmt: skip
    assert faults() == {code: "value.required"}


def test_choices_are_renamed_taken_out_of_use_but_not_from_under_records(cast: Cast) -> None:
    """Renaming touches no record; a used choice stays; one out of use is kept where it is set."""
    admin = cast.admin
    made = {
        "object": PERSON,
        "kind": "choice",
        "label_en": "Way",
        "choices": choices("авто", "пешком"),
    }
    key = write.create(admin, "meta.field", made)
    options = write.one(cast.admin, "meta.field", key)["choices"]
    name = f"f_{RuntimeField.objects.get().number}"
    anna = person(cast.alice, "Anna", **{name: options[0]["value"]})
    with pytest.raises(Refusal) as caught:
        write.change(cast.admin, "meta.field", key, {"choices": options[1:]})
    assert [f.code for f in caught.value.faults] == ["meta.choice_used"]
    assert "1" in caught.value.faults[0].detail
    options[0].update(label_ru="машина", retired=True)
    write.change(cast.admin, "meta.field", key, {"choices": options})
    spec = current_world().objects[PERSON].fields[name]
    assert [(str(o.label), o.retired) for o in spec.options] == [
        ("машина", True),
        ("пешком", False),
    ]
    write.change(cast.alice, PERSON, anna, {name: options[0]["value"], "city": "Tula"})
    with pytest.raises(Refusal) as caught:
        person(cast.alice, "Boris", **{name: options[0]["value"]})
    assert [f.code for f in caught.value.faults] == ["value.retired_option"]


def test_one_of_several_choices_in_use_stays_too(cast: Cast) -> None:
    name = own_field(cast.admin, PERSON, "choices", "Ways", choices=["car", "foot"])
    person(cast.alice, "Anna", **{name: ["car"]})
    key = RuntimeField.objects.get().pk
    car, foot = write.one(cast.admin, "meta.field", key)["choices"]
    with pytest.raises(Refusal) as caught:
        write.change(cast.admin, "meta.field", key, {"choices": [foot]})
    assert [f.code for f in caught.value.faults] == ["meta.choice_used"]
    write.change(cast.admin, "meta.field", key, {"choices": [car]})
    assert [c["value"] for c in write.one(cast.admin, "meta.field", key)["choices"]] == ["car"]


def test_kind_object_and_target_stay(cast: Cast) -> None:
    own_field(cast.admin, PERSON, "text")
    key = RuntimeField.objects.get().pk
    with pytest.raises(Refusal) as caught:
        write.change(cast.admin, "meta.field", key, {"kind": "longtext", "object": "sales.deal"})
    assert {f.field for f in caught.value.faults} == {"kind", "object"}


def test_values_held_apart_stay_apart_whoever_writes(cast: Cast) -> None:
    """The rule words the refusal; the index holds where two write at once."""
    name = own_field(cast.admin, PERSON, "text", "Card", unique=True)
    anna = person(cast.alice, "Anna", **{name: "A1"})
    boris = person(cast.alice, "Boris")
    with pytest.raises(Refusal) as caught:
        write.change(cast.alice, PERSON, boris, {name: "A1"})
    assert [f.code for f in caught.value.faults] == ["value.unique"]
    side = current_world().objects[PERSON].side
    with pytest.raises(IntegrityError), transaction.atomic():
        side.objects.create(base_id=boris, **{name: "A1"})
    assert write.one(cast.alice, PERSON, anna)[name] == "A1"


def test_values_that_stand_twice_cannot_be_declared_to_differ(cast: Cast) -> None:
    name = own_field(cast.admin, PERSON, "text", "Card")
    for last in ("Anna", "Boris"):
        person(cast.alice, last, **{name: "A1"})
    key = RuntimeField.objects.get().pk
    with pytest.raises(Refusal) as caught:
        write.change(cast.admin, "meta.field", key, {"unique": True})
    assert [f.code for f in caught.value.faults] == ["meta.twice"]


def test_making_a_field_can_be_undone_and_redone(cast: Cast) -> None:
    """Undo puts the field into the bin: it vanishes, its column and values stay."""
    name = own_field(cast.admin, PERSON, "text", "Card")
    anna = person(cast.alice, "Anna", **{name: "A1"})
    done = undo(cast.admin, Journal.objects.get(object="meta.field").change)
    assert name not in write.one(cast.alice, PERSON, anna)
    undo(cast.admin, UUID(done["change"]))
    assert write.one(cast.alice, PERSON, anna)[name] == "A1"


def test_objects_have_a_name_for_programs_and_links_lead_to_them(cast: Cast) -> None:
    """An object of one's own is the target of links, with titles, filter and sort across."""
    visit = own_object(cast.admin, "visit", "Visit", many_en="Visits")
    link = own_field(cast.admin, PERSON, "link", "Last visit", target=visit)
    key = write.create(cast.alice, visit, {"name": "Lenina 5"})
    anna = person(cast.alice, "Anna", **{link: str(key)})
    assert write.one(cast.alice, PERSON, anna)[link] == {"id": str(key), "title": "Lenina 5"}
    found = query.page(cast.alice, PERSON, Ask(filter=[f"{link}.name", "starts", "len"], sort=link))
    assert [r["name"] for r in found["items"]] == ["Anna"]
    for code, fault in (("Визит", "meta.code"), ("visit", "value.unique")):
        with pytest.raises(Refusal) as caught:
            own_object(cast.admin, code)
        assert [f.code for f in caught.value.faults] == [fault]


def test_a_file_can_be_a_field_of_ones_own(cast: Cast) -> None:
    name = own_field(cast.admin, PERSON, "file", "Contract")
    anna = person(cast.alice, "Anna")
    assert write.one(cast.alice, PERSON, anna)[name] is None
    found = query.page(cast.alice, PERSON, Ask(filter=[name, "empty"]))["items"]
    assert [r["id"] for r in found] == [str(anna)]


def test_a_link_has_another_side(cast: Cast) -> None:
    """The reverse side of links to one and to many, only for who reads the object."""
    visit = own_object(cast.admin, "visit", "Visit", many_en="visits")
    own_field(cast.admin, visit, "link", "Client", target=PERSON)
    own_field(cast.admin, visit, "links", "Guests", target=PERSON)
    assert str(cast.admin.obj(visit).words["title"]) == "Visits", (
        "a heading, wherever it stands alone"
    )
    titles = [str(r.title) for r in related_of(cast.admin, cast.admin.obj(PERSON))]
    assert {"Visits (Client)", "Visits (Guests)"} <= set(titles)
    alice = cast.grant("alice", {"*": {"read": "own"}, visit: {"read": "none"}})
    assert not [r for r in related_of(alice, alice.obj(PERSON)) if r.object == visit]


def test_users_take_fields_of_ones_own(cast: Cast) -> None:
    """The employee base grows like any other object: list, filter, change, formula."""
    grade = own_field(cast.admin, "access.user", "integer", "Grade")
    double = own_field(cast.admin, "access.user", "integer", "Double", formula=f"{grade} * 2")
    write.change(cast.admin, "access.user", cast.ids["bob"], {grade: 3})
    found = query.page(cast.admin, "access.user", Ask(filter=[double, "=", 6], fields=(grade,)))
    assert [(item["id"], item[grade]) for item in found["items"]] == [(str(cast.ids["bob"]), 3)]
