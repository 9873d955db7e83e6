"""Words that other packages translate, too: ours are shown."""

from __future__ import annotations

import pytest
from django.utils.translation import gettext, override


@pytest.mark.parametrize(
    ("language", "word", "shown"),
    [
        ("ru", "user", "сотрудник"),
        ("de", "user", "Mitarbeiter"),
        ("ru", "Login", "Логин"),
        ("de", "Login", "Anmeldename"),
    ],
)
def test_a_word_of_ours_is_not_taken_from_another_package(
    language: str, word: str, shown: str
) -> None:
    with override(language):
        assert gettext(word) == shown
