"""Texts with places to be filled: ``{{ field }}`` and ``{{ if field }}…{{ else }}…{{ end }}``.

What stands between the braces is an expression of the house (kit.expression), so a text can do what
a formula can and nothing else: no loops, no attributes, no way out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from kartei.platform.kit.expression import Clock, Expression, ExpressionFault, compile_text
from kartei.platform.kit.expression import evaluate as value_of
from kartei.platform.kit.faults import ValueFault

#: Places in one text; a letter needs a dozen.
MOST = 200
#: "if", "else" or "end" alone on a line take the line with them; else what is between two braces.
_PLACE = re.compile(
    r"^[ \t]*\{\{(?P<alone>\s*(?:if\b[^{}\n]*|else\s*|end\s*))\}\}[ \t]*(?:\n|\Z)"
    r"|\{\{(?P<inside>.*?)\}\}",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)


class InsertionFault(ValueFault):
    """A text that cannot be filled; params: place (as written), line (from 1), and for an
    expression that is wrong ``cause``, its fault.
    """

    def __init__(
        self, code: str, place: str, line: int, cause: ExpressionFault | None = None
    ) -> None:
        super().__init__(code, place=place[:60], line=line)
        self.cause = cause


@dataclass(frozen=True, slots=True)
class Blank:
    """A place to be filled; at: as written, and in which line."""

    made: Expression
    at: tuple[str, int]


@dataclass(slots=True)
class Block:
    """Words, places and blocks in their order; condition: when it is shown, other: when not; at:
    where the condition stands.
    """

    parts: list[str | Blank | Block] = field(default_factory=list)
    condition: Expression | None = None
    other: Block | None = None
    at: tuple[str, int] = ("", 0)


def compile_insertion(text: str, known: Collection[str] | None = None) -> Block:
    """Check a text. known: the fields there are, None for any.

    Errors: InsertionFault ``insertion.field``, ``.expression``, ``.end`` (nothing to end),
    ``.open`` (an "if" without its end, braces that are not closed), ``.many``.
    """
    found = Block()
    open_blocks = [found]
    reached = 0
    for count, place in enumerate(_PLACE.finditer(text)):
        at = (place.group().strip(), text.count("\n", 0, place.start()) + 1)
        if count >= MOST:
            raise InsertionFault("insertion.many", *at)
        into = open_blocks[-1]
        (into.other or into).parts.append(text[reached : place.start()])
        reached = place.end()
        take((place["alone"] or place["inside"] or "").strip(), at, open_blocks, known)
    rest = text[reached:]
    if "{{" in rest:
        start = reached + rest.index("{{")
        line = text.count("\n", 0, start) + 1
        raise InsertionFault("insertion.open", text[start : start + 30], line)
    if len(open_blocks) > 1:
        raise InsertionFault("insertion.open", *open_blocks[-1].at)
    found.parts.append(rest)
    return found


def take(
    inside: str, at: tuple[str, int], open_blocks: list[Block], known: Collection[str] | None
) -> None:
    """One place: it opens, turns or ends a block, or is to be filled."""
    word, _, rest = inside.partition(" ")
    into = open_blocks[-1]
    if word.lower() == "if":
        made = Block(condition=expression(rest, at, known), at=at)
        (into.other or into).parts.append(made)
        open_blocks.append(made)
    elif inside.lower() in ("else", "end"):
        if into.condition is None or (inside.lower() == "else" and into.other is not None):
            raise InsertionFault("insertion.end", *at)
        if inside.lower() == "else":
            into.other = Block()
        else:
            open_blocks.pop()
    else:
        (into.other or into).parts.append(Blank(expression(inside, at, known), at))


def expression(text: str, at: tuple[str, int], known: Collection[str] | None) -> Expression:
    """The expression of a place; its fields are among those that are known."""
    try:
        made = compile_text(text)
    except ExpressionFault as fault:
        raise InsertionFault("insertion.expression", *at, fault) from fault
    if known is not None and any(len(path) > 1 or path[0] not in known for path in made.paths):
        raise InsertionFault("insertion.field", *at)
    return made


def fill(block: Block, values: Mapping[str, Any], clock: Clock, shown: Callable[[Any], str]) -> str:
    """The text with its places filled; a field without a value is empty.

    shown: how a value is written. Errors: InsertionFault where values do not fit an expression.
    """

    def worth(made: Expression, at: tuple[str, int]) -> Any:
        try:
            return value_of(made, lambda path: values.get(path[0]), clock)
        except ExpressionFault as fault:
            raise InsertionFault("insertion.expression", *at, fault) from fault

    written = []
    for part in block.parts:
        if isinstance(part, str):
            written.append(part)
        elif isinstance(part, Blank):
            written.append(shown(worth(part.made, part.at)))
        elif worth(part.condition, part.at) if part.condition else True:
            inner = Block(part.parts)
            written.append(fill(inner, values, clock, shown))
        elif part.other is not None:
            written.append(fill(part.other, values, clock, shown))
    return "".join(written)
