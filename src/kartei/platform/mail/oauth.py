"""OAuth for mail servers that take no passwords any more: a token, renewed where its time is over.

What an account needs is set by the command ``set_token``: an access token, or a refresh token with
the address where it is renewed (RFC 6749, 6), or both. It is shown to the server as SASL XOAUTH2,
which Google and Microsoft define alike: ``user=LOGIN^Aauth=Bearer TOKEN^A^A``. How the first tokens
are got (a person's consent in a browser) is the provider's matter.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

import orjson
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.vault import seal, unsealed
from kartei.platform.kit.faults import ValueFault
from kartei.platform.mail.models import Account
from kartei.platform.meta.errors import FieldFault, field_fault, invalid

#: Names of the inputs of ``set_token``.
INPUTS = ("token", "refresh", "address", "client", "secret")
#: Seconds before its end at which a token is renewed.
EARLY = 60
#: Seconds a token holds whose end was not told.
USUAL = 3600
#: Seconds that the renewing server may keep silent, and bytes it may answer.
PATIENCE, LARGEST = 15.0, 100_000
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class TokenFault(Exception):
    """There is no token that holds, and none could be had; the words of who refused it."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What an account holds. until: end of the token in seconds since 1970, 0 for none at hand;
    refresh, address, client, secret: how it is renewed, empty where it cannot be.
    """

    token: str = ""
    until: float = 0.0
    refresh: str = ""
    address: str = ""
    client: str = ""
    secret: str = ""

    def sealed_form(self) -> str:
        """The text that is sealed into the account."""
        return orjson.dumps(asdict(self)).decode()


def grant_of(data: Mapping[str, Any]) -> Grant:
    """The grant of a command's inputs; Refusal with the faulty ones."""
    given = {name: data.get(name) or "" for name in INPUTS}
    faults = [
        field_fault(name, ValueFault("value.nul"))
        for name, value in given.items()
        if not isinstance(value, str) or not value.isascii() or (value and not value.isprintable())
    ]
    if faults:
        raise invalid(faults)
    if not (given["token"] or given["refresh"]):
        raise invalid([field_fault("token", ValueFault("value.required"))])
    if given["refresh"] and not is_safe(given["address"]):
        words = str(_("Tokens are renewed at an address with https://"))
        raise invalid([FieldFault("address", "mail.oauth_address", words, "/address")])
    return Grant(until=time.time() + USUAL if given["token"] else 0.0, **given)


def is_safe(address: str) -> bool:
    """Whether secrets may travel there: encrypted, or not beyond this machine."""
    parts = urlsplit(address)
    local = parts.scheme == "http" and parts.hostname in _LOOPBACK
    return bool(parts.hostname) and (parts.scheme == "https" or local)


def bearer(account: Account) -> str:
    """A token that holds; renewed and kept where need be. Errors: TokenFault, VaultError."""
    if not account.secret:
        raise TokenFault(str(_("no token is set")))
    grant = Grant(**orjson.loads(unsealed(account.secret)))
    if grant.token and (time.time() + EARLY < grant.until or not grant.refresh):
        return grant.token
    fresh = renewed(grant)
    account.secret = seal(fresh.sealed_form())
    rows = Account.objects.unguarded("the queue's own work")
    rows.filter(pk=account.pk, auth=account.auth, has_password=True).update(secret=account.secret)
    return fresh.token


def renewed(grant: Grant) -> Grant:
    """Ask for a new token; a new refresh token takes the place of the old."""
    form = {"grant_type": "refresh_token", "refresh_token": grant.refresh}
    form |= {"client_id": grant.client} if grant.client else {}
    form |= {"client_secret": grant.secret} if grant.secret else {}
    try:
        status, body = posted(grant.address, urlencode(form))
        found = orjson.loads(body)
    except (OSError, HTTPException, orjson.JSONDecodeError) as error:
        raise TokenFault(f"{type(error).__name__}: {error}"[:300]) from error
    if (
        status != 200
        or not isinstance(found, dict)
        or not isinstance(found.get("access_token"), str)
    ):
        told = found if isinstance(found, dict) else {}
        words = f"{told.get('error', '')} {told.get('error_description', '')}".strip()
        raise TokenFault(f"{status} {words}"[:300])
    lasts = found.get("expires_in")
    until = time.time() + (lasts if isinstance(lasts, int | float) else USUAL)
    fresh = found.get("refresh_token")
    kept = fresh if isinstance(fresh, str) and fresh else grant.refresh
    return replace(grant, token=found["access_token"], until=until, refresh=kept)


def posted(address: str, form: str) -> tuple[int, bytes]:
    """(status, body) of a form sent there; no redirect is followed with secrets in hand."""
    parts = urlsplit(address)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=PATIENCE)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": "application/json",
        }
        connection.request("POST", path, form, headers)
        response = connection.getresponse()
        return response.status, response.read(LARGEST)
    finally:
        connection.close()


def proof(login: str, token: str) -> str:
    """The first words of XOAUTH2."""
    return f"user={login}\x01auth=Bearer {token}\x01\x01"
