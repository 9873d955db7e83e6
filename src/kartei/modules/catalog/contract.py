"""What other modules may use of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from kartei.modules.catalog.models import Group, Product
from kartei.modules.catalog.words import UNITS, VAT_RATES
from kartei.platform.access.actor import Actor

__all__ = ["UNITS", "VAT_RATES", "parents_of_groups", "products_by_article"]


def products_by_article(actor: Actor, articles: Iterable[str]) -> dict[str, UUID]:
    """Products that the actor may read, by their article numbers."""
    wanted = set(articles)
    if not wanted:
        return {}
    rows = Product.objects.seen_by(actor).filter(article__in=wanted)
    return dict(rows.values_list("article", "id"))


def parents_of_groups() -> dict[UUID, UUID | None]:
    """Product group -> the group that it is part of."""
    rows = Group.objects.unguarded("shape of the tree of product groups")
    return dict(rows.values_list("id", "parent_id"))
