"""The letter that goes with an offer, as it comes with the program."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kartei.modules.documents.contract import SLOTS
from kartei.platform.mail.purposes import Purpose
from kartei.platform.mail.states import LETTER

PURPOSE = Purpose(
    key="offer",
    label=_("Offer"),
    kind=LETTER,
    slots=SLOTS,
    subject=_("Offer {{ number }} of {{ date }}{{ if subject }}: {{ subject }}{{ end }}"),
    body=_(
        "{{ salutation }}\n\nplease find our offer {{ number }} attached.\n\n"
        "Kind regards\n{{ sender }}"
    ),
)
