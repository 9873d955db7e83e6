"""Numbers that fields of one's own get by themselves: "M-2026-0001"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kartei.platform.meta.spec import FieldSpec
from kartei.platform.records.draft import Draft
from kartei.platform.records.numbers import take_for

#: {year}, {month}, {number}, {number:4}
PLACE = re.compile(r"\{(year|month|number)(?::([1-9]))?\}")


def number(drafts: Sequence[Draft]) -> None:
    """Give new records their numbers, without gaps and in the order of the drafts."""
    made = [d for d in drafts if d.creating and not d.faults]
    if not made:
        return
    for spec in made[0].obj.fields.values():
        if not spec.series:
            continue
        fresh = [d for d in made if not d.get(spec.name)]
        if fresh:
            before, first = take_for(fresh[0].actor, key_of(fresh[0], spec), len(fresh))
            for at, draft in enumerate(fresh):
                draft.put(spec.name, before + written(draft, spec.series, first + at))


def key_of(draft: Draft, spec: FieldSpec) -> str:
    """The series; it begins anew with each year or month that stands in the number."""
    parts = [draft.obj.name, spec.name]
    day = draft.actor.ctx.now.astimezone(draft.actor.world.zone)
    for name, value in (("year", day.year), ("month", day.month)):
        if "{" + name in spec.series:
            parts.append(str(value))
    return ":".join(parts)


def written(draft: Draft, form: str, count: int) -> str:
    """A number in its form."""
    day = draft.actor.ctx.now.astimezone(draft.actor.world.zone)
    values = {"year": day.year, "month": day.month, "number": count}
    wide = {"year": 4, "month": 2, "number": 1}

    def place(found: re.Match[str]) -> str:
        width = int(found.group(2) or wide[found.group(1)])
        return str(values[found.group(1)]).rjust(width, "0")

    return PLACE.sub(place, form)
