"""Django's entry to the module."""

from django.apps import AppConfig


class EinvoiceConfig(AppConfig):
    """E-invoices."""

    name = "kartei.modules.einvoice"
    label = "einvoice"

    def ready(self) -> None:
        from kartei.modules.billing.contract import INVOICE
        from kartei.modules.documents.contract import Companion, accompany
        from kartei.modules.einvoice.rules import issuing
        from kartei.platform.records import files

        accompany(INVOICE.object, Companion(issuing.amend, issuing.seal, issuing.files))
        files.keep(issuing.kept)
