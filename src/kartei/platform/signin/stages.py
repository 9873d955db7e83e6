"""The step of a sign-in that asks for a second factor."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.stages import AuthenticateStage

#: How a sign-in with a provider is recorded among those of a session.
METHOD = "provider"


class SecondFactor(AuthenticateStage):  # type: ignore[misc]  # allauth is typed loosely
    """allauth's step, passed over by who has just come from a provider whose own we trust."""

    def handle(self) -> tuple[Any, bool]:
        """(answer, whether to go on)."""
        records = get_authentication_records(self.request, self.login.user)
        last = records[-1] if records else {}
        if last.get("method") == METHOD and last.get("second_factor"):
            return None, True
        found: tuple[Any, bool] = super().handle()
        return found
