"""Mail accounts: passwords that nobody gets back, and rules that keep them from travelling."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from kartei.platform.access import vault
from kartei.platform.access.tests.cast import Cast
from kartei.platform.mail import delivery, states
from kartei.platform.mail.models import Account
from kartei.platform.mail.tests.conftest import drained, make_account
from kartei.platform.mail.tests.sink import Sink, running
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import commands, write
from kartei.platform.records.models import Journal
from kartei.platform.records.undo import undo

PASSWORD = "geheim 123"


def row(key: UUID) -> Account:
    found: Account = Account.objects.unguarded("the tests look at all").get(pk=key)
    return found


def with_password(cast: Cast, key: UUID) -> None:
    commands.run(cast.admin, "mail.account", key, "set_password", {"password": PASSWORD})


def test_a_password_is_sealed_and_nowhere_to_be_read(cast: Cast, account: UUID) -> None:
    with_password(cast, account)
    assert PASSWORD not in row(account).secret
    assert vault.unsealed(row(account).secret) == PASSWORD
    shown = write.one(cast.admin, "mail.account", account)
    assert shown["has_password"] is True
    assert "secret" not in shown
    told = Journal.objects.filter(record=account)
    assert "set_password" in told.values_list("verb", flat=True)
    text = str(list(told.values_list("changes", "data")))
    assert PASSWORD not in text
    assert row(account).secret not in text


def test_a_test_letter_logs_in_and_its_conversation_hides_the_password(cast: Cast) -> None:
    """The test button: the conversation with the server is in the log."""
    with running() as sink:
        key = make_account(cast, sink, login="office")
        with_password(cast, key)
        commands.run(cast.admin, "mail.account", key, "send_test", {"to": "ann@example.com"})
        drained(key)
        assert sink.logins == [("office", PASSWORD)]
    letter = delivery.all_letters().get()
    assert (letter.state, letter.kind) == (states.SENT, states.TEST)
    assert "C: AUTH" in letter.dialogue
    assert "235" in letter.dialogue
    for secret in (PASSWORD, "Z2VoZWlt", "AG9mZmljZQ"):
        assert secret not in letter.dialogue


def test_a_refused_login_is_told_at_once_to_who_tries(cast: Cast) -> None:
    with running() as sink:
        key = make_account(cast, sink, login="office")
        commands.run(cast.admin, "mail.account", key, "set_password", {"password": "wrong"})
        commands.run(cast.admin, "mail.account", key, "send_test", {"to": "ann@example.com"})
        assert drained(key) == 0
        assert sink.letters == []
    letter = delivery.all_letters().get()
    assert letter.state == states.FAILED
    assert letter.result.startswith("535")
    assert row(key).fault.startswith("535")


@pytest.mark.parametrize(
    "change", [{"host": "evil.example"}, {"port": 2525}, {"login": "x"}, {"tls": "tls"}]
)
def test_a_password_never_goes_to_another_server(
    cast: Cast, account: UUID, change: dict[str, Any]
) -> None:
    """Who may change the account must not get at its password by naming a server of his own."""
    with_password(cast, account)
    admin = cast.admin
    draft = write.change(admin, "mail.account", account, {"tls": "starttls", **change})
    assert draft.get("has_password") is False
    assert row(account).secret == ""
    last = Journal.objects.filter(record=account).latest("pk")
    undo(cast.admin, last.change)
    assert row(account).secret == ""
    assert row(account).has_password is False


def test_taking_the_setting_back_forgets_it(cast: Cast, account: UUID) -> None:
    with_password(cast, account)
    change = Journal.objects.filter(record=account).latest("pk").change
    undo(cast.admin, change)
    assert (row(account).secret, row(account).has_password) == ("", False)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("address", "office@okna.example\r\nBcc: eve@example.com"),
        ("reply_to", "a@b.example, c@d.example"),
        ("bounce", "nobody"),
        ("host", "mail.example/x"),
        ("host", "mail example"),
        ("port", 0),
        ("port", 70000),
        ("per_minute", 0),
        ("per_hour", 0),
    ],
)
def test_what_no_server_understands_is_refused(
    cast: Cast, account: UUID, field: str, value: Any
) -> None:
    with pytest.raises(Refusal) as refused:
        write.change(cast.admin, "mail.account", account, {field: value})
    assert [fault.field for fault in refused.value.faults] == [field]


def test_a_password_does_not_travel_in_the_open(cast: Cast) -> None:
    values = {
        "name": "x", "address": "a@b.example", "host": "mail.example", "login": "a", "tls": "none",
    }  # fmt: skip
    with pytest.raises(Refusal) as refused:
        write.create(cast.admin, "mail.account", values)
    assert [fault.code for fault in refused.value.faults] == ["mail.open_password"]


def test_own_accounts_by_right_and_the_firms_only_for_all(cast: Cast, sink: Sink) -> None:
    values = {"name": "Mine", "address": "alice@okna.example", "host": sink.host}
    with pytest.raises(Refusal):
        write.create(cast.alice, "mail.account", values)
    own = dict.fromkeys(("read", "create", "write"), "own")
    alice = cast.grant("alice", {"mail.account": own})
    mine = write.create(alice, "mail.account", values)
    with pytest.raises(Refusal) as refused:
        write.change(alice, "mail.account", mine, {"firm": True})
    assert [fault.code for fault in refused.value.faults] == ["mail.firm"]
    make_account(cast, sink)
    bob = cast.grant("bob", {"mail.account": own})
    assert Account.objects.seen_by(bob).count() == 0


def test_letters_go_by_ones_own_account_else_by_the_firms(cast: Cast, sink: Sink) -> None:
    from kartei.platform.mail.accounts import route

    assert route(cast.ids["alice"]) is None
    firm = make_account(cast, sink)
    mine = make_account(cast, sink, firm=False, owner=str(cast.ids["alice"]))
    assert route(cast.ids["alice"]) == mine
    assert route(cast.ids["bob"]) == route(None) == firm
    write.change(cast.admin, "mail.account", mine, {"active": False})
    assert route(cast.ids["alice"]) == firm


def test_new_keys_read_everything_and_lost_ones_are_told(
    cast: Cast, account: UUID, keys: Path, drain: Callable[[UUID], int]
) -> None:
    """A rotation keeps every secret; without the keys letters wait and the account says why."""
    with_password(cast, account)
    before, old = row(account).secret, keys.read_text()
    assert vault.renew() == 1
    assert row(account).secret != before
    assert vault.unsealed(row(account).secret) == PASSWORD
    assert vault.unreadable() == 0
    keys.write_text(old)
    assert vault.unreadable() == 1
    keys.unlink()
    assert vault.unreadable() == 1


def test_lost_keys_make_letters_wait_and_the_account_say_why(
    cast: Cast, sink: Sink, keys: Path
) -> None:
    """Without the key file everything goes on but what needs the password."""
    key = make_account(cast, sink, login="office")
    with_password(cast, key)
    keys.unlink()
    commands.run(cast.admin, "mail.account", key, "send_test", {"to": "ann@example.com"})
    assert drained(key) == 0
    assert row(key).fault.startswith("The password cannot be decrypted")
    assert delivery.all_letters().get().state == states.FAILED
