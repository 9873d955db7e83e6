"""Users, units, teams, roles, shares, sessions, tokens, and who may come from where."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from kartei.platform.kit.ids import uuid7
from kartei.platform.meta import columns
from kartei.platform.meta.base import Record


class Unit(Record):
    """A part of the organisation; path holds the ids of all units above, so depth is one query."""

    name = columns.Text(_("Name"), max_length=120)
    name_key = columns.SortKey()
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("Part of"), null=True, blank=True, related_name="+"
    )

    class Meta:
        db_table = "access_unit"

    def __str__(self) -> str:
        return str(self.name)


class UserManager(BaseUserManager["User"]):
    """Finds users by login; creation goes through the command path."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(login=(username or "").strip().lower())


class User(AbstractBaseUser, Record):
    """A person who works with Kartei, or a program (service).

    From the day absent_from to the day absent_until, both included and counted in the firm's time
    zone, the substitute also reaches what this user owns (access.absence).
    """

    login = columns.Text(_("Login"), max_length=100, unique=True)
    name = columns.Text(_("Name"), max_length=200)
    name_key = columns.SortKey()
    email = columns.Text(_("E-mail"), max_length=254, blank=True, default="")
    phone = columns.Text(_("Phone"), max_length=60, blank=True, default="")
    phones = columns.Many(_("Further phones"), many="phones")
    position = columns.Text(_("Position"), max_length=120, blank=True, default="")
    birthday = models.DateField(_("Birthday"), null=True, blank=True)
    hired_on = models.DateField(_("Hired on"), null=True, blank=True)
    left_on = models.DateField(_("Left on"), null=True, blank=True)
    absent_from = models.DateField(_("Absent from"), null=True, blank=True)
    absent_until = models.DateField(_("Absent until"), null=True, blank=True)
    substitute = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("Substitute"),
        null=True,
        blank=True,
        related_name="+",
    )
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("Unit"), related_name="+")
    roles = columns.Many(_("Roles"), many="links", target="access.role")
    active = models.BooleanField(_("Active"), default=True)
    program = models.BooleanField(_("Program"), default=False)
    language = columns.Choice(_("Language"))
    timezone = columns.Text(_("Time zone"), max_length=60, blank=True, default="")
    #: when the letter went out by which he sets his first password
    invited_at = models.DateTimeField(_("Invited"), null=True, editable=False)
    #: since when he, who registered himself, waits for somebody to let him in
    applied_at = models.DateTimeField(_("Waits for release"), null=True, editable=False)
    #: when a second factor was first demanded of him; his days of grace count from there
    factor_asked_at = models.DateTimeField(null=True, editable=False)
    settings = models.JSONField(default=dict, editable=False)
    #: rises with password, disabling and role changes: older sessions end
    epoch = models.PositiveIntegerField(default=1, editable=False)

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        db_table = "access_user"

    def __str__(self) -> str:
        return str(self.name)

    @property
    def is_active(self) -> bool:  # type: ignore[override]  # Django has it as a plain attribute
        """Whether he may come in, under the name by which Django's libraries ask."""
        return bool(self.active and not self.deleted)


class Role(Record):
    """What its holders may do.

    grants: {object or "*": {privilege: depth}}; fields: {object: {field: "none"|"read"|"write"}}.
    Both are configuration read as a whole, never filtered. administrator: everything.
    level: a user makes users and roles only below his own level (100 is the top).
    everyone: held besides by every user whose own roles reach this level (docs/decisions/0008).
    key: the ready role that it was made from.
    """

    name = columns.Text(_("Name"), max_length=120)
    name_key = columns.SortKey()
    key = columns.Text(_("Template"), max_length=40, blank=True, default="")
    level = models.IntegerField(_("Level"), default=10)
    administrator = models.BooleanField(_("Administrator"), default=False)
    everyone = models.BooleanField(_("Held by everybody"), default=False)
    grants = columns.Grants(_("Rights"), default=dict, blank=True)
    fields = columns.FieldRights(_("Rights to fields"), default=dict, blank=True)

    class Meta:
        db_table = "access_role"

    def __str__(self) -> str:
        return str(self.name)


class Team(Record):
    """People of several units who share records; its roles add to those of its members."""

    name = columns.Text(_("Name"), max_length=120)
    name_key = columns.SortKey()
    members = columns.Many(_("Members"), many="links", target="access.user")
    roles = columns.Many(_("Roles"), many="links", target="access.role")

    class Meta:
        db_table = "access_team"

    def __str__(self) -> str:
        return str(self.name)


class Share(models.Model):
    """Access to one record for one user, team or unit, with chosen privileges.

    until: from that moment on it gives nothing; None never ends.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    object = models.CharField(max_length=64)
    record = models.UUIDField()
    user = models.UUIDField(null=True)
    team = models.UUIDField(null=True)
    unit = models.UUIDField(null=True)
    rights = models.JSONField(default=list)
    by = models.UUIDField()
    at = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        db_table = "access_share"
        indexes = (
            models.Index(fields=["user", "object"], name="access_share_user"),
            models.Index(fields=["team", "object"], name="access_share_team"),
            models.Index(fields=["unit", "object"], name="access_share_unit"),
            models.Index(fields=["record"], name="access_share_record"),
        )


class AuditQuestion(Record):
    """A kept question to the audit: its name, and the address of the page that asks it.

    Who may read these may read the audit itself; who may export them, export it.
    """

    name = columns.Text(_("Name"), max_length=120)
    name_key = columns.SortKey()
    question = columns.LongText(_("Question"), blank=True, default="")

    class Meta:
        db_table = "access_audit"

    def __str__(self) -> str:
        return str(self.name)


class Notice(models.Model):
    """Something a user is told once: a record was shared with him, given to him, asked of him.

    kind: "share", "assign", "request", or "applied": somebody registered and waits. data is what
    its words need beside the record (who, which rights, how many). It is a mark of delivery, not a
    record, and gives no right: what he may not read any more is not shown.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    user = models.ForeignKey(User, models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=20)
    object = models.CharField(max_length=64)
    record = models.UUIDField()
    by = models.UUIDField()
    at = models.DateTimeField()
    data = models.JSONField(default=dict)
    pushed_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "access_notice"
        indexes = (
            models.Index(
                fields=["user", "at"], name="access_notice_user", condition=models.Q(seen_at=None)
            ),
        )


class Session(models.Model):
    """A browser: signed in as user, or (None) about to be. key: sha256 of the cookie.

    data: what a sign-in under way needs (platform.signin.sessions). used_at: when it was last used,
    up to ten minutes late.
    """

    key = models.CharField(primary_key=True, max_length=64)
    user = models.ForeignKey(User, models.CASCADE, related_name="+", null=True)
    epoch = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ip = models.CharField(max_length=45, default="")
    agent = models.CharField(max_length=200, default="")
    data = models.JSONField(default=dict)
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "access_session"


class Token(models.Model):
    """A program's key. key: sha256 of the token.

    bounds: what it may do of that which its user may (access.bounds). used_at and used_ip: when and
    from where it was last used, up to a minute late.
    """

    key = models.CharField(primary_key=True, max_length=64)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    title = models.CharField(max_length=120, default="")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    ended = models.BooleanField(default=False)
    bounds = models.JSONField(default=dict)
    used_at = models.DateTimeField(null=True)
    used_ip = models.CharField(max_length=45, default="")

    class Meta:
        db_table = "access_token"


class SignIn(models.Model):
    """An attempt to sign in: what was typed as the login, from where, and how it ended.

    user: whom the login belongs to, if anybody; no foreign key, the log outlives its users. reason:
    one of access.sign_ins.REASONS; factor: the second factor that was used.
    """

    at = models.DateTimeField()
    login = models.CharField(max_length=100)
    user = models.UUIDField(null=True)
    ip = models.CharField(max_length=45, default="")
    agent = models.CharField(max_length=200, default="")
    ok = models.BooleanField()
    reason = models.CharField(max_length=20)
    factor = models.CharField(max_length=20, default="")

    class Meta:
        db_table = "access_sign_in"
        indexes = (
            models.Index(fields=["at"], name="access_sign_in_at"),
            models.Index(fields=["ip", "id"], name="access_sign_in_ip"),
            models.Index(fields=["login", "id"], name="access_sign_in_login"),
        )


class AddressRule(Record):
    """An address or a network from which nobody comes in, or always, or from which alone one may.

    The rights to these records are those to the whole security page: who reads them reads the log
    of sign-ins, who changes them ends sessions and tokens.
    """

    address = columns.Text(_("Address or network"), max_length=64)
    address_key = columns.SortKey()
    kind = columns.Choice(_("What holds for it"), max_length=10)
    note = columns.Text(_("Reason"), max_length=300, blank=True, default="")
    until = models.DateTimeField(_("Until"), null=True, blank=True)
    by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("Made by"), null=True, blank=True, related_name="+"
    )

    class Meta:
        db_table = "access_address"

    def __str__(self) -> str:
        return str(self.address)
