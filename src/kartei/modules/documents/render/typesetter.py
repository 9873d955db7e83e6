"""Typst, kept warm: data and pictures in, PDF or PNG out.

One compiler lives as long as the process; it keeps the fonts and what it has understood of the
layouts, which makes every document after the first one cheap. It is used by one thread at a time.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

import typst

from kartei.modules.documents.render.glyphs import FONTS

LAYOUTS = Path(__file__).parent.parent / "layouts"
_ARCHIVE = "a-3b"


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be set: layout (`ru/offer`), its data (plain JSON values), pictures by file name.

    data goes to the layout as `sys.inputs.<name>`, as text and never as markup. The day becomes
    the creation moment of the file, so that the same paper gives the same bytes.
    """

    layout: str
    name: str
    data: Mapping[str, Any]
    day: date
    pictures: Mapping[str, bytes] = field(default_factory=dict)


def has_layout(layout: str) -> bool:
    """Whether a layout of that name (`language/name`) is shipped."""
    return layout in _layouts()


def set_pdf(job: Job, *, archival: bool = False) -> bytes:
    """The document as PDF; archival makes it PDF/A-3b."""
    result = _compile(job, format="pdf", pdf_standards=[_ARCHIVE] if archival else [])
    return result if isinstance(result, bytes) else result[0]


def set_png(job: Job, dpi: int) -> list[bytes]:
    """The document as one PNG per page."""
    result = _compile(job, format="png", ppi=float(dpi))
    return [result] if isinstance(result, bytes) else result


_lock = Lock()


def _compile(job: Job, **options: Any) -> bytes | list[bytes]:
    # File names repeat from call to call on purpose: typst numbers every name it has ever seen
    # and has room for 65,535 of them.
    with TemporaryDirectory(prefix="kartei-") as folder:
        root = Path(folder) / "layouts"
        shutil.copytree(LAYOUTS, root)
        for name, data in job.pictures.items():
            (root / name).write_bytes(data)
        with _lock:
            result = _compiler().compile(
                input=str(root / f"{job.layout}.typ"),
                root=str(root),
                sys_inputs={job.name: json.dumps(job.data, ensure_ascii=False)},
                timestamp=datetime.combine(job.day, time(), UTC),
                **options,
            )
    if result is None:
        raise RuntimeError("typst returned no document")
    return result


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(
        font_paths=typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)]
        )
    )


@cache
def _layouts() -> frozenset[str]:
    return frozenset(
        path.relative_to(LAYOUTS).with_suffix("").as_posix() for path in LAYOUTS.glob("*/*.typ")
    )
