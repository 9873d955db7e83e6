"""Signing in with a provider: sending somebody there, and taking him back.

What is to come back (state, nonce, verifier) is kept in the session of his browser, so that only
the browser that began can finish, and once. The address to return to is the provider's own here, so
that an answer of one is never taken for another's (RFC 9700 4.4).
"""

from __future__ import annotations

import base64
import hashlib
import logging
import secrets
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.models import User
from kartei.platform.access.vault import unsealed
from kartei.platform.directory.people import acting
from kartei.platform.federation import client, proof
from kartei.platform.federation.client import Away, Busy, Unanswered
from kartei.platform.federation.models import Provider
from kartei.platform.federation.people import refusal, welcome
from kartei.platform.federation.store import PROVIDER, in_use, providers
from kartei.platform.kit.vault import VaultError
from kartei.platform.meta.errors import not_found
from kartei.platform.records import write

log = logging.getLogger(__name__)
#: How long a provider that did not answer is left alone.
REST = timedelta(seconds=30)
#: Seconds from beginning to coming back.
LASTS = 900


@dataclass(frozen=True, slots=True)
class Begun:
    """What a browser's session keeps of a sign-on under way. next: where to go afterwards."""

    provider: str
    state: str
    nonce: str
    verifier: str
    next: str
    at: float


def named(key: UUID) -> Provider:
    """A provider that is in use; 404 else."""
    found = next((one for one in in_use() if one.pk == key), None)
    if found is None:
        raise not_found()
    return found


def return_address(provider: Provider) -> str:
    """Where the provider sends people back to; to be told to the provider."""
    return f"{settings.BASE_ADDRESS}/api/v1/signon/{provider.pk}/callback"


def begin(key: UUID, onward: str) -> tuple[str, dict[str, Any]]:
    """(address of the provider's page, what the session keeps). Refusal 503 where it is away."""
    provider = named(key)
    with watched(provider):
        said = proof.described(provider).said
    state, nonce, verifier = (secrets.token_urlsafe(32) for _n in range(3))
    begun = Begun(str(provider.pk), state, nonce, verifier, onward, time.time())
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": return_address(provider),
        "scope": provider.scopes,
        "state": begun.state,
        "nonce": begun.nonce,
        "code_challenge": challenge_of(begun.verifier),
        "code_challenge_method": "S256",
    }
    page = said["authorization_endpoint"]
    return f"{page}{'&' if '?' in page else '?'}{urlencode(asked)}", asdict(begun)


def challenge_of(verifier: str) -> str:
    """S256 of RFC 7636."""
    sum_of = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(sum_of).rstrip(b"=").decode()


def finish(key: UUID, kept: Any, answer: Mapping[str, str]) -> tuple[User, Provider, str]:
    """(who came back, from where, where to next). kept: what the session kept, already forgotten.

    Refusal where he does not come in; the words are for himself, the provider's record holds those
    for an administrator. Call it outside a transaction: it waits.
    """
    provider = named(key)
    begun = Begun(**kept) if isinstance(kept, dict) else None
    if begun is None or begun.provider != str(key) or time.time() - begun.at > LASTS:
        raise refusal("signon.old", 400)
    if not secrets.compare_digest(begun.state.encode(), answer.get("state", "").encode()):
        raise refusal("signon.old", 400)
    with watched(provider):
        claims = proved(provider, begun, answer)
    return welcome(provider, claims), provider, begun.next


def proved(provider: Provider, begun: Begun, answer: Mapping[str, str]) -> dict[str, Any]:
    """What the provider says of who came back with this answer."""
    known = proof.described(provider)
    if answer.get("iss", known.said["issuer"]) != known.said["issuer"]:
        raise Unanswered(str(_("The answer is another provider's")))
    if answer.get("error") or not answer.get("code"):
        log.info("signon.refused provider=%s error=%s", provider.pk, answer.get("error", "")[:60])
        raise refusal("signon.refused")
    form = {
        "grant_type": "authorization_code",
        "code": answer["code"][:4000],
        "redirect_uri": return_address(provider),
        "client_id": provider.client_id,
        "client_secret": secret_of(provider),
        "code_verifier": begun.verifier,
    }
    try:
        given = client.post(known.said["token_endpoint"], form)
    except Unanswered as why:
        if why.code == "invalid_grant":  # anybody can make up a code; it is no fault of ours
            raise refusal("signon.refused") from why
        raise
    claims = proof.claims_of(provider, known, given.get("id_token"), begun.nonce)
    return {**more_about(known, claims, given), **claims}


def more_about(
    known: proof.Known, claims: Mapping[str, Any], given: Mapping[str, Any]
) -> dict[str, Any]:
    """What the provider tells of somebody beside the proof, where that lacks his address."""
    page = known.said.get("userinfo_endpoint")
    if claims.get("email") or not isinstance(page, str):
        return {}
    more = client.get(page, str(given.get("access_token") or ""))
    if more.get("sub") != claims["sub"]:
        raise Unanswered(str(_("The provider tells of somebody else")))
    return more


def secret_of(provider: Provider) -> str:
    """Our secret there."""
    try:
        return unsealed(provider.secret) if provider.secret else ""
    except VaultError as error:
        raise Unanswered(str(_("The secret cannot be decrypted: set it again"))) from error


@contextmanager
def watched(provider: Provider) -> Iterator[None]:
    """Notes why a provider cannot be used and lets it rest when it is away."""
    if provider.paused_until and provider.paused_until > timezone.now():
        raise refusal("signon.away", 503)
    try:
        with client.turn():
            yield
    except Busy as busy:
        raise refusal("signon.away", 503) from busy
    except Away as away:
        providers().filter(pk=provider.pk).update(paused_until=timezone.now() + REST)
        note(provider, str(away))
        raise refusal("signon.away", 503) from away
    except Unanswered as why:
        note(provider, str(why))
        raise refusal("signon.failed", 502) from why
    if provider.fault:
        note(provider, "")


def note(provider: Provider, fault: str) -> None:
    """The last fault, told in the journal only when it is another one."""
    if provider.fault == fault[:500]:
        return
    actor = acting()
    with translation.override(actor.world.firm.language):
        write.change_many(actor, PROVIDER, {provider.pk: {}}, put={"fault": fault[:500] or None})
