"""What holds for promises to pay: somebody promised, and somebody looks whether he kept it."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartei.modules.finance.promise_models import Promise
from kartei.modules.finance.rules.debts import COMPANY, PERSON, Client
from kartei.platform.access.actor import Actor
from kartei.platform.records import store, write
from kartei.platform.records.draft import Draft

TASK = "tasks.task"
#: On the morning after the promised day somebody looks whether the money came.
MORNING = time(9)


def client_of(draft: Draft) -> Client | None:
    """Who promised: the company, or the contact alone."""
    company, person = draft.get("company"), draft.get("person")
    return (COMPANY, company) if company else (PERSON, person) if person else None


def check(draft: Draft) -> None:
    """A client, a sum above nothing, a name. Faults: `finance.no_client`, `finance.positive`."""
    client = client_of(draft)
    if client is None:
        draft.fault("company", "finance.no_client", gettext_lazy("Who has promised to pay?"))
        return
    amount = draft.get("amount")
    if amount is not None and amount.minor <= 0:
        draft.fault("amount", "finance.positive", gettext_lazy("Enter a sum above zero"))
    if not draft.get("name"):
        rows = store.load(draft.actor, draft.actor.world.objects[client[0]], [client[1]])
        draft.put("name", (rows[client[1]].get("name") or "")[:200])


def remind(draft: Draft) -> None:
    """A task of who noted it for the morning after, about the client."""
    client, actor = client_of(draft), draft.actor
    if draft.verb != "create" or client is None or not may_note(actor):
        return
    due = datetime.combine(draft.get("day") + timedelta(days=1), MORNING, actor.ctx.zone)
    values = {
        "name": _("Has %(client)s paid as promised?") % {"client": draft.get("name")},
        "kind": "call",
        "about": {"object": client[0], "id": str(client[1])},
        "due_at": due.isoformat(),
    }
    write.create(actor, TASK, values)


def may_note(actor: Actor) -> bool:
    """Whether there are tasks here, and the actor may make some."""
    return TASK in actor.world.objects and not actor.scope(TASK, "create").empty


def newest(actor: Actor) -> dict[Client, Any]:
    """The promise that holds of each client, of those that the asker may read."""
    rows = Promise.objects.seen_by(actor).order_by("created_at", "pk")
    return {
        (COMPANY, one.company_id) if one.company_id else (PERSON, one.person_id): one
        for one in rows
    }
