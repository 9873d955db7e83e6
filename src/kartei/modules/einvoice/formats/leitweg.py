"""Leitweg-ID: the reference by which German authorities route an invoice (format 2.0.2, KoSIT)."""

from __future__ import annotations

import re

_SHAPE = re.compile(r"[0-9]{2,12}(-[0-9A-Z]{1,30})?-[0-9]{2}")


def looks_like(text: str) -> bool:
    """Whether a text is built like a Leitweg-ID, whatever its check digits say."""
    return _SHAPE.fullmatch(text.upper()) is not None


def is_valid(text: str) -> bool:
    """Whether a Leitweg-ID has its shape and its check digits (ISO 7064, MOD 97-10)."""
    return looks_like(text) and int(_digits(text)) % 97 == 1


def _digits(text: str) -> str:
    """Hyphens fall away, letters count from ten on."""
    return "".join(str(int(char, 36)) for char in text.upper() if char != "-")
