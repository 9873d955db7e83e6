"""Backup and restore of an installation on PostgreSQL, against databases made for the test."""

import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from kartei.web import backup
from kartei.web.backup import RestoreError
from kartei.web.config import Config, read

pytestmark = pytest.mark.postgresql


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Config, Config]]:
    """Two installations: one with rows, one with an empty database."""
    server = os.environ["KARTEI_TEST_DATABASE"]
    names = [f"backup_{os.getpid()}_{number}" for number in (1, 2)]
    with psycopg.connect(server, autocommit=True) as connection:
        for name in names:
            connection.execute(f"CREATE DATABASE {name}")
        urls = [server.rpartition("/")[0] + "/" + name for name in names]
        folders = [tmp_path / name for name in names]
        yield (
            read({"KARTEI_DATA": str(folders[0]), "KARTEI_DATABASE": urls[0]}),
            read({"KARTEI_DATA": str(folders[1]), "KARTEI_DATABASE": urls[1]}),
        )
        for name in names:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_restore_gives_back_the_rows_and_refuses_to_do_it_twice(
    two: tuple[Config, Config], tmp_path: Path
) -> None:
    firm, other = two
    with psycopg.connect(firm.database) as connection:
        connection.execute("CREATE TABLE person (id int PRIMARY KEY, name text)")
        connection.execute("INSERT INTO person VALUES (1, 'Ёлкин'), (2, 'Ärger')")
    epoch = firm.epoch()

    backup.back_up(firm, tmp_path / "firm.tar.gz")
    backup.restore(other, tmp_path / "firm.tar.gz")

    with psycopg.connect(other.database) as connection:
        rows = connection.execute("SELECT name FROM person ORDER BY id").fetchall()
    assert rows == [("Ёлкин",), ("Ärger",)]
    assert other.epoch() != epoch
    (other.data / "epoch").unlink()
    with pytest.raises(RestoreError, match="PostgreSQL database is not empty"):
        backup.restore(other, tmp_path / "firm.tar.gz")


def test_refusal_of_the_server_is_told(two: tuple[Config, Config], tmp_path: Path) -> None:
    firm, _ = two
    lost = read({"KARTEI_DATA": str(tmp_path), "KARTEI_DATABASE": firm.database + "_lost"})

    with pytest.raises(OSError, match="does not exist"):
        backup.back_up(lost, tmp_path / "out.tar.gz")

    assert not (tmp_path / "out.tar.gz").exists()
