"""Setting Django up with every module, and the rooms of a module that the shell opens by name."""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from kartei.platform.kit.collector import collector_at_rest
from kartei.web.config import ConfigurationError, config
from kartei.web.places import Place


def set_up() -> None:
    """Django with its applications; ConfigurationError names the package that cannot be loaded.

    Faults of this tree's own modules come as they are: who works on them wants to see the trace. So
    does, with KARTEI_DEBUG=yes, who works on a package.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kartei.web.settings")
    guests = [place for place in config().places() if place.origin]
    try:
        import django

        django.setup()
        for place in guests:
            check_router(place)
    except ConfigurationError:
        raise
    except Exception as error:
        if not guests or config().debug:
            raise
        raise ConfigurationError(blame(error, guests)) from error


def load_all() -> None:
    """Everything that answers requests and does jobs, for processes forked from this one.

    Neither a thread may run afterwards nor a connection be open: a copy of either would not work.
    ConfigurationError as of ``set_up``.
    """
    with collector_at_rest():
        set_up()
        from django.conf import settings

        # The first look-up of a host name loads this. The thread that waits for the first answer
        # makes one while processes are forked; a child would inherit a half-done import's lock.
        import_module("encodings.idna")
        import_module(settings.ROOT_URLCONF)
        import_module("kartei.platform.flow.worker")
        import_module("kartei.platform.flow.jobs").discover()


def check_router(place: Place) -> None:
    """The room ``api``, where there is one, can be opened; the addresses are made only later."""
    found = room(place, "api")
    if found is not None and not hasattr(found, "router"):
        raise ConfigurationError(f"{place.called}: its api.py has no router")


def blame(error: Exception, guests: list[Place]) -> str:
    """One line on what could not be loaded: the package in whose file it happened, and why."""
    why = f"{type(error).__name__}: {error}".split("\n", 1)[0]
    spots = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError) and error.filename:
        spots.append((error.filename, error.lineno))
    for file, line in reversed(spots):
        for place in guests:
            if file.startswith(f"{place.folder}{os.sep}"):
                short = os.path.relpath(file, place.folder)
                return f"{place.called} cannot be loaded: {why} ({short}, line {line})"
    named = next(
        (place for place in guests if place.package in why or f"'{place.name}'" in why), None
    )
    who = named.called if named else "modules " + ", ".join(place.name for place in guests)
    return f"{who} cannot be loaded: {why}"


def rooms(name: str) -> Iterator[tuple[str, ModuleType]]:
    """(module, its room of this name) of the modules that have one, each behind those it needs."""
    for place in config().places():
        found = room(place, name)
        if found is not None:
            yield place.name, found


def room(place: Place, name: str) -> ModuleType | None:
    """One room of a module, imported; None where it has none."""
    path = f"{place.package}.{name}"
    return import_module(path) if find_spec(path) else None
