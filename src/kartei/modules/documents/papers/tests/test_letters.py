"""Words of letters around papers."""

from __future__ import annotations

import pytest

from kartei.modules.documents.papers.letters import salutation


@pytest.mark.parametrize(
    ("language", "person", "words"),
    [
        ("ru", {"first_name": "Анна", "middle_name": "Ивановна", "salutation": "ms"},
         "Уважаемая Анна Ивановна!"),
        ("ru", {"first_name": "Анна", "last_name": "Ким"}, "Здравствуйте, Анна!"),
        ("ru", None, "Здравствуйте!"),
        ("de", {"last_name": "Teichert", "salutation": "ms"}, "Sehr geehrte Frau Teichert,"),
        ("de", {"first_name": "Jo", "last_name": "Brandt"}, "Guten Tag Jo Brandt,"),
        ("de", {}, "Sehr geehrte Damen und Herren,"),
        ("en", {"last_name": "Allen", "salutation": "mr"}, "Dear Mr Allen,"),
        ("en", None, "Dear Sir or Madam,"),
    ],
)  # fmt: skip
def test_forms_of_address(language: str, person: dict[str, str] | None, words: str) -> None:
    assert salutation(language, person) == words
