"""The developers' tools: what house rules and translation checks catch, what is remembered."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tools import do, front_texts, i18n, lints, postgres, running, steps

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    ("path", "source", "rule"),
    [
        ("kartei/modules/a/rules.py", "Deal._base_manager.all()", "no_way_round_rights"),
        ("kartei/modules/a/jobs.py", "import pickle", "no_running_data"),
        ("kartei/modules/a/jobs.py", "from marshal import loads", "no_running_data"),
        ("kartei/modules/a/jobs.py", "yaml.load(text)", "no_running_data"),
        ("kartei/modules/a/models.py", "f(default=timezone.now)", "one_clock"),
        ("kartei/modules/a/models/deal.py", "f(auto_now_add=True)", "one_clock"),
        ("kartei/modules/a/rules.py", "gettext(f'{name} is gone')", "constant_texts"),
        ("kartei/modules/a/rules.py", "_(text)", "constant_texts"),
        ("kartei/modules/a/rules.py", "import_module('kartei.x')", "no_names_as_imports"),
        ("kartei/modules/a/rules.py", "apps.get_model('sales.Deal')", "no_names_as_imports"),
    ],
)
def test_house_rule_catches(path: str, source: str, rule: str) -> None:
    found = lints.breaches(Path(path), source)

    assert len(found) == 1
    assert found[0].startswith(f"src/{path}:1: ")
    assert rule in found[0]


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("kartei/platform/access/guard.py", "model._base_manager.all()"),
        ("kartei/modules/a/jobs.py", "yaml.safe_load(text); json.loads(text)"),
        ("kartei/modules/a/rules.py", "moment = timezone.now()"),
        ("kartei/modules/a/rules.py", "gettext('%(name)s is gone') % {'name': name}"),
        ("kartei/platform/meta/registry.py", "import_module(name)"),
    ],
)
def test_house_rule_lets_pass(path: str, source: str) -> None:
    assert lints.breaches(Path(path), source) == []


def write_texts(folder: Path, **languages: dict[str, object]) -> None:
    """Files of texts as the front end keeps them."""
    for language, content in languages.items():
        (folder / f"{language}.json").write_text(json.dumps(content), encoding="utf-8")


RIGHT: dict[str, dict[str, object]] = {
    "en": {"save": "Save", "rows": {"n_one": "{{count}} row", "n_other": "{{count}} rows"}},
    "de": {
        "save": "Speichern",
        "rows": {"n_one": "{{count}} Zeile", "n_other": "{{count}} Zeilen"},
    },
    "ru": {
        "save": "Сохранить",
        "rows": {
            "n_one": "{{count}} строка",
            "n_few": "{{count}} строки",
            "n_many": "{{count}} строк",
            "n_other": "{{count}} строки",
        },
    },
}


def test_front_texts_that_agree_have_no_faults(tmp_path: Path) -> None:
    write_texts(tmp_path, **RIGHT)

    assert front_texts.faults(tmp_path) == []


@pytest.mark.parametrize(
    ("language", "change", "fault"),
    [
        ("ru", {"save": "Сохранить"}, "rows.n_few is missing"),
        ("de", {**RIGHT["de"], "more": "Mehr"}, "more is one too many"),
        ("de", {**RIGHT["de"], "save": " "}, "save is empty"),
        ("ru", {**RIGHT["ru"], "save": "Сохранить {{name}}"}, "save has other placeholders"),
    ],
)
def test_front_texts_fault_is_named(
    tmp_path: Path, language: str, change: dict[str, object], fault: str
) -> None:
    write_texts(tmp_path, **{**RIGHT, language: change})

    found = front_texts.faults(tmp_path)

    assert any(line.endswith(f"{language}.json: {fault}") for line in found)


def test_front_texts_miss_a_whole_language(tmp_path: Path) -> None:
    write_texts(tmp_path, en=RIGHT["en"], ru=RIGHT["ru"])

    assert front_texts.faults(tmp_path) == [f"{tmp_path / 'de.json'}: missing"]


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An app with one plain text and one plural, in a tree of its own."""
    folder = tmp_path / "src" / "kartei" / "modules" / "shop"
    for place in (folder, tmp_path / "src/kartei/platform", tmp_path / "src/kartei/web"):
        place.mkdir(parents=True)
    (folder / "rules.py").write_text(
        "gettext('%(name)s is gone')\nngettext_lazy('%(n)d row', '%(n)d rows', 'n')\n"
    )
    monkeypatch.setattr(i18n, "_SOURCE", tmp_path / "src" / "kartei")
    monkeypatch.setattr(i18n, "ROOT", tmp_path)
    return folder


def translate(app: Path, language: str, gone: str, *forms: str) -> None:
    """Write a catalogue by hand."""
    plurals = {"ru": "nplurals=3; plural=(n%10==1?0:n%10<5?1:2);", "de": "nplurals=2; plural=n!=1;"}
    lines = [
        f'msgid ""\nmsgstr "Language: {language}\\nPlural-Forms: {plurals[language]}\\n'
        'Content-Type: text/plain; charset=utf-8\\n"',
        f'\nmsgid "%(name)s is gone"\nmsgstr "{gone}"',
        '\nmsgid "%(n)d row"\nmsgid_plural "%(n)d rows"',
        *(f'msgstr[{number}] "{form}"' for number, form in enumerate(forms)),
    ]
    path = app / "locale" / language / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_complete_catalogues_have_no_faults(app: Path, capsys: pytest.CaptureFixture[str]) -> None:
    translate(app, "ru", "%(name)s нет", "%(n)d строка", "%(n)d строки", "%(n)d строк")
    translate(app, "de", "%(name)s ist weg", "%(n)d Zeile", "%(n)d Zeilen")

    assert (i18n.check(), capsys.readouterr().out) == (0, "")


def test_gathered_texts_must_still_be_translated(
    app: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert i18n.gather() == 0
    assert "2 texts, 2 not translated" in capsys.readouterr().out

    assert i18n.check() == 1
    assert capsys.readouterr().out.count("is not translated") == 4


@pytest.mark.parametrize(
    ("gone", "forms", "fault"),
    [
        ("%(nam)s нет", ("%(n)d а", "%(n)d б", "%(n)d в"), "has other placeholders"),
        ("нет", ("%(n)d а", "%(n)d б", "%(n)d в"), "has other placeholders"),
        ("%(name)s нет", ("%(n)d а", "%(n)d б", ""), "lacks a plural form"),
        ("", ("%(n)d а", "%(n)d б", "%(n)d в"), "is not translated"),
    ],
)
def test_fault_of_a_catalogue_is_named(
    app: Path, capsys: pytest.CaptureFixture[str], gone: str, forms: tuple[str, ...], fault: str
) -> None:
    translate(app, "de", "%(name)s ist weg", "%(n)d Zeile", "%(n)d Zeilen")
    translate(app, "ru", gone, *forms)

    assert i18n.check() == 1
    assert fault in capsys.readouterr().out


def test_text_no_longer_used_is_a_fault_and_goes_with_the_next_gathering(
    app: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    translate(app, "ru", "%(name)s нет", "%(n)d а", "%(n)d б", "%(n)d в")
    translate(app, "de", "%(name)s ist weg", "%(n)d Zeile", "%(n)d Zeilen")
    (app / "rules.py").write_text("gettext('%(name)s is gone')\n")

    assert i18n.check() == 1
    assert "is no longer used" in capsys.readouterr().out
    i18n.gather()
    assert i18n.check() == 0


def test_digest_follows_names_contents_and_words(tmp_path: Path) -> None:
    one, two = ROOT / "tools" / "do.py", ROOT / "tools" / "steps.py"

    base = steps.digest([one, two], "x")

    assert steps.digest([two, one], "x") == base
    assert len({base, steps.digest([one], "x"), steps.digest([one, two], "y")}) == 3


def test_failed_program_is_told_with_its_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    with pytest.raises(steps.Failed, match="the trial failed with exit code 3"):
        steps.run([sys.executable, "-c", "print('why'); raise SystemExit(3)"], what="the trial")

    assert b"why" in capfdbinary.readouterr().err


def test_menu_names_every_word_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    words = makefile.splitlines()[1].removeprefix(".PHONY: ").split()

    assert words == ["menu", *do.WORDS]


def test_tools_start_without_any_package() -> None:
    words = [sys.executable, "-S", "-E", str(ROOT / "tools" / "do.py")]

    done = subprocess.run(words, capture_output=True, text=True, check=True)

    assert "make WORD" in done.stdout


@pytest.mark.skipif(postgres.binaries() is None, reason="no PostgreSQL on this machine")
def test_throw_away_postgresql_answers_and_leaves_nothing() -> None:
    import psycopg

    place = postgres.binaries()
    assert place is not None
    with postgres.cluster(place) as url, psycopg.connect(url) as connection:
        found = connection.execute(
            "SELECT current_setting('data_directory'), current_setting('listen_addresses'),"
            " current_setting('server_encoding'), lower('ЁÄ')"
        ).fetchone()

    assert found is not None
    assert found[1:] == ("127.0.0.1", "UTF8", "ёä")
    assert not Path(found[0]).exists()


def test_unusable_data_folder_is_told_without_a_trace(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    environment = {**os.environ, "KARTEI_DATA": str(tmp_path / "file" / "data")}
    code = "from tools import running; running._first_start()"

    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert "Failed: The data folder" in done.stderr.splitlines()[-1]


def test_second_start_tells_how_to_get_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KARTEI_DATA", "elsewhere")

    assert re.fullmatch(r"KARTEI_DATA=elsewhere \.venv/\S+ password \[LOGIN\]", running._hint())
