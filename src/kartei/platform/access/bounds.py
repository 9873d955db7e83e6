"""What a token may do of that which its user may: objects, and on each reading or writing too.

Kept and told as ``{object or "*": "read" | "write"}``; "*" holds where an object is not named.
Bounds only take away. They are looked at in one place, ``Actor.depth``, which every right goes
through; an administrator's token with bounds is no administrator.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from kartei.platform.meta.errors import FieldFault, Refusal

READ, WRITE, REST = "read", "write", "*"
#: What reading means among the privileges.
READS = ("read", "export", "print")
#: Objects that one token names at most.
MOST = 200


@dataclass(frozen=True, slots=True)
class Bounds:
    """Bounds as something that can be compared and be a key."""

    scopes: tuple[tuple[str, str], ...]

    def allows(self, name: str, privilege: str) -> bool:
        """Whether a privilege on an object lies within."""
        known = dict(self.scopes)
        found = known.get(name, known.get(REST))
        return found == WRITE or (found == READ and privilege in READS)

    @property
    def only_reads(self) -> bool:
        """Whether nothing at all may be written."""
        return all(found == READ for _name, found in self.scopes)

    def written(self) -> dict[str, str]:
        """The form in which they are kept."""
        return dict(self.scopes)


def bounds_of(scopes: Mapping[str, str]) -> Bounds | None:
    """Bounds from their kept form; None where everything of the user's is allowed."""
    if not scopes or dict(scopes) == {REST: WRITE}:
        return None
    return Bounds(tuple(sorted(scopes.items())))


def written(bounds: Bounds | None) -> dict[str, str]:
    """The kept form, also of no bounds."""
    return bounds.written() if bounds else {}


def check_scopes(scopes: Mapping[str, Any], objects: Mapping[str, Any]) -> dict[str, str]:
    """Scopes as somebody chose them; 422 for unknown objects or words, or none at all."""
    wrong = [n for n, found in scopes.items() if n not in (*objects, REST)] or [
        n for n, found in scopes.items() if found not in (READ, WRITE)
    ]
    if scopes and not wrong and len(scopes) <= MOST:
        return dict(scopes)
    detail = str(_("Choose objects, and for each whether it is read or written"))
    pointer = f"/scopes/{wrong[0][:80]}" if wrong else "/scopes"
    fault = FieldFault("scopes", "token.scopes", detail, pointer)
    raise Refusal("token.scopes", detail, faults=[fault])
