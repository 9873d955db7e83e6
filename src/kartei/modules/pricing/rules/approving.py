"""Asking for consent to a document, and giving or refusing it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.modules.documents.contract import kinds
from kartei.modules.pricing.models import Approval
from kartei.modules.pricing.rules.figures import figures_of, mark_of
from kartei.modules.pricing.rules.limits import GIVEN, approvers, bounds_of, load
from kartei.platform.access.actor import Actor
from kartei.platform.kit.decimals import SCALE
from kartei.platform.meta.errors import Refusal, forbidden, not_found
from kartei.platform.records import notices, store, write
from kartei.platform.records.draft import Draft
from kartei.platform.records.facts import facts_of
from kartei.platform.records.home import Place, now_of
from kartei.platform.records.models import Journal

APPROVAL = "pricing.approval"
WAITING, REFUSED = "waiting", "refused"


def prepare(drafts: list[Draft]) -> None:
    """Complete new requests: figures and mark of the document. Fault: `pricing.no_paper`."""
    for draft in drafts:
        if draft.creating:
            complete(draft)
        elif draft.changes("about"):
            draft.fault("about", "pricing.no_paper", _("A request stays with its document"))


def complete(draft: Draft) -> None:
    """One new request."""
    about = draft.get("about")
    object, key = about or ("", None)
    if (
        key is None
        or object not in {kind.object for kind in kinds()}
        or not readable(draft.actor, object, key)
    ):
        draft.fault("about", "pricing.no_paper", _("Choose a document with prices"))
        return
    paper = load(draft.actor, object, key)
    found = figures_of(paper)
    if not draft.get("name"):
        draft.put("name", paper.get("number") or paper.get("subject") or "")
    draft.put("state", WAITING)
    draft.put("discount", found.discount)
    draft.put("margin", found.margin)
    draft.put("mark", mark_of(paper))
    bounds = bounds_of(draft.actor)
    beyond = not found.within(bounds.discount, bounds.margin)
    if beyond and draft.get("owner") == draft.actor.user:
        hand_over(draft, approvers(draft.actor, object, key, found))


def hand_over(draft: Draft, able: list[tuple[UUID, str]]) -> None:
    """The request belongs to the lowest in rank who may consent, whoever may be given records."""
    if able:
        owner = able[0][0]
        draft.put("owner", owner)
        draft.put("unit", draft.actor.roster.user_units.get(owner))


def readable(actor: Actor, object: str, key: UUID) -> bool:
    """Whether the actor may read a document."""
    facts = facts_of(actor, object, [key]).get(key)
    return facts is not None and actor.reaches(object, "read", facts.owner, facts.unit, key)


def decide(actor: Actor, object: str, key: UUID, *, yes: bool, answer: str) -> None:
    """Consent to a document as it was when asked about, or refuse to.

    404 for a document that one may not read, and for one that nobody is asked about; 403 for who is
    not asked; 409 `pricing.beyond` beyond one's own limits, `pricing.changed` when the document was
    changed since.
    """
    row = newest(object, key)
    if row is None or row.state != WAITING or not readable(actor, object, key):
        raise not_found()
    if row.owner_id != actor.user:
        raise forbidden(_("Somebody else is asked to decide"))
    paper = load(actor, object, key)
    bounds = bounds_of(actor)
    if not figures_of(paper).within(bounds.discount, bounds.margin):
        raise Refusal("pricing.beyond", _("This is beyond your own limits"), status=409)
    if mark_of(paper) != row.mark:
        text = _("The document was changed since; ask for it to be approved anew")
        raise Refusal("pricing.changed", text, status=409)
    put = {
        "state": GIVEN if yes else REFUSED,
        "answer": answer,
        "decided_by": actor.user,
        "decided_at": now_of(actor),
    }
    verb = "approve" if yes else "refuse"
    write.change_many(actor, APPROVAL, {row.pk: {}}, verb=verb, put=put)
    tell_asker(actor, row.pk, (object, key), "approved" if yes else "not_approved", answer)


def tell_asker(actor: Actor, key: UUID, paper: Place, verb: str, answer: str) -> None:
    """A notice to who asked, about the document, with the name of who decided and his words."""
    asked = Journal.objects.filter(object=APPROVAL, record=key, verb="create").first()
    if asked is None or asked.actor in (None, actor.user):
        return
    by = actor.roster.user_names.get(actor.user, "")
    notices.tell_event(asked.actor, paper, verb, ": ".join(filter(None, (by, answer))))


def newest(object: str, key: UUID) -> Any:
    """The last request about a document, or None."""
    rows = Approval.objects.unguarded("how a readable document stands").filter(
        about_id=key, about=object, deleted=False
    )
    return rows.order_by("-created_at", "-pk").first()


def prepare_limits(drafts: list[Draft]) -> None:
    """A limit is called like its role, and each role has one. Faults: `pricing.twice`, ranges."""
    actor = drafts[0].actor
    keys = {draft.get("role") for draft in drafts} - {None}
    roles = store.load(actor, actor.world.objects["access.role"], keys)
    for draft in drafts:
        role = roles.get(draft.get("role"))
        if role is not None and not draft.get("name"):
            draft.put("name", role["name"])
        for name in ("max_discount", "min_margin"):
            if not -100 * SCALE <= (draft.get(name) or 0) <= 100 * SCALE:
                draft.fault(name, "totals.discount_range", _("At most 100 per cent"))
