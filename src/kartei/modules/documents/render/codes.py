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


def qr_png(text: str) -> bytes:
    """The same code as PNG, for office programs."""
    made = qrcode.QRCode(error_correction=ERROR_CORRECT_M, box_size=8, border=4)
    made.add_data(text)
    out = io.BytesIO()
    made.make_image().save(out, "PNG")
    return out.getvalue()
