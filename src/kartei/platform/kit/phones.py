"""Phone numbers: read from what people and spreadsheets write, shown the way a land writes them.

Numbering plans are those of libphonenumber. A stored number is E.164 text (`+79161234567`), with
an extension as in RFC 3966: `+74951112233;ext=12`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType, ValidationResult

from kartei.platform.kit.faults import ValueFault

_TYPES: Final = {
    PhoneNumberType.MOBILE: "mobile",
    PhoneNumberType.FIXED_LINE: "fixed",
    PhoneNumberType.FIXED_LINE_OR_MOBILE: "any",
    PhoneNumberType.TOLL_FREE: "toll_free",
    PhoneNumberType.PREMIUM_RATE: "premium",
    PhoneNumberType.VOIP: "voip",
}
_PARSE_FAULTS: Final = {
    NumberParseException.INVALID_COUNTRY_CODE: "phone.country",
    NumberParseException.NOT_A_NUMBER: "phone.invalid",
    NumberParseException.TOO_SHORT_AFTER_IDD: "phone.too_short",
    NumberParseException.TOO_SHORT_NSN: "phone.too_short",
    NumberParseException.TOO_LONG: "phone.too_long",
}
_LENGTH_FAULTS: Final = {
    ValidationResult.TOO_SHORT: "phone.too_short",
    ValidationResult.IS_POSSIBLE_LOCAL_ONLY: "phone.no_area",
    ValidationResult.TOO_LONG: "phone.too_long",
    ValidationResult.INVALID_COUNTRY_CODE: "phone.country",
}
_MAX_LENGTH = 250
# Digits, blanks, hyphens and one pair of parentheses; a point may be that of a spreadsheet.
_SIMPLE = re.compile(r"\s*\+?[\d \u00a0-]*(?:\([\d \u00a0-]+\))?[\d \u00a0-]+\s*", re.ASCII)
_ENOUGH_DIGITS = re.compile(r"(?:\D*\d){3}")
_EXPONENT = re.compile(r"(\d)(?:[.,](\d+))?[eEеЕ]\+?(\d{1,2})")
_FLOAT = re.compile(r"(\+?\d{7,15})[.,]0+")
_RUSSIAN = re.compile(r"\+7(\d{3})(\d{3})(\d{2})(\d{2})")


@dataclass(frozen=True, slots=True)
class Phone:
    """A number that could be dialled.

    `e164` is `+` and digits; `extension` digits or empty; `valid` tells whether the numbering
    plan of the land knows such a number; `kind` is `mobile`, `fixed`, `any`, `toll_free`,
    `premium`, `voip` or `other`; `region` the land (ISO 3166), empty when unknown.
    """

    e164: str
    extension: str
    valid: bool
    kind: str
    region: str

    @property
    def value(self) -> str:
        """The text to store: E.164, with `;ext=` when there is an extension."""
        return f"{self.e164};ext={self.extension}" if self.extension else self.e164


_known: dict[str, Phone] = {}
_MAX_KNOWN = 10_000


def parse_phone(raw: str, region: str) -> Phone:
    """Read one number as it was typed by somebody in `region` (ISO 3166, two letters).

    Faults: `phone.empty`, `phone.invalid`, `phone.country`, `phone.too_short`, `phone.too_long`,
    `phone.no_area` (a local number without its area code), `phone.digits_lost` (a spreadsheet
    rounded it). A number of right length that no plan knows is returned with `valid=False`.
    """
    if known := _known.get(raw):
        return known
    if quick := _quick(raw, region):
        _remember(quick)
        return quick
    text = _undamaged(raw.strip())
    if not text:
        raise ValueFault("phone.empty")
    if len(text) > _MAX_LENGTH:
        raise ValueFault("phone.too_long")
    if not _ENOUGH_DIGITS.match(text):
        raise ValueFault("phone.invalid", value=text)
    phone = _parsed(text, region)
    if not phone.valid and not text.startswith("+"):
        phone = _as_international(text) or phone
    if phone.valid:
        _remember(phone)
    return phone


def _remember(phone: Phone) -> None:
    """What was read from a cell is soon read again in its stored form, when it is saved."""
    if len(_known) >= _MAX_KNOWN:
        _known.clear()
    _known[phone.value] = phone


@dataclass(frozen=True, slots=True)
class _Plan:
    """What tells the mobile numbers of a land at once, from the metadata of libphonenumber."""

    code: str
    prefix: str
    mobile: re.Pattern[str]
    others: tuple[re.Pattern[str], ...]


@lru_cache(maxsize=300)
def _plan(region: str) -> _Plan | None:
    """The plan of a land, if its numbers are surely its own and no rule rewrites them."""
    data = phonenumbers.PhoneMetadata.metadata_for_region(region, None)
    if data is None or data.national_prefix_transform_rule or not data.mobile:
        return None
    code = data.country_code or 0
    if phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(code, ("",))[0] != region:
        return None
    others = (
        data.fixed_line, data.premium_rate, data.toll_free, data.shared_cost, data.voip,
        data.personal_number, data.pager, data.uan, data.voicemail,
    )  # fmt: skip
    plain = data.national_prefix_for_parsing == data.national_prefix
    patterns = [desc.national_number_pattern for desc in others if desc]
    return _Plan(
        str(code),
        # elsewhere the prefix is more than a prefix, and only the library knows the rule
        (data.national_prefix or "") if plain else "",
        re.compile(data.mobile.national_number_pattern or "(?!)"),
        tuple(re.compile(pattern) for pattern in patterns if pattern),
    )


def _quick(raw: str, region: str) -> Phone | None:
    """A mobile number in plain writing without the library's long way; None leaves it to that.

    The answer is the library's own (a test compares them): forty times quicker, and most numbers of
    a client list are of this sort.
    """
    if not _SIMPLE.fullmatch(raw):
        return None
    plan = _plan(region)
    if plan is None:
        return None
    text = raw.strip()
    numerals = "".join(filter(str.isdigit, text))
    start = plan.code if text.startswith("+") else plan.prefix
    if not start or not numerals.startswith(start):
        return None
    national = numerals[len(start) :]
    if not plan.mobile.fullmatch(national) or any(p.fullmatch(national) for p in plan.others):
        return None
    return Phone(f"+{plan.code}{national}", "", True, "mobile", region)


def _undamaged(text: str) -> str:
    """Undo what spreadsheets do to numbers: `79161234567.0`, `7,9161234567E+10`."""
    if whole := _FLOAT.fullmatch(text):
        return whole[1]
    if not (power := _EXPONENT.fullmatch(text.replace(" ", ""))):
        return text
    first, fraction, exponent = power[1], power[2] or "", int(power[3])
    # Trailing zeros of the mantissa are not written, so one missing digit may be a true zero;
    # more are surely rounded away.
    if len(fraction) < exponent - 1 or len(fraction) > exponent:
        raise ValueFault("phone.digits_lost", value=text)
    return (first + fraction).ljust(exponent + 1, "0")


@lru_cache(maxsize=2_048)
def _parsed(text: str, region: str) -> Phone:
    try:
        number = phonenumbers.parse(text, region or None)
    except NumberParseException as fault:
        raise ValueFault(_PARSE_FAULTS.get(fault.error_type, "phone.invalid"), value=text) from None
    kind = phonenumbers.number_type(number)
    valid = kind != PhoneNumberType.UNKNOWN
    if not valid:
        reason = phonenumbers.is_possible_number_with_reason(number)
        if code := _length_fault(number, reason):
            return _as_international(text) or _refuse(code, text)
    return Phone(
        e164=phonenumbers.format_number(number, PhoneNumberFormat.E164),
        extension=number.extension or "",
        valid=valid,
        kind=_TYPES.get(kind, "other"),
        region=phonenumbers.region_code_for_number(number) or "",
    )


def _length_fault(number: phonenumbers.PhoneNumber, reason: int) -> str:
    if reason != ValidationResult.INVALID_LENGTH:
        return _LENGTH_FAULTS.get(reason, "")
    # Neither too long nor too short for the land, but between two of its lengths.
    usual = phonenumbers.example_number(
        phonenumbers.region_code_for_country_code(number.country_code or 0)
    )
    if usual is None:
        return "phone.invalid"
    longer = len(str(number.national_number)) > len(str(usual.national_number))
    return "phone.too_long" if longer else "phone.too_short"


def _refuse(code: str, text: str) -> Phone:
    raise ValueFault(code, value=text)


def _as_international(text: str) -> Phone | None:
    """The number read as if only its `+` were missing, when that makes a valid one."""
    if text.startswith(("+", "0")):
        return None
    try:
        number = phonenumbers.parse(f"+{text}", None)
    except NumberParseException:
        return None
    return _parsed(f"+{text}", "") if phonenumbers.is_valid_number(number) else None


def digits(e164: str) -> str:
    """The digits to search and compare by: `+79161234567;ext=12` → `79161234567`."""
    return re.sub(r"\D", "", e164.partition(";")[0])


def show_phone(e164: str, region: str = "") -> str:
    """The stored number as people read it: `+7 (916) 123-45-67`, `+49 89 123456`, `… ext. 12`.

    A number of the reader's own `region` is shown the way it is dialled there, except where the
    long form is the usual one (+7). What is no number is shown as it is.
    """
    base, _, rest = e164.partition(";")
    extension = rest.removeprefix("ext=")
    tail = f" #{extension}" if extension else ""
    if russian := _RUSSIAN.fullmatch(base):
        return "+7 ({}) {}-{}-{}".format(*russian.groups()) + tail
    try:
        number = phonenumbers.parse(base, None)
    except NumberParseException:
        return e164
    own = region and phonenumbers.region_code_for_number(number) == region
    shape = PhoneNumberFormat.NATIONAL if own else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, shape) + tail
