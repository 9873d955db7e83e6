"""What keeps a field from being taken out of use: whatever could not do without it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import orjson
from django.db.models import Q
from django.utils.translation import gettext as _

from kartei.platform.meta.models import SavedView
from kartei.platform.meta.shaping_computed import users_of
from kartei.platform.meta.world import Obj

#: What of a saved view is a question; its columns may name a field that is gone.
QUESTION = ("filter", "sort", "group")


def refuse_loss(draft: Any, objects: Mapping[str, Obj]) -> None:
    """A field that others need stays until they do without it."""
    field = f"f_{draft.get('number')}"
    needed = [*users_of(objects, draft.get("object"), field), *views_asking(draft.actor, field)]
    if needed:
        text = _("Still used by %(users)s; change or remove these first")
        draft.fault("name", "meta.needed", text, users=", ".join(needed[:10]))


def views_asking(actor: Any, field: str) -> list[str]:
    """Saved views that filter, sort or group by a field, be it behind a link: its name is unique.

    Only those that the asker can change, shared ones and his own: others' private views are not
    his to see, and must not keep a firm from its order.
    """
    rows = SavedView.objects.filter(Q(owner=actor.user) | ~Q(shared="me"))
    word = re.compile(rf"\b{field}\b")
    return [
        _("view “%(name)s”") % {"name": view.title}
        for view in rows.order_by("title", "id")
        if word.search(orjson.dumps([view.state.get(name) for name in QUESTION]).decode())
    ]
