"""What is shipped for printing: fonts with their licences, words in every language."""

import tomllib

import pytest

from kartei.modules.documents.render.glyphs import FONTS
from kartei.modules.documents.render.typesetter import LAYOUTS, has_layout

LABELS = {
    path.parent.name: tomllib.loads(path.read_text()) for path in LAYOUTS.glob("*/labels.toml")
}


def test_fonts_are_few_and_carry_their_licences() -> None:
    files = sorted(FONTS.iterdir())
    assert sum(path.stat().st_size for path in files) <= 1_500_000
    for licence in ("OFL-IBM-Plex.txt", "OFL-Noto-Emoji.txt"):
        assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / licence).read_text()


@pytest.mark.parametrize("language", ["ru", "de", "en"])
def test_every_language_has_the_words_of_the_table_and_the_sums(language: str) -> None:
    shared = LABELS["ru"].keys() & LABELS["en"].keys() & LABELS["de"].keys()
    assert {"page", "name", "quantity", "price", "discount", "vat"} <= shared
    for word in ("offer", "order", "invoice"):
        assert has_layout(f"{language}/{word}")
        assert {"title", "titled", "until"} <= LABELS[language][word].keys()
    assert LABELS[language]["sums"].keys() == LABELS["ru"]["sums"].keys()
    assert all(LABELS[language]["sums"].values())
