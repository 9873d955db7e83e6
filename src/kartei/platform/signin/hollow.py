"""Django's auth and contenttypes by name alone.

The libraries for signing in import classes of these two (docs/decisions/0017-accounts.md). Their
models stay out of the registry: no tables, no migrations, no permissions beside the platform's.
"""

from typing import Any

from django.apps import AppConfig


class Hollow(AppConfig):
    """An application whose code may be imported, and that owns nothing."""

    def import_models(self) -> None:
        """No models of its own: what is imported later stays unknown to migrations and deletion."""
        self.models: dict[str, Any] = {}


class Auth(Hollow):
    """django.contrib.auth: hashing, signals and ``authenticate``."""

    name = "django.contrib.auth"


class ContentTypes(Hollow):
    """django.contrib.contenttypes, which auth's models point to."""

    name = "django.contrib.contenttypes"
