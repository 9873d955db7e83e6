"""Text tools in one place: folding, search text and terms, other layouts, initials."""

from kartei.platform.kit.folding import fold
from kartei.platform.kit.keyboards import layouts, translit
from kartei.platform.kit.search import search_terms, search_text

__all__ = ["fold", "initials", "layouts", "search_terms", "search_text", "translit"]


def initials(name: str) -> str:
    """At most two capitals for a round picture: first and last word, `Анна Волкова` → `АВ`."""
    words = [word for word in name.replace(".", ". ").split() if word[0].isalpha()]
    if not words:
        return ""
    chosen = [words[0]] if len(words) == 1 else [words[0], words[-1]]
    return "".join(word[0].upper()[:1] for word in chosen)
