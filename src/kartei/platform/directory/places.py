"""Which unit somebody belongs to for the branch of the directory that he stands in."""

from __future__ import annotations

from uuid import UUID

from kartei.platform.access.actor import Actor
from kartei.platform.access.models import Unit
from kartei.platform.directory.entries import branches, wanted_name
from kartei.platform.directory.models import Branch, Server
from kartei.platform.records import write

NAME = "directory.branch"


class Places:
    """Branches and units of one directory.

    make: units that are missing are made where the directory is to be mirrored; else their names
    are only noted in ``missing``.
    """

    def __init__(self, server: Server, actor: Actor, *, make: bool) -> None:
        rows = Branch.objects.unguarded("who signs in reads no mapping; it is applied to him")
        found = rows.filter(server=server.pk, deleted=False, belongs__deleted=False)
        self.units = {wanted_name(row.name): row.belongs_id for row in found}
        self.missing: dict[str, str] = {}
        self._server, self._actor, self._make = server, actor, make
        self._below = "," + wanted_name(server.base)

    def unit_of(self, dn: str) -> UUID:
        """The unit of the nearest mapped branch around an entry, else the directory's own."""
        inside = [(name, title) for name, title in branches(dn) if name.endswith(self._below)]
        unit: UUID = self._server.home_id
        for name, title in reversed(inside):
            known = self.units.get(name) or self.units.get(wanted_name(title))
            if known is not None:
                unit = known
            elif self._server.mirror:
                unit = self._mirrored(name, title[:120], unit)
        return unit

    def _mirrored(self, name: str, title: str, parent: UUID) -> UUID:
        """A unit for a branch: one of its name at its place, else a new one."""
        if not self._make:
            self.missing[name] = title
            return parent
        there = Unit.objects.filter(parent=parent, name=title, deleted=False).first()
        values = {"name": title, "parent": str(parent)}
        unit = there.pk if there else write.create(self._actor, "access.unit", values)
        link = {"name": name, "server": str(self._server.pk), "belongs": str(unit)}
        write.create(self._actor, NAME, link)
        self.units[name] = unit
        return unit
