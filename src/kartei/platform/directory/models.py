"""Tables of directories."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.guard import GuardedManager
from kartei.platform.directory import kinds
from kartei.platform.kit.ids import uuid7
from kartei.platform.meta import columns
from kartei.platform.meta.base import Record


class Server(Record):
    """A directory: where it is, how its people are found, and what they become here.

    host: names divided by blanks, tried in turn. secret: the password, sealed (access.vault).
    login_attribute and its like are empty where the usual one of the kind holds. paused_until: not
    asked again before, after it did not answer; checked_at, synced_at: when known people were last
    looked after, and when all of them were last taken over.
    """

    name = columns.Text(_("Name"), max_length=120)
    name_key = columns.SortKey()
    kind = columns.Choice(_("Kind of directory"), default=kinds.AD)
    host = columns.Text(_("Servers"), max_length=500)
    port = models.PositiveIntegerField(_("Port"), default=389)
    tls = columns.Choice(_("Encryption"), default=kinds.STARTTLS)
    ca = columns.LongText(_("Certificate of the issuer"), blank=True, default="")
    bind_dn = columns.Text(_("Account for reading"), max_length=500, blank=True, default="")
    secret = models.TextField(default="", editable=False)
    has_password = models.BooleanField(_("Password is set"), default=False)
    base = columns.Text(_("Look below"), max_length=500)
    user_filter = columns.Text(_("Filter of people"), max_length=1000, blank=True, default="")
    login_attribute = columns.Text(_("Login"), max_length=60, blank=True, default="")
    name_attribute = columns.Text(_("Full name"), max_length=60, blank=True, default="")
    email_attribute = columns.Text(_("E-mail"), max_length=60, blank=True, default="")
    phone_attribute = columns.Text(_("Phone"), max_length=60, blank=True, default="")
    position_attribute = columns.Text(_("Position"), max_length=60, blank=True, default="")
    admits = columns.Choice(_("Who may come in"), default=kinds.MAPPED)
    home = models.ForeignKey(
        "access.Unit",
        models.PROTECT,
        verbose_name=_("Unit of who is in no mapped branch"),
        related_name="+",
    )
    role = models.ForeignKey(
        "access.Role",
        models.PROTECT,
        verbose_name=_("Role of everybody who comes in"),
        null=True,
        blank=True,
        related_name="+",
    )
    mirror = models.BooleanField(_("Make units from branches"), default=False)
    active = models.BooleanField(_("In use"), default=False)
    nightly = models.BooleanField(_("Take over every night"), default=False)
    fault = columns.Text(_("Last fault"), max_length=500, blank=True, default="")
    report = columns.LongText(_("Last report"), blank=True, default="")
    paused_until = models.DateTimeField(null=True, editable=False)
    checked_at = models.DateTimeField(null=True, editable=False)
    synced_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "directory_server"

    def __str__(self) -> str:
        return str(self.name)


class Group(Record):
    """Who is in a group of a directory, directly or through others, has a role here.

    name: the distinguished name of the group, or its common name.
    """

    name = columns.Text(_("Group"), max_length=500)
    name_key = columns.SortKey()
    server = models.ForeignKey(
        Server, models.PROTECT, verbose_name=_("Directory"), related_name="+"
    )
    role = models.ForeignKey(
        "access.Role", models.PROTECT, verbose_name=_("Role"), related_name="+"
    )

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "directory_group"

    def __str__(self) -> str:
        return str(self.name)


class Branch(Record):
    """Who stands in a branch of a directory, or below it, belongs to a unit here.

    name: the distinguished name of the branch, or the name of its organisational unit.
    """

    name = columns.Text(_("Branch"), max_length=500)
    name_key = columns.SortKey()
    server = models.ForeignKey(
        Server, models.PROTECT, verbose_name=_("Directory"), related_name="+"
    )
    belongs = models.ForeignKey(
        "access.Unit", models.PROTECT, verbose_name=_("Unit"), related_name="+"
    )

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        db_table = "directory_branch"

    def __str__(self) -> str:
        return str(self.name)


class Known(models.Model):
    """Which user a person of a directory is; whoever stands here has no password of ours.

    key: the person's unchanging id in the directory, in hexadecimal form. mark: when his password
    was last set there. out: disabled here because he is disabled or gone there.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    server = models.ForeignKey(Server, models.CASCADE, related_name="+", db_index=False)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    mark = models.CharField(max_length=40, default="")
    out = models.BooleanField(default=False)

    class Meta:
        db_table = "directory_known"
        constraints = (
            models.UniqueConstraint(fields=["server", "key"], name="directory_known_person"),
        )
