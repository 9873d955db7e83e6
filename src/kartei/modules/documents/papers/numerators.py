"""What holds for numerators: patterns that never make a number twice, counters that go forward."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.modules.documents.papers import patterns
from kartei.modules.documents.papers.kind import Kind, kinds
from kartei.modules.documents.papers.numbers import counter, free, numerators
from kartei.modules.documents.papers.patterns import Series
from kartei.platform.access.actor import Actor
from kartei.platform.meta.errors import FieldFault, invalid
from kartei.platform.meta.spec import Option
from kartei.platform.meta.world import Obj
from kartei.platform.records import store
from kartei.platform.records.draft import Draft
from kartei.platform.records.facts import facts_of
from kartei.platform.records.home import now_of, tell
from kartei.platform.records.numbers import forward, upcoming

Values = dict[str, Any]
#: Numbers stay short enough for their column, whatever the pattern.
HIGHEST = 999_999_999


def papers(objects: Mapping[str, Any]) -> Sequence[Option]:
    """The kinds of paper that are numbered."""
    known = (kind.object for kind in kinds() if kind.object in objects)
    return tuple(Option(name, objects[name].words["title"]) for name in known)


def forms(objects: Mapping[str, Any]) -> Sequence[Option]:
    """The forms that can be numbered apart."""
    return tuple(form for kind in kinds() if kind.object in objects for form in kind.forms)


def check(draft: Draft) -> None:
    """A pattern that can be filled, for papers that no other numerator in use numbers.

    Faults: `documents.numerator_form`, `_pattern`, `_anew`, `_twice`, `_same`.
    """
    form = draft.get("form")
    if form and form not in {one.value for one in kind_of(draft.get("paper")).forms}:
        draft.fault("form", "documents.numerator_form", _("These documents have no such form"))
    if check_pattern(draft) and draft.get("active") and not draft.get("deleted"):
        check_alone(draft)


def check_pattern(draft: Draft) -> bool:
    """One running number, known places, and what the counter starts anew with."""
    pattern, faults = draft.get("pattern") or "", len(draft.faults)
    strange = patterns.unknown(pattern)
    if strange:
        text = _("%(place)s means nothing here; {year}, {yy}, {month} and {number} are known")
        draft.fault("pattern", "documents.numerator_pattern", text, place=strange)
    elif len(patterns.NUMBER.findall(pattern)) != 1:
        text = _("Write {number} once, or {number:4} for four digits: the running number")
        draft.fault("pattern", "documents.numerator_pattern", text)
    elif patterns.lacks(pattern, draft.get("anew")):
        text = _("Numbers would repeat: the year or month that starts the counter anew is missing")
        draft.fault("pattern", "documents.numerator_anew", text)
    return len(draft.faults) == faults


def check_alone(draft: Draft) -> None:
    """Nothing else in use numbers the same papers, or makes the same numbers."""
    where = (draft.get("form") or "", draft.get("firm"))
    for row in numerators(draft.get("paper")):
        if row["id"] == draft.id:
            continue
        if (row["form"], row["firm_id"]) == where:
            text = _("“%(name)s” numbers these documents already")
            draft.fault("paper", "documents.numerator_twice", text, name=row["name"])
        if patterns.alike(row["pattern"], draft.get("pattern")):
            text = _("“%(name)s” makes the same numbers; add letters that tell them apart")
            draft.fault("pattern", "documents.numerator_same", text, name=row["name"])


def kind_of(name: str) -> Kind:
    """The kind of paper of an entity."""
    return next(kind for kind in kinds() if kind.object == name)


def now(actor: Actor, obj: Obj, key: UUID) -> tuple[Series, int]:
    """The series of a numerator today, by the firm's clock, and its next number."""
    row = store.load(actor, obj, [key])[key]
    day = now_of(actor).astimezone(actor.world.zone).date()
    series = counter(row["paper"], row["pattern"], row["anew"], day)
    return series, free(kind_of(row["paper"]), [series], upcoming(series.key))


def preview(actor: Actor, obj: Obj, ids: list[UUID], data: Values) -> Any:
    """The number that a paper of today would get; nothing is taken."""
    series, following = now(actor, obj, ids[0])
    return _("Next number: %(number)s") % {"number": series.text(following)}


def advance(actor: Actor, obj: Obj, ids: list[UUID], data: Values) -> Any:
    """Let the series go on from a higher number. Faults: `documents.numerator_number`, `_back`."""
    series, following = now(actor, obj, ids[0])
    given = str(data.get("number") or "")
    if not given.isdecimal() or len(given) > len(str(HIGHEST)) or not int(given):
        words = str(_("A whole number up to %(limit)s") % {"limit": HIGHEST})
        raise invalid([FieldFault("number", "documents.numerator_number", words, "/number")])
    if int(given) < following:
        text = _("A number is never given twice: the last one was %(number)s")
        words = str(text % {"number": series.text(following - 1)})
        raise invalid([FieldFault("number", "documents.numerator_back", words, "/number")])
    forward(series.key, int(given))
    told = {"number": series.text(int(given))}
    tell(actor, (obj.name, ids[0]), facts_of(actor, obj.name, ids)[ids[0]], "advance", told)
    return _("Next number: %(number)s") % told
