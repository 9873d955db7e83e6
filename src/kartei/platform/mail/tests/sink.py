"""A real mail server in a thread of the tests: keeps what it takes, misbehaves when told."""

from __future__ import annotations

import socket
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope


@dataclass
class Sink:
    """What came in; recipient -> the answer given to it where it is not 250.

    after: called with each letter when it was taken and before that is said. token: what XOAUTH2
    must show, none for a server that does not offer it to anybody.
    """

    host: str = ""
    port: int = 0
    letters: list[Envelope] = field(default_factory=list)
    refuse: dict[str, str] = field(default_factory=dict)
    refuse_data: str = ""
    drop: bool = False
    logins: list[tuple[str, str]] = field(default_factory=list)
    after: Any = None
    token: str = ""

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:
        if self.refuse_data:
            return self.refuse_data
        self.letters.append(envelope)
        if self.after:
            self.after(envelope)
        if self.drop:
            server.transport.abort()
        return "250 taken"

    def authenticate(
        self, server: Any, session: Any, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        self.logins.append((data.login.decode(), data.password.decode()))
        return AuthResult(success=data.password == b"geheim 123", handled=False)

    async def auth_XOAUTH2(self, server: Any, args: list[str]) -> AuthResult:
        """As Google and Microsoft do it: a refusal is told in a challenge that wants an answer."""
        shown = b64decode(args[1]).decode() if len(args) > 1 else ""
        self.logins.append(("XOAUTH2", shown))
        if self.token and shown.endswith(f"auth=Bearer {self.token}\x01\x01"):
            return AuthResult(success=True)
        await server.challenge_auth('{"status":"401"}')
        return AuthResult(success=False, handled=False)

    def message(self, number: int = 0) -> EmailMessage:
        """A letter as its reader's program understands it."""
        data = (self.letters[number].original_content or b"").replace(b"\r\n", b"\n")
        found = message_from_bytes(data, policy=policy.default)
        assert isinstance(found, EmailMessage)
        return found


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(**options: Any) -> Iterator[Sink]:
    """A sink that listens; options go to the server (auth_required …)."""
    sink = Sink("127.0.0.1", free_port())
    controller = Controller(
        sink,
        hostname=sink.host,
        port=sink.port,
        authenticator=sink.authenticate,
        auth_require_tls=False,
        **{"enable_SMTPUTF8": True, **options},
    )
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()
