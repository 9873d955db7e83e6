"""What the front end's build left behind: the names of its files."""

import json
from pathlib import Path


def hashed_files(manifest: Path) -> frozenset[str]:
    """The files that Vite's MANIFEST lists, relative to it: their names hold their content's hash.

    Empty while the front end is not built.
    """
    if not manifest.is_file():
        return frozenset()
    names: set[str] = set()
    for chunk in json.loads(manifest.read_text(encoding="utf-8")).values():
        names.update([chunk["file"], *chunk.get("css", []), *chunk.get("assets", [])])
    return frozenset(names)
