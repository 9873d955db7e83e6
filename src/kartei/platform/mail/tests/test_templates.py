"""Letters out of templates: ready words, the firm's own, the look, and faults named by place."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from kartei.platform.access.models import User
from kartei.platform.access.tests.cast import Cast
from kartei.platform.kit.insertion import compile_insertion
from kartei.platform.mail import delivery, look, purposes, templates, wording
from kartei.platform.mail.look import Look
from kartei.platform.mail.models import Letter
from kartei.platform.mail.purposes import LANGUAGES
from kartei.platform.mail.states import ACCOUNT, QUEUED, SENT, TEST
from kartei.platform.mail.tests.conftest import drained
from kartei.platform.mail.tests.sink import Sink
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import blobs, commands, write
from kartei.platform.records.models import StoredFile

EVENT = {
    "name": "Eva", "event": "X", "when": datetime(2026, 11, 22, 10, 15, tzinfo=UTC), "ip": "",
    "agent": "Firefox", "link": "https://crm.example/a?b=1&c=2",
}  # fmt: skip
NAME = "mail.template"


@pytest.fixture
def style(monkeypatch: pytest.MonkeyPatch) -> None:
    """A firm with a look."""
    made = Look("Окна & Türen", "#a01030", footer=("Окна GmbH, Berlin", "HRB 7 <b>"))
    monkeypatch.setattr(look, "_source", lambda language: made)


def one() -> Letter:
    found: Letter = delivery.all_letters().get()
    return found


def template(cast: Cast, **values: Any) -> UUID:
    given = {"name": "Ours", "purpose": "account_event", **values}
    return write.create(cast.admin, NAME, given)


def faults(call: Any) -> dict[str, str]:
    with pytest.raises(Refusal) as caught:
        call()
    return {fault.field: fault.detail for fault in caught.value.faults}


@pytest.mark.parametrize("purpose", purposes.known())
@pytest.mark.parametrize("language", LANGUAGES)
def test_ready_words_can_be_filled_in_every_language(db: None, purpose: str, language: str) -> None:
    """Each language names the same fields, and each field of its own is used."""
    found = purposes.known()[purpose]
    words = found.words(language)
    used = {name for text in words for name in re.findall(r"\{\{[^}]*?(\w+) *\}\}", text)}
    english = found.words("en")
    assert used == {n for t in english for n in re.findall(r"\{\{[^}]*?(\w+) *\}\}", t)}
    assert {slot.name for slot in found.slots} <= used
    assert language == "en" or words != english
    for text in words:
        compile_insertion(text, found.names())
    made = templates.rendered(found, language, found.samples(language), words)
    assert "{{" not in made.subject + made.html + made.text


def test_a_letter_carries_the_look_in_both_twins(cast: Cast, account: UUID, style: None) -> None:
    templates.send("account_event", "eva@example.com", "en", EVENT)
    letter = one()
    assert (letter.kind, letter.state, letter.name) == (ACCOUNT, QUEUED, "Your account: X")
    assert "22 November 2026, 10:15, Firefox" in letter.text
    assert "Окна GmbH, Berlin\nHRB 7 <b>" in letter.text
    assert "HRB 7 &lt;b&gt;" in letter.html
    assert "#a01030" in letter.html
    assert 'href="https://crm.example/a?b=1&amp;c=2"' in letter.html
    assert "https://crm.example/a?b=1&c=2" in letter.text


def test_values_are_words_and_never_markup(cast: Cast, style: None) -> None:
    evil = "**b** [x](https://evil.example) <script>1</script> {{ ip }}\r\nBcc: a@b.example"
    link = "javascript:alert(1)"
    templates.send("account_event", "eva@example.com", "en", {**EVENT, "event": evil, "link": link})
    letter = one()
    assert "<script" not in letter.html
    assert "evil.example)" in letter.html
    assert 'href="https://evil' not in letter.html
    assert "javascript" not in letter.html
    assert "\n" not in letter.name
    assert "{{ ip }}" in letter.text


def test_the_firms_own_words_are_used_and_begin_with_the_ready_ones(
    cast: Cast, account: UUID
) -> None:
    key = template(cast)
    shown = write.one(cast.admin, NAME, key)
    assert (shown["subject_de"], shown["body_de"]) == purposes.known()["account_event"].words("de")
    write.change(cast.admin, NAME, key, {"subject_de": "Achtung, {{ name }}!"})
    for language in ("de", "en", "xx"):
        templates.send("account_event", "eva@example.com", language, EVENT)
    titles = delivery.all_letters().order_by("pk").values_list("name", flat=True)
    assert list(titles) == ["Achtung, Eva!", "Your account: X", "Your account: X"]
    write.change(cast.admin, NAME, key, {"active": False})
    templates.send("account_event", "eva@example.com", "de", EVENT)
    last = delivery.all_letters().order_by("pk").last()
    assert last.name != "Achtung, Eva!"


def test_a_faulty_place_is_refused_by_name(cast: Cast) -> None:
    key = template(cast)
    found = faults(
        lambda: write.change(
            cast.admin, NAME, key, {"body_ru": "a\n{{ nmae }}", "subject_de": "{{ if ip }}"}
        )
    )
    assert found == {
        "body_ru": "Line 2, {{ nmae }}: there is no such field",
        "subject_de": "Line 1, {{ if ip }}: this is not closed",
    }


def test_one_template_is_in_use_for_a_purpose(cast: Cast) -> None:
    template(cast)
    assert faults(lambda: template(cast, name="Other")) == {
        "active": "“Ours” is in use for this purpose; take it out of use first"
    }
    template(cast, name="Other", active=False)


def test_a_template_that_cannot_be_filled_loses_no_letter(cast: Cast) -> None:
    template(cast, subject_en="{{ when * 2 }}", body_en="x")
    templates.send("account_event", "eva@example.com", "en", EVENT)
    assert one().name == "Your account: X"


def test_a_preview_shows_samples_and_names_faults(cast: Cast) -> None:
    words = ("S {{ name }}", "T <b>x</b> {{ if ip }}**{{ ip }}**{{ end }}")
    made = wording.preview("account_event", "en", words)
    assert made["subject"] == "S Anna Sample"
    assert "<strong>192.0.2.17</strong>" in made["html"]
    assert "&lt;b&gt;x" in made["html"]
    assert made["text"].startswith("T <b>x</b> 192.0.2.17\n")
    for field, given in (
        ("body", ("x", "a\nb {{ 1 * when }}")),
        ("subject", ("{{ 1 * when }}", "x")),
    ):
        found = faults(lambda given=given: wording.preview("account_event", "en", given))
        assert list(found) == [field]
        line = 2 if field == "body" else 1
        assert found[field].startswith(f"Line {line}, {{{{ 1 * when }}}}: this cannot be read (")


def test_a_letter_to_myself_shows_the_sample(
    cast: Cast, account: UUID, sink: Sink, style: None
) -> None:
    key = template(cast, subject_en="S {{ name }}")
    with pytest.raises(Refusal):
        commands.run(cast.admin, NAME, key, "send_to_me", {})
    User.objects.filter(pk=cast.admin.user).update(email="admin@example.com")
    commands.run(cast.admin, NAME, key, "send_to_me", {})
    drained(account)
    assert (one().kind, one().state) == (TEST, SENT)
    assert sink.message()["Subject"] == "S Anna Sample"


def test_the_logo_travels_with_the_letter(
    cast: Cast, account: UUID, sink: Sink, monkeypatch: pytest.MonkeyPatch, settings: Any,
    tmp_path: Any,
) -> None:  # fmt: skip
    settings.MEDIA_ROOT = str(tmp_path)
    blob = blobs.put([b"\x89PNG picture"], 1000)
    StoredFile.objects.create(
        object=NAME, record=cast.admin.user, sha256=blob.sha256, name="l.png", type="image/png",
        size=blob.size, by_id=cast.admin.user, at=datetime.now(UTC),
    )  # fmt: skip
    monkeypatch.setattr(look, "_source", lambda language: Look("Firm", logo=blob.sha256))
    templates.send("account_event", "eva@example.com", "en", EVENT)
    drained(account)
    got = sink.message()
    assert [part.get_content_type() for part in got.walk()] == [
        "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png",
    ]  # fmt: skip
    picture = list(got.walk())[-1]
    page = got.get_body(("html",))
    assert page is not None
    assert f'src="cid:{picture["Content-ID"][1:-1]}"' in page.get_content()
    assert picture.get_content() == b"\x89PNG picture"
    assert "data:image/png;base64," in look.visible(one().html)


def test_numbers_and_lists_are_written_as_the_language_does(db: None) -> None:
    assert templates.written(Decimal("1234.5"), "de") == "1.234,5"
    news = (("Eva <i> gab: [A]", "https://crm.example/1"), ("b", "https://crm.example/2"))
    values = {
        "name": "E",
        "news": news,
        "link": "https://crm.example",
        "preferences": "https://p.example",
    }
    made = templates.letter(purposes.known()["digest"], "en", values)
    assert made.html.count("<li>") == 2
    assert "Eva &lt;i&gt; gab: [A]</a>" in made.html
    assert "• Eva <i> gab: [A] (https://crm.example/1)\n• b (https://crm.example/2)" in made.text
