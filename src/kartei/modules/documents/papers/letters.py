"""Words of the letter around a paper, in its own language whoever asks."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override


def salutation(language: str, person: dict[str, Any] | None) -> str:
    """«Уважаемая Марина Сергеевна!», „Sehr geehrte Frau Teichert,“, “Dear Ms Allen,”.

    person: values of `people.person`; without one, or without the form of address, the words that
    suit everybody.
    """
    values = person or {}
    first, middle, last = (values.get(n) or "" for n in ("first_name", "middle_name", "last_name"))
    sex = values.get("salutation")
    polite = " ".join(part for part in (first, middle) if part) if language == "ru" else last
    with override(language):
        if sex == "mr" and polite:
            return _("Dear Mr %(name)s,") % {"name": polite}
        if sex == "ms" and polite:
            return _("Dear Ms %(name)s,") % {"name": polite}
        whole = " ".join(part for part in (first, middle if language == "ru" else last) if part)
        if person and whole:
            return _("Good day, %(name)s,") % {"name": whole}
        return _("Dear Sir or Madam,")


def attention(language: str, person: dict[str, Any] | None) -> str:
    """The line that names the person within a company."""
    if person is None:
        return ""
    with override(language):
        return _("Attn. %(name)s") % {"name": person["name"] or ""}
