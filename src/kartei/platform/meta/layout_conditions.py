"""Conditions under which a field of a form is shown: filters on the record's own values.

A browser judges them on what is typed, without asking; so they name fields of the record itself
and nothing behind a link.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from kartei.platform.kit.faults import ValueFault
from kartei.platform.meta.errors import words_of
from kartei.platform.meta.kinds import ParseContext
from kartei.platform.meta.spec import FieldSpec

MAX_DEPTH = 4
MAX_CONDITIONS = 20
MAX_IN = 200
NO_VALUE = ("empty", "filled")


def fields_in(condition: Any) -> set[str]:
    """The fields that a condition asks for."""
    return {part[0] for part in conditions_in(condition)}


def conditions_in(condition: Any, depth: int = 0) -> Iterable[list[Any]]:
    """The single conditions of a filter; ValueError with words for what is no filter."""
    if not isinstance(condition, list) or not condition or depth > MAX_DEPTH:
        raise ValueError(_("A condition is a filter such as %(sample)s") % {"sample": SAMPLE})
    head, *rest = condition
    if head in ("and", "or", "not"):
        if not rest or (head == "not" and len(rest) > 1):
            raise ValueError(_("A condition is a filter such as %(sample)s") % {"sample": SAMPLE})
        for part in rest:
            yield from conditions_in(part, depth + 1)
    else:
        yield condition


SAMPLE = '["kind", "=", "firm"]'


def judge(condition: Any, fields: Mapping[str, FieldSpec], ctx: ParseContext) -> str:
    """What is wrong with a condition, in words; empty when it can be used."""
    try:
        found = list(conditions_in(condition))
    except ValueError as err:
        return str(err)
    if len(found) > MAX_CONDITIONS:
        return _("A condition has at most %(count)s parts") % {"count": MAX_CONDITIONS}
    return next((fault for part in found if (fault := judge_one(part, fields, ctx))), "")


def judge_one(part: list[Any], fields: Mapping[str, FieldSpec], ctx: ParseContext) -> str:
    """What is wrong with one condition."""
    name, op = (part[0], part[1]) if len(part) in (2, 3) else ("", "")
    if isinstance(name, str) and "." in name:
        return _("A condition asks for fields of the record itself, not behind a link")
    spec = fields.get(name) if isinstance(name, str) else None
    if spec is None or spec.hidden:
        return _("There is no field “%(name)s”") % {"name": str(name)[:64]}
    if op not in spec.kind.operators or (op in NO_VALUE) != (len(part) == 2):
        return _("“%(op)s” cannot be asked of the field “%(name)s”") % {
            "op": str(op)[:20], "name": spec.name,
        }  # fmt: skip
    return "" if op in NO_VALUE else judge_value(op, part[2], spec, ctx)


def judge_value(op: str, raw: Any, spec: FieldSpec, ctx: ParseContext) -> str:
    """What is wrong with the value that a field is compared with."""
    many = op == "in"
    if many and (not isinstance(raw, list) or not 0 < len(raw) <= MAX_IN):
        return _("“in” takes a list of 1 to %(limit)s values") % {"limit": MAX_IN}
    try:
        for item in raw if many else [raw]:
            spec.kind.operand(op, item, spec, ctx)
    except ValueFault as fault:
        return words_of(fault)
    return ""
