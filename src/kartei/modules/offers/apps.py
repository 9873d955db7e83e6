"""Django's entry to the module."""

from django.apps import AppConfig


class OffersConfig(AppConfig):
    """Offers and their lines."""

    name = "kartei.modules.offers"
    label = "offers"
