"""What the program says of the keys under which stored passwords are encrypted."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import pytest

from kartei.platform.access import vault
from kartei.platform.access.tests.cast import make_cast
from kartei.platform.kit.vault import Vault
from kartei.platform.records import commands, write
from kartei.web import doctor
from kartei.web.commands import keys
from kartei.web.config import Config, config

pytestmark = pytest.mark.django_db


@pytest.fixture
def settings_of_house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    """An installation with a mail account that has a password, and its keys beside the data."""
    found = replace(config(), data=tmp_path / "data", key_file=tmp_path / "data.keys")
    made = Vault(found.key_file)
    monkeypatch.setattr(vault, "vault", lambda: made)
    monkeypatch.setattr(keys, "config", lambda: found)
    cast = make_cast()
    values = {"name": "Office", "address": "a@okna.example", "host": "mail.example"}
    account = write.create(cast.admin, "mail.account", values)
    commands.run(cast.admin, "mail.account", account, "set_password", {"password": "geheim"})
    return found


def faults(settings: Config) -> list[str]:
    """What the doctor finds wrong with the keys."""
    return [finding.text for finding in doctor._keys(settings) if not finding.fine]


def test_the_doctor_looks_at_mode_place_and_readability(settings_of_house: Config) -> None:
    path = settings_of_house.key_file
    assert faults(settings_of_house) == []
    path.chmod(0o644)
    assert faults(settings_of_house) == ["the key file has mode 644"]
    path.chmod(0o600)
    inside = replace(settings_of_house, data=path.parent)
    assert [text.split("lies ")[1] for text in faults(inside)] == ["inside the data folder"]
    path.unlink()
    assert faults(settings_of_house) == ["1 stored passwords cannot be decrypted"]


def test_keys_are_renewed_by_a_command_that_tells_what_is_lost(
    settings_of_house: Config, capsys: pytest.CaptureFixture[str]
) -> None:
    before = settings_of_house.key_file.read_text()
    assert keys.run(argparse.Namespace(act="rotate")) == 0
    assert "1 stored passwords encrypted anew" in capsys.readouterr().out
    assert settings_of_house.key_file.read_text() != before
    assert vault.unreadable() == 0
    settings_of_house.key_file.write_text("")
    assert keys.run(argparse.Namespace(act=None)) == 1
    assert "1 stored passwords cannot be decrypted" in capsys.readouterr().err
