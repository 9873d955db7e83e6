"""What a provider says of itself, and whether what it says of somebody is proved.

Checked as OpenID Connect Core 3.1.3.7 asks: signature by one of the provider's own keys, issuer,
audience, times, nonce. Only signatures by pairs of keys count: "none", and sums that our own secret
could make, do not.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import Any

import jwt
from django.utils.translation import gettext_lazy as _

from kartei.platform.federation import client
from kartei.platform.federation.client import Unanswered
from kartei.platform.federation.models import Provider

ALGORITHMS = (
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA",
)  # fmt: skip
PAIRS = ("RSA", "EC", "OKP")
DESCRIPTION = "/.well-known/openid-configuration"
#: Seconds for which a provider's description and keys are believed.
FRESH = 3600
#: Keys that nobody knows are asked for again at most so often: else anybody could have us ask.
AGAIN = 30
#: Seconds by which clocks may differ.
LEEWAY = 60


@dataclass(slots=True)
class Known:
    """A provider's description and keys as they were read last."""

    said: dict[str, Any]
    read_at: float
    keys: dict[str, jwt.PyJWK] = field(default_factory=dict)
    keys_at: float = 0.0


_known: dict[str, Known] = {}
_lock = threading.Lock()


def described(provider: Provider) -> Known:
    """What a provider says of itself; asked for once an hour. Raises Away or Unanswered."""
    issuer = provider.issuer.rstrip("/")
    with _lock:
        found = _known.get(issuer)
    if found is not None and time.monotonic() - found.read_at < FRESH:
        return found
    said = client.get(issuer + DESCRIPTION)
    names = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
    if not all(isinstance(said.get(name), str) for name in names):
        raise Unanswered(str(_("This is no OpenID provider: its description is incomplete")))
    if said["issuer"].rstrip("/") != issuer:
        words = _("The provider calls itself %(name)s")
        raise Unanswered(str(words) % {"name": said["issuer"][:200]})
    wrong = [said[name] for name in names[1:] if not client.is_secret_way(said[name])]
    if wrong:
        words = _("This address is not secret: %(address)s")
        raise Unanswered(str(words) % {"address": wrong[0][:200]})
    found = Known(said, time.monotonic())
    with _lock:
        _known[issuer] = found
    return found


def forget() -> None:
    """Ask every provider anew."""
    with _lock:
        _known.clear()


def key_for(known: Known, token: str) -> jwt.PyJWK:
    """The provider's key that a token names; keys are read again when they may have changed."""
    name = str(jwt.get_unverified_header(token).get("kid", ""))
    age = time.monotonic() - known.keys_at
    if not known.keys or age > FRESH or (name not in known.keys and age > AGAIN):
        known.keys = keys_in(client.get(known.said["jwks_uri"]))
        known.keys_at = time.monotonic()
    if not name and len(known.keys) == 1:
        return next(iter(known.keys.values()))
    if name not in known.keys:
        raise jwt.InvalidTokenError("the provider has no such key")
    return known.keys[name]


def keys_in(said: dict[str, Any]) -> dict[str, jwt.PyJWK]:
    """The keys that may sign, by name."""
    listed = said.get("keys")
    found = {}
    for one in listed if isinstance(listed, list) else ():
        if not isinstance(one, dict) or one.get("kty") not in PAIRS or one.get("use") == "enc":
            continue
        try:
            found[str(one.get("kid", ""))] = jwt.PyJWK(one)
        except jwt.PyJWTError:
            continue  # a kind of key that is not known here signs nothing that we take
    return found


def claims_of(provider: Provider, known: Known, token: Any, nonce: str) -> dict[str, Any]:
    """What a provider says of somebody who has just signed in there.

    Unanswered where it is not proved, whatever is missing.
    """
    try:
        if not isinstance(token, str):
            raise jwt.InvalidTokenError("there is none")
        claims: dict[str, Any] = jwt.decode(
            token,
            key_for(known, token),
            algorithms=list(ALGORITHMS),
            audience=provider.client_id,
            issuer=known.said["issuer"],
            leeway=LEEWAY,
            options={"require": ["exp", "iat", "iss", "aud", "sub"]},
        )
        check_purpose(provider, claims, nonce)
    except jwt.PyJWTError as error:
        words = _("What the provider says is not proved: %(why)s")
        raise Unanswered(str(words) % {"why": str(error)[:200]}) from error
    return claims


def check_purpose(provider: Provider, claims: dict[str, Any], nonce: str) -> None:
    """It was said for us, and for this sign-on."""
    if claims.get("nonce") != nonce:
        raise jwt.InvalidTokenError("the nonce is another one")
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", None if several else provider.client_id) != provider.client_id:
        raise jwt.InvalidTokenError("it was made for another program")
    if not claims["sub"] or len(claims["sub"]) > 255:
        raise jwt.InvalidTokenError("the subject is of no use")
