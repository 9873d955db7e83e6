"""What a column holds, by its values, when its head says nothing or too little."""

import re
from collections.abc import Callable, Sequence
from datetime import date

from kartei.platform.kit.dates import parse_date
from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.folding import fold
from kartei.platform.kit.mail import parse_email
from kartei.platform.kit.name_words import FIRST_NAMES, PATRONYMIC_ENDINGS
from kartei.platform.kit.names import looks_like_company
from kartei.platform.kit.phone_cells import split_phones
from kartei.platform.kit.web import parse_site
from kartei.platform.records.readers.check_digits import (
    is_bank_account,
    is_iban,
    is_inn,
    is_ogrn,
    is_vat_id,
)

_PROBED = 40
_ADDRESS = re.compile(
    r"\b(?:ул|улица|пр-?кт|проспект|пер|переулок|шоссе|наб|д|дом|кв|обл|г)\.?\s|"
    r"(?:strasse|str\.|weg|platz|allee|gasse)\s*\d|\b(?:street|st|road|rd|avenue|ave|lane)\b|"
    r"\b\d{5,6}\b,?\s+[^\W\d]",
)
_NAME_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*\.?|[^\W\d_]\.[^\W\d_]\.")
_CITY_CODE = re.compile(r"04\d{7}")
_REG_CODE = re.compile(r"\d{4}[\dA-Z]{2}\d{3}")
_SWIFT = re.compile(r"[A-Z]{4}(?:RU|DE|AT|CH|KZ|BY|GB|US|FR|NL)[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_MESSENGER = re.compile(r"@[A-Za-z]\w{3,31}|(?:https?://)?(?:t\.me|wa\.me|vk\.com)/\S+")
_MONEY = re.compile(
    r"[€$]?\s*\d{1,3}(?:[\s\u00a0.,']?\d{3})*(?:[.,]\d{1,4})?\s*(?:₽|€|\$|руб\.?|EUR)?"
)
_ENDINGS = ("ов", "ев", "ин", "ова", "ева", "ина", "ский", "ская", "енко", "ук", "юк", "ян")


def _holds(parse: Callable[[str], object]) -> Callable[[str], bool]:
    def check(value: str) -> bool:
        try:
            parse(value)
        except ValueFault:
            return False
        return True

    return check


def _is_birthday(value: str) -> bool:
    try:
        day = parse_date(value)
    except ValueFault:
        return False
    return day.year < date.today().year - 12  # noqa: DTZ011 - years, not moments


def _has_email(value: str) -> bool:
    return any(map(_holds(parse_email), re.split(r"[\s,;]+", value)))


def _is_site(value: str) -> bool:
    starts = value.lower().startswith(("http", "www."))
    one_word = " " not in value and "@" not in value and re.search(r"\.[a-zа-я]{2,}", value.lower())
    return bool(starts or one_word) and _holds(parse_site)(value)


def _is_full_name(value: str) -> bool:
    words = value.split()
    if not 2 <= len(words) <= 4 or not all(_NAME_WORD.fullmatch(word) for word in words):
        return False
    if looks_like_company(value):
        return False
    bare = [fold(word).strip(".") for word in words]
    proof = any(word in FIRST_NAMES or word.endswith(PATRONYMIC_ENDINGS) for word in bare)
    initials = any(len(word) == 1 for word in bare)
    capitals = all(word[:1].isupper() for word in words if len(word) > 3)
    return proof or initials or (capitals and len(words) <= 3 and not re.search("[А-я]", value))


def _is_word(value: str) -> str:
    return fold(value) if _NAME_WORD.fullmatch(value) else ""


def _checks(region: str) -> tuple[tuple[str, Callable[[str], bool], float], ...]:
    """Field, test of one value, how much it proves; the first that fits most values is taken."""

    def has_phone(value: str) -> bool:
        found = split_phones(value, region)
        return bool(found) and all(
            one.phone is not None or one.fault == "phone.digits_lost" for one in found
        )

    return (
        ("emails", _has_email, 0.9),
        ("messengers", lambda value: bool(_MESSENGER.fullmatch(value)), 0.75),
        ("sites", _is_site, 0.85),
        ("tax_id", is_inn, 0.85),
        ("reg_number", is_ogrn, 0.9),
        ("vat_id", is_vat_id, 0.9),
        (
            "bank_code",
            lambda value: bool(_CITY_CODE.fullmatch(value) or _SWIFT.fullmatch(value)),
            0.8,
        ),
        ("bank_account", lambda value: is_iban(value) or is_bank_account(value), 0.9),
        ("birthday", _is_birthday, 0.75),
        ("date", _holds(parse_date), 0.7),
        ("phones", has_phone, 0.85),
        ("company", looks_like_company, 0.75),
        ("name", _is_full_name, 0.75),
        ("middle_name", lambda value: _is_word(value).endswith(PATRONYMIC_ENDINGS), 0.8),
        ("first_name", lambda value: _is_word(value) in FIRST_NAMES, 0.8),
        ("last_name", lambda value: _is_word(value).endswith(_ENDINGS), 0.55),
        ("addresses", lambda value: bool(_ADDRESS.search(fold(value) + " ")), 0.65),
        ("reg_code", lambda value: bool(_REG_CODE.fullmatch(value)), 0.5),
        ("money", lambda value: bool(_MONEY.fullmatch(value)), 0.5),
        ("notes", lambda value: len(value.split()) >= 5, 0.5),
    )


_MOST = {"company": 0.5, "notes": 0.5, "addresses": 0.6, "last_name": 0.75, "first_name": 0.6}
_USUAL_SHARE = 0.7


def recognise_content(values: Sequence[str], region: str) -> tuple[str, float]:
    """The name of a field and how sure it is (0 to 1); an empty name when nothing fits.

    Besides names of fields `date` and `money` are told, which may belong to several.
    """
    probe = [value for value in values[:_PROBED] if value]
    if not probe:
        return "", 0.0
    for name, check, proof in _checks(region):
        share = sum(map(check, probe)) / len(probe)
        if share >= _MOST.get(name, _USUAL_SHARE):
            return name, round(proof * (0.6 + 0.4 * share), 2)
    return "", 0.0
