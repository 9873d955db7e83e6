"""Django's entry to the shell: it puts the modules together."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps

from kartei.platform.meta.spec import Module, registry
from kartei.web.config import ConfigurationError


class WebConfig(AppConfig):
    """The web floor knows the modules; nothing else names them by a string."""

    name = "kartei.web"
    label = "web"

    def ready(self) -> None:
        from kartei.platform.access.entities import module as access
        from kartei.platform.meta.entities import module as meta

        if registry.modules:
            return
        registry.install(meta)
        registry.install(access)
        for config in apps.get_app_configs():
            name = f"{config.name}.module"
            if config.name.startswith("kartei.modules.") and find_spec(name):
                install(import_module(name).module)


def install(module: Module) -> None:
    """Add a module of the configuration; ConfigurationError where one it needs is left out."""
    missing = [name for name in module.needs if name not in registry.modules]
    if missing:
        raise ConfigurationError(f"modules: {module.name} needs {', '.join(missing)} before it")
    registry.install(module)
