"""From the queue to a person's mail program: Postfix delivers, Dovecot shows it by IMAP."""

from __future__ import annotations

import imaplib
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from kartei.platform.access.tests.cast import Cast
from kartei.platform.mail import states, templates
from kartei.platform.mail.tests import test_postfix
from kartei.platform.mail.tests.conftest import drained, make_account
from kartei.platform.mail.tests.sink import Sink, free_port
from kartei.platform.mail.tests.test_postfix import box, folder, listening, of, postfix
from kartei.platform.records import blobs
from kartei.platform.records.models import StoredFile

__all__ = ["folder", "postfix"]
READY = test_postfix.READY and shutil.which("dovecot") is not None
pytestmark = pytest.mark.skipif(not READY, reason="needs Postfix and Dovecot, and root")
CONFIGURATION = """\
base_dir = {folder}/dovecot
state_dir = {folder}/dovecot
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:{folder}/box/%n
first_valid_uid = 1
default_internal_user = {user}
default_login_user = {user}
default_internal_group = {group}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
passdb {{
  driver = static
  args = password=geheim
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/box/%n
}}
"""


@pytest.fixture
def dovecot(folder: Path) -> Iterator[int]:
    """Dovecot on the mailboxes that Postfix fills; its port."""
    port, owner = free_port(), pwd.getpwnam("postfix")
    user = pwd.getpwnam("dovecot")
    (folder / "dovecot").mkdir()
    text = CONFIGURATION.format(
        folder=folder, port=port, user=user.pw_name, group="dovecot",
        uid=owner.pw_uid, gid=owner.pw_gid,
    )  # fmt: skip
    (folder / "dovecot.conf").write_text(text, encoding="utf-8")
    server = subprocess.Popen(["dovecot", "-F", "-c", str(folder / "dovecot.conf")])
    try:
        listening(port)
        yield port
    finally:
        server.terminate()
        with suppress(subprocess.TimeoutExpired):
            server.wait(60)
        server.kill()


def fetched(port: int, name: str) -> EmailMessage:
    """The only letter in somebody's inbox, as a mail program gets it."""
    with imaplib.IMAP4("127.0.0.1", port) as client:
        client.login(name, "geheim")
        client.select("INBOX", readonly=True)
        _ok, found = client.fetch("1", "(RFC822)")
    assert isinstance(found[0], tuple)
    made = message_from_bytes(found[0][1], policy=policy.default)
    assert isinstance(made, EmailMessage)
    return made


def test_a_letter_is_read_by_imap_as_it_was_meant(
    cast: Cast, postfix: Sink, folder: Path, dovecot: int, settings: Any, tmp_path: Path
) -> None:
    """Cyrillic subject, both twins, and an attachment's name come out of the mailbox whole."""
    settings.MEDIA_ROOT = str(tmp_path)
    blob = blobs.put(["Смета".encode()], 1000)
    row = StoredFile.objects.create(
        object="mail.letter", record=cast.admin.user, sha256=blob.sha256, by_id=cast.admin.user,
        name="Смета № 7 – Größe.txt", type="text/plain", size=blob.size, at=datetime.now(UTC),
    )  # fmt: skip
    account = make_account(cast, postfix, address="büro@okna.example")
    values = {
        "name": "Анна", "event": "пароль изменён", "when": "сегодня", "link": "https://crm.example"
    }  # fmt: skip
    templates.send("account_event", "ann@okna.example", "ru", values, files=[row.pk])
    assert drained(account) == 1
    assert of(account)["ann@okna.example"].startswith(states.SENT)
    box(folder, "ann")
    got = fetched(dovecot, "ann")
    assert got["Subject"] == "Ваша учётная запись: пароль изменён"
    assert got["Auto-Submitted"] == "auto-generated"
    text, html = got.get_body(("plain",)), got.get_body(("html",))
    assert text is not None
    assert html is not None
    assert "Здравствуйте, Анна!" in text.get_content()
    assert "<strong>пароль изменён</strong>" in html.get_content()
    (paper,) = got.iter_attachments()
    assert paper.get_filename() == "Смета № 7 – Größe.txt"
    assert paper.get_payload(decode=True) == "Смета".encode()
