"""Rights in words: objects, fields, depths, and what changed in a role."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from kartei.platform.access.asker import privilege_words
from kartei.platform.access.excess import REST
from kartei.platform.meta.world import Obj


def title_of(obj: Obj | None) -> str:
    """The words of an object in a list of rights; none stands for all others."""
    if obj is None:
        return _("Everything else")
    text = str(obj.words["title"])
    return text[:1].upper() + text[1:]


def field_labels(obj: Obj) -> dict[str, Any]:
    """The fields that rights can be given to, columns of lines under "lines.cost"."""
    found: dict[str, Any] = {}
    for spec in obj.fields.values():
        if spec.hidden:
            continue
        found[spec.name] = spec.label
        for child in (spec.lines or {}).values():
            if not child.hidden:
                found[f"{spec.name}.{child.name}"] = child.label
    return found


def cells(table: dict[str, dict[str, str]]) -> dict[tuple[str, str], str]:
    """A table of rights as {(object, name): right}."""
    return {(o, name): right for o, row in (table or {}).items() for name, right in row.items()}


def told(objects: dict[str, Obj], kind: str, old: Any, new: Any) -> list[tuple[str, str, str, str]]:
    """What changed in a table of rights, in words: (place, label, before, after) for each cell."""
    before, after = cells(old), cells(new)
    places = sorted({*before, *after}, key=lambda c: (c[0] == REST, list(objects).index(c[0])
                    if c[0] in objects else len(objects), c[1]))  # fmt: skip
    say = depth_words if kind == "grants" else right_words
    return [
        (f"{name}.{what}", cell_label(objects, kind, name, what), say(before.get((name, what))),
         say(after.get((name, what))))
        for name, what in places
        if before.get((name, what)) != after.get((name, what))
    ]  # fmt: skip


def cell_label(objects: dict[str, Obj], kind: str, name: str, what: str) -> str:
    """ "Contacts: write", "Contacts: field Phone"."""
    obj = objects.get(name)
    title = title_of(obj) if obj is not None or name == REST else name
    if kind == "grants":
        return _("%(object)s: %(right)s") % {"object": title, "right": privilege_words(what)}
    label = str((field_labels(obj) if obj else {}).get(what, what))
    return _("%(object)s: field %(field)s") % {"object": title, "field": label}


def depth_words(depth: str | None) -> str:
    """A depth in words; none named is whatever holds for everything else."""
    return {
        None: _("as everything else"), "none": _("no access"), "own": _("own"),
        "unit": _("unit"), "subunits": _("unit and sub-units"), "organisation": _("organisation"),
    }.get(depth, str(depth))  # fmt: skip


def right_words(right: str | None) -> str:
    """A right to a field in words; none named is as the field is by nature."""
    return {
        None: _("by nature"), "none": _("hidden"), "read": _("read only"),
        "write": _("may be changed"),
    }.get(right, str(right))  # fmt: skip
