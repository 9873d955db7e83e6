"""What a module above adds to the papers of a kind: words, the file that goes out, attachments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from kartei.modules.documents.papers.material import Values
    from kartei.modules.documents.render.model import PaperDocument
    from kartei.platform.access.actor import Actor


@dataclass(frozen=True, slots=True)
class Companion:
    """amend: the paper with what it has to say besides. seal: the bytes of a kept version, or None
    where the usual PDF will do; refuses what must not go out. files: what a letter carries besides
    the PDF.
    """

    amend: Callable[[Actor, Values, PaperDocument], PaperDocument]
    seal: Callable[[Actor, UUID, Values, PaperDocument], bytes | None]
    files: Callable[[UUID], list[UUID]]


_known: dict[str, list[Companion]] = {}


def accompany(name: str, companion: Companion) -> None:
    """Let a module go along with the papers of an object; at start, once."""
    _known.setdefault(name, []).append(companion)


def amended(name: str, actor: Actor, paper: Values, found: PaperDocument) -> PaperDocument:
    """The paper with all that companions add."""
    for companion in _known.get(name, ()):
        found = companion.amend(actor, paper, found)
    return found


def sealed(name: str, actor: Actor, key: UUID, paper: Values, found: PaperDocument) -> bytes | None:
    """The file that the first companion makes of the paper which it makes one of."""
    for companion in _known.get(name, ()):
        data = companion.seal(actor, key, paper, found)
        if data is not None:
            return data
    return None


def carried(name: str, key: UUID) -> list[UUID]:
    """The stored files that go with a letter besides the PDF."""
    return [file for companion in _known.get(name, ()) for file in companion.files(key)]
