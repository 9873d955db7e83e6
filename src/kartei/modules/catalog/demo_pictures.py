"""Drawn pictures of the demo firm's windows and doors."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

#: article -> (width, height) in centimetres, and the share of the width where each sash ends
SHAPES = {
    "ОК-1512": ((150, 120), (0.5, 1.0)),
    "ОК-0912": ((90, 120), (1.0,)),
    "ОК-2114": ((210, 140), (0.33, 0.67, 1.0)),
    "БЛ-0921": ((210, 210), (0.4, 1.0)),
    "ДВ-0920": ((90, 200), (1.0,)),
    "ДВ-0720": ((70, 200), (1.0,)),
}
SCALE, FRAME, SASH = 3, 14, 10
WHITE, EDGE, HANDLE = (250, 250, 249), (176, 186, 190), (96, 108, 113)


def picture(article: str) -> bytes | None:
    """A product as PNG, or None for one that is not drawn."""
    if article not in SHAPES:
        return None
    (width, height), ends = SHAPES[article]
    size = (width * SCALE, height * SCALE)
    image = Image.new("RGB", size, WHITE)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, size[0] - 1, size[1] - 1), outline=EDGE, width=3)
    left = FRAME
    for end in ends:
        right = int((size[0] - 2 * FRAME) * end) + FRAME
        sash(draw, (left, FRAME, right, size[1] - FRAME))
        left = right
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def sash(draw: ImageDraw.ImageDraw, box: tuple[int, int, int, int]) -> None:
    """A sash with its pane, lighter towards the ground, and a handle."""
    left, top, right, bottom = box
    draw.rectangle(box, fill=WHITE, outline=EDGE, width=2)
    for row in range(top + SASH, bottom - SASH):
        light = 40 * (row - top) // (bottom - top)
        draw.line((left + SASH, row, right - SASH, row), fill=(178 + light, 205 + light // 2, 220))
    middle = (top + bottom) // 2
    draw.rectangle((right - SASH + 2, middle - 22, right - 3, middle + 22), fill=HANDLE)
