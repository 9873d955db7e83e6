"""From text to a tree of allowed parts, and from the tree to a value.

The evaluator is simpleeval's; what it may meet is cut down to a list before, so that an expression
has no loops, no attributes of objects and no powers: it ends after as many steps as it has parts
(docs/decisions/0007). Written like in a spreadsheet: ``=`` and ``<>`` compare, ``&`` joins texts,
``;`` separates arguments, too, ``[Label]`` names a field by its label.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from math import isinf

from simpleeval import InvalidExpression, SimpleEval

from kartei.platform.kit.expression import values
from kartei.platform.kit.expression.functions import BY_NAME
from kartei.platform.kit.expression.values import Clock, ExpressionFault, Value
from kartei.platform.kit.text import fold

LONGEST = 4000
MAX_PARTS = 500
DEEPEST = 60
Path = tuple[str, ...]
#: What words stand for, in the three languages.
WORDS: dict[str, Value] = {
    "true": True, "false": False, "empty": None,
    "да": True, "нет": False, "пусто": None,
    "ja": True, "nein": False, "leer": None,
}  # fmt: skip
#: Tokens of Python's lines, which an expression has none of.
SILENT = (tokenize.NEWLINE, tokenize.NL, tokenize.ENDMARKER, tokenize.INDENT, tokenize.DEDENT)
#: Operators in words, which Python writes in English only.
OPERATORS = {"и": "and", "или": "or", "не": "not", "und": "and", "oder": "or", "nicht": "not"}
ALLOWED = (
    ast.Expression, ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.UAdd,
    ast.BinOp, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Mod, ast.BitAnd, ast.Compare, ast.Eq,
    ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn, ast.IfExp, ast.Call, ast.Name,
    ast.Attribute, ast.Constant, ast.Load,
)  # fmt: skip
ACTS = {
    ast.Add: values.plus,
    ast.Sub: values.minus,
    ast.Mult: values.calculated(lambda a, b: a * b),
    ast.Div: values.calculated(lambda a, b: a / b),
    ast.Mod: values.calculated(lambda a, b: a % b),
    ast.BitAnd: values.joined,
    ast.Eq: values.same,
    ast.NotEq: lambda a, b: not values.same(a, b),
    ast.Lt: values.compared(lambda a, b: a < b),
    ast.LtE: values.compared(lambda a, b: a <= b),
    ast.Gt: values.compared(lambda a, b: a > b),
    ast.GtE: values.compared(lambda a, b: a >= b),
    ast.In: values.among,
    ast.NotIn: lambda a, b: not values.among(a, b),
    ast.Not: lambda a: not a,
    ast.USub: lambda a: None if a is None else -values.number(a),
    ast.UAdd: lambda a: a,
}


@dataclass(frozen=True, slots=True)
class Expression:
    """A checked expression. paths: the fields it reads, dotted ones as several names."""

    text: str
    tree: ast.expr
    paths: frozenset[Path]
    calls: frozenset[str]

    @property
    def moves(self) -> bool:
        """Whether its value changes with the day."""
        return bool(self.calls & {"TODAY", "NOW"})


@lru_cache(maxsize=2048)
def compile_text(text: str) -> Expression:
    """Check an expression. Errors: ExpressionFault with the column of what is wrong."""
    if len(text) > LONGEST:
        raise ExpressionFault("expression.too_long", limit=LONGEST)
    if not text.strip():
        raise ExpressionFault("expression.nothing")
    source = translated(text)
    try:
        tree = ast.parse(source, mode="eval").body
    except (SyntaxError, MemoryError, RecursionError, ValueError) as err:
        at = min(getattr(err, "offset", 0) or 0, len(text))
        raise ExpressionFault("expression.syntax", max(at, 0)) from err
    paths: set[Path] = set()
    calls: set[str] = set()
    check(tree, paths, calls, 0, [MAX_PARTS])
    return Expression(text, tree, frozenset(paths), frozenset(calls))


def with_names(text: str, names: Mapping[str, str]) -> str:
    """The expression with ``[Label]`` replaced by the field's name; texts in quotes stay.

    names: folded label -> name. Errors: ExpressionFault for a label that nobody has.
    """

    def named(found: re.Match[str]) -> str:
        label = found.group("label")
        if label is None:
            return found.group()
        name = names.get(fold(label))
        if name is None:
            raise ExpressionFault("expression.label", found.start() + 1, name=label[:40])
        return name

    return re.sub(r""" "[^"]*" | '[^']*' | \[(?P<label>[^\[\]]*)\] """, named, text, flags=re.X)


def translated(text: str) -> str:
    """The text in Python's grammar, column by column where that is possible."""
    flat = re.sub(r"\s", " ", text).lstrip()
    found: list[tuple[int, str]] = []
    end = -1
    try:
        for token in tokenize.generate_tokens(io.StringIO(flat + "\n").readline):
            if token.type in SILENT:
                continue
            word = written(token)
            if word == ">" and found and found[-1][1] == "<" and end == token.start[1]:
                found[-1] = (found[-1][0], "!=")
            else:
                found.append((token.start[1], word))
            end = token.end[1]
    except (tokenize.TokenError, IndentationError) as err:
        raise ExpressionFault("expression.syntax", len(text)) from err
    return in_place(found)


def in_place(words: list[tuple[int, str]]) -> str:
    """Words at the columns they had, as far as longer ones before them leave room."""
    line = ""
    for start, word in words:
        touching = line[-1:].isalnum() and word[:1].isalnum()
        line = line.ljust(start) + (" " if len(line) >= start and touching else "") + word
    return line.strip()


def written(token: tokenize.TokenInfo) -> str:
    """One token as Python writes it."""
    if token.type == tokenize.OP:
        return {"=": "==", ";": ","}.get(token.string, token.string)
    if token.type == tokenize.NAME:
        low = token.string.lower()
        return OPERATORS.get(low, low if low in ("and", "or", "not", "in") else token.string)
    if token.type in (tokenize.NUMBER, tokenize.STRING):
        return token.string
    raise ExpressionFault("expression.sign", token.start[1] + 1, sign=token.string[:10])


def check(node: ast.AST, paths: set[Path], calls: set[str], depth: int, left: list[int]) -> None:
    """Refuse what is not on the list; collect fields and functions."""
    at = getattr(node, "col_offset", -1) + 1
    left[0] -= 1
    if left[0] < 0 or depth > DEEPEST:
        raise ExpressionFault("expression.too_large", at)
    if not isinstance(node, ALLOWED):
        raise ExpressionFault("expression.not_allowed", at)
    if isinstance(node, ast.Call):
        checked_call(node, calls, at)
        below: list[ast.AST] = list(node.args)
    elif isinstance(node, ast.Name | ast.Attribute):
        if (path := path_of(node, at)) is not None:
            paths.add(path)
        below = []
    elif isinstance(node, ast.Constant):
        endless = isinstance(node.value, float) and isinf(node.value)
        if endless or not isinstance(node.value, str | int | float):
            raise ExpressionFault("expression.not_allowed", at)
        below = []
    else:
        below = list(ast.iter_child_nodes(node))
    for child in below:
        check(child, paths, calls, depth + 1, left)


def checked_call(node: ast.Call, calls: set[str], at: int) -> None:
    """A known function with as many arguments as it takes."""
    if not isinstance(node.func, ast.Name) or node.keywords:
        raise ExpressionFault("expression.not_allowed", at)
    function = BY_NAME.get(node.func.id.upper())
    if function is None:
        raise ExpressionFault("expression.function", at, name=node.func.id[:40])
    if not function.least <= len(node.args) <= function.most:
        raise ExpressionFault("expression.arguments", at, name=function.name)
    node.func.id = function.name
    calls.add(function.name)


def path_of(node: ast.Name | ast.Attribute, at: int) -> Path | None:
    """The names of a dotted field; None for a word of the language."""
    names: list[str] = []
    inner: ast.expr = node
    while isinstance(inner, ast.Attribute):
        names.append(inner.attr)
        inner = inner.value
    if not isinstance(inner, ast.Name):
        raise ExpressionFault("expression.not_allowed", at)
    if not names and inner.id.lower() in WORDS:
        return None
    return (inner.id, *reversed(names))


def harmless(run: Callable[..., Value]) -> Callable[..., Value]:
    """A function that is empty where its arithmetic has no result, as operators are."""

    def carried_out(*given: Value) -> Value:
        try:
            return run(*given)
        except ArithmeticError:
            return None

    return carried_out


RUN = {name: harmless(f.run) for name, f in BY_NAME.items()}


class Evaluator(SimpleEval):  # type: ignore[misc]  # the library carries no types
    """simpleeval with our values: decimals, empty values, fields by path."""

    def __init__(self, lookup: Callable[[Path], Value]) -> None:
        super().__init__(operators=ACTS, functions=RUN, names={})
        self.lookup = lookup
        self.nodes[ast.Constant] = constant
        self.nodes[ast.Name] = self.field
        self.nodes[ast.Attribute] = self.field

    def field(self, node: ast.Name | ast.Attribute) -> Value:
        """The value of a field, or of a word of the language."""
        path = path_of(node, 0)
        return WORDS[ast.unparse(node).lower()] if path is None else self.lookup(path)


def constant(node: ast.Constant) -> Value:
    """A number as an exact decimal, a text as it is."""
    value = node.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return Decimal(repr(value))


def evaluate(made: Expression, lookup: Callable[[Path], Value], clock: Clock) -> Value:
    """The value of an expression. lookup: the value of a field by its path.

    Errors: ExpressionFault where values do not fit, such as a text that is multiplied.
    """
    token = values.clock.set(clock)
    try:
        return Evaluator(lookup).eval("", made.tree)
    except InvalidExpression as err:
        raise ExpressionFault("expression.failed", value=str(err)[:80]) from err
    finally:
        values.clock.reset(token)
