"""Django's entry to the module."""

from django.apps import AppConfig


class FormsConfig(AppConfig):
    """The firm's own Word templates and documents."""

    name = "kartei.modules.forms"
    label = "forms"

    def ready(self) -> None:
        from django.core.checks import register

        from kartei.modules.forms.checks import look

        register(look, "doctor")
