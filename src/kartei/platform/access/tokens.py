"""Keys of programs: made, told once, listed, ended; when each, and each session, was last used."""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import Error
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor
from kartei.platform.access.bounds import check_scopes
from kartei.platform.access.later import flushes
from kartei.platform.access.models import Session, Token, User
from kartei.platform.access.people import tell_act
from kartei.platform.access.pieces import piece
from kartei.platform.access.rules import must_outrank
from kartei.platform.access.sign_ins import SECURITY, names
from kartei.platform.meta.errors import FieldFault, Refusal, forbidden, not_found
from kartei.platform.meta.versions import bump_access

NEWEST = ("-made_at", "key")
PREFIX = "kt_"  # a mark by which scanners of secrets know it
#: Tokens in force that one user has at most.
MOST = 100


@dataclass(frozen=True, slots=True)
class Wish:
    """A token that somebody wants: what it is for, what it may do, when it ends (None: never)."""

    title: str
    scopes: Mapping[str, str]
    expires_at: datetime | None = None


def make(actor: Actor, user: UUID, wish: Wish) -> tuple[Token, str]:
    """A new token and its secret, which nothing can tell again.

    For oneself, or by an administrator for a program's account. 403 when a token asks for it: it
    could otherwise outlive itself.
    """
    may_make(actor, user)
    scopes = check_scopes(wish.scopes, actor.world.objects)
    title = wish.title.strip()
    if not title:
        raise wrong("title", _("Say what the token is for"))
    if wish.expires_at is not None and wish.expires_at <= timezone.now():
        raise wrong("expires_at", _("This moment is over"))
    if in_force(Token.objects.filter(user=user)).count() >= MOST:
        raise Refusal("token.many", _("There are too many tokens"), status=409)
    row, secret = kept(user, title, scopes, wish.expires_at)
    tell_act(actor, user, "make_token", {})
    return row, secret


def kept(
    user: UUID, title: str, scopes: Mapping[str, str], expires_at: datetime | None
) -> tuple[Token, str]:
    """Write a token down; nobody's rights are asked."""
    secret = PREFIX + secrets.token_urlsafe(30)
    row = Token.objects.create(
        key=hashlib.sha256(secret.encode()).hexdigest(),
        user_id=user,
        title=title[:120],
        made_at=timezone.now(),
        expires_at=expires_at,
        bounds=dict(scopes),
    )
    return row, secret


def may_make(actor: Actor, user: UUID) -> None:
    """Oneself, signed in; or a program's account, by an administrator."""
    by_session(actor)
    if user == actor.user:
        return
    if not actor.administrator:
        raise forbidden(_("Only administrators make tokens for others"))
    account = User.objects.filter(pk=user, deleted=False).first()
    if account is None:
        raise not_found()
    if not account.program:
        raise forbidden(_("People make their tokens themselves"))


def by_session(actor: Actor) -> None:
    """Refuse a program: what lets in is decided by somebody who is signed in."""
    if actor.via == "api":
        raise Refusal("token.by_token", _("Sign in for this; a token cannot do it"), status=403)


def wrong(name: str, words: Any) -> Refusal:
    """A value of a wished token is not possible."""
    return Refusal(
        f"token.{name}", str(words), faults=[FieldFault(name, f"token.{name}", str(words))]
    )


def in_force(rows: Any) -> Any:
    """Those tokens that let in at this moment."""
    now = timezone.now()
    return rows.filter(ended=False).exclude(expires_at__lte=now)


def own(actor: Actor) -> list[dict[str, Any]]:
    """The asker's own tokens in force, newest first."""
    rows = in_force(Token.objects.filter(user=actor.user))
    return [told_one(actor, row) for row in rows.order_by(*NEWEST)]


def everybody_s(
    actor: Actor, search: str = "", user: UUID | None = None, after: str = ""
) -> dict[str, Any]:
    """A page of all tokens in force, for who may see to security; search: a part of title or name.

    ``{"items", "next"}``; after: ``next`` of the page before.
    """
    actor.must(SECURITY, "read")
    rows = in_force(Token.objects.filter(user__deleted=False))
    if user is not None:
        rows = rows.filter(user=user)
    text = search.strip().casefold()
    named = {key for key, name in names() if text in name.casefold()}
    found = [
        row
        for row in rows.order_by(*NEWEST)
        if text in row.title.casefold() or row.user_id in named
    ]
    shown, behind = piece(found, after)
    return {"items": [told_one(actor, row) for row in shown], "next": behind}


def told_one(actor: Actor, row: Token) -> dict[str, Any]:
    """One token; its id is the sum of its secret, which says nothing about it."""
    name = actor.roster.user_names.get(row.user_id, "")
    return {
        "id": row.key,
        "title": row.title,
        "user": {"id": str(row.user_id), "title": name},
        "scopes": row.bounds or {"*": "write"},
        "made_at": row.made_at,
        "expires_at": row.expires_at,
        "used_at": row.used_at,
        "used_ip": row.used_ip,
    }


def end(actor: Actor, key: str, *, own: bool) -> None:
    """Let a token open nothing any more, at once; own: only if it is the asker's."""
    if not own:
        actor.must(SECURITY, "write")
    rows = Token.objects.filter(key=key, ended=False)
    row = (rows.filter(user=actor.user) if own else rows).first()
    if row is None:
        raise not_found()
    if not own:
        must_outrank(actor, row.user_id)
    Token.objects.filter(pk=key).update(ended=True)
    tell_act(actor, row.user_id, "end_token", {})
    bump_access()


@dataclass(slots=True)
class Uses:
    """Last uses that wait to be written, by key; and when each was noted last.

    model: of tokens or sessions. same: a use within this time of the one written last is not
    written again. places: whether the address is kept as well.
    """

    model: Any
    same: timedelta
    places: bool
    waiting: dict[str, tuple[datetime, str]] = field(default_factory=dict)
    noted: dict[str, datetime] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, key: str, ip: str) -> None:
        """It was used now; costs the request nothing."""
        now = timezone.now()
        with self.lock:
            last = self.noted.get(key)
            if last is None or now - last >= self.same:
                if len(self.noted) > 10_000:
                    self.noted.clear()
                self.noted[key] = now
                self.waiting[key] = (now, ip)

    def flush(self) -> int:
        """Write what waits; returns how many. What could not be written waits on."""
        with self.lock:
            batch, self.waiting = self.waiting, {}
        try:
            for key, (at, ip) in batch.items():
                # another process may have written it a moment ago
                old = Q(used_at=None) | Q(used_at__lte=at - self.same)
                place = {"used_ip": ip[:45]} if self.places else {}
                self.model.objects.filter(old, pk=key).update(used_at=at, **place)
        except Error:
            with self.lock:
                self.waiting = {**batch, **self.waiting}
            raise
        return len(batch)


uses = Uses(Token, timedelta(minutes=1), places=True)
visits = Uses(Session, timedelta(minutes=10), places=False)
flushes += [uses.flush, visits.flush]
