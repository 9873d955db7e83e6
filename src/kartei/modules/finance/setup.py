"""Ready data of a new installation: categories of payments."""

from __future__ import annotations

from kartei.modules.finance.ready import CATEGORIES, LANGUAGES
from kartei.platform.access.actor import Actor
from kartei.platform.records import write


def setup(actor: Actor, language: str, country: str) -> None:
    """Write the categories in the language of the firm."""
    at = LANGUAGES.index(language)
    items = [{"way": way, "role": role, "name": names[at]} for way, role, *names in CATEGORIES]
    write.create_many(actor, "finance.category", items)
