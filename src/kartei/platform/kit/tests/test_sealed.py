"""Sealed files: what goes in comes out, and nothing else ever does."""

from __future__ import annotations

import base64
import io
import os
from pathlib import Path

import pytest

from kartei.platform.kit import sealed
from kartei.platform.kit.sealed import PIECE, TAG, SealedFile, Sealer, SealError, Unsealer

KEY = os.urandom(32)
HEAD = len(sealed.MARK) + sealed.SALT


def seal(data: bytes, key: bytes = KEY) -> bytes:
    """Some bytes, sealed in uneven parts."""
    target = io.BytesIO()
    with Sealer(target, key) as file:
        for at in range(0, len(data), 300_007):
            file.write(data[at : at + 300_007])
    return target.getvalue()


def opened(data: bytes, key: bytes = KEY) -> bytes:
    """What is in them."""
    with io.BufferedReader(Unsealer(io.BytesIO(data), key)) as file:
        return file.read()


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 5])
def test_what_goes_in_comes_out(size: int) -> None:
    data = os.urandom(size)
    kept = seal(data)
    assert opened(kept) == data
    assert size < 64 or data[:64] not in kept


def test_two_files_of_the_same_have_nothing_in_common() -> None:
    one, other = seal(b"x" * 1000), seal(b"x" * 1000)
    assert one[HEAD:] != other[HEAD:]


@pytest.mark.parametrize("at", [HEAD - 1, HEAD, HEAD + PIECE + TAG + 3, -1])
def test_a_flipped_bit_is_noticed(at: int) -> None:
    kept = bytearray(seal(os.urandom(2 * PIECE + 9)))
    kept[at] ^= 1
    with pytest.raises(SealError):
        opened(bytes(kept))


@pytest.mark.parametrize("size", [HEAD, HEAD + 5, HEAD + PIECE + TAG, HEAD + 2 * (PIECE + TAG)])
def test_a_cut_file_is_noticed(size: int) -> None:
    """Between two pieces, too."""
    with pytest.raises(SealError):
        opened(seal(os.urandom(2 * PIECE + 9))[:size])


def test_swapped_and_added_pieces_are_noticed() -> None:
    kept, step = seal(os.urandom(3 * PIECE)), PIECE + TAG
    first, second = kept[HEAD : HEAD + step], kept[HEAD + step : HEAD + 2 * step]
    for body in (second + first + kept[HEAD + 2 * step :], kept[HEAD:] + first):
        with pytest.raises(SealError):
            opened(kept[:HEAD] + body)


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 5])
def test_any_part_is_read_from_its_place(size: int) -> None:
    """S0-132: also across the borders of pieces, and with the right key among others."""
    data = os.urandom(size)
    file = io.BufferedReader(SealedFile(io.BytesIO(seal(data)), [os.urandom(32), KEY]))
    assert (file.seek(0, io.SEEK_END), file.tell()) == (size, size)
    for at in (0, size // 2, PIECE - 3, size - 1, size + 5):
        if at >= 0:
            file.seek(at)
            assert file.read(10) == data[at : at + 10]
    file.seek(0)
    assert file.read() == data


@pytest.mark.parametrize("at", [HEAD, HEAD + PIECE + TAG + 3, -1])
def test_a_flipped_bit_is_noticed_where_it_is_read(at: int) -> None:
    kept = bytearray(seal(os.urandom(2 * PIECE + 9)))
    kept[at] ^= 1
    for wrong in (bytes(kept), seal(os.urandom(2 * PIECE))[: HEAD + PIECE + TAG], b"short"):
        with pytest.raises(SealError):
            io.BufferedReader(SealedFile(io.BytesIO(wrong), [KEY])).read()


def test_another_key_opens_nothing() -> None:
    with pytest.raises(SealError):
        opened(seal(b"secret"), os.urandom(32))
    with pytest.raises(SealError):
        opened(b"no sealed file at all")


def test_a_key_file_holds_a_key_or_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "key"
    text = sealed.new_key()
    path.write_text(text + "\n")
    assert sealed.key_in(path) == base64.urlsafe_b64decode(text)
    for wrong in ("", "abc", "ü", base64.urlsafe_b64encode(b"short").decode()):
        path.write_text(wrong, encoding="utf-8")
        with pytest.raises(SealError):
            sealed.key_in(path)
    with pytest.raises(SealError):
        sealed.key_in(tmp_path / "none")
