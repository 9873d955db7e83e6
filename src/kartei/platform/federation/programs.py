"""Programs that work by themselves: proving who they are, and tokens for it (RFC 6749 4.4)."""

from __future__ import annotations

import hmac
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from kartei.platform.access import tokens
from kartei.platform.access.bounds import READ, REST, WRITE
from kartei.platform.access.models import Token
from kartei.platform.federation.issuer import Unfit, program_of
from kartei.platform.federation.models import Issued, Program
from kartei.platform.federation.rules import scopes_of
from kartei.platform.federation.store import digest, programs

#: How long a token is good; a program asks for the next before.
LASTS = timedelta(hours=1)
#: Tokens in force that one program has at most.
MOST = 100


def proved(key: str, secret: str) -> Program:
    """The program with this secret. Unfit (invalid_client, 401) else."""
    program = program_of(key)
    known = program.secret if program is not None else ""
    good = hmac.compare_digest(digest(secret), known or digest(""))
    if program is None or not known or not good:
        raise Unfit("invalid_client", status=401)
    return program


def token_for(program: Program, scope: str) -> dict[str, Any]:
    """A token of the API in the name of the program's account, within its bounds."""
    bounds = within(scopes_of(program.scopes), scopes_of(scope)) if scope else None
    bounds = scopes_of(program.scopes) if bounds is None else bounds
    account = program.account
    if account is None or not account.program or not account.is_active:
        raise Unfit("unauthorized_client")
    if not bounds:
        raise Unfit("invalid_scope")
    with transaction.atomic():
        # held, so that what ends a program does not miss a token that is being made
        held = programs().select_for_update().filter(pk=program.pk, secret=program.secret)
        if not held.filter(version=program.version).exists():
            raise Unfit("invalid_client", status=401)
        mine = Issued.objects.filter(program=program.pk).values("token")
        if tokens.in_force(Token.objects.filter(pk__in=mine)).count() >= MOST:
            raise Unfit("slow_down", status=429)
        until = timezone.now() + LASTS
        row, secret = tokens.kept(account.pk, program.name, bounds, until)
        Issued.objects.create(token=row, program=program)
    return {
        "access_token": secret,
        "token_type": "Bearer",
        "expires_in": int(LASTS.total_seconds()),
        "scope": " ".join(f"{name}:{level}" for name, level in sorted(bounds.items())),
    }


def within(most: dict[str, str], wanted: dict[str, str]) -> dict[str, str]:
    """The part of the wanted bounds that lies within the others."""
    if any(level not in (READ, WRITE) for level in wanted.values()):
        raise Unfit("invalid_scope")
    found = {}
    for name in {*most, *wanted}:
        levels = {most.get(name, most.get(REST)), wanted.get(name, wanted.get(REST))}
        if None not in levels:
            found[name] = READ if READ in levels else WRITE
    return found


def sweep() -> None:
    """Tokens that are over go, with their rows."""
    old = Issued.objects.filter(token__expires_at__lt=timezone.now() - LASTS)
    Token.objects.filter(pk__in=list(old.values_list("token", flat=True)[:5000])).delete()
