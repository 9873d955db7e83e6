"""Encrypting the stored files in the background, as soon as there is a key for them."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from kartei.platform.access.actor import an_administrator
from kartei.platform.flow.jobs import enqueue, job
from kartei.platform.flow.models import Job
from kartei.platform.flow.progress import Progress
from kartei.platform.flow.schedule import every
from kartei.platform.kit.sealed import SealError
from kartei.platform.records import at_rest, at_rest_pass

SEAL = "records.seal_files"
#: After a pass that did not succeed it is tried again so much later.
AGAIN = timedelta(days=1)


@job(SEAL)
def seal_files(actor: Any, args: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Seal all files; begun anew, it passes over those that are sealed already."""
    return asdict(at_rest_pass.seal_all(progress))


@every("records.seal_files", seconds=600)
def order() -> None:
    """Have the files sealed when there is a key and not all are; the check-up tells of trouble."""
    if at_rest.key_path() is None:
        return
    try:
        at_rest.writing_key()
        if at_rest.is_done():
            return
    except SealError:
        return
    lately = Q(created_at__gt=timezone.now() - AGAIN)
    if Job.objects.filter(Q(state__in=(Job.WAITING, Job.RUNNING)) | lately, kind=SEAL).exists():
        return
    actor = an_administrator()
    with override(actor.language if actor else "en"):
        enqueue(actor, SEAL, {}, title=_("Encrypting the stored files"))
