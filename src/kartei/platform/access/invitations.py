"""Inviting a new user: he chooses his first password by a link in a letter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.models import User
from kartei.platform.access.people import has_password_elsewhere, tell_act
from kartei.platform.access.rules import must_outrank
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.versions import bump_access

#: Send the letter; the room that knows how adds itself.
senders: list[Callable[[User], None]] = []


def invite(actor: Any, obj: Any, ids: list[UUID], data: dict[str, Any]) -> Any:
    """Send users the link by which they set their first password; the letters before stay good.

    Refusal for who has a password, no mail address, or may not come in.
    """
    with transaction.atomic():
        for key in ids:
            must_outrank(actor, key)
            user = invitable(key)
            User.objects.filter(pk=key).update(invited_at=timezone.now())
            for send in senders:
                send(user)
            tell_act(actor, key, "invite", {})
        bump_access()
    return _("The invitation is on its way")


def invitable(key: UUID) -> User:
    """A user who can be invited."""
    user = User.objects.filter(pk=key).first()
    if user is None or not user.is_active or user.program:
        raise Refusal("access.not_invitable", _("This user does not sign in"), status=409)
    if user.has_usable_password() or has_password_elsewhere(key):
        raise Refusal("access.has_password", _("This user has a password already"), status=409)
    if not user.email:
        raise Refusal("access.no_mail", _("This user has no mail address"), status=409)
    return user
