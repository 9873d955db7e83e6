"""Legal forms of companies in the lands Kartei speaks to, as data (folded spelling).

Used to search a company by its proper name alone and to tell a company from a person.
"""

import re

RUSSIAN = (
    "общество с ограниченной ответственностью",
    "индивидуальный предприниматель",
    "публичное акционерное общество",
    "непубличное акционерное общество",
    "открытое акционерное общество",
    "закрытое акционерное общество",
    "акционерное общество",
    "товарищество с ограниченной ответственностью",
    "некоммерческое партнерство",
    "автономная некоммерческая организация",
    "ооо", "оао", "зао", "пао", "нао", "ао", "ип", "тоо", "чп", "чуп", "одо", "гуп", "муп",
    "фгуп", "мбоу", "гбоу", "гбуз", "ано", "нко", "снт", "тсж", "тсн", "жск", "пк", "кфх", "пбоюл",
)  # fmt: skip
GERMAN = (
    r"gmbh\s*&\s*co\.?\s*(?:kg|ohg)(?:aa)?", r"ag\s*&\s*co\.?\s*(?:kg|ohg)(?:aa)?",
    r"ug\s*\(haftungsbeschrankt\)(?:\s*&\s*co\.?\s*kg)?", r"ug\s*&\s*co\.?\s*kg",
    r"gesellschaft mit beschrankter haftung", r"aktiengesellschaft",
    r"e\.\s?k\.", r"e\.\s?v\.", r"e\.\s?g\.", r"e\.\s?kfr\.", r"e\.\s?kfm\.",
    "ggmbh", "gmbh", "mbh", "kgaa", "ag", "kg", "ug", "ek", "ohg", "gbr", "egbr", "partg",
    "partgmbb", "eg", "ev", "se",
)  # fmt: skip
ENGLISH = (
    r"co\.?,?\s*ltd\.?", r"pty\.?\s*ltd\.?", r"s\.\s?r\.\s?o\.", r"s\.\s?a\.", r"s\.\s?r\.\s?l\.",
    r"sp\.\s?z\s?o\.\s?o\.", r"b\.\s?v\.", r"n\.\s?v\.",
    "ltd", "limited", "llc", "llp", "inc", "incorporated", "corp", "corporation", "plc", "sarl",
    "sro", "srl", "sas", "bv", "oy", "ab", "aps",
)  # fmt: skip

# Short forms that are also ordinary words or units; alone they prove nothing about a text.
WEAK = frozenset({"ek", "eg", "ev", "se", "ab", "oy", "sas", "пк", "co", "kg", "ag", "ug", "ао"})


def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(forms, key=len, reverse=True)
    return re.compile(rf"(?<![\w.&-])(?:{'|'.join(longest_first)})(?![\w&-])\.?")


ALL = _pattern(RUSSIAN + GERMAN + ENGLISH)
STRONG = _pattern(tuple(form for form in RUSSIAN + GERMAN + ENGLISH if form not in WEAK))


# The pattern is slow and most texts hold no legal form: look for the first word of one beforehand.
_FIRST_WORDS = frozenset(
    re.sub(r"\\s.|\\", " ", form).replace(".", " ").split()[0]
    for form in RUSSIAN + GERMAN + ENGLISH
)
_WORD = re.compile(r"\w+")


def without_legal_form(folded: str) -> str:
    """The folded name without its legal form; a name that is nothing else stays as it is."""
    if _FIRST_WORDS.isdisjoint(_WORD.findall(folded)):
        return folded
    bare = " ".join(ALL.sub(" ", folded).split())
    return bare if bare.strip(" ,.&") else folded
