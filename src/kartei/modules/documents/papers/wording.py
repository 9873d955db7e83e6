"""The letter that goes with a paper, as the firm words it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from kartei.modules.documents.render.model import PaperDocument
from kartei.platform.mail import templates
from kartei.platform.mail.purposes import Purpose, Slot
from kartei.platform.mail.templates import Rendered

#: What every such letter may insert.
SLOTS = (
    Slot("salutation", _("Salutation"), _("Dear Ms Muster,")),
    Slot("number", _("Number"), "2026-0017"),
    Slot("date", _("Date"), _("22 November 2026")),
    Slot("subject", _("Subject"), _("Windows for the house by the lake")),
    Slot("sender", _("Sender, line by line"), "Peter Beispiel\nMuster GmbH"),
)


def letter(
    purpose: Purpose,
    found: PaperDocument,
    language: str,
    salutation: str,
    page: str = "",
    more: Mapping[str, Any] | None = None,
) -> Rendered:
    """The words of the letter that goes with a paper; page: the address of its client's page;
    more: values of slots that this purpose has besides.
    """
    sender, firm = found.sender, found.firm
    signed = [sender.name, sender.position, firm.name, sender.phone or firm.phone]
    values = {
        "salutation": salutation,
        "number": found.number,
        "date": found.date,
        "subject": found.subject,
        "sender": "\n".join(line for line in signed if line),
        "page": page,
        **(more or {}),
    }
    return templates.letter(purpose, language, values)
