"""The firm, its directory, and what the directory's groups mean here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from kartei.platform.access import vault
from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.directory.models import Server
from kartei.platform.directory.tests import slapd as servers
from kartei.platform.kit.vault import Vault
from kartei.platform.records import commands, write


@dataclass
class Tied:
    """A directory that is in use here."""

    key: UUID
    cast: Cast

    @property
    def row(self) -> Server:
        """The row as it is now."""
        found: Server = Server.objects.unguarded("the tests look at all").get(pk=self.key)
        return found

    def change(self, **values: Any) -> None:
        """Change the directory's record and, where it was lost, give the password again."""
        write.change(self.cast.admin, "directory.server", self.key, values)
        if not self.row.has_password:
            give_password(self.cast, self.key)


@pytest.fixture
def cast(db: Any) -> Cast:
    return make_cast()


@pytest.fixture(autouse=True)
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault of the test's own."""
    path = tmp_path / "keys"
    made = Vault(path)
    monkeypatch.setattr(vault, "vault", lambda: made)
    return path


@pytest.fixture(scope="session")
def shared_slapd() -> Iterator[servers.Slapd]:
    with servers.running() as made:
        yield made


@pytest.fixture
def tied(cast: Cast, shared_slapd: servers.Slapd) -> Tied:
    """The shared slapd, in use; tests that change it put it back."""
    return tie(cast, shared_slapd.port, shared_slapd.ca)


def tie(cast: Cast, port: int, ca: str = "", **more: Any) -> Tied:
    """A directory at a port of this machine; its group "crm" gives the role of Alice."""
    values = {
        "name": "Office", "kind": "openldap", "host": "127.0.0.1", "port": port, "tls": "starttls",
        "ca": ca, "bind_dn": servers.READER, "base": servers.BASE, "active": True,
        "home": str(cast.units["sales"]),
    }  # fmt: skip
    key = write.create(cast.admin, "directory.server", {**values, **more})
    give_password(cast, key)
    role = {"server": str(key), "name": "CRM", "role": str(cast.roles["alice"])}
    write.create(cast.admin, "directory.group", role)
    return Tied(key, cast)


def give_password(cast: Cast, key: UUID) -> None:
    """Set the password of the account for reading."""
    data = {"password": servers.PASSWORD}
    commands.run(cast.admin, "directory.server", key, "set_password", data)
