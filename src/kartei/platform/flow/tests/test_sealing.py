"""Files are encrypted by a job as soon as there is a key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kartei.platform.access.tests.cast import make_cast
from kartei.platform.flow import sealing
from kartei.platform.flow.models import Job
from kartei.platform.flow.worker import Worker
from kartei.platform.records import at_rest, blobs

pytestmark = pytest.mark.django_db


def test_a_job_is_ordered_once_and_only_where_something_is_to_do(
    tmp_path: Path, settings: Any
) -> None:
    """S0-132: in the background, in the language of an administrator; tried anew after a day."""
    cast = make_cast()
    settings.MEDIA_ROOT = str(tmp_path / "files")
    sha256 = blobs.put([b"clear"], 10).sha256
    sealing.order()
    assert not Job.objects.exists()
    settings.FILES_KEY = str(tmp_path / "key")
    sealing.order()
    sealing.order()
    ordered = Job.objects.get()
    assert (ordered.kind, ordered.actor) == (sealing.SEAL, cast.admin.user)
    assert Worker().work_one()
    ordered.refresh_from_db()
    assert (ordered.state, ordered.result) == (
        Job.DONE,
        {"changed": 1, "unreadable": 0, "damaged": 0},
    )
    assert not blobs.place(sha256).exists()
    Job.objects.all().delete()
    sealing.order()
    assert not Job.objects.exists()
    (at_rest.top() / at_rest.MARK).unlink()
    (tmp_path / "key").unlink()
    sealing.order()
    assert not Job.objects.exists()
