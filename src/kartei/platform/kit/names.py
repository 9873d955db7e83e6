"""Names of people taken apart and put together; people told from companies.

Russian names come as «Фамилия Имя Отчество» or «Имя Отчество Фамилия», with initials or without a
patronymic; German and English ones end with the family name, which may begin with `von`.
"""

import re
from dataclasses import dataclass

from kartei.platform.kit.folding import fold
from kartei.platform.kit.legal_forms import STRONG, WEAK
from kartei.platform.kit.name_words import (
    COMPANY_WORDS,
    FIRST_NAMES,
    PARTICLES,
    PATRONYMIC_ENDINGS,
    PATRONYMIC_WORDS,
    PREFIXES,
    SUFFIXES,
    SURNAME_ENDINGS,
)

_INITIAL = re.compile(r"(?:[^\W\d_]\.?-?){1,2}")
_JOINED_INITIALS = re.compile(r"(?<![^\W\d_])([^\W\d_])\.(?=[^\W\d_])")
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_QUOTED = re.compile(r"[«„“\"][^«»„“”\"]{2,}[»“”\"]")
_MAX_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Name:
    """Parts of a name; each may be empty. `prefix` is a title or form of address."""

    last: str = ""
    first: str = ""
    middle: str = ""
    prefix: str = ""


def split_name(full: str) -> Name:
    """Take a full name apart; never raises, what cannot be told goes to `last` or `first`."""
    spaced = _JOINED_INITIALS.sub(r"\1. ", full[:_MAX_LENGTH])
    before, comma, after = spaced.partition(",")
    prefix, words = _without_prefix(before.split())
    if comma and after.strip() and fold(after.strip(" .")) not in SUFFIXES:
        more_prefix, given = _without_prefix(after.split())
        titles = " ".join([*prefix, *more_prefix])
        return Name(" ".join(words), given[0] if given else "", " ".join(given[1:]), titles)
    if comma and after.strip():
        words += after.split()
    if _CYRILLIC.search(full):
        last, first, middle = _russian(words)
    else:
        last, first, middle = _western(words)
    if prefix and first and not last:
        last, first = first, last
    return Name(last, first, middle, " ".join(prefix))


def _without_prefix(words: list[str]) -> tuple[list[str], list[str]]:
    count = 0
    while count < len(words) and _key(words[count]) in PREFIXES and len(words) > 1:
        # «h. c.» belongs to a title only; a first letter alone is an initial.
        if len(_key(words[count])) == 1 and not count:
            break
        count += 1
    return words[:count], words[count:]


def _key(word: str) -> str:
    return fold(word).strip(".,")


def _russian(words: list[str]) -> tuple[str, str, str]:
    if len(words) < 2:
        word = " ".join(words)
        is_first = bool(word) and (_key(word) in FIRST_NAMES or not _is_surname(word))
        return ("", word, "") if is_first else (word, "", "")
    shown = [bool(_INITIAL.fullmatch(word)) for word in words]
    if any(shown) and not all(shown):
        return _with_initials(words, shown)
    if _key(words[-1]) in PATRONYMIC_WORDS and len(words) > 2:
        return " ".join(words[:-3]), words[-3], " ".join(words[-2:])
    place = _patronymic_at(words)
    if place:
        rest = words[: place - 1] + words[place + 1 :]
        return " ".join(rest), words[place - 1], words[place]
    if _key(words[0]) in FIRST_NAMES and _key(words[1]) not in FIRST_NAMES:
        return words[-1], words[0], " ".join(words[1:-1])
    return words[0], words[1], " ".join(words[2:])


def _with_initials(words: list[str], shown: list[bool]) -> tuple[str, str, str]:
    """«Иванов И. И.», «И. И. Иванов», «Иванов Иван И.»: the initials follow their order."""
    given = [word for word, is_initial in zip(words, shown, strict=True) if is_initial]
    whole = [word for word, is_initial in zip(words, shown, strict=True) if not is_initial]
    if len(whole) > 1:
        given, whole = whole[1:] + given, whole[:1]
    return " ".join(whole), given[0], " ".join(given[1:])


def _patronymic_at(words: list[str]) -> int:
    """Index of the patronymic, 0 for none (it never stands first)."""
    places = [place for place in range(1, len(words)) if _is_patronymic(words[place])]
    if len(places) > 1 and _key(words[0]) in FIRST_NAMES:
        return places[0]
    if len(words) == 2 and places and _key(words[0]) not in FIRST_NAMES and _is_surname(words[0]):
        return 0
    return places[-1] if places else 0


def _is_patronymic(word: str) -> bool:
    return _key(word).endswith(PATRONYMIC_ENDINGS)


def _is_surname(word: str) -> bool:
    return _key(word).endswith(SURNAME_ENDINGS)


def _western(words: list[str]) -> tuple[str, str, str]:
    tail: list[str] = []
    while len(words) > 2 and _key(words[-1]) in SUFFIXES:
        tail.insert(0, words.pop())
    if len(words) < 2:
        return "", " ".join(words), ""
    capitals = words[0].isupper() and len(words[0]) > 2 and not words[-1].isupper()
    if capitals or (_INITIAL.fullmatch(words[-1]) and not _INITIAL.fullmatch(words[0])):
        return " ".join([words[0], *tail]), words[1], " ".join(words[2:])
    start = next(
        (place for place in range(1, len(words) - 1) if _key(words[place]) in PARTICLES),
        0 if _key(words[0]) in PARTICLES else len(words) - 1,
    )
    last = " ".join(words[start:] + tail)
    return last, words[0] if start else "", " ".join(words[1:start])


def full_name(last: str, first: str, middle: str, locale: str) -> str:
    """The name in the order of the language: ru `Фамилия Имя Отчество`, else `First Last`."""
    order = (last, first, middle) if locale.startswith("ru") else (first, middle, last)
    return " ".join(part.strip() for part in order if part.strip())


def looks_like_company(text: str) -> bool:
    """Whether a text names a company: a legal form, a name in quotes, or a word for a business."""
    short = text[:_MAX_LENGTH]
    folded = fold(short)
    if STRONG.search(folded) or _QUOTED.search(short):
        return True
    words = short.split()
    # «AG» and «АО» count in capitals and beside a name only: «kg» is also a weight.
    if len(words) > 1 and any(word.isupper() and _key(word) in WEAK for word in words):
        return True
    return any(word.strip(".,-«»\"'") in COMPANY_WORDS for word in folded.split())
