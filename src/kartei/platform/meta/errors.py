"""The one way to say no: a refusal with a code, a status and words for the asker."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from kartei.platform.kit.faults import ValueFault

#: Words for the codes that the kit raises; the kit itself knows no languages.
VALUE_TEXTS: dict[str, Any] = {
    "value.type": _("This is not a value of the expected kind"),
    "value.required": _("Fill in this field"),
    "value.too_long": _("At most %(limit)s characters"),
    "value.unknown_option": _("There is no such choice: %(value)s"),
    "value.low": _("At least %(limit)s"),
    "value.high": _("At most %(limit)s"),
    "value.retired_option": _("This choice is out of use: %(value)s"),
    "value.unique": _("This value is taken already"),
    "value.nul": _("The text contains a character that cannot be stored"),
    "link.absent": _("There is no such record, or it is not visible to you"),
    "link.not_allowed": _("You may not attach to this record"),
    "field.unknown": _("There is no field “%(name)s”"),
    "field.read_only": _("This field is computed and cannot be set"),
    "number.invalid": _("This is not a number: %(value)s"),
    "number.range": _("The number is too large"),
    "number.too_large": _("The number is too large"),
    "number.ambiguous": _("It is not clear what the point or comma means: %(value)s"),
    "money.too_large": _("The amount is too large"),
    "date.no_year": _("The year is missing: %(value)s"),
    "date.relative": _("This is not a date: %(value)s"),
    "mail.empty": _("Enter a mail address"),
    "mail.no_at": _("A mail address needs an @: %(value)s"),
    "mail.domain": _("The part after the @ is not a domain: %(value)s"),
    "mail.too_long": _("The mail address is too long"),
    "phone.empty": _("Enter a phone number"),
    "phone.country": _("Unknown country code: %(value)s"),
    "phone.no_area": _("The area code is missing: %(value)s"),
    "site.empty": _("Enter a web address"),
    "site.too_long": _("The web address is too long"),
    "site.scheme": _("Only http and https addresses are allowed: %(value)s"),
    "number.digits": _("At most %(digits)s digits after the point"),
    "money.digits": _("This currency has %(digits)s digits after the point"),
    "money.currency": _("Unknown currency: %(currency)s"),
    "date.invalid": _("This is not a date: %(value)s"),
    "duration.invalid": _("This is not a length of time: %(value)s; write 1:30 or 90 min"),
    "moment.invalid": _("This is not a moment in time: %(value)s"),
    "phone.invalid": _("This is not a valid phone number: %(value)s"),
    "phone.too_short": _("The phone number is too short: %(value)s"),
    "phone.too_long": _("The phone number is too long: %(value)s"),
    "phone.digits_lost": _("Digits of this number were lost in the table: %(value)s"),
    "mail.invalid": _("This is not a mail address: %(value)s"),
    "expression.nothing": _("Write a formula"),
    "expression.syntax": _("The formula cannot be read; is a bracket or a quotation mark missing?"),
    "expression.sign": _("This sign has no meaning here: %(sign)s"),
    "expression.too_long": _("At most %(limit)s characters"),
    "expression.too_large": _("The formula has too many parts"),
    "expression.not_allowed": _("This cannot be used in a formula"),
    "expression.function": _("There is no function “%(name)s”"),
    "expression.arguments": _("The function %(name)s takes another number of values"),
    "expression.field": _("There is no field “%(name)s”"),
    "expression.label": _("There is no field “%(name)s”"),
    "expression.link": _("“%(name)s” is no link to one record"),
    "expression.number": _("“%(value)s” is not a number"),
    "expression.date": _("“%(value)s” is not a date"),
    "expression.result": _("“%(value)s” does not fit the kind of this field"),
    "expression.long_text": _("The text would have more than %(limit)s characters"),
    "expression.failed": _("The formula cannot be computed: %(value)s"),
    "insertion.field": _("Line %(line)s, %(place)s: there is no such field"),
    "insertion.expression": _("Line %(line)s, %(place)s: this cannot be read"),
    "insertion.end": _("Line %(line)s, %(place)s: there is no “if” before it"),
    "insertion.open": _("Line %(line)s, %(place)s: this is not closed"),
    "insertion.many": _("Line %(line)s, %(place)s: there are too many places"),
    "pattern.mismatch": _("This does not have the expected form"),
    "pattern.slow": _("The pattern of this field takes too long for this text"),
    "site.invalid": _("This is not a web address: %(value)s"),
    "convert.nothing": _("This says that there is nothing"),
    "convert.several": _("There are several values, and only one has room"),
    "convert.currency": _("The amount is not in %(currency)s"),
    "convert.choices": _("There would be more than %(limit)s choices"),
}


@dataclass(frozen=True, slots=True)
class FieldFault:
    """One fault of one field: stable code, words, and where it stands."""

    field: str
    code: str
    detail: str
    pointer: str = ""
    row: int | None = None


class Refusal(Exception):
    """A business refusal.

    code is stable and goes to programs, text is a (lazy) message with named placeholders filled
    from params, status the HTTP status it deserves, faults what is wrong field by field, extra
    what the answer carries besides (for example the current record).
    """

    def __init__(
        self,
        code: str,
        text: Any,
        *,
        status: int = 422,
        faults: Iterable[FieldFault] = (),
        extra: dict[str, Any] | None = None,
        **params: object,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.text = text
        self.status = status
        self.faults = tuple(faults)
        self.extra = extra or {}
        self.params = params

    @property
    def detail(self) -> str:
        """The message in the active language."""
        words = str(self.text)
        return words % self.params if self.params else words

    def __str__(self) -> str:
        return f"{self.code}: {self.detail} {[f'{f.field}: {f.code}' for f in self.faults]}"


def words_of(fault: ValueFault) -> str:
    """The message of a value fault in the active language; an unknown code shows itself."""
    text = VALUE_TEXTS.get(fault.code)
    if text is None:
        return fault.code
    try:
        return str(text) % fault.params
    except KeyError:
        return str(text).split("%(")[0].rstrip(": ")


def field_fault(field: str, fault: ValueFault, pointer: str | None = None) -> FieldFault:
    """A value fault bound to the field it was found in."""
    return FieldFault(field, fault.code, words_of(fault), pointer or f"/{field}")


def not_found() -> Refusal:
    """Absent and invisible are answered alike."""
    return Refusal("records.not_found", _("There is no such record"), status=404)


def forbidden(text: Any = None, **params: Any) -> Refusal:
    """Known, but not allowed; the reason is given."""
    return Refusal(
        "access.forbidden", text or _("Your role does not allow this"), status=403, **params
    )


def invalid(faults: Iterable[FieldFault]) -> Refusal:
    """One or more fields are wrong."""
    return Refusal("records.invalid", _("Check the marked fields"), faults=faults)


def bad_question(text: Any, code: str = "query.invalid", **params: Any) -> Refusal:
    """The question itself (filter, sort, parameter) is wrong."""
    return Refusal(code, text, status=400, **params)
