"""What holds for persons and companies before they are saved."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kartei.platform.kit.names import full_name, split_name
from kartei.platform.records.draft import Draft


def check_person(draft: Draft) -> None:
    """The full name follows from its parts; a person has a name, a phone or a mail address."""
    parts = [draft.get(n) or "" for n in ("last_name", "first_name", "middle_name")]
    if draft.creating and not any(parts) and draft.data.get("full_name"):
        found = split_name(draft.data.pop("full_name"))
        parts = [found.last, found.first, found.middle]
        for name, value in zip(("last_name", "first_name", "middle_name"), parts, strict=True):
            draft.put(name, value or None)
    if draft.creating or draft.changes("last_name", "first_name", "middle_name"):
        draft.put("name", name_of(*parts) or reach(draft))
    if not draft.get("name"):
        draft.fault("last_name", "people.nameless", _("Enter a name, a phone or a mail address"))


def name_of(last: str, first: str, middle: str) -> str:
    """Cyrillic names begin with the family name, others end with it, whoever is looking."""
    cyrillic = any("\u0400" <= c <= "\u04ff" for c in last + first)
    return full_name(last, first, middle, "ru" if cyrillic else "en")


def reach(draft: Draft) -> str | None:
    """The first phone or mail address, to name somebody whose name is not known yet."""
    for name in ("phones", "emails"):
        if draft.get(name):
            return str(draft.get(name)[0]["value"])
    return None
