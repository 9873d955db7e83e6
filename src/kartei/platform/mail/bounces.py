"""Reports of mail servers that could not deliver a letter they had taken (RFC 3464).

Such a report is a letter itself and anybody can write one: it only ever moves a letter of ours from
"handed over" to "not sent", for the very address it went to, and sends nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from uuid import UUID

from kartei.platform.mail.delivery import all_letters, move
from kartei.platform.mail.post import installation
from kartei.platform.mail.states import FAILED, SENT, UNCLEAR

#: Bytes of a report that are looked at; the original may hang on it as a whole.
LARGEST = 1_000_000
_LETTER = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@")


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a report says of one receiver: action as in RFC 3464 (failed, delayed …), status such
    as 5.1.1, and the words of the last server.
    """

    letter: UUID
    recipient: str
    action: str
    status: str
    words: str


def read(data: bytes) -> list[Bounce]:
    """What a report says, receiver by receiver; nothing where it is none on a letter of ours."""
    report = message_from_bytes(data[:LARGEST], policy=policy.compat32)
    if report.get_content_type() != "multipart/report":
        return []
    letter = letter_of(report)
    return [] if letter is None else [bounce(letter, block) for block in blocks(report)]


def blocks(report: Message) -> Iterator[Message]:
    """The parts about single receivers."""
    for part in report.walk():
        payload = part.get_payload()
        if part.get_content_type() == "message/delivery-status" and isinstance(payload, list):
            yield from (
                block
                for block in payload
                if isinstance(block, Message) and block["Final-Recipient"]
            )


def bounce(letter: UUID, block: Message) -> Bounce:
    """One receiver's part; types in front of values ("rfc822;", "smtp;") are left out."""

    def value(name: str) -> str:
        text = " ".join(str(block[name] or "").split())
        return text.partition(";")[2].strip() if ";" in text[:20] else text

    recipient = value("Original-Recipient") or value("Final-Recipient")
    action = value("Action").lower()
    return Bounce(letter, recipient, action, value("Status"), value("Diagnostic-Code")[:400])


def letter_of(report: Message) -> UUID | None:
    """The letter that a report returns, by its Message-ID."""
    for part in report.walk():
        kind, payload = part.get_content_type(), part.get_payload()
        text = ""
        if kind == "message/rfc822" and isinstance(payload, list) and payload:
            inner = payload[0]
            text = str(inner["Message-ID"] or "") if isinstance(inner, Message) else ""
        elif kind == "text/rfc822-headers":
            raw = part.get_payload(decode=True)
            text = str(message_from_bytes(raw)["Message-ID"]) if isinstance(raw, bytes) else ""
        found = _LETTER.search(text)
        if found:
            return UUID(found.group(1))
    return None


def take(data: bytes) -> int:
    """Mark the letters that a report says were not delivered; returns how many there were."""
    taken = 0
    for found in read(data):
        if found.action != "failed":
            continue
        row = all_letters().filter(pk=found.letter, recipient__iexact=found.recipient)
        if row.exists():
            result = f"{found.status} {found.words}".strip()[:500]
            put = {"state": FAILED, "result": result}
            taken += move(installation(), found.letter, (SENT, UNCLEAR), put, {})
    return taken
