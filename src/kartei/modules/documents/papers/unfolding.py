"""The command that turns the sets of papers into lines of their parts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kartei.modules.documents.papers.sets import LINES, rows_of
from kartei.platform.access.actor import Actor
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.spec import Command
from kartei.platform.meta.world import Obj
from kartei.platform.records import store, write
from kartei.platform.records.commands import Outcome


def unfold_sets(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> Outcome:
    """Every set of the papers becomes lines that together cost what the set did.

    409 `papers.no_set` where there is none.
    """
    count = 0
    for key, paper in store.load(actor, obj, ids).items():
        sets = {line["id"] for line in paper["lines"] if rows_of(line)}
        lines = [
            {"id": str(line["id"]), **({"parts_as": LINES} if line["id"] in sets else {})}
            for line in paper["lines"]
        ]
        if sets:
            write.change(actor, obj.name, key, {"lines": lines})
        count += len(sets)
    if not count:
        raise Refusal("papers.no_set", _("There is no set in this document"), status=409)
    told = ngettext("%(count)s set unfolded", "%(count)s sets unfolded", count)
    return Outcome(told % {"count": count})


def unfold_command(when: Any = None) -> Command:
    """The command as an entity declares it; when: the states in which its lines may change."""
    return Command(name="unfold", label=_("Unfold sets"), run=unfold_sets, icon="list", when=when)
