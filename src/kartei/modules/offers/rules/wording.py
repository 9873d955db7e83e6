"""The letter that goes with an offer, as it comes with the program."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kartei.modules.documents.contract import SLOTS
from kartei.platform.mail.purposes import Purpose, Slot
from kartei.platform.mail.states import LETTER

PURPOSE = Purpose(
    key="offer",
    label=_("Offer"),
    kind=LETTER,
    slots=(
        *SLOTS,
        Slot("page", _("Link to the client's page"), "https://kartei.example/offer/8f2c"),
    ),
    subject=_("Offer {{ number }} of {{ date }}{{ if subject }}: {{ subject }}{{ end }}"),
    body=_(
        "{{ salutation }}\n\nplease find our offer {{ number }} attached."
        "{{ if page }}\n\n[Look at it, ask and accept online]({{ page }}){{ end }}\n\n"
        "Kind regards\n{{ sender }}"
    ),
)
