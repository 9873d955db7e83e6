"""Background work of the sign-in room: letters that answer a stranger's question."""

from __future__ import annotations

from typing import Any

from kartei.platform.flow.jobs import job
from kartei.platform.signin import links

RECOVER = "signin.recover"


@job(RECOVER)
def recover(actor: Any, args: dict[str, Any], progress: Any) -> None:
    """Send a recovery link to whoever has this address.

    Looked up here and not in the request, whose answer and time are then the same for everybody.
    """
    links.recover(str(args["email"]))
