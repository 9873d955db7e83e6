"""Django's entry to the module."""

from django.apps import AppConfig


class FinanceConfig(AppConfig):
    """Accounts and payments."""

    name = "kartei.modules.finance"
    label = "finance"

    def ready(self) -> None:
        from kartei.modules.billing.contract import register_receipts
        from kartei.modules.finance.rules.receipts import received
        from kartei.modules.finance.rules.statement_letter import STATEMENT
        from kartei.platform.mail import purposes

        register_receipts(received)
        purposes.add(STATEMENT)
