"""Files of keys: written whole or not at all, readable by their owner alone."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path


def put(path: Path, keys: Iterable[str], *, fresh: bool = False) -> None:
    """Put keys into a file, one a line, synced; raises OSError.

    fresh: a file that is there stays as it is, so that of several processes that make the first key
    one wins, and all use its key.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False) as file:
        file.write("\n".join(keys) + "\n")
        file.flush()
        os.fsync(file.fileno())
    _place(Path(file.name), path, fresh)


def _place(draft: Path, path: Path, fresh: bool) -> None:
    """Give a written file (mode 600 from its making) its name; a fresh one replaces none."""
    if not fresh:
        os.replace(draft, path)
        return
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()
