"""How templates, kinds of document and own documents appear."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kartei.modules.forms import words
from kartei.modules.forms.models import Document, Kind, Template
from kartei.modules.forms.rules import documents, reminding, templates
from kartei.platform.meta.spec import Entity, Field, Section

kind = Entity(
    model=Kind,
    name="forms.kind",
    one=_("kind of document"),
    many=_("kinds of document"),
    title=_("Kinds of document"),
    icon="list",
    fields=(Field(name="name", required=True),),
    columns=("name", "prefix", "remind_days"),
    form=(Section("main", _("Main"), ("name", "prefix", "remind_days")),),
    quick=("name", "prefix"),
    features=("bin",),
    owned=False,
    small=True,
    runtime_fields=False,
    before=documents.check_kind,
)

template = Entity(
    model=Template,
    name="forms.template",
    one=_("Word template"),
    many=_("Word templates"),
    title=words.TEMPLATES,
    icon="file",
    fields=(
        Field(name="name", required=True),
        Field(name="object", options=words.printable, required=True),
        Field(name="kind", help=_("Empty: for documents of every kind")),
        Field(name="language", options=words.LANGUAGES, required=True),
        Field(name="state", options=words.STATES, read_only=True),
        Field(name="faults", read_only=True),
    ),
    columns=("name", "object", "kind", "language", "state", "active"),
    form=(
        Section("main", _("Main"), ("name", "object", "kind", "language", "file", "active")),
        Section("check", _("Check"), ("state", "faults")),
    ),
    quick=("name", "object", "kind", "language", "file"),
    features=("timeline", "bin"),
    owned=False,
    runtime_fields=False,
    prepare=templates.prepare,
)

document = Entity(
    model=Document,
    name="forms.document",
    one=_("contract or document"),
    many=_("contracts and documents"),
    title=_("Contracts and documents"),
    icon="file",
    title_field="number",
    note_field="subject",
    fields=(
        Field(name="number", read_only=True),
        Field(name="kind", required=True),
        Field(name="status", options=words.DOCUMENT_STATES, open=True, default="draft"),
    ),
    columns=(
        "number", "kind", "subject", "status", "company", "person", "amount", "date",
        "valid_until", "owner",
    ),
    form=(
        Section(
            "main",
            _("Main"),
            (
                "number", "kind", "status", "subject", "company", "person", "deal", "order",
                "firm", "owner",
            ),
        ),
        Section(
            "terms", _("Terms"), ("date", "valid_from", "valid_until", "amount", "content")
        ),
        Section(
            "signatures",
            _("Signatures"),
            (
                "signed_by", "signatory", "signatory_title", "signatory_genitive", "basis",
                "client_signatory",
                "client_signatory_title", "client_signatory_genitive", "client_basis",
            ),
        ),
        Section(
            "attorney",
            _("Power of attorney"),
            ("representative", "representative_title", "representative_papers"),
            True,
        ),
    ),
    quick=("kind", "company", "person", "deal", "order", "subject"),
    search=("subject",),
    sort="-created_at",
    features=("timeline", "files", "bin", "export", "owner"),
    timeline=("deal", "person", "company", "order"),
    prepare=documents.prepare,
    after=reminding.follow,
)  # fmt: skip
