"""Notices by mail: at once, in one letter of the morning, or never, as each user chose.

Where news come from is told by sources; who receives them reads the record at that moment, in his
language. What was seen in Kartei does not come. That it was told is committed with the letter, so
nothing is told twice.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from kartei.platform.access.actor import Actor, actor_for
from kartei.platform.access.models import User
from kartei.platform.flow.schedule import every
from kartei.platform.mail import accounts, templates
from kartei.platform.mail.models import Told
from kartei.platform.mail.post import Wish, post
from kartei.platform.meta.errors import Refusal, bad_question
from kartei.platform.meta.versions import bump_access

NOW, DIGEST, NEVER = "now", "digest", "never"
WAYS = (NOW, DIGEST, NEVER)
#: Older news are no news.
WINDOW = timedelta(days=2)
#: Somebody whose page is open has this long to see it there.
AT_HAND = timedelta(minutes=10)
#: When the letter of the morning goes, by the receiver's clock.
MORNING = time(7)
#: Receivers of one run; the others have their turn a minute later.
TOGETHER = 50


@dataclass(frozen=True, slots=True)
class Item:
    """Something to be told: its id, to whom, of which kind, since when; heard_at: when his open
    page was told.
    """

    id: UUID
    user: UUID
    kind: str
    at: datetime
    heard_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Source:
    """Where news of some kinds come from.

    kinds: kind -> (label, usual way). purpose: of the letter that tells one of them. waiting(since)
    gives what nobody has seen; words(actor, ids) the values of the letter (``what``, ``title``,
    ``link`` …) by id, in the active language and only of what the actor may read.
    """

    kinds: Mapping[str, tuple[Any, str]]
    purpose: str
    waiting: Callable[[datetime], Iterable[Item]]
    words: Callable[[Actor, Collection[UUID]], Mapping[UUID, Mapping[str, Any]]]


_sources: list[Source] = []


def add(source: Source) -> None:
    """Make a source known; a module does it when it starts."""
    _sources.append(source)


def kinds() -> dict[str, tuple[Any, str]]:
    """Kind -> (label, usual way), of all sources."""
    return {kind: about for source in _sources for kind, about in source.kinds.items()}


def ways_of(chosen: Mapping[str, Any]) -> dict[str, str]:
    """Kind -> way: what a user chose (his settings), else the usual one."""
    own = chosen.get("mail") or {}
    return {kind: own.get(kind, usual) for kind, (_label, usual) in kinds().items()}


def preferences(actor: Actor) -> dict[str, Any]:
    """``{"address", "kinds": [{"kind", "label", "way"}]}`` of the asker."""
    user = User.objects.get(pk=actor.user)
    ways = ways_of(user.settings)
    rows = [{"kind": k, "label": label, "way": ways[k]} for k, (label, _way) in kinds().items()]
    return {"address": user.email, "kinds": rows}


def choose(actor: Actor, ways: Mapping[str, str]) -> dict[str, Any]:
    """Change some of the asker's ways; returns all. 400 for a kind or way that is not known."""
    for kind, way in ways.items():
        if kind not in kinds() or way not in WAYS:
            raise bad_question("%(kind)s", "mail.kind", kind=f"{kind}: {way}"[:80])
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=actor.user)
        user.settings = {**user.settings, "mail": {**(user.settings.get("mail") or {}), **ways}}
        user.save(update_fields=["settings"])
        bump_access()
    return preferences(actor)


@every("mail.news", seconds=60)
def send_news() -> None:
    """Tell what is due; without an account nothing is written, for nothing could go out."""
    now = timezone.now()
    if accounts.route(None) is None:
        return
    waiting = [(source, item) for source in _sources for item in source.waiting(now - WINDOW)]
    told = set(
        Told.objects.filter(pk__in=[item.id for _s, item in waiting]).values_list("pk", flat=True)
    )
    by_user: dict[UUID, list[tuple[Source, Item]]] = {}
    for source, item in waiting:
        if item.id not in told:
            by_user.setdefault(item.user, []).append((source, item))
    able = User.objects.filter(pk__in=by_user, active=True, deleted=False).exclude(email="")
    served = 0
    for user in able:
        served += tell(user, by_user[user.pk], now)
        if served >= TOGETHER:
            return


def tell(user: User, news: list[tuple[Source, Item]], now: datetime) -> bool:
    """The letters of one user; whether there was anything to tell."""
    try:
        actor = actor_for(user.pk, via="page")
    except Refusal:
        return False
    ways = ways_of(user.settings)
    due = [(s, i, ways[i.kind]) for s, i in news if is_due(i, ways[i.kind], now, actor.ctx.zone)]
    if not due:
        return False
    language = templates.settled(user.language)
    with transaction.atomic(), translation.override(language):
        Told.objects.bulk_create(Told(pk=item.id, at=now) for _s, item, _w in due)
        found: list[tuple[str, str, str, Mapping[str, Any]]] = []
        for source in dict.fromkeys(source for source, _i, _w in due):
            mine = {item.id: (way, item.kind) for s, item, way in due if s is source}
            words = source.words(actor, mine.keys())
            found += [(*mine[key], source.purpose, values) for key, values in words.items()]
        post(letters(user, language, found))
    return True


def is_due(item: Item, way: str, now: datetime, zone: ZoneInfo) -> bool:
    """Whether it is to be told now."""
    if way == NOW:
        return item.heard_at is None or item.heard_at + AT_HAND <= now
    if way != DIGEST:
        return False
    morning = datetime.combine(now.astimezone(zone).date(), MORNING, zone)
    return item.at < morning <= now


def letters(
    user: User, language: str, found: list[tuple[str, str, str, Mapping[str, Any]]]
) -> list[Wish]:
    """A letter for each that is told at once, and one for all of the morning's; found: way, kind,
    purpose and values of each.
    """
    from kartei.platform.mail.ending import link

    base = settings.PUBLIC_ADDRESS
    common = {"name": user.name, "link": base, "preferences": f"{base}/notices"}
    made = [
        replace(
            templates.wish(purpose, user.email, language, {**common, **values}, owner=None),
            unsubscribe=link(user.pk, [kind]),
        )
        for way, kind, purpose, values in found
        if way == NOW
    ]
    morning = [values for way, _kind, _purpose, values in found if way == DIGEST]
    if morning:
        news = tuple(
            (": ".join(filter(None, (v["what"], v.get("title")))), v["link"]) for v in morning
        )
        values = {**common, "news": news}
        whole = templates.wish("digest", user.email, language, values)
        kinds = [kind for way, kind, _purpose, _values in found if way == DIGEST]
        made.append(replace(whole, unsubscribe=link(user.pk, kinds)))
    return made


@every("mail.told", seconds=86_400)
def forget_told() -> None:
    """What is too old to be told again need not be remembered."""
    Told.objects.filter(at__lt=timezone.now() - 2 * WINDOW).delete()
