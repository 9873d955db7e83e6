"""The letters that go with orders and invoices, as they come with the program."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kartei.modules.documents.contract import SLOTS
from kartei.platform.mail.purposes import Purpose, Slot
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
PROGRESS = Purpose(
    key="order_progress",
    label=_("How an order goes"),
    kind=LETTER,
    slots=(
        *SLOTS,
        Slot("status", _("Status"), pgettext_lazy("state of an order", "in work")),
        Slot("due", _("Delivery day"), _("29 November 2026")),
    ),
    subject=_("Order {{ number }}: {{ status }}"),
    body=_(
        "{{ salutation }}\n\nyour order {{ number }} of {{ date }}{{ if subject }} "
        "({{ subject }}){{ end }}: **{{ status }}**.{{ if due }}\n\n"
        "Delivery day: {{ due }}{{ end }}\n\nKind regards\n{{ sender }}"
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
