"""An offer by mail: proposed, queued once to each receiver, told to the client, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from kartei.modules.documents.contract import DELAY, Sending
from kartei.modules.offers.page import links
from kartei.modules.offers.tests.papers import proposal, send
from kartei.modules.offers.tests.shop import OFFER, Shop, make_shop
from kartei.platform.access import vault
from kartei.platform.access.models import Notice
from kartei.platform.access.tests.cast import ORGANISATION, OWN
from kartei.platform.kit.vault import Vault
from kartei.platform.mail.models import Letter
from kartei.platform.mail.tests import sink as sinks
from kartei.platform.mail.tests.conftest import drained, make_account
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import commands, undo, write
from kartei.platform.records.timeline import timeline

pytestmark = pytest.mark.django_db
LETTER = "mail.letter"


@pytest.fixture
def shop(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    settings.MEDIA_ROOT = str(tmp_path)
    made = Vault(tmp_path / "keys")
    monkeypatch.setattr(vault, "vault", lambda: made)
    shop = make_shop()
    grants = {
        "*": OWN, "mail.letter": OWN, "catalog.product": ORGANISATION,
        "documents.firm": ORGANISATION,
    }  # fmt: skip
    shop.cast.grant("alice", grants)
    return shop


@pytest.fixture
def sink() -> Iterator[sinks.Sink]:
    with sinks.running() as made:
        yield made


@pytest.fixture
def account(shop: Shop, sink: sinks.Sink) -> UUID:
    return make_account(shop.cast, sink, address="office@firm.example")


def wish(shop: Shop, key: UUID, **more: Any) -> Sending:
    """What the dialog sends when nothing is changed in it."""
    found = proposal(shop.cast.alice, key)
    given = {
        "to": (found["to"][0]["address"],), "subject": found["subject"], "text": found["text"],
    }  # fmt: skip
    return Sending(**{**given, **more})


def letters() -> Any:
    return Letter.objects.unguarded("a test looks").order_by("pk")


def hurry() -> None:
    """The pause in which a slip can be taken back is over."""
    letters().update(next_at=timezone.now())


def refused(call: Any) -> Refusal:
    with pytest.raises(Refusal) as caught:
        call()
    return caught.value


def test_the_letter_is_proposed_from_the_client_and_the_template(shop: Shop, account: UUID) -> None:
    key = shop.offer()
    found = proposal(shop.cast.alice, key)
    assert [one["address"] for one in found["to"]] == [
        "petr@romashka.example", "office@romashka.example",
    ]  # fmt: skip
    assert found["from"]["address"] == "office@firm.example"
    assert found["language"] == "ru"
    assert "Уважаемый Пётр Ильич!" in found["text"]
    english = proposal(shop.cast.alice, key, "en")
    assert "Dear Mr Ёлкин," in english["text"]
    assert found["sent"] == []


def test_an_offer_goes_out_with_its_paper_and_is_told_to_the_client(
    shop: Shop, account: UUID, sink: sinks.Sink
) -> None:
    """S2-32: the letter waits a moment, carries the PDF, and its fate stands at the client."""
    alice, key = shop.cast.alice, shop.offer()
    answer = send(alice, key, wish(shop, key))
    assert write.one(alice, OFFER, key)["status"] == "sent"
    assert drained(account) == 0
    hurry()
    drained(account)
    message = sink.message()
    (paper,) = message.iter_attachments()
    assert paper.get_content().startswith(b"%PDF")
    assert message["To"] == "petr@romashka.example"
    told = timeline(alice, "people.company", shop.company, kinds=("letter",))["items"]
    assert {event["record"]["id"] for event in told} == {answer["letters"][0]["id"]}
    assert told[0]["changes"][0]["new"] == "handed over"
    assert proposal(alice, key)["sent"][0]["state"] == "sent"
    assert not Notice.objects.filter(user=alice.user).exists()


def test_typed_words_go_out_as_typed(shop: Shop, account: UUID) -> None:
    key = shop.offer()
    text = "Guten Tag,\r\nsiehe <b>hier</b>: https://firm.example/a?b=1&c=2.\r\n\r\nGruß"
    send(shop.cast.alice, key, wish(shop, key, text=text, to=("A@romashka.example",)))
    letter = letters().get()
    assert letter.recipient == "A@romashka.example"
    assert "&lt;b&gt;hier&lt;/b&gt;" in letter.html
    assert 'href="https://firm.example/a?b=1&amp;c=2"' in letter.html
    assert letter.text.startswith("Guten Tag,\nsiehe <b>hier</b>: https://firm.example/a?b=1&c=2.")


def test_nobody_is_sent_the_same_offer_twice_unasked(shop: Shop, account: UUID) -> None:
    key = shop.offer()
    first = wish(shop, key)
    send(shop.cast.alice, key, first)
    twice = refused(lambda: send(shop.cast.alice, key, wish(shop, key)))
    assert (twice.status, twice.code) == (409, "papers.sent_before")
    assert "petr@romashka.example" in str(twice.detail)
    send(shop.cast.alice, key, wish(shop, key, to=("office@romashka.example",)))
    send(shop.cast.alice, key, wish(shop, key, again=True))
    assert letters().count() == 3


def test_a_slip_is_taken_back_before_it_goes(shop: Shop, account: UUID, sink: sinks.Sink) -> None:
    alice, key = shop.cast.alice, shop.offer()
    before = timezone.now()
    answer = send(alice, key, wish(shop, key))
    assert letters().get().next_at >= before + DELAY
    commands.run(alice, LETTER, UUID(answer["letters"][0]["id"]), "withdraw", {})
    undo.undo(alice, UUID(answer["change"]))
    hurry()
    drained(account)
    assert sink.letters == []
    assert write.one(alice, OFFER, key)["status"] == "draft"
    send(alice, key, wish(shop, key))


def test_what_cannot_be_sent_is_refused_and_leaves_no_version(shop: Shop, sink: sinks.Sink) -> None:
    alice, key = shop.cast.alice, shop.offer()
    absent = refused(lambda: send(alice, key, wish(shop, key)))
    assert (absent.status, absent.code) == (409, "mail.no_account")
    make_account(shop.cast, sink)
    for more, field in (
        ({"to": ()}, "to"), ({"to": ("a b@c",)}, "to"), ({"subject": " "}, "subject"),
        ({"text": "\n"}, "text"), ({"to": tuple(f"a{n}@b.example" for n in range(11))}, "to"),
    ):  # fmt: skip
        faulty = refused(lambda more=more: send(alice, key, wish(shop, key, **more)))
        assert {fault.field for fault in faulty.faults} == {field}
    assert letters().count() == 0
    assert write.one(alice, OFFER, key)["status"] == "draft"
    assert "file" not in {event["kind"] for event in timeline(alice, OFFER, key)["items"]}


def test_who_may_not_write_letters_sends_none(shop: Shop, account: UUID) -> None:
    key = shop.offer()
    asked = wish(shop, key)
    insider = shop.insider()
    for call in (lambda: proposal(insider, key), lambda: send(insider, key, asked)):
        assert refused(call).status == 403
    assert refused(lambda: proposal(shop.cast.dmitri, key)).status == 404


def test_the_letter_leads_to_the_clients_page_where_it_shall(shop: Shop, account: UUID) -> None:
    """Offered without a link there is none; wished for, it is made when the letter goes, and from
    then on the next letter leads there by itself.
    """
    alice, key = shop.cast.alice, shop.offer()
    bare, full = proposal(alice, key), proposal(alice, key, link=True)
    assert (bare["link"], full["link"]) == (False, True)
    assert links.opened(key) is None
    address = links.address(key)
    assert address in full["text"]
    assert address not in bare["text"]

    answer = send(alice, key, wish(shop, key, text=full["text"], link=True))
    assert links.opened(key) is not None
    assert f'href="{address}"' in letters().get().html
    assert proposal(alice, key)["link"]
    assert address in proposal(alice, key)["text"]
    assert not proposal(alice, key, link=False)["link"]

    undo.undo(alice, UUID(answer["change"]))
    assert write.one(alice, OFFER, key)["status"] == "draft"
    assert links.opened(key) is not None


def test_a_letter_about_a_decided_offer_has_no_link_to_make(shop: Shop, account: UUID) -> None:
    alice, key = shop.cast.alice, shop.offer()
    commands.run(alice, OFFER, key, "accept", {})
    asked = wish(shop, key)
    assert proposal(alice, key, link=True)["link"] is None
    found = refused(lambda: send(alice, key, replace(asked, link=True)))
    assert (found.status, found.code) == (409, "papers.no_page")
    assert letters().count() == 0
