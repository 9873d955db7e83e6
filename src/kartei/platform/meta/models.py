"""Tables of the metadata: versions, the firm, runtime objects and fields, saved views."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from kartei.platform.kit.ids import uuid7


class State(models.Model):
    """One row: the versions under which everything derived is cached, and the epoch of cursors.

    meta rises with fields, objects, modules and the firm's settings; access with users, units,
    roles, teams, shares and small records (stages, groups). epoch changes on restore and move.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    meta = models.PositiveBigIntegerField(default=1)
    access = models.PositiveBigIntegerField(default=1)
    epoch = models.UUIDField(default=uuid.uuid4)
    secret = models.CharField(max_length=64, default="")

    class Meta:
        db_table = "meta_state"


class Firm(models.Model):
    """The organisation of this installation and what it uses. One row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    name = models.CharField(max_length=200, default="")
    country = models.CharField(max_length=10, default="general")
    currency = models.CharField(max_length=3, default="EUR")
    timezone = models.CharField(max_length=60, default="UTC")
    language = models.CharField(max_length=5, default="en")
    modules = models.JSONField(default=list)

    class Meta:
        db_table = "meta_firm"


class RuntimeObject(models.Model):
    """An object of one's own: table ``o_<id>``."""

    id = models.AutoField(primary_key=True)
    name = models.CharField(max_length=64, unique=True)
    labels = models.JSONField(default=dict)
    many_labels = models.JSONField(default=dict)
    icon = models.CharField(max_length=30, default="dot")
    retired = models.BooleanField(default=False)

    class Meta:
        db_table = "meta_object"


class RuntimeField(models.Model):
    """A field made in the browser: columns ``f_<id>…`` of a side table or a runtime object."""

    id = models.AutoField(primary_key=True)
    object = models.CharField(max_length=64, db_index=True)
    kind = models.CharField(max_length=20)
    labels = models.JSONField(default=dict)
    help = models.JSONField(default=dict)
    options = models.JSONField(default=list)
    target = models.CharField(max_length=64, default="", blank=True)
    required = models.BooleanField(default=False)
    unique = models.BooleanField(default=False)
    indexed = models.BooleanField(default=False)
    guarded = models.BooleanField(default=False)
    currency = models.CharField(max_length=3, default="", blank=True)
    retired = models.BooleanField(default=False)

    class Meta:
        db_table = "meta_field"


class SavedView(models.Model):
    """A named list or board: filter, sort, columns, widths, search. shared: me, unit or all."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    object = models.CharField(max_length=64)
    title = models.CharField(max_length=120)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    unit = models.UUIDField(null=True)
    shared = models.CharField(max_length=4, default="me")
    state = models.JSONField(default=dict)

    class Meta:
        db_table = "meta_view"
        indexes = (models.Index(fields=["object", "owner"], name="meta_view_object_owner"),)


class Rate(models.Model):
    """How much one unit of a currency costs in another from a day on, in millionths."""

    currency = models.CharField(max_length=3)
    base = models.CharField(max_length=3)
    on = models.DateField()
    millionths = models.BigIntegerField()

    class Meta:
        db_table = "meta_rate"
        constraints = (
            models.UniqueConstraint(fields=["currency", "base", "on"], name="meta_rate_day"),
        )
