"""What this floor asks of those above it; they put themselves in when they are ready."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

#: (actor, object, field): compute a field anew for every record there is
fill: Callable[[Any, str, str], None]
#: (actor, object, fields): the same in the background, for many records
order: Callable[[Any, str, tuple[str, ...]], None]
#: (actor, field): build the index of a field (a row of ``meta.field``) in the background
index: Callable[[Any, Any], None]
#: (actor, field): convert what was written since, as the last step of a change of kind
catch_up: Callable[[Any, Any], None]
#: (actor, object): each is told when a field of the object goes out of use, or comes back
retired: list[Callable[[Any, str], None]] = []
