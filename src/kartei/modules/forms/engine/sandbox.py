"""The language of placeholders: names, conditions and loops over plain values, and nothing else.

Jinja parses it; what may stand in the tree is listed here, so nothing else is ever compiled: no
calls, no arithmetic (a text times a billion), no macros, no inclusion. Names are looked up in plain
dictionaries only, so there are no attributes to walk along.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jinja2 import Template, nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.runtime import LoopContext
from jinja2.sandbox import SandboxedEnvironment

#: What a template may be made of; `Const` only as text, number or yes and no.
ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Const,
    nodes.Filter, nodes.If, nodes.For, nodes.Compare, nodes.Operand, nodes.And, nodes.Or,
    nodes.Not, nodes.CondExpr, nodes.Getitem,
)  # fmt: skip
#: What is known of the turn of a loop.
LOOP = ("index", "first", "last")
MAX_DEPTH = 2
#: Limits of one part of a document.
MAX_OUTPUT = 30 * 1024 * 1024
MAX_SECONDS = 15.0


def first_upper(text: object) -> str:
    """The text with its first letter large, the others as they are."""
    words = str(text)
    return words[:1].upper() + words[1:]


def otherwise(text: object, other: object = "") -> object:
    """The text, or another one where it is empty."""
    return text or other


#: What may stand behind a name and a bar.
FILTERS: dict[str, Callable[..., Any]] = {
    "upper": lambda text: str(text).upper(),
    "lower": lambda text: str(text).lower(),
    "capital": first_upper,
    "default": otherwise,
}


class Refused(TemplateSyntaxError):
    """A piece of a template that is not of this language; what: the piece."""

    def __init__(self, code: str, what: str, line: int) -> None:
        super().__init__(code, line)
        self.code, self.what = code, what


class Bounded(Template):
    """A template that stops when it writes too much or too long."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        """The text; ValueError past the limits."""
        end, size, pieces = time.monotonic() + MAX_SECONDS, 0, []
        for piece in self.generate(*args, **kwargs):
            size += len(piece)
            if size > MAX_OUTPUT or time.monotonic() > end:
                raise ValueError("forms.too_much")
            pieces.append(piece)
        return "".join(pieces)


class Sandbox(SandboxedEnvironment):
    """Jinja reduced to ALLOWED."""

    template_class = Bounded

    def __init__(self) -> None:
        super().__init__(autoescape=True, cache_size=0)
        self.globals.clear()
        self.tests.clear()
        self.filters.clear()
        self.filters.update(FILTERS)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """The tree of a template; TemplateSyntaxError for what this language has not."""
        tree = super()._parse(source, name, filename)
        judge(tree, 0)
        return tree

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A value of a group by its name."""
        if isinstance(obj, LoopContext) and attribute in LOOP:
            return getattr(obj, attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """The same; what is absent is empty, and so is whatever is asked of it."""
        if isinstance(obj, Mapping) and isinstance(argument, str):
            return obj.get(argument, "")
        return ""


def judge(node: nodes.Node, depth: int) -> None:
    """Refused for anything but the language above."""
    if not isinstance(node, ALLOWED):
        raise Refused("forms.not_allowed", type(node).__name__, node.lineno)
    if isinstance(node, nodes.Const) and not isinstance(node.value, str | int | bool | None):
        raise Refused("forms.not_allowed", str(node.value)[:40], node.lineno)
    if isinstance(node, nodes.Filter) and (node.name not in FILTERS or node.dyn_args):
        raise Refused("forms.filter", node.name, node.lineno)
    if isinstance(node, nodes.For):
        depth += 1
        plain = isinstance(node.target, nodes.Name) and node.test is None and not node.recursive
        if depth > MAX_DEPTH or not plain:
            raise Refused("forms.loop", "for", node.lineno)
    for child in node.iter_child_nodes():
        judge(child, depth)


def names(tree: nodes.Node, known: Mapping[str, Any]) -> Iterator[tuple[str, int, bool]]:
    """(name with dots, line, whether it is known) of all that a template asks for.

    known: groups as dictionaries, lists as a list with one group, values as anything else.
    """
    if isinstance(tree, nodes.For):
        yield from names(tree.iter, known)
        target, found = tree.target, look(tree.iter, known)
        if not isinstance(found, list):
            yield dotted(tree.iter), tree.lineno, False
            found = [{}]
        turn: dict[str, Any] = dict.fromkeys(LOOP, "")
        inner = {**known, target.name: found[0], "loop": turn}  # type: ignore[attr-defined]
        for child in [*tree.body, *tree.else_]:
            yield from names(child, inner)
    elif isinstance(tree, nodes.Name | nodes.Getattr | nodes.Getitem):
        yield dotted(tree), tree.lineno, look(tree, known) is not None
    else:
        for child in tree.iter_child_nodes():
            yield from names(child, known)


def look(node: nodes.Node, known: Mapping[str, Any]) -> Any:
    """What stands under a name; None when nothing does."""
    found: Any = known
    for part in dotted(node).split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def dotted(node: nodes.Node) -> str:
    """The name as it is written: «client.name»."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{dotted(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        return f"{dotted(node.node)}.{node.arg.value}"
    return "?"
