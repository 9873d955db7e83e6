"""The letter that goes with an offer, as the firm words it."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from kartei.platform.mail import templates
from kartei.platform.mail.purposes import Purpose, Slot
from kartei.platform.mail.states import LETTER
from kartei.platform.mail.templates import Rendered

PURPOSE = Purpose(
    key="offer",
    label=_("Offer"),
    kind=LETTER,
    slots=(
        Slot("salutation", _("Salutation"), _("Dear Ms Muster,")),
        Slot("number", _("Number"), "2026-0017"),
        Slot("date", _("Date"), _("22 November 2026")),
        Slot("subject", _("Subject"), _("Windows for the house by the lake")),
        Slot("sender", _("Sender, line by line"), "Peter Beispiel\nMuster GmbH"),
    ),
    subject=_("Offer {{ number }} of {{ date }}{{ if subject }}: {{ subject }}{{ end }}"),
    body=_(
        "{{ salutation }}\n\nplease find our offer {{ number }} attached.\n\n"
        "Kind regards\n{{ sender }}"
    ),
)


def letter(
    language: str, salutation: str, number: str, on: date, subject: str, sender: list[str]
) -> Rendered:
    """The letter's words; sender: name, position, firm, phone, some empty."""
    values = {
        "salutation": salutation,
        "number": number,
        "date": on,
        "subject": subject,
        "sender": "\n".join(line for line in sender if line),
    }
    return templates.letter(PURPOSE, language, values)
