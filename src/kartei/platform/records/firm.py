"""The firm's own settings, changed by an administrator and told by the journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kartei.platform.access import demands, newcomers
from kartei.platform.access.actor import Actor
from kartei.platform.access.models import User
from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.ids import uuid7
from kartei.platform.kit.money import currency_digits
from kartei.platform.meta.errors import FieldFault, forbidden, invalid, words_of
from kartei.platform.meta.fields import LANGUAGES
from kartei.platform.meta.models import Firm
from kartei.platform.meta.spec import registry
from kartei.platform.meta.versions import bump_access, bump_meta
from kartei.platform.records.models import Journal

OBJECT = "meta.firm"
#: The one row of the firm in the journal.
KEY = UUID(int=1)
SETTABLE = (
    "name", "country", "currency", "timezone", "language", "modules", "signup", "second_factor",
)  # fmt: skip
COUNTRIES = ("ru", "de", "general")


def settings_of(row: Firm) -> dict[str, Any]:
    """The settings in JSON form, the rules of signing in with all their parts."""
    rules = {
        "signup": asdict(newcomers.signup_of(row.signup)),
        "second_factor": asdict(demands.demand_of(row.second_factor)),
    }
    plain = {name: getattr(row, name) for name in SETTABLE if name not in rules}
    lists = {
        name: {part: list(v) if isinstance(v, tuple) else v for part, v in rule.items()}
        for name, rule in rules.items()
    }
    return {**plain, **lists}


def change(actor: Actor, values: Mapping[str, Any]) -> dict[str, Any]:
    """Change some settings; returns all. Errors: Refusal with the fields that are wrong.

    The rules of signing in come whole, with all parts of newcomers.Signup or demands.Demand.
    """
    if not actor.administrator:
        raise forbidden()
    faults = [fault for name, value in values.items() if (fault := judge(name, value))]
    if faults:
        raise invalid(faults)
    with transaction.atomic():
        row = Firm.objects.select_for_update().get(pk=1)
        before = settings_of(row)
        differing = {n: v for n, v in values.items() if v != before[n]}
        if differing:
            Firm.objects.filter(pk=1).update(**differing)
            if "second_factor" in differing:
                # a demand that is made anew gives its days of grace anew
                User.objects.exclude(factor_asked_at=None).update(factor_asked_at=None)
            Journal.objects.create(
                change=actor.change or uuid7(),
                at=actor.clock or timezone.now(),
                actor=actor.user,
                via=actor.via,
                object=OBJECT,
                record=KEY,
                verb="change",
                changes={n: [before[n], v] for n, v in differing.items()},
                data={"title": row.name[:200]},
            )
            bump_meta()
            bump_access()
        return {**before, **differing}


def judge(name: str, value: Any) -> FieldFault | None:
    """What is wrong with one setting, if anything is."""
    if name not in SETTABLE:
        words = str(_("There is no field “%(name)s”")) % {"name": name[:80]}
        return FieldFault(name[:80], "field.unknown", words, f"/{name[:80]}")
    wrong: Any = None
    if name == "modules":
        wrong = judge_modules(value)
    elif name == "signup":
        wrong = newcomers.judge(newcomers.signup_of(value))
    elif name == "second_factor":
        wrong = demands.judge(demands.demand_of(value))
    elif not isinstance(value, str) or not value.strip() or len(value) > 200:
        wrong = _("Fill in this field")
    elif name == "currency":
        wrong = judge_currency(value)
    elif (name == "timezone" and value not in available_timezones()) or (
        (name == "country" and value not in COUNTRIES)
        or (name == "language" and value not in LANGUAGES)
    ):
        wrong = str(_("There is no such choice: %(value)s")) % {"value": value[:60]}
    return FieldFault(name, "firm.wrong", str(wrong), f"/{name}") if wrong else None


def judge_currency(value: str) -> str | None:
    """Why a currency is refused."""
    try:
        currency_digits(value)
    except ValueFault as fault:
        return words_of(fault)
    return None


def judge_modules(chosen: Any) -> str | None:
    """Why a choice of modules is refused; an empty one means all."""
    if not isinstance(chosen, list) or not all(isinstance(name, str) for name in chosen):
        return str(_("This is not a value of the expected kind"))
    for name in chosen:
        module = registry.modules.get(name)
        if module is None:
            return str(_("There is no such choice: %(value)s")) % {"value": name[:60]}
        for need in module.needs:
            if need not in chosen and not registry.modules[need].required:
                words = str(_("“%(module)s” needs “%(need)s”"))
                return words % {"module": module.title, "need": registry.modules[need].title}
    return None
