"""Django's entry to the module."""

from django.apps import AppConfig


class BillingConfig(AppConfig):
    """Orders and invoices."""

    name = "kartei.modules.billing"
    label = "billing"

    def ready(self) -> None:
        from kartei.modules.billing.rules.delivery_kind import DELIVERY
        from kartei.modules.billing.rules.kinds import INVOICE, ORDER
        from kartei.modules.billing.rules.wording import PROGRESS
        from kartei.modules.documents.contract import register
        from kartei.platform.mail import purposes

        purposes.add(PROGRESS)
        for kind in (ORDER, INVOICE, DELIVERY):
            purposes.add(kind.letter)
            register(kind)
