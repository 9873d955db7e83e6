"""Rules about payers: what they must say, and how confirming a payment makes one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.modules.finance.rule_models import Rule
from kartei.platform.access.actor import Actor
from kartei.platform.records import store, write
from kartei.platform.records.draft import Draft

RULE = "finance.rule"
CONDITIONS = ("party_id", "party_account", "word")
CLIENT = ("company", "person")


def prepare(drafts: list[Draft]) -> None:
    """A rule says when and what; without a name it is called by both. Fault: `finance.rule`."""
    for draft in drafts:
        when = [str(draft.get(name)) for name in CONDITIONS if draft.get(name)]
        client = draft.get("company") or draft.get("person")
        habit = draft.get("habit") or draft.get("discount")
        if habit and not client:
            draft.fault("company", "finance.rule", _("Say whose habit it is"))
        elif not habit and not when:
            draft.fault("party_id", "finance.rule", _("Say which payments it is for"))
        elif not habit and not (client or draft.get("category")):
            draft.fault("company", "finance.rule", _("Say whose or what these payments are"))
        if "name" not in draft.new and draft.changes(*CONDITIONS, *CLIENT, "category", "habit"):
            draft.put("name", " · ".join((*when, *titles(draft)))[:200])


def titles(draft: Draft) -> list[str]:
    """What the rule leads to, by name."""
    world = draft.actor.world.objects
    found = []
    for name, target in (
        ("company", "people.company"), ("person", "people.person"),
        ("category", "finance.category"),
    ):  # fmt: skip
        key = draft.get(name)
        if key:
            rows = store.load(draft.actor, world[target], [key])
            found += [str(row["name"]) for row in rows.values()]
    return found


def learn(actor: Actor, payment: dict[str, Any], put: dict[str, Any]) -> None:
    """Remember who or what a payer is: by his account, else by his tax number.

    put: company, person or category with their ids. A rule that says so already is counted up;
    one that says otherwise for the same payer is left to people. Who may not make rules makes none.
    """
    if not (actor.depth(RULE, "create") and actor.depth(RULE, "write")):
        return
    name = "party_account" if payment["party_account"] else "party_id"
    value = payment[name]
    if not value or not any(put.values()):
        return
    rows = Rule.objects.unguarded("who a payer is").filter(**{name: value}, word="", deleted=False)
    known = rows.order_by("pk").first()
    if known is None:
        values = {name: value, **{key: str(one) for key, one in put.items() if one}}
        made = write.create(actor, RULE, values)
        write.change_many(actor, RULE, {made: {}}, put={"times": 1}, verb="learn")
    elif agrees(known, put):
        write.change_many(actor, RULE, {known.pk: {}}, put={"times": known.times + 1}, verb="learn")


def agrees(rule: Rule, put: dict[str, Any]) -> bool:
    """Whether a rule says the same."""
    same: dict[str, UUID | None] = {
        "company": rule.company_id, "person": rule.person_id, "category": rule.category_id,
    }  # fmt: skip
    return all(same[name] == (put.get(name) or None) for name in same)
