"""What a draft must pass before it is written: its owner, links, rules and unique values."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.platform.meta.errors import invalid
from kartei.platform.meta.limits import preset
from kartei.platform.records import computing, data_rules, series
from kartei.platform.records.draft import Draft
from kartei.platform.records.links import check_links
from kartei.platform.records.parsing import check_required


def defaults(draft: Draft) -> None:
    """Declared default values."""
    for spec in draft.obj.fields.values():
        if spec.default is not None:
            draft.new[spec.name] = preset(spec, draft.actor.ctx)


def own(draft: Draft) -> None:
    """A new record belongs to its maker unless an owner (or nobody) is named."""
    if not draft.obj.owned:
        return
    actor = draft.actor
    if "owner" not in draft.new:
        draft.new["owner"] = actor.user
    owner = draft.new["owner"]
    draft.new["unit"] = actor.roster.user_units.get(owner, actor.standing.unit)
    name = draft.obj.name
    if not actor.reaches(name, "create", owner, draft.new["unit"], None):
        draft.fault("owner", "access.forbidden", _("You may not create records for this person"))
    elif owner != actor.user and not actor.reaches(name, "assign", owner, draft.new["unit"], None):
        draft.fault("owner", "access.forbidden", _("You may not assign records to this person"))


def complete(drafts: list[Draft]) -> None:
    """Links, rules, what follows from other values, required and unique fields."""
    if not drafts:
        return
    check_links(drafts)
    obj = drafts[0].obj
    if obj.entity is not None and obj.entity.prepare:
        obj.entity.prepare(drafts)
    if obj.before:
        for draft in drafts:
            obj.before(draft)
    data_rules.normalise(drafts)
    computing.compute(drafts)
    data_rules.judge(drafts)
    for draft in drafts:
        check_chains(draft)
        check_required(draft)
    check_unique(drafts)
    series.number(drafts)  # last, so that what is refused takes no number


def check_chains(draft: Draft) -> None:
    """A choice that depends on another one must belong to it, where one of both changes.

    One that nobody has chosen now, and that does not fit any more, goes.
    """
    for spec in draft.obj.fields.values():
        if not spec.depends or not draft.changes(spec.name, spec.depends):
            continue
        chosen = next((o for o in spec.options if o.value == draft.get(spec.name)), None)
        if chosen is None or chosen.under in ("", draft.get(spec.depends)):
            continue
        if spec.name not in draft.new:
            draft.put(spec.name, None)
            continue
        upper = draft.obj.fields.get(spec.depends)
        text = _("“%(choice)s” does not go with what is chosen in “%(field)s”")
        label = upper.label if upper else spec.depends
        draft.fault(spec.name, "value.chain", text, choice=chosen.label, field=label)


def check_unique(drafts: list[Draft]) -> None:
    """Fields that no two records may share."""
    obj = drafts[0].obj
    for spec in obj.fields.values():
        if not spec.unique or spec.name == "id":
            continue
        mine = [d for d in drafts if d.new.get(spec.name) not in (None, "")]
        if not mine:
            continue
        values = [d.new[spec.name] for d in mine]
        taken = dict(
            obj.twin.objects.filter(**{f"{spec.path}__in": values}).values_list(spec.path, "id")
        )
        first: dict[Any, UUID] = {}
        for draft in mine:
            value = draft.new[spec.name]
            other = taken.get(value, first.get(value))
            if other is not None and other != draft.id:
                draft.fault(spec.name, "value.unique", _("This value is taken already"))
            first.setdefault(value, draft.id)


def accepted(drafts: list[Draft], skip_faulty: bool) -> list[Draft]:
    """The drafts without faults; refuse when faults may not be skipped."""
    faults = [f for d in drafts for f in d.faults]
    if faults and not skip_faulty:
        raise invalid(faults)
    return [d for d in drafts if not d.faults]


def reassign(draft: Draft) -> None:
    """A new owner needs the right to assign, here and there; the unit follows him."""
    if not draft.obj.owned or not draft.changes("owner"):
        return
    actor, name, owner = draft.actor, draft.obj.name, draft.new["owner"]
    unit = actor.roster.user_units.get(owner, draft.old.get("unit"))
    here = actor.reaches(name, "assign", draft.old.get("owner"), draft.old.get("unit"), draft.id)
    if not here:
        draft.fault("owner", "access.forbidden", _("You may not hand this record over"))
    draft.put("unit", unit)
