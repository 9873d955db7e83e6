"""Forms, lists and cards that the firm arranges, for everybody or for one role (BX-05)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone, translation

from kartei.platform.access.actor import Actor
from kartei.platform.access.models import Role, Token
from kartei.platform.access.tests.cast import ORGANISATION, Cast, make_cast
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.models import Layout, RuntimeField
from kartei.platform.meta.versions import bump_access, bump_meta
from kartei.platform.meta.world import current_world
from kartei.platform.records import write
from kartei.platform.records.tests.scene import (
    PERSON,
    drop_runtime_tables,
    own_field,
    own_object,
    person,
)
from kartei.platform.records.undo import undo
from kartei.web.api.meta import meta_of
from kartei.web.sessions import digest

pytestmark = pytest.mark.django_db(transaction=True)
Definition = dict[str, Any]


@pytest.fixture
def cast() -> Iterator[Cast]:
    with translation.override("en"):
        yield make_cast()
    drop_runtime_tables()


def section(key: str, *fields: Any, **more: Any) -> Definition:
    """A section; a field is a name or {"name", …}."""
    placed = [f if isinstance(f, dict) else {"name": f} for f in fields]
    return {"id": key, "fields": placed, **more}


def form(*sections: Definition, **more: Any) -> Definition:
    """A form with one tab."""
    return {"tabs": [{"id": "main", "sections": list(sections)}], **more}


def arrange(actor: Actor, definition: Definition, place: str = "form", **more: Any) -> UUID:
    values = {"object": PERSON, "place": place, "definition": definition, **more}
    return write.create(actor, "meta.layout", values)


def seen(actor: Actor, name: str = PERSON) -> dict[str, Any]:
    """The object in GET /meta."""
    found: dict[str, Any] = meta_of(actor)["objects"][name]
    return found


def sections(actor: Actor) -> list[tuple[str, list[str]]]:
    """(id, fields) of each section of the form."""
    return [(part["id"], part["fields"]) for part in seen(actor)["form"]]


def refused(actor: Actor, definition: Definition, place: str = "form") -> tuple[str, str]:
    """Code and words of the first fault."""
    with pytest.raises(Refusal) as caught:
        arrange(actor, definition, place)
    return caught.value.faults[0].code, caught.value.faults[0].detail


def test_a_form_is_arranged_in_tabs_and_sections_for_everybody(cast: Cast) -> None:
    """S4-065, S0-079: order, columns, width, words, folding; the bin brings the declared form."""
    before = seen(cast.alice)["form"]
    key = arrange(
        cast.admin,
        {
            "tabs": [
                {
                    "id": "who",
                    "title": {"ru": "Кто", "en": "Who"},
                    "sections": [
                        section("main", {"name": "phones", "width": 2}, "last_name", columns=3),
                        section("more", title={"de": "Leer"}),
                    ],
                },
                {
                    "id": "rest",
                    "sections": [
                        section(
                            "notes",
                            {"name": "notes", "help": {"en": "What was said"}},
                            title={"de": "Notizen"},
                            collapsed=True,
                        )
                    ],
                },
            ]
        },
    )
    shown = seen(cast.alice)
    assert shown["tabs"] == [{"id": "who", "title": "Who"}, {"id": "rest", "title": "Notizen"}]
    assert [(p["id"], p["tab"], p["fields"], p["columns"]) for p in shown["form"]] == [
        ("main", "who", ["phones", "last_name"], 3),
        ("notes", "rest", ["notes"], 2),
    ]
    first, second = shown["form"]
    assert first["title"] == before[0]["title"]
    assert first["settings"] == {"phones": {"width": 2}}
    assert (second["title"], second["collapsed"]) == ("Notizen", True)
    assert second["settings"] == {"notes": {"help": "What was said"}}
    write.bin_many(cast.admin, "meta.layout", [key])
    assert (seen(cast.alice)["form"], seen(cast.alice)["tabs"]) == (before, [])


def test_list_short_form_and_caller_card(cast: Cast) -> None:
    """Each place by itself; the caller's card follows the short form until arranged."""
    arrange(cast.admin, {"columns": ["phones", "name"]}, "list")
    arrange(cast.admin, {"fields": ["phones", "notes"]}, "quick")
    shown = seen(cast.alice)
    assert (shown["columns"], shown["quick"]) == (["phones", "name"], ["phones", "notes"])
    assert shown["caller"] == ["phones", "notes"]
    arrange(cast.admin, {"fields": ["company", "phones"]}, "caller")
    assert seen(cast.alice)["caller"] == ["company", "phones"]


def test_the_short_form_asks_for_nothing_that_computes_itself(cast: Cast) -> None:
    visit = own_object(cast.admin, "visit", "Visit")
    openings = own_field(cast.admin, visit, "integer", "Openings")
    own_field(cast.admin, visit, "integer", "Minutes", formula=f"20 + {openings} * 10")
    cast.admin.world = current_world()
    shown = seen(cast.admin, visit)
    assert shown["quick"] == ["name", openings]
    assert all(part["title"] for part in shown["form"]), "every section has its heading"


def test_the_highest_role_that_has_a_layout_decides(cast: Cast) -> None:
    """S0-028: of several roles that of the highest level; others keep what is for everybody."""
    low, high, mute = (
        Role.objects.create(
            name=name, level=level, created_at=timezone.now(), changed_at=timezone.now()
        )
        for name, level in (("Low", 1), ("High", 60), ("Mute", 90))
    )
    arrange(cast.admin, form(section("all", "last_name")))
    arrange(cast.admin, form(section("low", "last_name")), role=str(low.pk))
    arrange(cast.admin, form(section("high", "last_name")), role=str(high.pk))
    mine = [str(cast.roles["alice"]), str(low.pk), str(high.pk), str(mute.pk)]
    write.change(cast.admin, "access.user", cast.ids["alice"], {"roles": mine})
    assert [sections(a)[0][0] for a in (cast.alice, cast.bob)] == ["high", "all"]
    write.change(cast.admin, "access.user", cast.ids["alice"], {"roles": mine[:2]})
    assert sections(cast.alice)[0][0] == "low"


def test_what_cannot_be_arranged_is_refused_in_words(cast: Cast) -> None:
    """Nothing half applied: no row and no new version of the metadata."""
    admin, before = cast.admin, current_world().version
    assert refused(admin, form(section("a", "nonsense"))) == (
        "layout.unknown_field", "There is no field “nonsense”",
    )  # fmt: skip
    assert refused(admin, form(section("a", "id")))[0] == "layout.unknown_field"
    twice = form(section("a", "phones"), section("b", "phones"))
    assert refused(admin, twice)[0] == "layout.twice"
    assert refused(admin, form(section("a"), section("a")))[0] == "layout.part_twice"
    assert refused(admin, {"tabs": [{"id": "a"}, {"id": "a"}]})[0] == "layout.part_twice"
    wrong = form(section("a", "phones", columns=4))
    code, words = refused(admin, wrong)
    assert (code, "tabs.0.sections.0.columns" in words) == ("layout.shape", True)
    assert refused(admin, {"tabs": []})[0] == "layout.shape"
    assert refused(admin, {"tabs": 5, "more": 1})[0] == "layout.shape"
    assert refused(admin, {"columns": []}, "list")[0] == "layout.shape"
    assert refused(admin, {"columns": ["phones", "phones"]}, "list")[0] == "layout.twice"
    assert refused(admin, form(section("a", "phones"), left_out=["f_9"]))[0] == (
        "layout.unknown_field"
    )
    deep: Any = []
    for _ in range(300):
        deep = [deep]
    assert refused(admin, {"tabs": deep})[0] == "value.type"
    assert refused(admin, {"tabs": ["x" * 200_000]})[0] == "value.too_long"
    assert refused(admin, {"tabs": ["\x00"]})[0] == "value.nul"
    assert not Layout.objects.exists()
    assert current_world().version == before


def test_conditions_are_filters_on_the_records_own_values(cast: Cast) -> None:
    """A wrong field, operator or value is refused when the form is saved, not when used."""

    def when(condition: Any, name: str = "notes") -> Definition:
        return form(section("a", "last_name", {"name": name, "when": condition}))

    for wrong in (
        ["nonsense", "=", 1], ["company.name", "=", "x"], ["last_name", "<<", "x"], ["phones"],
        ["last_name", "filled", 1], ["and"], ["not", ["phones", "filled"], ["phones", "filled"]],
        [["phones", "filled"]], ["birthday", "=", "soon"], ["last_name", "in", []],
        ["not", ["not", ["not", ["not", ["not", ["phones", "filled"]]]]]],
        ["or", *[["phones", "filled"]] * 21],
    ):  # fmt: skip
        assert refused(cast.admin, when(wrong))[0] == "layout.condition", wrong
    assert refused(cast.admin, when(["notes", "filled"]))[0] == "layout.circle"
    good = ["or", ["phones", "filled"], ["not", ["birthday", ">", "today-30"]]]
    arrange(cast.admin, when(good))
    assert seen(cast.alice)["form"][0]["settings"] == {"notes": {"when": good}}


def test_no_condition_hides_what_must_be_filled_in(cast: Cast) -> None:
    """The server demands it all the same, so the form could never be saved."""
    name = own_field(cast.admin, PERSON, "text", "Code", required=True)
    hiding = form(section("a", {"name": name, "when": ["phones", "filled"]}))
    code, words = refused(cast.admin, hiding)
    assert (code, "“Code”" in words) == ("layout.required_hidden", True)
    RuntimeField.objects.update(required=False)
    bump_meta()
    arrange(cast.admin, hiding)
    assert "when" in seen(cast.alice)["form"][0]["settings"][name]
    row = RuntimeField.objects.get()
    write.change(cast.admin, "meta.field", row.pk, {"required": True})
    assert name in seen(cast.alice)["form"][0]["fields"]
    assert seen(cast.alice)["form"][0]["settings"] == {}


def test_what_a_hidden_field_holds_stays_valid(cast: Cast) -> None:
    """A condition is a matter of the form alone: the API reads and writes the field as ever."""
    arrange(cast.admin, form(section("a", {"name": "notes", "when": ["last_name", "=", "X"]})))
    key = person(cast.alice, "Volkova", notes="kept")
    assert write.one(cast.alice, PERSON, key)["notes"] == "kept"


def test_rights_win_over_every_layout(cast: Cast) -> None:
    """S0-028: a field closed to the role is in no tab, column or condition of his metadata."""
    arrange(
        cast.admin,
        form(
            section("a", "phones", "last_name"),
            section("b", {"name": "emails", "when": ["notes", "filled"]}),
            section("c", "notes"),
        ),
    )
    arrange(cast.admin, {"columns": ["notes", "name"]}, "list")
    arrange(cast.admin, {"fields": ["notes"]}, "quick")
    cast.grant("alice", {"*": ORGANISATION}, {PERSON: {"notes": "none", "phones": "none"}})
    shown = seen(cast.alice)
    assert [p["fields"] for p in shown["form"]] == [["last_name"], ["emails"]]
    assert shown["form"][1]["settings"] == {}
    assert (shown["columns"], shown["quick"], shown["caller"]) == (["name"], [], [])
    assert "notes" not in str(shown["form"])


def test_new_fields_appear_until_placed_and_retired_ones_go_silently(cast: Cast) -> None:
    """Nothing is lost by arranging; a field put aside stays in the API."""
    first = own_field(cast.admin, PERSON, "text", "First")
    key = arrange(cast.admin, form(section("a", "last_name"), section("b", "phones", first)))
    second = own_field(cast.admin, PERSON, "text", "Second")
    assert sections(cast.alice) == [("a", ["last_name"]), ("b", ["phones", first, second])]
    aside = form(section("a", "last_name"), section("b", "phones", first), left_out=[second])
    write.change(cast.admin, "meta.layout", key, {"definition": aside})
    assert sections(cast.alice)[1] == ("b", ["phones", first])
    assert second in [f["name"] for f in seen(cast.alice)["fields"]]
    retired = RuntimeField.objects.get(name="First")
    write.bin_many(cast.admin, "meta.field", [retired.pk])
    assert sections(cast.alice)[1] == ("b", ["phones"])
    wider = form(section("b", first, "phones", "notes"), left_out=[second])
    write.change(cast.admin, "meta.layout", key, {"definition": wider})
    assert sections(cast.alice) == [("b", ["phones", "notes"])]
    write.bin_many(cast.admin, "meta.field", [retired.pk], back=True)
    assert sections(cast.alice) == [("b", [first, "phones", "notes"])]


def test_a_form_without_sections_still_shows_what_is_new(cast: Cast) -> None:
    arrange(cast.admin, {"tabs": [{"id": "main"}]})
    assert sections(cast.alice) == []
    name = own_field(cast.admin, PERSON, "text")
    assert sections(cast.alice) == [("own", [name])]


def test_one_layout_for_each_object_place_and_role(cast: Cast) -> None:
    """Also when one comes back from the bin; undo of a change brings the former arrangement."""
    key = arrange(cast.admin, form(section("a", "phones")))
    assert refused(cast.admin, form(section("b", "phones")))[0] == "layout.taken"
    write.bin_many(cast.admin, "meta.layout", [key])
    other = arrange(cast.admin, form(section("b", "phones")))
    with pytest.raises(Refusal) as caught:
        write.bin_many(cast.admin, "meta.layout", [key], back=True)
    assert caught.value.faults[0].code == "layout.taken"
    actor = cast.admin
    actor.change = UUID(int=7)
    write.change(actor, "meta.layout", other, {"definition": form(section("c", "phones"))})
    assert sections(cast.alice)[0][0] == "c"
    undo(cast.admin, UUID(int=7))
    assert sections(cast.alice)[0][0] == "b"
    with pytest.raises(Refusal) as caught:
        write.change(cast.admin, "meta.layout", other, {"object": "people.company"})
    assert caught.value.faults[0].code == "meta.fixed"


def test_only_who_is_granted_it_by_name_arranges(cast: Cast) -> None:
    """S4-088: not by rights to everything; what the author may not read is like none, unless it
    stood there before.
    """
    with pytest.raises(Refusal) as caught:
        arrange(cast.head, form(section("a", "phones")))
    assert caught.value.status == 403
    own = dict.fromkeys(("read", "create", "write"), "organisation")
    cast.grant("alice", {"*": ORGANISATION, "meta.layout": own}, {PERSON: {"notes": "none"}})
    assert refused(cast.alice, form(section("a", "notes")))[0] == "layout.unknown_field"
    hidden = form(section("a", {"name": "phones", "when": ["notes", "filled"]}))
    assert refused(cast.alice, hidden)[0] == "layout.condition"
    key = arrange(cast.admin, form(section("a", "notes", "phones")))
    wider = form(section("b", "phones", "notes"))
    write.change(cast.alice, "meta.layout", key, {"definition": wider})
    assert sections(cast.bob)[0] == ("b", ["phones", "notes"])


def door(cast: Cast, who: str) -> Client:
    secret = f"kt_{who}"
    Token.objects.get_or_create(
        key=digest(secret), defaults={"user_id": cast.ids[who], "made_at": timezone.now()}
    )
    return Client(headers={"Authorization": f"Bearer {secret}"})


def test_a_layout_is_looked_at_as_a_role_before_it_is_saved(cast: Cast) -> None:
    """Only for who arranges, and with no field that he may not read himself."""
    Role.objects.filter(pk=cast.roles["bob"]).update(fields={PERSON: {"phones": "none"}})
    own = dict.fromkeys(("read", "write"), "organisation")
    cast.grant("alice", {"*": ORGANISATION, "meta.layout": own}, {PERSON: {"emails": "none"}})
    bump_access()
    trial = {
        "object": PERSON,
        "place": "form",
        "definition": form(section("a", "phones", "notes")),
        "role": str(cast.roles["bob"]),
    }

    def ask(who: str, **more: Any) -> tuple[int, Any]:
        path = "/api/v1/layouts/preview"
        found = door(cast, who).post(path, {**trial, **more}, content_type="application/json")
        return found.status_code, found.json()

    status, shown = ask("alice")
    assert (status, shown["readable"]) == (200, True)
    assert [p["fields"] for p in shown["form"]] == [["notes"]]
    names = {f["name"] for f in shown["fields"]}
    assert "last_name" in names
    assert not names & {"phones", "emails"}
    assert not Layout.objects.exists()
    assert ask("alice", role=None)[1]["form"][0]["fields"] == ["phones", "notes"]
    assert ask("alice", definition=None)[0] == 200
    assert ask("alice", role=str(UUID(int=3)))[0] == 404
    assert ask("alice", object="people.nobody")[0] == 404
    status, told = ask("alice", definition=form(section("a", "emails")))
    assert (status, told["errors"][0]["code"]) == (422, "layout.unknown_field")
    assert ask("head")[0] == 403
