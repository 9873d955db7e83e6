"""QR codes as pictures."""

from __future__ import annotations

import io

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.svg import SvgPathImage


def qr(text: str) -> bytes:
    """A text as a QR code in SVG, error correction M, with the quiet zone of four modules."""
    made = qrcode.make(text, image_factory=SvgPathImage, error_correction=ERROR_CORRECT_M, border=4)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
