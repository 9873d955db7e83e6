"""What samples there are: the recipes of the modules in use, and one for each object of one's own.

A module says in its room ``samples.py`` what a likely record of its objects holds; what the firm
has added to these objects is filled by kind (values.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from django.apps import apps

from kartei.platform.access.actor import Actor

if TYPE_CHECKING:
    from kartei.platform.records.samples.scene import Scene

#: How many records of an object of one's own a small amount has.
OWN = 8


@dataclass(frozen=True, slots=True)
class Recipe:
    """How samples of an object are made. small: how many a small amount has.

    values(scene) gives the JSON form of one record, which ``records.write`` understands. behind:
    other objects whose samples are made before, so that these may lead to them.
    """

    object: str
    small: int
    values: Callable[[Scene], dict[str, Any]]
    behind: tuple[str, ...] = ()


def recipes(actor: Actor) -> list[Recipe]:
    """All recipes in use, each behind those whose records its own need."""
    own = [
        Recipe(name, OWN, named)
        for name, obj in actor.world.objects.items()
        if obj.entity is None and actor.in_use(name)
    ]
    left = {r.object: r for r in (*declared(actor), *own)}
    found: list[Recipe] = []
    while left:
        ready = [n for n, r in left.items() if not needed(actor, r) & (left.keys() - {n})]
        for name in ready or list(left)[:1]:
            found.append(left.pop(name))
    return found


def declared(actor: Actor) -> Iterator[Recipe]:
    """The recipes of the modules in use, in the order of their floors."""
    for config in apps.get_app_configs():
        path = f"{config.name}.samples"
        if config.name.startswith("kartei.platform.") or find_spec(path) is None:
            continue
        for recipe in import_module(path).RECIPES:
            if actor.in_use(recipe.object) and recipe.object in actor.world.objects:
                yield recipe


def needed(actor: Actor, recipe: Recipe) -> set[str]:
    """The objects whose records must be there before: all, for an object of one's own."""
    obj = actor.world.objects[recipe.object]
    links = (s for s in obj.fields.values() if s.kind.name in ("link", "links") and s.target)
    return {*recipe.behind, *(s.target or "" for s in links if obj.entity is None or s.required)}


def named(scene: Scene) -> dict[str, Any]:
    """A record of an object of one's own: its name; all else follows from its fields."""
    return {"name": f"{str(scene.obj.words['one']).capitalize()} {scene.number + 1}"}
