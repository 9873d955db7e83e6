"""What is unsafe in the settings is found, told with its cure, and is gone when it is cured."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from kartei.platform.access.models import Token, User
from kartei.platform.access.tests.cast import ORGANISATION, Cast, make_cast
from kartei.platform.access.tokens import kept
from kartei.platform.mail.models import Account
from kartei.platform.records import at_rest_pass, blobs, write
from kartei.web import doctor
from kartei.web.api.tests.test_rights import ask
from kartei.web.commands import files as files_command
from kartei.web.config import Config, config
from kartei.web.findings import CHECKS, findings

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def house(tmp_path: Path) -> Config:
    """Settings of an installation that lies where nothing is yet."""
    return replace(config(), data=tmp_path, key_file=tmp_path / "keys", address="", proxy=False)


def unsafe(house: Config) -> dict[str, str]:
    """What is found, by check."""
    return {one.id: one.text for one in findings(house) if not one.fine}


EVERYWHERE = "0.0.0.0"  # noqa: S104 (told of, not bound)
CASES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "https": ({"host": EVERYWHERE}, {"host": EVERYWHERE, "address": "https://crm.example"}),
    "proxy": ({"host": EVERYWHERE, "proxy": True}, {"host": "127.0.0.1", "proxy": True}),
    "debug": ({"debug": True}, {"debug": False}),
}


@pytest.mark.parametrize("name", CASES)
def test_unsafe_configuration_is_found(cast: Cast, house: Config, name: str) -> None:
    bad, good = CASES[name]
    assert name in unsafe(replace(house, **bad))
    assert "passkeys" in unsafe(replace(house, **CASES["https"][0]))["https"]
    assert name not in unsafe(replace(house, **good))


def test_keys_that_others_read_are_found(cast: Cast, house: Config) -> None:
    house.key_file.write_text("x")
    house.key_file.chmod(0o640)
    assert unsafe(house)["key_files"] == "keys"
    house.key_file.chmod(0o600)
    assert "key_files" not in unsafe(house)


def test_backups_that_everybody_can_read_are_found(cast: Cast, house: Config) -> None:
    folder = house.data / "backups"
    folder.mkdir()
    (folder / "kartei-1.tar.gz.sealed").touch()
    assert "backups" not in unsafe(house)
    (folder / "kartei-2.tar.gz").touch()
    assert unsafe(house)["backups"] == "1 backup"


def test_readable_and_locked_files_are_found(cast: Cast, house: Config, settings: Any) -> None:
    """S0-132: the check-up says whether files are encrypted, and whether their key is there."""
    settings.MEDIA_ROOT = str(house.files_path)
    assert unsafe(house)["files"] == "They lie readable in the data folder"
    house = replace(house, files_key=house.data / "files-key")
    settings.FILES_KEY = str(house.files_key)
    assert unsafe(house)["files"] == "Not all are encrypted yet"
    blobs.put([b"x"], 9)
    at_rest_pass.seal_all(lambda done, total: None)
    assert not {"files", "files_key"} & unsafe(house).keys()
    assert not next(doctor._files(house)).fine
    Path(settings.FILES_KEY).unlink()
    assert unsafe(house)["files_key"] == f"The key is missing or another one: {house.files_key}"
    assert not all(found.fine for found in doctor._security(house))


def test_the_command_tells_and_encrypts(
    cast: Cast, house: Config, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.MEDIA_ROOT = str(house.files_path)
    blobs.put([b"x"], 9)
    assert files_command.run(Namespace(act="encrypt")) == 1
    settings.FILES_KEY = str(house.data / "files-key")
    for act, told in (
        ("encrypt", "files stored anew: 1"),
        (None, "files encrypted: 1, in clear: 0"),
        ("rotate", "files stored anew: 1"),
        ("decrypt", "files stored anew: 1"),
        (None, "files encrypted: 0, in clear: 1"),
    ):
        assert files_command.run(Namespace(act=act)) == 0
        assert told in capsys.readouterr().out
    files_command.run(Namespace(act="encrypt"))
    Path(settings.FILES_KEY).unlink()
    for act in (None, "encrypt", "rotate"):
        assert files_command.run(Namespace(act=act)) == 1
        assert "is not there" in capsys.readouterr().err


def factor(cast: Cast) -> None:
    """The administrator sets up codes."""
    Authenticator.objects.create(user_id=cast.ids["admin"], type="totp", data={})


def token(cast: Cast) -> None:
    """All tokens get an end."""
    Token.objects.update(expires_at=timezone.now() + timedelta(days=9))


def signed_in(cast: Cast) -> None:
    """Everybody has signed in lately."""
    User.objects.update(last_login=timezone.now())


def encrypted(cast: Cast) -> None:
    """The mail account speaks TLS."""
    Account.objects.unguarded("the test mends it").update(tls="tls")


CURES: dict[str, tuple[str, Callable[[Cast], None]]] = {
    "second_factor": ("Without one: Admin", factor),
    "tokens": ("1 token", token),
    "silent": ("Alice", signed_in),
    "mail_tls": ("Office", encrypted),
}


@pytest.mark.parametrize("name", CURES)
def test_unsafe_accounts_are_found_until_they_are_cured(
    cast: Cast, house: Config, name: str
) -> None:
    kept(cast.ids["bob"], "endless", {}, None)
    User.objects.filter(login="alice").update(last_login=timezone.now() - timedelta(days=91))
    values = {"name": "Office", "address": "a@okna.example", "host": "mail.example", "tls": "none"}
    write.create(cast.admin, "mail.account", values)
    text, cure = CURES[name]

    assert unsafe(house)[name] == text
    cure(cast)
    assert name not in unsafe(house)


def test_the_only_administrator_is_found(cast: Cast, house: Config) -> None:
    assert unsafe(house)["deputy"] == "Only one: Admin"
    admin = User.objects.get(login="admin")
    User.objects.filter(login="bob").update(roles=admin.roles)
    assert "deputy" not in unsafe(house)


def test_page_and_doctor_tell_the_same(cast: Cast, house: Config) -> None:
    bad = replace(house, debug=True)
    told = [found.text for found in doctor._security(bad)]
    assert [one.split(": ")[1] for one in told] == [f.title for f in findings(bad) if not f.fine]
    assert not next(found.fine for found in doctor._security(bad))

    status, page = ask(cast, "admin", "get", "/security/findings")
    assert status == 200
    assert {row["id"] for row in page["items"]} == {check.id for check in CHECKS}
    assert all(bool(row["cure"]) is not row["fine"] for row in page["items"])
    cast.grant("alice", {"*": ORGANISATION})
    assert ask(cast, "alice", "get", "/security/findings")[0] == 403
