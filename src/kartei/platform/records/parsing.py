"""From the JSON a caller sends to parsed values, with every fault found at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.ids import uuid7
from kartei.platform.meta.errors import FieldFault, field_fault, words_of
from kartei.platform.meta.kinds import ParseContext
from kartei.platform.meta.kinds.link import as_uuid
from kartei.platform.meta.limits import check_limits, preset
from kartei.platform.meta.spec import FieldSpec
from kartei.platform.records.draft import Draft

EMPTY: tuple[Any, ...] = (None, "", [])


def parse_values(draft: Draft, raw: Mapping[str, Any]) -> None:
    """Fill the draft from a caller's fields; unknown and unreadable ones are alike."""
    known, writable = draft.actor.fields(draft.obj), draft.actor.writable(draft.obj)
    for name, value in raw.items():
        spec = known.get(name)
        if spec is None or spec.hidden:
            fault = ValueFault("field.unknown", name=str(name)[:80])
            draft.faults.append(field_fault(str(name)[:80], fault))
            continue
        if name not in writable:
            draft.faults.append(field_fault(name, ValueFault("field.read_only")))
            continue
        parse_value(draft, spec, value)


def parse_value(draft: Draft, spec: FieldSpec, raw: Any) -> None:
    """One field's value, or its fault."""
    try:
        value = spec.kind.parse(raw, spec, draft.actor.ctx)
        check_limits(value, draft.old.get(spec.name), spec, draft.actor.ctx)
    except ValueFault as fault:
        draft.faults.append(field_fault(spec.name, fault))
        return
    if spec.lines is not None:
        value = parse_lines(draft, spec, value)
    draft.new[spec.name] = value


def parse_lines(draft: Draft, spec: FieldSpec, raw: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Child rows; what a line does not name keeps the value it had (matched by id)."""
    before = {line["id"]: line for line in draft.old.get(spec.name) or []}
    found = []
    named = {str(name) for line in raw for name in line}
    writable = {
        name
        for name, child in spec.lines.items()
        if name in named and draft.actor.line_right(draft.obj, spec, child) == "write"
    }
    for number, line in enumerate(raw):
        kept = before.get(line_id(line), {})
        parsed: dict[str, Any] = {**kept, "id": kept.get("id") or line_id(line) or uuid7()}
        if not kept:
            parsed.update(presets(spec.lines.values(), draft.actor.ctx))
        for name, value in line.items():
            if name in ("id", "position"):
                continue
            pointer = f"/{spec.name}/{number}/{name}"
            child = spec.lines.get(name)
            if child is None:
                fault = ValueFault("field.unknown", name=str(name)[:80])
                draft.faults.append(FieldFault(spec.name, fault.code, words_of(fault), pointer))
            elif name in writable:
                parse_cell(draft, spec, child, value, parsed, pointer)
        for name, child in spec.lines.items():
            left = kept and kept.get(name) in EMPTY  # since before somebody had to fill it in
            if child.required and parsed.get(name) in EMPTY and not left:
                fault = ValueFault("value.required")
                where = f"/{spec.name}/{number}/{name}"
                draft.faults.append(FieldFault(spec.name, fault.code, words_of(fault), where))
        found.append(parsed)
    return found


def presets(specs: Iterable[FieldSpec], ctx: ParseContext) -> dict[str, Any]:
    """What the fields of a new line hold before anybody types."""
    return {s.name: preset(s, ctx) for s in specs if s.runtime and s.default is not None}


def line_id(line: Mapping[str, Any]) -> UUID | None:
    """The id a caller gave a line, if it is one."""
    try:
        return as_uuid(line["id"]) if line.get("id") else None
    except ValueFault:
        return None


def parse_cell(
    draft: Draft, spec: FieldSpec, child: FieldSpec, raw: Any, into: dict[str, Any], pointer: str
) -> None:
    """One field of one line."""
    try:
        value = child.kind.parse(raw, child, draft.actor.ctx)
        check_limits(value, into.get(child.name), child, draft.actor.ctx)
        into[child.name] = value
    except ValueFault as fault:
        draft.faults.append(FieldFault(spec.name, fault.code, words_of(fault), pointer))


def check_required(draft: Draft) -> None:
    """Fields that must be filled, after rules have completed the draft."""
    for spec in draft.obj.fields.values():
        if not spec.required or spec.read_only:
            continue
        if not draft.creating and spec.name not in draft.new:
            continue
        if draft.get(spec.name) in EMPTY and not any(f.field == spec.name for f in draft.faults):
            draft.fault(spec.name, "value.required", _("Fill in this field"))
