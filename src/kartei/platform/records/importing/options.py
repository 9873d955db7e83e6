"""What a person chooses about an import, checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import phonenumbers
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor
from kartei.platform.access.roster import stand
from kartei.platform.meta.errors import FieldFault, Refusal

DUPLICATES = ("skip", "fill", "overwrite", "create")
FLAGS = ("groups", "headless", "keep")
#: How the file is to be read, where it was not recognised rightly.
READING = ("sheet", "head_row", "encoding", "delimiter")


def defaults(actor: Actor) -> dict[str, Any]:
    """The options of a fresh import.

    duplicates: skip, fill (gaps), overwrite or create. region: of phones without a country.
    groups: missing groups are made. owner: of rows that name none (else the importer). headless:
    the table has no head. keep: a row with faulty cells is written without them.
    """
    return {
        "duplicates": "skip",
        "region": actor.world.region,
        "groups": True,
        "owner": None,
        "headless": False,
        "keep": False,
        "sheet": "",
        "head_row": None,
        "encoding": "",
        "delimiter": "",
    }


def merged(actor: Actor, before: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The options with some changed; 422 for those that make no sense."""
    faults = [fault for name, value in given.items() if (fault := _fault(actor, name, value))]
    if faults:
        raise Refusal("imports.options", _("Check the options of the import"), faults=faults)
    return {**before, **given}


def _fault(actor: Actor, name: str, value: Any) -> FieldFault | None:
    good = _CHECKS.get(name)
    if good is None:
        return FieldFault(name[:80], "field.unknown", str(_("There is no such option")))
    if not good(actor, value):
        return FieldFault(name, "value.unknown_option", str(_("This choice is not possible")))
    return None


def _is_owner(actor: Actor, value: Any) -> bool:
    if value is None:
        return True
    try:
        return isinstance(value, str) and stand(UUID(value), actor.roster) is not None
    except ValueError:
        return False


def _is_head(actor: Actor, value: Any) -> bool:
    number = isinstance(value, int) and not isinstance(value, bool)
    return value is None or (number and 0 <= value <= 1_000_000)


def _is_text(actor: Actor, value: Any) -> bool:
    return isinstance(value, str) and len(value) <= 200 and "\x00" not in value


_CHECKS: dict[str, Any] = {
    "duplicates": lambda _actor, value: value in DUPLICATES,
    "region": lambda _actor, value: value in phonenumbers.SUPPORTED_REGIONS,
    "owner": _is_owner,
    "head_row": _is_head,
    **{name: lambda _actor, value: isinstance(value, bool) for name in FLAGS},
    "sheet": _is_text,
    "encoding": _is_text,
    "delimiter": lambda _actor, value: value in ("", ",", ";", "\t", "|"),
}
