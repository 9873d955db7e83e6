"""Letters go out once, as they were meant, and the log tells how (S0-155)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from kartei.platform.access.tests.cast import Cast
from kartei.platform.kit.ids import uuid7
from kartei.platform.mail import delivery, states
from kartei.platform.mail.models import Account, Letter
from kartei.platform.mail.post import Wish, post
from kartei.platform.mail.tests.conftest import drained, make_account
from kartei.platform.mail.tests.sink import Sink, free_port, running
from kartei.platform.mail.transport import Courier
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import commands, write
from kartei.platform.records.models import Journal

Drain = Callable[[UUID], int]


def only() -> Letter:
    """The one letter there is."""
    found: Letter = Letter.objects.unguarded("the tests look at all").get()
    return found


def wish(to: str = "ann@example.com", **more: Any) -> Wish:
    return Wish(**{"to": to, "subject": "Angebot № 7 – Окна", "text": "Grüße\n.\nПока", **more})


def test_a_letter_arrives_as_it_was_written(
    cast: Cast, sink: Sink, account: UUID, drain: Drain
) -> None:
    """S0-155: subject, names and text of any script, one server answer in the log."""
    post([wish()])
    assert only().state == states.QUEUED
    assert drain(account) == 1
    message = sink.message()
    assert message["Subject"] == "Angebot № 7 – Окна"
    assert message["From"].addresses[0].display_name == "Окна & Türen"
    assert sink.letters[0].mail_from == "office@xn--80atjc.example"
    assert sink.letters[0].rcpt_tos == ["ann@example.com"]
    assert message.get_content() == "Grüße\n.\nПока\n"
    letter = only()
    assert (letter.state, letter.attempts, letter.result) == (states.SENT, 1, "250 taken")
    assert message["Message-ID"] == f"<{letter.pk}@xn--80atjc.example>"
    assert "S: 250 taken" in letter.dialogue
    assert "C: rcpt TO:<ann@example.com>" in letter.dialogue
    assert "Subject:" in letter.headers
    told = Journal.objects.filter(record=letter.pk).order_by("pk")
    moved = [row.changes["state"][1] for row in told if "state" in row.changes]
    assert moved == [states.QUEUED, states.SENDING, states.SENT]
    assert {row.actor for row in told} == {None}
    assert drain(account) == 0
    assert len(sink.letters) == 1


def test_html_has_a_plain_twin_and_loses_what_is_foreign(
    cast: Cast, sink: Sink, account: UUID, drain: Drain
) -> None:
    html = (
        '<p>Guten Tag,<br>Ihr <a href="https://firm.example/a">Angebot</a></p>'
        "<ul><li>Fenster</li></ul><script>x()</script><img src='https://spy.example/1.png'>"
    )
    post([wish(text="", html=html)])
    drain(account)
    message = sink.message()
    plain, rich = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert rich is not None
    assert plain.get_content() == (
        "Guten Tag,\nIhr Angebot (https://firm.example/a)\n\n• Fenster\n"
    )
    assert "spy.example" not in rich.get_content()
    assert "script" not in rich.get_content()


@pytest.mark.parametrize(
    "to",
    [
        "ann@example.com\r\nBcc: eve@example.com", "ann@example.com>\r\nRCPT TO:<eve@example.com",
        "a@b.example, c@d.example", "ann", "ann@exa mple.com", "@example.com", "ann@-x-.example",
    ],
)  # fmt: skip
def test_what_is_no_single_address_is_refused(cast: Cast, account: UUID, to: str) -> None:
    """S16: no line end gets into a header or command; nothing is queued."""
    with pytest.raises(Refusal) as refused:
        post([wish(to)])
    assert refused.value.status == 422
    assert not Letter.objects.unguarded("the tests look at all").exists()


def test_line_ends_in_a_subject_make_no_header(
    cast: Cast, sink: Sink, account: UUID, drain: Drain
) -> None:
    post([wish(subject="Hello\r\nBcc: eve@example.com")])
    drain(account)
    assert sink.message()["Bcc"] is None
    assert sink.message()["Subject"] == "Hello Bcc: eve@example.com"


def test_a_refusal_for_good_ends_it_and_one_for_now_waits(
    cast: Cast, sink: Sink, account: UUID, drain: Drain
) -> None:
    sink.refuse = {"no@example.com": "550 unknown", "later@example.com": "451 greylisted"}
    gone, later, fine = post([wish(f"{n}@example.com") for n in ("no", "later", "fine")])
    assert drain(account) == 3
    rows = {row.pk: row for row in Letter.objects.unguarded("the tests look at all")}
    assert (rows[gone].state, rows[gone].result) == (states.FAILED, "550 unknown")
    assert (rows[later].state, rows[later].attempts) == (states.QUEUED, 1)
    assert rows[later].next_at > timezone.now()
    assert rows[fine].state == states.SENT
    sink.refuse = {}
    delivery.all_letters().filter(pk=later).update(next_at=timezone.now())
    assert drain(account) == 1
    assert [e.rcpt_tos for e in sink.letters] == [["fine@example.com"], ["later@example.com"]]


def test_after_the_last_try_it_is_not_sent(
    cast: Cast, sink: Sink, account: UUID, drain: Drain
) -> None:
    sink.refuse_data = "452 full"
    (key,) = post([wish()])
    for attempt in range(1, len(delivery.PAUSES) + 2):
        assert only().state == states.QUEUED
        delivery.all_letters().update(next_at=timezone.now())
        drain(account)
        assert only().attempts == attempt
    assert (only().pk, only().state) == (key, states.FAILED)


def test_a_server_that_is_away_is_told_and_tried_later(cast: Cast, drain: Drain) -> None:
    nobody = Sink("127.0.0.1", free_port())
    account = make_account(cast, nobody)
    post([wish(), wish()])
    assert drain(account) == 0
    row = Account.objects.unguarded("the tests look at all").get()
    assert "refused" in row.fault
    assert row.paused_until > timezone.now()
    assert delivery.due_accounts(timezone.now()) == []
    assert sorted(Letter.objects.unguarded("all of them").values_list("state", "attempts")) == [
        (states.QUEUED, 0), (states.QUEUED, 1),
    ]  # fmt: skip


def test_a_lost_answer_is_unclear_and_not_tried_again(
    cast: Cast, sink: Sink, account: UUID, drain: Drain
) -> None:
    """R9: the server had the whole letter, its answer never came."""
    sink.drop = True
    (key,) = post([wish()])
    drain(account)
    assert only().state == states.UNCLEAR
    sink.drop = False
    assert drain(account) == 0
    assert len(sink.letters) == 1
    commands.run(cast.admin, "mail.letter", key, "leave", {})
    assert only().state == states.LEFT
    commands.run(cast.admin, "mail.letter", key, "send_again", {})
    assert drain(account) == 1
    assert only().state == states.SENT
    assert sink.message(0)["Message-ID"] == sink.message(1)["Message-ID"]


def test_hands_that_died_leave_it_unclear_and_others_are_not_disturbed(
    cast: Cast, account: UUID
) -> None:
    dead, alive = post([wish(), wish("bob@example.com")])
    desk = delivery.Desk()
    actor = cast.admin
    for key in (dead, alive):
        letter = delivery.all_letters().get(pk=key)
        assert delivery.claim(actor, letter, desk, "")
        assert not delivery.claim(actor, letter, delivery.Desk(), "")
    past = timezone.now() - timedelta(seconds=1)
    delivery.all_letters().update(lease_until=past)
    desk.hands = {alive}
    desk.beat()
    assert delivery.find_lost() == 1
    found = dict(delivery.all_letters().values_list("pk", "state"))
    assert found == {dead: states.UNCLEAR, alive: states.SENDING}
    # he was only slow: what he knows is better than what was guessed
    delivery.settle(actor, dead, states.SENT, result="250 taken")
    assert delivery.all_letters().get(pk=dead).state == states.SENT


def test_two_that_hand_over_at_once_send_it_once(
    cast: Cast, sink: Sink, account: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another worker commits its claim after this one has named the receiver to the server."""
    post([wish()])
    claim = delivery.claim

    def late(actor: Any, letter: Letter, desk: Any, headers: str) -> bool:
        assert claim(actor, letter, delivery.Desk(), headers)
        return claim(actor, letter, desk, headers)

    monkeypatch.setattr(delivery, "claim", late)
    courier = Courier(Account.objects.unguarded("the tests look at all").get())
    delivery.deliver(cast.admin, courier, only(), delivery.Desk())
    courier.quit()
    assert sink.letters == []
    assert only().state == states.SENDING


def test_limits_hold_and_the_account_goes_on_when_they_allow(
    cast: Cast, sink: Sink, drain: Drain
) -> None:
    account = make_account(cast, sink, per_minute=2)
    post([wish() for _ in range(3)])
    assert drain(account) == 2
    assert drain(account) == 0
    row = Account.objects.unguarded("the tests look at all").get()
    assert timezone.now() < row.paused_until <= timezone.now() + delivery.MINUTE
    delivery.all_letters().filter(state=states.SENT).update(
        sent_at=timezone.now() - delivery.MINUTE
    )
    assert drain(account) == 1


def test_the_urgent_go_first(cast: Cast, sink: Sink, account: UUID, drain: Drain) -> None:
    names = {"low": states.LOW, "normal": states.NORMAL, "high": states.HIGH}
    post([wish(f"{name}@example.com", priority=mark) for name, mark in names.items()])
    drain(account)
    assert [e.rcpt_tos[0].split("@")[0] for e in sink.letters] == ["high", "normal", "low"]


def test_without_an_account_letters_are_kept_and_shown(cast: Cast, sink: Sink) -> None:
    """Local development sends nothing, the log shows what would have gone."""
    (key,) = post([wish()])
    assert (only().state, only().text) == (states.KEPT, "Grüße\n.\nПока")
    with pytest.raises(Refusal) as refused:
        commands.run(cast.admin, "mail.letter", key, "send_again", {})
    assert refused.value.code == "mail.no_account"
    account = make_account(cast, sink)
    commands.run(cast.admin, "mail.letter", key, "send_again", {})
    assert only().state == states.QUEUED
    assert delivery.due_accounts(timezone.now()) == [account]


def test_confidential_words_are_sealed_shown_to_nobody_and_gone_when_sent(
    cast: Cast, sink: Sink, account: UUID, drain: Drain
) -> None:
    link = "https://firm.example/recover/abc"
    (key,) = post([wish(text=link, confidential=True, kind=states.ACCOUNT)])
    shown = write.one(cast.admin, "mail.letter", key)
    assert link not in str(shown)
    assert "abc" not in only().sealed
    assert not Journal.objects.filter(record=key, changes__icontains=link).exists()
    drain(account)
    assert link in sink.message().get_content()
    assert sink.message()["Auto-Submitted"] == "auto-generated"
    assert only().sealed == ""
    delivery.all_letters().update(state=states.FAILED)
    with pytest.raises(Refusal) as refused:
        commands.run(cast.admin, "mail.letter", key, "send_again", {})
    assert refused.value.code == "mail.gone"


def test_a_written_letter_is_sent_by_its_author_and_then_stands_fast(
    cast: Cast, sink: Sink, account: UUID, drain: Drain
) -> None:
    """A person writes, sends, and cannot change or undo what has gone."""
    values = {"name": "Hello", "recipient": "Ann <Ann@Example.COM>", "text": "x"}
    key = write.create(cast.admin, "mail.letter", values)
    assert (only().state, only().recipient) == (states.DRAFT, "Ann@example.com")
    assert delivery.due_accounts(timezone.now()) == []
    commands.run(cast.admin, "mail.letter", key, "send", {})
    with pytest.raises(Refusal):
        write.change(cast.admin, "mail.letter", key, {"text": "y"})
    commands.run(cast.admin, "mail.letter", key, "withdraw", {})
    write.change(cast.admin, "mail.letter", key, {"text": "y"})
    commands.run(cast.admin, "mail.letter", key, "send", {})
    drain(account)
    assert sink.message().get_content() == "y\n"


def test_no_undo_sends_a_letter_twice(cast: Cast, sink: Sink, account: UUID, drain: Drain) -> None:
    from kartei.platform.records.undo import undo

    post([wish()])
    drain(account)
    last = Journal.objects.filter(object="mail.letter").latest("pk")
    assert undo(cast.admin, last.change)["undone"] == 0
    assert only().state == states.SENT


def test_letters_of_others_are_not_seen(cast: Cast, account: UUID) -> None:
    """By name only: a role for all objects does not open the log; his own are his with a grant."""
    post([wish(owner=cast.ids["alice"]), wish(owner=cast.ids["bob"]), wish()])
    with pytest.raises(Refusal):
        write.create(cast.alice, "mail.letter", {"name": "x", "recipient": "a@b.example"})
    alice = cast.grant("alice", {"*": {"read": "organisation"}})
    assert not alice.may("mail.letter", "read")
    alice = cast.grant("alice", {"mail.letter": {"read": "own"}})
    assert Letter.objects.seen_by(alice).count() == 1


def test_a_letter_stands_in_the_timeline_of_what_it_is_about(cast: Cast) -> None:
    from kartei.platform.records.models import Timeline

    key = uuid7()
    post([wish(about=("access.user", cast.ids["bob"]))])
    assert Timeline.objects.filter(record=cast.ids["bob"], home_object="mail.letter").exists()
    assert not Timeline.objects.filter(record=key).exists()


def test_unsubscribing_is_prepared(cast: Cast, sink: Sink, account: UUID, drain: Drain) -> None:
    """RFC 8058."""
    post([wish(unsubscribe="https://firm.example/u/abc")])
    drain(account)
    assert sink.message()["List-Unsubscribe"] == "<https://firm.example/u/abc>"
    assert sink.message()["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_names_before_the_at_may_be_of_any_script(cast: Cast, sink: Sink, drain: Drain) -> None:
    """RFC 6531, where the server knows it."""
    account = make_account(cast, sink, address="büro@straße.example")
    post([wish("анна@example.com")])
    drain(account)
    assert sink.letters[0].mail_from == "büro@xn--strae-oqa.example"
    assert sink.message()["To"] == "анна@example.com"


def test_an_address_that_the_server_cannot_write_is_refused_for_good(cast: Cast) -> None:
    with running(enable_SMTPUTF8=False) as old:
        account = make_account(cast, old)
        post([wish("анна@example.com")])
        assert drained(account) == 1
        assert only().state == states.FAILED
        assert old.letters == []
