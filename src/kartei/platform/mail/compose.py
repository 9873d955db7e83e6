"""A letter as bytes on the wire: headers, the two twins of its text, attachments."""

from __future__ import annotations

from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime

import orjson

from kartei.platform.access.vault import unsealed
from kartei.platform.kit.vault import VaultError
from kartei.platform.mail import look
from kartei.platform.mail.addresses import wire_address
from kartei.platform.mail.models import Account, Letter
from kartei.platform.mail.states import LETTER
from kartei.platform.records import blobs
from kartei.platform.records.models import StoredFile

#: Bytes of all attachments together; most servers refuse more.
LIMIT = 20 * 1024 * 1024


class CannotCompose(Exception):
    """The letter can never be sent as it is; ``reason``: too_large, no_words or no_file."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the server gets: who sends, who receives, the bytes, and the headers among them."""

    sender: str
    recipient: str
    data: bytes
    headers: str
    utf8: bool


def compose(letter: Letter, account: Account) -> Envelope:
    """The letter as it travels; the same Message-ID each time, whenever it is tried."""
    sender, recipient = wire_address(account.address), wire_address(letter.recipient)
    utf8 = not (sender + recipient).isascii()
    text, html = words_of(letter)
    message = EmailMessage(policy=(SMTPUTF8 if utf8 else SMTP).clone(cte_type="7bit"))
    _head(message, letter, account, sender, recipient)
    message.set_content(text + "\n", cte="quoted-printable")
    if html:
        message.add_alternative(html, subtype="html", cte="quoted-printable")
        show_logo(message, html)
    attach(message, letter)
    data = ending_lines(letter.unsubscribe) + message.as_bytes()
    headers, _, _ = data.partition(b"\r\n\r\n")
    envelope_from = wire_address(account.bounce) if account.bounce else sender
    return Envelope(envelope_from, recipient, data, headers.decode("utf-8", "replace"), utf8)


def _head(
    message: EmailMessage, letter: Letter, account: Account, sender: str, recipient: str
) -> None:
    """The headers; the library encodes names and refuses line ends in them."""
    message["From"] = mailbox(sender, " ".join((account.sender or "").split()))
    message["To"] = mailbox(recipient)
    if account.reply_to:
        message["Reply-To"] = mailbox(wire_address(account.reply_to))
    message["Subject"] = " ".join(letter.name.split())
    message["Date"] = format_datetime(letter.created_at)
    message["Message-ID"] = f"<{letter.pk}@{sender.rpartition('@')[2]}>"
    if letter.kind != LETTER:
        message["Auto-Submitted"] = "auto-generated"


def ending_lines(address: str) -> bytes:
    """How the reader's program ends such letters (RFC 8058). Whole lines: the library would break
    or encode a long address, and receivers then find none, or the signature broken.
    """
    if not address:
        return b""
    post = "List-Unsubscribe-Post: List-Unsubscribe=One-Click"
    return f"List-Unsubscribe: <{address}>\r\n{post}\r\n".encode("ascii")


def mailbox(address: str, name: str = "") -> Address:
    """An address for a header, with the name of whose it is."""
    local, _, domain = address.rpartition("@")
    return Address(name, local, domain)


def words_of(letter: Letter) -> tuple[str, str]:
    """(text, HTML) of a letter, opened where they are sealed."""
    if not letter.confidential:
        return letter.text, letter.html
    if not letter.sealed:
        raise CannotCompose("no_words")
    try:
        found = orjson.loads(unsealed(letter.sealed))
    except VaultError as error:
        raise CannotCompose("no_words") from error
    return found["text"], found["html"]


def show_logo(message: EmailMessage, html: str) -> None:
    """The firm's logo travels beside the HTML that shows it, where it is still there."""
    key = look.logo_of(html)
    found = look.picture(key) if key else None
    if found is None:
        return
    data, kind = found
    page = message.get_body(("html",))
    if isinstance(page, EmailMessage):
        page.add_related(
            data, maintype="image", subtype=kind.partition("/")[2], cid=f"<{key}@logo>",
            disposition="inline", filename=f"logo.{kind.partition('/')[2]}",
        )  # fmt: skip


def attach(message: EmailMessage, letter: Letter) -> None:
    """The letter's files, as attachments."""
    rows = StoredFile.objects.filter(object="mail.letter", record=letter.pk, deleted=False)
    rows = rows.order_by("at", "pk")
    if sum(row.size for row in rows) > LIMIT:
        raise CannotCompose("too_large")
    for row in rows:
        try:
            data = blobs.read(row.sha256)
        except OSError as error:
            raise CannotCompose("no_file") from error
        main, _, sub = row.type.partition("/")
        message.add_attachment(
            data, maintype=main or "application", subtype=sub or "octet-stream", filename=row.name
        )
