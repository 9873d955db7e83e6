"""Django's entry to the metadata room."""

from django.apps import AppConfig


class MetaConfig(AppConfig):
    """Tables of the metadata."""

    name = "kartei.platform.meta"
    label = "meta"
