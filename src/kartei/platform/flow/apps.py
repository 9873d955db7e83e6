"""Django's entry to the flow room."""

from django.apps import AppConfig


class FlowConfig(AppConfig):
    """Jobs, schedules, live changes."""

    name = "kartei.platform.flow"
    label = "flow"
