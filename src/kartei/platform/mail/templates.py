"""Letters out of templates: the words of a purpose, filled, in the firm's look, queued."""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from html import escape
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from django.conf import settings
from django.utils import timezone
from markdown_it import MarkdownIt

from kartei.platform.kit.expression import Clock
from kartei.platform.kit.insertion import InsertionFault, compile_insertion, fill
from kartei.platform.kit.plain import clean_html, plain_of
from kartei.platform.mail import purposes
from kartei.platform.mail.look import framed, look_for, signed
from kartei.platform.mail.models import Template
from kartei.platform.mail.post import Wish, post
from kartei.platform.mail.purposes import LANGUAGES, Purpose
from kartei.platform.meta.models import Firm

log = logging.getLogger(__name__)
#: A web address in escaped text.
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
LOCALES = {"ru": "ru", "de": "de", "en": "en_GB"}


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter's words: subject, the whole page of HTML, and the same without HTML; plain: that
    without what the firm's look puts under it.
    """

    subject: str
    html: str
    text: str
    plain: str


@dataclass(slots=True)
class Marks:
    """Values that wait outside while Markdown is turned into HTML, so that none is read as markup.

    No value can know the word that stands for another: it is new each time.
    """

    language: str
    word: str = field(default_factory=lambda: f"z{secrets.token_hex(6)}q")
    values: list[str] = field(default_factory=list)

    def mark(self, value: Any) -> str:
        """What stands for a value; pairs of words and address become a list of links."""
        if isinstance(value, tuple):
            return "\n".join(f"- [{self.mark(words)}]({self.mark(link)})" for words, link in value)
        self.values.append(written(value, self.language))
        return f"{self.word}{len(self.values) - 1}q"

    def put_back(self, html: str) -> str:
        """The values in their places, each as text."""
        for number, value in enumerate(self.values):
            shown = escape(value).replace("\n", "<br>")
            html = html.replace(f"{self.word}{number}q", shown)
        return html


def send(
    purpose: str,
    to: str,
    language: str,
    values: Mapping[str, Any],
    *,
    owner: UUID | None = None,
    about: tuple[str, UUID] | None = None,
    files: Sequence[UUID] = (),
) -> UUID:
    """Queue a letter of a purpose in the caller's transaction; returns its id.

    language: ru, de or en, anything else is the firm's. values: by the names of the purpose's
    fields (mail.purposes); texts, numbers (Decimal), days, moments. owner, about, files: as in
    ``post.Wish``. Errors: KeyError for an unknown purpose, Refusal for a wrong address.
    """
    return post([wish(purpose, to, language, values, owner=owner, about=about, files=files)])[0]


def wish(
    purpose: str,
    to: str,
    language: str,
    values: Mapping[str, Any],
    *,
    owner: UUID | None = None,
    about: tuple[str, UUID] | None = None,
    files: Sequence[UUID] = (),
) -> Wish:
    """The same not yet queued, for many at once (``post.post``)."""
    found = purposes.known()[purpose]
    words = letter(found, settled(language), values)
    return Wish(
        to=to, subject=words.subject, text=words.text, html=words.html, kind=found.kind,
        priority=found.priority, confidential=found.confidential, owner=owner, about=about,
        files=files, whole=True,
    )  # fmt: skip


def letter(purpose: Purpose, language: str, values: Mapping[str, Any]) -> Rendered:
    """A purpose's letter by the firm's template; where that cannot be filled, by the ready words:
    an invitation must not be lost by a slip in a template.
    """
    own = chosen(purpose.key, language)
    if own is not None:
        try:
            return rendered(purpose, language, values, own)
        except InsertionFault as fault:
            log.warning("the template for %s cannot be used: %s", purpose.key, fault)
    return rendered(purpose, language, values, purpose.words(language))


def chosen(purpose: str, language: str) -> tuple[str, str] | None:
    """(subject, body) of the firm's own template in a language, if there are such."""
    rows = Template.objects.unguarded("every letter is made by it").filter(
        purpose=purpose, active=True, deleted=False
    )
    row = rows.order_by("created_at", "pk").first()
    if row is None:
        return None
    found = getattr(row, f"subject_{language}"), getattr(row, f"body_{language}")
    return found if all(found) else None


def rendered(
    purpose: Purpose, language: str, values: Mapping[str, Any], words: tuple[str, str]
) -> Rendered:
    """Fill subject and body and put them into the frame. Errors: InsertionFault."""
    look = look_for(language)
    given = {"firm": look.name, "address": settings.PUBLIC_ADDRESS, **values}
    clock, known = clock_of(), purpose.names()
    title = fill(
        compile_insertion(words[0], known), given, clock, lambda value: written(value, language)
    )
    marks = Marks(language)
    source = fill(compile_insertion(words[1], known), given, clock, marks.mark)
    return dressed(title, clean_html(marks.put_back(markdown().render(source))), language)


def typed(subject: str, text: str, language: str) -> Rendered:
    """A letter that a person has typed, in the firm's look: paragraphs and line ends stay, what
    looks like markup are words, web addresses can be followed.
    """
    parts = (escape(part).replace("\n", "<br>") for part in re.split(r"\n\s*\n", text.strip()))
    body = "".join(f"<p>{_ADDRESS.sub(_link, part)}</p>" for part in parts)
    return dressed(subject, clean_html(body), language)


def _link(found: re.Match[str]) -> str:
    """A web address as a link; the stop that ends its sentence stays outside."""
    bare = found.group().rstrip(".,:!?)")
    return f'<a href="{bare}">{bare}</a>{found.group()[len(bare) :]}'


def dressed(title: str, body: str, language: str) -> Rendered:
    """Clean HTML in the firm's frame, and its plain twin."""
    look, plain = look_for(language), plain_of(body)
    subject = " ".join(title.split())[:250]
    return Rendered(subject, framed(body, look, language), signed(plain, look), plain)


@cache
def markdown() -> MarkdownIt:
    """Paragraphs, lists, links, bold; tags that somebody writes stay words."""
    return MarkdownIt("commonmark", {"html": False, "breaks": True}).disable("image")


def written(value: Any, language: str) -> str:
    """A value as a letter in that language writes it."""
    locale = LOCALES[language]
    if value is None:
        return ""
    if isinstance(value, datetime):
        return format_datetime(value, "d MMMM y, HH:mm", locale=locale)
    if isinstance(value, date):
        return format_date(value, "long", locale=locale)
    if isinstance(value, Decimal):
        return format_decimal(value, locale=locale)
    return str(value)


def clock_of() -> Clock:
    """Today and now where the firm is."""
    now = timezone.now().astimezone(ZoneInfo(firm().timezone))
    return Clock(now.date(), now)


def settled(language: str) -> str:
    """One of our languages: this, else the firm's."""
    return next((one for one in (language, firm().language) if one in LANGUAGES), "en")


def firm() -> Firm:
    """The installation's firm; before the first run one without a name."""
    return Firm.objects.filter(pk=1).first() or Firm()
