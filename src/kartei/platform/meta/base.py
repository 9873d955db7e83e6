"""Columns that every record of every object has."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kartei.platform.kit.ids import uuid7


class Record(models.Model):
    """A row with identity, version and bin."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("Created"), editable=False)
    changed_at = models.DateTimeField(_("Changed"), editable=False)
    deleted = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True


class OwnedRecord(Record):
    """A row that belongs to a user and, for the depth of rights, to his unit."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("Owner"),
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    unit = models.ForeignKey(
        "access.Unit",
        models.PROTECT,
        verbose_name=_("Unit"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        db_index=False,
    )

    class Meta:
        abstract = True
