"""Pictures as they are shown: decoded and drawn anew, upright, without any hidden data.

What goes out inline is never what came in: a file that is a picture and a script at once loses
its other half here.
"""

from __future__ import annotations

import io
import threading
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from kartei.platform.kit.sealed import SealError
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import blobs

FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF", "image/webp": "WEBP"}
#: Pixels that are decoded at most; the biggest telephones take 50 million.
MAX_PIXELS = 50_000_000
THUMB = 256
VIEW = 2560
#: A decoded picture takes up to 200 MB: no more than this many at a time in one process.
_room = threading.Semaphore(2)
_TROUBLE = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


def width_of(file: BinaryIO, kind: str) -> int | None:
    """The width of a picture that can be shown; None for everything else."""
    if kind not in FORMATS:
        return None
    try:
        with Image.open(file, formats=[FORMATS[kind]]) as picture:
            width, height = picture.size
    except _TROUBLE:
        # a damaged or oversized picture is a file like any other; it is only not shown
        return None
    return width if 0 < width * height <= MAX_PIXELS else None


def no_picture() -> Refusal:
    """415: the file is no picture, or a damaged one."""
    return Refusal("files.no_picture", _("This file cannot be shown as a picture"), status=415)


def drawn(sha256: str, kind: str, size: int) -> bytes:
    """The picture as WebP, at most SIZE pixels on its longer side; kept under its hash.

    415 when it cannot be decoded.
    """
    ending = f".{size}.webp"
    found = blobs.cached(sha256, ending)
    if found is not None:
        return found
    try:
        with _room, blobs.opened(sha256) as source:
            data = encoded(source, kind, size)
    except SealError:
        raise  # the picture is fine, its key is missing
    except _TROUBLE as err:
        raise no_picture() from err
    blobs.put_cached(sha256, ending, data)
    return data


def encoded(source: BinaryIO, kind: str, size: int) -> bytes:
    """Decode, turn upright, shrink, encode without metadata."""
    with Image.open(source, formats=[FORMATS[kind]]) as picture:
        if picture.width * picture.height > MAX_PIXELS:
            raise ValueError(picture.size)
        # JPEG can be decoded at a fraction of its size
        picture.draft("RGB", (size * 2, size * 2))
        upright = ImageOps.exif_transpose(picture)
        has_alpha = "A" in upright.getbands() or "transparency" in upright.info
        plain = upright.convert("RGBA" if has_alpha else "RGB")
        plain.thumbnail((size, size), Image.Resampling.LANCZOS)
        bare = Image.new(plain.mode, plain.size)
        bare.paste(plain)
    into = io.BytesIO()
    bare.save(into, "WEBP", quality=85, method=3)
    return into.getvalue()
