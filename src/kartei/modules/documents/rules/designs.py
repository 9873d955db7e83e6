"""Which design a paper has, and what holds for designs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.modules.documents.models import Design
from kartei.modules.documents.rules.firms import COLOUR
from kartei.platform.records.draft import Draft

Values = dict[str, Any]


def check_design(draft: Draft) -> None:
    """A colour that is one. Fault: `documents.colour`."""
    accent = draft.new.get("accent")
    if accent and not COLOUR.fullmatch(accent):
        draft.fault("accent", "documents.colour", _("Write the colour as #rrggbb"))


def all_designs() -> list[Values]:
    """Every design in use, the newest first, as its columns; they are few."""
    rows = Design.objects.unguarded("what papers look like").filter(deleted=False, active=True)
    return list(rows.order_by("-id").values())


def closest(designs: Iterable[Values], firm: UUID | None, paper: str) -> Values:
    """The design that says most about an own firm and a kind of paper; empty where none fits.

    One that names the kind goes before one that names the firm alone; of two alike the first holds.
    """
    fitting = [
        one for one in designs if one["firm_id"] in (None, firm) and one["paper"] in ("", paper)
    ]
    return max(
        fitting, key=lambda one: (one["paper"] != "", one["firm_id"] is not None), default={}
    )
