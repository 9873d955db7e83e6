"""Tables of outgoing mail."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.guard import GuardedManager
from kartei.platform.meta import columns
from kartei.platform.meta.base import OwnedRecord, Record


class Account(OwnedRecord):
    """A mail server through which letters go, and as whom; or a provider's interface (`road`).

    firm: what Kartei itself sends, and what people without an account of their own send, goes this
    way. secret: the password, or the tokens of OAuth (mail.oauth), sealed (access.vault). dkim: the
    selector under which the domain's key is published. gaps: what was missing in the DNS when
    last looked at (mail.domain), such as "SPF, DMARC". fault: why the last try to reach the server
    failed; paused_until: not tried again before, after a fault or because of the limits.
    """

    name = columns.Text(_("Name"), max_length=120)
    name_key = columns.SortKey()
    address = columns.Text(_("Sender's address"), max_length=254)
    sender = columns.Text(_("Sender's name"), max_length=120, blank=True, default="")
    reply_to = columns.Text(_("Replies to"), max_length=254, blank=True, default="")
    bounce = columns.Text(_("Undeliverable mail to"), max_length=254, blank=True, default="")
    road = columns.Choice(_("Through"), default="smtp")
    host = columns.Text(_("Server"), max_length=253, blank=True, default="")
    port = models.PositiveIntegerField(_("Port"), default=587)
    tls = columns.Choice(_("Encryption"))
    login = columns.Text(_("Login"), max_length=254, blank=True, default="")
    auth = columns.Choice(_("Proof"), default="password")
    secret = models.TextField(default="", editable=False)
    has_password = models.BooleanField(_("Password is set"), default=False)
    firm = models.BooleanField(_("For the whole firm"), default=False)
    active = models.BooleanField(_("In use"), default=True)
    dkim = columns.Text(_("DKIM selector"), max_length=63, blank=True, default="")
    gaps = columns.Text(_("Missing in the DNS"), max_length=120, blank=True, default="")
    per_minute = models.PositiveIntegerField(_("At most per minute"), default=60)
    per_hour = models.PositiveIntegerField(_("At most per hour"), default=1000)
    fault = columns.Text(_("Last fault"), max_length=500, blank=True, default="")
    paused_until = models.DateTimeField(_("Next try"), null=True, blank=True)

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "mail_account"

    def __str__(self) -> str:
        return str(self.name)


class Letter(OwnedRecord):
    """One letter to one address, from its writing to the server's answer.

    sealed: text and HTML of a confidential letter (links for signing in), never shown and gone once
    it is sent. worker and lease_until say who is handing it over; when the lease lapses while the
    state is "sending", nobody knows whether the server took it. sent_at: when it was handed over.
    """

    name = columns.Text(_("Subject"), max_length=250)
    name_key = columns.SortKey()
    recipient = columns.Text(_("To"), max_length=254)
    kind = columns.Choice(_("Kind"))
    state = columns.Choice(_("State"))
    priority = columns.Choice(_("Priority"))
    account = models.ForeignKey(
        Account,
        models.PROTECT,
        verbose_name=_("Account"),
        null=True,
        blank=True,
        related_name="+",
    )
    about = columns.RecordLink(_("About"))
    about_id = columns.RecordKey()
    text = columns.LongText(_("Text"), blank=True, default="")
    html = models.TextField(default="", editable=False)
    sealed = models.TextField(default="", editable=False)
    confidential = models.BooleanField(_("Confidential"), default=False)
    unsubscribe = columns.Text(_("Unsubscribe at"), max_length=500, blank=True, default="")
    attempts = models.PositiveIntegerField(_("Attempts"), default=0)
    next_at = models.DateTimeField(_("Next try"), null=True, blank=True)
    sent_at = models.DateTimeField(_("Handed over"), null=True, blank=True)
    result = columns.Text(_("Result"), max_length=500, blank=True, default="")
    headers = columns.LongText(_("Headers"), blank=True, default="")
    dialogue = columns.LongText(_("Conversation with the server"), blank=True, default="")
    worker = models.CharField(max_length=100, default="", editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "mail_letter"
        indexes = (
            models.Index(
                fields=["state", "account", "priority", "next_at"], name="mail_letter_turn"
            ),
            models.Index(fields=["account", "sent_at"], name="mail_letter_sent"),
            models.Index(fields=["owner", "-created_at", "-id"], name="mail_letter_owner"),
            models.Index(fields=["unit", "-created_at", "-id"], name="mail_letter_unit"),
            models.Index(fields=["about_id", "-created_at"], name="mail_letter_about"),
        )

    def __str__(self) -> str:
        return str(self.name)


class Template(Record):
    """The firm's own words for the letters of one purpose (mail.purposes), a pair per language.

    A body is Markdown with places (kit.insertion).
    """

    name = columns.Text(_("Name"), max_length=120)
    name_key = columns.SortKey()
    purpose = columns.Choice(_("Purpose"))
    active = models.BooleanField(_("In use"), default=True)
    subject_ru = columns.Text(_("Subject, Russian"), max_length=250, blank=True, default="")
    body_ru = columns.LongText(_("Text, Russian"), blank=True, default="")
    subject_de = columns.Text(_("Subject, German"), max_length=250, blank=True, default="")
    body_de = columns.LongText(_("Text, German"), blank=True, default="")
    subject_en = columns.Text(_("Subject, English"), max_length=250, blank=True, default="")
    body_en = columns.LongText(_("Text, English"), blank=True, default="")

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "mail_template"

    def __str__(self) -> str:
        return str(self.name)


class Told(models.Model):
    """Something that was told by mail, by the id of the notice or reminder; told once."""

    id = models.UUIDField(primary_key=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "mail_told"
