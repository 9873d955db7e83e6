"""The letters that go with orders and invoices, as they come with the program."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kartei.modules.documents.contract import SLOTS
from kartei.platform.mail.purposes import Purpose
from kartei.platform.mail.states import LETTER

ORDER = Purpose(
    key="order",
    label=_("Order confirmation"),
    kind=LETTER,
    slots=SLOTS,
    subject=_("Order {{ number }} of {{ date }}{{ if subject }}: {{ subject }}{{ end }}"),
    body=_(
        "{{ salutation }}\n\nthank you for your order. Please find its confirmation {{ number }} "
        "attached.\n\nKind regards\n{{ sender }}"
    ),
)
INVOICE = Purpose(
    key="invoice",
    label=_("Invoice"),
    kind=LETTER,
    slots=SLOTS,
    subject=_("Invoice {{ number }} of {{ date }}{{ if subject }}: {{ subject }}{{ end }}"),
    body=_(
        "{{ salutation }}\n\nplease find our invoice {{ number }} attached.\n\n"
        "Kind regards\n{{ sender }}"
    ),
)
DELIVERY = Purpose(
    key="delivery",
    label=_("Delivery document"),
    kind=LETTER,
    slots=SLOTS,
    subject=_("Document {{ number }} of {{ date }}{{ if subject }}: {{ subject }}{{ end }}"),
    body=_(
        "{{ salutation }}\n\nplease find document {{ number }} attached. We ask you to sign it and "
        "to send us a copy.\n\nKind regards\n{{ sender }}"
    ),
)
