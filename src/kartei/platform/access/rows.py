"""Which rows a privilege of somebody reaches."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from kartei.platform.access.asker import Asker
from kartei.platform.access.clock import SUBSTITUTED
from kartei.platform.access.models import Share
from kartei.platform.access.roster import stand
from kartei.platform.access.standing import Scope, Shut
from kartei.platform.meta.spec import registry

#: Where a standing keeps the stages that are shut to it, by object.
SHUT = "shut"
#: Stands for a stage that the caller does not know: it is looked up where it matters.
UNTOLD: Any = object()


class Rows(Asker):
    """Somebody's rows: by depth, by sharing, by absence of others, less those at shut stages."""

    __slots__ = ()

    def scope(self, name: str, privilege: str) -> Scope:
        """The rows reached by a privilege; shares are fetched first and go in as literal ids."""
        key = (name, privilege)
        known = self.standing.scopes.get(key)
        if known is None:
            known = self.standing.scopes[key] = self._scope(name, privilege)
        return known

    def _scope(self, name: str, privilege: str) -> Scope:
        if self.out_of_bounds(self.world.objects[name], privilege):
            return Scope("none")
        depth = self.depth(name, privilege)
        shut = self.shut(name)
        if depth == 4:
            return Scope("most", shut=shut) if shut else Scope("all")
        shares = self._shares(name, privilege)
        owners = self._absent(name, privilege)
        if depth < 2:
            kind = "own" if depth else "none"
            return Scope(kind, shares=shares, owners=owners, shut=shut)
        units = (self.standing.unit,) if depth == 2 else self.standing.units_below
        # whoever belongs to one of these units owns nothing that is not reached already
        others = tuple(o for o in owners if self.roster.user_units.get(o) not in units)
        return Scope("units", units, shares, others, shut)

    def shut(self, name: str) -> Shut | None:
        """The stages whose records of an object his roles do not see; None where there is none."""
        obj = self.world.objects[name]
        if self.standing.administrator or not obj.staged:
            return None
        kept = self.standing.kept
        if SHUT not in kept:
            way = registry.way()
            kept[SHUT] = way.shut(self, {}) if way else {}
        stages = kept[SHUT].get(name)
        if not stages:
            return None
        empty = obj.twin._meta.get_field(obj.staged).null
        return Shut(obj.table, obj.staged, empty, tuple(sorted(stages)))

    def shut_off(self, name: str, record: UUID, stage: Any = UNTOLD) -> bool:
        """Whether a record stands at a stage that his roles do not see."""
        shut = self.shut(name)
        if shut is None:
            return False
        if stage is UNTOLD:
            rows = self.world.objects[name].twin.objects.filter(pk=record)
            stage = rows.values_list(f"{shut.field}_id", flat=True).first()
        return stage in shut.stages

    def _absent(self, name: str, privilege: str) -> tuple[UUID, ...]:
        """Those whom the asker substitutes now and who reach their own rows by this privilege."""
        obj = self.world.objects[name]
        if not obj.owned or privilege not in SUBSTITUTED:
            return ()
        return tuple(
            absent
            for absent in self.roster.clock.substituted.get(self.user, ())
            if (standing := stand(absent, self.roster))
            and replace(self, standing=standing).depth(name, privilege)
        )

    def _shares(self, name: str, privilege: str) -> tuple[UUID, ...]:
        mine = Q(user=self.user) | Q(unit=self.standing.unit)
        if self.standing.teams:
            mine |= Q(team__in=self.standing.teams)
        valid = Q(until=None) | Q(until__gt=timezone.now())
        rows = Share.objects.filter(mine, valid, object=name).values_list("record", "rights")
        return tuple(sorted({record for record, rights in rows if privilege in rights}))

    def reaches(
        self,
        name: str,
        privilege: str,
        owner: UUID | None,
        unit: UUID | None,
        record: UUID | None,
        stage: Any = UNTOLD,
    ) -> bool:
        """Whether a privilege reaches one row, known by its owner, unit and id.

        stage: where it stands, if the caller knows it; else it is looked up for those to whom any
        stage is shut.
        """
        if not self._inside(name, privilege, owner, unit, record):
            return False
        return record is None or not self.shut_off(name, record, stage)

    def _inside(
        self, name: str, privilege: str, owner: UUID | None, unit: UUID | None, record: UUID | None
    ) -> bool:
        """The same without regard to stages."""
        scope = self.scope(name, privilege)
        if scope.kind in ("all", "most"):
            return True
        if record is not None and record in scope.shares:
            return True
        if owner is not None and owner in scope.owners:
            return True
        if scope.kind == "own":
            return owner == self.user
        return scope.kind == "units" and unit in scope.units
