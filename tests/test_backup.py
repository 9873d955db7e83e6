"""Backup and restore: every byte comes back, a damaged archive is refused with a reason."""

import gzip
import os
import sqlite3
import tarfile
from argparse import Namespace
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kartei.platform.kit.sealed import PIECE, TAG, SealError, new_key
from kartei.platform.kit.tests.test_sealed import HEAD
from kartei.platform.records import at_rest_pass, blobs
from kartei.web import archive, backup
from kartei.web.archive import ArchiveError
from kartei.web.backup import RestoreError
from kartei.web.commands import backup as backup_command
from kartei.web.commands import restore as restore_command
from kartei.web.config import Config, read


def installation(folder: Path, database: str = "") -> Config:
    """The configuration of an installation in FOLDER."""
    return read({"KARTEI_DATA": str(folder), "KARTEI_DATABASE": database})


@pytest.fixture
def firm(tmp_path: Path) -> Config:
    """An installation with 100 rows, two files and its keys."""
    config = installation(tmp_path / "firm")
    config.secret()
    config.epoch()
    for name, text in (("ab/cd", "счёт"), ("ef/01", "Angebot")):
        path = config.files_path / name
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    with closing(sqlite3.connect(config.sqlite_path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT)")
        rows = [(number, f"Имя {number}") for number in range(100)]
        connection.executemany("INSERT INTO person VALUES (?, ?)", rows)
        connection.commit()
    return config


@pytest.fixture
def saved(firm: Config, tmp_path: Path) -> Path:
    """A backup of the firm."""
    target = tmp_path / "backup.tar.gz"
    backup.back_up(firm, target)
    return target


def names(config: Config) -> list[str]:
    """What the persons are called."""
    with closing(sqlite3.connect(config.sqlite_path)) as connection:
        return [row[0] for row in connection.execute("SELECT name FROM person ORDER BY id")]


def test_restore_gives_back_rows_files_and_key_under_a_new_epoch(
    firm: Config, saved: Path, tmp_path: Path
) -> None:
    other = installation(tmp_path / "other")

    backup.restore(other, saved)

    assert names(other) == names(firm)
    assert (other.files_path / "ab/cd").read_text(encoding="utf-8") == "счёт"
    assert (other.files_path / "ef/01").read_text(encoding="utf-8") == "Angebot"
    assert other.secret() == firm.secret()
    assert other.epoch() != firm.epoch()
    assert (other.data / "secret-key").stat().st_mode & 0o777 == 0o600
    assert not list(other.data.glob(".restoring-*"))


def test_encrypted_backup_comes_back_with_its_key_alone(firm: Config, tmp_path: Path) -> None:
    """S0-132: nothing of the firm can be read in it, not even names of files."""
    key, target = backup.default_key(firm), tmp_path / "sealed"
    assert not key.is_relative_to(firm.data)
    backup.back_up(firm, target, key)

    data = target.read_bytes()
    assert b"manifest" not in data
    assert gzip.compress(b"")[:3] not in data[:100]
    assert key.stat().st_mode & 0o777 == 0o600
    backup.restore(installation(tmp_path / "other"), target, key)
    assert names(installation(tmp_path / "other")) == names(firm)
    backup.back_up(firm, tmp_path / "second", key)
    assert archive.verify(tmp_path / "second", key).members


@pytest.mark.parametrize("how", ["no key", "other key", "cut", "flipped", "cut between pieces"])
def test_encrypted_backup_is_refused_without_key_or_damaged(
    firm: Config, tmp_path: Path, how: str
) -> None:
    key, target = tmp_path / "key", tmp_path / "sealed"
    (firm.files_path / "large").write_bytes(os.urandom(3 * PIECE))
    backup.back_up(firm, target, key)
    data = bytearray(target.read_bytes())
    if how == "flipped":
        data[len(data) // 2] ^= 1
    cut = {"cut": len(data) - 1, "cut between pieces": HEAD + 2 * (PIECE + TAG)}
    target.write_bytes(data[: cut.get(how, len(data))])
    if how == "other key":
        key.write_text(new_key())
    other = installation(tmp_path / "other")

    with pytest.raises(ArchiveError, match="encrypted" if how == "no key" else "key is another"):
        backup.restore(other, target, None if how == "no key" else key)

    assert not list(other.data.iterdir())


def test_command_encrypts_checks_and_restores(
    firm: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    target = tmp_path / "sealed"
    monkeypatch.setattr(backup_command, "config", lambda: firm)
    given = Namespace(target=target, verify=None, encrypt=True, key=None)
    assert backup_command.run(given) == 0
    assert str(backup.default_key(firm)) in capsys.readouterr().out
    assert backup_command.run(Namespace(**{**vars(given), "verify": target})) == 0
    other = installation(tmp_path / "other")
    monkeypatch.setattr(restore_command, "config", lambda: other)
    assert restore_command.run(Namespace(archive=target, key=None)) == 1
    assert "encrypted" in capsys.readouterr().err
    assert restore_command.run(Namespace(archive=target, key=backup.default_key(firm))) == 0
    assert names(other) == names(firm)


def sealed_firm(config: Config, settings: Any) -> tuple[str, str]:
    """Two files of the firm, the first sealed."""
    settings.MEDIA_ROOT, settings.FILES_KEY = str(config.files_path), str(config.files_key)
    one = blobs.put(["Смета".encode()], 100).sha256
    settings.FILES_KEY = ""
    other = blobs.put([b"Angebot"], 100).sha256
    settings.FILES_KEY = str(config.files_key)
    return one, other


def test_encrypted_files_come_back_with_their_key(
    firm: Config, tmp_path: Path, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """S0-132: they stay encrypted in the archive, whose key is not in it; restored, all is read."""
    config = replace(firm, files_key=tmp_path / "files-key")
    one, other = sealed_firm(config, settings)
    target = tmp_path / "backup.tar.gz"
    backup.back_up(config, target)
    assert "Смета".encode() not in gzip.decompress(target.read_bytes())

    there = installation(tmp_path / "other")
    backup.restore(there, target)
    settings.MEDIA_ROOT = str(there.files_path)
    assert [blobs.read(name).decode() for name in (one, other)] == ["Смета", "Angebot"]
    settings.FILES_KEY = ""
    with pytest.raises(SealError):
        blobs.read(one)


def test_files_encrypted_during_a_backup_are_in_it(
    firm: Config, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S0-132: the pass renames what the backup has listed already."""
    config = replace(firm, files_key=tmp_path / "files-key")
    names = sealed_firm(config, settings)
    add = archive.Writer.add

    def sealing(writer: archive.Writer, name: str, path: Path) -> None:
        if name.startswith(archive.FILES):
            at_rest_pass.seal_all(lambda done, total: None)
        add(writer, name, path)

    monkeypatch.setattr(archive.Writer, "add", sealing)
    backup.back_up(config, tmp_path / "backup.tar.gz")
    there = installation(tmp_path / "other")
    backup.restore(there, tmp_path / "backup.tar.gz")
    settings.MEDIA_ROOT = str(there.files_path)
    assert [blobs.read(name).decode() for name in names] == ["Смета", "Angebot"]


def test_the_keys_of_stored_passwords_are_in_no_backup(firm: Config, tmp_path: Path) -> None:
    """Who finds a backup finds no password in it, wherever the firm keeps the keys."""
    for place in (firm.key_file, firm.data / "keys"):
        place.write_text("a key\n")
        held = replace(firm, key_file=place)
        target = tmp_path / f"{place.name}.tar.gz"
        backup.back_up(held, target)
        with tarfile.open(target) as archive:
            names = [Path(name).name for name in archive.getnames()]
        assert place.name not in names


def test_backup_holds_what_only_the_write_ahead_log_has(firm: Config, tmp_path: Path) -> None:
    other = installation(tmp_path / "other")
    with closing(sqlite3.connect(firm.sqlite_path)) as writer:
        writer.execute("PRAGMA wal_autocheckpoint=0")
        writer.execute("INSERT INTO person VALUES (1000, 'в журнале')")
        writer.commit()

        backup.back_up(firm, tmp_path / "live.tar.gz")

    backup.restore(other, tmp_path / "live.tar.gz")
    assert names(other)[-1] == "в журнале"


def test_archive_is_private_and_never_overwritten(firm: Config, saved: Path) -> None:
    before = saved.read_bytes()

    with pytest.raises(FileExistsError):
        backup.back_up(firm, saved)

    assert saved.stat().st_mode & 0o777 == 0o600
    assert saved.read_bytes() == before


def test_failed_backup_leaves_nothing_behind(tmp_path: Path) -> None:
    empty = installation(tmp_path / "empty")

    with pytest.raises(FileNotFoundError, match="no database"):
        backup.back_up(empty, tmp_path / "out" / "backup.tar.gz")

    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_refuses_archive_that_broke_off(saved: Path, tmp_path: Path, share: float) -> None:
    saved.write_bytes(saved.read_bytes()[: int(saved.stat().st_size * share)])

    with pytest.raises(ArchiveError, match="cut off"):
        backup.restore(installation(tmp_path / "other"), saved)

    assert list((tmp_path / "other").iterdir()) == []


def test_refuses_archive_with_one_changed_byte(saved: Path, tmp_path: Path) -> None:
    plain = bytearray(gzip.decompress(saved.read_bytes()))
    place = plain.index("Имя 42".encode())
    plain[place] ^= 1
    saved.write_bytes(gzip.compress(bytes(plain)))

    with pytest.raises(ArchiveError, match=r"damaged: kartei\.sqlite3"):
        backup.restore(installation(tmp_path / "other"), saved)

    assert list((tmp_path / "other").iterdir()) == []


def test_refuses_what_is_no_archive(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear all,")

    with pytest.raises(ArchiveError, match="damaged"):
        archive.verify(tmp_path / "letter.txt")


def test_a_missing_archive_is_called_missing(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="there is no file"):
        archive.verify(tmp_path / "nowhere")


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "files/../../evil", "evil", "files"])
def test_refuses_archive_with_foreign_member(tmp_path: Path, name: str) -> None:
    path = tmp_path / "evil.tar.gz"
    (tmp_path / "content").write_text("evil")
    with path.open("wb") as file:
        archive.Writer(file).add(name, tmp_path / "content")

    with pytest.raises(ArchiveError, match="foreign"):
        archive.unpack(path, tmp_path / "target")

    assert not (tmp_path / "evil").exists()


def test_refuses_archive_of_a_newer_version(
    firm: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "__version__", "99.0.1")
    backup.back_up(firm, tmp_path / "newer.tar.gz")
    monkeypatch.undo()

    with pytest.raises(RestoreError, match=r"99\.0\.1"):
        backup.restore(installation(tmp_path / "other"), tmp_path / "newer.tar.gz")


def test_refuses_archive_of_a_newer_format(
    firm: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "FORMAT", 2)
    backup.back_up(firm, tmp_path / "newer.tar.gz")
    monkeypatch.undo()

    with pytest.raises(ArchiveError, match="newer version"):
        archive.verify(tmp_path / "newer.tar.gz")


def test_refuses_to_restore_over_an_installation(firm: Config, saved: Path) -> None:
    with pytest.raises(RestoreError, match="not empty"):
        backup.restore(firm, saved)

    assert len(names(firm)) == 100


def test_refuses_sqlite_archive_for_postgresql(firm: Config, saved: Path, tmp_path: Path) -> None:
    manifest = archive.verify(saved)

    with pytest.raises(RestoreError, match="sqlite"):
        backup._refuse_unless_fitting(replace(firm, database="postgresql://x/y"), manifest)


def test_password_is_not_on_the_command_line(firm: Config) -> None:
    config = replace(firm, database="postgresql://anna:geheim@db:5432/kartei?sslmode=require")

    assert backup._pg_name(config) == "postgresql://anna@db:5432/kartei?sslmode=require"
