"""Django's entry to the module."""

from django.apps import AppConfig


class CalculatorsConfig(AppConfig):
    """Calculators and their parts."""

    name = "kartei.modules.calculators"
    label = "calculators"

    def ready(self) -> None:
        from kartei.modules.calculators.rules.lines import worked_out
        from kartei.modules.documents.contract import register_worker

        register_worker(worked_out)
