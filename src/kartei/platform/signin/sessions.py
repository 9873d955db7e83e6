"""Django's sessions on ``access.Session``: one row per browser, the user in a column of its own.

The column says who is signed in, together with the epoch that ends sessions at once; the data hold
what a sign-in under way needs (pending steps, challenges). The cookie is kept as its digest only.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import IntegrityError, transaction
from django.utils import timezone

from kartei.platform.access.models import Session, User

#: How long somebody stays signed in, and how long a sign-in may take.
LASTS, BEGUN = timedelta(days=30), timedelta(hours=1)
IDENTITY = (SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY)
BACKEND = "kartei.platform.signin.backend.Backend"
#: The epoch under which somebody proved who he is; what ended his sessions meanwhile ends this too.
EPOCH = "kartei_epoch"


def digest(secret: str) -> str:
    """What the database keeps of a cookie or token."""
    return hashlib.sha256(secret.encode()).hexdigest()


class SessionStore(SessionBase):
    """The session of one browser; SESSION_ENGINE names this module."""

    #: Where the browser is and what it is; the middleware knows.
    ip = ""
    agent = ""

    def _validate_session_key(self, key: str | None) -> bool:
        """Any secret may be asked for; those of this class have 32 letters and digits."""
        return bool(key)

    def load(self) -> dict[str, Any]:
        """The data of a session that is in force; else an empty, new one."""
        rows = Session.objects.select_related("user").filter(expires_at__gt=timezone.now())
        row = rows.filter(key=digest(self.session_key or "")).first()
        if row is None or (row.user is not None and not in_force(row)):
            self._session_key = None
            return {}
        return {**row.data, **(identity(row.user) if row.user else {})}

    def exists(self, session_key: str) -> bool:
        """Whether there is a session of this secret."""
        return Session.objects.filter(key=digest(session_key)).exists()

    def create(self) -> None:
        """A new row under a new secret."""
        self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]
        self.save(must_create=True)
        self.modified = True

    def save(self, must_create: bool = False) -> None:
        """Write the row; UpdateError when it was ended meanwhile."""
        if self.session_key is None:
            return self.create()
        data = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        found = {"data": {k: v for k, v in data.items() if k not in IDENTITY}, **self._owner(data)}
        key = digest(self.session_key)
        if not must_create:
            if not Session.objects.filter(key=key).update(**found):
                raise UpdateError
            return None
        now = timezone.now()
        found = {"epoch": 0, "expires_at": now + BEGUN, **found}
        try:
            with transaction.atomic():
                Session.objects.create(
                    key=key, made_at=now, ip=self.ip[:45], agent=self.agent[:200], **found
                )
        except IntegrityError as error:
            raise CreateError from error
        return None

    def _owner(self, data: dict[str, Any]) -> dict[str, Any]:
        """The columns that sign somebody in, under the epoch in which he proved himself."""
        user = data.get(SESSION_KEY)
        if user is None:
            return {"user": None}
        epoch = data.get(EPOCH)
        if epoch is None:
            epoch = User.objects.values_list("epoch", flat=True).get(pk=user)
        return {"user_id": user, "epoch": epoch, "expires_at": timezone.now() + LASTS}

    def delete(self, session_key: str | None = None) -> None:
        """End this session, or that of another secret."""
        Session.objects.filter(key=digest(session_key or self.session_key or "")).delete()

    @classmethod
    def clear_expired(cls) -> None:
        """Sessions that are over go."""
        Session.objects.filter(expires_at__lt=timezone.now()).delete()


def in_force(row: Session) -> bool:
    """Whether its user may still use a session."""
    user = row.user
    return bool(user and user.is_active and user.epoch == row.epoch)


def identity(user: User) -> dict[str, str]:
    """What Django keeps of the one who is signed in; made from the column each time."""
    found = {SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: BACKEND}
    return {**found, HASH_SESSION_KEY: user.get_session_auth_hash()}
