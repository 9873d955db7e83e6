"""Django's entry to the shell: it puts the modules together."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps


class WebConfig(AppConfig):
    """The web floor knows the modules; nothing else names them by a string."""

    name = "kartei.web"
    label = "web"

    def ready(self) -> None:
        from kartei.platform.access.entities import module as access
        from kartei.platform.meta.spec import registry

        if registry.modules:
            return
        registry.install(access)
        for config in apps.get_app_configs():
            name = f"{config.name}.module"
            if config.name.startswith("kartei.modules.") and find_spec(name):
                registry.install(import_module(name).module)
