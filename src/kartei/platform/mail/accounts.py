"""Rules of mail accounts: addresses, limits, and a password that never goes to another server."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor
from kartei.platform.access.vault import seal
from kartei.platform.kit.faults import ValueFault
from kartei.platform.mail import oauth, providers
from kartei.platform.mail.addresses import settle_address
from kartei.platform.mail.models import Account
from kartei.platform.mail.providers import SMTP
from kartei.platform.mail.states import NONE, OAUTH
from kartei.platform.meta.errors import Refusal, field_fault, invalid, words_of
from kartei.platform.meta.world import Obj
from kartei.platform.records import write
from kartei.platform.records.facts import facts_of
from kartei.platform.records.home import tell

NAME = "mail.account"
#: A host name or address; letters of any script, no blanks, no signs of a URL.
_HOST = re.compile(r"[\w.:-]{1,253}")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
#: What the password was given for; when it changes, the password is to be given anew.
_BOUND = ("road", "host", "port", "tls", "login", "auth")
_PASSWORD = 1000


def check_account(draft: Any) -> None:
    """Addresses and numbers are right; the firm's account is made by who reaches all of them."""
    for field in ("address", "reply_to", "bounce"):
        settle_address(draft, field)
    host = draft.get("host") or ""
    through = draft.get("road") != SMTP
    if through:
        check_provider(draft, host)
    elif not host:
        draft.fault("host", "value.required", words_of(ValueFault("value.required")))
    elif not _HOST.fullmatch(host):
        draft.fault("host", "mail.host", _("This is not the name of a server: %(host)s"), host=host)
    if not 1 <= (draft.get("port") or 0) <= 65535:
        draft.fault("port", "mail.port", _("A port is a number from 1 to 65535"))
    for field in ("per_minute", "per_hour"):
        if (draft.get(field) or 0) < 1:
            draft.fault(field, "mail.limit", _("At least one letter"))
    if draft.get("login") and not through and draft.get("tls") == NONE and host not in _LOOPBACK:
        draft.fault("tls", "mail.open_password", _("A password may not travel unencrypted"))
    if draft.get("auth") == OAUTH and not draft.get("login"):
        draft.fault("login", "mail.oauth_login", _("With OAuth the login is the mailbox's address"))
    depth = draft.actor.depth(NAME, "create" if draft.creating else "write")
    if draft.changes("firm") and draft.get("firm") and depth < 4:
        words = _("Only who may change all accounts makes one for the whole firm")
        draft.fault("firm", "mail.firm", words)
    if draft.changes(*_BOUND, "active"):
        draft.put("fault", None)
        draft.put("paused_until", None)
    taken_back = draft.verb == "undo" and draft.changes("has_password")
    if not draft.creating and (draft.changes(*_BOUND) or taken_back):
        draft.put("has_password", False)


def check_provider(draft: Any, host: str) -> None:
    """The package is there, and the key travels on a secret way."""
    if draft.changes("road") and not providers.installed():
        words = _("Letters go through providers once “kartei[providers]” is installed")
        draft.fault("road", "mail.no_providers", words)
    parts = urlsplit(host)
    secret = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    if host and not (secret and parts.hostname):
        words = _("The address of a provider's interface begins with https://")
        draft.fault("host", "mail.open_password", words)


def follow_account(draft: Any) -> None:
    """A password that is not said to be set any more is gone; no journal ever held it."""
    if not draft.creating and draft.changes("has_password") and not draft.get("has_password"):
        Account.objects.unguarded("the rule that forgets a password").filter(pk=draft.id).update(
            secret=""
        )


def set_password(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> Any:
    """Seal the password; the journal tells only that it was set."""
    password = data.get("password")
    if not isinstance(password, str) or not password or len(password) > _PASSWORD:
        raise invalid([field_fault("password", ValueFault("value.required"))])
    if not password.isprintable():
        raise invalid([field_fault("password", ValueFault("value.nul"))])
    keep_secret(actor, ids, "set_password", password)
    return _("The password is set; send a test letter to try it")


def set_token(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> Any:
    """Seal the tokens of OAuth, as ``oauth.grant_of`` reads them."""
    keep_secret(actor, ids, "set_token", oauth.grant_of(data).sealed_form())
    return _("The token is set; send a test letter to try it")


def keep_secret(actor: Actor, ids: list[UUID], verb: str, secret: str) -> None:
    """Seal what an account proves itself by; the journal tells only that it was set."""
    rows = Account.objects.unguarded("the command that checked the right to write")
    for key in ids:
        put = {"has_password": True, "fault": None, "paused_until": None}
        write.change_many(actor, NAME, {key: {}}, put=put)
        rows.filter(pk=key).update(secret=seal(secret))
        tell(actor, (NAME, key), facts_of(actor, NAME, [key])[key], verb, {})


def must_be_there(account: Account | None) -> Account:
    """An account that can be used; 409 else."""
    if account is None or account.deleted or not account.active:
        raise Refusal("mail.no_account", _("This mail account is not in use"), status=409)
    return account


def route(owner: UUID | None) -> UUID | None:
    """The account by which somebody's letters go: his own, else the firm's; None without any."""
    usable = Account.objects.unguarded("the road of a letter").filter(active=True, deleted=False)
    own = usable.filter(owner=owner, firm=False) if owner else usable.none()
    found = (
        own.order_by("created_at").first()
        or usable.filter(firm=True).order_by("created_at").first()
    )
    return found.pk if found else None
