"""Whose account somebody means whom a provider vouches for; made or brought in step."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.logins import plain
from kartei.platform.access.models import User
from kartei.platform.access.rules import disable, hold_rights
from kartei.platform.directory.people import acting, step
from kartei.platform.federation.models import Identity, Provider
from kartei.platform.federation.store import mappings
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import write

USER = "access.user"
KNOWN, RELEASED, MAPPED, ALL = "known", "released", "mapped", "all"
#: Why somebody does not come in, in words for himself.
WORDS = {
    "signon.unknown": _("There is no account for you here; ask your administrator"),
    "signon.waiting": _("Your account waits until an administrator lets you in"),
    "signon.disabled": _("Your account is disabled"),
    "signon.domain": _("People with your mail address do not come in this way"),
    "signon.taken": _("There is another account of your login; ask your administrator"),
    "signon.groups": _("The provider does not tell your groups; ask your administrator"),
    "signon.refused": _("The provider did not let you in"),
    "signon.failed": _("Signing in did not work; try again, or ask your administrator"),
    "signon.old": _("This took too long, or was begun elsewhere; begin again"),
    "signon.away": _("The provider does not answer; try again shortly"),
}


def refusal(code: str, status: int = 403) -> Refusal:
    """A reason of WORDS as a refusal."""
    return Refusal(code, WORDS[code], status=status)


def welcome(provider: Provider, claims: dict[str, Any]) -> User:
    """The user whom proved claims mean; Refusal (a code of WORDS) where nobody comes in."""
    check_domain(provider, claims)
    with transaction.atomic():
        hold_rights()
        user = found_or_made(provider, claims)
    if not user.is_active:
        raise refusal("signon.waiting")
    return user


def found_or_made(provider: Provider, claims: dict[str, Any]) -> User:
    """The user of somebody who was here before, else of who comes for the first time."""
    rows = Identity.objects.select_related("user")
    known = rows.filter(provider=provider.pk, subject=claims["sub"]).first()
    if known is None:
        return join(provider, claims)
    let_in(known)
    bring_in_step(provider, known.user, claims)
    return User.objects.get(pk=known.user_id)


def let_in(known: Identity) -> None:
    """Refuse whom an administrator keeps out, or has not let in yet."""
    if not known.user.is_active:
        raise refusal("signon.waiting" if known.waiting else "signon.disabled")
    if known.waiting:
        Identity.objects.filter(pk=known.pk).update(waiting=False)


def mail_of(claims: dict[str, Any]) -> str:
    """The mail address that the provider has verified; empty where it does not say so.

    An address that somebody has only typed there would give him the account of its owner here.
    Entra says it in a claim of its own (xms_edov).
    """
    verified = (claims.get("email_verified"), claims.get("xms_edov"))
    email = str(claims.get("email") or "").strip()
    return email if any(v in (True, 1, "1", "true") for v in verified) else ""


def check_domain(provider: Provider, claims: dict[str, Any]) -> None:
    """Only verified addresses of the domains that are named, where some are."""
    domains = {name.lower().lstrip("@") for name in provider.domains.split()}
    if domains and mail_of(claims).rpartition("@")[2].lower() not in domains:
        raise refusal("signon.domain")


def join(provider: Provider, claims: dict[str, Any]) -> User:
    """Tie somebody who comes for the first time to an account of his, or make one."""
    user = owner_of(provider, mail_of(claims))
    if user is not None:
        tie(provider, user, claims, made=False)
        bring_in_step(provider, user, claims)
        return User.objects.get(pk=user.pk)
    roles = roles_of(provider, claims)
    if provider.admits == KNOWN or (provider.admits == MAPPED and not roles - always(provider)):
        raise refusal("signon.unknown")
    return made(provider, claims, roles)


def owner_of(provider: Provider, email: str) -> User | None:
    """Whose verified mail address it is, where accounts are found by it; one person's alone."""
    if not provider.links or not email:
        return None
    there = User.objects.filter(email__iexact=email, deleted=False)[:2]
    if len(there) != 1 or there[0].program:
        return None
    if not there[0].active:
        raise refusal("signon.disabled")
    return there[0]


def tie(provider: Provider, user: User, claims: dict[str, Any], *, made: bool) -> Identity:
    """Remember who somebody is; a user is one person of a provider."""
    if Identity.objects.filter(provider=provider.pk, user=user.pk).exists():
        raise refusal("signon.taken")
    waits = made and provider.admits == RELEASED
    return Identity.objects.create(
        provider=provider, user=user, subject=claims["sub"], made=made, waiting=waits
    )


def made(provider: Provider, claims: dict[str, Any], roles: set[str]) -> User:
    """A new user, without a password of ours; kept out where somebody has to let him in first."""
    login = login_of(claims)
    if User.objects.filter(login=login).exists():
        raise refusal("signon.taken")
    actor = acting()
    values = {"login": login, "name": name_of(claims, login), "unit": str(provider.home_id)}
    email = mail_of(claims)
    more = {"email": email} if email else {}
    key = write.create(actor, USER, {**values, **more, "roles": sorted(roles)})
    user = User.objects.get(pk=key)
    tie(provider, user, claims, made=True)
    if provider.admits == RELEASED:
        disable(actor, None, [key], {})
        user.refresh_from_db()
    return user


def login_of(claims: dict[str, Any]) -> str:
    """How a new user is called here."""
    for name in ("preferred_username", "email", "sub"):
        login = plain(str(claims.get(name) or ""))
        if login and len(login) <= 100 and login.isprintable() and " " not in login:
            return login
    raise refusal("signon.failed")


def name_of(claims: dict[str, Any], login: str) -> str:
    """A person's name as his provider tells it."""
    parts = (claims.get("given_name"), claims.get("family_name"))
    name = claims.get("name") or " ".join(str(part) for part in parts if part)
    return " ".join(str(name or login).split())[:200]


def bring_in_step(provider: Provider, user: User, claims: dict[str, Any]) -> None:
    """Roles of groups come and go with these; roles that the provider does not give are left."""
    roles, held = roles_of(provider, claims), set(user.roles or [])
    managed = {str(group.role_id) for group in mappings(provider)} | always(provider)
    if (held - managed) | roles != held:
        kept = [role for role in user.roles if role not in managed]
        step(acting(), user, {"roles": kept + sorted(roles)})


def always(provider: Provider) -> set[str]:
    """The role of everybody who comes in."""
    return {str(provider.role_id)} if provider.role_id else set()


def roles_of(provider: Provider, claims: dict[str, Any]) -> set[str]:
    """The roles that somebody's groups give; Refusal where the provider left the groups out."""
    known = mappings(provider)
    if not known:
        return always(provider)
    elsewhere = claims.get("_claim_names")
    # Entra tells of more than 200 groups only where to ask for them
    if isinstance(elsewhere, dict) and provider.groups_claim in elsewhere:
        raise refusal("signon.groups")
    said = claims.get(provider.groups_claim) if provider.groups_claim else None
    listed = said if isinstance(said, list) else [said] if isinstance(said, str) else []
    names = {str(name).strip().lower() for name in listed}
    return {str(g.role_id) for g in known if g.name.strip().lower() in names} | always(provider)
