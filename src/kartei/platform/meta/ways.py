"""An object made in the browser begins to go the way of a funnel."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from kartei.platform.meta import keeper
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.models import Firm
from kartei.platform.meta.spec import registry
from kartei.platform.meta.world import present_world

#: Whether an object's first funnel comes from elsewhere: out of a configuration.
_brought: ContextVar[bool] = ContextVar("brought", default=False)


@contextmanager
def brought() -> Iterator[None]:
    """Objects made inside get no first funnel: theirs stand in the file that is taken in."""
    token = _brought.set(True)
    try:
        yield
    finally:
        _brought.reset(token)


def begin_way(draft: Any, table: str) -> None:
    """Columns for the stages of an object's records, and a first funnel where there is none.

    Errors: 409 while no module in use knows funnels.
    """
    way = registry.way(Firm.objects.get(pk=1).modules)
    if way is None:
        raise Refusal("meta.no_way", _("The module with the pipelines is switched off"), status=409)
    keeper.add_way(table, way)
    if _brought.get():
        return
    # what is kept for this author belongs to worlds that do not know the object yet
    standing = replace(draft.actor.standing, scopes={}, seen={}, kept={})
    author = replace(draft.actor, standing=standing, world=present_world())
    way.start(author, f"own.{draft.get('code')}")
