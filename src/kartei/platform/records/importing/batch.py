"""Some hundred rows at once: judged, written (or only tried), and told what became of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from kartei.platform.access.actor import Actor
from kartei.platform.kit.faults import ValueFault
from kartei.platform.meta.world import Obj
from kartei.platform.records import store, write
from kartei.platform.records.draft import Draft
from kartei.platform.records.importing.compose import Composer, Row
from kartei.platform.records.importing.faults import (
    DUPLICATE,
    FAULTY,
    NEW,
    UPDATED,
    WARNING,
    RowFault,
    row_fault,
)
from kartei.platform.records.importing.filling import additions
from kartei.platform.records.importing.links import Linker
from kartei.platform.records.importing.matching import Matcher
from kartei.platform.records.importing.notes import add_notes
from kartei.platform.records.importing.targets import Beside

SKIP, CREATE = "skip", "create"


@dataclass(slots=True)
class Told:
    """What became of some rows."""

    counts: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys((NEW, UPDATED, DUPLICATE, FAULTY), 0)
    )
    faults: list[RowFault] = field(default_factory=list)


class Batches:
    """Takes batches of rows one after the other; ``really``: writes them, else only tries.

    options: ``duplicates`` (skip, fill, overwrite, create), ``keep`` (write a row without its
    faulty cells), ``groups``, ``owner``.
    """

    def __init__(
        self,
        actor: Actor,
        composer: Composer,
        besides: Sequence[Beside],
        options: Mapping[str, Any],
        name: str,
        really: bool,
    ) -> None:
        self.actor = actor
        self.photo: Callable[[Row], str | None] = lambda _row: None
        self._obj: Obj = actor.obj(name)
        self.composer = composer
        self._mode = options["duplicates"]
        self._keep = options["keep"]
        self._really = really
        self.linker = Linker(actor, self._obj, composer, dict(options), really)
        company = composer.company
        self._matcher = Matcher(actor, self._obj, company.link if company else "")
        self._contacts = {
            b.name: (b, Matcher(actor, actor.obj(b.object), b.link)) for b in besides if b.contact
        }

    def renew(self, actor: Actor) -> None:
        """Go on as the same person, under the rights of this moment."""
        self.actor = self.linker.actor = self._matcher.actor = actor
        for _beside, matcher in self._contacts.values():
            matcher.actor = actor
        self._obj = actor.obj(self._obj.name)

    def take(self, rows: Sequence[Row]) -> Told:
        """Judge and write a batch, in the caller's transaction."""
        self.linker.resolve(rows)
        waiting = list(rows)
        while waiting:
            waiting = self._round(waiting)
        written = [row for row in rows if row.outcome != FAULTY]
        for beside, matcher in self._contacts.values():
            self._write_contacts(beside, matcher, written)
        if self._really:
            noted = [row for row in written if row.notes and row.outcome in (NEW, UPDATED)]
            company = self.composer.company
            for firm, name in ((False, self._obj.name), (True, company.object if company else "")):
                mine = [row for row in noted if row.firm_only is firm]
                add_notes(self.actor, name, [(self._record(r), "\n".join(r.notes)) for r in mine])
        return told(rows)

    def _record(self, row: Row) -> UUID:
        """The record that the row is, or became."""
        if row.firm_only and row.company is not None:
            return row.company
        found: UUID = row.twin.id if row.twin is not None else row.target or row.id
        return found

    def _round(self, rows: list[Row]) -> list[Row]:
        """Judge and write once; returns the rows whose twin could not be written after all."""
        good = [row for row in rows if self._keep or not row.broken]
        for row in rows:
            row.outcome = FAULTY if row.broken and not self._keep else ""
        if self._mode != CREATE:
            people = [row for row in good if not row.firm_only]
            self._matcher.match(people, {r.number: str(r.company) for r in people if r.company})
        again = [row for row in good if row.twin is not None or row.target is not None]
        self._write_new([row for row in good if row.twin is None and row.target is None])
        orphans = [row for row in again if row.twin is not None and row.twin.failed]
        again = [row for row in again if row.twin is None or not row.twin.failed]
        if self._mode == SKIP:
            for row in again:
                row.outcome = DUPLICATE
        else:
            self._write_updates(again)
        return orphans

    def _prepared(self, rows: Sequence[Row]) -> list[Row]:
        """Make groups and companies of the rows; what fails there fails the row."""
        self.linker.make(rows)
        for row in rows:
            if row.broken and not self._keep:
                fail(row)
        return [row for row in rows if row.outcome != FAULTY]

    def _write_new(self, rows: Sequence[Row]) -> None:
        makes = {row.company: row for row in reversed(rows) if self.linker.makes(row)}
        ready = self._prepared(rows)
        for row in ready:
            if row.firm_only:
                row.outcome = NEW if makes.get(row.company) is row else DUPLICATE
        ready = [row for row in ready if not row.firm_only]
        for row in ready:
            picture = self.photo(row) if self._really else None
            if picture:
                row.values["photo"] = picture
        self._create(ready)
        if self._keep:
            self._create([row for row in ready if row.outcome == FAULTY and self._relieved(row)])

    def _create(self, rows: Sequence[Row]) -> None:
        if not rows:
            return
        items = [row.values for row in rows]
        name = self._obj.name
        if self._really:
            ids, numbers = [row.id for row in rows], [row.number for row in rows]
            drafts = write.create_many(
                self.actor, name, items, ids=ids, rows=numbers, skip_faulty=True
            )
        else:
            self.actor.must(name, "create")
            drafts, _changed = write.trial(self.actor, name, items, {})
        for row, draft in zip(rows, drafts, strict=True):
            self._settle(row, draft, NEW)

    def _settle(self, row: Row, draft: Draft, outcome: str) -> None:
        """What writing said of a row."""
        row.outcome = outcome
        if row.seen is not None:
            row.seen.failed = False
        if draft.faults:
            row.faults += [
                self.composer.fault_of(row, f.field, f.code, f.detail) for f in draft.faults
            ]
            row.faulty_fields = {f.field for f in draft.faults}
            fail(row)

    def _relieved(self, row: Row) -> bool:
        """Take the refused values out of a row, to write it without them; False when none is."""
        refused = row.faulty_fields & row.values.keys()
        for name in refused:
            del row.values[name]
        return bool(refused)

    def _write_updates(self, rows: Sequence[Row]) -> None:
        """Rows of one record come one after the other, each on top of the one before."""
        waiting = self._prepared(rows)
        while waiting:
            now: dict[UUID, Row] = {}
            later = []
            for row in waiting:
                if now.setdefault(self._record(row), row) is not row:
                    later.append(row)
            self._update(now)
            waiting = later

    def _update(self, rows: dict[UUID, Row]) -> None:
        olds = store.load(self.actor, self._obj, rows)
        changes = {}
        for key, row in rows.items():
            if key not in olds:
                row.outcome = UPDATED  # a preview's twin, which is not written yet
                continue
            found = additions(self._obj, olds[key], row.values, self._mode)
            row.outcome = DUPLICATE
            if found:
                changes[key] = found
        if not changes:
            return
        name = self._obj.name
        if self._really:
            drafts = write.change_many(self.actor, name, changes, skip_faulty=True)
        else:
            drafts = write.trial(self.actor, name, [], changes)[1]
        for draft in drafts:
            self._settle(rows[draft.id], draft, UPDATED if draft.changed() else DUPLICATE)

    def _write_contacts(self, beside: Beside, matcher: Matcher, rows: Sequence[Row]) -> None:
        """The contact persons of companies; those who are known already stay as they are."""
        wanted: dict[int, tuple[Row, Row]] = {}
        for row in rows:
            values = dict(row.beside.get(beside.name, {}))
            if values:
                wanted[row.number] = (row, Row(row.number, row.cells, values=values))
        if not wanted:
            return
        companies = {number: str(self._record(row)) for number, (row, _c) in wanted.items()}
        if self._mode != CREATE:
            matcher.match([contact for _row, contact in wanted.values()], companies)
        new = [pair for pair in wanted.values() if not pair[1].twin and not pair[1].target]
        for row, contact in new:
            if self._really:
                contact.values[beside.link] = companies[row.number]
            if "owner" in row.values:
                contact.values["owner"] = row.values["owner"]
        self._create_contacts(beside, new)

    def _create_contacts(self, beside: Beside, pairs: Sequence[tuple[Row, Row]]) -> None:
        if not pairs:
            return
        items = [contact.values for _row, contact in pairs]
        if self._really:
            ids = [contact.id for _row, contact in pairs]
            drafts = write.create_many(self.actor, beside.object, items, ids=ids, skip_faulty=True)
        else:
            drafts, _changed = write.trial(self.actor, beside.object, items, {})
        for (row, contact), draft in zip(pairs, drafts, strict=True):
            if contact.seen is not None:
                contact.seen.failed = bool(draft.faults)
            row.faults += [
                self.composer.fault_of(row, f.field, f.code, f.detail, beside.name)
                for f in draft.faults
            ]
        good = sum(not draft.faults for draft in drafts)
        self.linker.made[beside.object] = self.linker.made.get(beside.object, 0) + good


def fail(row: Row) -> None:
    """The row is not written; rows that are the same must not rely on it."""
    row.outcome = FAULTY
    if row.seen is not None:
        row.seen.failed = True


def told(rows: Sequence[Row]) -> Told:
    """Counts and the lines of the report."""
    found = Told()
    for row in rows:
        found.counts[row.outcome] += 1
        kind = FAULTY if row.outcome == FAULTY else WARNING
        found.faults += [
            RowFault(f.row, kind, f.field, f.code, f.value, f.reason, f.cure) for f in row.faults
        ]
        if row.outcome == DUPLICATE:
            found.faults.append(duplicate(row))
    return found


def duplicate(row: Row) -> RowFault:
    """The line of a row that brought nothing new."""
    if row.twin is not None:
        fault = ValueFault("import.duplicate_row", row=row.twin.number)
    else:
        fault = ValueFault("import.duplicate_base")
    return row_fault(row.number, "", fault, row.title, DUPLICATE)
