"""Limits of roles: whether a document may go out, and who else may let it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from kartei.modules.documents.contract import kinds
from kartei.modules.pricing.models import Approval, Limit
from kartei.modules.pricing.rules.figures import Figures, Values, figures_of, mark_of
from kartei.platform.access.actor import Actor, actor_for
from kartei.platform.access.models import Role, User
from kartei.platform.kit.decimals import from_scaled
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import store

KEPT = "pricing.limits"
GIVEN = "given"
WHY = "whether somebody consented"
#: So many who may approve are named.
NAMED = 3


@dataclass(frozen=True, slots=True)
class Bounds:
    """The most discount and the least margin (millionths of a per cent); None is no bound."""

    discount: int | None = None
    margin: int | None = None


def bounds_of(actor: Actor) -> Bounds:
    """What somebody may grant: the most generous of his roles; without a limit all."""
    if actor.standing.administrator:
        return Bounds()
    return merged(actor, actor.standing.roles)


def merged(actor: Actor, roles: Iterable[str]) -> Bounds:
    """The most generous bounds of some roles; roles without a limit neither give nor take."""
    known: dict[str, Bounds] | None = actor.roster.kept.get(KEPT)
    if known is None:
        rows = Limit.objects.unguarded("limits hold for who may not read them").filter(
            deleted=False
        )
        known = {str(row.role_id): Bounds(row.max_discount, row.min_margin) for row in rows}
        actor.roster.kept[KEPT] = known
    mine = [known[role] for role in roles if role in known]
    discounts = [one.discount for one in mine]
    margins = [one.margin for one in mine]
    return Bounds(
        None if None in discounts or not mine else max(d for d in discounts if d is not None),
        None if None in margins or not mine else min(m for m in margins if m is not None),
    )


def clear(object: str, actor: Actor, key: UUID) -> None:
    """Refuse with 409 `pricing.limit` what is beyond the actor's limits and not consented to.

    What takes another document back is free; a document made from an approved one is, as long as it
    grants no more.
    """
    bounds = bounds_of(actor)
    if bounds == Bounds():
        return
    paper = load(actor, object, key)
    found = figures_of(paper)
    if paper.get("corrects") or found.within(bounds.discount, bounds.margin):
        return
    if not consented(actor, object, key, paper, found):
        raise beyond(actor, object, key, found, bounds)


def load(actor: Actor, object: str, key: UUID) -> Values:
    """All values of a document; rights were checked by who asks."""
    return store.load(actor, actor.world.objects[object], [key])[key]


def consented(actor: Actor, object: str, key: UUID, paper: Values, found: Figures) -> bool:
    """Whether somebody said yes to this content, or to what it was made from for as much."""
    rows = Approval.objects.unguarded(WHY).filter(about_id=key, state=GIVEN, deleted=False)
    if rows.filter(mark=mark_of(paper)).exists():
        return True
    kind = next((one for one in kinds() if one.object == object), None)
    for field, name in (kind.sources if kind else {}).items():
        before = paper.get(field)
        if before is None:
            continue
        older = Approval.objects.unguarded(WHY).filter(about_id=before, state=GIVEN, deleted=False)
        if any(found.within(row.discount, row.margin) for row in older):
            return True
        if consented_before(actor, name, before, found):
            return True
    return False


def consented_before(actor: Actor, name: str, key: UUID, found: Figures) -> bool:
    """The same question to what a document was made from, as it stands."""
    paper = load(actor, name, key)
    held = figures_of(paper)
    return found.within(held.discount, held.margin) and consented(actor, name, key, paper, held)


def beyond(actor: Actor, object: str, key: UUID, found: Figures, bounds: Bounds) -> Refusal:
    """The words: which limit, what the document grants, who may approve."""
    words = []
    if bounds.discount is not None and found.discount > bounds.discount:
        words.append(
            _("A discount of %(own)s %% is more than the %(limit)s %% that you may give.")
            % {"own": from_scaled(found.discount), "limit": from_scaled(bounds.discount)}
        )
    if bounds.margin is not None and found.margin is not None and found.margin < bounds.margin:
        words.append(
            _("The margin is below the %(limit)s %% that you must keep.")
            % {"limit": from_scaled(bounds.margin)}
        )
    names = [name for _key, name in approvers(actor, object, key, found)][:NAMED]
    if names:
        words.append(_("May approve it: %(names)s") % {"names": ", ".join(names)})
    return Refusal("pricing.limit", " ".join(words), status=409)


def approvers(actor: Actor, object: str, key: UUID, found: Figures) -> list[tuple[UUID, str]]:
    """Who may read the document and grant as much, the lowest in rank first; never the asker."""
    paper = load(actor, object, key)
    levels = dict(Role.objects.filter(deleted=False).values_list("pk", "level"))
    rows = User.objects.filter(active=True, deleted=False, program=False).exclude(pk=actor.user)
    ranked = sorted(
        (max((levels.get(UUID(role), 0) for role in roles or []), default=0), name, user)
        for user, name, roles in rows.values_list("pk", "name", "roles")
    )
    able = []
    for _level, name, user in ranked:
        other = actor_for(user, via=actor.via)
        bounds = bounds_of(other)
        if found.within(bounds.discount, bounds.margin) and other.reaches(
            object, "read", paper.get("owner"), paper.get("unit"), key
        ):
            able.append((user, name))
    return able
