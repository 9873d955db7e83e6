"""Django's entry to the module."""

from django.apps import AppConfig


class SalesConfig(AppConfig):
    """Funnels, stages, loss reasons and deals."""

    name = "kartei.modules.sales"
    label = "sales"
