"""The letters about accounts: links to set a password, and notices of what was done."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import quote
from uuid import UUID
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from django.conf import settings
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.models import User
from kartei.platform.mail.post import Wish, post
from kartei.platform.mail.states import ACCOUNT, HIGH
from kartei.platform.meta.models import Firm

#: What is told of, by allauth's name of it; below ``act/`` by the verb of the journal.
NOTICES: dict[str, Promise] = {
    "account/email/password_changed": _("Your password was changed"),
    "account/email/password_set": _("A password was set for your account"),
    "account/email/password_reset": _("Your password was set anew by a link from a letter"),
    "mfa/email/totp_activated": _("Codes of an authenticator program were switched on"),
    "mfa/email/totp_deactivated": _("Codes of an authenticator program were switched off"),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made"),
    "mfa/email/webauthn_added": _("A passkey was added"),
    "mfa/email/webauthn_removed": _("A passkey was removed"),
    "signin/new_device": _("Somebody signed in from a new device"),
    "act/set_password": _("An administrator gave your account a new password"),
    "act/take_factor_off": _("Your second step was taken off, because you lost it"),
    "act/make_token": _("A token for a program was made in your name"),
}


def address(page: str, key: str) -> str:
    """A page of this installation with a key; only the configured address is used, whatever name a
    request came under.
    """
    return f"{settings.BASE_ADDRESS}/{page}/{quote(key, safe='')}"


def tell(user: User, event: str, *, ip: str, agent: str) -> None:
    """A notice to the user; nothing where he has no mail address or nobody knows the event."""
    what = NOTICES.get(event)
    if what is None or not user.email:
        return
    firm = firm_now()
    with translation.override(user.language or firm.language):
        lines = (
            gettext("Hello %(name)s,") % {"name": user.name},
            str(what) + ".",
            gettext("Login: %(login)s") % {"login": user.login},
            gettext("When: %(moment)s") % {"moment": moment(timezone.now(), user, firm)},
            *origin(ip, " ".join(agent.split())[:200]),
            gettext("If this was not you, tell your administrator at once."),
        )
        send(user, str(what), lines, firm)


def origin(ip: str, agent: str) -> tuple[str, ...]:
    """The line that tells from where and by which browser, as far as that is known."""
    if ip and agent:
        return (gettext("From: %(address)s, %(agent)s") % {"address": ip, "agent": agent},)
    return (gettext("From: %(address)s") % {"address": ip},) if ip else ()


def tell_act(actor: Any, user: UUID, verb: str, changes: dict[str, Any]) -> None:
    """A notice of what was done to an account beside the record path, where that lets somebody in.

    Of his own new password allauth tells.
    """
    if f"act/{verb}" in NOTICES and (verb != "set_password" or actor.user != user):
        tell(User.objects.get(pk=user), f"act/{verb}", ip=actor.ip, agent="")


def send(user: User, subject: str, lines: tuple[str, ...], firm: Firm, *, secret: str = "") -> None:
    """One letter to a user; with secret (a link) its words are kept by nobody."""
    send_to(user.email, subject, lines, firm, secret=secret)


def send_to(
    email: str, subject: str, lines: tuple[str, ...], firm: Firm, *, secret: str = ""
) -> None:
    """The same to a mail address that may be nobody's here."""
    text = "\n\n".join((*lines, *((secret,) if secret else ()), firm.name))
    wish = Wish(
        to=email, subject=f"{firm.name}: {subject}", text=text, kind=ACCOUNT, priority=HIGH,
        confidential=bool(secret),
    )  # fmt: skip
    post([wish])


def moment(at: datetime, user: User, firm: Firm) -> str:
    """A moment in the reader's language and time zone."""
    zone = ZoneInfo(user.timezone or firm.timezone)
    language = (translation.get_language() or "en")[:2]
    return format_datetime(at, "medium", tzinfo=zone, locale=language)


def firm_now() -> Firm:
    """The firm's settings."""
    return Firm.objects.filter(pk=1).first() or Firm()
