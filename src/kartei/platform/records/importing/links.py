"""Titles in cells become links; groups and companies that are missing are made where allowed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from kartei.platform.access.actor import Actor
from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.ids import uuid7
from kartei.platform.kit.text import fold
from kartei.platform.meta.spec import FieldSpec, registry
from kartei.platform.meta.world import Obj
from kartei.platform.records import write
from kartei.platform.records.importing.compose import Composer, Row
from kartei.platform.records.importing.faults import row_fault
from kartei.platform.records.importing.names import TAX, Names, Owners, number_in
from kartei.platform.records.importing.targets import Beside, writable

USER = "access.user"


class Linker:
    """Looks titles up for one import; ``really``: missing groups and companies are made.

    A preview makes nothing: such links stay empty there.
    """

    def __init__(
        self, actor: Actor, obj: Obj, composer: Composer, options: dict[str, Any], really: bool
    ) -> None:
        self.actor = actor
        self.made: dict[str, int] = {}
        self._obj = obj
        self._composer = composer
        self._options = options
        self._really = really
        self._owners = Owners()
        self._small: dict[str, dict[str, UUID]] = {}
        self._promised: set[tuple[str, str]] = set()
        self._names: dict[str, Names] = {}
        #: companies that have an id, but are not written (any more, in a preview: ever)
        self._unmade: set[UUID] = set()
        self._counted: set[UUID] = set()

    def resolve(self, rows: Sequence[Row]) -> None:
        """Find owners, groups, links and companies of a batch; make nothing yet."""
        company = self._composer.company
        for row in rows:
            for name, title in row.links.items():
                if company is None or name != company.link:
                    self._link(row, self._obj.fields[name], title)
            for name, titles in row.many.items():
                self._links(row, self._obj.fields[name], titles)
            if self._options.get("owner"):
                row.values.setdefault("owner", self._options["owner"])
            if company is not None:
                self._company(row, company)

    def make(self, rows: Sequence[Row]) -> None:
        """Make what these rows, which will be written, still miss."""
        for row in rows:
            for name, target, title in row.missing:
                self._make_small(row, name, target, title)
        if self._composer.company is not None:
            self._make_companies(self._composer.company, rows)

    def _fault(self, row: Row, name: str, code: str, value: str) -> None:
        column = self._composer.column_of(name)
        title = column.title if column else name
        row.faults.append(row_fault(row.number, title, ValueFault(code, value=value[:100]), value))

    def _link(self, row: Row, spec: FieldSpec, title: str) -> None:
        found = self._find(spec, title)
        if found is not None:
            row.values[spec.name] = str(found)
        elif spec.small_target and self._may_make(spec.target or ""):
            row.missing.append((spec.name, spec.target or "", title))
        else:
            code = "import.owner" if spec.target == USER else "import.link"
            self._fault(row, spec.name, code, title)

    def _links(self, row: Row, spec: FieldSpec, titles: list[str]) -> None:
        ids = row.values.setdefault(spec.name, [])
        for title in dict.fromkeys(titles):
            found = self._find(spec, title)
            if found is not None:
                if str(found) not in ids:
                    ids.append(str(found))
            elif spec.small_target and self._may_make(spec.target or ""):
                row.missing.append((spec.name, spec.target or "", title))
            else:
                self._fault(row, spec.name, "import.group", title)

    def _find(self, spec: FieldSpec, title: str) -> UUID | None:
        target = spec.target or ""
        if target == USER:
            return self._owners.find(title)
        if spec.small_target:
            return self._small_of(target).get(fold(title))
        return self._names_of(target).find(title)

    def _small_of(self, target: str) -> dict[str, UUID]:
        if target not in self._small:
            self._small[target] = _small_titles(self.actor, target, self._obj)
        return self._small[target]

    def _names_of(self, target: str) -> Names:
        if target not in self._names:
            obj = self.actor.world.objects[target]
            self._names[target] = Names(self.actor, obj, "append_to")
        return self._names[target]

    def _may_make(self, target: str) -> bool:
        entity = registry.entities.get(target)
        same = registry.module_of(target) == registry.module_of(self._obj.name)
        return bool(
            self._options.get("groups") and entity and same and self.actor.may(target, "create")
        )

    def _make_small(self, row: Row, name: str, target: str, title: str) -> None:
        """A group: made once, then found; its fault (a name too long) is the row's."""
        known = self._small_of(target)
        key = fold(title)
        if (target, key) not in self._promised:
            self._promised.add((target, key))
            self.made[target] = self.made.get(target, 0) + 1
        if self._really and key not in known:
            field = self.actor.world.objects[target].title_field
            draft = write.create_many(self.actor, target, [{field: title}], skip_faulty=True)[0]
            if draft.faults:
                fault = draft.faults[0]
                row.faults.append(self._composer.fault_of(row, name, fault.code, fault.detail))
                return
            known[key] = draft.id
        if key in known and self._obj.fields[name].kind.many:
            row.values.setdefault(name, []).append(str(known[key]))
        elif key in known:
            row.values[name] = str(known[key])

    def _company(self, row: Row, beside: Beside) -> None:
        """The row's company by number or name; a new one gets its id here, once per file."""
        title, more = row.links.get(beside.link, ""), row.beside.get(beside.name, {})
        number = number_in(more, TAX)
        if not title and not number:
            return
        names = self._names_of(beside.object)
        row.company = names.find(title, number)
        if row.company is None and title:
            row.company = uuid7()
            names.add(row.company, title, number)
            self._unmade.add(row.company)
        if row.company is not None and row.company not in self._unmade:
            row.values[beside.link] = str(row.company)

    def _make_companies(self, beside: Beside, rows: Sequence[Row]) -> None:
        wanted: dict[UUID, Row] = {}
        for row in rows:
            if row.company in self._unmade:
                wanted.setdefault(row.company, row)
        if not wanted:
            return
        items = [self._company_values(beside, row) for row in wanted.values()]
        if self._really:
            drafts = write.create_many(
                self.actor, beside.object, items, ids=list(wanted), skip_faulty=True
            )
        else:
            drafts, _changed = write.trial(self.actor, beside.object, items, {})
        for (key, row), draft in zip(wanted.items(), drafts, strict=True):
            self._note_company(beside, key, row, draft)
        for row in rows:
            if row.company is not None and row.company not in self._unmade:
                row.values[beside.link] = str(row.company)

    def _note_company(self, beside: Beside, key: UUID, row: Row, draft: Any) -> None:
        for fault in draft.faults:
            found = self._composer.fault_of(row, fault.field, fault.code, fault.detail, beside.name)
            row.faults.append(found)
        if not draft.faults and key not in self._counted:
            self._counted.add(key)
            self.made[beside.object] = self.made.get(beside.object, 0) + 1
        if self._really and not draft.faults:
            self._unmade.discard(key)

    def _company_values(self, beside: Beside, row: Row) -> dict[str, Any]:
        obj = self.actor.world.objects[beside.object]
        values = {obj.title_field: row.links[beside.link], **row.beside.get(beside.name, {})}
        if row.firm_only:
            known = [spec.name for spec in writable(self.actor, obj)]
            values = {**{n: v for n, v in row.values.items() if n in known}, **values}
        elif obj.owned and "owner" in row.values:
            values["owner"] = row.values["owner"]
        return values

    def makes(self, row: Row) -> bool:
        """Whether the row's company is still to be made, by this row or one beside it."""
        return row.company in self._unmade and row.company not in self._counted


def _small_titles(actor: Actor, target: str, of: Obj) -> dict[str, UUID]:
    """The records of a small object by folded title, as far as the import's object takes them."""
    obj = actor.world.objects[target]
    if obj.entity is not None and not obj.entity.open_to_all and not actor.may(target, "read"):
        return {}
    rows = obj.twin.objects.order_by("-id")
    if obj.has_bin:
        rows = rows.filter(deleted=False)
    for spec in of.fields.values():
        among = of.among(spec.name) if spec.target == target else None
        if among is not None:
            rows = rows.filter(**{among[0].replace(".", "__"): among[1]})
    return {fold(title): key for key, title in rows.values_list("id", obj.title.path) if title}
