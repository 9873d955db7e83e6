"""Generated over the registry: every object is created, read, filtered, sorted, paged, searched,
changed with history, deleted and restored, listed within its query budget, and has words in three
languages, by being registered (S0-035, S4-069, S4-070, S4-072, S4-078). `make test` does so on
SQLite and on PostgreSQL (S4-056, S4-071).
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.spec import registry
from kartei.platform.records import query, write
from kartei.platform.records.ask import Ask
from kartei.platform.records.conditions import fields_in
from kartei.platform.records.models import Journal
from kartei.web.api.meta import meta_of
from kartei.web.api.openapi import document, schema_name
from tests.entities import PAPERS, all_names, make, values_for

pytestmark = pytest.mark.django_db
every = pytest.mark.parametrize("name", all_names())
#: What is written where the title itself is made by a rule.
NAMED_BY = {
    "access.address": "note",
    "people.person": "first_name",
    **dict.fromkeys((*PAPERS, "forms.document"), "subject"),
    "finance.payment": "party",
    "meta.rate": "source",
    "meta.field": "help_en",
    "meta.builtin": "help_en",
    "meta.object": "many_en",
}
TITLED_BY = {
    "people.person": "last_name",
    # an invoice has no number before it is issued
    "billing.invoice": "subject",
    "billing.delivery": "subject",
    "meta.field": "label_en",
    "meta.builtin": "label_en",
    "meta.object": "one_en",
}
#: Words that are the same in Russian.
SAME = re.compile(
    r"^\d+\W*%$|^[A-Z]{3}$|"
    r"E-?mail|Telegram|WhatsApp|Viber|Signal|MAX|VK|Skype|IBAN|BIC|IBM Plex|"
    r"Active Directory|OpenLDAP|ZUGFeRD|XRechnung|Leitweg-ID|DUNS|"
    r"Brevo|MailerSend|Mailgun|Mailjet|Postmark|Resend|SparkPost",
    re.I,
)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def plain(value: Any) -> Any:
    """A read value in the form it was written."""
    if isinstance(value, dict) and "id" in value and "title" in value:
        return {n: value[n] for n in ("object", "id")} if "object" in value else value["id"]
    if isinstance(value, list):
        return [
            {k: v for k, v in item.items() if k != "show"} if isinstance(item, dict) else item
            for item in map(plain, value)
        ]
    if hasattr(value, "isoformat"):
        return value.isoformat().replace("+00:00", "").replace("Z", "")
    return value


@every
def test_what_is_written_is_read_back(cast: Cast, name: str) -> None:
    """Every writable field keeps its value, and the journal has it."""
    actor = cast.admin
    values = values_for(actor, name, 7, everything=True)
    key = write.create(actor, name, values)
    record = write.one(cast.admin, name, key)
    for field, value in values.items():
        wanted = value.replace("Z", "") if isinstance(value, str) and value.endswith("Z") else value
        assert plain(record[field]) == wanted, field
    row = Journal.objects.get(record=key, verb="create")
    assert set(values) - set(row.changes) <= {"owner"}


@every
def test_every_operator_answers_and_equality_finds_the_record(cast: Cast, name: str) -> None:
    """Each field and operator of the metadata can be asked; = and has find what was written."""
    actor = cast.admin
    values = values_for(actor, name, 7, everything=True)
    key = str(write.create(actor, name, values))
    actor = cast.admin
    for spec in actor.fields(actor.obj(name)).values():
        if spec.hidden or spec.name not in values or not spec.kind.operators:
            continue
        value = values[spec.name]
        if isinstance(value, dict):
            value = value if "object" in value else value["amount"]
        if isinstance(value, list):
            value = value[0]["value"] if isinstance(value[0], dict) else value[0]
        for op in spec.kind.operators:
            if op in ("empty", "filled"):
                condition: list[Any] = [spec.name, op]
            else:
                condition = [spec.name, op, [value] if op == "in" else value]
            found = query.page(actor, name, Ask(filter=condition, limit=200))["items"]
            ids = {item["id"] for item in found}
            if op in ("=", "in", "has", "filled", "<=", ">=", "contains", "starts"):
                assert key in ids, (spec.name, op)
            else:
                assert key not in ids, (spec.name, op)
            turned = query.page(actor, name, Ask(filter=["not", condition], limit=200))["items"]
            assert ids.isdisjoint({item["id"] for item in turned}), (spec.name, op)


@every
def test_pages_of_every_sort_join_to_the_whole(cast: Cast, name: str) -> None:
    """Keyset paging loses and repeats nothing, in both directions, empty values last."""
    actor = cast.admin
    for number in range(5):
        make(cast.admin, name, number)
    write.create(actor, name, values_for(actor, name, 9, everything=True))
    actor = cast.admin
    fields = actor.fields(actor.obj(name)).values()
    for sort in [s.name for s in fields if s.kind.sortable and not s.hidden]:
        for mark in ("", "-"):
            whole = query.page(actor, name, Ask(sort=mark + sort, limit=200))["items"]
            walked: list[Any] = []
            after = ""
            while True:
                page = query.page(actor, name, Ask(sort=mark + sort, limit=2, after=after))
                walked += page["items"]
                after = page["next"]
                if after is None:
                    break
            assert [r["id"] for r in walked] == [r["id"] for r in whole], mark + sort
    usual = query.page(actor, name, Ask(limit=200))["items"]
    for nothing in (",", " ", "\x1c"):
        assert query.page(actor, name, Ask(sort=nothing, limit=200))["items"] == usual


@every
def test_change_delete_restore_and_history(cast: Cast, name: str) -> None:
    """S0-049: a change raises the version, a stale one is refused, the bin hides and gives back."""
    make(cast.admin, name, 2)
    key = make(cast.admin, name, 3)
    entity = registry.entities[name]
    title = entity.title_field
    actor = cast.admin
    field = NAMED_BY.get(name, title)
    draft = write.change(actor, name, key, {field: "Anders"}, version=1)
    assert draft.changed()[field][1] == "Anders"
    with pytest.raises(Refusal) as refused:
        write.change(cast.admin, name, key, {field: "Later"}, version=1)
    assert refused.value.status == 412
    assert refused.value.extra["current"]["version"] >= 2
    write.bin_many(cast.admin, name, [key])
    assert query.page(cast.admin, name, Ask(filter=["id", "=", str(key)]))["items"] == []
    binned = query.page(cast.admin, name, Ask(deleted=True))["items"]
    assert str(key) in [r["id"] for r in binned]
    write.bin_many(cast.admin, name, [key], back=True)
    assert query.page(cast.admin, name, Ask(filter=["id", "=", str(key)]))["items"]
    verbs = list(Journal.objects.filter(record=key).order_by("id").values_list("verb", flat=True))
    assert [v for v in verbs if v in ("create", "delete", "restore")] == [
        "create", "delete", "restore",
    ]  # fmt: skip


@every
def test_search_finds_the_title_without_regard_to_case_or_yo(cast: Cast, name: str) -> None:
    """R18: folded search, the same on both databases."""
    actor = cast.admin
    title = registry.entities[name].title_field
    values = values_for(actor, name, 8)
    words: tuple[str, ...] = ("елочн", "STRASSEN", "muller", "mueller")
    if title == "name" or name in TITLED_BY:
        values[TITLED_BY.get(name, "name")] = "Ёлочный Straßen-Müller"
    else:
        key = write.create(actor, name, values)
        words = (str(write.one(cast.admin, name, key)[title]),)
        values = {}
    if values:
        key = write.create(actor, name, values)
    for word in words:
        found = query.page(cast.admin, name, Ask(search=word))["items"]
        assert str(key) in [r["id"] for r in found], word


@every
def test_a_long_list_costs_no_more_questions_than_a_short_one(cast: Cast, name: str) -> None:
    """R20: the number of queries does not grow with the rows."""
    make(cast.admin, name, 1)
    actor = cast.admin
    query.page(actor, name, Ask())
    with CaptureQueriesContext(connection) as short:
        query.page(actor, name, Ask())
    for number in range(2, 22):
        make(cast.admin, name, number)
    actor = cast.admin
    query.page(actor, name, Ask())
    with CaptureQueriesContext(connection) as long:
        query.page(actor, name, Ask())
    assert len(long) <= max(len(short), 4)
    assert len(long) - len(short) <= 1


@every
def test_conditions_of_commands_name_fields(cast: Cast, name: str) -> None:
    """A condition that names no field would hold of every record or of none."""
    commands = registry.entities[name].commands
    asked: set[str] = set().union(*(fields_in(command.when) for command in commands))
    assert asked <= cast.admin.world.objects[name].fields.keys()


@every
def test_words_in_three_languages(cast: Cast, name: str) -> None:
    """Labels of objects, fields, options, forms and commands are Russian in Russian."""
    untranslated = []
    with translation.override("ru"):
        actor = cast.admin
        actor.language = "ru"
        found = meta_of(actor)["objects"][name]
        texts = [found["one"], found["many"], found["title"]]
        for field in found["fields"]:
            texts += [field["label"], *(o["label"] for o in field["options"])]
        texts += [s["title"] for s in found["form"]] + [c["label"] for c in found["commands"]]
        for text in texts:
            if text and not re.search("[а-яА-ЯёЁ]", text) and not SAME.search(text):
                untranslated.append(text)
    allowed = {"Русский", "Deutsch", "English", "SMS", "%"}
    assert [t for t in untranslated if t not in allowed] == []


@every
def test_the_object_is_in_metadata_and_openapi(cast: Cast, name: str) -> None:
    """The document names real paths and fields of every object."""
    actor = cast.admin
    found = document(actor)
    assert f"/records/{name}" in found["paths"]
    shown = meta_of(actor)["objects"][name]
    schema = found["components"]["schemas"][schema_name(name)]
    for field in shown["fields"]:
        assert field["name"] in schema["properties"]
    known = {f["name"] for f in shown["fields"]}
    assert set(shown["columns"]) <= known
    for section in shown["form"]:
        assert set(section["fields"]) <= known


@every
def test_unknown_fields_and_wrong_types_write_nothing(cast: Cast, name: str) -> None:
    """Bad input is refused field by field and leaves no row behind."""
    actor = cast.admin
    model = registry.entities[name].model
    before = model._base_manager.count(), Journal.objects.count()
    values = values_for(actor, name, 4)
    before = model._base_manager.count(), Journal.objects.count()
    for field, value, code in (
        ("no_such_field", 1, "field.unknown"),
        ("created_at", "2026-01-01T00:00:00Z", "field.read_only"),
    ):
        with pytest.raises(Refusal) as refused:
            write.create(actor, name, {**values, field: value})
        assert code in [f.code for f in refused.value.faults]
    for spec in actor.fields(actor.obj(name)).values():
        if spec.hidden or actor.field_right(actor.obj(name), spec) != "write":
            continue
        with pytest.raises(Refusal):
            write.create(actor, name, {**values, spec.name: {"strange": [1]}})
    assert (model._base_manager.count(), Journal.objects.count()) == before
