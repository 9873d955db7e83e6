"""Rules of providers and programs: who names them, and what may travel where."""

from __future__ import annotations

import re
import secrets
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor
from kartei.platform.access.bounds import check_scopes
from kartei.platform.access.models import Token, User
from kartei.platform.access.tokens import by_session
from kartei.platform.access.vault import seal
from kartei.platform.federation.client import is_secret_way
from kartei.platform.federation.models import Consent, Issued
from kartei.platform.federation.store import PROGRAM, PROVIDER, digest, programs, providers
from kartei.platform.kit.faults import ValueFault
from kartei.platform.meta.errors import Refusal, field_fault, forbidden, invalid, not_found
from kartei.platform.meta.versions import bump_access
from kartei.platform.meta.world import Obj
from kartei.platform.records import write
from kartei.platform.records.facts import facts_of
from kartei.platform.records.home import tell

WORDS = _("Only an administrator decides who vouches for people, and to whom we do")
LONGEST_SECRET = 500
#: Addresses to return to that one program may have.
MOST = 20
_DOMAINS = re.compile(r"@?[\w-]+(\.[\w-]+)+( @?[\w-]+(\.[\w-]+)+)*")
#: What the secret was given for; when it changes, the secret is to be given anew.
_BOUND = ("issuer", "client_id")
#: What a program was let in with; when it changes, what it holds ends.
_HELD = ("account", "scopes", "redirects", "active", "vouches", "has_secret")


def only_administrators(draft: Any) -> None:
    """Whoever names who vouches for people could be anybody; so could who names programs."""
    if not draft.actor.administrator:
        draft.fault("name", "federation.administrator", WORDS)


def check_provider(draft: Any) -> None:
    """A provider is well described, and what is sent to it stays secret."""
    only_administrators(draft)
    issuer = (draft.get("issuer") or "").strip()
    if draft.changes("issuer"):
        draft.put("issuer", issuer)
    if issuer and (not is_secret_way(issuer) or "?" in issuer):
        words = _("An issuer is an address that begins with https://")
        draft.fault("issuer", "federation.issuer", words)
    if draft.get("scopes") and "openid" not in draft.get("scopes").split():
        draft.fault("scopes", "federation.openid", _("“openid” must be among the scopes"))
    domains = " ".join((draft.get("domains") or "").replace(",", " ").split())
    if draft.changes("domains"):
        draft.put("domains", domains)
    if domains and not _DOMAINS.fullmatch(domains):
        words = _("These are not domains, divided by blanks")
        draft.fault("domains", "federation.domains", words)
    if draft.changes(*_BOUND, "active"):
        draft.put("fault", None)
    taken_back = draft.verb == "undo" and draft.changes("has_secret")
    if not draft.creating and (draft.changes(*_BOUND) or taken_back):
        draft.put("has_secret", False)


def follow_provider(draft: Any) -> None:
    """A secret that is not said to be set any more is gone; a changed provider is asked anew."""
    rows = providers().filter(pk=draft.id)
    if not draft.creating and draft.changes("has_secret") and not draft.get("has_secret"):
        rows.update(secret="")
    if draft.changes(*_BOUND, "active", "has_secret"):
        rows.update(paused_until=None)


def set_secret(actor: Actor, obj: Obj, ids: list[UUID], data: dict[str, Any]) -> Any:
    """Seal our secret at a provider; the journal tells only that it was set."""
    secret = data.get("secret")
    if not isinstance(secret, str) or not secret or len(secret) > LONGEST_SECRET:
        raise invalid([field_fault("secret", ValueFault("value.required"))])
    if not secret.isprintable():
        raise invalid([field_fault("secret", ValueFault("value.nul"))])
    for key in ids:
        write.change_many(actor, obj.name, {key: {}}, put={"has_secret": True, "fault": None})
        providers().filter(pk=key).update(secret=seal(secret), paused_until=None)
        tell(actor, (PROVIDER, key), facts_of(actor, PROVIDER, [key])[key], "set_password", {})
    return _("The secret is set")


def check_program(draft: Any) -> None:
    """A program has addresses that nobody else hears at, an account of its own, and bounds."""
    only_administrators(draft)
    draft.put("client_id", str(draft.id))
    check_redirects(draft)
    account = draft.get("account")
    if account and not User.objects.filter(pk=account, program=True, deleted=False).exists():
        words = _("Programs work by themselves only in the name of a program's account")
        draft.fault("account", "federation.person", words)
    if draft.get("scopes") or account:
        check_bounds(draft)
    if draft.verb == "undo" and draft.changes("has_secret"):
        draft.put("has_secret", False)


def check_redirects(draft: Any) -> None:
    """Whole addresses without stars: nothing is to be guessed about where a code goes."""
    lines = redirects_of(draft.get("redirects") or "")
    bad = [one for one in lines if not is_secret_way(one) or not one.isascii() or "*" in one]
    if len(lines) > MOST or bad:
        words = _("An address to return to is written out, begins with https:// and has no #")
        draft.fault("redirects", "federation.redirects", words)


def redirects_of(text: str) -> list[str]:
    """The addresses of a program."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def check_bounds(draft: Any) -> None:
    """Bounds are objects that there are, each with reading or writing."""
    try:
        check_scopes(scopes_of(draft.get("scopes") or ""), draft.actor.world.objects)
    except Refusal:
        words = _("Write objects as “sales.deal:read” or “*:write”, divided by blanks")
        draft.fault("scopes", "federation.scopes", words)


def scopes_of(text: str) -> dict[str, str]:
    """Bounds (access.bounds) as a program asks for them: "object:read object:write"."""
    pairs = (one.rpartition(":") for one in text.split())
    return {name: level for name, _colon, level in pairs}


def follow_program(draft: Any) -> None:
    """What a program holds ends with that for which it was given."""
    if draft.creating:
        return
    if draft.changes("has_secret") and not draft.get("has_secret"):
        programs().filter(pk=draft.id).update(secret="")
    if draft.changes(*_HELD) or draft.get("deleted"):
        end_all(draft.id)


def end_all(program: UUID) -> None:
    """Tokens of a program are over at once, and what people let it know."""
    held = Issued.objects.filter(program=program).values("token")
    ended = Token.objects.filter(pk__in=held, ended=False).update(ended=True)
    Consent.objects.filter(program=program).delete()
    if ended:
        bump_access()


def new_secret(actor: Actor, key: UUID) -> str:
    """A program's new secret, told this once; the one before and what came of it end.

    403 for who is no administrator, or a token; 404 where there is no such program.
    """
    by_session(actor)
    if not actor.administrator:
        raise forbidden(WORDS)
    facts = facts_of(actor, PROGRAM, [key])
    if key not in facts:
        raise not_found()
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        write.change_many(actor, PROGRAM, {key: {}}, put={"has_secret": True})
        programs().filter(pk=key).update(secret=digest(secret))
        end_all(key)
        tell(actor, (PROGRAM, key), facts[key], "set_password", {})
    return secret
