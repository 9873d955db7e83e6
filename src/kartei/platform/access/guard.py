"""The one guarded way to rows: a business model's manager raises unless told who asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from kartei.platform.access.actor import Actor


class Unguarded(RuntimeError):
    """Somebody reached for rows without saying who asks."""


class GuardedManager(models.Manager[Any]):
    """``seen_by(actor)`` for people, ``unguarded("why")`` for the platform; all else raises."""

    use_in_migrations = False

    def get_queryset(self) -> models.QuerySet[Any]:
        raise Unguarded(f"{self.model.__name__}.objects: say seen_by(actor) or unguarded('why')")

    def seen_by(self, actor: Actor, privilege: str = "read") -> models.QuerySet[Any]:
        """Rows the actor's privilege reaches, the bin left out."""
        from kartei.platform.access.depth import condition

        rows = super().get_queryset().filter(condition(actor, self.model, privilege))
        names = {f.name for f in self.model._meta.local_fields}
        return rows.filter(deleted=False) if "deleted" in names else rows

    def unguarded(self, why: str) -> models.QuerySet[Any]:
        """All rows, for a reason that a reviewer reads in tests/unguarded.txt."""
        if len(why) < 8:
            raise Unguarded("a reason is needed")
        return super().get_queryset()
