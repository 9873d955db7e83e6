"""The configuration: environment before file before default, wrong values refused, documented."""

import os
import threading
from pathlib import Path

import pytest

from kartei.web.config import OPTIONS, ConfigurationError, postgresql_parts, read

DOCUMENT = Path(__file__).parent.parent / "docs" / "configuration.md"


def test_environment_wins_over_file_and_file_over_default(tmp_path: Path) -> None:
    file = tmp_path / "kartei.toml"
    file.write_text('port = 9000\nlanguage = "de"\nmodules = ["people", "sales"]\nproxy = true\n')

    config = read({"KARTEI_CONFIG": str(file), "KARTEI_LANGUAGE": "ru"})

    assert (config.port, config.language, config.workers) == (9000, "ru", 2)
    assert config.modules == ("people", "sales")
    assert config.proxy is True


def test_port_is_understood_without_prefix() -> None:
    assert read({"PORT": "8123"}).port == 8123


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "99999"),
        ("KARTEI_WORKERS", "many"),
        ("KARTEI_LANGUAGE", "fr"),
        ("KARTEI_DEBUG", "perhaps"),
        ("KARTEI_DATABASE", "mysql://localhost/kartei"),
        ("KARTEI_DATABASE", "postgresql://localhost"),
        ("KARTEI_CONFIG", "nowhere.toml"),
    ],
)
def test_refuses_wrong_value(name: str, value: str) -> None:
    with pytest.raises(ConfigurationError):
        read({name: value})


def test_refuses_unknown_option_in_the_file(tmp_path: Path) -> None:
    (tmp_path / "kartei.toml").write_text('colour = "green"\n')

    with pytest.raises(ConfigurationError, match="colour"):
        read({"KARTEI_CONFIG": str(tmp_path / "kartei.toml")})


def test_refusal_does_not_repeat_the_password() -> None:
    with pytest.raises(ConfigurationError) as caught:
        read({"KARTEI_DATABASE": "mysql://anna:geheim@localhost/kartei"})

    assert "geheim" not in str(caught.value)


def test_secret_key_is_made_once_even_by_many_at_once_and_is_private(tmp_path: Path) -> None:
    config = read({"KARTEI_DATA": str(tmp_path / "new")})
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(config.secret())) for _ in range(16)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(found)) == 1
    assert len(found) == 16
    assert len(found[0]) >= 50
    assert os.listdir(tmp_path / "new") == ["secret-key"]
    assert (tmp_path / "new" / "secret-key").stat().st_mode & 0o777 == 0o600


def test_postgresql_url_is_taken_apart() -> None:
    parts = postgresql_parts("postgresql://anna:g%40eim@db:5433/firm?sslmode=require")

    assert parts == {
        "name": "firm",
        "user": "anna",
        "password": "g@eim",
        "host": "db",
        "port": "5433",
        "sslmode": "require",
    }


def test_every_option_is_documented_with_its_default() -> None:
    rows = {
        cells[1].strip(" `"): cells[2].strip(" `")
        for line in DOCUMENT.read_text(encoding="utf-8").splitlines()
        if len(cells := line.split("|")) > 4 and cells[1].strip().startswith("`")
    }

    assert rows == {name: value or "empty" for name, value in OPTIONS.items()}
