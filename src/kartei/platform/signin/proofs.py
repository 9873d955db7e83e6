"""Before what a thief would do first, somebody proves once more that it is he."""

from __future__ import annotations

from allauth.account.internal.flows.reauthentication import (
    did_recently_reauthenticate,
    get_reauthentication_flows,
)
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kartei.platform.meta.errors import Refusal


def must_prove(request: HttpRequest) -> None:
    """401 ``session.prove`` with the ways to prove oneself, unless that was done a moment ago.

    The answer has allauth's form (``data.flows``), as its own addresses give it.
    """
    if did_recently_reauthenticate(request):
        return
    extra = {
        "data": {"flows": get_reauthentication_flows(request.user)},
        "meta": {"is_authenticated": True},
    }
    words = _("Prove once more that it is you")
    raise Refusal("session.prove", words, status=401, extra=extra)


def too_many() -> Refusal:
    """Somebody asks for letters faster than a person would."""
    words = _("Too many requests; wait a little")
    return Refusal("signin.too_many", words, status=429, extra={"retry_after": 60})
