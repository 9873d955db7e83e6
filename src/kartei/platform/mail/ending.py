"""The end of notices by mail in one click (RFC 8058): a signed link that needs no signing in.

The link alone says whose notices end, and which kinds. A receiver's mail program posts to it;
opening it changes nothing, for scanners open every link.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import transaction

from kartei.platform.access.models import User
from kartei.platform.mail import news, templates
from kartei.platform.meta.versions import bump_access

#: Below the address of the installation.
PATH = "unsubscribe"
_SALT = "kartei.mail.ending"


@dataclass(frozen=True, slots=True)
class Ending:
    """Whose notices of which kinds come to an end; language: his."""

    user: UUID
    kinds: tuple[str, ...]
    language: str


def link(user: UUID, kinds: Iterable[str]) -> str:
    """The address for a letter's head."""
    token = signing.dumps([user.hex, *sorted(set(kinds))], salt=_SALT, compress=True)
    return f"{settings.PUBLIC_ADDRESS}/{PATH}/{token}"


def read(token: str) -> Ending | None:
    """What a link says; None for one that is not ours, and for who is not here any more."""
    try:
        key, *kinds = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=UUID(key), active=True, deleted=False).first()
    if user is None:
        return None
    known = tuple(kind for kind in kinds if kind in news.kinds())
    return Ending(user.pk, known, templates.settled(user.language))


def end(ending: Ending) -> None:
    """These kinds never come by mail again, until the user wants them; twice is as good as once."""
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=ending.user)
        ways = {**(user.settings.get("mail") or {}), **dict.fromkeys(ending.kinds, news.NEVER)}
        user.settings = {**user.settings, "mail": ways}
        user.save(update_fields=["settings"])
        bump_access()
