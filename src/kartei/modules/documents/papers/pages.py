"""Papers that their client may look at as a page: the link that goes along in the letter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.platform.meta.errors import Refusal

if TYPE_CHECKING:
    from kartei.platform.access.actor import Actor


@dataclass(frozen=True, slots=True)
class Page:
    """A link to a paper's page; made: whether it leads there already."""

    address: str
    made: bool


@dataclass(frozen=True, slots=True)
class Pages:
    """Who knows the pages of a kind. find: the link, or the one there would be; None where
    the asker may hand out none. make: makes it.
    """

    find: Callable[[Actor, UUID], Page | None]
    make: Callable[[Actor, UUID], object]


_known: dict[str, Pages] = {}


def register_pages(object: str, made: Pages) -> None:
    """Let the papers of an object have pages; at start, once."""
    _known[object] = made


def page_of(object: str, actor: Actor, key: UUID) -> Page | None:
    """The link that a letter about the paper may carry."""
    pages = _known.get(object)
    return pages.find(actor, key) if pages else None


def address_in(object: str, actor: Actor, key: UUID) -> str:
    """The address for a letter that shall carry it; 409 `papers.no_page` where there is none."""
    page = page_of(object, actor, key)
    if page is None:
        text = _("This document has no page for its client")
        raise Refusal("papers.no_page", text, status=409)
    return page.address


def open_page(object: str, actor: Actor, key: UUID) -> None:
    """Make the link lead there, where it does not yet."""
    page = page_of(object, actor, key)
    if page is not None and not page.made:
        _known[object].make(actor, key)
