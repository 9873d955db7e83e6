"""Django's entry to the shell: it puts the modules together."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig, apps

from kartei.platform.meta.spec import registry
from kartei.web.config import ConfigurationError, config
from kartei.web.places import Place


class WebConfig(AppConfig):
    """The web floor knows the modules; nothing else names them by a string."""

    name = "kartei.web"
    label = "web"

    def ready(self) -> None:
        from kartei.platform.access.entities import module as access
        from kartei.platform.directory.entities import module as directory
        from kartei.platform.federation.entities import module as federation
        from kartei.platform.mail.entities import module as mail
        from kartei.platform.meta.entities import module as meta

        if registry.modules:
            return
        registry.install(meta)
        registry.install(access)
        registry.install(mail)
        registry.install(directory)
        registry.install(federation)
        for place in config().places():
            install(place)


def install(place: Place) -> None:
    """Add a module; ConfigurationError where a label or an object is not its own."""
    label = next(app.label for app in apps.get_app_configs() if app.name == place.package)
    if label != place.name:
        raise ConfigurationError(
            f"{place.called}: its apps.py says the label {label!r}; it must be {place.name!r}"
        )
    try:
        registry.install(import_module(f"{place.package}.module").module)
    except ValueError as error:
        raise ConfigurationError(f"{place.called}: {error}") from error
