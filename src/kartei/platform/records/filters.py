"""Filters: JSON in, a skeleton and values out; the skeleton compiles once, values are bound."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor
from kartei.platform.kit.faults import ValueFault
from kartei.platform.meta.errors import FieldFault, Refusal, bad_question, words_of
from kartei.platform.meta.kinds import KINDS
from kartei.platform.meta.kinds.moment import is_day
from kartei.platform.meta.spec import FieldSpec
from kartei.platform.records.question import ID, LINKING, NOBODY, Question, find_field, link_alias
from kartei.platform.records.shape import padded

MAX_DEPTH = 8
MAX_CONDITIONS = 50
MAX_IN = 1000
#: No character comes after it: the end of all texts with one beginning.
LAST = "\U0010ffff"
#: The condition that is no field: ``["import", "=", id of one's own import]``.
IMPORT = "import"
#: Another: ``["sample", "=", true]``, records made to try things out.
SAMPLE = "sample"
OPPOSITE = {
    "=": "!=", "!=": "=", "<": ">=n", "<=": ">n", ">": "<=n", ">=": "<n",
    "in": "notin", "empty": "filled", "filled": "empty", "has": "hasnot", "hasnot": "has",
    "contains": "lacks", "starts": "startsnot",
}  # fmt: skip


def parse(question: Question, raw: Any, *, depth: int = 0, negate: bool = False) -> Any:
    """The skeleton of a filter: nested tuples without any value in them."""
    if depth > MAX_DEPTH:
        raise bad_question(_("The filter is nested too deeply"), "query.too_deep")
    if not isinstance(raw, list) or not raw:
        raise bad_question(_('A filter is a list such as ["name", "=", "value"]'))
    head = raw[0]
    if head in ("and", "or"):
        if len(raw) < 2:
            raise bad_question(_("“%(word)s” needs at least one condition"), word=head)
        word = {"and": "or", "or": "and"}[head] if negate else head
        return (word, *(parse(question, r, depth=depth + 1, negate=negate) for r in raw[1:]))
    if head == "not":
        if len(raw) != 2:
            raise bad_question(_("“not” takes exactly one condition"))
        return parse(question, raw[1], depth=depth + 1, negate=not negate)
    return parse_condition(question, raw, negate)


def parse_condition(question: Question, raw: list[Any], negate: bool) -> Any:
    """One condition: [field, operator] or [field, operator, value]."""
    question.conditions += 1
    if question.conditions > MAX_CONDITIONS:
        raise bad_question(_("The filter has too many conditions"), "query.too_many")
    if len(raw) not in (2, 3) or not isinstance(raw[1], str):
        raise bad_question(_("A condition is [field, operator, value]"))
    if raw[0] == IMPORT and raw[1] == "=" and len(raw) == 3:
        return (IMPORT, negate, question.value(change_of(question.actor, raw[2]), ID))
    if raw[0] == SAMPLE and raw[1] == "=" and len(raw) == 3 and isinstance(raw[2], bool):
        return (SAMPLE, negate == raw[2])
    spec = find_field(question, raw[0])
    op = raw[1]
    if op not in spec.kind.operators:
        raise bad_question(
            _("“%(op)s” cannot be asked of the field “%(name)s”"),
            "query.operator",
            op=op[:20],
            name=spec.name,
        )
    if (op in ("empty", "filled")) != (len(raw) == 2):
        raise bad_question(_("The operator “%(op)s” has a wrong number of values"), op=op)
    if spec.kind.name == "moment" and op in ("=", "!=") and is_day(raw[2]):
        day = ["and", [raw[0], ">=", raw[2]], [raw[0], "<=", raw[2]]]
        return parse(question, day, negate=negate != (op == "!="))
    if len(raw) == 2:
        spec = as_seen(question, spec)
    values = [] if len(raw) == 2 else operands(question, spec, op, raw[2])
    return ("is", spec, OPPOSITE[op] if negate else op, tuple(values))


def change_of(actor: Actor, raw: Any) -> UUID:
    """The change under which an import of the asker wrote its rows; nobody's if there is none."""
    from kartei.platform.records.importing.service import own_import

    try:
        return own_import(actor, UUID(str(raw))).change or NOBODY
    except (ValueError, Refusal):
        return NOBODY


def operands(question: Question, spec: FieldSpec, op: str, raw: Any) -> list[int]:
    """The condition's values, kept; a wrong one is a clear 400."""
    ctx = question.actor.ctx
    many = op == "in"
    if many and (not isinstance(raw, list) or not 0 < len(raw) <= MAX_IN):
        raise bad_question(_("“in” takes a list of 1 to %(limit)s values"), limit=MAX_IN)
    try:
        found = [spec.kind.operand(op, item, spec, ctx) for item in (raw if many else [raw])]
    except ValueFault as fault:
        raise bad_question(
            _("The filter's value for “%(name)s” is wrong: %(why)s"),
            "query.value",
            name=spec.name,
            why=words_of(fault),
            faults=[FieldFault(spec.name, fault.code, words_of(fault), f"/{spec.name}")],
        ) from fault
    if op == "contains":
        found = [like_pattern(str(found[0]), op)]
    elif op == "starts":
        begin = str(found[0])
        found = [like_pattern(begin, op), begin, begin + LAST]
    if spec.kind.name in LINKING:
        found = visible_only(question, spec, raw if many else [raw], found)
    output = spec.kind.output(spec)
    return [question.value(v, output) for v in (padded(found) if many else found)]


def as_seen(question: Question, spec: FieldSpec) -> FieldSpec:
    """A link to be tested for emptiness: by the id of its target, as far as the asker sees it."""
    if spec.kind.name != "link" or spec.target not in question.actor.world.objects:
        return spec
    alias = link_alias(question, spec)
    if alias == spec.path:
        return spec
    return replace(spec, path=f"{alias}__id", kind=KINDS["id"], nullable=True)


def visible_only(
    question: Question, spec: FieldSpec, raw: list[Any], found: list[Any]
) -> list[Any]:
    """Ids that links are compared with: one that the asker may not read is nobody's.

    Else he could ask which of his records lead to somebody he must not know of.
    """
    from kartei.platform.records.facts import reachable

    actor = question.actor
    wanted: dict[str, set[UUID]] = {}
    places = []
    for item, value in zip(raw, found, strict=True):
        name = object_of(item) if spec.kind.name == "record" else spec.target or ""
        key = UUID(value) if isinstance(value, str) else value
        places.append((name, key))
        if name in actor.world.objects and actor.scope(name, "read").kind != "all":
            wanted.setdefault(name, set()).add(key)
    closed = {
        (name, key)
        for name, keys in wanted.items()
        for key in keys - reachable(actor, name, keys, "read").keys() - {*question.known}
    }
    nobody: Any = str(NOBODY) if spec.kind.many else NOBODY
    return [nobody if place in closed else v for place, v in zip(places, found, strict=True)]


def object_of(raw: Any) -> str:
    """The object that a link to any record names."""
    return str(raw["object"]) if isinstance(raw, dict) else str(raw).partition(":")[0]


def like_pattern(text: str, op: str) -> str:
    """The value of a LIKE, its own wild cards made plain."""
    plain = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"{plain}%" if op == "starts" else f"%{plain}%"


def key_of(skeleton: Any) -> Any:
    """The hashable form of a skeleton: field names, operators and places of values, never a value.

    The places belong to it: a kept shape binds its slots by number, and the same condition may
    stand behind other values in another question.
    """
    if skeleton is None:
        return None
    if skeleton[0] == "is":
        return ("is", skeleton[1].path, skeleton[1].name, skeleton[2], skeleton[3])
    if skeleton[0] in (IMPORT, SAMPLE):
        return skeleton
    return (skeleton[0], *(key_of(part) for part in skeleton[1:]))
