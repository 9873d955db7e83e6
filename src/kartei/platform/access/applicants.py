"""People who registered themselves and wait: one click lets them in or refuses them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.models import Notice, User
from kartei.platform.access.people import tell_act
from kartei.platform.access.rules import must_outrank
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.versions import bump_access

USER = "access.user"
#: The kind of the notice that tells administrators of somebody who waits.
APPLIED = "applied"
#: Told of each answer: (user, whether he was let in); the room that writes letters adds itself.
answered: list[Callable[[User, bool], None]] = []


def release(actor: Any, obj: Any, ids: list[UUID], data: dict[str, Any]) -> Any:
    """Let people in who registered themselves. Refusal for who does not wait."""
    for key in ids:
        answer(actor, key, admitted=True)
    return _("The account is open; a letter tells it")


def refuse(actor: Any, obj: Any, ids: list[UUID], data: dict[str, Any]) -> Any:
    """Turn people away who registered themselves; their accounts go to the bin."""
    for key in ids:
        answer(actor, key, admitted=False)
    return _("The request is refused; a letter tells it")


def answer(actor: Any, key: UUID, *, admitted: bool) -> None:
    """One answer: who makes users gives it, once."""
    actor.must(USER, "create")
    with transaction.atomic():
        must_outrank(actor, key)
        user = User.objects.select_for_update().get(pk=key)
        if user.applied_at is None:
            raise Refusal("access.not_waiting", _("This user does not wait"), status=409)
        User.objects.filter(pk=key).update(active=admitted, applied_at=None)
        seen = Notice.objects.filter(kind=APPLIED, record=key, seen_at=None)
        seen.update(seen_at=timezone.now())
        changes = {"active": [False, True]} if admitted else {}
        tell_act(actor, key, "release" if admitted else "refuse", changes)
        for told in answered:
            told(user, admitted)
        bump_access()
