"""Mail in the browser: an account is made and tried, an offer goes out and is told."""

from __future__ import annotations

import re
import time
from typing import Any

from playwright.sync_api import Browser, expect

from kartei.platform.mail.tests.sink import free_port, running
from tests.browser.people import Person, person
from tests.live import House, query


def account(one: Person, port: int, **more: Any) -> str:
    """An account on a server of this machine, one's own unless it is the firm's."""
    values = {
        "name": "Büro", "address": "buero@okna.example", "host": "127.0.0.1", "port": port,
        "tls": "none",
    }  # fmt: skip
    return str(one.ask("POST", "/records/mail.account", {**values, **more})["id"])


def test_an_account_is_tried_on_its_screen(browser: Browser, own_house: House) -> None:
    """S0-155: who tries an account reads the server's words, or in his own why there are none."""
    with running() as sink, person(browser, own_house, login="admin", language="de") as one:
        page = one.page
        for port, words in ((sink.port, "S: 250"), (free_port(), "ConnectionRefused")):
            one.open(f"/o/mail.account/{account(one, port, firm=True)}")
            page.get_by_label(one.say("letter.test_to")).fill("ann@example.com")
            one.button("letter.test_send").last.click()
            expect(page.locator(".outcome")).to_contain_text(words)


def test_an_offer_goes_out_by_mail_and_can_be_taken_back(
    browser: Browser, own_house: House
) -> None:
    """S2-32: proposed, queued with its PDF, taken back, sent, told; twice only when asked."""
    with running() as sink, person(browser, own_house, login="admin", language="de") as one:
        page = one.page
        account(one, sink.port)
        client = one.ask(
            "POST", "/records/people.person", {"last_name": "Brief", "emails": ["brief@k.example"]}
        )
        deal = one.ask("POST", "/records/sales.deal", {"name": "Haus", "person": client["id"]})
        line = {"name": "Fenster", "price": "10", "quantity": "2"}
        offer = one.ask("POST", "/records/offers.offer", {"deal": deal["id"], "lines": [line]})
        one.open(f"/o/offers.offer/{offer['id']}")

        open_letter(one)
        window = page.get_by_role("dialog")
        window.get_by_label(one.say("offer.letter_text")).fill("Guten Tag,\nanbei das Angebot.")
        one.button("offer.send", window).click()
        expect(window).to_have_count(0)
        one.button("action.undo", page.locator(".toasts")).click()
        one.toast(one.say("offer.letter_taken_back"))

        open_letter(one)
        expect(window).to_contain_text("brief@k.example")
        one.button("offer.send", window).click()
        expect(window).to_have_count(0)
        query(own_house, "UPDATE mail_letter SET next_at = created_at WHERE state = 'queued'")
        handed_over(one, offer["id"])
        (got,) = sink.letters
        assert b"application/pdf" in (got.original_content or b"")
        one.open(f"/o/people.person/{client['id']}")
        expect(page.locator(".tl")).to_contain_text(label(one, "sent"))

        one.open(f"/o/offers.offer/{offer['id']}")
        open_letter(one)
        one.button("offer.send", window).click()
        expect(one.button("offer.send_again", window)).to_be_visible()


def open_letter(one: Person) -> None:
    """The window of the letter, its proposal there."""
    one.button("offer.send").first.click()
    one.page.get_by_role("menuitem", name=one.say("offer.by_mail_entry")).click()
    subject = one.page.get_by_role("dialog").get_by_label(one.say("offer.letter_subject"))
    expect(subject).to_have_value(re.compile(r"\d{4}-\d+"))


def handed_over(one: Person, offer: str) -> None:
    """Wait until the worker has handed the one letter in the queue to its server."""
    end = time.monotonic() + 60
    while "sent" not in (states := sent_of(one, offer)):
        assert time.monotonic() < end, states
        time.sleep(0.2)


def sent_of(one: Person, offer: str) -> list[str]:
    """The states of the letters about an offer."""
    found = one.ask("GET", f"/records/offers.offer/{offer}/letter")
    return [letter["state"] for letter in found["sent"]]


def label(one: Person, state: str) -> str:
    """What a state of letters is called."""
    fields = one.ask("GET", "/meta")["objects"]["mail.letter"]["fields"]
    options = next(field["options"] for field in fields if field["name"] == "state")
    return str(next(option["label"] for option in options if option["value"] == state))
