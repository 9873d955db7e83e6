"""Tables of providers and of programs."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.guard import GuardedManager
from kartei.platform.kit.ids import uuid7
from kartei.platform.meta import columns
from kartei.platform.meta.base import Record


class Provider(Record):
    """Somebody whose word about who a person is we take.

    secret: the client's secret there, sealed (access.vault). paused_until: not asked again before,
    after it did not answer.
    """

    name = columns.Text(_("Name"), max_length=120)
    name_key = columns.SortKey()
    issuer = columns.Text(_("Issuer"), max_length=300)
    client_id = columns.Text(_("Client ID"), max_length=200)
    secret = models.TextField(default="", editable=False)
    has_secret = models.BooleanField(_("Secret is set"), default=False)
    scopes = columns.Text(_("Scopes"), max_length=200, default="openid profile email")
    groups_claim = columns.Text(_("Claim with groups"), max_length=60, blank=True, default="groups")
    admits = columns.Choice(_("Who may come in"), default="known")
    links = models.BooleanField(_("Find accounts by verified mail address"), default=False)
    domains = columns.Text(_("Mail domains"), max_length=500, blank=True, default="")
    trusts = models.BooleanField(_("Trust its second factor"), default=False)
    home = models.ForeignKey(
        "access.Unit", models.PROTECT, verbose_name=_("Unit of who comes in"), related_name="+"
    )
    role = models.ForeignKey(
        "access.Role",
        models.PROTECT,
        verbose_name=_("Role of everybody who comes in"),
        null=True,
        blank=True,
        related_name="+",
    )
    active = models.BooleanField(_("In use"), default=False)
    fault = columns.Text(_("Last fault"), max_length=500, blank=True, default="")
    paused_until = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "federation_provider"

    def __str__(self) -> str:
        return str(self.name)


class Group(Record):
    """Who is in a group, as a provider tells, has a role here. name: as the claim says it."""

    name = columns.Text(_("Group"), max_length=300)
    name_key = columns.SortKey()
    provider = models.ForeignKey(
        Provider, models.PROTECT, verbose_name=_("Provider"), related_name="+"
    )
    role = models.ForeignKey(
        "access.Role", models.PROTECT, verbose_name=_("Role"), related_name="+"
    )

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "federation_group"

    def __str__(self) -> str:
        return str(self.name)


class Identity(models.Model):
    """Which user somebody at a provider is.

    subject: his unchanging id there. made: the user came into being by this sign-on, so he has no
    password of ours. waiting: he may not come in before somebody has enabled him.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    provider = models.ForeignKey(Provider, models.CASCADE, related_name="+", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    subject = models.CharField(max_length=255)
    made = models.BooleanField(default=False)
    waiting = models.BooleanField(default=False)

    class Meta:
        db_table = "federation_identity"
        constraints = (
            models.UniqueConstraint(fields=["provider", "subject"], name="federation_subject"),
            models.UniqueConstraint(fields=["provider", "user"], name="federation_user"),
        )


class Program(Record):
    """Another program: people sign in there with Kartei, or it works with the API by itself.

    client_id: the record's id. secret: the sum (sha256) of its secret, which nothing can tell.
    redirects: addresses, one per line, to which people may be sent back. account and scopes: in
    whose name and within which bounds it works by itself ("sales.deal:read" divided by blanks).
    """

    name = columns.Text(_("Name"), max_length=100)
    name_key = columns.SortKey()
    client_id = columns.Text(_("Client ID"), max_length=40, blank=True, default="")
    secret = models.CharField(max_length=64, default="", editable=False)
    has_secret = models.BooleanField(_("Secret is set"), default=False)
    redirects = columns.LongText(_("Addresses to return to"), blank=True, default="")
    trusted = models.BooleanField(_("People are not asked"), default=False)
    vouches = models.BooleanField(_("Mail addresses count as verified"), default=False)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("Works in the name of"),
        null=True,
        blank=True,
        related_name="+",
    )
    scopes = columns.Text(_("Within"), max_length=2000, blank=True, default="")
    active = models.BooleanField(_("In use"), default=True)

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "federation_program"

    def __str__(self) -> str:
        return str(self.name)


class Consent(models.Model):
    """Somebody let a program know who he is: a code for it, then a token to ask about him.

    key, access: sums of the code and of the token. epoch: under which the user was signed in; what
    ends his sessions ends this. told: what the program said and wants back (redirect, nonce,
    challenge, scopes).
    """

    key = models.CharField(primary_key=True, max_length=64)
    program = models.ForeignKey(Program, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    epoch = models.PositiveIntegerField()
    told = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    used = models.BooleanField(default=False)
    access = models.CharField(max_length=64, default="", db_index=True)

    class Meta:
        db_table = "federation_consent"


class Issued(models.Model):
    """Which program a token of the API was given to, so that it ends with the program."""

    token = models.OneToOneField("access.Token", models.CASCADE, primary_key=True, related_name="+")
    program = models.ForeignKey(Program, models.CASCADE, related_name="+")

    class Meta:
        db_table = "federation_issued"


class Key(models.Model):
    """A key with which we sign who somebody is. secret: PEM, sealed (access.vault)."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    secret = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        db_table = "federation_key"
