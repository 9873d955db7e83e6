"""The audit as a file: what stands in it is said in the words of the page."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone

from kartei.platform.access.models import Token
from kartei.platform.access.tests.cast import make_cast
from kartei.platform.records import write
from kartei.web.sessions import digest


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "word"), [("en", "Program"), ("de", "Programm")])
def test_the_file_says_in_words_by_what_an_act_was_done(language: str, word: str) -> None:
    """The cast acts by the API; a cell reads as a name for people, not as one for programs."""
    cast = make_cast()
    write.create(cast.admin, "people.person", {"last_name": "Adler"})
    Token.objects.create(key=digest("kt_admin"), user_id=cast.ids["admin"], made_at=timezone.now())
    client = Client(headers={"Authorization": "Bearer kt_admin", "Accept-Language": language})
    text = client.get("/api/v1/audit/export?format=csv&object=people.person").content.decode()
    line = next(row for row in text.splitlines() if "Adler" in row)
    assert word in re.split("[;,]", line)
