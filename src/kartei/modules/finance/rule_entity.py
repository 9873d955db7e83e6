"""How rules about payers appear."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kartei.modules.finance.rule_models import Rule
from kartei.modules.finance.rules import learning
from kartei.platform.meta.spec import Entity, Field, Option, Section

HABITS = (
    Option("oldest", pgettext_lazy("habit of a payer", "the oldest invoices first")),
    Option("several", pgettext_lazy("habit of a payer", "several invoices at once")),
)

rule = Entity(
    model=Rule,
    name="finance.rule",
    one=_("rule about payers"),
    many=_("rules about payers"),
    title=_("Rules about payers"),
    icon="star",
    fields=(
        Field(name="name", help=_("Empty: made of what stands here")),
        Field(name="party_id", help=_("All that is filled in here must fit")),
        Field(name="habit", options=HABITS, help=_("Needs a client and nothing that must fit")),
        Field(name="active", default=True),
        Field(name="times", read_only=True),
    ),
    columns=(
        "name", "party_id", "party_account", "word", "company", "person", "category", "habit",
        "times", "active",
    ),
    form=(
        Section("when", _("When a payment comes from"), ("party_id", "party_account", "word")),
        Section("then", _("it is"), ("company", "person", "category", "name", "active", "times")),
        Section("habit", _("How the client pays"), ("habit", "discount"), True),
    ),
    quick=("party_id", "party_account", "word", "company", "person", "category"),
    search=("party_id", "party_account", "word"),
    sort="name",
    features=("timeline", "bin", "export"),
    owned=False,
    runtime_fields=False,
    prepare=learning.prepare,
)  # fmt: skip
