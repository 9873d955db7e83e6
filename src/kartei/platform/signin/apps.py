"""Django's entry to the sign-in room."""

from django.apps import AppConfig


class SigninConfig(AppConfig):
    """Signing in."""

    name = "kartei.platform.signin"
    label = "signin"
