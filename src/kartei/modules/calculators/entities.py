"""How calculators appear."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kartei.modules.calculators import models, words
from kartei.modules.calculators.rules import calculators
from kartei.platform.meta.spec import Entity, Field, Lines, Section

#: What tells purchase prices is guarded: tables and formulas may hold them as well.
parameters = Lines(
    name="parameters",
    label=_("Parameters"),
    model=models.Parameter,
    by="calculator",
    fields=(
        Field(name="name", required=True),
        Field(name="kind", options=words.KINDS, default="number"),
    ),
)
options = Lines(
    name="options",
    label=_("Choices"),
    model=models.Choice,
    by="calculator",
    fields=(Field(name="parameter", required=True), Field(name="cost", guarded=True)),
)
tables = Lines(
    name="tables",
    label=_("Tables"),
    model=models.Table,
    by="calculator",
    fields=(
        Field(name="name", required=True),
        Field(name="down", required=True),
        Field(name="how", options=words.BETWEEN, default="linear"),
        Field(name="cells", required=True, guarded=True),
    ),
)
formulas = Lines(
    name="formulas",
    label=_("Formulas"),
    model=models.Formula,
    by="calculator",
    fields=(
        Field(name="name", required=True),
        Field(name="formula", required=True, guarded=True),
    ),
)
rules = Lines(
    name="rules",
    label=_("What does not go together"),
    model=models.Rule,
    by="calculator",
    fields=(Field(name="condition", required=True), Field(name="message", required=True)),
)

calculator = Entity(
    model=models.Calculator,
    name="calculators.calculator",
    one=_("calculator"),
    many=_("calculators"),
    title=_("Calculators"),
    icon="money",
    fields=(
        Field(name="name", required=True),
        Field(name="active", default=True),
        Field(name="currency", help=_("Three letters, such as EUR")),
        Field(name="price", required=True, guarded=True),
        Field(name="cost", guarded=True),
        Field(name="rounding_way", options=words.WAYS, default="nearest"),
        Field(name="line", help=_("For example: Window {{ width }} × {{ height }}")),
    ),
    columns=("name", "product", "group", "currency", "active", "changed_at"),
    form=(
        Section("main", _("Main"), ("name", "product", "group", "active")),
        Section("asked", _("What is asked"), ("parameters", "options", "rules")),
        Section("worked", _("What follows"), ("tables", "formulas", "price", "cost")),
        Section("sum", _("Price"), ("currency", "rounding", "rounding_way")),
        Section("line", _("The line"), ("line", "details", "wide", "high")),
    ),
    quick=("name", "product"),
    lines=(parameters, options, tables, formulas, rules),
    features=("timeline", "bin", "export"),
    owned=False,
    runtime_fields=False,
    setup=("name",),
    before=calculators.check,
)
