"""Grouped figures for reports: count and sum per value of one or two fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from babel.dates import format_date, format_skeleton
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor
from kartei.platform.meta.errors import bad_question
from kartei.platform.meta.kinds.choice import label_of
from kartei.platform.meta.spec import FieldSpec
from kartei.platform.records.ask import Ask, Plan, plan
from kartei.platform.records.query import narrow
from kartei.platform.records.totals import (
    Found,
    Group,
    group_by,
    narrowed,
    shown_sum,
    summed_field,
    total_of,
    totals,
)
from kartei.platform.records.wire import as_key, small_titles, titles_of

MAX_KEYS = 2
Titles = Callable[[Any], str]
#: Rank, value in JSON form, title.
Face = tuple[Any, Any, str]


def groups(
    actor: Actor, name: str, *, by: str, filter: Any = None, search: str = "", sum: str = ""
) -> dict[str, Any]:
    """``{"groups": [{"value", "title", "count", "sum"}]}``, in the order of the values.

    by: a field, or two with a comma (value and title are lists of two then); dates and moments
    group by ``:day`` (default), ``:month`` or ``:year`` in the asker's time zone. sum: a money
    (firm's currency), number or integer field. Unreadable fields are unknown ones (400);
    unreadable link targets count as empty.
    """
    made = plan(actor, name, Ask(filter=filter, search=search, fields=()))
    words = [word.strip() for word in by.split(",") if word.strip()]
    if not 0 < len(words) <= MAX_KEYS:
        raise bad_question(_("Group by one field or two"), "query.group")
    keys = tuple(group_by(made.question, word) for word in words)
    summed = summed_field(made.question, sum)
    several = any(key.spec.kind.many for key in keys)
    if several and len(keys) > 1:
        raise bad_question(_("A field of several values groups alone"), "query.group")
    if not narrow(made):
        return {"groups": []}
    found = each_value(made, keys[0], summed) if several else totals(made, keys, summed)
    return {"groups": list(lines(made, keys, summed, found))}


def each_value(made: Plan, key: Group, summed: FieldSpec | None) -> Found:
    """A field of several values: a record counts in the group of each of its values."""
    spec = key.spec
    place = made.question.value(None, spec.kind.output(spec))
    found: Found = {}
    for value in [*values_of(made.actor, spec), None]:
        count, total = total_of(narrowed(made, spec, value, place), summed)
        if count:
            found[(value,)] = (count, total)
    return found


def values_of(actor: Actor, spec: FieldSpec) -> list[str]:
    """The values that a field of several may have: its options, or the few records it links to."""
    if spec.kind.name == "choices":
        return [option.value for option in spec.options]
    if not spec.small_target or actor.scope(spec.target or "", "read").kind != "all":
        raise bad_question(_("The field “%(name)s” cannot group"), "query.group", name=spec.name)
    return [str(key) for key in small_titles(actor, spec.target or "")]


def lines(
    made: Plan, keys: tuple[Group, ...], summed: FieldSpec | None, found: Found
) -> Iterable[dict[str, Any]]:
    """The groups in JSON form; each value is looked at once, however many groups it is in."""
    columns = list(zip(*found, strict=True)) or [()] * len(keys)
    looks = []
    for key, column in zip(keys, columns, strict=True):
        known = faces(made.actor, key, dict.fromkeys(column))
        looks.append([known[value] for value in column])
    shown = [tuple(zip(*faces_of, strict=True)) for faces_of in zip(*looks, strict=True)]
    ordered = sorted(zip(shown, found.values(), strict=True), key=lambda line: line[0][0])
    for (_ranks, values, words), (count, total) in ordered:
        yield {
            "value": values if len(keys) > 1 else values[0],
            "title": words if len(keys) > 1 else words[0],
            "count": count,
            "sum": shown_sum(made, summed, total),
        }


def faces(actor: Actor, key: Group, values: Iterable[Any]) -> dict[Any, Face]:
    """How each value of a group is ordered, written and named."""
    title = titler(actor, key.spec, values)
    rank = rank_of(key, title)
    return {v: (rank(v), shown_value(key.spec, v), title(v)) for v in values}


def rank_of(key: Group, title: Titles) -> Callable[[Any], Any]:
    """Options are ordered as declared, links by title, the rest by value; empty ones last."""
    if key.spec.kind.name in ("choice", "choices"):
        place = {option.value: n for n, option in enumerate(key.spec.options)}
        return lambda v: (v is None, place.get(v, len(place)), "")
    if key.spec.kind.name in ("link", "links"):
        return lambda v: (v is None, 0, title(v).casefold())
    if key.step:
        return lambda v: (v is None, 0, v or "")
    return lambda v: (v is None, v or 0, "")


def shown_value(spec: FieldSpec, value: Any) -> Any:
    """A group's value in JSON form."""
    if value is None:
        return None
    if spec.kind.name in ("link", "links"):
        return str(as_key(value))
    return bool(value) if spec.kind.name == "bool" else value


def titler(actor: Actor, spec: FieldSpec, values: Iterable[Any]) -> Titles:
    """A function that names a group in the asker's language; an empty group has no name."""
    kind = spec.kind.name
    if kind in ("link", "links"):
        ids = {key for v in values if (key := as_key(v)) is not None}
        known = titles_of(actor, spec.target or "", ids)
        return lambda v: known.get(as_key(v) or UUID(int=0), ("", None))[0]
    if kind in ("choice", "choices"):
        return lambda v: "" if v is None else label_of(v, spec)
    if kind in ("date", "moment"):
        return lambda v: "" if v is None else day_words(v, actor.language)
    if kind == "bool":
        return lambda v: "" if v is None else str(_("yes") if v else _("no"))
    return lambda v: "" if v is None else str(v)


@lru_cache(maxsize=2048)
def day_words(value: str, language: str) -> str:
    """``2026-11`` as «ноябрь 2026 г.», ``2026`` as it is, a whole day in its medium form."""
    if len(value) == 4:
        return value
    if len(value) == 7:
        return str(format_skeleton("yMMMM", date.fromisoformat(f"{value}-01"), locale=language))
    return str(format_date(date.fromisoformat(value), "medium", locale=language))
