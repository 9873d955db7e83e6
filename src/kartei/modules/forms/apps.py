"""Django's entry to the module."""

from django.apps import AppConfig


class FormsConfig(AppConfig):
    """The firm's own Word templates and documents."""

    name = "kartei.modules.forms"
    label = "forms"
