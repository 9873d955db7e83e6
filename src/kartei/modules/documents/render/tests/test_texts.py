"""Texts are carried over literally; only what no sheet can hold is taken out."""

from kartei.modules.documents.render.glyphs import drawable
from kartei.modules.documents.render.texts import one_line, paragraphs

ZERO_WIDTH = "\u200b"


def test_marks_of_every_language_are_only_letters() -> None:
    text = "#set $x$ *a* _b_ @c <script> \\ // /* */ [d] {e} ~ `"
    assert one_line(text) == text


def test_lines_and_paragraphs_are_kept() -> None:
    assert paragraphs("  one\r\ntwo\n\n \n\nthree\rfour ") == [["one", "two"], ["three", "four"]]
    assert paragraphs(" \n ") == []
    assert one_line(" a\n\tb  c ") == "a b c"


def test_control_characters_and_broken_halves_do_not_pass() -> None:
    assert one_line("a\x00b\x1b[31m\x07c\x85") == "ab[31mc"
    assert one_line("x\ud800y") == "x\ufffdy"


def test_long_runs_may_break_and_words_are_left_to_hyphenation() -> None:
    word = "Donaudampfschifffahrtsgesellschaft"
    assert one_line(f"{word}, ja") == f"{word}, ja"
    run = "W" * 10_000
    broken = one_line(run)
    assert max(map(len, broken.split(ZERO_WIDTH))) == 12
    assert broken.replace(ZERO_WIDTH, "") == run


def test_addresses_break_behind_their_signs_and_lose_nothing() -> None:
    address = "https://shop.example/path/to-a/page?colour=white&width=1470"
    broken = one_line(address)
    assert broken.replace(ZERO_WIDTH, "") == address
    assert f"shop.{ZERO_WIDTH}example/" in broken


def test_an_archive_copy_has_no_character_without_a_glyph() -> None:
    assert {ord(char) for char in "AЯёßẞÄ₽€£№„“«»×−–—\u00a0\u202f\u200b…😀\ufffd"} <= drawable()
    assert ord("日") not in drawable()
    assert one_line("Да 日 😀", drawable().__contains__) == "Да \ufffd 😀"
