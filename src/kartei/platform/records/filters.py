"""Filters: JSON in, a skeleton and values out; the skeleton compiles once, values are bound.

A field that the asker may not read is answered like an unknown one, here and everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID, uuid4

from django.db.models import (
    BooleanField,
    Exists,
    F,
    FilteredRelation,
    Func,
    OuterRef,
    Q,
    TextField,
    UUIDField,
    Value,
)
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor
from kartei.platform.kit.faults import ValueFault
from kartei.platform.meta.errors import FieldFault, Refusal, bad_question, words_of
from kartei.platform.meta.kinds import KINDS
from kartei.platform.meta.kinds.moment import is_day
from kartei.platform.meta.spec import FieldSpec
from kartei.platform.meta.world import Obj
from kartei.platform.records.shape import Compare, In, Like, Slot, padded

LINKING = ("link", "links", "record")
MAX_DEPTH = 8
MAX_CONDITIONS = 50
MAX_IN = 1000
#: The condition that is no field: ``["import", "=", id of one's own import]``.
IMPORT = "import"
ID = UUIDField()
#: The id of no record.
NOBODY = uuid4()
OPPOSITE = {
    "=": "!=", "!=": "=", "<": ">=n", "<=": ">n", ">": "<=n", ">=": "<n",
    "in": "notin", "empty": "filled", "filled": "empty", "has": "hasnot", "hasnot": "has",
    "contains": "lacks", "starts": "startsnot",
}  # fmt: skip


@dataclass(slots=True)
class Question:
    """Values collected while parsing, and the link aliases that the question needs."""

    actor: Actor
    obj: Obj
    values: list[Any] = field(default_factory=list)
    outputs: list[Any] = field(default_factory=list)
    aliases: dict[str, str] = field(default_factory=dict)
    scopes: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    #: records that who asks in the asker's name has found readable already
    known: tuple[UUID, ...] = ()
    conditions: int = 0

    def value(self, value: Any, output: Any) -> int:
        """Keep a value; its number goes into the skeleton."""
        self.values.append(value)
        self.outputs.append(output)
        return len(self.values) - 1

    def again(self, actor: Actor) -> Question:
        """A question that begins like this one, for somebody with the same rights."""
        return Question(
            actor, self.obj, [*self.values], [*self.outputs], {**self.aliases}, {**self.scopes}
        )

    def slot(self, n: int) -> Slot:
        """The place of the n-th value."""
        return Slot(n, self.outputs[n])


def unknown_field(name: Any) -> Refusal:
    """An unknown and an unreadable field are told apart by nobody."""
    return bad_question(
        _("There is no field “%(name)s”"),
        "query.unknown_field",
        name=str(name)[:80],
        faults=[],
    )


def find_field(question: Question, name: Any) -> FieldSpec:
    """A readable field by name; one dot follows a link under the rights of its target."""
    if not isinstance(name, str):
        raise unknown_field(name)
    actor, obj = question.actor, question.obj
    head, dot, rest = name.partition(".")
    spec = actor.fields(obj).get(head)
    if spec is None or (spec.hidden and spec.name != "id"):
        raise unknown_field(name)
    if not dot:
        return spec
    if spec.kind.name != "link" or spec.target not in actor.world.objects:
        raise unknown_field(name)
    target = actor.obj(spec.target)
    inner = actor.fields(target).get(rest)
    if (
        inner is None
        or inner.runtime
        or inner.hidden
        or inner.kind.many
        or inner.kind.name == "lines"
    ):
        raise unknown_field(name)
    return inner.with_path(link_alias(question, spec))


def link_alias(question: Question, spec: FieldSpec) -> str:
    """The alias "this link as far as I may see it"; the plain relation where all is visible."""
    if spec.target is None:
        raise unknown_field(spec.name)
    scope = question.actor.scope(spec.target, "read")
    if scope.kind == "all":
        return spec.path
    alias = "seen_" + spec.path.replace("__", "_")
    if alias not in question.aliases:
        question.aliases[alias] = spec.path
        question.scopes[alias] = scope_slots(question, spec.target)
    return alias


def scopes_key(question: Question) -> tuple[Any, ...]:
    """The hashable form of the rights of all links crossed: kinds, places and sizes."""
    return tuple(
        (alias, main[0], (*main[1:], *shares)[:1], len(main), len(shares))
        for alias, (main, shares) in question.scopes.items()
    )


def scope_slots(question: Question, target: str) -> tuple[Any, ...]:
    """Values of a row condition, as numbers: ("own", n) | ("units", n…), and shares."""
    actor = question.actor
    scope = actor.scope(target, "read")
    id_field = ID
    main: tuple[Any, ...] = (scope.kind,)
    if scope.kind == "own":
        main = ("own", question.value(actor.user, id_field))
    elif scope.kind == "units":
        main = ("units", *(question.value(u, id_field) for u in padded(scope.units)))
    shares = tuple(question.value(s, id_field) for s in padded(scope.shares))
    return (main, shares)


def apply_aliases(question: Question, rows: Any) -> Any:
    """Add the filtered relations that fields of the question go through."""
    for alias, path in question.aliases.items():
        main, shares = question.scopes[alias]
        reach = Q()
        if main[0] == "own":
            reach = Q(**{f"{path}__owner": question.slot(main[1])})
        elif main[0] == "units":
            for n in dict.fromkeys(main[1:]):
                reach |= Q(**{f"{path}__unit": question.slot(n)})
        if shares:
            reach |= Q(**{f"{path}__id__in": [question.slot(n) for n in shares]})
        if main[0] == "none" and not shares:
            reach = Q(**{f"{path}__version": 0})
        rows = rows.annotate(**{alias: FilteredRelation(path, condition=reach)})
    return rows


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
    if op in ("contains", "starts"):
        found = [like_pattern(str(found[0]), op)]
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
    from kartei.platform.records.query import reachable

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
    if skeleton[0] == IMPORT:
        return skeleton
    return (skeleton[0], *(key_of(part) for part in skeleton[1:]))


def build(question: Question, skeleton: Any) -> Q:
    """The skeleton as a Django condition with slots."""
    if skeleton[0] == IMPORT:
        return build_import(question, *skeleton[1:])
    if skeleton[0] != "is":
        parts = [build(question, part) for part in skeleton[1:]]
        found = parts[0]
        for part in parts[1:]:
            found = found & part if skeleton[0] == "and" else found | part
        return Q(found)
    _word, spec, op, values = skeleton
    slots = [question.slot(n) for n in values]
    if spec.kind.many:
        return build_many(question, spec, op, slots)
    return build_one(spec, op, slots)


def build_import(question: Question, negate: bool, change: int) -> Q:
    """Records that a change made or changed: found by the journal, so what was done since to them
    plays no part.
    """
    journal = question.actor.world.twins["records_Journal"].objects
    rows = journal.filter(Compare("change", "=", question.slot(change)), object=question.obj.name)
    found = Q(id__in=rows.values("record"))
    return ~found if negate else found


def emptiness(spec: FieldSpec) -> Q:
    """The field has no value; companions are NULL where the field is empty."""
    path = spec.column("_key" if spec.has_key else spec.kind.compare_suffix)
    if spec.kind.name in ("text", "longtext", "choice", "record") and not spec.has_key:
        path = spec.path
        if spec.nullable or "__" in path:  # across a link the whole row may be missing
            return Q(**{f"{path}__isnull": True}) | Q(**{path: ""})
        return Q(**{path: ""})
    return Q(**{f"{path}__isnull": True})


def build_one(spec: FieldSpec, op: str, slots: list[Slot]) -> Q:
    """A condition on one column; the negative forms include rows without a value."""
    suffix = spec.kind.compare_suffix
    if suffix == "_key" and not spec.has_key:
        suffix = ""
    path = spec.column(suffix)
    if op == "empty":
        return emptiness(spec)
    if op == "filled":
        return ~emptiness(spec)
    column = compared(spec, path)
    if op in ("in", "notin"):
        inside = Q(In(column, slots))
        return inside if op == "in" else ~inside | Q(**{f"{path}__isnull": True})
    if op in ("contains", "starts", "lacks", "startsnot"):
        like = Q(Like(column, slots[0]))
        return like if op in ("contains", "starts") else ~like | emptiness(spec)
    if spec.kind.name == "bool":
        return Q(Compare(column, "=" if op == "=" else "<>", slots[0]))
    if op == "!=":
        return Q(Compare(column, "<>", slots[0])) | Q(**{f"{path}__isnull": True})
    if op.endswith("n"):
        return Q(Compare(column, op[:-1], slots[0])) | Q(**{f"{path}__isnull": True})
    return Q(Compare(column, op, slots[0]))


def compared(spec: FieldSpec, path: str) -> Any:
    """The compared expression: texts without a folded companion are folded on the way."""
    if spec.kind.name in ("text", "longtext") and not spec.has_key:
        return Func(F(path), function="kartei_fold", output_field=TextField())
    if spec.kind.name == "bool" and spec.nullable:
        return Func(F(path), Value(False), function="COALESCE", output_field=BooleanField())
    return F(path)


def build_many(question: Question, spec: FieldSpec, op: str, slots: list[Slot]) -> Q:
    """A condition on a many-valued field: rows of ``records.Value`` of this record and field."""
    values = question.actor.world.twins["records_Value"].objects
    mine = values.filter(record=OuterRef("pk"), field=spec.name)
    if op in ("empty", "filled"):
        return ~Q(Exists(mine)) if op == "empty" else Q(Exists(mine))
    if op in ("in", "notin"):
        found = Q(Exists(mine.filter(In("norm", slots))))
        return found if op == "in" else ~found
    if op in ("contains", "lacks"):
        found = Q(Exists(mine.filter(Like("norm", slots[0]))))
        return found if op == "contains" else ~found
    found = Q(Exists(mine.filter(Compare("norm", "=", slots[0]))))
    return found if op in ("=", "has") else ~found
