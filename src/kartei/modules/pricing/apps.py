"""Django's entry to the module."""

from django.apps import AppConfig


class PricingConfig(AppConfig):
    """Price lists, discount rules and limits."""

    name = "kartei.modules.pricing"
    label = "pricing"

    def ready(self) -> None:
        from kartei.modules.documents.contract import register_pricer
        from kartei.modules.pricing.rules.pricer import PRICER

        register_pricer(PRICER)
