"""Which records are surely the same: what a program may unite without asking of each of them.

Sure is what agrees in a phone, mail address or number and differs in nothing that anybody typed:
uniting such records loses no value. A name alone proves nothing. Fields that are computed are not
looked at, lists are united anyway; responsibility is no value to be lost silently, so records of
two owners are left to people.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor
from kartei.platform.kit.folding import fold
from kartei.platform.kit.legal_forms import ALL as LEGAL_FORMS
from kartei.platform.kit.search import search_terms
from kartei.platform.meta.errors import forbidden
from kartei.platform.meta.spec import FieldSpec
from kartei.platform.meta.world import Obj
from kartei.platform.records import apart, store
from kartei.platform.records.entries import LAST_TALK

#: Not values of the record itself: the unit follows the owner, the last talk is the later one.
ASIDE = ("id", "unit", "deleted", LAST_TALK)
TYPED = ("text", "longtext", "fullname")


@dataclass(frozen=True, slots=True)
class Sure:
    """Records that are one: the oldest stays. why: the fields in which they agree."""

    stays: UUID
    others: tuple[UUID, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two records that agree in ``why`` and differ in ``fields``."""

    one: UUID
    other: UUID
    why: tuple[str, ...]
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of some records. apart: pairs that were said not to be the same."""

    obj: Obj
    values: dict[UUID, dict[str, Any]]
    keys: dict[UUID, set[tuple[str, str]]]
    apart: set[apart.Pair]

    def age(self, key: UUID) -> tuple[Any, UUID]:
        """What orders records from the oldest to the newest."""
        return self.values[key]["created_at"], key

    def why(self, one: UUID, other: UUID) -> tuple[str, ...]:
        """The fields in which two records agree, in the order of the object's declaration."""
        agreed = {name for name, _norm in self.keys[one] & self.keys[other]}
        return tuple(spec.name for spec in deciding(self.obj) if spec.name in agreed)

    def kept_apart(self, one: UUID, other: UUID) -> bool:
        """Whether somebody said that two records are not the same."""
        return (min(one, other), max(one, other)) in self.apart

    def differing(self, one: UUID, other: UUID) -> tuple[str, ...]:
        """The fields that are filled in both records and do not say the same."""
        mine, theirs = self.values[one], self.values[other]
        return tuple(
            spec.name
            for spec in compared(self.obj)
            if not agree(self.obj, spec, mine.get(spec.name), theirs.get(spec.name))
        )

    def fits(self, key: UUID, taken: Sequence[UUID]) -> bool:
        """Whether a record is the same as each of some that are one already."""
        return any(self.why(key, one) for one in taken) and not any(
            self.kept_apart(key, one) or self.differing(key, one) for one in taken
        )


def deciding(obj: Obj) -> list[FieldSpec]:
    """The fields whose equality makes sure: those of duplicates, but for the name."""
    names = obj.entity.duplicates if obj.entity else ()
    specs = [obj.fields[name] for name in names if name != obj.title_field]
    return [spec for spec in specs if not spec.runtime]


def compared(obj: Obj) -> list[FieldSpec]:
    """The fields that must not contradict each other."""
    return [
        spec
        for spec in obj.fields.values()
        if not (spec.read_only or spec.kind.many or spec.name in ASIDE)
    ]


def must_see_all(actor: Actor, obj: Obj) -> None:
    """Nobody can be sure of records of which fields are closed to him. Errors: Refusal (403)."""
    known = actor.fields(obj)
    if any(spec.name not in known for spec in (*deciding(obj), *compared(obj))):
        raise forbidden(
            _("Some fields of these records are closed to you, so they are merged one by one")
        )


def agree(obj: Obj, spec: FieldSpec, one: Any, other: Any) -> bool:
    """Whether two values say the same; an empty one contradicts nothing."""
    if one in (None, "", []) or other in (None, "", []):
        return True
    if spec.name == obj.title_field and isinstance(one, str):
        return same_name(one, other)
    return fold(one) == fold(other) if spec.kind.name in TYPED else bool(one == other)


def same_name(one: str, other: str) -> bool:
    """Whether two names have the same words; one may lack its legal form or quotes."""
    if set(search_terms(one)) != set(search_terms(other)):
        return False
    forms = [LEGAL_FORMS.findall(fold(name)) for name in (one, other)]
    return not all(forms) or forms[0] == forms[1]


def case_of(actor: Actor, obj: Obj, ids: Iterable[UUID]) -> Case:
    """What is to be known of some records; those that are gone or in the bin are left out."""
    wanted, values = list(ids), {}
    for at in range(0, len(wanted), store.BATCH):
        values.update(store.load(actor, obj, wanted[at : at + store.BATCH]))
    values = {key: one for key, one in values.items() if not one.get("deleted")}
    keys = {key: set(keys_in(obj, one)) for key, one in values.items()}
    return Case(obj, values, keys, apart.pairs_of(obj.name))


def keys_in(obj: Obj, values: dict[str, Any]) -> Iterable[tuple[str, str]]:
    """(field, comparable value) of all that makes a record sure."""
    for spec in deciding(obj):
        value = values.get(spec.name)
        if not value:
            continue
        found = (norm for _tag, norm in spec.kind.index(value, spec)) if spec.kind.many else [value]
        yield from ((spec.name, norm) for norm in found)


def sorted_out(case: Case, keys: Collection[UUID]) -> tuple[list[Sure], list[Doubt]]:
    """The records among some that are one, and the pairs that agree but are not surely so."""
    left = sorted((key for key in keys if key in case.values), key=case.age)
    found, doubts = [], []
    while left:
        taken, left = grown(case, left)
        if len(taken) > 1:
            found.append(Sure(taken[0], tuple(taken[1:]), agreed(case, taken)))
        doubts += [doubt for key in left if (doubt := doubtful(case, taken, key)) is not None]
    return found, doubts


def grown(case: Case, keys: Sequence[UUID]) -> tuple[list[UUID], list[UUID]]:
    """The first record with all that are the same, and the rest; one may lead to another."""
    taken, left = [keys[0]], list(keys[1:])
    while (joined := next((k for k in left if case.fits(k, taken)), None)) is not None:
        taken.append(joined)
        left.remove(joined)
    return taken, left


def agreed(case: Case, taken: Sequence[UUID]) -> tuple[str, ...]:
    """The fields by which records came together."""
    names = {name for one, other in combinations(taken, 2) for name in case.why(one, other)}
    return tuple(spec.name for spec in deciding(case.obj) if spec.name in names)


def doubtful(case: Case, taken: Sequence[UUID], key: UUID) -> Doubt | None:
    """The contradiction that keeps a record out, unless somebody has decided that already."""
    if not any(case.why(key, one) for one in taken):
        return None
    if any(case.kept_apart(key, one) for one in taken):
        return None
    one = next((one for one in taken if case.differing(one, key)), None)
    if one is None:
        return None
    return Doubt(one, key, agreed(case, [*taken, key]), case.differing(one, key))
