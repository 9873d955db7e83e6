"""The firm's rules on its data, as an object of the record path itself."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kartei.platform.meta import shaping, shaping_computed
from kartei.platform.meta.models import DataRule
from kartei.platform.meta.spec import Entity, Field, Option, Section

KINDS = (Option("check", _("refuses a record")), Option("set", _("sets a field")))
MESSAGES = ("message_ru", "message_de", "message_en")

rule = Entity(
    model=DataRule,
    name="meta.rule",
    one=_("rule on data"),
    many=_("rules on data"),
    title=_("Rules on data"),
    icon="filter",
    fields=(
        Field(name="object", options=shaping.objects_with_fields, required=True),
        Field(name="kind", options=KINDS, required=True),
        Field(
            name="condition",
            help=_("For example: [Amount] > 100000 and EMPTY([Company])"),
        ),
        Field(name="value", help=_("For example: PROPER([Last name])")),
        Field(name="active", default=True),
    ),
    columns=("name", "object", "kind", "active", "condition", "field", "value", "changed_at"),
    form=(
        Section("main", _("Main"), ("name", "object", "kind", "active", "position")),
        Section("what", _("What it does"), ("condition", "field", "value")),
        Section("words", _("Words"), MESSAGES),
    ),
    quick=("name", "object", "kind", "condition", "field", "value", *MESSAGES),
    sort="object,position",
    features=("bin", "export"),
    owned=False,
    small=False,
    by_name=True,
    schema=True,
    runtime_fields=False,
    setup=("object", "name"),
    before=shaping_computed.check_rule,
    after=shaping.follow_rule,
)
