"""The firm's own fields of lines, carried from one kind of paper to another.

Each kind has fields of its own; those called alike and of the same kind mean the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import override

from kartei.platform.kit.text import fold
from kartei.platform.meta.spec import FieldSpec
from kartei.platform.meta.world import Obj

Specs = Mapping[str, FieldSpec]


def carried(line: Mapping[str, Any], source: Obj, target: Obj) -> dict[str, Any]:
    """A line of the source with its own fields under the names that they have in the target.

    Fields that the target does not know are left out, and so are choices that it does not offer;
    what is computed there is computed anew.
    """
    theirs, ours = own(source), own(target)
    made = {name: value for name, value in line.items() if name not in theirs}
    for name, spec in ours.items():
        like = next((one for one in theirs.values() if alike(one, spec)), None)
        if like is not None and not spec.computed:
            made[name] = fitting(line.get(like.name), like, spec)
    return made


def own(obj: Obj) -> Specs:
    """The fields that the firm gave the lines of an object."""
    return {name: spec for name, spec in obj.fields["lines"].lines.items() if spec.runtime}


def alike(one: FieldSpec, other: FieldSpec) -> bool:
    """Whether two fields of different objects mean the same."""
    same = (one.kind.name, one.target) == (other.kind.name, other.target)
    return same and word(one.label) == word(other.label)


def word(label: Any) -> str:
    """A name without regard to case, whoever asks."""
    with override("en"):
        return fold(str(label))


def fitting(value: Any, source: FieldSpec, target: FieldSpec) -> Any:
    """The value in the target; a choice by its words, for each field has choices of its own."""
    if source.kind.name != "choice" or value in (None, ""):
        return None if isinstance(value, list) else value
    said = next((word(one.label) for one in source.options if one.value == value), None)
    return next((one.value for one in target.options if word(one.label) == said), None)
