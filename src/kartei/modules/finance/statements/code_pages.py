"""Lines of a 1C file as text: each in the code page in which its own key makes sense.

Programs append lines in another page than the rest, so the declared one is but a hint.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from kartei.modules.finance.statements.text import lines_of

_KEY = re.compile(r"\ufeff?[A-Za-zА-Яа-яЁё0-9]*")
_PAGES = ("cp1251", "cp866")
_DECLARED = "Кодировка"
_WIDE = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_HEAD = 2_000


def decoded(data: bytes) -> Iterator[tuple[int, str]]:
    """(number from 1, text) of every line that is not blank."""
    for mark, name in _WIDE:
        if data.startswith(mark):
            data = data.decode(name, "replace").encode("utf-8", "replace")
    pages = _by_evidence(data)
    for number, line in enumerate(lines_of(data.removeprefix(codecs.BOM_UTF8)), 1):
        text = _text(line, pages)
        if text.strip():
            yield number, text


def _by_evidence(data: bytes) -> tuple[str, str]:
    """The two code pages, the likelier first: keys of the format tell, else what is declared."""
    counts = {page: data.count("ПлательщикСчет".encode(page)) for page in _PAGES}
    if counts["cp1251"] != counts["cp866"]:
        best = max(_PAGES, key=counts.__getitem__)
    else:
        dos = any(f"{_DECLARED}=DOS".encode(page) in data[:_HEAD] for page in ("utf-8", *_PAGES))
        best = "cp866" if dos else "cp1251"
    return best, next(page for page in _PAGES if page != best)


def _text(line: bytes, pages: tuple[str, str]) -> str:
    if line.isascii():
        return line.decode("ascii")
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        first, second = (line.decode(page, "replace") for page in pages)
    for text in (first, second):
        key = text.partition("=")[0]
        if _KEY.fullmatch(key.strip()):
            return text
    return first
