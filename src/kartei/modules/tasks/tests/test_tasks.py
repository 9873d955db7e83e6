"""Tasks: verbs, the day of a user, reminders, and the next step of what they are about."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from kartei.modules.tasks import contract
from kartei.modules.tasks.models import Reminder
from kartei.platform.access.models import User
from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.mail import news
from kartei.platform.mail.models import Letter
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.versions import bump_access
from kartei.platform.records import commands, write
from kartei.platform.records.models import Journal
from kartei.platform.records.query import select

pytestmark = pytest.mark.django_db
TASK = "tasks.task"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def task(actor: Any, **values: Any) -> UUID:
    return write.create(actor, TASK, {"name": "Call back", **values})


def read(actor: Any, key: UUID, name: str = TASK) -> dict[str, Any]:
    return select(actor, name, [key])[key]


def in_hours(hours: float) -> str:
    return (timezone.now() + timedelta(hours=hours)).isoformat()


def test_complete_keeps_result_and_plans_the_next_task(cast: Cast) -> None:
    """S0-025, S2-52: an affair has a person responsible, a moment, a result and a follow-up."""
    company = write.create(cast.alice, "people.company", {"name": "Okna"})
    key = task(cast.alice, about={"object": "people.company", "id": str(company)}, kind="call")
    data = {"result": "Wants an offer", "next_name": "Send the offer", "next_due_at": in_hours(5)}
    commands.run(cast.alice, TASK, key, "complete", data)
    done = read(cast.alice, key)
    assert done["done"] is True
    assert done["result"] == "Wants an offer"
    assert done["done_at"] is not None
    follower = contract.day(cast.alice)
    (found,) = [t for part in ("today", "later") for t in follower[part]]
    assert found["name"] == "Send the offer"
    assert found["about"]["id"] == str(company)
    assert found["kind"] == "call"


def test_complete_is_refused_twice_and_reopen_takes_it_back(cast: Cast) -> None:
    key = task(cast.alice)
    commands.run(cast.alice, TASK, key, "complete", {})
    with pytest.raises(Refusal) as refused:
        commands.run(cast.alice, TASK, key, "complete", {})
    assert refused.value.status == 409
    commands.run(cast.alice, TASK, key, "reopen", {})
    again = read(cast.alice, key)
    assert (again["done"], again["done_at"]) == (False, None)


def test_a_faulty_next_task_leaves_the_first_one_open(cast: Cast) -> None:
    key = task(cast.alice)
    with pytest.raises(Refusal):
        commands.run(
            cast.alice, TASK, key, "complete", {"next_name": "More", "next_due_at": "someday"}
        )
    assert read(cast.alice, key)["done"] is False


def test_postpone_takes_the_reminder_along(cast: Cast) -> None:
    due = timezone.now() + timedelta(hours=4)
    remind = due - timedelta(minutes=30)
    key = task(cast.alice, due_at=due.isoformat(), remind_at=remind.isoformat())
    later = due + timedelta(days=2)
    commands.run(cast.alice, TASK, key, "postpone", {"due_at": later.isoformat()})
    (reminder,) = Reminder.objects.filter(task=key)
    assert reminder.at == later - timedelta(minutes=30)


@pytest.mark.parametrize("raw", [None, "", "soon", 5])
def test_postpone_needs_a_moment(cast: Cast, raw: Any) -> None:
    key = task(cast.alice)
    with pytest.raises(Refusal) as refused:
        commands.run(cast.alice, TASK, key, "postpone", {"due_at": raw})
    assert refused.value.faults[0].field == "due_at"


def test_nobody_completes_what_he_only_sees(cast: Cast) -> None:
    key = task(cast.alice)
    reader = cast.grant("bob", {"*": {"read": "unit"}})
    with pytest.raises(Refusal) as refused:
        commands.run(reader, TASK, key, "complete", {})
    assert refused.value.status == 403
    with pytest.raises(Refusal) as hidden:
        commands.run(cast.dmitri, TASK, key, "complete", {})
    assert hidden.value.status == 404


def test_the_day_is_that_of_the_asker(cast: Cast) -> None:
    """S3-18, S3-20: overdue, today, later and done, in the asker's own time zone."""
    zone = ZoneInfo("Pacific/Auckland")
    User.objects.filter(pk=cast.ids["alice"]).update(timezone=str(zone))
    bump_access()
    now = timezone.now().astimezone(zone)
    midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    names = {
        "overdue": now - timedelta(minutes=5),
        "today": midnight - timedelta(microseconds=1),
        "later": midnight,
    }
    for name, due in names.items():
        task(cast.alice, name=name, due_at=due.isoformat())
    task(cast.alice, name="sometime")
    task(cast.bob, name="of Bob", due_at=in_hours(-1))
    commands.run(cast.alice, TASK, task(cast.alice, name="finished"), "complete", {})
    day = {part: [t["name"] for t in tasks] for part, tasks in contract.day(cast.alice).items()}
    assert day == {
        "overdue": ["overdue"],
        "today": ["today"],
        "later": ["later", "sometime"],
        "done": ["finished"],
    }


def test_the_day_holds_only_ones_own_tasks(cast: Cast) -> None:
    """S2-19: even who sees all tasks plans his own day."""
    task(cast.alice, due_at=in_hours(-1))
    assert contract.day(cast.head) == {"overdue": [], "today": [], "later": [], "done": []}


def test_a_reminder_is_handed_out_once_and_shown_until_seen(cast: Cast) -> None:
    """S0-026: also when it became due while nothing ran."""
    key = task(cast.alice, remind_at=in_hours(-30))
    now = timezone.now()
    assert contract.due_reminders(now, {cast.bob.user}) == []
    (due,) = contract.due_reminders(now)
    assert (due.user, due.task) == (cast.alice.user, key)
    assert contract.due_reminders(now) == []
    (shown,) = contract.reminders(cast.alice)
    assert shown["task"]["id"] == str(key)
    contract.mark_seen(cast.alice, due.id)
    contract.mark_seen(cast.alice, due.id)
    assert contract.reminders(cast.alice) == []


def test_the_live_feed_gets_what_is_due_to_open_pages(cast: Cast) -> None:
    key = task(cast.alice, remind_at=in_hours(-1))
    task(cast.bob, remind_at=in_hours(-1))
    task(cast.alice, remind_at=in_hours(1))
    ((user, event, data),) = contract.reminder_source({cast.alice.user})
    assert (user, event, data["task"]["id"]) == (cast.alice.user, "reminder", str(key))
    assert list(contract.reminder_source({cast.alice.user})) == []


def test_another_ones_reminder_is_like_an_absent_one(cast: Cast) -> None:
    task(cast.alice, remind_at=in_hours(-1))
    (due,) = contract.due_reminders(timezone.now())
    for actor, key in ((cast.bob, due.id), (cast.alice, uuid4())):
        with pytest.raises(Refusal) as refused:
            contract.mark_seen(actor, key)
        assert refused.value.status == 404


@pytest.mark.parametrize("change", [{"done": True}, {"remind_at": None}])
def test_what_is_settled_reminds_nobody(cast: Cast, change: dict[str, Any]) -> None:
    key = task(cast.alice, remind_at=in_hours(-1))
    write.change(cast.alice, TASK, key, change)
    assert contract.due_reminders(timezone.now()) == []
    assert contract.reminders(cast.alice) == []


def test_the_bin_silences_and_a_new_moment_reminds_again(cast: Cast) -> None:
    key = task(cast.alice, remind_at=in_hours(-1))
    write.bin_many(cast.alice, TASK, [key])
    assert contract.due_reminders(timezone.now()) == []
    write.bin_many(cast.alice, TASK, [key], back=True)
    assert contract.due_reminders(timezone.now()) == []
    write.change(cast.alice, TASK, key, {"remind_at": in_hours(-0.5)})
    assert len(contract.due_reminders(timezone.now())) == 1


def test_a_reminder_goes_to_the_new_person_responsible(cast: Cast) -> None:
    key = task(cast.head, remind_at=in_hours(1))
    write.change(cast.head, TASK, key, {"owner": str(cast.ids["alice"])})
    (due,) = contract.due_reminders(timezone.now() + timedelta(hours=2))
    assert due.user == cast.ids["alice"]


def about(key: UUID) -> dict[str, str]:
    return {"object": "people.company", "id": str(key)}


def test_the_next_step_follows_the_nearest_open_task(cast: Cast) -> None:
    """S0-050, S4-018: where talks stand and what comes next is on the client."""
    company = write.create(cast.alice, "people.company", {"name": "Okna"})
    late = task(cast.alice, name="Visit", due_at=in_hours(48), about=about(company))
    assert read(cast.alice, company, "people.company")["next_step"] == "Visit"
    soon = task(cast.alice, name="Call", due_at=in_hours(2), about=about(company))
    task(cast.alice, name="Sometime", about=about(company))
    assert read(cast.alice, company, "people.company")["next_step"] == "Call"
    write.change(cast.alice, TASK, soon, {"done": True})
    assert read(cast.alice, company, "people.company")["next_step"] == "Visit"
    write.change(cast.alice, TASK, late, {"about": None})
    assert read(cast.alice, company, "people.company")["next_step"] == "Sometime"
    last = Journal.objects.filter(record=company).latest("id")
    assert last.actor == cast.ids["alice"]
    assert "next_step" in last.changes


def test_a_next_step_written_by_hand_stays(cast: Cast) -> None:
    company = write.create(cast.alice, "people.company", {"name": "O", "next_step": "Lunch"})
    key = task(cast.alice, name="Call", due_at=in_hours(1), about=about(company))
    write.change(cast.alice, TASK, key, {"done": True})
    assert read(cast.alice, company, "people.company")["next_step"] == "Lunch"


def test_planning_does_not_change_what_the_planner_may_not_change(cast: Cast) -> None:
    company = write.create(cast.alice, "people.company", {"name": "Okna"})
    grants = {
        "*": {"read": "unit", "append": "own", "append_to": "unit"},
        TASK: {"create": "own", "read": "own", "write": "own", "append": "own"},
    }
    planner = cast.grant("bob", grants)
    task(planner, due_at=in_hours(1), about=about(company))
    assert read(cast.alice, company, "people.company")["next_step"] is None


def test_a_task_is_about_visible_records_only(cast: Cast) -> None:
    company = write.create(cast.dmitri, "people.company", {"name": "Secret"})
    for target in (about(company), about(uuid4()), {"object": "no.such", "id": str(uuid4())}):
        with pytest.raises(Refusal) as refused:
            task(cast.alice, about=target)
        assert [f.code for f in refused.value.faults] == ["link.absent"]


def test_nobody_is_reminded_without_a_person_responsible(cast: Cast) -> None:
    with pytest.raises(Refusal) as refused:
        task(cast.head, owner=None, remind_at=in_hours(1))
    assert [f.code for f in refused.value.faults] == ["tasks.nobody"]


def test_a_reminder_that_nobody_saw_comes_by_mail_once(cast: Cast) -> None:
    """S0-026: reminders reach the user who is not looking."""
    User.objects.filter(pk=cast.alice.user).update(email="alice@example.com", language="en")
    account = {"name": "Office", "address": "a@firm.example", "host": "mail.example", "firm": True}
    write.create(cast.admin, "mail.account", account)
    task(cast.alice, name="Call Eva", due_at=in_hours(1), remind_at=in_hours(-1))
    seen = task(cast.alice, remind_at=in_hours(-1))
    contract.mark_seen(cast.alice, Reminder.objects.get(task=seen).pk)
    task(cast.alice, remind_at=in_hours(2))
    news.send_news()
    news.send_news()
    letter = Letter.objects.unguarded("the test looks at all").get()
    assert (letter.recipient, letter.name) == ("alice@example.com", "Reminder: Call Eva")
    assert "Due: " in letter.text
