"""Django's entry to the module."""

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    """Products and their groups."""

    name = "kartei.modules.catalog"
    label = "catalog"
