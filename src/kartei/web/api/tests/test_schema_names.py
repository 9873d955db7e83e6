"""Shapes in the API's description are called by their class: two of one name must be one shape."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from kartei.web import api
from kartei.web.api.base import Strict


def test_shapes_of_one_name_are_one_shape() -> None:
    """The description keeps one shape a name: another one would be described wrongly."""
    found: dict[str, dict[str, object]] = {}
    for part in pkgutil.iter_modules(api.__path__, f"{api.__name__}."):
        if part.ispkg:
            continue
        for thing in vars(import_module(part.name)).values():
            if isinstance(thing, type) and issubclass(thing, Strict) and thing is not Strict:
                shapes = found.setdefault(thing.__name__, {})
                shapes[f"{thing.__module__}"] = thing.model_json_schema()["properties"]
    wrong = {
        name: sorted(shapes)
        for name, shapes in found.items()
        if any(shape != next(iter(shapes.values())) for shape in shapes.values())
    }
    assert not wrong, "\n".join(f"{name}: {places}" for name, places in wrong.items())
