"""Kartei as a provider: people sign in elsewhere with their account here.

Authorization code flow alone (OpenID Connect Core 3.1), for programs with a secret. What a program
gets lets it ask who somebody is, and opens nothing of the API.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor
from kartei.platform.access.models import Role, User
from kartei.platform.access.tokens import by_session
from kartei.platform.federation import keys
from kartei.platform.federation.door import challenge_of
from kartei.platform.federation.models import Consent, Program
from kartei.platform.federation.rules import redirects_of
from kartei.platform.federation.store import digest, programs
from kartei.platform.meta.errors import Refusal, bad_question

SCOPES = ("openid", "profile", "email", "groups")
#: How long a code is good, and how long a program may ask about somebody.
CODE, ASKING = timedelta(seconds=60), timedelta(minutes=10)
#: Seconds that a signed word about somebody is good for.
WORD = 300
LONGEST = 2000


class Unfit(Exception):
    """A program asks wrongly; error: its word of RFC 6749 for that."""

    def __init__(self, error: str, words: str = "", status: int = 400) -> None:
        super().__init__(words or error)
        self.error, self.status = error, status


@dataclass(frozen=True, slots=True)
class Wish:
    """What a program asks of somebody who is signed in (OpenID Connect Core 3.1.2.1)."""

    client_id: str
    redirect_uri: str
    response_type: str = ""
    scope: str = ""
    state: str = ""
    nonce: str = ""
    code_challenge: str = ""
    code_challenge_method: str = ""
    prompt: str = ""


def issuer() -> str:
    """Under which name we speak."""
    return str(settings.BASE_ADDRESS)


def description() -> dict[str, Any]:
    """What programs read first (OpenID Connect Discovery 3)."""
    here = f"{issuer()}/api/v1/oidc"
    return {
        "issuer": issuer(),
        "authorization_endpoint": f"{issuer()}/authorize",
        "token_endpoint": f"{here}/token",
        "userinfo_endpoint": f"{here}/userinfo",
        "jwks_uri": f"{here}/jwks",
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "client_credentials"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": [keys.ALGORITHM],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "code_challenge_methods_supported": ["S256"],
        "scopes_supported": list(SCOPES),
        "authorization_response_iss_parameter_supported": True,
        "claims_supported": [
            "sub", "name", "preferred_username", "locale", "email", "email_verified", "groups",
        ],
    }  # fmt: skip


def program_of(key: str) -> Program | None:
    """A program in use, by what it calls itself."""
    try:
        known = UUID(key)
    except ValueError:
        return None
    found: Program | None = programs().filter(pk=known, active=True, deleted=False).first()
    return found if found is not None and found.client_id == key else None


def judged(wish: Wish) -> tuple[Program, list[str]]:
    """(program, scopes) of a wish.

    Refusal where nobody may be sent back to where the wish says: then it is shown here. Unfit where
    the program is told.
    """
    program = program_of(wish.client_id)
    if program is None or wish.redirect_uri not in redirects_of(program.redirects):
        words = _("The program that sent you is not joined, or names a wrong address to return to")
        raise bad_question(words, "oidc.unknown")
    scopes = [name for name in SCOPES if name in wish.scope.split()]
    if wish.response_type != "code":
        raise Unfit("unsupported_response_type")
    if "openid" not in scopes:
        raise Unfit("invalid_scope")
    proved = bool(wish.code_challenge) and wish.code_challenge_method == "S256"
    # a code that was caught on its way is of no use without one of the two
    if not proved and (wish.code_challenge or not wish.nonce):
        raise Unfit("invalid_request")
    if "none" in wish.prompt.split() and not program.trusted:
        raise Unfit("interaction_required")
    return program, scopes


def back(wish: Wish, **said: str) -> str:
    """Where the browser goes with an answer."""
    answer = {**said, "iss": issuer(), **({"state": wish.state} if wish.state else {})}
    glue = "&" if urlsplit(wish.redirect_uri).query else "?"
    return f"{wish.redirect_uri}{glue}{urlencode(answer)}"


def ask(actor: Actor, wish: Wish) -> dict[str, Any]:
    """What somebody is to decide: {"program", "host", "scopes", "trusted"}, or {"address"} where
    only the program is to be told. Refusal where neither can be.
    """
    by_session(actor)
    try:
        program, scopes = judged(wish)
    except Unfit as unfit:
        return {"address": back(wish, error=unfit.error)}
    host = urlsplit(wish.redirect_uri).hostname or ""
    return {"program": program.name, "host": host, "scopes": scopes, "trusted": program.trusted}


def decide(actor: Actor, wish: Wish, *, allow: bool) -> str:
    """Where the browser goes with somebody's decision: with a code that is good once, or a no."""
    by_session(actor)
    try:
        program, scopes = judged(wish)
    except Unfit as unfit:
        return back(wish, error=unfit.error)
    if not allow:
        return back(wish, error="access_denied")
    code, now = secrets.token_urlsafe(32), timezone.now()
    Consent.objects.create(
        key=digest(code), program=program, user_id=actor.user, made_at=now,
        epoch=User.objects.values_list("epoch", flat=True).get(pk=actor.user),
        expires_at=now + CODE,
        told={
            "redirect_uri": wish.redirect_uri, "nonce": wish.nonce, "scopes": scopes,
            "challenge": wish.code_challenge,
        },
    )  # fmt: skip
    return back(wish, code=code)


def redeem(program: Program, code: str, redirect: str, verifier: str) -> dict[str, Any]:
    """The answer to a code. Unfit: it is none, old, another program's, or was used.

    A code that comes twice was caught by somebody: what came of it ends (RFC 6749 4.1.2).
    """
    access = secrets.token_urlsafe(32)
    with transaction.atomic():
        rows = Consent.objects.filter(key=digest(code), program=program.pk)
        found = rows.select_for_update().first()
        user = None
        if found is not None and found.used:
            rows.update(access="")
        elif found is not None and found.expires_at > timezone.now():
            user = bearer_of(found) if fits(found, redirect, verifier) else None
            until = timezone.now() + ASKING
            rows.update(used=True, access=digest(access) if user else "", expires_at=until)
    if found is None or user is None:
        raise Unfit("invalid_grant")
    return {
        "access_token": access,
        "token_type": "Bearer",
        "expires_in": int(ASKING.total_seconds()),
        "scope": " ".join(found.told["scopes"]),
        "id_token": word_about(program, user, found),
    }


def fits(found: Consent, redirect: str, verifier: str) -> bool:
    """Whether who redeems a code is who asked for it."""
    challenge = found.told["challenge"]
    if redirect != found.told["redirect_uri"] or bool(challenge) != bool(verifier):
        return False
    return not challenge or hmac.compare_digest(challenge_of(verifier), challenge)


def bearer_of(found: Consent) -> User | None:
    """Who let the program know who he is, unless his sessions were ended meanwhile."""
    rows = User.objects.filter(pk=found.user_id, epoch=found.epoch, active=True, deleted=False)
    return rows.first()


def word_about(program: Program, user: User, found: Consent) -> str:
    """Our signed word about who somebody is (an ID token)."""
    now = int(timezone.now().timestamp())
    nonce = {"nonce": found.told["nonce"]} if found.told["nonce"] else {}
    about = claims(program, user, found.told["scopes"])
    return keys.signed(
        {**about, **nonce, "iss": issuer(), "aud": program.client_id, "iat": now, "exp": now + WORD}
    )


def claims(program: Program, user: User, scopes: list[str]) -> dict[str, Any]:
    """What a program learns about somebody, within what it asked for."""
    found: dict[str, Any] = {"sub": str(user.pk)}
    if "profile" in scopes:
        found |= {"name": user.name, "preferred_username": user.login}
        found |= {"locale": user.language} if user.language else {}
    if "email" in scopes and user.email:
        found |= {"email": user.email, "email_verified": program.vouches}
    if "groups" in scopes:
        names = Role.objects.filter(pk__in=user.roles or [], deleted=False)
        found["groups"] = sorted(names.values_list("name", flat=True))
    return found


def about(token: str) -> dict[str, Any]:
    """What the holder of a token may know. Refusal 401 where it is none, or was ended."""
    rows = Consent.objects.select_related("program").filter(access=digest(token))
    found = rows.filter(expires_at__gt=timezone.now()).first() if token else None
    user = bearer_of(found) if found is not None else None
    if found is None or user is None:
        raise Refusal("session.needed", _("Sign in first"), status=401)
    return claims(found.program, user, found.told["scopes"])


def sweep() -> None:
    """Codes and tokens that are over go."""
    Consent.objects.filter(expires_at__lt=timezone.now() - ASKING).delete()
