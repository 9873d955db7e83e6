"""Sample data: made as the firm has shaped its system, seen as such, and cleared alone."""

from __future__ import annotations

import threading
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
import regex
from django.core import mail
from django.db import transaction
from django.test import Client
from django.utils import timezone

from kartei.modules.offers.tests.papers import pdf
from kartei.platform.access.models import Notice, Token
from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.flow import queue
from kartei.platform.flow.jobs import Cancelled
from kartei.platform.flow.models import Job
from kartei.platform.flow.worker import perform
from kartei.platform.kit.ids import uuid7
from kartei.platform.records import samples, write
from kartei.platform.records.ask import Ask
from kartei.platform.records.models import (
    Entry,
    Journal,
    Numerator,
    Sample,
    SearchEntry,
    StoredFile,
)
from kartei.platform.records.query import page, select
from kartei.platform.records.tests.scene import (
    COMPANY,
    DEAL,
    PERSON,
    company,
    deal,
    drop_runtime_tables,
    note,
    own_field,
    own_object,
    person,
)
from kartei.web.commands import samples as samples_word
from kartei.web.first_run import FirstRun, default_records
from kartei.web.sessions import digest

pytestmark = pytest.mark.django_db(transaction=True)
API, JSON = "/api/v1", "application/json"
TASK, OFFER = "tasks.task", "offers.offer"


@pytest.fixture
def cast() -> Iterator[Cast]:
    """A firm with the ready pipelines of a new installation."""
    found = make_cast()
    wish = FirstRun("Okna", "ru", "ru", "RUB", "Europe/Moscow", "admin", "secret-word", "Admin")
    with transaction.atomic():
        default_records(found.admin, wish)
    yield found
    drop_runtime_tables()


def client(cast: Cast, who: str = "admin") -> Client:
    """A program with a token of one of the cast."""
    Token.objects.get_or_create(
        key=digest(f"kt_{who}"), defaults={"user_id": cast.ids[who], "made_at": timezone.now()}
    )
    return Client(headers={"Authorization": f"Bearer kt_{who}", "Accept-Language": "en"})


def fill(cast: Cast, amount: str = "small") -> dict[str, Any]:
    """Make samples; nothing was refused."""
    told = samples.fill(cast.admin, amount, uuid7())
    assert told["failed"] == 0, told["reasons"]
    return told


def clear(cast: Cast, **wish: bool) -> dict[str, Any]:
    """Clear the samples."""
    return samples.clear(cast.admin, samples.Wish(**wish))


def keys_of(name: str) -> list[UUID]:
    """The samples of an object."""
    return list(Sample.objects.filter(object=name).values_list("record", flat=True))


def all_of(cast: Cast, name: str) -> list[dict[str, Any]]:
    """The records of an object."""
    found: list[dict[str, Any]] = page(cast.admin, name, Ask(limit=200, fields=("*",)))["items"]
    return found


def work() -> Job:
    """Do the one job that waits."""
    row = queue.claim("me")
    assert row is not None
    perform(row, "me", threading.Event())
    row.refresh_from_db()
    return row


def test_samples_fit_the_objects_and_fields_that_the_firm_has_made(cast: Cast) -> None:
    """S0-133: what the firm has shaped is filled with values that it would accept."""
    admin = cast.admin
    visit = own_object(admin, "visit", "Visit", pipeline=True)
    size = own_field(admin, visit, "integer", "Size", low="40", high="45", required=True)
    code = own_field(admin, visit, "text", "Code", pattern="[A-Z]{2}-[0-9]{3}", length=6)
    kind = own_field(admin, visit, "choice", "Kind", choices=["north", "south"])
    share = own_field(admin, visit, "percent", "Share", low="0.5", high="0.7")
    client_of = own_field(admin, visit, "link", "Client", target=COMPANY)
    price = own_field(admin, visit, "money", "Price", low="10", high="20", currency="EUR")
    badge = own_field(admin, COMPANY, "text", "Badge", unique=True, required=True)

    fill(cast)

    visits = all_of(cast, visit)
    companies = {str(key) for key in keys_of(COMPANY)}
    assert len(visits) == 8
    assert len({one["stage"]["id"] for one in visits}) > 1
    for one in visits:
        assert 40 <= one[size] <= 45
        assert regex.fullmatch("[A-Z]{2}-[0-9]{3}", one[code])
        assert one[kind] in ("north", "south")
        assert 0.5 <= float(one[share]) <= 0.7
        assert one[client_of]["id"] in companies
        assert 10 <= float(one[price]["amount"]) <= 20
        assert one[price]["currency"] == "EUR"
        assert one["sample"] is True
    badges = [one[badge] for one in all_of(cast, COMPANY)]
    assert len(set(badges)) == len(badges) == 12


def test_samples_fill_the_pipelines_and_eat_none_of_the_firms_numbers(cast: Cast) -> None:
    """S2-21: deals stand on all stages; the first real deal is number one."""
    fill(cast)
    stages = {one["stage"]["id"] for one in all_of(cast, DEAL)}
    offers = all_of(cast, OFFER)
    assert len(stages) >= 8
    about = {one["about"]["object"] for one in all_of(cast, TASK)}
    assert about == {DEAL, COMPANY, PERSON}
    assert all(one["number"].startswith("DEMO-") for one in [*offers, *all_of(cast, DEAL)])
    assert not Numerator.objects.exclude(key__startswith="samples/").exists()
    assert not Notice.objects.exists()
    assert mail.outbox == []
    real = deal(cast.admin, person(cast.admin))
    assert select(cast.admin, DEAL, [real])[real]["number"] == "1"


def test_clearing_leaves_every_real_record(cast: Cast) -> None:
    mine = company(cast.admin, "Real company")
    fill(cast)
    later = person(cast.admin, company=str(mine))
    made = {name: len(keys_of(name)) for name in (COMPANY, PERSON, DEAL, OFFER, TASK)}
    key = keys_of(PERSON)[0]

    told = clear(cast)

    assert told["kept"] == 0
    assert {name: told["cleared"][name] for name in made} == made
    assert [one["id"] for one in all_of(cast, COMPANY)] == [str(mine)]
    assert [one["id"] for one in all_of(cast, PERSON)] == [str(later)]
    assert not all_of(cast, DEAL)
    assert not Sample.objects.exists()
    assert not Numerator.objects.filter(key__startswith="samples/").exists()
    assert set(SearchEntry.objects.filter(object=PERSON).values_list("record", flat=True)) == {
        later
    }
    told_of = Journal.objects.filter(record=key).order_by("id")
    assert [(row.verb, row.changes, row.via) for row in told_of][-1] == ("purge", {}, "samples")
    assert all(row.changes == {} for row in told_of)


def test_what_real_records_lead_to_stays_unless_its_links_are_emptied(cast: Cast) -> None:
    fill(cast)
    mine = person(cast.admin, company=str(keys_of(COMPANY)[0]))
    target = keys_of(DEAL)[0]
    about = {"object": DEAL, "id": str(target)}
    todo = write.create(cast.admin, TASK, {"name": "Ring", "about": about})
    offer = write.create(
        cast.admin,
        OFFER,
        {"lines": [{"product": str(keys_of("catalog.product")[0]), "quantity": "2"}]},
    )

    shown = samples.preview(cast.admin)
    assert shown["held_count"] == 3
    held = {one["object"]: one for one in shown["held"]}
    assert held[DEAL]["by"][0]["title"] == "Ring"
    clear(cast)
    # the deal's own client is kept with it
    kept = select(cast.admin, DEAL, [target])[target]
    assert set(keys_of(DEAL)) == {target}
    assert UUID(kept["company"]["id"]) in keys_of(COMPANY)
    assert keys_of("catalog.product") == [
        UUID(select(cast.admin, OFFER, [offer])[offer]["lines"][0]["product"]["id"])
    ]

    told = clear(cast, empty_links=True)
    assert told["kept"] == 0
    assert not Sample.objects.exists()
    assert select(cast.admin, PERSON, [mine])[mine]["company"] is None
    assert select(cast.admin, TASK, [todo])[todo]["about"] is None
    line = select(cast.admin, OFFER, [offer])[offer]["lines"][0]
    assert line["product"] is None
    assert line["name"]


def test_samples_that_people_changed_are_told_and_can_be_kept(cast: Cast) -> None:
    fill(cast)
    first, second, third = keys_of(PERSON)[:3]
    write.change(cast.head, PERSON, first, {"city": "Tula"})
    note(cast.head, PERSON, second)
    assert samples.preview(cast.admin)["edited"] == 2

    clear(cast, keep_edited=True)
    assert set(keys_of(PERSON)) == {first, second}
    assert third not in select(cast.admin, PERSON, [third])
    clear(cast)
    assert not Sample.objects.exists()


def test_a_second_filling_adds_and_takes_up_its_numbers(cast: Cast) -> None:
    fill(cast)
    fill(cast)
    products = all_of(cast, "catalog.product")
    assert len({one["article"] for one in products}) == len(products) == 24
    clear(cast)
    assert not all_of(cast, "catalog.product")


def test_what_is_made_before_the_end_is_marked_and_goes_on_after_a_crash(cast: Cast) -> None:
    job, seen = uuid7(), list[tuple[int, dict[str, Any]]]()

    def stop(done: int, _total: int, told: dict[str, Any]) -> None:
        if len(seen) == 2:
            raise Cancelled
        seen.append((done, told))

    with pytest.raises(Cancelled):
        samples.fill(cast.admin, "small", job, stop)
    done, told = seen[-1]
    assert Sample.objects.count() == len(all_of(cast, COMPANY)) == done == 10

    told = samples.fill(cast.admin, "small", job, done=done, result=told)
    assert told["made"][COMPANY] == len(all_of(cast, COMPANY)) == 12
    assert sum(told["made"].values()) == Sample.objects.count()


def test_a_list_shows_samples_alone_or_leaves_them_out(cast: Cast) -> None:
    mine = str(company(cast.admin, "Real company"))
    fill(cast)
    ask = client(cast)

    def names(value: str) -> set[str]:
        answer = ask.get(f"{API}/records/{COMPANY}", {"filter": value}).json()
        return {one["id"] for one in answer["items"]}

    assert names('["sample", "=", true]') == {str(key) for key in keys_of(COMPANY)}
    assert names('["sample", "=", false]') == {mine}
    assert names('["not", ["sample", "=", true]]') == {mine}
    assert "sample" not in ask.get(f"{API}/records/{COMPANY}/{mine}").json()
    sample = ask.get(f"{API}/records/{COMPANY}/{keys_of(COMPANY)[0]}").json()
    assert sample["sample"] is True
    fault = ask.patch(
        f"{API}/records/{COMPANY}/{sample['id']}",
        {"sample": False},
        content_type=JSON,
        headers={"If-Match": str(sample["version"])},
    )
    assert fault.status_code == 422
    board = ask.get(f"{API}/records/{DEAL}/board").json()
    assert any(card.get("sample") for column in board["columns"] for card in column["items"])


def test_administrators_alone_fill_and_clear_one_job_at_a_time(cast: Cast) -> None:
    for who in ("head", "alice"):
        other = client(cast, who)
        assert other.get(f"{API}/samples").status_code == 403
        assert other.post(f"{API}/samples", {}, content_type=JSON).status_code == 403
        assert other.delete(f"{API}/samples", {}, content_type=JSON).status_code == 403
    ask = client(cast)
    ordered = ask.post(f"{API}/samples", {"amount": "small"}, content_type=JSON)
    assert ordered.status_code == 202
    assert ask.delete(f"{API}/samples", {}, content_type=JSON).status_code == 409
    assert ask.get(f"{API}/samples").json()["job"]["id"] == ordered.json()["job"]
    assert work().state == Job.DONE
    shown = ask.get(f"{API}/samples").json()
    assert shown["job"] is None
    assert shown["count"] == Sample.objects.count() > 50

    assert ask.delete(f"{API}/samples", {}, content_type=JSON).status_code == 202
    row = work()
    assert row.state == Job.DONE
    assert sum((row.result or {})["cleared"].values()) == shown["count"]
    assert ask.get(f"{API}/samples").json()["count"] == 0


def test_what_the_firms_own_rules_refuse_is_not_made_and_told(cast: Cast) -> None:
    rule = {"kind": "check", "condition": "last_name != ''", "message_en": "No persons here"}
    write.create(cast.admin, "meta.rule", {"name": "Nobody", "object": PERSON, **rule})
    told = samples.fill(cast.admin, "small", uuid7())
    assert told["failed"] == 20
    assert told["reasons"] == ["contact: No persons here"]
    assert not keys_of(PERSON)
    assert len(keys_of(COMPANY)) == 12


def test_the_word_fills_and_clears(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    def word(*words: str) -> str:
        parser = ArgumentParser()
        samples_word.add_arguments(parser)
        assert samples_word.run(parser.parse_args(words)) == 0
        return capsys.readouterr().out

    assert f"{COMPANY}: 12" in word("fill")
    assert "kept: 0" in word("clear")
    assert not Sample.objects.exists()


def test_what_hangs_on_a_sample_alone_goes_with_it(cast: Cast) -> None:
    fill(cast)
    key = keys_of(OFFER)[0]
    note(cast.admin, OFFER, key, "Looks well")
    pdf(cast.admin, key)
    assert StoredFile.objects.filter(record=key).exists()
    clear(cast)
    assert not Sample.objects.exists()
    assert not StoredFile.objects.filter(record=key).exists()
    assert not Entry.objects.filter(record=key).exists()
