"""A user's own new password, and the links by which he may set one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import actor_for
from kartei.platform.access.models import User
from kartei.platform.access.people import has_password_elsewhere, tell_act
from kartei.platform.access.rules import end_access
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.versions import bump_access

#: Seconds that links are good for: an invitation (nobody has a password yet), and a recovery.
INVITED, RECOVERY = 7 * 86400, 1800


def renew(user: User, password: str, *, ip: str) -> None:
    """Give a user the password that he chose himself; all that lets in ends."""
    if has_password_elsewhere(user.pk):
        words = _("This user has his password in the firm's directory")
        raise Refusal("access.password_elsewhere", words, status=409)
    hashed = make_password(password)
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(password=hashed)
        end_access(user.pk)
        tell_act(replace(actor_for(user.pk, via="page"), ip=ip), user.pk, "set_password", {})
        bump_access()
    user.refresh_from_db()


class Links(PasswordResetTokenGenerator):
    """Tokens of letters: nothing is stored, and each works once.

    They are made from password, mail address, epoch and last sign-in, so that any change of these
    makes them worthless.
    """

    key_salt = "kartei.platform.signin.Links"

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        """What a token stands for."""
        return f"{super()._make_hash_value(user, timestamp)}{user.epoch}"

    def check_token(self, user: Any, token: str | None) -> bool:
        """Whether a token is good for this user now; settings hold the longer of the two times."""
        if user is None or not user.is_active or not super().check_token(user, token):
            return False
        if user.program or has_password_elsewhere(user.pk):
            return False
        limit = RECOVERY if user.has_usable_password() else INVITED
        return self._num_seconds(self._now()) - stamp_of(token) <= limit

    def _now(self) -> datetime:
        """This moment in the form that Django counts in."""
        return datetime.now()  # noqa: DTZ005 (the base class counts naive seconds)


def stamp_of(token: str | None) -> int:
    """When a well-formed token was made, in the seconds of its maker."""
    return int((token or "").partition("-")[0], 36)
