"""A request that may be repeated: the same Idempotency-Key gives the same answer, once done."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from kartei.platform.meta.errors import Refusal, bad_question
from kartei.platform.records.models import Idempotency

MAX_KEY = 200


def once(request: Any, make: Callable[[], HttpResponse]) -> HttpResponse:
    """Carry out ``make`` once per key; its answer is stored in the transaction of the change."""
    wished = request.headers.get("Idempotency-Key", "")
    if not wished:
        return make()
    if len(wished) > MAX_KEY:
        raise bad_question(_("The Idempotency-Key is too long"), "http.parameter")
    key = hashlib.sha256(f"{request.actor.mark}:{wished}".encode()).hexdigest()
    asked = request.get_full_path_info().encode() + b"\0" + request.body
    # keyed, for a body may hold a password
    question = salted_hmac("kartei.once", asked, algorithm="sha256").hexdigest()
    stored = remembered(key, question)
    if stored is not None:
        return stored
    try:
        with transaction.atomic():
            row = Idempotency.objects.create(key=key, question=question, at=timezone.now())
            response = make()
            row.status, row.body = response.status_code, response.content
            row.save(update_fields=["status", "body"])
            return response
    except IntegrityError:
        stored = remembered(key, question)
        if stored is None:
            raise
        return stored


def remembered(key: str, question: str) -> HttpResponse | None:
    """The stored answer; another question under the same key is a conflict."""
    row = Idempotency.objects.filter(key=key).first()
    if row is None:
        return None
    if row.question != question:
        raise Refusal(
            "http.key_reused", _("This Idempotency-Key belongs to another request"), status=409
        )
    if row.status is None:
        raise Refusal("http.key_running", _("This request is being carried out"), status=409)
    return HttpResponse(bytes(row.body or b""), status=row.status, content_type="application/json")
