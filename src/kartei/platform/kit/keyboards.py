"""Queries typed in the wrong keyboard layout or in the other alphabet."""

from kartei.platform.kit.folding import fold

_ENGLISH = "qwertyuiop[]asdfghjkl;'zxcvbnm,./`"
_GERMAN = "qwertzuiopü+asdfghjklöäyxcvbnm,.-^"
_RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбю.ё"

_TO_RUSSIAN = (
    str.maketrans(_ENGLISH, _RUSSIAN),
    str.maketrans(_GERMAN, _RUSSIAN),
)
_FROM_RUSSIAN = (
    str.maketrans(_RUSSIAN, _ENGLISH),
    str.maketrans(_RUSSIAN, _GERMAN),
)

# Longest first; German and English ways to write Russian sounds stand side by side.
_LATIN_TO_CYRILLIC = (
    ("shch", "щ"), ("schtsch", "щ"), ("tsch", "ч"), ("sch", "ш"), ("zh", "ж"), ("kh", "х"),
    ("ts", "ц"), ("tz", "ц"), ("ch", "ч"), ("sh", "ш"), ("yu", "ю"), ("ju", "ю"), ("ya", "я"),
    ("ja", "я"), ("yo", "е"), ("jo", "е"), ("ye", "е"), ("je", "е"), ("iy", "ий"), ("ij", "ий"),
    ("yy", "ый"), ("ey", "ей"), ("ay", "ай"), ("oy", "ой"), ("uy", "уй"), ("ck", "к"), ("ph", "ф"),
    ("a", "а"), ("b", "б"), ("c", "к"), ("d", "д"), ("e", "е"), ("f", "ф"), ("g", "г"), ("h", "х"),
    ("i", "и"), ("j", "й"), ("k", "к"), ("l", "л"), ("m", "м"), ("n", "н"), ("o", "о"), ("p", "п"),
    ("q", "к"), ("r", "р"), ("s", "с"), ("t", "т"), ("u", "у"), ("v", "в"), ("w", "в"), ("x", "кс"),
    ("y", "ы"), ("z", "з"),
)  # fmt: skip
_CYRILLIC_TO_LATIN = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i",
        "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
        "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
        "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "і": "i", "ї": "yi", "є": "ye",
        "ґ": "g", "ў": "u",
    }
)  # fmt: skip


def layouts(query: str) -> list[str]:
    """What the same keys give in the other layout: `cjrjk` → `сокол`, `ьгддук` → `muller`.

    English and German keyboards against the Russian one; folded, without repetitions and without
    the query itself, the likelier one first.
    """
    typed = query.casefold()
    has_cyrillic = any("а" <= char <= "я" or char == "ё" for char in typed)
    tables = _FROM_RUSSIAN if has_cyrillic else _TO_RUSSIAN
    found = dict.fromkeys(fold(typed.translate(table)) for table in tables)
    found.pop(fold(query), None)
    found.pop("", None)
    return list(found)


def translit(query: str) -> str:
    """The query in the other alphabet, folded: `sokolova` → `соколова`, `соколова` → `sokolova`.

    A spelling by ear, good for a second search when the first finds nothing; not for documents.
    """
    folded = fold(query)
    if any("а" <= char <= "я" for char in folded):
        return folded.translate(_CYRILLIC_TO_LATIN)
    for latin, cyrillic in _LATIN_TO_CYRILLIC:
        folded = folded.replace(latin, cyrillic)
    return folded
