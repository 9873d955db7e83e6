"""Formulas while they are written: what they come to, and which functions there are."""

from __future__ import annotations

from typing import Any

from ninja import Router
from pydantic import Field

from kartei.platform.kit.expression import FUNCTIONS
from kartei.platform.meta.errors import forbidden
from kartei.platform.meta.function_words import about
from kartei.platform.records.trying import try_out
from kartei.web.api.base import Strict

router = Router(tags=["shape"])
#: Who may make one of these writes expressions.
SHAPED = ("meta.field", "meta.rule")


class TryIn(Strict):
    """An expression over the records of an object. kind: of the field it is meant for."""

    object: str = Field(max_length=64)
    expression: str = Field(max_length=5000)
    kind: str = Field(default="", max_length=20)


class TriedOut(Strict):
    """One record and what the expression comes to for it."""

    id: str
    title: str
    value: str


class FormulaFault(Strict):
    """What is wrong, and at which character (from 1; 0: nowhere in particular)."""

    code: str
    detail: str
    at: int


class TryOut(Strict):
    """The expression with names in place of labels, and what it comes to."""

    text: str
    items: list[TriedOut]
    fault: FormulaFault | None


class FunctionOut(Strict):
    """A function: its name, its names in other languages, its arguments, what it does."""

    name: str
    also: list[str]
    takes: str
    about: str


class FunctionsOut(Strict):
    """All functions."""

    items: list[FunctionOut]


def must_shape(request: Any) -> None:
    """403 for who shapes nothing."""
    if not any(request.actor.may(name, "create") for name in SHAPED):
        raise forbidden()


@router.post("/formulas/try", response=TryOut)
def try_formula(request: Any, data: TryIn) -> dict[str, Any]:
    """What an expression comes to for the newest records that the asker reads."""
    must_shape(request)
    return try_out(request.actor, data.object, data.expression, data.kind)


@router.get("/formulas/functions", response=FunctionsOut)
def get_functions(request: Any) -> dict[str, Any]:
    """The functions of expressions, with words in the asker's language."""
    must_shape(request)
    language = request.actor.language
    items = []
    for function in FUNCTIONS:
        takes, words = about(function.name)
        own = {"ru": 0, "de": 1}.get(language)
        names = [function.name, *function.also]
        if own is not None and own < len(function.also):
            names.insert(0, names.pop(1 + own))
        items.append({"name": names[0], "also": names[1:], "takes": takes, "about": words})
    return {"items": items}
