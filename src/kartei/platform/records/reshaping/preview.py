"""What a change of kind would come to: counted over all values, with examples of each outcome."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from kartei.platform.access.actor import Actor
from kartei.platform.kit.faults import ValueFault
from kartei.platform.meta.errors import words_of
from kartei.platform.meta.models import Reshape, RuntimeField
from kartei.platform.meta.reshapes import SETTINGS
from kartei.platform.meta.spec import FieldSpec
from kartei.platform.records import telling
from kartei.platform.records.reshaping.service import Wish, field_to_change, planned, stream
from kartei.platform.records.reshaping.sides import Side, Way, side_of, way_of
from kartei.platform.records.reshaping.turns import is_empty
from kartei.platform.records.reshaping.uses import uses

#: Examples of each outcome.
SHOWN = 50
#: Settings that say what a kind is; the others are limits and the like.
OF_KIND = ("kind", "target", "currency", "stem")


@dataclass(slots=True)
class Outcome:
    """A value and what becomes of it, in how many records."""

    value: Any
    found: Any
    fault: ValueFault | None
    count: int = 0


def preview(actor: Actor, key: UUID, wish: Wish) -> dict[str, Any]:
    """``{"values","fits","lost","examples","faults","choices","uses","dropped"}``.

    examples: ``[{"old","new","count"}]``, faults: ``[{"old","why","count"}]``, the most frequent
    first. choices: ``[{"label","count"}]`` that the values would become. uses: what depends on the
    field; why: what of it would no longer work. dropped: settings that end with the old kind.
    """
    row = field_to_change(actor, key)
    reshape = planned(actor, row, wish)
    way = way_of(actor, reshape)
    outcomes = sorted(tallied(way), key=lambda one: -one.count)
    good = [one for one in outcomes if one.fault is None]
    bad = [one for one in outcomes if one.fault is not None]
    new = side_of(actor, row, reshape.wish)  # by now with the choices that the texts become
    return {
        "values": sum(one.count for one in outcomes),
        "fits": sum(one.count for one in good),
        "lost": sum(one.count for one in bad),
        "examples": examples(way.old, new, good[:SHOWN]),
        "faults": faults(way.old, bad[:SHOWN]),
        "choices": choices(new.spec, good) if made_of_texts(reshape) else [],
        "uses": [asdict(use) for use in uses(actor, row, reshape.wish)],
        "dropped": dropped(row, reshape),
    }


def tallied(way: Way) -> list[Outcome]:
    """Every value that differs, with what becomes of it; each is converted once."""
    firsts = dict(stream(way.origin)) if way.origin is not None else {}
    found: dict[tuple[str, str], Outcome] = {}
    pairs = [(value, firsts.pop(key, None)) for key, value in stream(way.old)]
    for value, first in (*pairs, *((None, first) for first in firsts.values())):
        if is_empty(value) and is_empty(first):
            continue
        place = repr(value), repr(first)
        known = found.get(place)
        if known is None:
            known = found[place] = Outcome(value, *way.outcome(value, first))
        known.count += 1
    return list(found.values())


def in_words(side: Side, values: list[Any]) -> list[str]:
    """Values as the asker reads them; a target that he may not see shows nothing."""
    spec, actor = side.spec, side.actor
    told = [(spec, spec.kind.dump(value, spec), None) for value in values]
    known = telling.titles(actor, telling.targets(told))
    return [telling.words(actor, spec, value, known) for _spec, value, _new in told]


def examples(old: Side, new: Side, good: list[Outcome]) -> list[dict[str, Any]]:
    """What values become."""
    before = in_words(old, [one.value for one in good])
    after = in_words(new, [one.found for one in good])
    return [
        {"old": a, "new": b, "count": one.count}
        for a, b, one in zip(before, after, good, strict=True)
    ]


def faults(old: Side, bad: list[Outcome]) -> list[dict[str, Any]]:
    """What does not convert, and why."""
    before = in_words(old, [one.value for one in bad])
    return [
        {"old": words, "why": words_of(one.fault), "count": one.count}
        for words, one in zip(before, bad, strict=True)
        if one.fault is not None
    ]


def made_of_texts(reshape: Reshape) -> bool:
    """Whether the choices come out of the values."""
    return not reshape.before["choices"] and bool(reshape.wish["choices"])


def choices(spec: FieldSpec, good: list[Outcome]) -> list[dict[str, Any]]:
    """The choices, with how many records each would hold."""
    counts: Counter[str] = Counter()
    for one in good:
        for value in one.found if isinstance(one.found, list) else [one.found]:
            counts[value] += one.count
    return [{"label": str(o.label), "count": counts[o.value]} for o in spec.options]


def dropped(row: RuntimeField, reshape: Reshape) -> list[str]:
    """The settings that end with the old kind, by their names."""
    words = {column.name: column.verbose_name for column in row._meta.fields}
    return [
        str(words[name])
        for name in SETTINGS
        if name not in OF_KIND and reshape.before[name] and not reshape.wish[name]
    ]
