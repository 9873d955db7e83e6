"""Requisites of companies: numbers that cannot be right are refused in words that say why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from kartei.platform.kit import requisites
from kartei.platform.records.draft import Draft

NUMBERS = (
    "tax_id", "reg_code", "reg_number", "vat_id", "bank_account", "bank_code", "corr_account",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """What a number must be: a check of it beside the company's other numbers, and its words."""

    field: str
    check: Callable[[str, Mapping[str, str]], bool]
    words: Any


IBAN = Rule(
    "bank_account",
    requisites.iban,
    _("This is no IBAN: it begins with the country, and a digit is wrong or missing"),
)
GERMAN_VAT = Rule(
    "vat_id",
    requisites.german_vat,
    _("A USt-IdNr. is DE and nine digits; a digit is wrong or missing"),
)
RULES: Mapping[str, tuple[Rule, ...]] = {
    "ru": (
        Rule(
            "tax_id",
            requisites.inn,
            _("An ИНН has 10 digits, that of a person 12; a digit is wrong or missing"),
        ),
        Rule("reg_code", requisites.kpp, _("A КПП has nine characters, such as 770701001")),
        Rule(
            "reg_number",
            requisites.ogrn,
            _("An ОГРН has 13 digits, an ОГРНИП 15; a digit is wrong or missing"),
        ),
        Rule("bank_code", requisites.bik, _("A БИК has nine digits and begins with 0")),
        Rule(
            "bank_account",
            requisites.account,
            _("An account has 20 digits, and its key must fit the БИК: one of the two is wrong"),
        ),
        Rule(
            "corr_account",
            requisites.correspondent,
            _("A correspondent account has 20 digits, and its key must fit the БИК"),
        ),
    ),
    "de": (
        GERMAN_VAT,
        Rule("tax_id", requisites.german_tax, _("A Steuernummer has 10 to 13 digits")),
        IBAN,
        Rule("bank_code", requisites.bic, _("A BIC has 8 or 11 characters, such as COBADEFFXXX")),
    ),
}


def check_requisites(draft: Draft) -> None:
    """Numbers lose their blanks; those that cannot be right by the company's country are refused.

    Without a country only numbers that name theirs themselves are checked. Fault:
    `people.requisite`, for numbers that are new or whose country or bank is.
    """
    for name in NUMBERS:
        value = draft.new.get(name)
        if value:
            draft.put(name, "".join(value.split()).upper())
    values = {name: draft.get(name) or "" for name in NUMBERS}
    for rule in rules_of(draft.get("country"), values):
        value = values[rule.field]
        fresh = draft.creating or draft.changes(rule.field, "country", "bank_code")
        if value and fresh and not rule.check(value, values):
            draft.fault(rule.field, "people.requisite", rule.words)


def rules_of(country: str | None, values: Mapping[str, str]) -> tuple[Rule, ...]:
    """What holds for these numbers."""
    if country:
        return RULES.get(country, ())
    account, vat = values["bank_account"], values["vat_id"]
    found = (
        (IBAN, account[:2].isalpha() and account[2:4].isdigit()),
        (GERMAN_VAT, vat.startswith("DE")),
    )
    return tuple(rule for rule, holds in found if holds)
