"""A filter's skeleton as conditions of the ORM."""

from __future__ import annotations

from typing import Any

from django.db.models import (
    BooleanField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    TextField,
    Value,
)

from kartei.platform.meta.spec import FieldSpec
from kartei.platform.records.filters import IMPORT, SAMPLE
from kartei.platform.records.question import Question
from kartei.platform.records.shape import Compare, In, Like, Slot


def build(question: Question, skeleton: Any) -> Q:
    """The skeleton as a Django condition with slots."""
    if skeleton[0] == IMPORT:
        return build_import(question, *skeleton[1:])
    if skeleton[0] == SAMPLE:
        return build_sample(question, skeleton[1])
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


def build_sample(question: Question, negate: bool) -> Q:
    """Records that bear the mark of a sample."""
    rows = question.actor.world.twins["records_Sample"].objects.filter(object=question.obj.name)
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
        if op in ("lacks", "startsnot"):
            return ~like | emptiness(spec)
        return like & between(column, slots) if op == "starts" and spec.has_key else like
    if spec.kind.name == "bool":
        return Q(Compare(column, "=" if op == "=" else "<>", slots[0]))
    if op == "!=":
        return Q(Compare(column, "<>", slots[0])) | Q(**{f"{path}__isnull": True})
    if op.endswith("n"):
        return Q(Compare(column, op[:-1], slots[0])) | Q(**{f"{path}__isnull": True})
    return Q(Compare(column, op, slots[0]))


def between(column: Any, slots: list[Slot]) -> Q:
    """The stretch of an index in which the texts with one beginning lie; SQLite looks into no
    pattern. It holds for keys alone, which are ordered by bytes.
    """
    return Q(Compare(column, ">=", slots[1])) & Q(Compare(column, "<", slots[2]))


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
