"""Background work of the sign-in room: letters that answer a stranger's question."""

from __future__ import annotations

from typing import Any

from kartei.platform.flow.jobs import job
from kartei.platform.flow.schedule import every
from kartei.platform.signin import links, signup
from kartei.platform.signin.sessions import SessionStore

RECOVER = "signin.recover"
REGISTER = "signin.register"


@job(RECOVER)
def recover(actor: Any, args: dict[str, Any], progress: Any) -> None:
    """Send a recovery link to whoever has this address.

    Looked up here and not in the request, whose answer and time are then the same for everybody.
    """
    links.recover(str(args["email"]))


@job(REGISTER)
def register(actor: Any, args: dict[str, Any], progress: Any) -> None:
    """Answer somebody who wants to register, by letter and for the same reason only here."""
    signup.answer_by_letter(str(args["email"]), str(args["language"]))


@every("signin.sweep", seconds=3600)
def sweep() -> None:
    """Sessions that are over go, those of sign-ins that were never finished among them."""
    SessionStore.clear_expired()
