"""Tables of the record path: journal, timeline index, entries, many values, search, files."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from kartei.platform.kit.ids import uuid7

#: Verbs by which records come into the bin, beside merges.
BINNING = ("delete", "undo")


class Journal(models.Model):
    """What happened: who, when, through what, which field from what to what.

    On PostgreSQL the table has one more column, ``xid``, by which readers follow it in the order
    of commits (docs/decisions/0002). changes: {field: [old, new]} in JSON form; data: what else a
    reader needs (title of the record, moved links of a merge). ip: where the request came from,
    empty for work in the background.
    """

    id = models.BigAutoField(primary_key=True)
    change = models.UUIDField()
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    via = models.CharField(max_length=12)
    ip = models.CharField(max_length=45, default="")
    object = models.CharField(max_length=64)
    record = models.UUIDField()
    verb = models.CharField(max_length=20)
    version = models.PositiveIntegerField(default=1)
    changes = models.JSONField(default=dict)
    data = models.JSONField(default=dict)

    class Meta:
        db_table = "records_journal"
        indexes = (
            models.Index(fields=["object", "record", "id"], name="records_journal_record"),
            models.Index(fields=["change"], name="records_journal_change"),
            models.Index(fields=["actor", "id"], name="records_journal_actor"),
            models.Index(
                fields=["id"], name="records_journal_binned", condition=models.Q(verb__in=BINNING)
            ),
        )


class Opened(models.Model):
    """Somebody looked at the card of a record; written in batches, never by the request itself."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    actor = models.UUIDField()
    via = models.CharField(max_length=12)
    ip = models.CharField(max_length=45, default="")
    object = models.CharField(max_length=64)
    record = models.UUIDField()

    class Meta:
        db_table = "records_opened"
        indexes = (
            models.Index(fields=["actor", "id"], name="records_opened_actor"),
            models.Index(fields=["record", "id"], name="records_opened_record"),
        )


class Timeline(models.Model):
    """One index for every timeline: (object, record, moment) -> a journal row or an entry."""

    id = models.BigAutoField(primary_key=True)
    object = models.CharField(max_length=64)
    record = models.UUIDField()
    at = models.DateTimeField()
    journal = models.BigIntegerField(null=True)
    entry = models.UUIDField(null=True)
    home_object = models.CharField(max_length=64)
    home = models.UUIDField()

    class Meta:
        db_table = "records_timeline"
        indexes = (
            models.Index(fields=["record", "-at", "-id"], name="records_timeline_record"),
            models.Index(fields=["entry"], name="records_timeline_entry"),
            models.Index(fields=["home"], name="records_timeline_home"),
        )


class Entry(models.Model):
    """A note, call or meeting; it belongs to one home record and takes its rights."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    object = models.CharField(max_length=64)
    record = models.UUIDField()
    kind = models.CharField(max_length=10)
    at = models.DateTimeField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(default="", blank=True)
    data = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    deleted = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "records_entry"
        indexes = (models.Index(fields=["record", "-at"], name="records_entry_record"),)


class Value(models.Model):
    """A normal form of one value of a many-valued field: filters, look-ups, duplicates use it."""

    id = models.BigAutoField(primary_key=True)
    object = models.CharField(max_length=64)
    record = models.UUIDField()
    field = models.CharField(max_length=64)
    tag = models.CharField(max_length=40, default="")
    norm = models.CharField(max_length=500)

    class Meta:
        db_table = "records_value"
        indexes = (
            models.Index(fields=["record", "field", "norm"], name="records_value_record"),
            models.Index(fields=["field", "norm", "record"], name="records_value_norm"),
        )


class SearchEntry(models.Model):
    """The search text of one record, with what row rights need beside it."""

    id = models.BigAutoField(primary_key=True)
    object = models.CharField(max_length=64)
    record = models.UUIDField(unique=True)
    owner = models.UUIDField(null=True)
    unit = models.UUIDField(null=True)
    title = models.CharField(max_length=300, default="")
    title_key = models.TextField(default="")
    note = models.CharField(max_length=300, default="")
    text = models.TextField(default="")
    deleted = models.BooleanField(default=False)

    class Meta:
        db_table = "records_search"
        indexes = (models.Index(fields=["object", "title_key"], name="records_search_title"),)


class StoredFile(models.Model):
    """A file, stored once by its sha256; it takes the rights of its home record."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    object = models.CharField(max_length=64, default="", blank=True)
    record = models.UUIDField(null=True)
    entry = models.UUIDField(null=True)
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    width = models.PositiveIntegerField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    deleted = models.BooleanField(default=False)

    class Meta:
        db_table = "records_file"
        indexes = (
            models.Index(fields=["record"], name="records_file_record"),
            models.Index(fields=["sha256"], name="records_file_sha"),
        )


class Numerator(models.Model):
    """The next human number of a series."""

    key = models.CharField(primary_key=True, max_length=80)
    next = models.PositiveBigIntegerField(default=1)

    class Meta:
        db_table = "records_numerator"


class Sample(models.Model):
    """The mark of a record that was made to try things out; job: what made it.

    Only filling writes it and only clearing takes it away (docs/decisions/0014).
    """

    id = models.BigAutoField(primary_key=True)
    object = models.CharField(max_length=64)
    record = models.UUIDField(unique=True)
    job = models.UUIDField()

    class Meta:
        db_table = "records_sample"
        indexes = (models.Index(fields=["object", "record"], name="records_sample_object"),)


class Apart(models.Model):
    """Two records that somebody said are no duplicates, though they agree in something.

    one, other: their ids in order, so that a pair stands once; by: the user who said so.
    """

    id = models.BigAutoField(primary_key=True)
    object = models.CharField(max_length=64, db_index=True)
    one = models.UUIDField()
    other = models.UUIDField(db_index=True)
    by = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "records_apart"
        constraints = (models.UniqueConstraint(fields=["one", "other"], name="records_apart_pair"),)


class Idempotency(models.Model):
    """Answers to requests that may be repeated."""

    key = models.CharField(primary_key=True, max_length=64)
    question = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    body = models.BinaryField(null=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "records_idempotency"


from kartei.platform.records.importing.models import (  # noqa: E402 - they point to StoredFile
    Import,
    ImportFault,
    ImportMapping,
)

__all__ = [
    "Entry", "Idempotency", "Import", "ImportFault", "ImportMapping", "Journal", "Numerator",
    "Opened", "Sample", "SearchEntry", "StoredFile", "Timeline", "Value",
]  # fmt: skip
