"""The mail server that most firms have, where its programs are installed and may be started."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes, policy
from pathlib import Path
from uuid import UUID

import pytest

from kartei.platform.access.tests.cast import Cast
from kartei.platform.mail import delivery, states
from kartei.platform.mail.models import Account
from kartei.platform.mail.post import Wish, post
from kartei.platform.mail.tests.conftest import drained, make_account
from kartei.platform.mail.tests.sink import Sink, free_port
from kartei.platform.records import commands

DAEMONS = Path("/usr/lib/postfix/sbin")
READY = shutil.which("postfix") is not None and DAEMONS.is_dir() and os.geteuid() == 0
pytestmark = pytest.mark.skipif(not READY, reason="needs Postfix, and root to start it")
PATIENCE = 60.0
MASTER = """\
{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
tlsmgr unix - - n 1000? 1 tlsmgr
anvil unix - - n - 1 anvil
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
postlog unix-dgram n - n - 1 postlogd
"""
MAIN = """\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
daemon_directory = {daemons}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.okna.example
mydestination =
alias_maps =
local_recipient_maps =
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
virtual_mailbox_domains = okna.example
virtual_mailbox_base = {folder}/box
virtual_mailbox_maps = inline:{{ ann@okna.example=ann/, анна@okna.example=anna/ }}
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
smtpd_relay_restrictions = reject_unauth_destination
smtpd_tls_cert_file = {folder}/server.pem
smtpd_tls_key_file = {folder}/server.pem
smtpd_tls_security_level = may
smtputf8_enable = yes
"""


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder that the server's own users may enter."""
    made = Path(tempfile.mkdtemp(prefix="kartei-postfix-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(scope="module")
def postfix(folder: Path) -> Iterator[Sink]:
    """Postfix with folders of its own; its letters lie in box/NAME/new."""
    port, user = free_port(), pwd.getpwnam("postfix")
    (folder / "conf").mkdir()
    for name in ("queue", "data", "box"):
        (folder / name).mkdir()
    for name in ("data", "box"):
        os.chown(folder / name, user.pw_uid, user.pw_gid)
    certificate(folder / "server.pem")
    options = {"folder": folder, "daemons": DAEMONS, "uid": user.pw_uid, "gid": user.pw_gid}
    (folder / "conf" / "main.cf").write_text(MAIN.format(**options), encoding="utf-8")
    (folder / "conf" / "master.cf").write_text(MASTER.format(port=port), encoding="utf-8")
    subprocess.run(["postfix", "-c", str(folder / "conf"), "start"], check=True)
    try:
        listening(port)
        yield Sink("127.0.0.1", port)
    finally:
        subprocess.run(["postfix", "-c", str(folder / "conf"), "abort"], check=False)


def certificate(path: Path) -> None:
    """A key and a certificate for this machine that nobody else has signed."""
    words = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    more = ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    files = ["-keyout", f"{path}.key", "-out", f"{path}.crt"]
    subprocess.run(["openssl", "req", *words, *more, *files], check=True, capture_output=True)
    path.write_text(Path(f"{path}.key").read_text() + Path(f"{path}.crt").read_text())
    path.chmod(0o600)


def listening(port: int) -> None:
    """Wait until somebody listens."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise AssertionError("Postfix does not listen")


def box(folder: Path, name: str) -> bytes:
    """The one letter in a mailbox, once it has come."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = list((folder / "box" / name / "new").glob("*"))
        if found:
            return found[0].read_bytes()
        time.sleep(0.1)
    raise AssertionError((folder / "log").read_text())


def of(account: UUID) -> dict[str, str]:
    """Recipient -> state and result of the letters of an account."""
    rows = delivery.all_letters().filter(account=account)
    return {row.recipient: f"{row.state}: {row.result}" for row in rows}


def test_postfix_takes_delivers_and_refuses(cast: Cast, postfix: Sink, folder: Path) -> None:
    """Names of any script arrive, foreign domains and unknown people are refused for good."""
    account = make_account(cast, postfix, address="büro@okna.example")
    people = ("анна@okna.example", "nobody@okna.example", "eve@elsewhere.example")
    post([Wish(to=to, subject="Счёт № 7", text="Grüße\n.\nПока") for to in people])
    assert drained(account) == 3
    found = of(account)
    assert found[people[0]].startswith(f"{states.SENT}: 250 2.0.0 Ok: queued as")
    assert found[people[1]].startswith(f"{states.FAILED}: 550")
    assert found[people[2]].startswith(f"{states.FAILED}: 554")
    letter = message_from_bytes(box(folder, "anna"), policy=policy.default)
    assert letter["Subject"] == "Счёт № 7"
    assert letter["Return-Path"] == "<büro@okna.example>"
    assert letter.get_content() == "Grüße\n.\nПока\n"


def test_an_encrypted_way_needs_a_certificate_that_can_be_trusted(
    cast: Cast, postfix: Sink, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """STARTTLS: a certificate that nobody vouches for gets no letter and no password."""
    account = make_account(cast, postfix, tls="starttls")
    ask = {"to": "ann@okna.example"}
    commands.run(cast.admin, "mail.account", account, "send_test", ask)
    assert drained(account) == 0
    row = Account.objects.unguarded("the tests look at all").get(pk=account)
    assert row.fault.startswith("The server's certificate cannot be trusted")
    monkeypatch.setenv("SSL_CERT_FILE", str(folder / "server.pem.crt"))
    commands.run(cast.admin, "mail.account", account, "send_test", ask)
    assert drained(account) == 1
    row.refresh_from_db()
    assert not row.fault
    assert b"ESMTPS" in box(folder, "ann")
