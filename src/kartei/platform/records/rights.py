"""Questions about rights: what a change of a role would do, and who may do what with a record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from kartei.platform.access import effects, moves
from kartei.platform.access.actor import Actor
from kartei.platform.access.catalogue import ROLE, must_edit
from kartei.platform.access.models import Role, User
from kartei.platform.access.reasons import ASKED, Case, answers, field_bans
from kartei.platform.access.roles import role_of
from kartei.platform.access.roster import stand
from kartei.platform.meta.errors import forbidden, invalid, not_found
from kartei.platform.meta.spec import registry
from kartei.platform.records import write
from kartei.platform.records.home import readable
from kartei.platform.records.wire import all_titles


def preview(actor: Actor, key: UUID | None, values: Mapping[str, Any]) -> dict[str, Any]:
    """Who would gain and who would lose, were a role changed so; see access.effects.

    key: None for a new role. values: as they would be written; refused like the writing itself.
    """
    must_edit(actor)
    if key is None:
        actor.must(ROLE, "create")
        made, _none = write.trial(actor, ROLE, [values], {})
        draft = made[0]
    else:
        _none, changed = write.trial(actor, ROLE, [], {key: values})
        draft = changed[0]
    if draft.faults:
        raise invalid(draft.faults)
    return effects.told(actor, effects.by_role(actor, draft.id, role_of(draft)))


def without(actor: Actor, key: UUID) -> dict[str, Any]:
    """Who would lose, were a role put into the bin."""
    must_edit(actor)
    readable(actor, ROLE, key)
    return effects.told(actor, effects.by_role(actor, key, None))


def explain(actor: Actor, user: UUID, name: str, key: UUID) -> dict[str, Any]:
    """What a user may do with a record and why, for who makes roles or users, and for himself.

    404 for a record that the asker does not read; its title is empty for whom that field is closed.
    A closed account may do nothing.
    """
    editor = actor.may(ROLE, "write") or actor.may("access.user", "write")
    if user != actor.user and not editor:
        raise forbidden()
    facts = readable(actor, name, key)
    account = User.objects.filter(pk=user, deleted=False).first()
    if account is None:
        raise not_found()
    obj = actor.obj(name)
    title = facts.title if actor.reads_title(obj) else ""
    found = {
        "user": {"id": str(user), "title": account.name},
        "record": {"object": name, "id": str(key), "title": title},
        "owner": named(actor.roster.user_names, facts.owner),
        "unit": named(actor.roster.unit_names, facts.unit),
    }
    standing = stand(user, actor.roster)
    if standing is None:
        return {**found, "roles": [], "answers": closed(), "fields": []}
    person = Actor(standing, actor.world, actor.roster, language=actor.language)
    roles = list(Role.objects.filter(pk__in=[UUID(r) for r in standing.roles]).order_by("name_key"))
    case = Case(person, obj, key, facts.owner, facts.unit, roles)
    at_stage(case, facts.stage)
    return {
        **found,
        "roles": [{"id": str(r.pk), "title": r.name} for r in roles],
        "answers": answers(case),
        "fields": field_bans(case, actor) if answers(case)[0]["yes"] else [],
    }


def at_stage(case: Case, stage: UUID | None) -> None:
    """What the stage means where the record stands."""
    obj, way = case.obj, registry.way()
    if stage is None or way is None:
        return
    case.stage, case.stage_name = stage, all_titles(case.person, way.stage).get(stage, ("", ""))[0]
    if obj.denied:
        case.denied = obj.denied(case.person, {obj.staged: {"id": str(stage)}})


def stage_preview(actor: Actor, key: UUID, values: Mapping[str, Any]) -> dict[str, Any]:
    """Who would gain and who would lose, were the rights at a stage changed so; as ``preview``.

    values: lists of roles, as they would be written to the stage; refused like the writing itself.
    """
    way = registry.way()
    if way is None:
        raise not_found()
    _none, changed = write.trial(actor, way.stage, [], {key: values})
    draft = changed[0]
    if draft.faults:
        raise invalid(draft.faults)
    return effects.told_at(actor, way, draft)


def unit_preview(actor: Actor, key: UUID, parent: UUID) -> dict[str, Any]:
    """Who would see more and who less, did a unit hang below another one; as ``preview``."""
    on_trial(actor, "access.unit", key, {"parent": str(parent)})
    return moves.of_unit(actor, key, parent)


def user_preview(actor: Actor, key: UUID, unit: UUID) -> dict[str, Any]:
    """Who would see more and who less, did a user go to another unit; as ``preview``."""
    on_trial(actor, "access.user", key, {"unit": str(unit)})
    return moves.of_user(actor, key, unit)


def on_trial(actor: Actor, name: str, key: UUID, values: Mapping[str, Any]) -> None:
    """Refuse what the writing itself would refuse."""
    actor.must(name, "write")
    _none, changed = write.trial(actor, name, [], {key: values})
    if changed[0].faults:
        raise invalid(changed[0].faults)


def named(names: Mapping[UUID, str], key: UUID | None) -> dict[str, str] | None:
    """A user or unit by name, or none."""
    return {"id": str(key), "title": names.get(key, "")} if key else None


def closed() -> list[dict[str, Any]]:
    """The answers for an account that is not in force."""
    from kartei.platform.access.asker import privilege_words

    reason = _("The account is closed")
    return [
        {"privilege": p, "label": privilege_words(p), "yes": False, "depth": "none", "role": None,
         "reason": reason}
        for p in ASKED
    ]  # fmt: skip
