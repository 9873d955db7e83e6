"""Tables of Word templates, kinds of own documents, own documents and what was made of them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kartei.platform.access.guard import GuardedManager
from kartei.platform.kit.ids import uuid7
from kartei.platform.meta import columns
from kartei.platform.meta.base import OwnedRecord, Record


def link(target: str, label: Any) -> Any:
    """A link that may be empty and that nobody follows backwards."""
    return models.ForeignKey(
        target, models.PROTECT, verbose_name=label, null=True, blank=True, related_name="+"
    )


def line(label: Any, length: int = 200) -> Any:
    """A line of text that may be empty."""
    return columns.Text(label, max_length=length, blank=True, default="")


class Kind(Record):
    """A kind of own document, such as contracts; prefix begins its numbers.

    remind_days: how many days before its end the owner of a document is reminded; empty: never.
    """

    name = columns.Text(_("Name"), max_length=100)
    name_key = columns.SortKey()
    prefix = line(_("Numbers begin with"), 12)
    remind_days = models.IntegerField(_("Remind before the end, days"), null=True, blank=True)

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "forms_kind"

    def __str__(self) -> str:
        return str(self.name)


class Template(Record):
    """A Word file with placeholders. state and faults tell what a check of the file has found."""

    name = columns.Text(_("Name"), max_length=200)
    name_key = columns.SortKey()
    object = columns.Choice(pgettext_lazy("what records are", "Object"))
    kind = link("forms.Kind", _("Only for"))
    language = columns.Choice(_("Language"))
    file = models.ForeignKey(
        "records.StoredFile",
        models.SET_NULL,
        verbose_name=_("Word file"),
        null=True,
        blank=True,
        related_name="+",
    )
    active = models.BooleanField(_("Offered"), default=True)
    state = columns.Choice(_("Check"), default="faulty")
    faults = columns.LongText(_("Faults"), blank=True, default="")

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "forms_template"

    def __str__(self) -> str:
        return str(self.name)


class Document(OwnedRecord):
    """A contract, power of attorney or other own document.

    The words in the genitive are proposed and stay as they are put right: «в лице генерального
    директора Волковой А. С., действующей на основании Устава».
    """

    number = columns.Text(_("Number"), max_length=40, blank=True, null=True, unique=True)
    number_key = columns.SortKey()
    kind = models.ForeignKey(Kind, models.PROTECT, verbose_name=_("Kind"), related_name="+")
    subject = line(pgettext_lazy("of a contract", "Subject"), 300)
    subject_key = columns.SortKey()
    status = columns.Choice(_("Status"), default="draft")
    date = models.DateField(_("Date"), null=True, blank=True)
    valid_from = models.DateField(_("Valid from"), null=True, blank=True)
    valid_until = models.DateField(_("Valid until"), null=True, blank=True)
    company = link("people.Company", _("Company"))
    person = link("people.Person", pgettext_lazy("person", "Contact"))
    firm = link("documents.Firm", _("Own firm"))
    deal = link("sales.Deal", _("Deal"))
    order = link("billing.Order", pgettext_lazy("sale", "Order"))
    amount = columns.Money(_("Amount"), null=True, blank=True)
    amount_cur = columns.Companion(max_length=3, blank=True, default="")
    amount_base = columns.BaseAmount(null=True)
    content = columns.LongText(_("What is agreed"), blank=True, default="")
    signed_by = link("documents.Signatory", _("Signed by"))
    signatory = line(_("Signatory"))
    signatory_title = line(_("Position of the signatory"))
    signatory_genitive = line(_("Position and name in the genitive"), 400)
    basis = line(_("Signs on the basis of"))
    client_signatory = line(_("Signatory of the client"))
    client_signatory_title = line(_("Position of the client's signatory"))
    client_signatory_genitive = line(_("Client's position and name in the genitive"), 400)
    client_basis = line(_("Client signs on the basis of"))
    representative = line(_("Representative"))
    representative_title = line(_("Position of the representative"))
    representative_papers = line(_("Identity document of the representative"), 300)

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "forms_document"
        indexes = (
            models.Index(fields=["owner", "-created_at", "-id"], name="forms_document_owner"),
            models.Index(fields=["unit", "-created_at", "-id"], name="forms_document_unit"),
            models.Index(fields=["-created_at", "-id"], name="forms_document_created"),
            models.Index(fields=["number_key", "id"], name="forms_document_number"),
            models.Index(fields=["valid_until"], name="forms_document_until"),
        )

    def __str__(self) -> str:
        return str(self.number or "")


class Made(models.Model):
    """A file made of a record by a template. issue counts those of a record and template from 1;
    fingerprint: sha256 of the template and all that was filled in.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    template = models.ForeignKey(Template, models.CASCADE, related_name="+")
    object = models.CharField(max_length=64)
    record = models.UUIDField()
    issue = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64)
    docx = models.ForeignKey("records.StoredFile", models.SET_NULL, null=True, related_name="+")
    pdf = models.ForeignKey("records.StoredFile", models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "forms_made"
        constraints = (
            models.UniqueConstraint(
                fields=["record", "template", "issue"], name="forms_made_issue"
            ),
        )

    def __str__(self) -> str:
        return f"v{self.issue}"
