"""What letters are for: the fields that each may use, and its ready words.

A module adds a purpose of its own (``add``) when it starts; administrators change the words by a
record of ``mail.template``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kartei.platform.mail.states import ACCOUNT, HIGH, NORMAL, NOTICE
from kartei.platform.meta.spec import Option

LANGUAGES = ("ru", "de", "en")


@dataclass(frozen=True, slots=True)
class Slot:
    """A field that a letter may insert, with what a preview shows in its place."""

    name: str
    label: Any
    sample: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """An occasion for letters.

    subject and body: the ready words, lazy texts with places (kit.insertion); a body is Markdown.
    confidential: its words carry a link that signs somebody in.
    """

    key: str
    label: Any
    slots: tuple[Slot, ...]
    subject: Any
    body: Any
    kind: str = NOTICE
    priority: str = NORMAL
    confidential: bool = False

    def fields(self) -> tuple[Slot, ...]:
        """Its own fields and those that every letter has."""
        return (*self.slots, *COMMON)

    def names(self) -> frozenset[str]:
        """The names of all its fields."""
        return frozenset(slot.name for slot in self.fields())

    def words(self, language: str) -> tuple[str, str]:
        """(subject, body) in a language as they are without a template of the firm's own."""
        with translation.override(language):
            return str(self.subject), str(self.body)

    def samples(self, language: str) -> dict[str, str]:
        """A value for each field of its own, for a preview; the firm's are real."""
        with translation.override(language):
            return {slot.name: str(slot.sample) for slot in self.slots}


COMMON = (
    Slot("firm", _("Firm"), _("Sample & Sons")),
    Slot("address", _("Address of Kartei"), "https://kartei.example"),
)
NAME = Slot("name", _("Receiver's name"), _("Anna Sample"))
LINK = Slot("link", _("Link"), "https://kartei.example/x/8f2c")
UNTIL = Slot("until", _("Valid until"), _("29 November, 18:00"))
BY = Slot("by", _("Who did it"), _("Peter Example"))
PREFERENCES = Slot("preferences", _("Link to the preferences"), "https://kartei.example/notices")

_purposes: dict[str, Purpose] = {}


def add(*purposes: Purpose) -> None:
    """Make purposes known; one of the same key takes the place of the earlier."""
    _purposes.update({purpose.key: purpose for purpose in purposes})


def known() -> Mapping[str, Purpose]:
    """All purposes by key."""
    return _purposes


def options(_objects: Mapping[str, Any]) -> list[Option]:
    """The purposes as the choices of a field."""
    return [Option(purpose.key, purpose.label) for purpose in _purposes.values()]


def _account(
    key: str, label: Any, subject: Any, body: Any, slots: Iterable[Slot], secret: bool
) -> Purpose:
    """A letter about somebody's own account; it goes before all others."""
    return Purpose(
        key=key, label=label, slots=(NAME, *slots), subject=subject, body=body, kind=ACCOUNT,
        priority=HIGH, confidential=secret,
    )  # fmt: skip


add(
    _account(
        "invitation",
        _("Invitation"),
        _("{{ firm }} invites you to Kartei"),
        _(
            "Hello {{ name }},\n\n{{ by }} has made an account for you in Kartei, the client"
            " records of {{ firm }}. Your login: **{{ login }}**\n\n"
            "[Choose a password]({{ link }})\n\nThe link works once, until {{ until }}."
        ),
        (BY, Slot("login", _("Login"), "anna"), LINK, UNTIL),
        True,
    ),
    _account(
        "recovery",
        _("Forgotten password"),
        _("Choose a new password"),
        _(
            "Hello {{ name }},\n\nsomebody asked for a new password for your account"
            " **{{ login }}**. If it was you:\n\n[Choose a new password]({{ link }})\n\n"
            "The link works once, until {{ until }}. If it was not you, you need do nothing: your"
            " password stays as it is."
        ),
        (Slot("login", _("Login"), "anna"), LINK, UNTIL),
        True,
    ),
    _account(
        "confirmation",
        _("Confirmation of a mail address"),
        _("Confirm your mail address"),
        _(
            "Hello {{ name }},\n\nplease confirm that this mail address is yours:\n\n"
            "[Confirm the address]({{ link }})\n\nThe link works until {{ until }}. If you did not"
            " enter this address in Kartei, you need do nothing."
        ),
        (LINK, UNTIL),
        True,
    ),
    _account(
        "account_event",
        _("Something happened to an account"),
        _("Your account: {{ event }}"),
        _(
            "Hello {{ name }},\n\nthis happened to your account: **{{ event }}**\n\n"
            "{{ when }}{{ if ip }}, from {{ ip }}{{ end }}{{ if agent }}, {{ agent }}{{ end }}\n\n"
            "If it was not you, tell your administrator at once, and"
            " [choose a new password]({{ link }})."
        ),
        (
            Slot("event", _("What happened"), _("the password was changed")),
            Slot("when", _("When"), _("22 November 2026, 10:15")),
            Slot("ip", _("Internet address"), "192.0.2.17"),
            Slot("agent", _("Browser"), "Firefox 145, Linux"),
            LINK,
        ),
        False,
    ),
    Purpose(
        key="notice",
        label=_("Shared, assigned, requested"),
        slots=(
            NAME,
            Slot("what", _("What happened"), _("Peter Example shared a company with you")),
            Slot("title", _("Title of the record"), _("Example Windows Ltd")),
            LINK,
            PREFERENCES,
        ),
        subject=_("{{ what }}{{ if title }}: {{ title }}{{ end }}"),
        body=_(
            "Hello {{ name }},\n\n{{ what }}{{ if title }}: **{{ title }}**{{ end }}\n\n"
            "[Open in Kartei]({{ link }})\n\n"
            "[Choose which notices come by mail]({{ preferences }})"
        ),
    ),
    Purpose(
        key="digest",
        label=_("News of the day"),
        slots=(
            NAME,
            Slot("news", _("News, a line each"), _("Peter Example shared a company with you")),
            LINK,
            PREFERENCES,
        ),
        subject=_("Your news in Kartei"),
        body=_(
            "Good morning {{ name }},\n\nwhat is new since yesterday:\n\n{{ news }}\n\n"
            "[Open Kartei]({{ link }})\n\n[Choose which notices come by mail]({{ preferences }})"
        ),
    ),
)
