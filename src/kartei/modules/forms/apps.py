"""Django's entry to the module."""

from django.apps import AppConfig


class FormsConfig(AppConfig):
    """The firm's own Word templates and documents."""

    name = "kartei.modules.forms"
    label = "forms"

    def ready(self) -> None:
        from django.core.checks import register

        from kartei.modules.forms.checks import look
        from kartei.modules.forms.making.mailing import PURPOSE
        from kartei.modules.forms.making.rechecking import order_check
        from kartei.platform.mail import purposes
        from kartei.platform.meta import hooks

        purposes.add(PURPOSE)
        hooks.retired.append(order_check)
        register(look, "doctor")
