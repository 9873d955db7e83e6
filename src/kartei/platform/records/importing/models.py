"""Tables of imports: the import itself, saved mappings, and what was wrong in which row."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from kartei.platform.kit.ids import uuid7


class Import(models.Model):
    """One file on its way into the base.

    columns: what was recognised ``[{index, title, samples, key, target, kind, sure}]``; mapping:
    ``{index: [target, kind]}`` as people left it. position: number of the last row of the file that
    is written; done: how many rows that were. change: under which all its journal rows stand.
    """

    DRAFT, RUNNING, DONE, CANCELLED, UNDONE, FAILED = (
        "draft", "running", "done", "cancelled", "undone", "failed",
    )  # fmt: skip

    id = models.UUIDField(primary_key=True, default=uuid7)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    object = models.CharField(max_length=64)
    file = models.ForeignKey("records.StoredFile", models.SET_NULL, null=True, related_name="+")
    file_name = models.CharField(max_length=255)
    file_size = models.BigIntegerField()
    kind = models.CharField(max_length=10, default="")
    encoding = models.CharField(max_length=40, default="")
    delimiter = models.CharField(max_length=4, default="")
    sheet = models.CharField(max_length=200, default="")
    sheets = models.JSONField(default=list)
    head_row = models.PositiveIntegerField(default=0)
    estimate = models.PositiveIntegerField(default=0)
    columns = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    mapping_title = models.CharField(max_length=120, default="")
    options = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default=DRAFT)
    preview = models.JSONField(null=True)
    result = models.JSONField(null=True)
    position = models.BigIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    change = models.UUIDField(null=True)
    job = models.UUIDField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "records_import"
        indexes = (models.Index(fields=["by", "-created_at"], name="records_import_by"),)

    def __str__(self) -> str:
        return f"{self.object} from {self.file_name}"


class ImportFault(models.Model):
    """What happened to a row that was not simply written: a fault, or a duplicate passed over."""

    id = models.BigAutoField(primary_key=True)
    of = models.ForeignKey(Import, models.CASCADE, related_name="faults", db_index=False)
    row = models.BigIntegerField()
    outcome = models.CharField(max_length=10)
    field = models.CharField(max_length=200, default="")
    code = models.CharField(max_length=60, default="")
    value = models.TextField(default="")
    reason = models.TextField(default="")
    cure = models.TextField(default="")

    class Meta:
        db_table = "records_import_fault"
        indexes = (models.Index(fields=["of", "row"], name="records_import_fault_row"),)

    def __str__(self) -> str:
        return f"row {self.row}: {self.code}"


class ImportMapping(models.Model):
    """A mapping kept for the next file of this sort; found again by its column titles.

    columns: ``{folded title: [target, kind]}``. shared: for everybody, not only for who saved it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    object = models.CharField(max_length=64)
    title = models.CharField(max_length=120)
    columns = models.JSONField(default=dict)
    shared = models.BooleanField(default=False)
    used_at = models.DateTimeField()

    class Meta:
        db_table = "records_import_mapping"
        constraints = (
            models.UniqueConstraint(
                fields=["by", "object", "title"], name="records_import_mapping_title"
            ),
        )

    def __str__(self) -> str:
        return self.title
