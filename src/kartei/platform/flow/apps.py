"""Django's entry to the flow room."""

from django.apps import AppConfig


class FlowConfig(AppConfig):
    """Jobs, schedules, live changes."""

    name = "kartei.platform.flow"
    label = "flow"

    def ready(self) -> None:
        from kartei.platform.flow import people  # noqa: F401 - what follows from changed users
        from kartei.platform.flow.handlers import order_computing, order_index
        from kartei.platform.meta import hooks
        from kartei.platform.records.reshaping.work import catch_up

        hooks.order = order_computing
        hooks.index = order_index
        hooks.catch_up = catch_up
