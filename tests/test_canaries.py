"""Planted secrets are found in no answer, no table, no log and no listing (S18).

Every secret that the program is told, or tells once, is set through the doors that set it. Then all
that an administrator can read is searched for each, as it is and in base64; so are all rows of the
database, where secrets lie sealed or as sums, and everything that was logged meanwhile.
"""

from __future__ import annotations

import base64
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings as django_settings
from django.test import Client

from kartei.platform.access import sign_ins, tokens
from kartei.platform.access.vault import unsealed, vault
from kartei.platform.mail.models import Letter
from kartei.platform.signin import links
from kartei.web.api.openapi import document
from kartei.web.sessions import COOKIE
from tests.closed_firm import Firm, ask, build
from tests.test_signin import PASSWORD, call, set_up
from tests.test_signin_steps import with_totp

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm(tmp_path: Any, settings: Any) -> Firm:
    settings.MEDIA_ROOT = str(tmp_path / "files")
    return build()


def made(firm: Firm, entity: str, **values: Any) -> str:
    """The address of a new record of the administrator's."""
    status, data = ask(firm.client("admin"), "post", f"/records/{entity}", values)
    assert status == 201, data
    return f"/records/{entity}/{orjson.loads(data)['id']}"


def told(firm: Firm, path: str, **values: Any) -> None:
    """A command of the administrator's that takes a secret."""
    status, data = ask(firm.client("admin"), "post", path, values)
    assert status == 200, (path, data)


def planted(firm: Firm) -> dict[str, str]:
    """All secrets by what they are."""
    found = {n: f"canary{n.replace(' ', '')}7f3a9c51" for n in
             ("password", "typed at the door", "mail password", "bind password", "mail token",
              "mail refresh", "provider secret")}  # fmt: skip
    told(firm, f"/records/access.user/{firm.cast.ids['bob']}/set_password",
         password=found["password"])  # fmt: skip
    body = {"login": "bob", "password": found["typed at the door"]}
    assert call(Client(), "post", "/api/v1/session", body)[0] == 401
    mail = made(firm, "mail.account", name="Office", address="a@okna.example", host="mail.example")
    told(firm, f"{mail}/set_password", password=found["mail password"])
    oauth = {"name": "Cloud", "address": "b@okna.example", "host": "mail.example", "auth": "oauth",
             "login": "b@okna.example"}  # fmt: skip
    told(firm, f"{made(firm, 'mail.account', **oauth)}/set_token", token=found["mail token"],
         refresh=found["mail refresh"], address="https://login.example/token")  # fmt: skip
    root, role = str(firm.cast.units["root"]), str(firm.cast.roles["bob"])
    base = "dc=okna,dc=example"
    server = {"name": "Office", "host": "dc.example", "base": base, "bind_dn": f"cn=reader,{base}",
              "home": root, "tls": "tls", "role": role}  # fmt: skip
    told(firm, f"{made(firm, 'directory.server', **server)}/set_password",
         password=found["bind password"])  # fmt: skip
    provider = {"name": "Office", "issuer": "https://login.example", "client_id": "kartei",
                "home": root}  # fmt: skip
    told(firm, f"{made(firm, 'federation.provider', **provider)}/set_secret",
         secret=found["provider secret"])  # fmt: skip
    return found | of_alice(firm) | of_the_house()


def of_alice(firm: Firm) -> dict[str, str]:
    """What signing in tells Alice alone: her session, code, recovery codes, a token, a link."""
    user = set_up(firm.cast, "alice")
    client = Client()
    call(client, "post", "auth/login", {"username": "alice", "password": PASSWORD})
    secret = with_totp(client)
    call(client, "post", "account/authenticators/recovery-codes", {})
    seed = unsealed(Authenticator.objects.get(type="recovery_codes").data["seed"])
    wish = {"title": "key", "scopes": {"*": "read"}}
    token = call(client, "post", "/api/v1/tokens", wish)[1]["token"]
    user.refresh_from_db()
    links.recover(str(user.email))
    return {"session": client.cookies[COOKIE].value, "code key": secret, "seed of codes": seed,
            "token": token, "recovery link": links.key_of(user)}  # fmt: skip


def of_the_house() -> dict[str, str]:
    """The keys of the installation."""
    vault().seal("anything")
    keys = Path(django_settings.KEY_FILE).read_text("utf-8").split()
    return {"key of the program": str(django_settings.SECRET_KEY), "key of secrets": keys[-1]}


def forms(secret: str) -> Iterator[bytes]:
    """A secret as it is, and as it stands inside of base64, wherever it begins."""
    raw = secret.encode()
    yield raw
    for shift in range(3):
        yield base64.b64encode(b"x" * shift + raw)[4:-4]


def leaks(data: bytes, secrets: dict[str, str]) -> list[str]:
    """Which secrets stand in some bytes."""
    return [name for name, one in secrets.items() if any(form in data for form in forms(one))]


def readable(firm: Firm) -> Iterator[tuple[str, bytes]]:
    """All that the administrator's document lets him read, for each object and record there is."""
    client, objects = firm.client("admin"), firm.cast.admin.world.objects
    for name in objects:
        path = f"/records/{name}"
        status, data = ask(client, "get", f"{path}?limit=100&sort=-created_at")
        yield path, data
        rows = orjson.loads(data)["items"] if status == 200 else []
        for row in rows[:2]:
            yield path, ask(client, "get", f"{path}/{row['id']}")[1]
            yield path, ask(client, "get", f"{path}/{row['id']}/timeline")[1]
        for kind in ("csv", "xlsx"):
            yield path, ask(client, "post", f"{path}/export", {"format": kind})[1]
    for address, verbs in document(firm.cast.admin)["paths"].items():
        if "get" in verbs and address != "/stream":
            path = re.sub(r"\{\w+\}", str(firm.mine["person"]), address)
            yield path, ask(client, "get", path)[1]
    for key in Letter.objects.unguarded("all letters are looked at").values_list("pk", flat=True):
        yield "/mail/letters/shown", ask(client, "get", f"/mail/letters/{key}/shown")[1]
    for path in ("/nothing", "/records/people.person/0", "/records/people.person?filter=["):
        yield path, ask(client, "get", path)[1]
    yield "/", client.get("/").content


def test_planted_secrets_are_found_nowhere(
    firm: Firm, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """S18: in answers, exports, the configuration, the logs, error pages and the database."""
    caplog.set_level(logging.DEBUG)
    secrets = planted(firm)
    assert len(secrets) >= 12
    assert all(len(one) >= 8 for one in secrets.values()), secrets
    sign_ins.flush()
    tokens.uses.flush()
    for path, data in readable(firm):
        assert not leaks(data, secrets), path
    for model in apps.get_models():
        rows = repr(list(model._base_manager.values_list())).encode()
        assert not leaks(rows, secrets), model._meta.db_table
    printed = capfd.readouterr()
    said = "\n".join([caplog.text, printed.out, printed.err])
    assert not leaks(said.encode(), secrets)


def test_a_planted_secret_would_be_found(firm: Firm) -> None:
    """The search itself: a secret in a note is found in answers."""
    secret = {"note": "canarynote7f3a9c51"}
    made(firm, "people.person", last_name=secret["note"])
    found = [path for path, data in readable(firm) if leaks(data, secret)]
    # the list, the card, its timeline, and both files of an export
    assert found.count("/records/people.person") >= 5, found
    assert "/audit" in found
    coded = base64.b64encode(f"x{secret['note']} and more".encode())
    assert leaks(coded, secret) == ["note"]
