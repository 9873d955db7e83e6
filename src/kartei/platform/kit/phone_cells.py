"""Cells that hold several phones, as client lists have them.

«8 (916) 123-45-67, +7 495 111-22-33 доб. 12; сот.» is two numbers, one with an extension, and a
word that tells the kind of one of them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.folding import fold
from kartei.platform.kit.phones import Phone, parse_phone

KINDS = ("mobile", "work", "home", "fax", "main", "other")
"""Kinds of phones known everywhere in Kartei."""

_WORDS_OF_KIND = {
    "fax": ("факс", "ф", "fax", "telefax"),
    "mobile": (
        "моб", "мобильный", "мобильн", "сот", "сотовый", "сотов", "мтс", "билайн", "мегафон",
        "теле2", "whatsapp", "вотсап", "ватсап", "вацап", "viber", "вайбер", "telegram",
        "mobil", "mobile", "mob", "handy", "funk", "cell", "cellular", "m",
    ),
    "work": (
        "раб", "рабочий", "рабоч", "офис", "служ", "служебный", "гор", "городской", "приемная",
        "geschäftlich", "gesch", "dienst", "dienstlich", "büro", "buero", "buro", "firma",
        "arbeit", "work", "business", "office", "company", "direct", "durchwahl", "o", "w",
    ),
    "home": ("дом", "домашний", "домашн", "privat", "priv", "private", "zuhause", "home", "h"),
    "main": ("осн", "основной", "zentrale", "haupt", "main", "switchboard", "primary"),
    "other": ("др", "другой", "прочее", "sonstige", "andere", "other"),
}  # fmt: skip
_KIND_OF_WORD = {fold(word): kind for kind, words in _WORDS_OF_KIND.items() for word in words}
_SILENT_WORDS = frozenset(
    {"т", "тел", "телефон", "телефоны", "номер", "tel", "telefon", "phone", "tlf", "nr", "no", "и",
     "und", "and", "oder", "or", "или", "тлф", "ph", "t", "p"}
)  # fmt: skip

_EXTENSION = r"(?:доб(?:авочный)?|вн(?:утр(?:енний)?)?|ext(?:ension)?|x|dw|durchwahl|nst|#)"
_TOKEN = re.compile(
    rf"(?P<extension>(?:(?<![^\W\d_])|(?<=#)){_EXTENSION}\.?\s*:?\s*\d{{1,7}}(?!\d))"
    # What a spreadsheet made of a number: 7,9E+10 or 79161234567.0
    r"|(?P<damaged>\d(?:[.,]\d+)?[eEеЕ]\+?\d{1,2}(?!\d)|\d{7,15}[.,]0+(?!\d))"
    r"|(?P<number>\+?\(?\+?\d(?:[\d \t\u00a0\u2009\u202f().\-‐‑–—/]|(?<=[\s)/\-])\+)*)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<end>[;,|\n\r])",
    re.IGNORECASE,
)
_ONE_NUMBER = re.compile(r"[+(]{0,2}\d[\d ()\-]{4,20}")
_EDGES = " \t\u00a0\u2009\u202f-‐‑–—/.("
_BREAKS = (re.compile(r"(?<=[\d)])[\s/]*(?=\+)|\s*/\s*|\s{2,}"), re.compile(r"\s+"))
_MAX_CELL = 2_000
_MAX_PHONES = 50
_MIN_DIGITS = 5
_MAX_PIECES = 24


@dataclass(frozen=True, slots=True)
class ParsedPhone:
    """One number of a cell.

    `raw` is what was written; `phone` the number, or None with the reason in `fault` (a code of
    `ValueFault`); `kind` is one of `KINDS`, by the word beside it, else by the numbering plan
    (`mobile`), else empty; `note` holds other words that stood with it, such as a name.
    """

    raw: str
    phone: Phone | None
    kind: str
    note: str
    fault: str


@dataclass(slots=True)
class _Group:
    """What stands together between two commas: a number, or words without one."""

    number: str = ""
    extension: str = ""
    words: list[str] = field(default_factory=list)

    def kind(self) -> str:
        kinds = (_KIND_OF_WORD.get(fold(word)) for word in self.words)
        return next((kind for kind in kinds if kind), "")

    def note(self) -> str:
        known = _KIND_OF_WORD.keys() | _SILENT_WORDS
        return " ".join(word for word in self.words if fold(word) not in known)


def split_phones(cell: str, region: str) -> list[ParsedPhone]:
    """All numbers of a cell in their order, as typed by somebody in `region`; never raises.

    A cell with letters or digits but no number in it gives one entry with a fault.
    """
    text = cell.strip()[:_MAX_CELL]
    if _ONE_NUMBER.fullmatch(text) and _is_valid(text, region):
        phone = parse_phone(text, region)
        return [ParsedPhone(text, phone, "mobile" if phone.kind == "mobile" else "", "", "")]
    groups = [group for group in _grouped(text, region) if group.number or group.words]
    numbers = [group for group in groups if group.number][:_MAX_PHONES]
    if not numbers:
        return [ParsedPhone(text, None, "", "", "phone.invalid")] if re.search(r"\w", text) else []
    parsed = [(group, *_read(group, region)) for group in numbers]
    kinds = _kinds(groups, {id(group): phone for group, phone, _ in parsed})
    notes = _notes(groups)
    return [
        ParsedPhone(_raw(group), phone, kinds[id(group)], notes[id(group)], fault)
        for group, phone, fault in parsed
    ]


def _grouped(text: str, region: str) -> Iterator[_Group]:
    """Tokens gathered into groups; the words stand before their numbers or after them."""
    group, words_first = _Group(), False
    last: _Group | None = None
    for token in _TOKEN.finditer(text):
        role, piece = token.lastgroup, token.group().rstrip(_EDGES)
        if role == "end" or (role == "word" and group.number and words_first):
            yield group
            group = _Group()
        if role == "extension" and last and not last.extension:
            last.extension = re.sub(r"\D", "", piece)
        elif role in ("word", "extension"):
            words_first = words_first if group.number else True
            group.words.append(piece)
        elif role == "number" and sum(char.isdigit() for char in piece) < _MIN_DIGITS:
            group.words.append(piece)
        elif role in ("number", "damaged"):
            for number in _pieces(piece, region):
                if group.number:
                    yield group
                    group, words_first = _Group(), False
                group.number = number
                last = group
    yield group


def _pieces(run: str, region: str) -> list[str]:
    """A run of digits may be several numbers: `123-45-67 / 123-45-68`, `8916… 8926…`."""
    if _is_valid(run, region):
        return [run]
    for wide in (True, False):
        pieces = _split_at(run, wide=wide, region=region)
        if len(pieces) > 1:
            return pieces
    return [run]


def _split_at(run: str, *, wide: bool, region: str) -> list[str]:
    """Cut at slashes and wide gaps, or at any blank; the latter only into valid numbers."""
    if wide:
        parts = [part for part in _BREAKS[0].split(run) if part]
        long_enough = all(sum(map(str.isdigit, part)) >= _MIN_DIGITS for part in parts)
        if not long_enough:
            return [run]
        return [number for part in parts for number in _split_at(part, wide=False, region=region)]
    return _valid_prefixes(_BREAKS[1].split(run)[:_MAX_PIECES], region) or [run]


def _valid_prefixes(parts: list[str], region: str) -> list[str]:
    numbers: list[str] = []
    start = 0
    for end in range(1, len(parts) + 1):
        candidate = " ".join(parts[start:end])
        if _is_valid(candidate, region):
            numbers.append(candidate)
            start = end
    return numbers if start == len(parts) else []


def _is_valid(raw: str, region: str) -> bool:
    try:
        return parse_phone(raw, region).valid
    except ValueFault:
        return False


def _read(group: _Group, region: str) -> tuple[Phone | None, str]:
    extension = f";ext={group.extension}" if group.extension else ""
    try:
        return parse_phone(group.number + extension, region), ""
    except ValueFault as fault:
        return None, fault.code


def _raw(group: _Group) -> str:
    return f"{group.number} #{group.extension}" if group.extension else group.number


def _kinds(groups: list[_Group], phones: dict[int, Phone | None]) -> dict[int, str]:
    """Kind of every number; a lone word (`…; сот.`) goes to the nearest number it may describe."""
    kinds = {id(group): group.kind() for group in groups if id(group) in phones}
    for place, group in enumerate(groups):
        if group.number or not (kind := group.kind()):
            continue
        near = [*reversed(groups[:place]), *groups[place + 1 :]]
        free = [id(other) for other in near if kinds.get(id(other)) == ""]
        fitting = [one for one in free if _may_be(kind, phones[one])]
        for one in (fitting or free)[:1]:
            kinds[one] = kind
    for one, phone in phones.items():
        if not kinds[one] and phone and phone.kind == "mobile":
            kinds[one] = "mobile"
    return kinds


def _notes(groups: list[_Group]) -> dict[int, str]:
    """Other words go with the number they stand at, lone ones with the number before."""
    notes: dict[int, list[str]] = {}
    waiting: list[str] = []
    for group in groups:
        if group.number:
            notes[id(group)] = [*waiting, group.note()]
            waiting = []
        elif notes:
            notes[next(reversed(notes))].append(group.note())
        else:
            waiting.append(group.note())
    return {one: " ".join(filter(None, words)) for one, words in notes.items()}


def _may_be(kind: str, phone: Phone | None) -> bool:
    if phone is None or phone.kind not in ("mobile", "fixed"):
        return True
    return (kind == "mobile") == (phone.kind == "mobile")
