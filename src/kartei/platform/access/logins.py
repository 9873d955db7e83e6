"""How logins are compared, and which new ones could be taken for another's."""

from __future__ import annotations

import unicodedata
from typing import Any

from django.utils.translation import gettext_lazy as _


def plain(text: str) -> str:
    """A login as it is kept and asked for: compatible forms of letters made one (NFKC), in lower
    case.
    """
    return unicodedata.normalize("NFKC", text).strip().lower()


def scripts(text: str) -> set[str]:
    """The alphabets of a text's letters, by the first word of their names: LATIN, CYRILLIC."""
    return {unicodedata.name(sign, "UNKNOWN").split()[0] for sign in text if sign.isalpha()}


def check_own_mail(draft: Any) -> None:
    """Nobody changes his own mail address on his card: a link to the new one proves it first.

    With a session that he found open somebody else would have the next recovery sent to himself.
    """
    asks = draft.actor.via in ("page", "api") and draft.id == draft.actor.user
    if asks and not draft.creating and draft.changes("email") and draft.old.get("email"):
        words = _("Change your own mail address under “My account”: a link confirms it")
        draft.fault("email", "access.own_mail", words)


def check_login(draft: Any) -> None:
    """A new login has letters of one alphabet: «аdmin» with a Cyrillic а reads like another's."""
    if not draft.get("login"):
        return
    draft.put("login", plain(draft.get("login")))
    if draft.changes("login") and len(scripts(draft.get("login"))) > 1:
        draft.fault("login", "access.login_mixed", _("A login has letters of one alphabet only"))
