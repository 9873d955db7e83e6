"""Django's entry to the access room."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Users, units, teams, roles, shares, sessions and tokens."""

    name = "kartei.platform.access"
    label = "access"
