"""Matching at work: certain ones booked in the background, the others offered and confirmed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kartei.modules.billing.contract import INVOICE, hold
from kartei.modules.finance.matching import facts
from kartei.modules.finance.matching.engine import match
from kartei.modules.finance.models import Payment
from kartei.modules.finance.rules import learning
from kartei.modules.finance.rules.assigning import PAYMENT, assign
from kartei.modules.finance.rules.ground import Ground, ground, waiting
from kartei.platform.access.actor import Actor
from kartei.platform.flow.jobs import enqueue
from kartei.platform.flow.models import Job
from kartei.platform.flow.progress import Progress
from kartei.platform.kit.money import Amount
from kartei.platform.meta.errors import Refusal, not_found
from kartei.platform.records import write
from kartei.platform.records.turns import turn

JOB = "finance.match"
PAGE = 50


def match_later(actor: Actor) -> Job:
    """Order the matching of all that waits, as this person; one that waits already is enough."""
    actor.must(PAYMENT, "write")
    known = Job.objects.filter(kind=JOB, actor=actor.user, state=Job.WAITING).first()
    return known or enqueue(actor, JOB, {}, title=_("Match payments"))


def match_waiting(actor: Actor, progress: Progress | None = None) -> dict[str, int]:
    """Book what is certain; returns how many payments waited, were booked, and are to be asked.

    It may be called again at any time: what is booked waits no more.
    """
    asked = ground(waiting())
    found = match(asked.payments, asked.invoices, asked.habits, asked.rules)
    reach = {
        str(key) for key in Payment.objects.seen_by(actor, "write").values_list("pk", flat=True)
    }
    sums = {one.key: one.minor for one in asked.payments}
    left = {one.key: one.open for one in asked.invoices}
    done = 0
    for at, one in enumerate(found, 1):
        if one.payment in reach and (one.certain or (one.category and not one.parts)):
            with turn():
                booked = book(actor, one, asked, sums[one.payment], left)
            done += booked
            for part in one.parts if booked else ():
                left[part.invoice] -= part.minor
        if progress is not None:
            progress(at, len(found))
    return {"waiting": len(found), "booked": done, "asked": len(found) - done}


def book(
    actor: Actor, one: facts.Match, asked: Ground, minor: int, left: Mapping[str, int]
) -> bool:
    """Book a certain match unless payment or invoices have changed since they were read."""
    key = UUID(one.payment)
    if not held(key, minor):
        return False
    if not one.parts:
        put = {"matched_by": "rule", "category": UUID(one.category)}
        write.change_many(actor, PAYMENT, {key: {}}, verb="assign", put=put)
        return True
    keys = [UUID(part.invoice) for part in one.parts]
    hold(keys)
    rows = INVOICE.model.objects.unguarded("held above, read again").filter(pk__in=keys)
    if any((row.open or 0) != left[str(row.pk)] for row in rows.only("pk", "open")):
        return False
    currency = next(row.currency for row in asked.payments if row.key == one.payment)
    parts = [(UUID(p.invoice), Amount(p.minor, currency), p.kind) for p in one.parts]
    try:
        with transaction.atomic():
            assign(actor, key, parts, matched_by="rule" if one.rule else "certain")
    except Refusal as refusal:
        if refusal.status not in (403, 404, 409, 422):
            raise
        return False
    return True


def held(key: UUID, minor: int) -> bool:
    """Hold a payment; whether so much of it is still not assigned."""
    rows = Payment.objects.unguarded("one at a time assigns a payment").select_for_update()
    rows = rows.filter(pk=key, rest=minor, deleted=False, category=None)
    return bool(rows.values_list("pk", flat=True))


def proposals(actor: Actor, after: str = "") -> dict[str, Any]:
    """A page of what waits and the actor may assign, with what it may be.

    after: the id of the last payment that was seen. Invoices that the actor may not read are left
    out with all that is proposed of them.
    """
    actor.must(PAYMENT, "write")
    rows = Payment.objects.seen_by(actor, "write").filter(pk__in=waiting().values("pk"))
    rows = rows.order_by("date", "pk")
    count = rows.count()
    if after:
        last = rows.filter(pk=UUID(after)).values_list("date", "pk").first()
        if last:
            rows = rows.filter(date__gte=last[0]).exclude(date=last[0], pk__lte=last[1])
    keys = list(rows.values_list("pk", flat=True)[:PAGE])
    asked = ground(waiting().filter(pk__in=keys))
    found = match(asked.payments, asked.invoices, asked.habits, asked.rules)
    mentioned = {
        part.invoice
        for one in found
        for parts in (one.parts, *(more.parts for more in one.others))
        for part in parts
    }
    seen = INVOICE.model.objects.seen_by(actor).filter(pk__in=mentioned)
    shown = {str(row.pk): row for row in seen.select_related("company", "person")}
    return {"count": count, "found": found, "invoices": shown, "payments": asked.payments}


def confirm(
    actor: Actor,
    key: UUID,
    rest: int,
    parts: Sequence[tuple[UUID, int, str]],
    *,
    category: UUID | None = None,
    remember: bool = True,
) -> None:
    """Assign a payment as somebody decided, and remember who the payer is.

    rest: what was not assigned when he looked; another sum means that somebody else was quicker
    (409 `finance.taken`). parts: (invoice, minor units, kind of line). What the invoices no longer
    owe is refused by `assign` (`finance.beyond`).
    """
    actor.must(PAYMENT, "write")
    if bool(parts) == bool(category):
        raise Refusal("finance.line", _("Choose an invoice or a bill"), status=422)
    with transaction.atomic():
        row = Payment.objects.seen_by(actor, "write").filter(pk=key).values().first()
        if row is None:
            raise not_found()
        if not held(key, rest):
            text = _("Somebody has assigned this payment meanwhile")
            raise Refusal("finance.taken", text, status=409)
        if category is not None:
            values = {"category": str(category)}
            write.change_many(
                actor, PAYMENT, {key: values}, verb="assign", put={"matched_by": "hand"}
            )
        else:
            currency = row["rest_cur"]
            assign(actor, key, [(one, Amount(minor, currency), kind) for one, minor, kind in parts])
        if remember:
            learning.learn(actor, row, {"category": category} if category else payer(parts))


def payer(parts: Sequence[tuple[UUID, int, str]]) -> dict[str, UUID]:
    """The client of the invoices, where they are of one."""
    rows = INVOICE.model.objects.unguarded("whose invoices were assigned")
    found = set(
        rows.filter(pk__in=[one for one, _minor, _kind in parts]).values_list(
            "company_id", "person_id"
        )
    )
    if len(found) != 1:
        return {}
    company, person = found.pop()
    return {"company": company} if company else {"person": person} if person else {}
