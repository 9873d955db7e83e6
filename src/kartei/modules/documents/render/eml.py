"""A mail draft (`.eml`) that the user's own mail program opens ready to be sent.

`X-Unsent: 1` makes Outlook and Thunderbird open the file as a draft. Names outside ASCII follow
RFC 2047 (people, subject) and RFC 2231 (file names). Nothing a person typed can start a header of
its own: line breaks and control characters are taken out of names, refused in addresses.
"""

from __future__ import annotations

import re
import unicodedata
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from kartei.platform.kit.faults import ValueFault

_MAIL = re.compile(
    r"[^\s\x00-\x20\x7f@<>()\[\],;:\\\"]{1,64}@[^\s\x00-\x20\x7f@<>()\[\],;:\\\"]{1,253}"
)
#: Seven bits only: a draft passes through programs and disks that know nothing of 8BITMIME.
_POLICY = SMTP.clone(cte_type="7bit", refold_source="none")
_KIND = re.compile(r"([a-z]+)/([a-z0-9][a-z0-9.+-]*)")
_LONGEST_NAME = 120
_LONGEST_PLAIN = 60
#: 45 bytes are 60 characters of base64; with the frame an encoded word stays below 75.
_WORD_BYTES = 45


@dataclass(frozen=True, slots=True)
class MailPerson:
    """A name, possibly empty, and a mail address."""

    name: str
    mail: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of the mail: name with ending, kind such as `application/pdf`, content."""

    name: str
    kind: str
    data: bytes


def paper_mail(
    sender: MailPerson,
    to: Sequence[MailPerson],
    subject: str,
    text: str,
    html: str | None = None,
    attachments: Sequence[Attachment] = (),
) -> bytes:
    """The draft as bytes with CRLF line ends; html, where given, is an alternative to the text.

    Raises ValueFault: `mail.invalid` for an address that is none, `mail.kind` for a media type
    that is none.
    """
    message = EmailMessage(policy=_POLICY)
    message["X-Unsent"] = "1"
    message.set_raw("From", _person(sender))
    message.set_raw("To", ",\r\n ".join(_person(person) for person in to))
    message.set_raw("Subject", _words(_one_line(subject), quoted=False))
    message.set_content(_plain(text))
    if html is not None:
        message.add_alternative(_plain(html), subtype="html")
    for attachment in attachments:
        kind = _KIND.fullmatch(attachment.kind)
        if not kind:
            raise ValueFault("mail.kind", value=attachment.kind)
        message.add_attachment(
            attachment.data,
            maintype=kind[1],
            subtype=kind[2],
            filename=_file_name(attachment.name),
        )
    return message.as_bytes()


def _person(person: MailPerson) -> str:
    """A person in a header: encoded or quoted name, address with the domain in IDNA."""
    name, mail = _one_line(person.name), _address(person.mail)
    return f"{_words(name, quoted=True)}\r\n <{mail}>" if name else mail


def _address(mail: str) -> str:
    user, _, domain = mail.rpartition("@")
    if not _MAIL.fullmatch(mail) or not user.isascii():
        raise ValueFault("mail.invalid", value=mail)
    try:
        return Address("", user, domain.encode("idna").decode("ascii")).addr_spec
    except (ValueError, IndexError):  # what IDNA and the registry's parser refuse with
        raise ValueFault("mail.invalid", value=mail) from None


def _words(text: str, *, quoted: bool) -> str:
    """A header's text after RFC 2047, one encoded word a line.

    Done here, since the standard library's folding loses blanks between encoded words.
    """
    if text.isascii() and len(text) <= _LONGEST_PLAIN and "=?" not in text:
        if not quoted:
            return text
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return "\r\n ".join(
        f"=?utf-8?b?{b64encode(piece.encode()).decode('ascii')}?=" for piece in _pieces(text)
    )


def _pieces(text: str) -> Iterator[str]:
    """Runs of whole characters that fit an encoded word."""
    piece = ""
    for char in text:
        if len((piece + char).encode()) > _WORD_BYTES:
            yield piece
            piece = ""
        piece += char
    yield piece


def _one_line(text: str) -> str:
    """Line breaks and control characters become spaces, broken surrogates a mark."""
    kept = "".join(
        " " if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char for char in text
    )
    return " ".join(_plain(kept).split())


def _plain(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _file_name(name: str) -> str:
    """A name without folders; too long ones keep their ending."""
    bare = re.sub(r'[/\\:*?"<>|]', "_", _one_line(name)).strip(". ") or "file"
    if len(bare) <= _LONGEST_NAME:
        return bare
    head, dot, ending = bare.rpartition(".")
    return head[: _LONGEST_NAME - len(ending) - 1] + dot + ending if dot else bare[:_LONGEST_NAME]
