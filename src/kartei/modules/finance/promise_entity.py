"""How promises to pay appear."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kartei.modules.finance.promise_models import Promise
from kartei.modules.finance.rules import promises
from kartei.platform.meta.spec import Entity, Field, Section

promise = Entity(
    model=Promise,
    name="finance.promise",
    one=_("promise to pay"),
    many=_("promises to pay"),
    title=_("Promises to pay"),
    icon="clock",
    note_field="note",
    fields=(
        Field(name="name", help=_("Filled in from the client")),
        Field(name="day", required=True),
        Field(name="amount", help=_("Empty: all that is due")),
    ),
    columns=("name", "company", "person", "day", "amount", "note", "owner"),
    form=(Section("main", _("Main"), ("company", "person", "day", "amount", "note", "owner")),),
    quick=("company", "person", "day", "amount", "note"),
    sort="-created_at",
    features=("timeline", "bin", "export", "owner"),
    timeline=("company", "person"),
    runtime_fields=False,
    before=promises.check,
    after=promises.remind,
)
