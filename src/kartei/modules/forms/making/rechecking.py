"""Templates are checked again when a field went out of use or came back."""

from __future__ import annotations

from django.utils.translation import gettext as _

from kartei.modules.forms.making.make import NAME
from kartei.modules.forms.models import Template
from kartei.modules.forms.rules.templates import judged
from kartei.platform.access.actor import Actor
from kartei.platform.flow import jobs
from kartei.platform.records import blobs, write

CHECK = "forms.check"


def order_check(actor: Actor, _object: str) -> None:
    """Order the check in the transaction of the change; a template may name fields of any object
    that a link of its own leads to, so all are looked at.
    """
    rows = Template.objects.unguarded("whether there is anything to check").filter(deleted=False)
    if rows.exists():
        jobs.enqueue(actor, CHECK, {}, title=_("Checking Word templates"))


def check_again(actor: Actor) -> int:
    """Judge every template by the fields there are now; how many are not what they were."""
    rows = Template.objects.unguarded("a check by the installation").filter(
        deleted=False, file__deleted=False
    )
    changed = 0
    for row in rows.select_related("file"):
        if row.file is None or row.object not in actor.world.objects:
            continue
        found = judged(actor, row.object, blobs.read(row.file.sha256))
        if found != {"state": row.state, "faults": row.faults or ""}:
            write.change_many(actor, NAME, {row.pk: {}}, put=found)
            changed += 1
    return changed
