"""The database folds texts as the program does, so that a filter finds what was typed."""

import pytest
from django.db import connection

from kartei.platform.kit.folding import fold

pytestmark = pytest.mark.django_db
TEXTS = (
    "Ёлкин  Ёж", "Привет, «Мир»", "O’Brien ‘x’ `y´", "Süd – Nord — West−Ost", "Straße ẞ",
    "é e\u0301 Å A\u030a", "Łódź Øre Æon Œuvre Þing ıI", "ﬁ ﬂ Ⅳ ａｂ", "й ї Й", "Σίσυφος",
    "\u202e txet \u202c", "\u200bа\u200b б\u00adв", "Z\u0338\u0321a\u0336l", "田中 漢字", "עברית",
    "\U0001f469\u200d\U0001f469 \U0001f44d\U0001f3fd", "a\tb\nc\u00a0d\u2003e", " trimmed ", "",
    "10 µm ² ½", "İstanbul",
)  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_database_and_program_agree(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT kartei_fold(%s)", [text])
        found = cursor.fetchone()

    assert found == (fold(text),)
