"""Django's entry to the module."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Persons, companies and their groups."""

    name = "kartei.modules.people"
    label = "people"
