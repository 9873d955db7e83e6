"""Django's entry to the module."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Reports and their letters."""

    name = "kartei.modules.reports"
    label = "reports"
