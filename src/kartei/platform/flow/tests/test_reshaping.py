"""The kind of a field is changed with its values, beside the writers (S4-070, S0-064)."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, connections, transaction

from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.flow import jobs, queue, reshaping
from kartei.platform.flow.models import Job
from kartei.platform.flow.worker import perform
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.models import DataRule, Firm, Reshape, RuntimeField, SavedView
from kartei.platform.meta.world import current_world
from kartei.platform.records import query, store, write
from kartei.platform.records.ask import Ask
from kartei.platform.records.models import Journal, Value
from kartei.platform.records.reshaping import service, work
from kartei.platform.records.reshaping.preview import preview
from kartei.platform.records.reshaping.service import Wish
from kartei.platform.records.tests.scene import (
    PERSON,
    drop_runtime_tables,
    events,
    own_field,
    own_object,
    person,
)
from kartei.platform.records.undo import undo

pytestmark = pytest.mark.django_db(transaction=True)
TABLE = "x_people_person"


@pytest.fixture
def cast() -> Iterator[Cast]:
    """A firm that writes numbers and days as Germans do."""
    made = make_cast()
    Firm.objects.filter(pk=1).update(language="de")
    yield made
    drop_runtime_tables()


def key_of(name: str) -> UUID:
    """The metadata record of a field."""
    return RuntimeField.objects.get(number=int(name[2:])).pk


def order(cast: Cast, name: str, kind: str = "", **more: Any) -> Job:
    return reshaping.start(cast.admin, key_of(name), Wish(kind, **more))


def do(cast: Cast, row: Job) -> Job:
    """Perform a job here, all the jobs that are due before it, too."""
    while (claimed := queue.claim("me")) is not None:
        perform(claimed, "me", threading.Event())
    row.refresh_from_db()
    cast.admin.world = current_world()
    return row


def change(cast: Cast, name: str, kind: str = "", **more: Any) -> None:
    """Change the kind of a field to the end."""
    done = do(cast, order(cast, name, kind, **more))
    assert (done.state, done.error) == (Job.DONE, "")


def shown(cast: Cast, key: UUID, name: str) -> Any:
    return query.select(cast.admin, PERSON, [key])[key][name]


def filled(cast: Cast, name: str, *values: Any) -> list[UUID]:
    return [person(cast.admin, f"P{n}", **{name: value}) for n, value in enumerate(values)]


def columns() -> set[str]:
    with connection.cursor() as cursor:
        found = connection.introspection.get_table_description(cursor, TABLE)
    return {column.name for column in found}


def refused(cast: Cast, name: str, kind: str) -> Refusal:
    with pytest.raises(Refusal) as caught:
        order(cast, name, kind)
    return caught.value


def test_texts_become_numbers_and_what_is_none_goes_into_the_history(cast: Cast) -> None:
    """S4-070: list, filter, sort and index go on under the same name, in the new kind."""
    name = own_field(cast.admin, PERSON, "text", "Width", indexed=True)
    keys = filled(cast, name, "1.234,5", "20", "about three", None)
    change(cast, name, "number")
    assert [shown(cast, key, name) for key in keys] == ["1234.5", "20", None, None]
    spec = cast.admin.world.objects[PERSON].fields[name]
    assert (spec.kind.name, spec.stem, spec.runtime) == ("number", f"{name}v2", True)
    ask = Ask(filter=[name, ">", "19"], sort=f"-{name}", fields=(name,))
    assert [row[name] for row in query.page(cast.admin, PERSON, ask)["items"]] == ["1234.5", "20"]
    told = [c for e in events(cast.admin, PERSON, keys[2]) for c in e["changes"] if c["new"] == ""]
    assert [(c["old"], c["new"]) for c in told] == [("about three", "")]
    assert not query.page(cast.admin, PERSON, Ask(search="about three"))["items"]
    fresh = person(cast.admin, "New", **{name: "7"})
    assert shown(cast, fresh, name) == "7"


def test_the_preview_counts_all_and_shows_some(cast: Cast) -> None:
    name = own_field(cast.admin, PERSON, "text", "Day", length=20)
    filled(cast, name, "1.2.2026", "1.2.2026", "soon", None)
    said = preview(cast.admin, key_of(name), Wish("date"))
    assert (said["values"], said["fits"], said["lost"]) == (3, 2, 1)
    assert [(e["old"], e["count"]) for e in said["examples"]] == [("1.2.2026", 2)]
    assert [f["old"] for f in said["faults"]] == ["soon"]
    assert "soon" in said["faults"][0]["why"]
    assert len(said["dropped"]) == 1
    assert not Reshape.objects.exists()
    assert columns() == {"base_id", name, f"{name}_key"}


def test_texts_become_choices_and_choices_become_texts_again(cast: Cast) -> None:
    """Taken back, each record has the very text that it had."""
    name = own_field(cast.admin, PERSON, "text", "Colour")
    keys = filled(cast, name, "Red", "red ", "Blue", "x" * 121)
    said = preview(cast.admin, key_of(name), Wish("choice"))
    assert [(c["label"], c["count"]) for c in said["choices"]] == [("Red", 2), ("Blue", 1)]
    assert (said["fits"], said["lost"]) == (3, 1)
    change(cast, name, "choice")
    one, same, blue, long = (shown(cast, key, name) for key in keys)
    assert one == same != blue
    assert long is None
    write.change(cast.admin, PERSON, keys[2], {name: one})
    said = preview(cast.admin, key_of(name), Wish(back=True))
    assert (said["fits"], said["lost"], said["choices"]) == (4, 0, [])
    change(cast, name, back=True)
    assert [shown(cast, key, name) for key in keys] == ["Red", "red", "Red", "x" * 121]
    assert cast.admin.world.objects[PERSON].fields[name].kind.name == "text"


def test_one_becomes_several_and_several_become_one_where_there_is_one(cast: Cast) -> None:
    name = own_field(cast.admin, PERSON, "choice", "Colour", choices=["red", "blue"])
    keys = filled(cast, name, "red", "blue")
    change(cast, name, "choices")
    assert [shown(cast, key, name) for key in keys] == [["red"], ["blue"]]
    found = query.page(cast.admin, PERSON, Ask(filter=[name, "has", "red"], fields=(name,)))
    assert len(found["items"]) == 1
    write.change(cast.admin, PERSON, keys[0], {name: ["red", "blue"]})
    change(cast, name, "choice")
    assert [shown(cast, key, name) for key in keys] == [None, "blue"]
    assert not Value.objects.filter(field=name).exists()


def test_links_become_several_and_texts_become_phones(cast: Cast) -> None:
    to = own_field(cast.admin, PERSON, "link", "Friend", target=PERSON)
    call = own_field(cast.admin, PERSON, "text", "Call")
    first = person(cast.admin, "First", **{call: "+49 30 901820"})
    second = person(cast.admin, "Second", **{to: str(first), call: "none of yours"})
    change(cast, to, "links")
    change(cast, call, "phones")
    assert [one["id"] for one in shown(cast, second, to)] == [str(first)]
    assert [one["value"] for one in shown(cast, first, call)] == ["+4930901820"]
    assert shown(cast, second, call) == []
    change(cast, call, "text")
    assert shown(cast, first, call) == "+49 30 901820"


def test_values_that_would_be_rounded_or_are_in_other_money_stay_out(cast: Cast) -> None:
    name = own_field(cast.admin, PERSON, "number", "Size")
    keys = filled(cast, name, "5", "2.5")
    change(cast, name, "integer")
    assert [shown(cast, key, name) for key in keys] == [5, None]
    change(cast, name, "money", currency="USD")
    assert shown(cast, keys[0], name) == {"amount": "5.00", "currency": "USD"}
    write.change(cast.admin, PERSON, keys[1], {name: {"amount": "3", "currency": "EUR"}})
    change(cast, name, "number")
    assert [shown(cast, key, name) for key in keys] == ["5", None]


def test_an_object_made_in_the_browser_goes_the_same_way(cast: Cast) -> None:
    visit = own_object(cast.admin, "visit")
    name = own_field(cast.admin, visit, "text", "On")
    key = write.create(cast.admin, visit, {"name": "First", name: "2026-11-22"})
    change(cast, name, "date")
    change(cast, name, "moment")
    change(cast, name, "text")
    assert "22.11.2026" in query.select(cast.admin, visit, [key])[key][name]


def test_what_is_written_meanwhile_is_converted_too(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S4-070: changed, made and emptied between the first batch and the switch."""
    name = own_field(cast.admin, PERSON, "text", "Width")
    keys = filled(cast, name, "1", "2", "3")
    monkeypatch.setattr(work, "STEP", 1)
    late: list[UUID] = []
    approach = work.approach

    def written_before(way: Any, reshape: Any, pause: Any) -> None:
        write.change(cast.admin, PERSON, keys[0], {name: "10"})
        approach(way, reshape, pause)
        write.change(cast.admin, PERSON, keys[1], {name: None})
        late.append(person(cast.admin, "Late", **{name: "40"}))

    monkeypatch.setattr(work, "approach", written_before)
    change(cast, name, "integer")
    assert [shown(cast, key, name) for key in (*keys, *late)] == [10, None, 3, 40]


def test_a_batch_gives_way_to_who_holds_its_rows(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL: it gives up and comes again, and keeps the choices of the failed attempt."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    name = own_field(cast.admin, PERSON, "text", "Colour")
    keys = filled(cast, name, "red", "blue")
    tries: list[str] = []
    save = store.write_columns

    def blocked_once(drafts: Any) -> None:
        tries.append("try")
        if len(tries) > 1:
            save(drafts)
            return
        held = threading.Event()
        leave = threading.Event()
        holder = threading.Thread(target=hold_rows, args=(held, leave))
        holder.start()
        assert held.wait(60)
        try:
            save(drafts)
        finally:
            leave.set()
            holder.join(60)

    monkeypatch.setattr(store, "write_columns", blocked_once)
    change(cast, name, "choice")
    monkeypatch.undo()
    assert len(tries) > 1
    labels = {o.value: str(o.label) for o in cast.admin.world.objects[PERSON].fields[name].options}
    assert [labels[shown(cast, key, name)] for key in keys] == ["red", "blue"]


def hold_rows(held: threading.Event, leave: threading.Event) -> None:
    """Somebody whose change of all rows lasts."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SELECT 1 FROM {TABLE} FOR UPDATE")
            held.set()
            leave.wait(60)
    finally:
        connections.close_all()


def test_a_second_worker_goes_on_where_the_first_was_killed(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once before the switch and once after it; no value is lost, no history told twice."""
    name = own_field(cast.admin, PERSON, "text", "Width")
    keys = filled(cast, name, "1", "x", "3", "y")
    monkeypatch.setattr(work, "STEP", 1)
    row = order(cast, name, "integer")
    for stop in (2, 6):
        died = kill_at(cast, row, stop)
        assert died == stop
    assert do(cast, row).state == Job.DONE
    assert [shown(cast, key, name) for key in keys] == [1, None, 3, None]
    assert row.result == {"kind": "integer", "noted": 2}
    for key in (keys[1], keys[3]):
        told = [e for e in events(cast.admin, PERSON, key) if e["kind"] == "change"]
        assert len(told) == 1


def kill_at(cast: Cast, row: Job, stop: int) -> int:
    """Let a worker vanish when so many records are done; how many are."""
    claimed = queue.claim("first")
    assert claimed is not None

    def step(done: int, memo: dict[str, Any]) -> None:
        Job.objects.filter(pk=row.pk).update(done=done, memo=memo)
        if done == stop:
            claimed.done = done

    def pause() -> None:
        if claimed.done == stop:
            raise SystemExit

    key = UUID(row.args["reshape"])
    with pytest.raises(SystemExit):
        work.run(cast.admin, key, work.Steps(step, step, pause), claimed.memo)
    Job.objects.filter(pk=row.pk).update(state=Job.WAITING, worker="", lease_until=None)
    return Job.objects.values_list("done", flat=True).get(pk=row.pk)


def test_a_change_that_is_stopped_leaves_nothing_behind(cast: Cast) -> None:
    name = own_field(cast.admin, PERSON, "text", "Call")
    filled(cast, name, "+49 30 901820")
    before = columns()
    row = order(cast, name, "phones")
    assert refused(cast, name, "number").code == "meta.converting"
    with pytest.raises(Refusal):
        write.change(cast.admin, "meta.field", key_of(name), {"label_en": "Other"})
    with pytest.raises(Refusal):
        write.bin_many(cast.admin, "meta.field", [key_of(name)])
    jobs.cancel(row)
    assert columns() == before
    assert not Reshape.objects.exists()
    assert not Value.objects.filter(field=name).exists()
    change(cast, name, "phones")


def test_a_wish_to_stop_after_the_switch_leaves_no_note_unwritten(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S4-070: the kind is changed for everybody by then; histories and search follow it."""
    name = own_field(cast.admin, PERSON, "text", "Width")
    keys = filled(cast, name, "20", "about three")
    row = order(cast, name, "number")
    real = work.settle

    def stopped(*args: Any) -> None:
        jobs.cancel(row)
        real(*args)

    monkeypatch.setattr(work, "settle", stopped)
    assert do(cast, row).state == Job.DONE
    told = [c for e in events(cast.admin, PERSON, keys[1]) for c in e["changes"]]
    assert ("about three", "") in [(c["old"], c["new"]) for c in told]
    assert not query.page(cast.admin, PERSON, Ask(search="about three"))["items"]


def test_what_would_break_is_named_and_the_change_refused(cast: Cast) -> None:
    """S4-070, BX-39: a formula, a rule, a chained choice, a rollup's link and a saved view."""
    admin = cast.admin
    name = own_field(admin, PERSON, "number", "Size")
    own_field(admin, PERSON, "number", "Twice", formula=f"{name} * 2")
    kept = own_field(admin, PERSON, "text", "Words", formula=f"CONCAT({name}, '')")
    key = person(admin, **{name: "7"})
    rule = {"name": "Small", "object": PERSON, "kind": "check", "condition": f"{name} > 5"}
    write.create(admin, "meta.rule", {**rule, "message_en": "Too large"})
    SavedView.objects.create(
        object=PERSON, title="Large", owner_id=cast.alice.user, state={"filter": [name, ">", "1"]}
    )
    said = preview(admin, key_of(name), Wish("longtext"))
    broken = {use["title"]: use["what"] for use in said["uses"] if use["why"]}
    assert sorted(broken.values()) == ["formula", "rule", "view"]
    assert any(title.startswith("Large (") for title in broken)
    assert {u["title"].rpartition(": ")[2] for u in said["uses"] if not u["why"]} == {"Words"}
    refusal = refused(cast, name, "longtext")
    assert refusal.code == "meta.needed"
    assert "Twice" in refusal.detail
    change(cast, name, "percent")
    assert kept in admin.world.objects[PERSON].fields
    for other in RuntimeField.objects.filter(label_en="Twice"):
        write.bin_many(admin, "meta.field", [other.pk])
    write.bin_many(admin, "meta.rule", [DataRule.objects.get().pk])
    SavedView.objects.all().delete()
    change(cast, name, "text")
    assert (shown(cast, key, name), shown(cast, key, kept)) == ("7 %", "7 %")


def test_what_cannot_change_its_kind_says_why(cast: Cast) -> None:
    """Computed, held apart, a file; for who may not shape, or does not see all values."""
    admin = cast.admin
    paper = own_field(admin, PERSON, "file", "Paper")
    once = own_field(admin, PERSON, "text", "Once", unique=True)
    plain = own_field(admin, PERSON, "text", "Plain")
    sum_up = own_field(admin, PERSON, "number", "Sum", formula="1 + 1")
    for name in (paper, once, sum_up):
        assert service.offer(admin, key_of(name))["why"]
        assert refused(cast, name, "longtext").code == "meta.not_convertible"
    assert refused(cast, plain, "link").status == 422
    assert refused(cast, plain, "choice").code == "meta.choices"
    with pytest.raises(Refusal) as caught:
        preview(cast.alice, key_of(plain), Wish("number"))
    assert caught.value.status in (403, 404)
    cast.grant("alice", {"meta.field": {"read": "organisation", "write": "organisation"}})
    with pytest.raises(Refusal) as caught:
        reshaping.start(cast.alice, key_of(plain), Wish("number"))
    assert caught.value.status == 403


def test_a_change_is_not_carried_out_for_who_may_no_longer_do_so(cast: Cast) -> None:
    """S4-088: rights are asked again at the switch; what was prepared goes."""
    name = own_field(cast.admin, PERSON, "text", "Width")
    filled(cast, name, "1")
    grants = {"meta.field": {"read": "organisation", "write": "organisation"}}
    cast.grant("head", {**grants, PERSON: {"read": "organisation"}})
    before = columns()
    row = reshaping.start(cast.head, key_of(name), Wish("integer"))
    cast.grant("head", {**grants, PERSON: {"read": "unit"}})
    assert do(cast, row).state == Job.FAILED
    assert columns() == before
    assert not Reshape.objects.exists()
    assert RuntimeField.objects.get().kind == "text"


def test_older_changes_are_told_as_they_were_and_not_put_back(cast: Cast) -> None:
    name = own_field(cast.admin, PERSON, "link", "Friend", target=PERSON)
    friend = person(cast.admin, "Friend")
    key = person(cast.admin, "Anna")
    write.change(cast.admin, PERSON, key, {name: str(friend)})
    change(cast, name, "links")
    told = [c["new"] for e in events(cast.admin, PERSON, key) for c in e["changes"]]
    assert told == ["Friend"]
    row = Journal.objects.get(record=key, verb="change")
    assert undo(cast.admin, row.change)["undone"] == 0
    assert [one["id"] for one in shown(cast, key, name)] == [str(friend)]


def test_old_columns_go_after_a_month_and_then_nothing_is_taken_back(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = own_field(cast.admin, PERSON, "text", "Width", indexed=True)
    filled(cast, name, "1")
    change(cast, name, "integer")
    assert service.offer(cast.admin, key_of(name))["back"]
    monkeypatch.setattr(reshaping, "KEPT", -reshaping.KEPT)
    reshaping.clear_old()
    assert columns() == {"base_id", f"{name}v2"}
    assert service.offer(cast.admin, key_of(name))["back"] is None
