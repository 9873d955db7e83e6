"""The command line acts as a user: whose rights hold, and in whose language it speaks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor, actor_for
from kartei.platform.access.models import Role, User
from kartei.platform.meta.errors import Refusal


def reason(error: Exception) -> str:
    """What a person reads of a refusal, its faults behind it; of other errors their text."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}: {error.filename}" if error.filename else error.strerror
    if not isinstance(error, Refusal):
        return str(error)
    return "; ".join(dict.fromkeys([str(error.detail), *(f.detail for f in error.faults)]))


@contextmanager
def acting(login: str) -> Iterator[Actor]:
    """The active user of this login; without one the first administrator. 404 when there is none.

    Whoever may start the program holds the database in his hands, so no password is asked.
    """
    rows = User.objects.filter(active=True, deleted=False).order_by("created_at", "id")
    if login:
        user = rows.filter(login=login.strip().lower()).first()
    else:
        roles = Role.objects.filter(administrator=True, deleted=False).values_list("pk", flat=True)
        admins = {str(key) for key in roles}
        user = next((u for u in rows if admins & set(u.roles)), None)
    if user is None:
        raise Refusal("cli.no_user", _("There is no such active user"), status=404)
    actor = actor_for(user.pk, via="cli")
    with translation.override(actor.language):
        yield actor
