"""Secrets are unreadable without the keys, and survive a new key."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kartei.platform.kit.vault import Vault, VaultError


def test_a_secret_comes_back_and_its_sealed_form_does_not_tell_it(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "keys")
    sealed = vault.seal("geheim – секрет")
    assert "geheim" not in sealed
    assert sealed != vault.seal("geheim – секрет")
    assert Vault(tmp_path / "keys").open(sealed) == "geheim – секрет"


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_the_keys_are_for_their_owner_alone(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "deep" / "keys")
    assert vault.mode is None
    vault.seal("x")
    assert vault.mode == 0o600
    vault.add_key()
    assert vault.mode == 0o600
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["keys"]


def test_a_new_key_reads_the_old_secrets_until_it_is_the_third(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "keys")
    other_process = Vault(tmp_path / "keys")
    first = vault.seal("x")
    assert other_process.open(first) == "x"
    vault.add_key()
    vault.drop_keys()
    assert other_process.open(first) == "x"
    moved = vault.reseal(first)
    assert other_process.open(moved) == "x"
    vault.add_key()
    vault.drop_keys()
    assert len((tmp_path / "keys").read_text().split()) == 2
    assert other_process.open(moved) == "x"
    with pytest.raises(VaultError) as caught:
        other_process.open(first)
    assert caught.value.reason == "unreadable"


def test_without_or_with_foreign_keys_the_reason_is_told(tmp_path: Path) -> None:
    sealed = Vault(tmp_path / "keys").seal("x")
    with pytest.raises(VaultError) as caught:
        Vault(tmp_path / "elsewhere").open(sealed)
    assert caught.value.reason == "no_key"
    (tmp_path / "keys").write_text("no key at all")
    with pytest.raises(VaultError) as caught:
        Vault(tmp_path / "keys").open(sealed)
    assert caught.value.reason == "unreadable"
    (tmp_path / "file").write_text("")
    with pytest.raises(VaultError) as caught:
        Vault(tmp_path / "file" / "keys").seal("x")
    assert caught.value.reason == "not_writable"
