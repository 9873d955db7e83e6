"""The configuration as one file: carried from one installation to another, compared, refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from kartei.platform.access.models import Role, Token
from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.mail import purposes, templates, wording
from kartei.platform.meta.fields import LANGUAGES
from kartei.platform.meta.models import DataRule, RuntimeField, RuntimeObject
from kartei.platform.meta.world import current_world
from kartei.platform.records import write
from kartei.platform.records.models import Journal, SearchEntry
from kartei.platform.records.tests.scene import (
    DEAL,
    PERSON,
    deal,
    drop_runtime_tables,
    own_field,
    own_object,
    person,
)
from kartei.platform.records.tests.scene import funnel as funnel_of
from kartei.web import presets
from kartei.web.sessions import digest

pytestmark = pytest.mark.django_db(transaction=True)
API = "/api/v1"


@pytest.fixture
def cast() -> Iterator[Cast]:
    yield make_cast()
    drop_runtime_tables()


def client(cast: Cast, who: str = "admin") -> Client:
    """A client with a token of one of the cast."""
    Token.objects.get_or_create(
        key=digest(f"kt_{who}"), defaults={"user_id": cast.ids[who], "made_at": timezone.now()}
    )
    return Client(headers={"Authorization": f"Bearer kt_{who}"})


def take(cast: Cast, data: Any, *, dry: bool = False) -> Any:
    """The answer to a configuration."""
    path = f"{API}/configuration" + ("?dry_run=1" if dry else "")
    return client(cast).post(path, data, content_type="application/json")


def shape(cast: Cast) -> dict[str, Any]:
    """A firm that has shaped something of each kind; its configuration."""
    visit = own_object(cast.admin, "visit", "Visit")
    price = own_field(cast.admin, visit, "money", "Price")
    own_field(cast.admin, visit, "number", "Twice", formula=f"{price} * 2")
    own_field(cast.admin, PERSON, "choice", "Kind", choices=["Private", "Firm"])
    rule = {"kind": "check", "condition": f"{price} < 0", "message_en": "Below nothing"}
    write.create(cast.admin, "meta.rule", {"name": "Price", "object": visit, **rule})
    grants = {"*": {"read": "own"}, visit: {"read": "unit"}}
    fields = {visit: {price: "none"}}
    values = {"name": "Visitor", "level": 5, "grants": grants, "fields": fields}
    write.create(cast.admin, "access.role", values)
    found: dict[str, Any] = client(cast).get(f"{API}/configuration").json()
    return found


def empty_again(cast: Cast) -> None:
    """Another installation: nothing of it is here, and other fields have taken the numbers."""
    with transaction.atomic():
        DataRule.objects.all().delete()
        Role.objects.filter(name="Visitor").delete()
        RuntimeField.objects.all().delete()
        RuntimeObject.objects.all().delete()
        SearchEntry.objects.all().delete()
    drop_runtime_tables()
    cast.admin.world = current_world()
    for n in range(3):
        own_field(cast.admin, PERSON, "text", f"Other {n}")


def test_a_configuration_is_carried_to_another_installation(cast: Cast) -> None:
    """S0-004, S1-38, S4-075: fields keep their meaning under other numbers; all or nothing."""
    data = shape(cast)
    empty_again(cast)
    preview = take(cast, data, dry=True).json()
    assert preview["faults"] == []
    assert {c["verb"] for c in preview["changes"]} == {"create"}
    assert not RuntimeObject.objects.exists(), "a comparison writes nothing"
    assert take(cast, data).status_code == 200
    world = current_world()
    own = {str(s.label): s for s in world.objects["own.visit"].fields.values() if s.runtime}
    assert own["Price"].name != "f_1"
    assert own["Twice"].formula.paths == {(own["Price"].name,)}
    assert DataRule.objects.get().condition == f"{own['Price'].name} < 0"
    assert Role.objects.get(name="Visitor").fields == {"own.visit": {own["Price"].name: "none"}}
    again = take(cast, data, dry=True).json()
    assert (again["changes"], again["faults"]) == ([], [])
    assert {"Other 0"} <= {one["title"] for one in again["only_here"]}
    change = Journal.objects.filter(object="meta.object").latest("id").change
    assert Journal.objects.filter(change=change).count() >= 6, "one change, for one undo"


def test_differences_are_told_field_by_field(cast: Cast) -> None:
    data = shape(cast)
    row = next(r for r in data["records"]["access.role"] if r["name"] == "Visitor")
    row["level"] = 7
    told = take(cast, data, dry=True).json()["changes"]
    assert [(c["title"], c["verb"]) for c in told] == [("Visitor", "change")]
    assert told[0]["told"] == [{"field": "level", "label": "Level", "old": "5", "new": "7"}]
    assert told[0]["fields"] == [{"name": "level", "label": "Level", "old": 5, "new": 7}]


def test_a_preset_is_told_in_the_words_of_the_asker(cast: Cast) -> None:
    """Modules by their titles, fields in his language and with their object, values as words."""
    headers = {"Accept-Language": "de"}
    found = client(cast).post(f"{API}/presets/beauty?dry_run=1", headers=headers).json()
    first, *rest = found["changes"]
    assert (first["object"], [t["old"] for t in first["told"]]) == ("meta.firm", ["alle Module"])
    assert "Kunden" in first["told"][0]["new"]
    assert "people" not in first["told"][0]["new"]
    fields = {c["title"]: c["where"] for c in rest if c["object"] == "meta.field"}
    assert fields["Haartyp"] == "Kontakte"
    stages = {c["where"] for c in rest if c["object"] == "sales.stage"}
    assert stages
    assert "" not in stages
    letters = {c["title"]: c["where"] for c in rest if c["object"] == "mail.template"}
    assert letters == {
        "Course of treatments": "Angebot",
        "Reminder of a visit": "Erinnerung an eine Aufgabe",
    }
    kinds = [(c["where"], c["title"]) for c in rest if c["object"] == "meta.builtin"]
    assert ("Aufgaben", "Art") in kinds


def test_what_cannot_be_taken_in_changes_nothing(cast: Cast) -> None:
    """Bad input: a newer file, no file, a wrong record among good ones: nothing half applied."""
    data = shape(cast)
    empty_again(cast)
    assert take(cast, {**data, "format": 99}).json()["code"] == "configuration.newer"
    assert take(cast, [1]).status_code == 422
    assert take(cast, {"format": 1, "records": {"meta.field": [1]}}).status_code == 422
    data["records"]["meta.rule"][0]["condition"] = "nothing_there > 1"
    preview = take(cast, data, dry=True).json()
    assert [(f["object"], f["field"]) for f in preview["faults"]] == [("meta.rule", "condition")]
    refused = take(cast, data)
    assert refused.status_code == 422
    assert not RuntimeObject.objects.exists()
    assert take(cast, {"format": 1, "modules": [["x"]], "records": {}}).status_code == 422
    assert take(cast, {"format": 1, "modules": 5, "records": {}}).status_code == 422
    foreign = {"format": 1, "modules": ["people", "rockets"], "records": {}}
    told = take(cast, foreign, dry=True).json()
    assert (told["faults"][0]["field"], told["changes"]) == ("modules", [])
    strange = {"format": 1, "records": {"meta.field": [{"surprise": 1}], "no.such": [{}]}}
    told = take(cast, strange, dry=True).json()["faults"]
    assert {f["field"] for f in told} >= {"surprise", ""}
    bad = client(cast).post(f"{API}/configuration", "{", content_type="application/json")
    assert bad.status_code in (400, 422)


def test_only_administrators_see_and_change_the_whole(cast: Cast) -> None:
    person(cast.alice)
    for who in ("alice", "head"):
        asker = client(cast, who)
        assert asker.get(f"{API}/configuration").status_code == 403
        assert asker.get(f"{API}/firm").status_code == 403
        body = {"format": 1, "records": {}}
        answer = asker.post(f"{API}/configuration", body, content_type="application/json")
        assert answer.status_code == 403
        answer = asker.patch(f"{API}/firm", {"name": "Mine"}, content_type="application/json")
        assert answer.status_code == 403


FIRMS = {"ru": "RUB", "de": "EUR"}


def take_preset(cast: Cast, name: str, country: str) -> Any:
    """A firm of a country, in its language, after it has taken a preset in; its client."""
    asker = client(cast)
    values = {"country": country, "currency": FIRMS[country], "language": country}
    assert asker.patch(f"{API}/firm", values, content_type="application/json").status_code == 200
    answer = asker.post(f"{API}/presets/{name}")
    assert answer.status_code == 200, answer.content.decode()
    return asker


@pytest.mark.parametrize("country", FIRMS)
@pytest.mark.parametrize("name", [one["id"] for one in presets.all_of("en")])
def test_each_preset_can_be_taken_in(cast: Cast, name: str, country: str) -> None:
    """S0-004, S1-38, S3-39: for seven trades, in Russia and in Germany; twice changes nothing."""
    asker = take_preset(cast, name, country)
    again = asker.post(f"{API}/presets/{name}?dry_run=1").json()
    assert (again["changes"], again["faults"]) == ([], []), "taken in twice it changes nothing"
    texts = presets.read(name)
    assert all(texts[part][code] for part in ("title", "about") for code in ("ru", "de", "en"))
    assert DEAL in current_world().objects
    for funnel in (f for f in texts["records"]["sales.funnel"] if not f.get("deleted")):
        mine = [r for r in texts["records"]["sales.stage"] if r["funnel"] == funnel["id"]]
        here = stages_of(funnel["name"][country])
        assert here == [r["name"][country] for r in mine], "its own stages and no ready ones"
    rows = {(r["object"], r["field"]): r for r in texts["records"]["meta.builtin"]}
    trade = [one["value"] for one in rows["tasks.task", "kind"]["choices"]]
    offered = current_world().objects["tasks.task"].fields["kind"].options
    assert [one.value for one in offered][: len(trade)] == trade, "its own kinds of task"
    assert_letters(texts["records"]["mail.template"])


def assert_letters(rows: list[dict[str, Any]]) -> None:
    """Letters for an offer and a reminder go out in the words of the trade, in each language."""
    assert [row["purpose"] for row in rows] == ["offer", "reminder"]
    for row in rows:
        for code in LANGUAGES:
            words = row[f"subject_{code}"], row[f"body_{code}"]
            assert templates.chosen(row["purpose"], code) == words
            assert words != purposes.known()[row["purpose"]].words(code)
            assert "{{" not in wording.preview(row["purpose"], code, words)["text"]


def test_another_trade_brings_its_letters_in_place_of_the_first(cast: Cast) -> None:
    """S1-38: a purpose has one template in use, so the next preset words that one otherwise."""
    asker = take_preset(cast, "beauty", "de")
    answer = asker.post(f"{API}/presets/windows")
    assert answer.status_code == 200, answer.content.decode()
    rows = current_world().objects["mail.template"].twin.objects.filter(deleted=False)
    names = rows.order_by("created_at").values_list("name", flat=True)
    assert list(names) == ["Angebot für Fenster", "Erinnerung an Aufmaß oder Montage"]


def test_a_ready_pipeline_goes_unless_it_is_in_use(cast: Cast) -> None:
    """A file can say what a trade does not have; what holds records stays, and this is told."""
    funnel, _first, _second = funnel_of(cast.admin)
    wish = {"format": 1, "records": {"sales.funnel": [{"name": "SALES", "deleted": True}]}}
    deal(cast.admin, person(cast.admin), funnel=str(funnel))
    told = take(cast, wish).json()
    assert told["changes"] == []
    assert [one["title"] for one in told["only_here"]] == ["Sales"]

    other = write.create(cast.admin, "sales.funnel", {"name": "Leads"})
    wish["records"]["sales.funnel"] = [{"name": "Leads", "deleted": True}]  # type: ignore[index]
    assert [one["verb"] for one in take(cast, wish, dry=True).json()["changes"]] == ["delete"]
    assert take(cast, wish).status_code == 200
    rows = current_world().objects["sales.funnel"].twin.objects
    assert rows.get(pk=other).deleted
    assert take(cast, wish).json()["changes"] == []


def stages_of(funnel: str) -> list[str]:
    """The stages of a funnel by its name, in order."""
    rows = current_world().objects["sales.stage"].twin.objects.filter(funnel__name=funnel)
    return list(rows.filter(deleted=False).order_by("position").values_list("name", flat=True))


def own_names(object: str) -> dict[str, str]:
    """The fields of one's own of an object by their German labels."""
    found = RuntimeField.objects.filter(object=object)
    return {row.label_de: f"f_{row.number}" for row in found}


def make(asker: Any, object: str, **values: Any) -> Any:
    """The answer to a new record, its own fields named by their labels."""
    named = own_names(object)
    body = {named.get(name, name): value for name, value in values.items()}
    return asker.post(f"{API}/records/{object}", body, content_type="application/json")


def test_a_wholesaler_sees_terms_debts_and_stops(cast: Cast) -> None:
    """S1-38: what the preset promises is computed: due date, debt, limit left, stop."""
    asker = take_preset(cast, "wholesale", "de")
    limits = {"Kreditlimit": {"amount": "1000.00", "currency": "EUR"}, "Zahlungsziel in Tagen": 14}
    buyer = make(asker, "people.company", name="Abnehmer", **limits).json()
    deal = {"company": buyer["id"], "Lieferung am": "2026-12-01"}
    amount = {"amount": "400.00", "currency": "EUR"}
    sold = make(asker, DEAL, name="Palette", amount=amount, **deal).json()
    names = own_names(DEAL)
    assert sold[names["Zahlbar bis"]] == "2026-12-15"
    assert sold[names["Offener Betrag"]]["amount"] == "400.00"
    path = f"{API}/records/people.company/{buyer['id']}"
    known = asker.get(path).json()
    assert known[own_names("people.company")["Freies Limit"]]["amount"] == "600.00"
    stop = {own_names("people.company")["Liefersperre"]: True}
    stamp = {"If-Match": f'"{known["version"]}"'}
    changed = asker.patch(path, stop, content_type="application/json", headers=stamp)
    assert changed.status_code == 200, changed.content
    refused = make(asker, DEAL, name="Noch eine", amount=amount, **deal)
    assert "Liefersperre" in refused.content.decode()
    assert refused.status_code == 422


def test_a_salon_counts_visits_and_hides_telephones_from_stylists(cast: Cast) -> None:
    """S1-38: price and end of a visit follow; a stylist is closed to what he must not see."""
    asker = take_preset(cast, "beauty", "de")
    price = {"amount": "45.00", "currency": "EUR"}
    cut = make(asker, "catalog.product", name="Schnitt", price=price).json()
    guest = make(asker, PERSON, last_name="Krause").json()
    visit = {"Kunde": guest["id"], "Leistung": cut["id"], "Beginn": "2026-11-23T10:00:00Z"}
    made = make(asker, "own.visit", name="Krause, Schnitt", **visit).json()
    names = own_names("own.visit")
    assert made[names["Preis"]]["amount"] == "45.00"
    assert made[names["Ende"]].startswith("2026-11-23T11:00:00")
    seen = asker.get(f"{API}/records/{PERSON}/{guest['id']}").json()
    assert seen[own_names(PERSON)["Termine"]] == 1
    role = Role.objects.get(name="Mitarbeiter am Stuhl")
    assert role.fields[PERSON]["phones"] == "none"
    assert role.fields[PERSON][own_names(PERSON)["Umsatz"]] == "none"


def test_the_firm_is_changed_by_administrators(cast: Cast) -> None:
    """S0-028: a module that is switched off is gone from menu and API; its data stays."""
    asker = client(cast)
    key = person(cast.admin)

    def change(**values: Any) -> Any:
        return asker.patch(f"{API}/firm", values, content_type="application/json")

    on = [m["id"] for m in asker.get(f"{API}/firm").json()["modules"] if m["id"] != "tasks"]
    answer = change(modules=on, name="Okna Plus", timezone="Europe/Berlin")
    assert answer.status_code == 200, answer.content
    assert asker.get(f"{API}/records/tasks.task").status_code == 404
    assert "tasks.task" not in asker.get(f"{API}/meta").json()["objects"]
    assert asker.get(f"{API}/records/people.person/{key}").status_code == 200
    assert change(modules=[*on, "tasks"]).status_code == 200
    assert asker.get(f"{API}/records/tasks.task").status_code == 200
    row = Journal.objects.filter(object="meta.firm").order_by("id")[0]
    assert row.changes["name"] == ["Okna", "Okna Plus"]
    assert change(timezone="Mars/Base").json()["errors"][0]["field"] == "timezone"
    assert change(modules=["offers"]).status_code == 422
    assert change(currency="XXXX").status_code == 422
