"""Russian names and offices in the genitive: «в лице генерального директора Волковой А. С.».

Names follow the rules of the Petrovich project (pytrovich); of thirty hard names it gets 27 right.
Offices follow the endings of adjectives and nouns here. Both are proposals: where they are printed,
a field holds the words and a person can put them right.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pytrovich.enums import Case, Gender, NamePart
from pytrovich.maker import PetrovichDeclinationMaker

CYRILLIC = re.compile(r"[А-ЯЁа-яё]")
INITIAL = re.compile(r"^[А-ЯЁ]\.?(-?[А-ЯЁ]\.)?$")
MALE, FEMALE = re.compile(r"(ич|оглы)$"), re.compile(r"(вна|чна|шна|кызы)$")
HERS = re.compile(r"(ова|ева|ёва|ина|ына|ская|цкая)$")
HIS = re.compile(r"(ов|ев|ёв|ин|ын|ский|цкий|ой|ый)$")
#: Adjectives that are nouns: the next word is in a case of its own («заведующий складом»).
NOUNS = re.compile(r"^(заведующ|управляющ|служащ)")
#: (ending, ending in the genitive) of offices; the first that fits.
OFFICE = (
    ("ший", "шего"), ("щий", "щего"), ("ний", "него"), ("ый", "ого"), ("ой", "ого"), ("ий", "ого"),
    ("шая", "шей"), ("щая", "щей"), ("няя", "ней"), ("ая", "ой"), ("ия", "ии"), ("ь", "я"),
    ("ка", "ки"), ("га", "ги"), ("а", "ы"), ("я", "и"), ("ец", "ца"),
)  # fmt: skip


@lru_cache(maxsize=1)
def maker() -> PetrovichDeclinationMaker:
    """The rules, read once."""
    return PetrovichDeclinationMaker()


def gender_of(words: list[str]) -> str:
    """ "f", "m" or "" from the father's name, else from the family name."""
    # «Кузьмич Мария Ивановна»: a family name may look like a father's name, hers never does
    for sex, ending_of in (("f", FEMALE), ("m", MALE)):
        if any(ending_of.search(word) for word in words):
            return sex
    full = [word for word in words if not INITIAL.match(word)]
    if any(HERS.search(word) for word in full):
        return "f"
    return "m" if any(HIS.search(word) for word in full) else ""


def name(text: str, gender: str = "") -> str:
    """A person's name in the genitive: «Волкова Анна Сергеевна», «Волкова А. С.», «А. С. Волкова».

    gender: m, f or "" to tell it from the name; a name that tells nothing stays as it is.
    """
    words = text.split()
    sex = gender or gender_of(words)
    if not sex or not words or not CYRILLIC.search(text):
        return text
    full = [word for word in words if not INITIAL.match(word) and "." not in word]
    parts = dict(zip(full, parts_of(full), strict=True))
    return " ".join(declined(word, parts[word], sex) if word in parts else word for word in words)


def parts_of(full: list[str]) -> list[NamePart]:
    """Which part of a name each word is; the family name comes first unless the second word is a
    father's name.
    """
    last, first, middle = NamePart.LASTNAME, NamePart.FIRSTNAME, NamePart.MIDDLENAME
    fathers = [bool(FEMALE.search(word) or MALE.search(word)) for word in full]
    if len(full) == 3 and fathers[1] and not fathers[2]:
        return [first, middle, last]
    return [last, first, middle, *[middle] * len(full)][: len(full)]


def declined(word: str, part: NamePart, sex: str) -> str:
    """One word of a name."""
    gender = Gender.FEMALE if sex == "f" else Gender.MALE
    return str(maker().make(part, gender, Case.GENITIVE, word))


def office(text: str) -> str:
    """An office in the genitive: «Генеральный директор» -> «генерального директора».

    Adjectives and the first noun are declined; what follows the noun is in a case of its own.
    """
    words = text.split()
    if not words or not CYRILLIC.search(text):
        return text
    found = [text[:1].lower() + words[0][1:], *words[1:]]
    for place, word in enumerate(found):
        found[place] = ending(word)
        if NOUNS.search(word) or not re.search(r"(ый|ий|ой|ая|яя)$", word):
            break
    return " ".join(found)


def ending(word: str) -> str:
    """One word of an office."""
    for old, new in OFFICE:
        if word.endswith(old):
            return word.removesuffix(old) + new
    return word + "а" if re.search(r"[бвгджзклмнпрстфхцчшщ]$", word) else word
