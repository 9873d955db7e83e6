"""The firm's own rules on its data: what brings values into form, and what refuses them."""

from __future__ import annotations

from collections.abc import Sequence

from kartei.platform.kit.expression import Expression, ExpressionFault, Value
from kartei.platform.meta.errors import field_fault
from kartei.platform.meta.formulas import Terms, known_uses, value_out
from kartei.platform.meta.rules import RuleSpec
from kartei.platform.records.computing import Sight
from kartei.platform.records.draft import Draft


def normalise(drafts: Sequence[Draft]) -> None:
    """Let the rules that set values do so, in their order."""
    apply(drafts, "set")


def judge(drafts: Sequence[Draft]) -> None:
    """Refuse what the checks forbid; each fault carries the rule's own words."""
    apply(drafts, "check")


def apply(drafts: Sequence[Draft], kind: str) -> None:
    """Carry out the rules of one kind on drafts of one object."""
    world, obj = drafts[0].actor.world, drafts[0].obj
    rules = [r for r in world.rules.get(obj.name, ()) if r.kind == kind]
    if not rules:
        return
    sight = Sight(drafts[0].actor)
    for rule in rules:
        due = [d for d in drafts if concerns(rule, d)]
        for made in (rule.condition, rule.value):
            if made is not None:
                sight.look_ahead(due, known_uses(world, obj, made).values())
        for draft in due:
            carry_out(rule, draft, sight)


def concerns(rule: RuleSpec, draft: Draft) -> bool:
    """Whether a draft changes something that the rule looks at: old sins do not stop other work."""
    names = {path[0] for made in (rule.condition, rule.value) if made for path in made.paths}
    return draft.creating or draft.changes(*names, *([rule.field] if rule.field else []))


def carry_out(rule: RuleSpec, draft: Draft, sight: Sight) -> None:
    """One rule on one draft; where the values do not fit the expression, nothing happens."""
    try:
        if rule.condition is not None and not value_of(rule.condition, draft, sight)[0]:
            return
        if rule.kind == "check":
            where = rule.field if rule.field in draft.obj.fields else draft.obj.title_field
            draft.fault(where, "rule.refused", "%(words)s", words=str(rule.message))
        elif rule.value is not None and rule.field in draft.obj.fields:
            put(rule, draft, *value_of(rule.value, draft, sight))
    except ExpressionFault:
        return


def value_of(made: Expression, draft: Draft, sight: Sight) -> tuple[Value, Terms]:
    """What an expression comes to for a draft."""
    return sight.evaluated(draft, made, known_uses(draft.actor.world, draft.obj, made))


def put(rule: RuleSpec, draft: Draft, value: Value, terms: Terms) -> None:
    """Set a rule's value, if the field takes it."""
    spec = draft.obj.fields[rule.field]
    try:
        draft.put(spec.name, value_out(spec, value, terms))
    except ExpressionFault as fault:
        draft.faults.append(field_fault(spec.name, fault))
