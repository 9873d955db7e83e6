"""Pictures from outside: bombs, lies and broken files are refused with a code."""

import io
import struct
import zlib

import pytest
from PIL import Image

from kartei.modules.documents.render.pictures import MAX_BYTES, prepare, safe_picture
from kartei.modules.documents.render.tests.samples import logo, window_picture
from kartei.platform.kit.faults import ValueFault

SCRIPTED = b"""<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg">
<script>alert(1)</script><image href="http://host.invalid/x.png"/></svg>"""


def encoded(picture: Image.Image, kind: str, exif: Image.Exif | None = None) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, exif=exif or Image.Exif())
    return out.getvalue()


def photograph() -> Image.Image:
    """Noise in three colours, 800 × 600."""
    return Image.merge("RGB", [Image.effect_noise((800, 600), 60) for _ in range(3)])


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def png_of(width: int, height: int) -> bytes:
    """A PNG whose head promises width × height and whose data hold nothing of it."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_made_smaller_and_fresh(kind: str) -> None:
    data = encoded(photograph(), kind)
    picture = opened(safe_picture(data + b"<script>trailing</script>", 200))
    assert picture.size == (200, 150)
    assert picture.format == "JPEG"


def test_a_small_picture_keeps_its_size_and_a_drawing_its_sharpness() -> None:
    picture = prepare(logo(), 2000)
    assert picture.ending == "png"
    assert opened(picture.data).size == (900, 240)
    assert opened(picture.data).mode == "RGBA"
    assert picture.ratio == 900 / 240


def test_metadata_stay_behind_and_the_turn_is_done() -> None:
    turned = Image.new("RGB", (60, 30), "red")
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010E] = "Secret place"
    result = safe_picture(encoded(turned, "JPEG", exif=exif), 100)
    assert opened(result).size == (30, 60)
    assert b"Secret" not in result


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_pixels_is_taken(mode: str) -> None:
    source = Image.new("RGBA", (40, 20), (200, 30, 30, 128)).convert("RGB")
    picture = Image.new(mode, (40, 20)) if mode == "I;16" else source.convert(mode)
    assert opened(safe_picture(encoded(picture, "PNG"), 100)).size == (40, 20)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (png_of(50_000, 50_000), "picture.pixels"),
        (png_of(10_000, 9_000), "picture.pixels"),
        (png_of(8_000, 6_500), "picture.pixels"),
        (png_of(500, 500), "picture.broken"),
        (window_picture()[:-9000], "picture.broken"),
        (logo()[:-400], "picture.broken"),
        (SCRIPTED, "picture.kind"),
        (b"", "picture.kind"),
        (b"GIF89a" + b"\0" * 100, "picture.kind"),
        (b"%PDF-1.7", "picture.kind"),
        (b"\x89PNG\r\n\x1a\n", "picture.kind"),
        (b"\xff\xd8\xff" + b"\0" * MAX_BYTES, "picture.too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)}-bytes",
)
def test_bombs_lies_and_ruins_are_refused(data: bytes, code: str) -> None:
    with pytest.raises(ValueFault) as fault:
        safe_picture(data, 200)
    assert fault.value.code == code


def test_damaged_bytes_end_in_a_picture_or_a_code() -> None:
    source = window_picture(5, (200, 260))
    for place in range(2, len(source), 97):
        broken = source[:place] + bytes([source[place] ^ 0xFF]) + source[place + 1 :]
        assert outcome(broken) in ("picture", "picture.kind", "picture.broken", "picture.pixels")


def outcome(data: bytes) -> str:
    """`picture`, or the code of the refusal."""
    try:
        opened(safe_picture(data, 100))
    except ValueFault as fault:
        return fault.code
    return "picture"
