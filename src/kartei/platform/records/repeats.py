"""Remembered answers to requests that may be repeated: how long they are kept."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from kartei.platform.records.models import Idempotency

#: A client that lost an answer asks again within minutes; a phone without a network within days.
KEPT = timedelta(days=7)


def sweep() -> None:
    """Forget old answers; their keys may be used anew."""
    Idempotency.objects.filter(at__lt=timezone.now() - KEPT).delete()
