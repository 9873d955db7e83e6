"""Pictures from outside made safe: decoded under limits, re-encoded, nothing else carried over.

A picture is opened only as PNG, JPEG or WebP, its pixels are counted before any is decoded, and
what goes on is a fresh file without metadata, profiles or trailing data. SVG is refused: it may
hold scripts and point outside.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections import OrderedDict
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock

from PIL import Image, ImageOps, UnidentifiedImageError

from kartei.platform.kit.faults import ValueFault

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 50_000_000
_FORMATS = ("PNG", "JPEG", "WEBP")
#: A picture with at most so many colours is a drawing: PNG is smaller and has no smudges.
_DRAWING_COLOURS = 4096
_QUALITY = 86
#: What Pillow's readers raise on broken files, besides OSError.
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error, IndexError)
_TOO_BIG = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_KEPT = 256


@dataclass(frozen=True, slots=True)
class SafePicture:
    """A re-encoded picture: its bytes, file ending (`png` or `jpg`) and width by height."""

    data: bytes
    ending: str
    ratio: float


def safe_picture(data: bytes, max_side: int) -> bytes:
    """The picture as a fresh PNG or JPEG whose longer side has at most max_side pixels.

    Raises ValueFault: `picture.too_large` (bytes), `picture.pixels` (too many, before decoding),
    `picture.kind` (not PNG, JPEG or WebP; SVG too), `picture.broken` (truncated or damaged).
    """
    return prepare(data, max_side).data


def prepare(data: bytes, max_side: int) -> SafePicture:
    """Like safe_picture, with the file's ending and proportions; the last results are kept."""
    key = (sha256(data).digest(), max_side)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    result = _encode(_decode(data, max_side), max_side)
    with _lock:
        _kept[key] = result
        while len(_kept) > _KEPT:
            _kept.popitem(last=False)
    return result


_lock = Lock()
_kept: OrderedDict[tuple[bytes, int], SafePicture] = OrderedDict()


def _decode(data: bytes, max_side: int) -> Image.Image:
    if len(data) > MAX_BYTES:
        raise ValueFault("picture.too_large", limit=MAX_BYTES)
    try:
        picture = Image.open(io.BytesIO(data), formats=_FORMATS)
    except _TOO_BIG:
        raise ValueFault("picture.pixels", limit=MAX_PIXELS) from None
    except UnidentifiedImageError:
        raise ValueFault("picture.kind") from None
    except _BROKEN:
        raise ValueFault("picture.broken") from None
    if picture.width * picture.height > MAX_PIXELS:
        raise ValueFault("picture.pixels", limit=MAX_PIXELS)
    try:
        picture.draft("RGB", (max_side, max_side))  # lets JPEG decode at a fraction of its size
        picture.load()
        return ImageOps.exif_transpose(picture)
    except _BROKEN:
        raise ValueFault("picture.broken") from None


def _encode(picture: Image.Image, max_side: int) -> SafePicture:
    plain = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    plain.thumbnail((max_side, max_side), Image.Resampling.LANCZOS, reducing_gap=2.0)
    clean = Image.new(plain.mode, plain.size)
    clean.paste(plain)
    drawing = clean.mode == "RGBA" or clean.getcolors(_DRAWING_COLOURS) is not None
    out = io.BytesIO()
    if drawing:
        clean.save(out, "PNG")
    else:
        clean.save(out, "JPEG", quality=_QUALITY)
    return SafePicture(out.getvalue(), "png" if drawing else "jpg", clean.width / clean.height)
